//! simlin's project in JSON: stocks, flows and auxiliaries, with a view of numbered elements.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Model, ROLE, UNITS, canonical, put};
use crate::exchange::account::{Account, Fate};
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Join, Part, number, plain};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;
use crate::model::Polarity;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "simlin",
    title: "simlin project",
    endings: &["sd.json", "json"],
    origin: "simlin",
    holds: &[Part::Alone, Part::Notes, Part::Places, Part::Signs, Part::Webs],
    sniff: |source| source.has_keys(&["models", "simSpecs"]),
    read,
    write: None,
};

/// The field that keeps an equation.
const EQUATION: &str = "XMILE equation";

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let value = source.need_json()?;
    let mut model = Model::new();
    text(value, "name").clone_into(&mut model.flat.title);
    let mut models = list(value, "models");
    let first = models.next().ok_or_else(|| Fault::shape("a simlin project", "model"))?;
    account.add(Fate::Lost, "models of modules", models.count());
    account.add(Fate::Lost, "modules", list(first, "modules").count());
    for (key, role) in [("stocks", "stock"), ("flows", "flow"), ("auxiliaries", "")] {
        for variable in list(first, key) {
            let item = model.item(text(variable, "name"));
            text(variable, "documentation").clone_into(&mut item.notes);
            put(item, ROLE, role);
            put(item, UNITS, text(variable, "units"));
            put(
                item,
                EQUATION,
                &format!("{}{}", text(variable, "equation"), text(variable, "initialEquation")),
            );
        }
    }
    for stock in list(first, "stocks") {
        for (way, sign) in [("inflows", Polarity::Plus), ("outflows", Polarity::Minus)] {
            for flow in list(stock, way).filter_map(Value::as_str) {
                if model.knows(flow) {
                    model.join(flow, text(stock, "name"), Some(sign));
                }
            }
        }
    }
    for view in list(first, "views") {
        read_view(view, &mut model, account);
    }
    if let Some(loops) = first.get("loopMetadata").and_then(Value::as_array) {
        account.add(Fate::Lost, "names of loops", loops.len());
    }
    Ok(model.flat)
}

fn read_view(view: &Value, model: &mut Model, account: &mut Account) {
    let uid = |value: &Value, key: &str| value.get(key).map(plain).unwrap_or_default();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for shown in list(view, "elements") {
        let name = text(shown, "name");
        let place = shown.get("x").and_then(number).zip(shown.get("y").and_then(number));
        if let Some(item) = model.get(name).filter(|_| !name.is_empty()) {
            item.place = item.place.or(place);
            names.insert(uid(shown, "uid"), canonical(name));
        }
    }
    for alias in list(view, "elements").filter(|shown| text(shown, "type") == "alias") {
        if let Some(of) = names.get(&uid(alias, "aliasOfUid")).cloned() {
            names.insert(uid(alias, "uid"), of);
        }
    }
    for link in list(view, "elements").filter(|shown| text(shown, "type") == "link") {
        let ends = names.get(&uid(link, "fromUid")).zip(names.get(&uid(link, "toUid")));
        let Some((from, to)) = ends else {
            account.lose("links from or to a module");
            continue;
        };
        let polarity = match text(link, "polarity") {
            "+" | "positive" => Some(Polarity::Plus),
            "-" | "negative" => Some(Polarity::Minus),
            _ => None,
        };
        model.flat.joins.push(Join { polarity, ..Join::new(from, to) });
    }
}
