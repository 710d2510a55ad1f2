//! From a flat map to a project: what every import has in common.

mod elements;
mod links;
mod maps;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::account::{Account, Fate};
use super::bounded::Copies;
use super::derive::id_bytes;
use super::flat::Flat;
use super::preview::{First, ROWS};
use crate::model::{
    ElementId, ElementKind, Id, LinkId, LoopId, Polarity, Project, ProjectId, Term, TermId, TermKind,
};

/// The links from one element to another that were read so far.
struct Drawn {
    /// The line of the first.
    line: usize,
    /// The sign of the first.
    sign: Option<Polarity>,
    count: usize,
}

/// A project in the making.
pub(super) struct Builder<'a> {
    format: &'static str,
    account: &'a mut Account,
    project: Project,
    /// Items without a kind are variables.
    causal: bool,
    directed: bool,
    /// The element of each key.
    elements: BTreeMap<String, ElementId>,
    /// Elements in the order of the file.
    order: Vec<ElementId>,
    /// The first links in the order of the file.
    first_links: Vec<LinkId>,
    /// The link of each key that is not empty.
    links: BTreeMap<String, LinkId>,
    /// The second link of one that ran both ways.
    ways_back: BTreeMap<LinkId, LinkId>,
    /// The loop of each key that is not empty.
    loops: BTreeMap<String, LoopId>,
    /// The links that run between two elements so far.
    drawn: BTreeMap<(ElementId, ElementId), Drawn>,
    /// Each map without a list of links is looked through for all of them.
    copies: Copies,
    /// Links whose weight is outside its range: causal ones, others.
    strange_weights: [usize; 2],
}

/// The project that a flat map stands for. Ids are derived from the format and the keys; our own ids, which come back
/// from a file that we wrote, stay. Joins without both ends are left out and reported. Takes O(n log n).
pub(super) fn build(flat: Flat, format: &'static str, account: &mut Account) -> (Project, First) {
    let signed = || flat.joins.iter().any(|join| join.polarity.is_some() || join.delay);
    let causal = flat.causal.unwrap_or_else(signed);
    let mut builder = Builder {
        format,
        account,
        project: Project::default(),
        causal,
        directed: flat.directed,
        elements: BTreeMap::new(),
        order: Vec::new(),
        first_links: Vec::new(),
        links: BTreeMap::new(),
        ways_back: BTreeMap::new(),
        loops: BTreeMap::new(),
        drawn: BTreeMap::new(),
        copies: Copies::new(),
        strange_weights: [0; 2],
    };
    let places: Vec<_> = flat.items.iter().map(|item| (item.key.clone(), item.place)).collect();
    for item in flat.items {
        builder.item(item);
    }
    for join in flat.joins {
        builder.join(join);
    }
    builder.report_weights();
    builder.rings(flat.loops);
    builder.maps(&flat.title, &places, flat.sheets, flat.texts);
    let mut project = builder.project;
    builder.order.truncate(ROWS);
    let first = First { elements: builder.order, links: builder.first_links };
    project.about.id = Some(ProjectId::from_bytes(id_bytes(&[format, "project", &flat.title])));
    project.about.title = flat.title;
    project.about.problem = flat.about;
    account.add(Fate::Mapped, "elements", project.elements.len());
    account.add(Fate::Mapped, "links", project.links.len());
    (project, first)
}

impl Builder<'_> {
    fn default_kind(&self) -> ElementKind {
        if self.causal { ElementKind::Variable } else { ElementKind::Actor }
    }

    /// The word of this use; one that the vocabulary lacks is added to it.
    fn word(&mut self, kind: TermKind, text: &str) -> TermId {
        let written = TermId::from(text);
        if self.project.knows_word(kind, &written) {
            return self.project.resolve(kind, &written);
        }
        let id = TermId::from_bytes(id_bytes(&["table", kind.as_str(), text]));
        let term = Term { kind: Some(kind), name: text.to_owned(), ..Term::default() };
        self.project.vocabulary.insert(id.clone(), Arc::new(term));
        id
    }
}

/// The key is an id that Linchpin gave.
pub(super) fn is_ours<I: Id>(key: &str) -> bool {
    let rest = key.strip_prefix(I::PREFIX).and_then(|rest| rest.strip_prefix('_'));
    rest.is_some_and(|rest| {
        rest.len() == 16 && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

/// "Line 3: " when there is a line.
fn at(line: usize) -> String {
    if line == 0 { String::new() } else { format!("Line {line}: ") }
}
