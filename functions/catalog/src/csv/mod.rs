//! CSV files (RFC 4180), as spreadsheets write and read them.

mod catalogue;
mod cells;
mod download;
mod neutral;
mod stock;
mod table;

pub(crate) use catalogue::{
    COLUMNS as CATALOGUE_COLUMNS, read as read_catalogue, record as catalogue_record,
};
pub(crate) use download::{Download, MOST_ROWS};
pub(crate) use stock::{
    EXPORT_COLUMNS as STOCK_COLUMNS, read as read_stock, record as stock_record,
};
pub(crate) use table::Separator;
