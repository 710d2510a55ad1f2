//! Workbooks (XLSX): sheets of elements and sheets of links, as Kumu, PRSM and people lay them out.
//!
//! A sheet is known by its header, as a text table is. Sheets whose name ends in `(ignore)` are skipped, as in Kumu.

mod read;
mod write;

use crate::exchange::flat::ATTRIBUTED;
use crate::exchange::format::Handler;

pub(in crate::exchange) const XLSX: Handler = Handler {
    name: "xlsx",
    title: "Excel workbook",
    endings: &["xlsx"],
    origin: "table",
    holds: ATTRIBUTED,
    sniff: |source| is_workbook(source.bytes),
    read: read::read,
    write: Some(write::write),
};

/// The bytes are an archive that names the parts of a workbook.
pub(in crate::exchange) fn is_workbook(bytes: &[u8]) -> bool {
    let name = b"xl/workbook";
    bytes.starts_with(b"PK\x03\x04") && bytes.windows(name.len()).any(|window| window == name)
}
