//! Writing XMILE: every variable as an auxiliary, and one view.

use crate::exchange::account::Account;
use crate::exchange::causal::quoted;
use crate::exchange::flat::Flat;
use crate::exchange::gather::unique_names;
use crate::exchange::xml::Writer;
use crate::model::Polarity;

/// A name in the text of a connector or equation.
fn identifier(name: &str) -> String {
    let spelled = name.replace(' ', "_");
    let plain =
        spelled.starts_with(char::is_alphabetic) && spelled.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { spelled } else { quoted(&spelled) }
}

pub(super) fn write(flat: &Flat, account: &mut Account) -> Vec<u8> {
    // Underscores and spaces are the same to XMILE.
    let names = unique_names(&flat.items, |name| name.replace('_', " "), account);
    let name = |key: &str| names.get(key).cloned().unwrap_or_default();
    let mut out = Writer::new();
    out.open("xmile", &[("version", "1.0"), ("xmlns", "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0")]);
    out.open("header", &[]);
    out.leaf("name", &[], &flat.title);
    out.leaf("vendor", &[], "Linchpin");
    out.leaf("product", &[("version", env!("CARGO_PKG_VERSION"))], "Linchpin");
    out.close();
    out.open("sim_specs", &[]);
    out.leaf("start", &[], "0");
    out.leaf("stop", &[], "100");
    out.leaf("dt", &[], "1");
    out.close();
    out.open("model", &[]);
    out.open("variables", &[]);
    for item in &flat.items {
        out.open("aux", &[("name", &name(&item.key))]);
        if !item.notes.is_empty() {
            out.leaf("doc", &[], &item.notes);
        }
        // A diagram of causes has no equations; a variable without one is not run.
        out.leaf("eqn", &[], "0");
        out.close();
    }
    out.close();
    out.open("views", &[]);
    out.open("view", &[("type", "stock_flow")]);
    for item in &flat.items {
        let shown = name(&item.key);
        match item.place {
            Some((x, y)) => {
                out.empty("aux", &[("x", &x.to_string()), ("y", &y.to_string()), ("name", &shown)]);
            }
            None => out.empty("aux", &[("name", &shown)]),
        }
    }
    for (index, join) in flat.joins.iter().enumerate() {
        let polarity = match join.polarity {
            Some(Polarity::Plus) => "+",
            Some(Polarity::Minus) => "-",
            _ => "none",
        };
        let delay = if join.delay { "true" } else { "false" };
        let uid = (index + 1).to_string();
        out.open(
            "connector",
            &[("uid", &uid), ("angle", "0"), ("polarity", polarity), ("delay_mark", delay)],
        );
        out.leaf("from", &[], &identifier(&name(&join.from)));
        out.leaf("to", &[], &identifier(&name(&join.to)));
        if !join.notes.is_empty() {
            out.leaf("doc", &[], &join.notes);
        }
        out.close();
    }
    for text in &flat.texts {
        let (x, y) = text.place;
        out.leaf("text_box", &[("x", &x.to_string()), ("y", &y.to_string())], &text.text);
    }
    out.finish()
}
