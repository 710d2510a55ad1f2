//! The hand-checkable figures of composition, governance and life cycle, and ratings by several people.

use std::sync::Arc;

use linchpin::analysis::{
    CountedBy, GovernanceModel, LoadOptions, Party, Tag, Watch, composition, disagreements, governance,
    life_cycle, marked_levers, review,
};
use linchpin::file::merge;
use linchpin::model::{
    Actor, Assessor, AssessorId, Body, Bond, Causal, Coalition, CoalitionId, Direction, Element, ElementId,
    ElementKind, End, Ends, Funding, Governance, Intent, Lever, LeverKind, Link, Member, Phase, Polarity,
    Project, ProjectId, Rating, Scale, Tie,
};

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} instead of {b}");
}

fn add(project: &mut Project, id: &str, sector: &str, change: impl Fn(&mut Actor)) {
    let mut actor = Actor { sector: Some(sector.into()), ..Actor::default() };
    change(&mut actor);
    let mut element = Element::new(ElementKind::Actor, id.trim_start_matches("e_").to_uppercase());
    element.body = Body::Actor(actor);
    project.elements.insert(id.into(), Arc::new(element));
}

fn rate(actor: &mut Actor, who: &str, scale: Scale, value: f64) {
    actor.ratings.entry(who.into()).or_default().set(scale, Some(value));
}

fn coalition(project: &mut Project, id: &str, coalition: Coalition) -> Party {
    project.coalitions.insert(id.into(), Arc::new(coalition));
    Party::stored(project, &CoalitionId::from(id), "").unwrap()
}

fn members<'a>(ids: impl IntoIterator<Item = (&'a str, bool)>) -> Coalition {
    let member = |(id, seat): (&str, bool)| (id.into(), Member { seat, ..Member::default() });
    Coalition { members: ids.into_iter().map(member).collect(), ..Coalition::default() }
}

/// A party of so many members of each sector, all with a seat.
fn mixed(sectors: &[(&str, usize)], region: Option<&str>) -> (Project, Party) {
    let mut project = Project::default();
    let mut ids = Vec::new();
    for (sector, count) in sectors {
        for number in 0..*count {
            let id = format!("e_{}_{number}", sector.trim_start_matches("t_"));
            add(&mut project, &id, sector, |actor| {
                actor.region = region.map(|region| format!("{region}_{}", number % 2).as_str().into());
            });
            ids.push(id);
        }
    }
    let stored = members(ids.iter().map(|id| (id.as_str(), true)));
    let party = coalition(&mut project, "k_a", stored);
    (project, party)
}

fn warned(project: &Project, party: &Party, what: &str) -> Vec<String> {
    let found = composition(project, party).findings.into_iter();
    let concentrated = found.filter(|found| found.code == "concentration");
    concentrated.map(|found| found.sentence).filter(|sentence| sentence.contains(what)).collect()
}

#[test]
fn concentration_is_warned_of_beyond_a_half_and_below_two_and_a_half_kinds() {
    // Half of it is not more than a half; 0.25 + 3 · 1/36 = 1/3, three kinds' worth.
    let (project, party) = mixed(&[("t_ngo", 3), ("t_company", 1), ("t_funder", 1), ("t_labour", 1)], None);
    assert_eq!(warned(&project, &party, "sector"), [""; 0]);
    // Two kinds of the same size are fewer than 2.5.
    let (project, party) = mixed(&[("t_ngo", 2), ("t_company", 2)], None);
    let sector = composition(&project, &party);
    let by =
        |by| sector.concentrations.iter().find(|found| found.tag == Tag::Sector && found.by == by).unwrap();
    near(by(CountedBy::Heads).effective_kinds.unwrap(), 2.0);
    near(by(CountedBy::Seats).effective_kinds.unwrap(), 2.0);
    let said = warned(&project, &party, "2 equal sectors");
    assert_eq!(said.len(), 2, "by heads and by seats, as nobody rated influence: {said:?}");
    // 4 of 7 are more than a half.
    let (project, party) = mixed(&[("t_ngo", 4), ("t_company", 2), ("t_funder", 1)], None);
    let said = warned(&project, &party, "57 % of the organisations are with one sector, NGO (over 50 %)");
    assert_eq!(said.len(), 1);
    // Regions are held against the same two figures.
    let (project, party) = mixed(&[("t_ngo", 2), ("t_company", 2), ("t_funder", 2)], Some("t_r"));
    assert_eq!(warned(&project, &party, "2 equal regions").len(), 2);
}

#[test]
fn who_is_many_and_has_no_seat_is_told() {
    let mut project = Project::default();
    let mut ids = Vec::new();
    for (id, sector, seat) in [
        ("e_a", "t_community", false),
        ("e_b", "t_company", true),
        ("e_c", "t_funder", true),
        ("e_d", "t_ngo", false),
        ("e_e", "t_ngo", false),
    ] {
        add(&mut project, id, sector, |_| ());
        ids.push((id, seat));
    }
    let party = coalition(&mut project, "k_a", members(ids));
    let found = composition(&project, &party).findings;
    let said =
        |code: &str| found.iter().find(|found| found.code == code).map(|found| found.sentence.as_str());
    assert_eq!(
        said("community_without_seat"),
        Some(
            "One community organisation is present without a decision seat: A. They are decision-makers, not \
             beneficiaries."
        )
    );
    assert!(said("kind_without_seat").unwrap().starts_with("40 % of the organisations are NGO (D and E)"));
}

/// Four members in a line, of four sectors, three with influence; asked about scrutiny, speed and years.
fn line() -> (Project, Party) {
    let mut project = Project::default();
    for (id, sector, influence, alignment) in [
        ("e_a", "t_company", 5.0, 2.0),
        ("e_b", "t_ngo", 3.0, 0.0),
        ("e_c", "t_community", 3.0, 2.0),
        ("e_d", "t_funder", 1.0, 0.0),
    ] {
        add(&mut project, id, sector, |actor| {
            rate(actor, "s_a", Scale::Influence, influence);
            rate(actor, "s_a", Scale::Alignment, alignment);
        });
    }
    for (from, to, trust) in [("e_a", "e_b", Some(5.0)), ("e_b", "e_c", Some(2.0)), ("e_c", "e_d", None)] {
        let trust = trust.map(|trust| (AssessorId::from("s_a"), trust)).into_iter().collect();
        let tie = Tie { direction: Some(Direction::Mutual), trust, ..Tie::default() };
        let link = Link::new(Ends::elements(from.into(), to.into()), Bond::Tie(tie));
        project.links.insert(format!("l_{from}").as_str().into(), Arc::new(link));
    }
    let stored = Coalition {
        scrutiny: Some(4.0),
        speed: Some(2.0),
        horizon: Some(3.0),
        ..members([("e_a", true), ("e_b", true), ("e_c", false), ("e_d", false)])
    };
    let party = coalition(&mut project, "k_a", stored);
    (project, party)
}

#[test]
fn governance_is_judged_by_figures_that_the_hand_computes() {
    let (project, party) = line();
    let found = governance(&project, &party);
    let facts = &found.facts;
    // Three of six pairs; degrees 1, 2, 2, 1: (1 + 0 + 0 + 1) / (3 · 2).
    near(facts.density.unwrap(), 0.5);
    near(facts.centralisation.unwrap(), 1.0 / 3.0);
    // Trust 5 and 2: (1 + 1/4) / 2. The tie that nobody rated says nothing.
    near(facts.trust.unwrap(), 0.625);
    // Alignment 1, 0, 1, 0 has a spread of one half.
    near(facts.consensus.unwrap(), 0.5);
    assert_eq!((facts.sectors, facts.sectors_with_seats), (4, 2));
    // Influence 1, 1/2, 1/2, 0: half of it is a company's, half of civil society.
    near(facts.corporate_influence.unwrap(), 0.5);
    near(facts.civil_influence.unwrap(), 0.5);
    near(facts.scrutiny.unwrap(), 0.75);
    near(facts.speed.unwrap(), 0.25);
    let model = |wanted: Governance| found.models.iter().find(|model| model.model == wanted).unwrap();
    let fit = |model: &GovernanceModel, of: &[f64]| {
        let mut lines: Vec<f64> = model.lines.iter().map(|line| line.fit).collect();
        let mut expected = of.to_vec();
        lines.sort_by(f64::total_cmp);
        expected.sort_by(f64::total_cmp);
        assert_eq!(lines.len(), expected.len(), "{:?}", model.lines);
        lines.iter().zip(&expected).for_each(|(line, expected)| near(*line, *expected));
        near(model.fit.unwrap(), expected.iter().sum::<f64>() / expected.len() as f64);
    };
    // Four members are few: 0 between 6 and 16, so a leader's 1 − |2 · 0 − 1| is 0.
    fit(model(Governance::CorporateLed), &[0.0, 1.0 / 3.0, 0.5, 0.5, 0.5, 0.25, 0.25]);
    fit(model(Governance::NgoLed), &[0.0, 1.0 / 3.0, 0.5, 0.5, 0.5, 0.75]);
    // Middling trust 1 − |1.25 − 1|, four sectors between 1 and 5, nobody is a backbone, three years between 1 and 5.
    fit(model(Governance::NeutralBackbone), &[0.0, 0.75, 0.75, 0.0, 0.5, 0.75]);
    fit(model(Governance::EquitableMultiStakeholder), &[1.0, 0.5, 0.625, 0.5, 0.5, 0.75, 0.75]);
    assert_eq!(found.unknown, [""; 0]);
    assert!(found.findings.iter().any(|found| found.code == "no_governance"));
}

#[test]
fn stages_say_who_comes_and_goes_and_who_pays_in_which_phase() {
    let mut project = Project::default();
    for (id, stages) in [
        ("e_a", &["t_stage_agenda", "t_stage_negotiation"][..]),
        ("e_b", &["t_stage_negotiation", "t_stage_implementation"]),
        ("e_c", &[]),
    ] {
        add(&mut project, id, "t_ngo", |actor| {
            actor.stages = stages.iter().map(|stage| (*stage).into()).collect();
            actor.assets = [("t_legitimacy".into(), 45.0), ("t_policy".into(), 44.0)].into();
        });
    }
    let stored = Coalition {
        funding: Some(Funding::Grant),
        phase: Some(Phase::Scale),
        stage: Some("t_stage_negotiation".into()),
        ..members([("e_a", false), ("e_b", false), ("e_c", false)])
    };
    let party = coalition(&mut project, "k_a", stored);
    let found = life_cycle(&project, &party);
    let row = |at: usize| &found.stages[at];
    let ids = |text: &[&str]| text.iter().map(|id| ElementId::from(*id)).collect::<Vec<_>>();
    assert_eq!(found.untagged, ids(&["e_c"]), "who is tagged with no stage is there throughout");
    assert_eq!(row(0).present, ids(&["e_a", "e_c"]));
    assert_eq!((&row(1).joins, &row(1).leaves), (&ids(&["e_b"]), &ids(&[])));
    assert_eq!((&row(2).joins, &row(2).leaves), (&ids(&[]), &ids(&["e_a"])));
    assert!(row(1).now && !row(0).now);
    // A level of 45 holds an asset, 44 does not.
    let need = |asset: &str| row(0).needs.iter().find(|need| need.asset == asset.into()).unwrap();
    assert_eq!(need("t_legitimacy").holders, ids(&["e_a", "e_c"]));
    assert_eq!(need("t_policy").holders, ids(&[]));
    // Grants are for a pilot; pooled and blended money for scale.
    let now: Vec<Funding> = found.funding.iter().filter(|row| row.suits_now).map(|row| row.funding).collect();
    assert_eq!(now, [Funding::Pooled, Funding::Blended]);
    assert!(found.findings.iter().any(|found| found.code == "funding_phase"));
    let suits = |wanted: Funding| found.funding.iter().find(|row| row.funding == wanted).unwrap().suits;
    assert_eq!(suits(Funding::Grant), [Phase::Pilot]);
    assert_eq!(suits(Funding::Corporate), [Phase::Pilot, Phase::Growth]);
    assert_eq!(suits(Funding::Pooled), [Phase::Growth, Phase::Scale]);
    assert_eq!(suits(Funding::Blended), [Phase::Scale]);
}

#[test]
fn each_kind_of_mark_asks_for_the_levers_and_assets_of_its_link() {
    let mut project = Project::default();
    add(&mut project, "e_a", "t_company", |actor| actor.assets = [("t_market".into(), 80.0)].into());
    add(&mut project, "e_b", "t_funder", |actor| actor.assets = [("t_capital".into(), 70.0)].into());
    let marks = [Intent::Strengthen, Intent::Weaken, Intent::Cut, Intent::ShortenDelay];
    for (number, mark) in marks.into_iter().enumerate() {
        let ids = [format!("e_v{number}"), format!("e_w{number}")];
        for id in &ids {
            let variable = Element::new(ElementKind::Variable, id.trim_start_matches("e_").to_uppercase());
            project.elements.insert(id.as_str().into(), Arc::new(variable));
        }
        let causal =
            Causal { polarity: Some(Polarity::Plus), delay: true, mark: Some(mark), ..Causal::default() };
        let ends = Ends::elements(ids[0].as_str().into(), ids[1].as_str().into());
        project
            .links
            .insert(format!("l_c{number}").as_str().into(), Arc::new(Link::new(ends, Bond::Causal(causal))));
    }
    let mut lever = |name: &str, who: &str, to: End, kind| {
        let bond = Bond::Lever(Lever { lever: Some(kind), strength: Some(5.0) });
        project.links.insert(name.into(), Arc::new(Link::new(Ends { from: who.into(), to }, bond)));
    };
    lever("l_1", "e_a", End::Link("l_c0".into()), LeverKind::Controls);
    lever("l_2", "e_a", End::Element("e_v1".into()), LeverKind::Controls);
    lever("l_3", "e_b", End::Element("e_w2".into()), LeverKind::Influences);
    // Who is affected holds no lever.
    lever("l_4", "e_b", End::Element("e_v3".into()), LeverKind::AffectedBy);
    let found = marked_levers(&project);
    let said: Vec<&str> = found.links.iter().map(|marked| marked.sentence.as_str()).collect();
    assert_eq!(
        said,
        [
            "To strengthen V0 → W0: A holds a lever on V0 → W0, with Market access.",
            "To weaken V1 → W1: A holds a lever on V1, with Market access.",
            "To cut V2 → W2: B holds a lever on W2, with Capital.",
            "To shorten the delay of V3 → W3: nobody holds a lever on it. Find who does, or choose another link.",
        ]
    );
    let mut wanted = [End::Link("l_c0".into()), End::Element("e_v1".into()), End::Element("e_w2".into())];
    wanted.sort();
    assert_eq!(found.levers, wanted);
    // Market access helps with two of four marked links, capital with one.
    near(found.assets[&"t_market".into()], 0.5);
    near(found.assets[&"t_capital".into()], 0.25);
}

/// A project that two people take home, each to rate on a copy.
fn to_rate() -> Project {
    let mut project = Project::default();
    project.about.id = Some(ProjectId::from("p_rates"));
    for (id, name) in [("s_ann", "Ann"), ("s_ben", "Ben")] {
        let assessor = Assessor { name: name.to_owned(), ..Assessor::default() };
        project.assessors.insert(id.into(), Arc::new(assessor));
    }
    for id in ["e_a", "e_b"] {
        add(&mut project, id, "t_ngo", |_| ());
    }
    project
}

fn rated(project: &Project, who: &str, ratings: &[(&str, Scale, f64)]) -> Project {
    let mut copy = project.clone();
    for (id, scale, value) in ratings {
        let mut element = Element::clone(&copy.elements[&ElementId::from(*id)]);
        let Body::Actor(actor) = &mut element.body else { panic!("an actor") };
        rate(actor, who, *scale, *value);
        copy.elements.insert((*id).into(), Arc::new(element));
    }
    copy
}

#[test]
fn people_rate_on_copies_of_their_own_and_all_they_said_is_there_after_the_merge() {
    let start = to_rate();
    let ann = rated(&start, "s_ann", &[("e_a", Scale::Interest, 1.0), ("e_b", Scale::Influence, 4.0)]);
    let ben = rated(&start, "s_ben", &[("e_a", Scale::Interest, 5.0), ("e_a", Scale::Influence, 2.0)]);
    let merged = merge(Some(&start), &ann, &ben);
    assert!(merged.conflicts.is_empty(), "nobody rated as another: {:?}", merged.conflicts);
    let project = merged.project;
    let spread = |id: &str, scale| project.elements[&ElementId::from(id)].actor().unwrap().spread(scale);
    let interest = spread("e_a", Scale::Interest).unwrap();
    assert_eq!((interest.mean, interest.low, interest.high, interest.count), (3.0, 1.0, 5.0, 2));
    assert_eq!(spread("e_a", Scale::Influence).unwrap().count, 1);
    near(spread("e_b", Scale::Influence).unwrap().mean, 4.0);
    assert!(spread("e_b", Scale::Interest).is_none(), "what nobody rated stays unrated");
    // How far they are apart is a finding, not a mean.
    let found = disagreements(&project);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].finding.sentence,
        "A: interest is 1 for Ann and 5 for Ben. Ask what each of them saw before averaging."
    );
    let told = review(&project, None, &LoadOptions::default(), &Watch::default()).disagreements;
    assert_eq!(told.len(), 1);

    // Both as the same assessor is a thing to decide, and says whose rating it is.
    let other = rated(&start, "s_ann", &[("e_a", Scale::Interest, 4.0)]);
    let merged = merge(Some(&start), &ann, &other);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].field, "ratings/s_ann/interest");
    let rating: &Rating =
        &merged.project.elements[&ElementId::from("e_a")].actor().unwrap().ratings[&"s_ann".into()];
    assert_eq!(rating.interest, Some(4.0), "the greater one shows until it is decided");
}
