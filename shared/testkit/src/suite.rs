//! The stack that the suite runs on.

use crate::Stage;
use std::{env, fs};

/// A variable in the file that `SAYUR_STACK_ENV` names.
pub(crate) fn variable(name: &str) -> String {
    let file = env::var("SAYUR_STACK_ENV").expect("SAYUR_STACK_ENV names the stack's variables");
    let variables = fs::read_to_string(&file).expect("the stack's variables are readable");
    let mut lines = variables.lines().filter_map(|line| line.split_once('='));
    let found = lines.find(|(key, _)| *key == name);
    let (_, value) = found.unwrap_or_else(|| panic!("the stack's file has no {name}"));
    value.trim_matches('"').to_owned()
}

/// The stage with what reaches the stack's OpenID provider.
#[must_use]
pub fn openid_of_the_suite(stage: Stage) -> Stage {
    [
        "OPENID_ISSUER",
        "OPENID_CLIENT_ID",
        "OPENID_CLIENT_SECRET",
        "OPENID_REDIRECT_URL",
    ]
    .into_iter()
    .fold(stage, |stage, name| stage.with(name, variable(name)))
}
