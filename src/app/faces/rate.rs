//! Ratings set on a face: those of "you rate as …", as one edit.

use crate::app::App;
use crate::app::assessor;
use crate::edit::{Edit, ElementChange};
use crate::model::{Actor, AssessorId, ElementId, Project, Scale};

/// Ratings to set; `None` clears one.
pub(super) type Ratings = Vec<(ElementId, Scale, Option<f64>)>;

/// The edit that sets ratings of who rates on this computer, under this name. Lists them in the project if need be.
pub(super) fn edit(app: &mut App, name: String, ratings: Ratings) -> Edit {
    let project = app.session.history.project().clone();
    let (assessor, add) = assessor::current(&project, &mut app.settings);
    let changes = changes(&assessor, ratings);
    Edit::Many(name, add.into_iter().chain(changes).collect())
}

fn changes(assessor: &AssessorId, ratings: Ratings) -> impl Iterator<Item = Edit> {
    ratings.into_iter().map(move |(id, scale, value)| Edit::ChangeElements {
        ids: vec![id],
        change: ElementChange::Rating(assessor.clone(), scale, value),
    })
}

/// "Rate “Ann”", "Rate 3 actors".
pub(super) fn name(project: &Project, ids: &[ElementId], verb: &str) -> String {
    match ids {
        [id] => format!("{verb} “{}”", project.name_of(id)),
        _ => format!("{verb} {} actors", ids.len()),
    }
}

/// The rating of who rates on this computer.
pub(super) fn own(app: &App, actor: &Actor, scale: Scale) -> Option<f64> {
    let project = app.session.history.project();
    let who = assessor::known(project, &app.settings)?;
    actor.ratings.get(&who)?.get(scale)
}

/// A rating as people write it: whole numbers plain, others with one decimal, alignment above zero with its sign.
pub(super) fn text(scale: Scale, value: f64) -> String {
    let sign = if scale == Scale::Alignment && value > 0.0 { "+" } else { "" };
    // A rounded −0.04 must not read "−0.0".
    let value = (value * 10.0).round() / 10.0 + 0.0;
    format!("{sign}{value:.1}").replace('-', "\u{2212}")
}
