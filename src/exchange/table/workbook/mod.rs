//! Workbooks (XLSX): sheets of elements and sheets of links, as Kumu, PRSM and people lay them out.
//!
//! A sheet is known by its header, as a text table is. Sheets whose name ends in `(ignore)` are skipped, as in Kumu.

mod columns;
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
    write: Some(|flat, _| write::write(flat)),
};

pub(super) use columns::columns;

/// Names of the column of PRSM's styles.
const STYLE: &[&str] = &["style"];

/// A workbook with the sheets and columns that PRSM asks for.
pub(in crate::exchange) const PRSM: Handler = Handler {
    name: "prsm-xlsx",
    title: "PRSM workbook",
    // It is read as any workbook is.
    sniff: |_| false,
    write: Some(write::prsm),
    ..XLSX
};

/// The bytes are an archive that names the parts of a workbook. Takes O(n).
pub fn is_workbook(bytes: &[u8]) -> bool {
    let name = b"xl/workbook";
    bytes.starts_with(b"PK\x03\x04") && bytes.windows(name.len()).any(|window| window == name)
}
