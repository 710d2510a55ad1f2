//! The project: everything that one file holds.

use std::sync::Arc;

use imbl::OrdMap;
use serde_json::Value;

use super::coalition::{Coalition, NamedLoop, Phase};
use super::element::{Element, ElementKind};
use super::evidence::{Assessor, BlindSpot, Change, Evidence, Indicator};
use super::id::{
    AssessorId, BlindSpotId, ChangeId, CoalitionId, ElementId, EvidenceId, IndicatorId, LinkId, LoopId,
    MapId, ProjectId, StepId, TermId, ViewId,
};
use super::json::record;
use super::link::{Link, LinkKind};
use super::map::{Map, MapKind};
use super::story::{Step, View};
use super::vocabulary::Term;

/// A collection of records by id. Copies share what they do not change.
pub type Table<I, R> = OrdMap<I, Arc<R>>;

record! {
    /// What the project is about.
    About {
        /// The project's id; copies of the file keep it.
        id: Option<ProjectId> = "id",
        /// The title.
        title: String = "title",
        /// The shared problem statement, in Markdown.
        problem: String = "problem",
        /// The outcomes that the work is measured by.
        outcomes: Vec<String> = "outcomes",
        /// The stage of the policy cycle, a word of the vocabulary.
        stage: Option<TermId> = "stage",
        /// How far the work has come.
        phase: Option<Phase> = "phase",
    }
}

record! {
    /// Everything that one project file holds.
    ///
    /// A value, never changed in place by anything but [`crate::edit`]. Cloning is cheap: copies share their records.
    Project {
        /// What the project is about.
        about: About = "project",
        /// Who rates actors.
        assessors: Table<AssessorId, Assessor> = "assessors",
        /// Actors, variables and issues.
        elements: Table<ElementId, Element> = "elements",
        /// Ties, causal links and lever links.
        links: Table<LinkId, Link> = "links",
        /// Loops that people named.
        loops: Table<LoopId, NamedLoop> = "loops",
        /// The maps.
        maps: Table<MapId, Map> = "maps",
        /// The coalitions.
        coalitions: Table<CoalitionId, Coalition> = "coalitions",
        /// What the project adds to the default words.
        vocabulary: Table<TermId, Term> = "vocabulary",
        /// The sources.
        evidence: Table<EvidenceId, Evidence> = "evidence",
        /// Saved views.
        views: Table<ViewId, View> = "views",
        /// The steps of the story.
        story: Table<StepId, Step> = "story",
        /// Shared indicators.
        indicators: Table<IndicatorId, Indicator> = "indicators",
        /// Changes in policy and practice.
        changes: Table<ChangeId, Change> = "changes",
        /// The blind-spot checklist.
        blind_spots: Table<BlindSpotId, BlindSpot> = "blind_spots",
        /// What a merge left to decide, by the path of the field.
        conflicts: OrdMap<String, Value> = "conflicts",
    }
}

impl Project {
    /// A new project with one empty actor map.
    pub fn new(title: impl Into<String>) -> Self {
        let mut project = Self::default();
        project.about.id = Some(ProjectId::random());
        project.about.title = title.into();
        let map = Map::new(MapKind::Actors, "Actors", super::order::between("", ""));
        project.maps.insert(MapId::random(), Arc::new(map));
        project
    }

    /// The maps in the order of their tabs.
    pub fn maps_in_order(&self) -> Vec<(&MapId, &Arc<Map>)> {
        let mut maps: Vec<_> = self.maps.iter().collect();
        maps.sort_by(|a, b| a.1.order.cmp(&b.1.order).then_with(|| a.0.cmp(b.0)));
        maps
    }

    /// The map with this id, or else the first with this title.
    pub fn find_map(&self, id_or_title: &str) -> Option<(&MapId, &Arc<Map>)> {
        let by_id = self.maps.get_key_value(&MapId::from(id_or_title));
        by_id.or_else(|| self.maps_in_order().into_iter().find(|(_, map)| map.title == id_or_title))
    }

    /// The element with this id, or else the first with this name, or else the first with this name in another case.
    pub fn find_element(&self, id_or_name: &str) -> Option<(&ElementId, &Arc<Element>)> {
        let exact = || self.elements.iter().find(|(_, element)| element.name == id_or_name);
        let folded = || {
            let wanted = id_or_name.to_lowercase();
            self.elements.iter().find(|(_, element)| element.name.to_lowercase() == wanted)
        };
        self.elements.get_key_value(&ElementId::from(id_or_name)).or_else(exact).or_else(folded)
    }

    /// The name of an element, or its id when it is missing.
    pub fn name_of(&self, id: &ElementId) -> String {
        match self.elements.get(id) {
            Some(element) if !element.name.is_empty() => element.name.clone(),
            Some(element) => format!("Unnamed {}", element.kind().as_str()),
            None => id.to_string(),
        }
    }

    /// The elements of one kind.
    pub fn elements_of(&self, kind: ElementKind) -> impl Iterator<Item = (&ElementId, &Arc<Element>)> {
        self.elements.iter().filter(move |(_, element)| element.kind() == kind)
    }

    /// The links of one kind.
    pub fn links_of(&self, kind: LinkKind) -> impl Iterator<Item = (&LinkId, &Arc<Link>)> {
        self.links.iter().filter(move |(_, link)| link.kind() == kind)
    }
}
