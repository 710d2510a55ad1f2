//! Random edits of every kind, as recipes: numbers that are turned into ids of whatever the project holds by then.
//!
//! Some recipes speak of things that are not there, join what cannot be joined or put values out of range: edits that
//! are refused are as much a part of editing as those that are made.

use linchpin::edit::{AreaChange, CoalitionChange, Edit, ElementChange, LinkChange, RecordChange};
use linchpin::model::{
    About, Area, AreaId, Assessor, AssessorId, BlindSpot, Bond, Change, Coalition, Commitment, Direction,
    Element, ElementId, ElementKind, End, Ends, Funding, Governance, Group, Indicator, Intent, LeverKind,
    Link, LinkId, LinkKind, LoopId, MapId, MapKind, Member, NamedLoop, Note, Pathway, PathwayPlan, Phase,
    Point, Polarity, Project, Quota, Scale, Target, Term, TermId, TermKind, Underlay, Workstream,
};
use proptest::prelude::*;

/// The raw material of an edit.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    kind: usize,
    a: usize,
    b: usize,
    c: usize,
    value: f64,
    text: String,
    parts: Vec<Recipe>,
}

/// How many kinds of edit there are; the last holds others.
const KINDS: usize = 21;

pub(crate) fn recipe() -> impl Strategy<Value = Recipe> {
    let text = prop_oneof![Just(String::new()), "[a-zA-Zäß€🚲 \"\\\\\u{202e}]{1,12}"];
    let leaf = (0..KINDS - 1, 0..1000_usize, 0..1000_usize, 0..1000_usize, -200.0..200.0_f64, text.clone())
        .prop_map(|(kind, a, b, c, value, text)| Recipe { kind, a, b, c, value, text, parts: Vec::new() });
    leaf.prop_recursive(2, 8, 4, move |inner| {
        (prop::collection::vec(inner, 0..4), text.clone()).prop_map(|(parts, text)| Recipe {
            kind: KINDS - 1,
            a: 0,
            b: 0,
            c: 0,
            value: 0.0,
            text,
            parts,
        })
    })
}

/// One of the keys, or now and then an id that is not there.
fn pick<'a, I: Clone + From<&'a str> + 'a>(keys: impl Iterator<Item = &'a I>, number: usize) -> I {
    let keys: Vec<&I> = keys.collect();
    match keys.get(number % (keys.len() + 1)) {
        Some(key) => (*key).clone(),
        None => I::from("e_nowhere"),
    }
}

/// Naming a record twice would do and undo some changes.
fn without_twins<I: PartialEq>(mut ids: Vec<I>) -> Vec<I> {
    ids.dedup();
    ids
}

impl Recipe {
    fn element(project: &Project, number: usize) -> ElementId {
        pick(project.elements.keys(), number)
    }

    fn link(project: &Project, number: usize) -> LinkId {
        pick(project.links.keys(), number)
    }

    fn map(&self, project: &Project) -> MapId {
        // Most edits on a map that is not there fail alike: once in a while is enough.
        let maps = project.maps_in_order();
        if self.c % 20 == 19 { "m_nowhere".into() } else { maps[self.c % maps.len()].0.clone() }
    }

    fn point(&self) -> Point {
        Point::new(self.value * 10.0, self.a as f64)
    }

    fn term(&self) -> TermId {
        ["t_policy", "t_capital", "t_government", "t_new"][self.b % 4].into()
    }

    /// A value in range, or none.
    fn maybe(&self) -> Option<f64> {
        (!self.b.is_multiple_of(5)).then_some(self.value)
    }

    /// The edit that this recipe makes for a project.
    pub(crate) fn edit(&self, project: &Project) -> Edit {
        let (a, b) = (self.a, self.b);
        let elements = || without_twins(vec![Self::element(project, a), Self::element(project, b)]);
        let links = || without_twins(vec![Self::link(project, a), Self::link(project, b)]);
        match self.kind {
            0 => Edit::AddElement {
                id: if a.is_multiple_of(10) {
                    Self::element(project, b)
                } else {
                    format!("e_new{a}").as_str().into()
                },
                element: Element::new(ElementKind::ALL[b % 3], self.text.clone()),
                map: self.map(project),
                pos: self.point(),
            },
            1 => {
                Edit::ShowElement { id: Self::element(project, a), map: self.map(project), pos: self.point() }
            }
            2 | 3 => Edit::AddLink {
                id: if a.is_multiple_of(10) {
                    Self::link(project, b)
                } else {
                    format!("l_new{a}").as_str().into()
                },
                link: self.new_link(project),
                map: self.map(project),
            },
            4 => Edit::ChangeElements { ids: elements(), change: self.element_change() },
            5 => Edit::ChangeLinks { ids: links(), change: self.link_change() },
            6 => {
                let places = elements().into_iter().map(|id| (id, self.point())).collect();
                Edit::Move { map: self.map(project), places }
            }
            7 => Edit::Bend { map: self.map(project), link: Self::link(project, a), bend: self.maybe() },
            8 => Edit::Delete { elements: elements().into_iter().take(b % 3).collect(), links: [].into() },
            9 => Edit::Delete { elements: [].into(), links: links().into_iter().take(b % 3).collect() },
            10 => Edit::TakeOffMap {
                map: self.map(project),
                elements: elements().into_iter().take(b % 3).collect(),
                links: links().into_iter().take(a % 3).collect(),
            },
            11 => Edit::AddMap {
                id: if a.is_multiple_of(10) {
                    self.map(project)
                } else {
                    format!("m_new{a}").as_str().into()
                },
                kind: MapKind::ALL[b % 3],
                title: self.text.clone(),
            },
            12 => Edit::RenameMap { id: self.map(project), title: self.text.clone() },
            13 => Edit::DeleteMap { id: self.map(project) },
            14 => Edit::SetAbout(About { title: self.text.clone(), ..project.about.clone() }),
            15 => self.settings(project),
            19 => Edit::MoveMap { id: self.map(project), to: b % 4 },
            16 => Edit::OnMap { map: self.map(project), change: self.area_change(project) },
            17 => Edit::ChangeCoalition {
                id: format!("k_{}", self.c % 3).as_str().into(),
                change: self.coalition_change(project),
            },
            18 => Edit::Record(self.record_change(project)),
            _ => {
                let parts = self.parts.iter().map(|part| part.edit(project)).collect();
                Edit::Many(self.text.clone(), parts)
            }
        }
    }

    /// A link that fits its ends, most of the time.
    fn new_link(&self, project: &Project) -> Link {
        let (from, to) = (Self::element(project, self.a), Self::element(project, self.b));
        let kind = |id| project.elements.get(id).map(|element| element.kind());
        let fitting = kind(&from).zip(kind(&to)).and_then(|(a, b)| LinkKind::joining(a, b));
        let kind = fitting.filter(|_| !self.c.is_multiple_of(8)).unwrap_or(LinkKind::ALL[self.c % 3]);
        let to_link = kind == LinkKind::Lever && self.c.is_multiple_of(3);
        let to = if to_link { End::Link(Self::link(project, self.b)) } else { End::Element(to) };
        Link::new(Ends { from, to }, Bond::new(kind))
    }

    fn element_change(&self) -> ElementChange {
        let term = || (!self.a.is_multiple_of(4)).then(|| self.term());
        match self.c % 13 {
            0 => ElementChange::Name(self.text.clone()),
            1 => ElementChange::Notes(self.text.clone()),
            2 => ElementChange::Fields([("seats".to_owned(), self.a.into())].into_iter().collect()),
            3 => ElementChange::Sector(term()),
            4 => ElementChange::Region(term()),
            5 => ElementChange::Role(term()),
            6 => ElementChange::Stage(self.term(), self.a.is_multiple_of(2)),
            7 => ElementChange::Asset(self.term(), self.maybe()),
            8 => ElementChange::Rating("s_team".into(), Scale::ALL[self.a % Scale::ALL.len()], self.maybe()),
            9 => ElementChange::Goal(self.a.is_multiple_of(2)),
            11 => ElementChange::Portal(
                (!self.a.is_multiple_of(3)).then(|| ["m_causes", "m_nowhere", "m_new0"][self.b % 3].into()),
            ),
            10 => ElementChange::External(self.a.is_multiple_of(2)),
            _ => ElementChange::Category(term()),
        }
    }

    fn link_change(&self) -> LinkChange {
        let a = self.a;
        match self.c % 10 {
            0 => LinkChange::Notes(self.text.clone()),
            1 => LinkChange::Polarity((!a.is_multiple_of(4)).then_some(Polarity::ALL[a % 3])),
            2 => LinkChange::Delay(a.is_multiple_of(2)),
            3 => LinkChange::Weight(self.maybe()),
            4 => LinkChange::Mark((!a.is_multiple_of(5)).then_some(Intent::ALL[a % Intent::ALL.len()])),
            5 => LinkChange::Tie((!a.is_multiple_of(4)).then(|| self.term())),
            6 => LinkChange::Direction(Direction::ALL[a % 2]),
            7 => LinkChange::Strength(self.maybe()),
            8 => LinkChange::Lever(LeverKind::ALL[a % LeverKind::ALL.len()]),
            _ => LinkChange::Reverse,
        }
    }

    fn area_change(&self, project: &Project) -> AreaChange {
        let group = |number: usize| format!("g_{}", number % 3).as_str().into();
        let area = Area { corner: self.point(), size: Point::new(self.b as f64, 40.0) };
        let area = (!self.a.is_multiple_of(3)).then_some(area);
        match self.b % 7 {
            0 | 1 => AreaChange::Group(
                group(self.a),
                Group {
                    title: self.text.clone(),
                    members: [Self::element(project, self.a), Self::element(project, self.b)].into(),
                    area,
                    parent: (!self.a.is_multiple_of(4)).then(|| group(self.a / 2)),
                    ..Group::default()
                },
            ),
            2 => AreaChange::Note("n_1".into(), Note { text: self.text.clone(), area, ..Note::default() }),
            3 => AreaChange::Underlay(
                "u_1".into(),
                Underlay {
                    source: self.text.as_str().into(),
                    area,
                    opacity: self.maybe(),
                    ..Underlay::default()
                },
            ),
            4 => AreaChange::Remove(AreaId::Group(group(self.a))),
            5 => AreaChange::Remove(AreaId::Note("n_1".into())),
            _ => AreaChange::Badge(pick(project.loops.keys(), self.a), area.map(|area| area.corner)),
        }
    }

    fn coalition_change(&self, project: &Project) -> CoalitionChange {
        let (a, b) = (self.a, self.b);
        let who = || Self::element(project, a);
        let other = || Self::element(project, b);
        let on = b.is_multiple_of(2);
        let target = || self.maybe().map(|value| Target { target: Some(value), ..Target::default() });
        match (a + b + self.c) % 26 {
            0..=4 => {
                let name = self.text.clone();
                CoalitionChange::Put(Box::new(Coalition { name, ..Coalition::default() }))
            }
            5 => CoalitionChange::Delete,
            6 => CoalitionChange::Name(self.text.clone()),
            7 => CoalitionChange::Asset(self.term(), target()),
            8 => CoalitionChange::Lever(End::Element(who()), target()),
            9 => CoalitionChange::Lever(End::Link(Self::link(project, a)), target()),
            10 => CoalitionChange::MustIn(who(), on),
            11 => CoalitionChange::MustOut(who(), on),
            12 => CoalitionChange::Conflict(who(), other(), !b.is_multiple_of(3)),
            13 => CoalitionChange::Quota(
                self.term(),
                self.maybe().map(|value| Quota { min: Some(value), ..Quota::default() }),
            ),
            14 => CoalitionChange::Sizes(self.maybe(), Some(self.value)),
            15 => CoalitionChange::Weight("coverage".to_owned(), self.maybe()),
            16 | 17 => CoalitionChange::Member(who(), (!b.is_multiple_of(4)).then(Member::default)),
            18 => CoalitionChange::Members([who(), other()].into()),
            19 => CoalitionChange::Seat(who(), on),
            20 => {
                let (lead, members) = (on.then(who), [who(), other()].into());
                let work = Workstream { name: self.text.clone(), lead, members, ..Workstream::default() };
                CoalitionChange::Workstream("w_1".into(), (!b.is_multiple_of(5)).then_some(work))
            }
            21 => {
                let promise =
                    Commitment { who: on.then(who), what: self.text.clone(), ..Commitment::default() };
                CoalitionChange::Commitment("y_1".into(), (!b.is_multiple_of(5)).then_some(promise))
            }
            22 => CoalitionChange::Needs(self.term(), on.then(|| [self.term()].into())),
            23 => {
                let plan = PathwayPlan { links: [Self::link(project, b)].into(), ..PathwayPlan::default() };
                CoalitionChange::Pathway(Pathway::ALL[a % 5], (!b.is_multiple_of(5)).then_some(plan))
            }
            24 => match self.c % 3 {
                0 => CoalitionChange::Governance(on.then(|| Governance::ALL[a % 4])),
                1 => CoalitionChange::Funding(on.then(|| Funding::ALL[a % 4])),
                _ => CoalitionChange::Phase(on.then(|| Phase::ALL[a % 3])),
            },
            _ => match self.c % 4 {
                0 => CoalitionChange::Scrutiny(self.maybe()),
                1 => CoalitionChange::Speed(self.maybe()),
                2 => CoalitionChange::Horizon(self.maybe()),
                _ => CoalitionChange::Stage(on.then(|| self.term())),
            },
        }
    }

    fn record_change(&self, project: &Project) -> RecordChange {
        let who = Self::element(project, self.a);
        let keep = !self.b.is_multiple_of(4);
        match self.c % 3 {
            0 => {
                let partners = [(who, self.value)].into();
                let record = Indicator { name: self.text.clone(), partners, ..Indicator::default() };
                RecordChange::Indicator("i_1".into(), keep.then_some(record))
            }
            1 => {
                let record = Change { what: self.text.clone(), actors: [who].into(), ..Change::default() };
                RecordChange::Change("h_1".into(), keep.then_some(record))
            }
            _ => {
                let record =
                    BlindSpot { who: self.text.clone(), actors: [who].into(), ..BlindSpot::default() };
                RecordChange::BlindSpot("b_1".into(), keep.then_some(record))
            }
        }
    }

    fn settings(&self, project: &Project) -> Edit {
        match self.a % 3 {
            0 => {
                let assessor = Assessor { name: self.text.clone(), ..Assessor::default() };
                Edit::SetAssessor(AssessorId::from("s_team"), assessor)
            }
            1 => {
                let term = Term {
                    name: self.text.clone(),
                    kind: Some(TermKind::ALL[self.b % TermKind::ALL.len()]),
                    ..Term::default()
                };
                Edit::SetWord(TermId::from("t_new"), term)
            }
            _ => {
                let key = vec![Self::link(project, self.a), Self::link(project, self.b)];
                let named = NamedLoop { label: "R9".to_owned(), key, ..NamedLoop::default() };
                Edit::SetLoop(LoopId::from("o_nine"), named)
            }
        }
    }
}
