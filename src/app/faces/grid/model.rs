//! Which actors stand on the grid, and where.

use std::sync::Arc;

use egui::{Pos2, Rect, Ui, Vec2, vec2};

use super::place::{self, Plane};
use crate::app::fonts::{self, Weight};
use crate::model::{Actor, AssessorId, ElementId, MapId, Project, Scale, Spread, TermKind};
use crate::scene::tokens::type_size;

/// Whose ratings the grid shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Whose {
    /// The mean of everyone's.
    #[default]
    Mean,
    /// One assessor's.
    One(AssessorId),
}

impl Whose {
    /// The rating shown.
    pub fn rating(&self, actor: &Actor, scale: Scale) -> Option<f64> {
        match self {
            Self::Mean => actor.spread(scale).map(|spread| spread.mean),
            Self::One(who) => actor.ratings.get(who)?.get(scale),
        }
    }
}

/// A rated actor.
#[derive(Clone, Debug)]
pub(super) struct Rated {
    pub id: ElementId,
    pub name: String,
    /// Interest and influence, as shown.
    pub ratings: (f64, f64),
    /// Where that is.
    pub point: Pos2,
    /// Where the marker is; `None` where there is no room.
    pub marker: Option<Pos2>,
    /// Where the name is; `None` where there is no room.
    pub label: Option<Rect>,
    pub interest: Option<Spread>,
    pub influence: Option<Spread>,
}

/// Markers that found no room, at the point where they belong.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    pub point: Pos2,
    pub members: Vec<ElementId>,
}

/// Everything on the grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// By place.
    pub rated: Vec<Rated>,
    /// By name.
    pub unrated: Vec<(ElementId, String)>,
    pub stacks: Vec<Stack>,
}

/// What it was worked out from.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    revision: u64,
    map: MapId,
    plane: Plane,
    whose: Whose,
}

/// What was worked out last, kept until something changes.
#[derive(Default)]
pub(super) struct Kept(Option<(Key, Arc<Standing>)>);

impl Kept {
    pub fn get(
        &mut self,
        ui: &Ui,
        (project, revision): (&Project, u64),
        map: &MapId,
        plane: Plane,
        whose: &Whose,
        titles: &[Rect],
    ) -> Arc<Standing> {
        let key = Key { revision, map: map.clone(), plane, whose: whose.clone() };
        if let Some((known, standing)) = &self.0
            && *known == key
        {
            return Arc::clone(standing);
        }
        let mut standing = standing(project, map, plane, whose);
        label(ui, &mut standing, plane, titles);
        let standing = Arc::new(standing);
        self.0 = Some((key, Arc::clone(&standing)));
        standing
    }
}

/// Places the map's actors by their ratings. O(n log n).
pub(super) fn standing(project: &Project, map: &MapId, plane: Plane, whose: &Whose) -> Standing {
    let mut standing = Standing::default();
    let Some(map) = project.maps.get(map) else { return standing };
    for id in map.elements.keys() {
        let Some(actor) = project.elements.get(id).and_then(|element| element.actor()) else { continue };
        let ratings = whose.rating(actor, Scale::Interest).zip(whose.rating(actor, Scale::Influence));
        let name = project.name_of(id);
        match ratings {
            None => standing.unrated.push((id.clone(), name)),
            Some(ratings) => standing.rated.push(Rated {
                id: id.clone(),
                name,
                ratings,
                point: plane.point(ratings),
                marker: None,
                label: None,
                interest: actor.spread(Scale::Interest),
                influence: actor.spread(Scale::Influence),
            }),
        }
    }
    standing.unrated.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    standing.rated.sort_by(|a, b| {
        let down = b.ratings.1.total_cmp(&a.ratings.1);
        down.then(a.ratings.0.total_cmp(&b.ratings.0))
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| a.id.cmp(&b.id))
    });
    let wanted: Vec<Pos2> = standing.rated.iter().map(|rated| rated.point).collect();
    for (rated, place) in standing.rated.iter_mut().zip(place::fan(&wanted, plane.step())) {
        rated.marker = place;
        if place.is_none() {
            match standing.stacks.last_mut() {
                Some(stack) if stack.point == rated.point => stack.members.push(rated.id.clone()),
                _ => standing.stacks.push(Stack { point: rated.point, members: vec![rated.id.clone()] }),
            }
        }
    }
    standing
}

/// Finds room for the names.
fn label(ui: &Ui, standing: &mut Standing, plane: Plane, titles: &[Rect]) {
    let shown: Vec<usize> =
        (0..standing.rated.len()).filter(|i| standing.rated[*i].marker.is_some()).collect();
    let markers: Vec<Pos2> = shown.iter().filter_map(|i| standing.rated[*i].marker).collect();
    let sizes: Vec<Vec2> = shown.iter().map(|i| name_size(ui, &standing.rated[*i].name)).collect();
    let labels = place::names(&markers, &sizes, plane.rect.shrink(2.0), titles);
    for (index, label) in shown.into_iter().zip(labels) {
        standing.rated[index].label = label;
    }
}

/// The room a name takes, its clear margin included.
pub(super) fn name_size(ui: &Ui, name: &str) -> Vec2 {
    const WIDEST: f32 = 170.0;
    let job = fonts::text(name, type_size::SMALL.0, Weight::SemiBold, egui::Color32::PLACEHOLDER);
    let width = fonts::galley(ui, fonts::elided(job, WIDEST, 1)).size().x;
    vec2(width + 6.0, 18.0)
}

/// The sector's word, resolved.
pub(super) fn sector(project: &Project, id: &ElementId) -> Option<crate::model::TermId> {
    let sector = project.elements.get(id)?.actor()?.sector.as_ref()?;
    Some(project.resolve(TermKind::Sector, sector))
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;
    use crate::edit::{Edit, ElementChange};
    use crate::model::{Element, ElementKind, Id as _, Point};

    fn project() -> (Project, MapId) {
        let mut project = Project::new("Test");
        let map = project.maps_in_order()[0].0.clone();
        let (ann, bo): (AssessorId, AssessorId) = ("s_ann".into(), "s_bo".into());
        for (name, by_ann, by_bo) in
            [("A", Some((1.0, 5.0)), Some((4.0, 5.0))), ("B", Some((2.0, 2.0)), None), ("C", None, None)]
        {
            let id = ElementId::from(format!("e_{name}").as_str());
            let element = Element::new(ElementKind::Actor, name);
            let add = Edit::AddElement { id: id.clone(), element, map: map.clone(), pos: Point::default() };
            project = add.apply(&project).unwrap();
            for (who, given) in [(&ann, by_ann), (&bo, by_bo)] {
                let Some((interest, influence)) = given else { continue };
                for (scale, value) in [(Scale::Interest, interest), (Scale::Influence, influence)] {
                    let change = ElementChange::Rating(who.clone(), scale, Some(value));
                    project = Edit::ChangeElements { ids: vec![id.clone()], change }.apply(&project).unwrap();
                }
            }
        }
        (project, map)
    }

    #[test]
    fn the_mean_or_one_assessor_is_shown_and_the_unrated_are_kept_apart() {
        let (project, map) = project();
        let plane = Plane { rect: Rect::from_min_max(pos2(0.0, 0.0), pos2(900.0, 600.0)) };
        let mean = standing(&project, &map, plane, &Whose::Mean);
        let of = |standing: &Standing| -> Vec<(String, (f64, f64))> {
            standing.rated.iter().map(|rated| (rated.id.as_str().to_owned(), rated.ratings)).collect()
        };
        assert_eq!(of(&mean), [("e_A".to_owned(), (2.5, 5.0)), ("e_B".to_owned(), (2.0, 2.0))]);
        assert_eq!(mean.unrated.len(), 1);
        let bo = standing(&project, &map, plane, &Whose::One("s_bo".into()));
        assert_eq!(of(&bo), [("e_A".to_owned(), (4.0, 5.0))]);
        assert_eq!(bo.unrated.len(), 2);
    }
}
