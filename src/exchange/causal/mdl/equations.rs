//! The equations of a Vensim model: `name = expression ~ units ~ comment |`.

use crate::exchange::account::Account;
use crate::exchange::causal::{Model, UNITS, canonical, put};
use crate::model::Polarity;

/// Settings of the simulation, which are no variables of the map.
const CONTROL: [&str; 5] = ["final time", "initial time", "saveper", "time step", "time"];

/// One equation.
pub(super) struct Equation {
    pub(super) name: String,
    pub(super) right: String,
    units: String,
    comment: String,
}

/// The equations in the order of the file.
pub(super) fn parse(text: &str) -> Vec<Equation> {
    // A backslash at the end of a line continues it.
    let text = text.replace("\\\r\n", "").replace("\\\n", "");
    let mut equations = Vec::new();
    for block in text.split('|') {
        // Titles of groups stand between rows of stars.
        if block.contains("****") {
            continue;
        }
        let mut parts = block.splitn(3, '~');
        let body = parts.next().unwrap_or_default().trim();
        let Some((name, right)) = split(body) else { continue };
        let one_line =
            |part: Option<&str>| part.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        equations.push(Equation {
            name,
            right: right.split_whitespace().collect::<Vec<_>>().join(" "),
            units: one_line(parts.next()),
            comment: one_line(parts.next()),
        });
    }
    equations
}

/// The name, without subscripts, and the right side. Lookups have no equals sign and are left out.
fn split(body: &str) -> Option<(String, &str)> {
    let (mut quoted, mut escaped, mut at) = (false, false, None);
    for (index, character) in body.char_indices() {
        match character {
            '"' if !escaped => quoted = !quoted,
            '=' if !quoted => {
                at = Some(index);
                break;
            }
            '(' if !quoted => return None,
            _ => {}
        }
        escaped = character == '\\';
    }
    let (left, right) = body.split_at(at?);
    let right = right.trim_start_matches('=');
    let left = left.trim().trim_end_matches(':');
    let left = if left.starts_with('"') { left } else { left.split('[').next().unwrap_or(left) };
    Some((left.trim().to_owned(), right.trim())).filter(|(name, _)| !name.is_empty())
}

/// Without a sketch the equations are the map: what a right side names acts on its left side.
pub(super) fn draw(equations: &[Equation], model: &mut Model, account: &mut Account) {
    let own: Vec<&Equation> =
        equations.iter().filter(|one| !CONTROL.contains(&canonical(&one.name).as_str())).collect();
    for one in &own {
        model.item(&one.name);
    }
    for one in own {
        let right = one.right.strip_prefix("A FUNCTION OF").unwrap_or(&one.right);
        let arguments = one.right.len() != right.len();
        for token in right.split(['(', ')', ',', '+', '*', '/', '^', '<', '>', '=']) {
            // In a list of causes a minus before the name may mark the sign; in a formula it is arithmetic.
            for (index, name) in token.split('-').enumerate() {
                let name = name.trim();
                if !name.is_empty() && model.knows(name) {
                    let minus = arguments && index > 0;
                    model.join(name, &one.name, minus.then_some(Polarity::Minus));
                }
            }
        }
    }
    account
        .notice("The model has no sketch: its links are what the equations name, without signs.".to_owned());
}

/// Adds units and comments to the variables of the map; equations are kept as fields.
pub(super) fn annotate(equations: &[Equation], model: &mut Model, account: &mut Account) {
    for one in equations {
        let Some(item) = model.get(&one.name) else {
            if !CONTROL.contains(&canonical(&one.name).as_str()) {
                account.lose("equations of variables that no sketch shows");
            }
            continue;
        };
        if item.notes.is_empty() {
            item.notes.clone_from(&one.comment);
        }
        put(item, UNITS, &one.units);
        if !one.right.starts_with("A FUNCTION OF") {
            put(item, super::EQUATION, &one.right);
        }
    }
}
