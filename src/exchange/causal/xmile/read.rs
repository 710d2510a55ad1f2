//! Reading XMILE.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::EQUATION;
use crate::exchange::account::{Account, Fate};
use crate::exchange::causal::{ROLE, UNITS, canonical, put, readable};
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, Text};
use crate::exchange::source::Source;
use crate::exchange::xml::{self, Lines, all, attribute, child, children};
use crate::model::Polarity;

/// What a file has besides maps, by element name.
const LOST: [(&str, &str); 5] = [
    ("gf", "graphical functions"),
    ("dimension", "dimensions of arrays"),
    ("loop_indicator", "loop marks (loops are found anew)"),
    ("graph", "graphs"),
    ("slider", "sliders"),
];

struct Reading<'a> {
    flat: Flat,
    index: BTreeMap<String, usize>,
    lines: Lines<'a>,
    account: &'a mut Account,
}

pub(super) fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let document = xml::parse(source.text)?;
    let root = document.root_element();
    let flat = Flat { causal: Some(true), directed: true, ..Flat::default() };
    let mut reading = Reading { flat, index: BTreeMap::new(), lines: Lines::new(&document), account };
    if let Some(name) = child(root, "header").and_then(|header| child(header, "name")) {
        reading.flat.title = readable(&xml::text(name));
    }
    let models: Vec<Node<'_, '_>> = children(root, "model").collect();
    if models.is_empty() {
        return Err(Fault::shape("XMILE", "model"));
    }
    for model in &models {
        reading.variables(*model);
    }
    for model in models {
        reading.flows(model);
        reading.view(model);
        reading.modules(model);
    }
    for (name, lost) in LOST {
        let count = all(root, name).filter(|node| attribute(*node, "x").is_some() || name == "gf").count();
        reading.account.add(Fate::Lost, lost, count);
    }
    Ok(reading.flat)
}

/// The name of a model, of which no more counts than may stand beside every variable. The main model has none.
fn model_name<'a>(model: Node<'a, '_>) -> &'a str {
    beginning(attribute(model, "name").unwrap_or_default())
}

/// The beginning of a model's name.
fn beginning(name: &str) -> &str {
    const LONGEST: usize = 200;
    name.char_indices().nth(LONGEST).and_then(|(end, _)| name.get(..end)).unwrap_or(name)
}

/// The key of a variable: its model's name, a point, and its own.
fn key(model: Node<'_, '_>, name: &str) -> String {
    format!("{}.{}", canonical(model_name(model)), canonical(name))
}

impl Reading<'_> {
    fn variables(&mut self, model: Node<'_, '_>) {
        let Some(variables) = child(model, "variables") else { return };
        for variable in variables.children().filter(Node::is_element) {
            let role = variable.tag_name().name();
            let Some(name) = attribute(variable, "name").filter(|_| matches!(role, "stock" | "flow" | "aux"))
            else {
                continue;
            };
            let key = key(model, name);
            if self.index.contains_key(&key) {
                continue;
            }
            let shown = match attribute(model, "name") {
                Some(model) => format!("{} ({})", readable(name), readable(beginning(model))),
                None => readable(name),
            };
            let mut item = Item { line: self.lines.of(variable), ..Item::new(key.clone(), shown) };
            let text = |part: &'static str| child(variable, part).map(xml::text).unwrap_or_default();
            text("doc").trim().clone_into(&mut item.notes);
            if role != "aux" {
                put(&mut item, ROLE, role);
            }
            put(&mut item, UNITS, &text("units"));
            put(&mut item, EQUATION, &text("eqn"));
            self.index.insert(key, self.flat.items.len());
            self.flat.items.push(item);
        }
    }

    fn join(&mut self, from: String, to: String, polarity: Option<Polarity>) {
        self.flat.joins.push(Join { polarity, ..Join::new(from, to) });
    }

    /// What fills a stock pushes it up, what drains it down.
    fn flows(&mut self, model: Node<'_, '_>) {
        for stock in child(model, "variables").into_iter().flat_map(|variables| children(variables, "stock"))
        {
            let to = key(model, attribute(stock, "name").unwrap_or_default());
            for (way, sign) in [("inflow", Polarity::Plus), ("outflow", Polarity::Minus)] {
                for flow in children(stock, way) {
                    let from = key(model, &xml::text(flow));
                    if self.index.contains_key(&from) {
                        self.join(from, to.clone(), Some(sign));
                    }
                }
            }
        }
    }

    /// The places and connectors of the first diagram; others only add what it does not show.
    fn view(&mut self, model: Node<'_, '_>) {
        let views = child(model, "views");
        let mut connectors = 0;
        for view in views.into_iter().flat_map(|views| children(views, "view")) {
            let mut aliases: BTreeMap<&str, String> = BTreeMap::new();
            for alias in all(view, "alias") {
                if let (Some(uid), Some(of)) = (attribute(alias, "uid"), child(alias, "of")) {
                    aliases.insert(uid, key(model, &xml::text(of)));
                }
            }
            for shown in view.children().filter(Node::is_element) {
                let place = xml::number(shown, "x").zip(xml::number(shown, "y"));
                match shown.tag_name().name() {
                    "connector" => connectors += self.connector(model, shown, &aliases),
                    "text_box" => {
                        let text = xml::text(shown).trim().to_owned();
                        if let (false, Some(place)) = (text.is_empty(), place) {
                            self.flat.texts.push(Text { text, place });
                        }
                    }
                    _ => {
                        let named = attribute(shown, "name").map(|name| key(model, name));
                        let item = named.and_then(|key| self.index.get(&key).copied());
                        if let Some(item) = item.and_then(|at| self.flat.items.get_mut(at)) {
                            item.place = item.place.or(place);
                        }
                    }
                }
            }
        }
        if connectors == 0 {
            self.join_by_equations(model);
        }
    }

    fn connector(
        &mut self,
        model: Node<'_, '_>,
        node: Node<'_, '_>,
        aliases: &BTreeMap<&str, String>,
    ) -> usize {
        let end = |name: &'static str| -> Option<String> {
            let end = child(node, name)?;
            match child(end, "alias") {
                Some(alias) => aliases.get(attribute(alias, "uid")?).cloned(),
                None => Some(key(model, &xml::text(end))),
            }
        };
        // A connector without ends is the default style.
        let (Some(from), Some(to)) = (end("from"), end("to")) else { return 0 };
        if !self.index.contains_key(&from) || !self.index.contains_key(&to) {
            self.account.lose("connectors from or to a module");
            return 1;
        }
        let polarity = match attribute(node, "polarity") {
            Some("+") => Some(Polarity::Plus),
            Some("-") => Some(Polarity::Minus),
            _ => None,
        };
        let notes =
            child(node, "documentation").or_else(|| child(node, "doc")).map(xml::text).unwrap_or_default();
        let delay = attribute(node, "delay_mark") == Some("true");
        let line = self.lines.of(node);
        self.flat.joins.push(Join {
            polarity,
            delay,
            line,
            notes: notes.trim().to_owned(),
            ..Join::new(from, to)
        });
        1
    }

    /// A model without drawn connectors is linked by what its equations name.
    fn join_by_equations(&mut self, model: Node<'_, '_>) {
        let mut found = false;
        for variable in child(model, "variables").into_iter().flat_map(|variables| variables.children()) {
            let Some(to) = attribute(variable, "name").map(|name| key(model, name)) else { continue };
            // An initial value does not act on a stock.
            if !self.index.contains_key(&to) || variable.tag_name().name() == "stock" {
                continue;
            }
            let equation = child(variable, "eqn").map(xml::text).unwrap_or_default();
            let mut causes: Vec<String> = equation
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .map(|name| key(model, name))
                .filter(|key| self.index.contains_key(key))
                .collect();
            causes.sort();
            causes.dedup();
            for from in causes {
                found = true;
                self.join(from, to.clone(), None);
            }
        }
        if found {
            self.account.notice(
                "A model draws no connectors: its links are what the equations name, without signs."
                    .to_owned(),
            );
        }
    }

    /// What a module takes from outside is the same quantity there and here.
    fn modules(&mut self, model: Node<'_, '_>) {
        let modules =
            child(model, "variables").into_iter().flat_map(|variables| children(variables, "module"));
        for connect in modules.flat_map(|module| children(module, "connect")) {
            let end = |name: &str| {
                let (model, name) = attribute(connect, name)?.split_once('.')?;
                Some(format!("{}.{}", canonical(beginning(model)), canonical(name)))
            };
            if let (Some(from), Some(to)) = (end("from"), end("to"))
                && self.index.contains_key(&from)
                && self.index.contains_key(&to)
            {
                self.join(from, to, Some(Polarity::Plus));
            }
        }
    }
}
