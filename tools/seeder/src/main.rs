//! Fills a shop with the demo catalogue.
fn main() {}
