//! Mails about claims. Amounts are whole rupiah, quantities decimal strings (`"1.250"`).

use serde::{Deserialize, Serialize};

/// Tells a customer what was decided about their claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimResolved {
    pub code: String,
    pub customer_name: String,
    pub lines: Vec<ClaimLine>,
    pub remedy: Remedy,
    /// What is given back; zero when the claim was refused.
    pub amount: i64,
    /// Staff's words.
    pub note: Option<String>,
    pub tracking_link: String,
}

/// What of an order is claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    pub name: String,
    pub quantity: String,
    pub unit: String,
}

/// What is done about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    Refund,
    Credit,
    Refuse,
}

/// Tells staff that a claim waits for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFiled {
    pub name: String,
    pub code: String,
    /// `damaged`, `missing`, `wrong`, `quality` or `other`.
    pub reason: String,
    pub lines: Vec<ClaimLine>,
    /// What the claimed goods cost.
    pub cost: i64,
    /// In the customer's words.
    pub text: Option<String>,
    pub photos: usize,
}
