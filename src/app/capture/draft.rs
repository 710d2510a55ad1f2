//! What a text would make: the plan, where newcomers would stand, and how that looks.

use std::collections::BTreeSet;
use std::sync::Arc;

use kurbo::{Rect, Vec2};

use super::place;
use crate::edit::Edit;
use crate::exchange::capture::{Ids, Note, Options, Parsed, Plan, Scope, Statement, plan};
use crate::model::{AssessorId, ElementId, LinkId, MapId, MapKind, Placement, Point, Project};
use crate::scene::{Level, MapScene, TextMeasurer};

/// So many newcomers are shown as ghosts; of more, only words are.
const MOST_GHOSTS: usize = 200;
/// How large an element is taken to be that nobody measured.
const USUAL: Vec2 = Vec2::new(150.0, 56.0);

/// Where a draft would be made.
pub(in crate::app) struct Surroundings<'a> {
    /// The project.
    pub project: &'a Project,
    /// The map in front.
    pub map: &'a MapId,
    /// What is joined to nothing goes near here.
    pub at: Point,
}

/// What a text would make.
pub(in crate::app) struct Draft {
    /// What it says.
    pub statements: Vec<Statement>,
    /// What that would change.
    pub plan: Plan,
    /// Names that look like known ones mean those.
    pub united: bool,
    /// What was cut or skipped.
    pub notes: Vec<Note>,
    /// Where what comes to the map would stand.
    pub places: Vec<(ElementId, Point)>,
    /// Known elements that come to the map too.
    pub shown: Vec<ElementId>,
    /// The newcomers and their links among what they are joined to, drawn.
    pub ghosts: Option<Arc<MapScene>>,
    /// What of that is new.
    pub new_elements: BTreeSet<ElementId>,
    /// What of that is new.
    pub new_links: BTreeSet<LinkId>,
}

impl Draft {
    /// What `parsed` would make.
    pub(super) fn new(
        parsed: Parsed,
        unite: bool,
        scope: &Scope,
        around: &Surroundings<'_>,
        scene: Option<&MapScene>,
        text: &mut TextMeasurer,
    ) -> Self {
        let record = around.project.maps.get(around.map);
        let kind = record.map_or(MapKind::Actors, |map| map.kind());
        let options = Options { unite, ids: Ids::Random, kind };
        let plan = plan(&parsed.statements, around.project, scope, &options);
        let mut notes = parsed.notes;
        notes.extend(plan.notes.iter().cloned());
        let stands = |id: &ElementId| record.is_some_and(|map| map.elements.contains_key(id));
        let shown: Vec<ElementId> = plan.known.iter().filter(|id| !stands(id)).cloned().collect();
        let coming: Vec<ElementId> =
            plan.newcomers.iter().map(|new| new.id.clone()).chain(shown.iter().cloned()).collect();
        let few = coming.len() <= MOST_GHOSTS;
        // Far apart, only to be measured.
        let apart: Vec<(ElementId, Point)> = coming
            .iter()
            .enumerate()
            .map(|(index, id)| (id.clone(), Point::new(index as f64 * 600.0, 0.0)))
            .collect();
        let mut drawn =
            |places: &[(ElementId, Point)]| few.then(|| drawing(&plan, around, places, text)).flatten();
        let measured = drawn(&apart);
        let size = |id: &ElementId| {
            let figure = measured.as_ref().and_then(|scene| scene.element(id));
            figure.map_or(USUAL, |figure| figure.bounds.size().to_vec2())
        };
        let rect = |id: &ElementId, placement: &Placement| {
            let figure = scene.and_then(|scene| scene.element(id)).map(|figure| figure.bounds);
            let pos = placement.pos.unwrap_or_default();
            figure.unwrap_or_else(|| Rect::from_center_size((pos.x(), pos.y()), USUAL.to_size()))
        };
        let standing: Vec<(ElementId, Rect)> = record.map_or(Vec::new(), |map| {
            map.elements.iter().map(|(id, placement)| (id.clone(), rect(id, placement))).collect()
        });
        let coming: Vec<(ElementId, Vec2)> = coming.into_iter().map(|id| (id.clone(), size(&id))).collect();
        let known = plan.known_links.iter().filter_map(|id| around.project.links.get(id)).map(|link| &**link);
        let joins: Vec<(&ElementId, &ElementId)> = plan
            .links
            .iter()
            .map(|(_, link)| link)
            .chain(known)
            .filter_map(|link| link.ends.pair())
            .collect();
        let places = place::places(&standing, &coming, &joins, around.at);
        let ghosts = drawn(&places).map(Arc::new);
        let new_elements = coming.iter().map(|(id, _)| id.clone()).collect();
        let new_links = plan.links.iter().map(|(id, _)| id.clone()).collect();
        Self {
            statements: parsed.statements,
            plan,
            united: unite,
            notes,
            places,
            shown,
            ghosts,
            new_elements,
            new_links,
        }
    }
}

/// The newcomers at their places, with what they are joined to, as a map of its own.
fn drawing(
    plan: &Plan,
    around: &Surroundings<'_>,
    places: &[(ElementId, Point)],
    text: &mut TextMeasurer,
) -> Option<MapScene> {
    let base = Project {
        vocabulary: around.project.vocabulary.clone(),
        assessors: around.project.assessors.clone(),
        ..Project::default()
    };
    let record = around.project.maps.get(around.map)?;
    let map = around.map.clone();
    let nobody = AssessorId::from("s_nobody");
    let mut edits = vec![Edit::AddMap { id: map.clone(), kind: record.kind(), title: String::new() }];
    edits.extend(plan.words.iter().map(|(id, term)| Edit::SetWord(id.clone(), term.clone())));
    let place_of = |id: &ElementId| {
        let coming = places.iter().find(|(other, _)| other == id).map(|(_, place)| *place);
        coming.or_else(|| record.elements.get(id)?.pos)
    };
    for new in &plan.newcomers {
        let pos = place_of(&new.id)?;
        edits.push(Edit::AddElement {
            id: new.id.clone(),
            element: new.element(&nobody),
            map: map.clone(),
            pos,
        });
    }
    for id in &plan.known {
        let (Some(element), Some(pos)) = (around.project.elements.get(id), place_of(id)) else { continue };
        let element = (**element).clone();
        edits.push(Edit::AddElement { id: id.clone(), element, map: map.clone(), pos });
    }
    for (id, link) in &plan.links {
        edits.push(Edit::AddLink { id: id.clone(), link: link.clone(), map: map.clone() });
    }
    let project = Edit::Many(String::new(), edits).apply(&base).ok()?;
    Some(MapScene::build(&project, &map, Level::Normal, text, 1.0))
}
