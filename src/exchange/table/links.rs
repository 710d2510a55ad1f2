//! Reading a link table.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::{Row, Table, Warnings, cells};
use crate::exchange::derive::id_bytes;
use crate::exchange::place::place;
use crate::model::{
    Bond, Causal, Course, Direction, Element, ElementId, ElementKind, Ends, Id as _, Link, LinkId, Map,
    MapId, MapKind, Placement, Polarity, Project, ProjectId, Term, TermId, TermKind, Tie, order,
};

/// Names of the column where a link starts.
pub(super) const FROM: &[&str] = &["from", "source"];
/// Names of the column where it ends.
pub(super) const TO: &[&str] = &["to", "target"];

struct Columns {
    from: Option<usize>,
    to: Option<usize>,
    polarity: Option<usize>,
    delay: Option<usize>,
    strength: Option<usize>,
    kind: Option<usize>,
    directed: Option<usize>,
    /// Every other column, with its name.
    others: Vec<(usize, String)>,
}

impl Columns {
    fn find(table: &Table<'_>) -> Self {
        let mut columns = Self {
            from: table.column(FROM),
            to: table.column(TO),
            polarity: table.column(&["polarity", "sign"]),
            delay: table.column(&["delay", "delayed"]),
            strength: table.column(&["strength", "weight"]),
            kind: table.column(&["kind", "type"]),
            directed: table.column(&["directed"]),
            others: Vec::new(),
        };
        let known = [
            columns.from,
            columns.to,
            columns.polarity,
            columns.delay,
            columns.strength,
            columns.kind,
            columns.directed,
        ];
        let others = table.header.iter().enumerate().filter(|(place, _)| !known.contains(&Some(*place)));
        columns.others = others
            .map(|(place, name)| match name.to_lowercase().as_str() {
                "label" => (place, "label".to_owned()),
                "" => (place, format!("column {}", place + 1)),
                _ => (place, name.clone()),
            })
            .collect();
        columns
    }
}

/// The links between two elements that were read so far.
struct Drawn {
    /// The line of the first.
    line: usize,
    /// The sign of the first.
    sign: Option<Polarity>,
    count: usize,
}

/// A project in the making.
struct Import {
    columns: Columns,
    causal: bool,
    directed: bool,
    project: Project,
    /// Elements in the order in which the table names them.
    order: Vec<ElementId>,
    /// What is drawn already, by its ends.
    drawn: BTreeMap<(ElementId, ElementId), Drawn>,
    out_of_range: usize,
}

/// Reads a link table: with a polarity column causal links between variables, otherwise ties between actors.
pub(super) fn read(mut table: Table<'_>, title: &str, directed: bool, warnings: &mut Warnings) -> Project {
    let columns = Columns::find(&table);
    let mut import = Import {
        causal: columns.polarity.is_some(),
        columns,
        directed,
        project: Project::default(),
        order: Vec::new(),
        drawn: BTreeMap::new(),
        out_of_range: 0,
    };
    table.rows(warnings, |row, warnings| import.row(row, warnings));
    import.finish(title, warnings)
}

impl Import {
    fn row(&mut self, row: &Row<'_>, warnings: &mut Warnings) {
        let (from, to) = (row.text(self.columns.from), row.text(self.columns.to));
        if from.is_empty() || to.is_empty() {
            if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                let end = if from.is_empty() { "start" } else { "end" };
                let line = row.line;
                warnings.add(format!("Line {line} was left out: it does not say where its link {end}s."));
            }
            return;
        }
        let (from, to) = (self.element(from), self.element(to));
        let strength = self.strength(row, warnings);
        let mut fields = Vec::new();
        let bond = if self.causal {
            let polarity = self.polarity(row, warnings);
            let delay = row.flag("delay", self.columns.delay, warnings).unwrap_or(false);
            fields.push(("kind", row.text(self.columns.kind)));
            Bond::Causal(Causal { polarity, delay, weight: strength, ..Causal::default() })
        } else {
            let (kind, directed) = self.tie_kind(row, warnings);
            let directed = directed.unwrap_or(self.directed);
            let direction = Some(if directed { Direction::Forward } else { Direction::Mutual });
            fields.push(("delay", row.text(self.columns.delay)));
            Bond::Tie(Tie { tie: kind, direction, strength, ..Tie::default() })
        };
        let mut link = Link::new(Ends::elements(from, to), bond);
        fields
            .extend(self.columns.others.iter().map(|(place, name)| (name.as_str(), row.text(Some(*place)))));
        for (name, text) in fields.into_iter().filter(|(_, text)| !text.is_empty()) {
            link.fields.insert(name.to_owned(), Value::from(text));
        }
        self.draw(row.line, link, warnings);
    }

    /// The element of this name. Names are the same when they are equal letter by letter.
    fn element(&mut self, name: &str) -> ElementId {
        let id = ElementId::from_bytes(id_bytes(&["table", "element", name]));
        if !self.project.elements.contains_key(&id) {
            let kind = if self.causal { ElementKind::Variable } else { ElementKind::Actor };
            self.project.elements.insert(id.clone(), Arc::new(Element::new(kind, name)));
            self.order.push(id.clone());
        }
        id
    }

    fn polarity(&self, row: &Row<'_>, warnings: &mut Warnings) -> Option<Polarity> {
        let text = row.text(self.columns.polarity);
        let polarity = cells::polarity(text);
        if polarity.is_none() && !text.is_empty() {
            warnings.add(format!(
                "Line {}: the polarity “{text}” is not known; the link has the sign ?.",
                row.line
            ));
            return Some(Polarity::Unknown);
        }
        polarity
    }

    fn strength(&mut self, row: &Row<'_>, warnings: &mut Warnings) -> Option<f64> {
        let strength = row.number("strength", self.columns.strength, warnings);
        let (low, high) = self.range();
        self.out_of_range += usize::from(strength.is_some_and(|strength| !(low..=high).contains(&strength)));
        strength
    }

    fn range(&self) -> (f64, f64) {
        if self.causal { (0.0, 1.0) } else { (1.0, 5.0) }
    }

    /// The kind of a tie and whether it runs one way. Some programs write the direction in the column of the kind.
    fn tie_kind(&mut self, row: &Row<'_>, warnings: &mut Warnings) -> (Option<TermId>, Option<bool>) {
        let directed = row.flag("directed", self.columns.directed, warnings);
        let text = row.text(self.columns.kind);
        match text.to_lowercase().as_str() {
            "" => (None, directed),
            "directed" => (None, directed.or(Some(true))),
            "undirected" | "mutual" => (None, directed.or(Some(false))),
            _ => (Some(self.tie_word(text)), directed),
        }
    }

    /// The word for a kind of tie; one that the vocabulary lacks is added to it.
    fn tie_word(&mut self, text: &str) -> TermId {
        let written = TermId::from(text);
        if self.project.knows_word(TermKind::Tie, &written) {
            return self.project.resolve(TermKind::Tie, &written);
        }
        let id = TermId::from_bytes(id_bytes(&["table", "tie", text]));
        let term = Term { kind: Some(TermKind::Tie), name: text.to_owned(), ..Term::default() };
        self.project.vocabulary.insert(id.clone(), Arc::new(term));
        id
    }

    fn draw(&mut self, at: usize, link: Link, warnings: &mut Warnings) {
        let Some((from, to)) = link.ends.pair().map(|(from, to)| (from.clone(), to.clone())) else {
            return;
        };
        let sign = link.causal().and_then(|causal| causal.polarity);
        let drawn = self.drawn.entry((from.clone(), to.clone()));
        let drawn = drawn.or_insert(Drawn { line: at, sign, count: 0 });
        if drawn.count > 0 {
            let names = format!("“{}” → “{}”", self.project.name_of(&from), self.project.name_of(&to));
            let signs = if drawn.sign == sign { "" } else { " with another sign" };
            let first = drawn.line;
            warnings
                .add(format!("Line {at} repeats the link {names} of line {first}{signs}; both were kept."));
        }
        let number = drawn.count.to_string();
        drawn.count += 1;
        let id = id_bytes(&["table", "link", from.as_str(), to.as_str(), &number]);
        self.project.links.insert(LinkId::from_bytes(id), Arc::new(link));
    }

    fn finish(mut self, title: &str, warnings: &mut Warnings) -> Project {
        if self.out_of_range > 0 {
            let (low, high) = self.range();
            let count = self.out_of_range;
            warnings.add(format!("Strengths outside {low} to {high} were kept as they are: {count}."));
        }
        if self.project.links.is_empty() {
            warnings.add("The table holds no links.".to_owned());
        }
        let (kind, name) =
            if self.causal { (MapKind::Causal, "Causal loops") } else { (MapKind::Actors, "Actors") };
        let mut map = Map::new(kind, name, order::between("", ""));
        for (index, id) in self.order.iter().enumerate() {
            map.elements.insert(id.clone(), Placement::at(place(index, self.order.len())));
        }
        for id in self.project.links.keys() {
            map.links.insert(id.clone(), Course::default());
        }
        self.project.maps.insert(MapId::from_bytes(id_bytes(&["table", "map", title])), Arc::new(map));
        self.project.about.id = Some(ProjectId::from_bytes(id_bytes(&["table", "project", title])));
        title.clone_into(&mut self.project.about.title);
        self.project
    }
}
