//! What a merchant wants paid: the part of a request that Snap and Core have in common, validated.

use serde_json::{Map, Value};

use crate::money::Rupiah;

const LONGEST_ID: usize = 50;
const LONGEST_NAME: usize = 50;
const EXTRAS: [&str; 4] = [
    "custom_field1",
    "custom_field2",
    "custom_field3",
    "metadata",
];

/// A valid order.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) gross_amount: Rupiah,
    pub(crate) items: Vec<Item>,
    pub(crate) customer: Option<String>,
    pub(crate) extras: Map<String, Value>,
}

/// A line of an order; a discount has a negative price.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) price: Rupiah,
    pub(crate) quantity: i64,
}

impl Item {
    pub(crate) const fn total(&self) -> Rupiah {
        self.price.times(self.quantity)
    }
}

impl Order {
    /// Reads an order from a request, or tells everything that is wrong with it.
    pub(crate) fn read(request: &Value) -> Result<Self, Vec<String>> {
        let details = &request["transaction_details"];
        if !details.is_object() {
            return Err(vec!["transaction_details is required".to_owned()]);
        }
        let mut problems = Vec::new();
        let id = take(read_id(&details["order_id"]), &mut problems);
        let amount = take(read_amount(&details["gross_amount"]), &mut problems);
        let items = take(read_items(&request["item_details"]), &mut problems);
        let (Some(id), Some(gross_amount), Some(items)) = (id, amount, items) else {
            return Err(problems);
        };

        let sum = items
            .iter()
            .fold(Rupiah::default(), |sum, item| sum.plus(item.total()));
        if !items.is_empty() && sum != gross_amount {
            return Err(vec![
                "transaction_details.gross_amount is not equal to the sum of item_details"
                    .to_owned(),
            ]);
        }
        Ok(Self {
            id,
            gross_amount,
            items,
            customer: read_customer(&request["customer_details"]),
            extras: read_extras(request),
        })
    }

    #[cfg(test)]
    pub(crate) fn for_tests(id: &str, amount: i64) -> Self {
        Self {
            id: id.to_owned(),
            gross_amount: Rupiah::new(amount),
            items: Vec::new(),
            customer: None,
            extras: Map::new(),
        }
    }
}

/// Keeps a good value, or notes what is wrong and goes on: a merchant wants all problems at once.
fn take<T>(result: Result<T, String>, problems: &mut Vec<String>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

fn read_id(value: &Value) -> Result<String, String> {
    let problem = |text: &str| Err(format!("transaction_details.order_id {text}"));
    let Some(id) = value.as_str().filter(|id| !id.is_empty()) else {
        return problem("is required");
    };
    if id.len() > LONGEST_ID {
        return problem("is too long, the maximum is 50 characters");
    }
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~.".contains(&byte);
    if !id.bytes().all(is_allowed) {
        return problem("may only contain alphanumerics, dash, underscore, tilde and dot");
    }
    Ok(id.to_owned())
}

fn read_amount(value: &Value) -> Result<Rupiah, String> {
    let problem = |text: &str| Err(format!("transaction_details.gross_amount {text}"));
    if value.is_null() {
        return problem("is required");
    }
    let Some(amount) = value.as_i64().map(Rupiah::new) else {
        return problem("must be a whole number");
    };
    if !amount.is_positive() {
        return problem("must be greater than or equal to 0.01");
    }
    if amount > Rupiah::MAX {
        return problem("must be less than or equal to 99999999999.00");
    }
    Ok(amount)
}

fn read_items(value: &Value) -> Result<Vec<Item>, String> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => items.iter().map(read_item).collect(),
        _ => Err("item_details must be a list".to_owned()),
    }
}

fn read_item(value: &Value) -> Result<Item, String> {
    let Some(name) = value["name"].as_str().filter(|name| !name.is_empty()) else {
        return Err("item_details.name is required".to_owned());
    };
    if name.chars().count() > LONGEST_NAME {
        return Err("item_details.name is too long, the maximum is 50 characters".to_owned());
    }
    let Some(price) = value["price"].as_i64().map(Rupiah::new) else {
        return Err("item_details.price must be a whole number".to_owned());
    };
    let Some(quantity) = value["quantity"].as_i64().filter(|quantity| *quantity >= 1) else {
        return Err("item_details.quantity must be a whole number of at least 1".to_owned());
    };
    Ok(Item {
        name: name.to_owned(),
        price,
        quantity,
    })
}

fn read_customer(value: &Value) -> Option<String> {
    let names = [value["first_name"].as_str(), value["last_name"].as_str()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.trim().is_empty()).then_some(name)
}

fn read_extras(request: &Value) -> Map<String, Value> {
    EXTRAS
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), request.get(name)?.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(id: &Value, amount: &Value) -> Value {
        json!({ "transaction_details": { "order_id": id, "gross_amount": amount } })
    }

    fn problems(request: &Value) -> Vec<String> {
        Order::read(request).unwrap_err()
    }

    #[test]
    fn an_order_needs_its_details() {
        assert_eq!(problems(&Value::Null), ["transaction_details is required"]);
        assert_eq!(
            problems(&json!({ "transaction_details": {} })),
            [
                "transaction_details.order_id is required",
                "transaction_details.gross_amount is required"
            ]
        );
    }

    #[test]
    fn an_order_id_has_fifty_characters_of_few_kinds() {
        for good in ["a", "SYR-0A1B2C3D~1.2_x", &"9".repeat(50)] {
            assert!(
                Order::read(&request(&json!(good), &json!(1))).is_ok(),
                "{good}"
            );
        }
        for bad in ["", "a b", "a:b", "a/b", "é", &"9".repeat(51)] {
            assert!(
                Order::read(&request(&json!(bad), &json!(1))).is_err(),
                "{bad}"
            );
        }
    }

    #[test]
    fn an_amount_is_a_whole_number_from_one_up() {
        for bad in [
            json!(0),
            json!(-1),
            json!(1.5),
            json!("10000"),
            json!(i64::MAX),
        ] {
            assert!(Order::read(&request(&json!("a"), &bad)).is_err(), "{bad}");
        }
        let order = Order::read(&request(&json!("a"), &json!(1))).unwrap();
        assert_eq!(order.gross_amount.to_string(), "1.00");
    }

    #[test]
    fn lines_add_up_to_the_amount_with_discounts() {
        let mut request = request(&json!("a"), &json!(15_000));
        request["item_details"] = json!([
            { "name": "Bayam", "price": 10_000, "quantity": 2 },
            { "name": "Potongan", "price": -5_000, "quantity": 1 },
        ]);
        assert_eq!(Order::read(&request).unwrap().items.len(), 2);

        request["item_details"][0]["quantity"] = json!(1);
        assert_eq!(
            problems(&request),
            ["transaction_details.gross_amount is not equal to the sum of item_details"]
        );
    }

    #[test]
    fn a_bad_line_is_told() {
        let mut request = request(&json!("a"), &json!(1));
        for line in [
            json!({ "price": 1, "quantity": 1 }),
            json!({ "name": "x".repeat(51), "price": 1, "quantity": 1 }),
            json!({ "name": "x", "price": 0.5, "quantity": 2 }),
            json!({ "name": "x", "price": 1, "quantity": 0 }),
        ] {
            request["item_details"] = json!([line]);
            assert!(problems(&request)[0].starts_with("item_details."));
        }
        request["item_details"] = json!("x");
        assert_eq!(problems(&request), ["item_details must be a list"]);
    }
}
