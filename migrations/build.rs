//! The migrations are read by a macro, which cargo does not see: a changed file must compile the crate again.
#![allow(
    clippy::print_stdout,
    reason = "this is how a build script speaks to cargo"
)]

fn main() {
    println!("cargo::rerun-if-changed=.");
}
