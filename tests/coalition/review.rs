//! What is said about a coalition, against the handbook's hand values and the samples' published counts.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use linchpin::analysis::{
    CountedBy, Finding, GuideStep, LeverScope, LoadOptions, Party, Review, Salience, Standpoint, Tag, Watch,
    composition, lever_reach, marked_levers, missing, review,
};
use linchpin::file::open;
use linchpin::model::{
    Actor, Body, Bond, Coalition, CoalitionId, Commitment, CommitmentState, Element, ElementId, ElementKind,
    End, Ends, Governance, Lever, LeverKind, Link, Member, Project, Rating, Scale, Tie, Workstream,
};

fn sample(name: &str) -> Project {
    open(&Path::new("samples").join(name)).unwrap().project
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} instead of {b}");
}

/// An actor with a sector, influence and legitimacy and urgency where they are not 0.
fn actor(sector: &str, interest: f64, influence: f64, alignment: f64, claims: Option<(f64, f64)>) -> Actor {
    let given = |value: f64| (value > 0.0).then_some(value);
    let rating = Rating {
        interest: given(interest),
        influence: given(influence),
        alignment: (interest > 0.0).then_some(alignment),
        legitimacy: claims.map(|claims| claims.0),
        urgency: claims.map(|claims| claims.1),
        ..Rating::default()
    };
    Actor { sector: Some(sector.into()), ratings: [("s_a".into(), rating)].into(), ..Actor::default() }
}

fn add(project: &mut Project, id: &str, actor: Actor) {
    let mut element = Element::new(ElementKind::Actor, id.trim_start_matches("e_").to_uppercase());
    element.body = Body::Actor(actor);
    project.elements.insert(id.into(), Arc::new(element));
}

fn tie(project: &mut Project, from: &str, to: &str) {
    let link = Link::new(Ends::elements(from.into(), to.into()), Bond::Tie(Tie::default()));
    project.links.insert(format!("l_{from}_{to}").as_str().into(), Arc::new(link));
}

fn lever(project: &mut Project, from: &str, to: &str, kind: LeverKind, strength: f64) {
    let bond = Lever { lever: Some(kind), strength: Some(strength) };
    let link = Link::new(Ends::elements(from.into(), to.into()), Bond::Lever(bond));
    project.links.insert(format!("l_{from}_{to}").as_str().into(), Arc::new(link));
}

fn ask(project: &Project, coalition: Option<&str>) -> Review {
    let options = LoadOptions { today: "2026-11-25".to_owned(), ..LoadOptions::default() };
    review(project, coalition.map(CoalitionId::from).as_ref(), &options, &Watch::default())
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn the_five_coalitions_have_their_published_shares_of_civil_society() {
    let project = sample("five-coalitions.linchpin");
    let expected = [
        ("Ethical AI", 6.0, 74.0),
        ("Food loss and waste", 2.0, 11.0),
        ("Violence and harassment in supply chains", 10.0, 22.0),
        ("Investing in emerging markets", 0.0, 8.0),
        ("Nature impacts and dependencies", 12.0, 25.0),
    ];
    for (name, part, of) in expected {
        let (id, _) = project.coalitions.iter().find(|(_, coalition)| coalition.name == name).unwrap();
        let found = composition(&project, &Party::stored(&project, id, "").unwrap());
        assert_eq!((found.civil_society.part, found.civil_society.of), (part, of), "{name}");
        near(found.civil_society.share.unwrap(), part / of);
        // Most members are in no known sector: no concentration is claimed.
        assert!(codes(&found.findings).contains(&"untagged"), "{name}: {:?}", found.findings);
        assert!(!codes(&found.findings).contains(&"concentration"), "{name}");
    }
    let lines = ask(&project, None).coalitions;
    let rounded: Vec<f64> =
        lines.iter().map(|line| (line.civil_society.unwrap() * 1000.0).round() / 10.0).collect();
    assert_eq!(rounded, [8.1, 18.2, 0.0, 48.0, 45.5], "by name");
}

#[test]
fn shares_of_three_and_one_are_as_mixed_as_the_handbook_says() {
    let mut project = Project::default();
    for id in ["e_a", "e_b", "e_c"] {
        add(&mut project, id, actor("t_ngo", 3.0, 3.0, 1.0, None));
    }
    add(&mut project, "e_d", actor("t_company", 3.0, 5.0, 1.0, None));
    let party = Party::suggested(&project, "", project.elements.keys().cloned());
    let found = composition(&project, &party);
    let by = |by| found.concentrations.iter().find(|c| c.tag == Tag::Sector && c.by == by).unwrap();
    near(by(CountedBy::Heads).hhi.unwrap(), 0.625);
    near(by(CountedBy::Heads).effective_kinds.unwrap(), 1.6);
    // Influence 0.5 each against 1: three fifths and two fifths.
    near(by(CountedBy::Influence).hhi.unwrap(), 0.36 + 0.16);
    assert_eq!(by(CountedBy::Seats).hhi, None);
    assert!(codes(&found.findings).contains(&"no_seats"));
    let warned = found.findings.iter().find(|finding| finding.code == "concentration").unwrap();
    near(warned.figures["largest_share"], 0.75);
    assert_eq!(warned.sentence, "75 % of the organisations are with one sector, NGO (over 50 %).");
}

#[test]
fn unrated_influence_is_left_out_and_named() {
    let mut project = Project::default();
    add(&mut project, "e_a", actor("t_ngo", 3.0, 5.0, 1.0, None));
    add(&mut project, "e_b", actor("t_company", 0.0, 0.0, 0.0, None));
    let party = Party::suggested(&project, "", project.elements.keys().cloned());
    let found = composition(&project, &party);
    let influence =
        found.concentrations.iter().find(|c| c.tag == Tag::Sector && c.by == CountedBy::Influence).unwrap();
    assert_eq!(influence.unrated, [ElementId::from("e_b")]);
    assert_eq!(influence.kinds.len(), 1);
    assert!(found.findings.iter().any(|finding| finding.sentence.ends_with("Not rated, so left out: B.")));
}

#[test]
fn powers_voices_and_gates_are_ranked_by_their_formulas() {
    let mut project = Project::default();
    add(&mut project, "e_in", actor("t_ngo", 5.0, 3.0, 2.0, None));
    // Influence 1, interest 0.5, alignment −1: 1 · (1 − 0).
    add(&mut project, "e_foe", actor("t_company", 3.0, 5.0, -2.0, Some((1.0, 5.0))));
    // Influence 1, interest 1, alignment 0.5: 1 · (1 − 0.5).
    add(&mut project, "e_half", actor("t_government", 5.0, 5.0, 1.0, Some((5.0, 1.0))));
    // Won over: 1 · (1 − 1) is no gap.
    add(&mut project, "e_friend", actor("t_government", 5.0, 5.0, 2.0, None));
    add(&mut project, "e_voice", actor("t_community", 5.0, 2.0, 2.0, Some((5.0, 5.0))));
    add(&mut project, "e_gate", actor("t_ngo", 2.0, 1.0, 0.0, None));
    for variable in ["e_v", "e_w"] {
        let element = Element::new(ElementKind::Variable, variable.to_owned());
        project.elements.insert(variable.into(), Arc::new(element));
    }
    lever(&mut project, "e_voice", "e_v", LeverKind::AffectedBy, 5.0);
    lever(&mut project, "e_voice", "e_w", LeverKind::AffectedBy, 2.5);
    lever(&mut project, "e_foe", "e_v", LeverKind::Controls, 4.0);
    lever(&mut project, "e_half", "e_w", LeverKind::Influences, 4.0);
    // The only way to the foe leads through the gate; to the half-won one there are two.
    for (from, to) in [
        ("e_in", "e_gate"),
        ("e_gate", "e_foe"),
        ("e_gate", "e_half"),
        ("e_in", "e_friend"),
        ("e_friend", "e_half"),
    ] {
        tie(&mut project, from, to);
    }
    let found = missing(&project, &Party::suggested(&project, "", [ElementId::from("e_in")]));
    let names = |list: &[linchpin::analysis::Outsider]| -> Vec<(String, f64)> {
        list.iter().map(|outsider| (outsider.name.clone(), outsider.value.unwrap())).collect()
    };
    assert_eq!(names(&found.de_facto), [("FOE".to_owned(), 1.0), ("HALF".to_owned(), 0.5)]);
    assert_eq!(found.de_facto[0].class, Some(Salience::Dangerous));
    assert_eq!(found.de_facto[1].class, Some(Salience::Dominant));
    // (5/5 + 2.5/5) · (1 − 0.25)
    assert_eq!(names(&found.unseen), [("VOICE".to_owned(), 1.125)]);
    assert_eq!(found.unseen[0].class, Some(Salience::Dependent));
    // All of the ways to one holder and half of those to the other.
    assert_eq!(names(&found.gatekeepers), [("GATE".to_owned(), 0.75), ("FRIEND".to_owned(), 0.25)]);
    // The five groups of the checklist are asked, though nobody stored them.
    assert_eq!(found.blind_spots.len(), 5);
    assert!(found.blind_spots.iter().all(|row| row.id.is_none() && row.considered.is_none()));
}

#[test]
fn classes_are_given_only_where_all_three_are_rated() {
    let of = |influence, claims| Salience::of(&actor("t_ngo", 3.0, influence, 0.0, claims));
    assert_eq!(of(5.0, None), None);
    assert_eq!(of(0.0, Some((5.0, 5.0))), None);
    let expected = [
        (5.0, 1.0, 1.0, Salience::Dormant),
        (1.0, 5.0, 1.0, Salience::Discretionary),
        (1.0, 1.0, 5.0, Salience::Demanding),
        (5.0, 5.0, 1.0, Salience::Dominant),
        (5.0, 1.0, 5.0, Salience::Dangerous),
        (1.0, 5.0, 5.0, Salience::Dependent),
        (5.0, 5.0, 5.0, Salience::Definitive),
        (1.0, 1.0, 1.0, Salience::NonStakeholder),
    ];
    for (power, legitimacy, urgency, class) in expected {
        assert_eq!(of(power, Some((legitimacy, urgency))), Some(class));
    }
}

#[test]
fn a_loop_says_who_controls_it_and_who_only_lives_with_it() {
    let project = sample("waste-pickers-bengaluru.linchpin");
    let (_, trap) = project.loops.iter().find(|(_, named)| named.label == "R2").unwrap();
    let scope = LeverScope::of_links(&project, &trap.key);
    let found = lever_reach(&project, &scope);
    // Recomputed from the links themselves.
    let controlled: BTreeSet<&ElementId> = project
        .links
        .values()
        .filter(|link| link.lever().is_some_and(|lever| lever.lever == Some(LeverKind::Controls)))
        .filter_map(|link| link.ends.to.element())
        .filter(|id| scope.elements.contains(*id))
        .collect();
    assert_eq!((found.elements.len(), controlled.len()), (5, 2));
    near(found.control.unwrap(), 0.4);
    assert_eq!(found.uncontrolled.len(), 3);
    let pickers = &found.actors[0];
    assert_eq!((pickers.name.as_str(), pickers.voice_gap), ("Informal waste pickers", 1));
    assert!(
        found.findings[0].sentence.starts_with("2 of 5 variables have somebody who controls them; nobody")
    );
    assert!(codes(&found.findings).contains(&"voice_gap"));
}

#[test]
fn marked_links_turn_into_levers_and_assets() {
    let project = sample("waste-pickers-bengaluru.linchpin");
    let found = marked_levers(&project);
    assert_eq!(found.links.len(), 3);
    let gate = found.links.iter().find(|marked| marked.link == "l_fskr42ew7zchzngg".into()).unwrap();
    // The city holds the lever on the link itself, which goes before levers on its ends.
    assert_eq!(gate.lever, Some(End::Link("l_fskr42ew7zchzngg".into())));
    near(gate.assets[&"t_policy".into()], 85.0);
    near(found.assets[&"t_policy".into()], 1.0 / 3.0);
    let none = marked_levers(&sample("five-coalitions.linchpin"));
    assert!(none.links.is_empty() && none.levers.is_empty());
}

#[test]
fn load_counts_coalitions_workstreams_and_promises_on_a_date() {
    let mut project = Project::default();
    for id in ["e_a", "e_b", "e_c"] {
        add(&mut project, id, actor("t_ngo", 3.0, 3.0, 1.0, None));
    }
    let promise = |who: &str, due: &str, state| Commitment {
        who: Some(who.into()),
        due: due.to_owned(),
        state,
        what: "help".to_owned(),
        ..Commitment::default()
    };
    let work = |lead: &str, member: &str| Workstream {
        lead: Some(lead.into()),
        members: [member.into()].into(),
        ..Workstream::default()
    };
    let coalition = Coalition {
        name: "One".to_owned(),
        members: ["e_a", "e_b", "e_c"].map(|id| (id.into(), Member::default())).into(),
        workstreams: [("w_1".into(), work("e_a", "e_b")), ("w_2".into(), work("e_a", "e_b"))].into(),
        commitments: [
            ("y_1".into(), promise("e_a", "2026-11-24", None)),
            ("y_2".into(), promise("e_a", "2026-11-25", None)),
            ("y_3".into(), promise("e_b", "2026-01-01", Some(CommitmentState::Delivered))),
        ]
        .into(),
        ..Coalition::default()
    };
    project.coalitions.insert("k_1".into(), Arc::new(coalition.clone()));
    let other = Coalition { workstreams: [].into(), commitments: [].into(), ..coalition };
    project.coalitions.insert("k_2".into(), Arc::new(other));
    let options = LoadOptions { limit: 3, today: "2026-11-25".to_owned() };
    let found = linchpin::analysis::load(&project, Some(&"k_1".into()), &options);
    let a = &found.actors[0];
    assert_eq!((a.name.as_str(), a.leads, a.supports, a.load, a.overloaded), ("A", 2, 0, 4, true));
    assert_eq!((a.open, a.overdue, a.delivered), (1, 1, 0));
    let states: Vec<Standpoint> = found.ledger.iter().map(|row| row.state).collect();
    assert_eq!(states, [Standpoint::Delivered, Standpoint::Overdue, Standpoint::Open]);
    assert_eq!(codes(&found.findings), ["overloaded", "overloaded", "overdue", "free_riding"]);
    assert_eq!(found.findings[3].elements, [ElementId::from("e_c")]);
}

#[test]
fn a_star_of_members_hangs_on_its_middle() {
    let mut project = Project::default();
    for id in ["e_a", "e_b", "e_c", "e_m"] {
        let assets = if id == "e_b" { [("t_policy".into(), 60.0)].into() } else { [].into() };
        add(&mut project, id, Actor { assets, ..actor("t_ngo", 3.0, 3.0, 1.0, None) });
    }
    for id in ["e_a", "e_b", "e_c"] {
        tie(&mut project, "e_m", id);
    }
    let members = ["e_a", "e_b", "e_c", "e_m"].map(|id| (id.into(), Member::default())).into();
    project.coalitions.insert("k_1".into(), Arc::new(Coalition { members, ..Coalition::default() }));
    let found = ask(&project, None);
    let middle = &found.weak_points.members[0];
    assert_eq!((middle.name.as_str(), middle.disconnected_pairs), ("M", 3));
    near(middle.betweenness, 1.0);
    assert_eq!(codes(&found.weak_points.findings), ["cut_vertex", "sole_holder"]);
    near(found.governance.facts.centralisation.unwrap(), 1.0);
    near(found.governance.facts.density.unwrap(), 0.5);
    near(found.governance.facts.consensus.unwrap(), 1.0);
    assert_eq!(found.governance.facts.trust, None);
}

#[test]
fn governance_shows_four_bars_that_are_the_means_of_their_lines() {
    let found = ask(&sample("waste-pickers-bengaluru.linchpin"), None);
    let models = &found.governance.models;
    assert_eq!(models.len(), 4);
    for model in models {
        let mean = model.lines.iter().map(|line| line.fit).sum::<f64>() / model.lines.len() as f64;
        near(model.fit.unwrap(), mean);
        for line in &model.lines {
            let expected = if line.fit >= 0.6 { Some(true) } else { (line.fit <= 0.4).then_some(false) };
            assert_eq!(line.speaks_for, expected, "{}", line.sentence);
        }
    }
    assert!(models.windows(2).all(|pair| pair[0].fit >= pair[1].fit));
    let chosen: Vec<Governance> =
        models.iter().filter(|model| model.chosen).map(|model| model.model).collect();
    assert_eq!(chosen, [Governance::NeutralBackbone]);
}

#[test]
fn hand_overs_are_warned_of() {
    let mut project = Project::default();
    let of = |stages: &[&str]| Actor {
        stages: stages.iter().map(|stage| (*stage).into()).collect(),
        assets: [("t_policy".into(), 80.0)].into(),
        ..actor("t_government", 3.0, 3.0, 1.0, None)
    };
    add(&mut project, "e_a", of(&["t_stage_agenda"]));
    add(&mut project, "e_b", of(&["t_stage_negotiation"]));
    let members = [("e_a".into(), Member::default())].into();
    project.coalitions.insert("k_1".into(), Arc::new(Coalition { members, ..Coalition::default() }));
    let found = ask(&project, None).life_cycle;
    assert_eq!(found.stages.len(), 5);
    let warned = found.findings.iter().find(|finding| finding.code == "hand_over").unwrap();
    assert_eq!(
        warned.sentence,
        "Negotiation needs Policy, and A leaves after agenda setting: hand it over before then (B could)."
    );
    let first = found.findings.iter().find(|finding| finding.code == "one_holder").unwrap();
    assert_eq!(first.sentence, "Agenda setting needs Policy: one holder, A, who leaves after this stage.");
}

#[test]
fn disagreements_name_who_said_what() {
    let found = ask(&sample("waste-pickers-bengaluru.linchpin"), None).disagreements;
    let widest = &found[0];
    assert_eq!((widest.name.as_str(), widest.scale), ("BBMP municipality", Scale::Interest));
    assert_eq!((widest.low, widest.high), (1.0, 4.0));
    assert_eq!(
        widest.finding.sentence,
        "BBMP municipality: interest is 1 for Field team and 4 for Outside researcher. Ask what each of them saw \
         before averaging."
    );
    assert!(found.windows(2).all(|pair| pair[0].high - pair[0].low >= pair[1].high - pair[1].low));
}

#[test]
fn the_sample_walks_through_all_six_steps() {
    let found = ask(&sample("waste-pickers-bengaluru.linchpin"), None);
    let steps: Vec<GuideStep> = found.guide.iter().map(|row| row.step).collect();
    assert_eq!(steps.len(), 6);
    assert!(steps.is_sorted());
    for row in &found.guide {
        assert!(row.done > 0, "{}: nothing is done", row.name);
        assert_eq!(row.done, row.items.iter().filter(|item| item.done).count());
    }
    assert!(codes(&found.composition.findings).contains(&"community_without_seat"));
    assert!(!found.missing.de_facto.is_empty() && !found.health.is_empty());
    assert_eq!(found, ask(&sample("waste-pickers-bengaluru.linchpin"), Some("k_xygzhvrat6np1gzg")));
}

#[test]
fn poor_projects_get_a_sentence_and_no_invention() {
    let nothing = ask(&Project::default(), None);
    assert!(nothing.note.unwrap().starts_with("There are no actors yet."));
    assert_eq!(nothing.composition.civil_society.share, None);
    assert!(nothing.guide.iter().all(|row| row.done == 0 || row.step == GuideStep::Partners));

    let mut one = Project::default();
    add(&mut one, "e_a", Actor::default());
    let found = ask(&one, None);
    assert!(found.note.unwrap().starts_with("One actor is no coalition."));
    assert!(found.missing.de_facto.is_empty() && found.missing.unseen.is_empty());

    add(&mut one, "e_b", Actor::default());
    one.coalitions
        .insert("k_1".into(), Arc::new(Coalition { name: "Two".to_owned(), ..Coalition::default() }));
    let found = ask(&one, None);
    assert!(found.note.unwrap().starts_with("“Two” has no members yet."));
    assert_eq!(found.governance.facts.consensus, None);
}
