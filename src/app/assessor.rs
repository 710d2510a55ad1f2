//! Who rates on this computer: "you rate as …".

use super::settings::Settings;
use crate::edit::Edit;
use crate::model::{Assessor, AssessorId, Project};

/// Who rates, and the edit that lists them in the project if it does not know them yet.
///
/// The one chosen on this computer comes first if the project lists them; a project with a single assessor is rated as
/// a team, by that one; otherwise you are added.
pub fn current(project: &Project, settings: &mut Settings) -> (AssessorId, Option<Edit>) {
    if let Some(id) = settings.assessor()
        && project.assessors.contains_key(&id)
    {
        return (id, None);
    }
    if let (1, Some((id, _))) = (project.assessors.len(), project.assessors.iter().next()) {
        return (id.clone(), None);
    }
    let id = settings.assessor().unwrap_or_else(AssessorId::random);
    let name = settings.assessor_name().to_owned();
    settings.set_assessor(&id, &name);
    let assessor = Assessor { name, ..Assessor::default() };
    (id.clone(), Some(Edit::SetAssessor(id, assessor)))
}

/// Who rates on this computer, if the project lists them already.
pub fn known(project: &Project, settings: &Settings) -> Option<AssessorId> {
    let chosen = settings.assessor().filter(|id| project.assessors.contains_key(id));
    let only = || project.assessors.keys().next().filter(|_| project.assessors.len() == 1).cloned();
    chosen.or_else(only)
}
