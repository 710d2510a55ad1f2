//! Small maps in code: an actor map and a causal map like those of the design, and one of each state.

use std::sync::Arc;

use linchpin::model::{
    Actor, Body, Bond, Causal, Claim, Course, Direction, Element, ElementId, ElementKind, End, Ends, Group,
    Lever, LeverKind, Link, LinkId, Map, MapId, MapKind, NamedLoop, Placement, Point, Polarity, Project,
    Rating, Tie, Variable,
};

/// A project under construction.
#[derive(Debug)]
pub struct Sketch {
    pub project: Project,
    pub map: MapId,
}

impl Sketch {
    pub fn new(kind: MapKind) -> Self {
        let mut project = Project::default();
        let map = MapId::from("m_sketch");
        project.maps.insert(map.clone(), Arc::new(Map::new(kind, "Sketch", "a")));
        Self { project, map }
    }

    pub fn map_mut(&mut self) -> &mut Map {
        Arc::make_mut(self.project.maps.get_mut(&self.map).expect("the sketch has its map"))
    }

    pub fn add(&mut self, key: &str, element: Element, at: (f64, f64)) -> ElementId {
        let id = ElementId::from(format!("e_{key}").as_str());
        self.project.elements.insert(id.clone(), Arc::new(element));
        self.map_mut().elements.insert(id.clone(), Placement::at(Point::new(at.0, at.1)));
        id
    }

    pub fn actor(
        &mut self,
        key: &str,
        name: &str,
        sector: &str,
        (interest, influence): (f64, f64),
        at: (f64, f64),
    ) -> ElementId {
        let mut element = Element::new(ElementKind::Actor, name);
        let mut actor = Actor { sector: Some(sector.into()), ..Actor::default() };
        if interest > 0.0 {
            let rating = Rating { interest: Some(interest), influence: Some(influence), ..Rating::default() };
            actor.ratings.insert("s_team".into(), rating);
        }
        element.body = Body::Actor(actor);
        self.add(key, element, at)
    }

    pub fn variable(&mut self, key: &str, name: &str, at: (f64, f64)) -> ElementId {
        self.add(key, Element::new(ElementKind::Variable, name), at)
    }

    pub fn link(&mut self, key: &str, from: &str, to: &str, bond: Bond) -> LinkId {
        let id = LinkId::from(format!("l_{key}").as_str());
        let end = |key: &str| ElementId::from(format!("e_{key}").as_str());
        let link = Link::new(Ends::elements(end(from), end(to)), bond);
        self.put(id, link)
    }

    fn put(&mut self, id: LinkId, link: Link) -> LinkId {
        self.project.links.insert(id.clone(), Arc::new(link));
        self.map_mut().links.insert(id.clone(), Course::default());
        id
    }

    pub fn tie(&mut self, kind: &str, from: &str, to: &str, strength: f64) -> LinkId {
        let mutual = ["collaborates", "conflicts"].contains(&kind);
        let direction = mutual.then_some(Direction::Mutual);
        let tie = Tie { tie: Some(kind.into()), direction, strength: Some(strength), ..Tie::default() };
        self.link(&format!("{from}_{kind}_{to}"), from, to, Bond::Tie(tie))
    }

    pub fn causal(&mut self, from: &str, to: &str, sign: &str, delay: bool) -> LinkId {
        let mut causal = Causal { delay, ..Causal::default() };
        causal.polarity = match sign {
            "+" => Some(Polarity::Plus),
            "-" => Some(Polarity::Minus),
            _ => None,
        };
        if sign == "±" {
            for (who, polarity) in [("c_a", Polarity::Plus), ("c_b", Polarity::Minus)] {
                causal.claims.insert(who.into(), Claim { polarity: Some(polarity), ..Claim::default() });
            }
        }
        self.link(&format!("{from}_{to}"), from, to, Bond::Causal(causal))
    }

    pub fn lever(&mut self, kind: LeverKind, from: &str, to: &str) -> LinkId {
        let lever = Lever { lever: Some(kind), ..Lever::default() };
        self.link(&format!("{from}_{to}"), from, to, Bond::Lever(lever))
    }

    pub fn lever_to_link(&mut self, from: &str, to: &LinkId) -> LinkId {
        let ends = Ends { from: ElementId::from(format!("e_{from}").as_str()), to: End::Link(to.clone()) };
        let lever = Lever { lever: Some(LeverKind::Controls), ..Lever::default() };
        self.put(LinkId::from(format!("l_{from}_on_link").as_str()), Link::new(ends, Bond::Lever(lever)))
    }
}

/// The waste-picking actor map of the design.
pub fn actors() -> Sketch {
    let mut s = Sketch::new(MapKind::Actors);
    for (key, name, sector, ratings, at) in [
        ("hm", "H&M Foundation", "t_funder", (4.7, 4.0), (444.0, 187.0)),
        ("caif", "CAIF", "t_ngo", (5.0, 3.0), (814.0, 187.0)),
        ("brands", "Apparel brands", "t_company", (2.6, 5.0), (1036.0, 204.0)),
        ("uni", "University researchers", "t_university", (4.0, 1.5), (444.0, 292.0)),
        ("nudge", "The/Nudge Institute", "t_ngo", (5.0, 3.5), (642.0, 292.0)),
        ("impact", "Impact investors", "t_investor", (3.0, 4.0), (859.0, 306.0)),
        ("textile", "Textile recyclers", "t_company", (3.4, 3.0), (1040.0, 336.0)),
        ("skills", "Skills partner", "t_ngo", (4.4, 2.0), (437.0, 400.0)),
        ("groups", "Waste-picker groups", "t_community", (4.6, 2.0), (850.0, 422.0)),
        ("health", "Health partner", "t_ngo", (4.0, 2.0), (446.0, 508.0)),
        ("pickers", "Informal waste pickers", "t_community", (5.0, 1.5), (651.0, 539.0)),
        ("scrap", "Scrap aggregators", "t_company", (2.4, 5.0), (980.0, 495.0)),
        ("dry", "Dry-waste centres", "t_government", (3.0, 2.5), (877.0, 599.0)),
        ("bulk", "Bulk waste generators", "t_company", (1.8, 3.0), (1044.0, 665.0)),
        ("union", "Waste workers’ union", "t_labour", (4.8, 3.0), (672.0, 660.0)),
        ("residents", "Residents’ associations", "t_community", (2.2, 2.5), (444.0, 704.0)),
        ("bbmp", "BBMP municipality", "t_government", (2.7, 5.0), (848.0, 754.0)),
        ("board", "Pollution Control Board", "t_government", (1.7, 4.0), (1044.0, 768.0)),
    ] {
        s.actor(key, name, sector, ratings, at);
    }
    for (kind, from, to, strength) in [
        ("funds", "hm", "caif", 3.0),
        ("funds", "hm", "nudge", 5.0),
        ("collaborates", "caif", "brands", 1.0),
        ("informs", "uni", "nudge", 2.0),
        ("collaborates", "caif", "nudge", 3.0),
        ("collaborates", "caif", "textile", 2.0),
        ("funds", "impact", "textile", 2.0),
        ("supplies", "textile", "brands", 3.0),
        ("collaborates", "nudge", "skills", 3.0),
        ("collaborates", "nudge", "health", 2.0),
        ("collaborates", "nudge", "groups", 3.0),
        ("serves", "skills", "pickers", 2.0),
        ("serves", "health", "pickers", 2.0),
        ("represents", "groups", "pickers", 3.0),
        ("operates", "groups", "dry", 3.0),
        ("supplies", "pickers", "scrap", 5.0),
        ("supplies", "scrap", "textile", 4.0),
        ("supplies", "dry", "scrap", 2.0),
        ("supplies", "bulk", "scrap", 4.0),
        ("supplies", "bulk", "dry", 1.0),
        ("represents", "union", "pickers", 2.0),
        ("supplies", "residents", "pickers", 2.0),
        ("informs", "residents", "bbmp", 2.0),
        ("conflicts", "union", "bbmp", 3.0),
        ("collaborates", "nudge", "bbmp", 2.0),
        ("funds", "bbmp", "dry", 3.0),
        ("regulates", "bbmp", "bulk", 3.0),
        ("regulates", "board", "bbmp", 2.0),
        ("regulates", "board", "bulk", 2.0),
    ] {
        s.tie(kind, from, to, strength);
    }
    s
}

/// The electric-vehicle causal map of the design, with the loop "Scale cuts cost".
pub fn causal() -> Sketch {
    let mut s = Sketch::new(MapKind::Causal);
    for (key, name, at) in [
        ("cost", "Battery cost", (747.0, 199.0)),
        ("price", "EV price", (916.0, 357.0)),
        ("output", "Battery output", (572.0, 357.0)),
        ("rules", "Local-content rules", (506.0, 203.0)),
        ("subsidy", "Subsidy per vehicle", (1060.0, 425.0)),
        ("spending", "Subsidy spending", (958.0, 535.0)),
        ("pressure", "Public pressure", (1072.0, 594.0)),
        ("air", "Air pollution", (960.0, 661.0)),
        ("grid", "Evening grid load", (885.0, 795.0)),
        ("chargers", "Public chargers", (759.0, 701.0)),
        ("outages", "Charger outages", (656.0, 811.0)),
        ("anxiety", "Range anxiety", (562.0, 684.0)),
        ("resale", "Resale market", (524.0, 577.0)),
        ("lender", "Lender confidence", (426.0, 509.0)),
        ("loans", "Cheap loans", (541.0, 442.0)),
    ] {
        s.variable(key, name, at);
    }
    let mut sales = Element::new(ElementKind::Variable, "EV sales");
    sales.body = Body::Variable(Variable { goal: true, ..Variable::default() });
    s.add("sales", sales, (748.0, 518.0));
    let mut oil = Element::new(ElementKind::Variable, "Oil price");
    oil.body = Body::Variable(Variable { external: true, ..Variable::default() });
    s.add("oil", oil, (900.0, 440.0));
    let mut key = Vec::new();
    for (from, to, sign, delay) in [
        ("sales", "output", "+", false),
        ("output", "cost", "-", true),
        ("cost", "price", "+", false),
        ("price", "sales", "-", false),
    ] {
        key.push(s.causal(from, to, sign, delay));
    }
    for (from, to, sign, delay) in [
        ("output", "rules", "+", false),
        ("rules", "cost", "±", false),
        ("loans", "sales", "+", false),
        ("lender", "loans", "+", false),
        ("resale", "lender", "+", false),
        ("sales", "resale", "+", true),
        ("anxiety", "sales", "-", false),
        ("sales", "chargers", "+", true),
        ("chargers", "anxiety", "-", false),
        ("outages", "anxiety", "+", false),
        ("grid", "outages", "+", false),
        ("sales", "grid", "+", false),
        ("sales", "air", "-", true),
        ("air", "pressure", "+", false),
        ("pressure", "subsidy", "+", false),
        ("sales", "spending", "+", false),
        ("spending", "subsidy", "-", false),
        ("subsidy", "price", "-", false),
        ("oil", "sales", "?", false),
    ] {
        s.causal(from, to, sign, delay);
    }
    s.name_loop("R1", "Scale cuts cost", &key);
    let ids = |pairs: &[(&str, &str)]| -> Vec<LinkId> {
        pairs.iter().map(|(a, b)| LinkId::from(format!("l_{a}_{b}").as_str())).collect()
    };
    let b2 = ids(&[("sales", "spending"), ("spending", "subsidy"), ("subsidy", "price"), ("price", "sales")]);
    s.name_loop("B2", "", &b2);
    let u1 = ids(&[
        ("output", "rules"),
        ("rules", "cost"),
        ("cost", "price"),
        ("price", "sales"),
        ("sales", "output"),
    ]);
    s.name_loop("U1", "", &u1);
    s
}

impl Sketch {
    fn name_loop(&mut self, label: &str, name: &str, key: &[LinkId]) {
        let named =
            NamedLoop { label: label.into(), name: name.into(), key: key.to_vec(), ..NamedLoop::default() };
        self.project.loops.insert(format!("o_{label}").as_str().into(), Arc::new(named));
    }

    pub fn group(&mut self, title: &str, members: &[&ElementId]) {
        let members = members.iter().map(|id| (*id).clone()).collect();
        let group = Group { title: title.into(), members, ..Group::default() };
        self.map_mut().groups.insert("g_one".into(), group);
    }
}
