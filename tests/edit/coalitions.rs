//! What changes to coalitions and shared records keep to.

use linchpin::edit::{CoalitionChange, Edit, EditError, RecordChange};
use linchpin::model::{
    Coalition, CoalitionId, Commitment, ElementId, End, Indicator, IndicatorId, LinkId, Member, Project,
    Target, Workstream, WorkstreamId, problems,
};

use super::start::sample;

const COALITION: &str = "k_xygzhvrat6np1gzg";
const CAIF: &str = "e_zbgjyzhddb2k7nfg";
const PICKERS: &str = "e_0pa81z876pyazjbz";
const INCOME: &str = "e_c69r8sgz9zyve1a7";
const MARKED: &str = "l_fskr42ew7zchzngg";

fn change(project: &Project, change: CoalitionChange) -> Result<Project, EditError> {
    Edit::ChangeCoalition { id: COALITION.into(), change }.apply(project)
}

fn coalition(project: &Project) -> &Coalition {
    &project.coalitions[&CoalitionId::from(COALITION)]
}

fn pickers() -> Project {
    sample("waste-pickers-bengaluru.linchpin")
}

#[test]
fn must_in_and_must_out_never_hold_for_one_actor() {
    let project = pickers();
    let out = change(&project, CoalitionChange::MustOut(PICKERS.into(), true)).unwrap();
    assert!(coalition(&out).must_out.contains(&PICKERS.into()));
    assert!(!coalition(&out).must_in.contains(&PICKERS.into()));
    let back = change(&out, CoalitionChange::MustIn(PICKERS.into(), true)).unwrap();
    assert_eq!(coalition(&back).must_in, coalition(&project).must_in);
    assert!(coalition(&back).must_out.is_empty());
}

#[test]
fn a_member_that_goes_leaves_its_workstreams_and_its_promises_stay() {
    let project = pickers();
    let promises = coalition(&project).commitments.len();
    let after = change(&project, CoalitionChange::Member(CAIF.into(), None)).unwrap();
    let after = coalition(&after);
    let caif = ElementId::from(CAIF);
    assert!(!after.members.contains_key(&caif));
    assert!(after.workstreams.values().all(|w| w.lead.as_ref() != Some(&caif) && !w.members.contains(&caif)));
    assert_eq!(after.commitments.len(), promises);
}

#[test]
fn members_as_suggested_keep_what_was_agreed_with_them() {
    let project = pickers();
    let caif = ElementId::from(CAIF);
    let after = change(&project, CoalitionChange::Members([caif.clone(), PICKERS.into()].into())).unwrap();
    assert_eq!(coalition(&after).members.len(), 2);
    assert_eq!(coalition(&after).members[&caif], coalition(&project).members[&caif]);
}

#[test]
fn a_lead_is_not_listed_twice_and_sizes_are_in_order() {
    let work = Workstream {
        lead: Some(CAIF.into()),
        members: [CAIF.into(), PICKERS.into()].into(),
        ..Workstream::default()
    };
    let after = change(&pickers(), CoalitionChange::Workstream("w_new".into(), Some(work))).unwrap();
    assert_eq!(coalition(&after).workstreams[&WorkstreamId::from("w_new")].members, [PICKERS.into()].into());
    let after = change(&after, CoalitionChange::Sizes(Some(6.0), Some(2.0))).unwrap();
    assert_eq!((coalition(&after).min_size, coalition(&after).max_size), (Some(6.0), Some(6.0)));
}

#[test]
fn what_is_not_there_is_refused() {
    let project = pickers();
    let refused = |made| change(&project, made).unwrap_err();
    assert_eq!(
        refused(CoalitionChange::Member(INCOME.into(), Some(Member::default()))),
        EditError::NotAnActor(INCOME.into())
    );
    assert_eq!(
        refused(CoalitionChange::Seat("e_x26mattycngccy06".into(), true)),
        EditError::NotAMember("e_x26mattycngccy06".into())
    );
    let wish = Some(Target::default());
    assert!(matches!(
        refused(CoalitionChange::Lever(End::Element(CAIF.into()), wish.clone())),
        EditError::WrongEnds(_)
    ));
    let gone = LinkId::from("l_nowhere");
    assert_eq!(refused(CoalitionChange::Lever(End::Link(gone.clone()), wish)), EditError::NoLink(gone));
    let promise = Commitment { who: Some("e_nowhere".into()), ..Commitment::default() };
    assert_eq!(
        refused(CoalitionChange::Commitment("y_new".into(), Some(promise))),
        EditError::NoElement("e_nowhere".into())
    );
    let nowhere = Edit::ChangeCoalition { id: "k_nowhere".into(), change: CoalitionChange::Delete };
    assert_eq!(nowhere.apply(&project).unwrap_err(), EditError::NoCoalition("k_nowhere".into()));
}

#[test]
fn deleting_what_a_coalition_speaks_of_leaves_nothing_loose() {
    let project = pickers();
    let wish = Some(Target::default());
    let project = change(&project, CoalitionChange::Lever(End::Link(MARKED.into()), wish.clone())).unwrap();
    let project = change(&project, CoalitionChange::Lever(End::Element(INCOME.into()), wish)).unwrap();
    let record = Indicator { partners: [(CAIF.into(), 3.0)].into(), ..Indicator::default() };
    let project =
        Edit::Record(RecordChange::Indicator("i_new".into(), Some(record))).apply(&project).unwrap();
    let gone = Edit::Delete { elements: [CAIF.into(), INCOME.into()].into(), links: [MARKED.into()].into() };
    let after = gone.apply(&project).unwrap();
    assert!(coalition(&after).levers.is_empty());
    assert!(after.indicators[&IndicatorId::from("i_new")].partners.is_empty());
    let loose: Vec<_> = problems(&after).into_iter().filter(|p| p.code.starts_with("dangling")).collect();
    assert!(loose.is_empty(), "{loose:?}");
}

#[test]
fn edits_are_named_after_what_they_do() {
    let project = pickers();
    let name = |change| Edit::ChangeCoalition { id: COALITION.into(), change }.name(&project);
    assert_eq!(name(CoalitionChange::Seat(CAIF.into(), false)), "Take the decision seat of “CAIF”");
    assert_eq!(name(CoalitionChange::MustIn(CAIF.into(), true)), "Require “CAIF”");
    assert_eq!(name(CoalitionChange::Scrutiny(Some(4.0))), "Set public scrutiny of “Saamuhika Shakti”");
    assert_eq!(name(CoalitionChange::Delete), "Delete coalition “Saamuhika Shakti”");
}

#[test]
fn of_what_is_deleted_nothing_is_left_to_decide() {
    let mut project = pickers();
    for path in [
        &format!("elements/{CAIF}/name"),
        &format!("elements/{CAIF}/exists"),
        &format!("elements/{PICKERS}/name"),
    ] {
        project.conflicts.insert(path.clone(), serde_json::json!({"values": ["a", "b"]}));
    }
    let gone = Edit::Delete { elements: [CAIF.into()].into(), links: [].into() }.apply(&project).unwrap();
    let left: Vec<&String> = gone.conflicts.keys().collect();
    assert_eq!(left, [&format!("elements/{PICKERS}/name")]);
}
