//! Products, categories, stock.
