//! The sketches of a Vensim model.

use std::collections::BTreeMap;

use crate::exchange::account::Account;
use crate::exchange::causal::{Model, ROLE, canonical, put};
use crate::exchange::flat::{Join, Sheet, Text};
use crate::model::Polarity;

/// What an id of a sketch stands for.
enum Thing {
    Variable(String),
    /// A valve; its flow has the next id.
    Valve,
    /// A comment or a cloud.
    Other,
}

/// Reads the views below the equations. Several views become several maps.
pub(super) fn read(text: &str, model: &mut Model, account: &mut Account) {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut lines = text.lines().peekable();
    let mut view: Vec<&str> = Vec::new();
    while let Some(line) = lines.next() {
        let ends = line.starts_with("\\\\\\---///") || line.starts_with("///---\\\\\\");
        if !ends {
            view.push(line);
        }
        if ends || lines.peek().is_none() {
            if let Some(sheet) = read_view(&view, model, account) {
                sheets.push(sheet);
            }
            view.clear();
        }
        if line.starts_with("///---\\\\\\") {
            break;
        }
    }
    if sheets.len() > 1 {
        for (index, sheet) in sheets.iter_mut().enumerate() {
            sheet.key = index.to_string();
        }
        model.flat.sheets = sheets;
    }
}

fn read_view(lines: &[&str], model: &mut Model, account: &mut Account) -> Option<Sheet> {
    let title = lines.iter().find_map(|line| line.strip_prefix('*'))?.trim().to_owned();
    let mut things: BTreeMap<i64, Thing> = BTreeMap::new();
    let mut sheet = Sheet { title, ..Sheet::default() };
    let mut arrows = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let cells = cells(line);
        let number = |index: usize| cells.get(index).and_then(|cell| cell.trim().parse::<f64>().ok());
        let Some(id) = number(1) else { continue };
        let id = id as i64;
        let place = number(3).zip(number(4));
        match cells.first().map(String::as_str) {
            Some("10") => {
                let name = cells.get(2).cloned().unwrap_or_default();
                let item = model.item(&name);
                item.place = item.place.or(place);
                sheet.items.push((canonical(&name), place));
                things.insert(id, Thing::Variable(name));
            }
            Some("11") => {
                things.insert(id, Thing::Valve);
            }
            Some("12") => {
                things.insert(id, Thing::Other);
                let below = number(8).is_some_and(|bits| bits as i64 & 4 != 0);
                let text =
                    if below { lines.get(at).map(|text| (*text).to_owned()) } else { cells.get(2).cloned() };
                at += usize::from(below);
                comment(&text.unwrap_or_default(), number(7), place, model, account);
            }
            Some("1") => arrows.push(cells),
            Some("30") => account.lose("graphs drawn on a sketch"),
            _ => {}
        }
    }
    for arrow in arrows {
        draw(&arrow, &things, model, account);
    }
    Some(sheet)
}

/// A comment becomes a note; loop marks (shape 4 or 5) are left out, since loops are found again.
fn comment(
    text: &str,
    shape: Option<f64>,
    place: Option<(f64, f64)>,
    model: &mut Model,
    account: &mut Account,
) {
    let text = text.trim().trim_matches('"').replace("\\n", "\n");
    if matches!(shape, Some(4.0 | 5.0)) {
        account.lose("loop marks (loops are found anew)");
    } else if !text.is_empty() && text.parse::<f64>().is_err() {
        model.flat.texts.push(Text { text, place: place.unwrap_or_default() });
    }
}

fn draw(cells: &[String], things: &BTreeMap<i64, Thing>, model: &mut Model, account: &mut Account) {
    let number = |index: usize| cells.get(index).and_then(|cell| cell.trim().parse::<i64>().ok());
    let name = |index: usize| -> Option<&str> {
        let id = number(index)?;
        match things.get(&id)? {
            Thing::Variable(name) => Some(name),
            Thing::Valve => match things.get(&id.checked_add(1)?)? {
                Thing::Variable(name) => Some(name),
                _ => None,
            },
            Thing::Other => None,
        }
    };
    let pipe = number(7) == Some(22);
    let (Some(from), Some(to)) = (name(2), name(3)) else {
        account.lose(if pipe { "clouds" } else { "arrows from or to a comment" });
        return;
    };
    if pipe {
        // Pipes start at the valve; one whose shape has bit 32 or 64 has no arrowhead, so it is where the flow comes from.
        let fills = number(4).is_some_and(|shape| shape & 0x60 == 0);
        put(model.item(from), ROLE, "flow");
        put(model.item(to), ROLE, "stock");
        model.join(from, to, Some(if fills { Polarity::Plus } else { Polarity::Minus }));
        return;
    }
    let polarity = match number(6) {
        Some(43 | 83) => Some(Polarity::Plus),
        Some(45 | 79) => Some(Polarity::Minus),
        _ => None,
    };
    let delay = number(9).is_some_and(|kind| kind & 1 == 1);
    let (from, to) = (canonical(from), canonical(to));
    model.flat.joins.push(Join { polarity, delay, ..Join::new(from, to) });
}

/// The cells of a record. Names with commas stand in quotes, which stay.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for character in line.chars() {
        match character {
            '"' if !escaped => quoted = !quoted,
            ',' if !quoted => {
                cells.push(String::new());
                continue;
            }
            _ => {}
        }
        escaped = character == '\\' && !escaped;
        if let Some(cell) = cells.last_mut() {
            cell.push(character);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas() {
        assert_eq!(cells("10,1,\"a, b\",3"), ["10", "1", "\"a, b\"", "3"]);
    }
}
