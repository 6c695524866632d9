//! Invoices as pages: HTML for browsers, PDF for archives, in Indonesian and English.
//!
//! What stands on an invoice is put into words once (`sheet`); the two forms set the same sheet.

mod html;
mod pdf;
#[cfg(test)]
mod sample;
mod seller;
mod sheet;
#[cfg(test)]
mod tests;
mod winansi;

pub use html::RenderError;
pub use seller::Seller;

use domain::Language;
use domain::orders::invoice::Invoice;
use sheet::Sheet;

/// The invoice as an HTML document that asks for nothing outside itself.
pub fn html(invoice: &Invoice, seller: &Seller, language: Language) -> Result<String, RenderError> {
    html::write(&Sheet::new(invoice, seller, language))
}

/// The invoice as a PDF on A4.
#[must_use]
pub fn pdf(invoice: &Invoice, seller: &Seller, language: Language) -> Vec<u8> {
    pdf::write(&Sheet::new(invoice, seller, language))
}
