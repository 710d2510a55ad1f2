//! Vensim's text model (`.mdl`): equations, then sketches of comma-separated records.
//!
//! Read from real files: a record `10` is a variable (one name may stand several times, as shadow copies), `11` a valve
//! whose flow is the variable with the next id, `12` a comment, cloud or loop mark, `1` an arrow. An arrow's sign is an
//! ASCII code; an odd value in its tenth field is the delay mark.

mod equations;
mod sketch;
mod write;

use super::Model;
use crate::exchange::account::Account;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Part};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "mdl",
    title: "Vensim model",
    endings: &["mdl"],
    origin: "mdl",
    holds: &[
        Part::Alone,
        Part::Notes,
        Part::Places,
        Part::Signs,
        Part::Delays,
        Part::Texts,
        Part::Parallels,
        Part::Webs,
    ],
    sniff: |source| source.text.starts_with("{UTF-8}") || source.text.contains("\\\\\\---///"),
    read,
    write: Some(|flat, account| Ok(write::write(flat, account))),
};

/// The field that keeps an equation.
const EQUATION: &str = "Vensim equation";

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let text = source.text.strip_prefix("{UTF-8}").unwrap_or(source.text);
    let (equations, sketches) = match text.find("\\\\\\---///") {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let equations = equations::parse(equations);
    if equations.is_empty() && sketches.is_empty() {
        return Err(Fault::shape("a Vensim model", "equation and no sketch"));
    }
    let mut model = Model::new();
    sketch::read(sketches, &mut model, account);
    if model.flat.items.is_empty() {
        equations::draw(&equations, &mut model, account);
    }
    equations::annotate(&equations, &mut model, account);
    Ok(model.flat)
}
