//! Foreign files in and out.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod adopting;
mod corpus;
mod further;
mod fuzz;
mod hostile;
mod mapping;
mod outlines;
mod python;
mod round_trip;
mod tables;

use std::path::Path;

use linchpin::exchange::{self, Format, ImportError, Imported, Options};
use linchpin::file::Header;
use linchpin::model::Project;

fn read_as(name: &str, text: &str, options: &Options) -> Result<Imported, ImportError> {
    exchange::read_bytes(Path::new(name), text.as_bytes(), options)
}

fn read(name: &str, text: &str) -> Imported {
    read_as(name, text, &Options::default()).unwrap()
}

fn written(project: &Project, format: Format) -> Vec<u8> {
    exchange::write(project, &Header::default(), format).unwrap().bytes
}
