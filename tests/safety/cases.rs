//! Random small projects, and random edits of them as people make them.

use linchpin::model::Project;
use linchpin::model::json::{Json as _, Reader};
use serde_json::{Map, Value, json};

use crate::random::Random;

/// The file's JSON as a project.
pub fn project(value: &Value) -> Project {
    Project::from_json(value.clone(), &mut Reader::default()).unwrap().0
}

/// A project file's JSON that people edit.
#[derive(Clone)]
pub struct Draft {
    pub file: Value,
}

const NAMES: &[&str] = &["a", "b", "c", "d"];
const WORDS: &[&str] = &["Church", "church", "Café", "Cafe\u{301}", "Guild"];

impl Draft {
    fn table(&mut self, name: &str) -> &mut Map<String, Value> {
        let top = self.file.as_object_mut().unwrap();
        top.entry(name).or_insert_with(|| json!({})).as_object_mut().unwrap()
    }

    pub fn ids(&self, name: &str) -> Vec<String> {
        self.file
            .get(name)
            .and_then(Value::as_object)
            .map(|t| t.keys().cloned().collect())
            .unwrap_or_default()
    }

    pub fn project(&self) -> Project {
        project(&self.file)
    }

    /// A small project with something in every collection.
    pub fn new(random: &mut Random) -> Self {
        let mut draft = Self {
            file: json!({
                "project": {"id": "p_0", "title": "T", "outcomes": ["one", "two"]},
                "maps": {"m_a": {"kind": "causal", "title": "M", "order": "V",
                                 "groups": {"g_a": {"title": "A"}, "g_b": {"title": "B"}, "g_c": {"title": "C"}}}},
                "assessors": {"s_a": {"name": "Team"}, "s_b": {"name": "Others"}},
                "evidence": {"v_a": {"title": "Census"}, "v_b": {"title": "Survey"}},
                "vocabulary": {"t_x": {"kind": "sector", "name": "Guild"}},
                "coalitions": {"k_a": {"name": "Core"}},
                "quarks": {"q_a": {"spin": 1}},
            }),
        };
        for _ in 0..=random.below(5) {
            draft.add_element(random);
        }
        for _ in 0..random.below(6) {
            draft.add_link(random);
        }
        draft
    }

    fn add_element(&mut self, random: &mut Random) {
        let id =
            if random.chance(3) { "e_same".to_owned() } else { format!("e_{:06x}", random.below(0xff_ffff)) };
        let pos = json!([random.below(4), random.below(4)]);
        let name = *random.pick(NAMES).unwrap();
        let element = if id == "e_same" || random.chance(40) {
            json!({"kind": "actor", "name": name, "sector": "t_x", "notes": "one\ntwo\nthree\nfour"})
        } else {
            json!({"kind": "variable", "name": name, "notes": "one\ntwo\nthree\nfour", "odd": {"deep": 1}})
        };
        self.table("elements").insert(id.clone(), element);
        self.file["maps"]["m_a"]["elements"][&id] = json!({ "pos": pos });
    }

    fn add_link(&mut self, random: &mut Random) {
        let elements = self.ids("elements");
        let (Some(from), Some(to)) = (random.pick(&elements), random.pick(&elements)) else { return };
        let kind = |id: &String| self.file["elements"][id]["kind"].as_str().unwrap_or("variable").to_owned();
        let mut link = match (kind(from).as_str(), kind(to).as_str()) {
            ("actor", "actor") => json!({"kind": "tie", "strength": 1 + random.below(5)}),
            ("variable", "variable") => json!({"kind": "causal", "polarity": "+"}),
            ("actor", _) => json!({"kind": "lever", "lever": "controls"}),
            _ => return,
        };
        link["ends"] = json!([from, to]);
        let id = format!("l_{:06x}", random.below(0xff_ffff));
        self.table("links").insert(id.clone(), link);
        let shown = |id: &String| self.file["maps"]["m_a"]["elements"].get(id).is_some();
        if shown(from) && shown(to) && self.file["maps"].get("m_a").is_some() {
            self.file["maps"]["m_a"]["links"][&id] = json!({});
        }
    }

    /// Takes everything out that names `id`, as deleting in the window does.
    fn forget(value: &mut Value, id: &str) {
        match value {
            Value::Object(object) => {
                object.retain(|key, value| key != id && value.as_str() != Some(id));
                object.values_mut().for_each(|value| Self::forget(value, id));
            }
            Value::Array(items) => items.retain(|item| item.as_str() != Some(id)),
            _ => {}
        }
    }

    pub fn delete(&mut self, id: &str) {
        let links = self.file["links"].as_object().cloned().unwrap_or_default();
        for (link, record) in links {
            if record["ends"].as_array().unwrap().iter().any(|end| end == id) {
                Self::forget(&mut self.file, &link);
            }
        }
        if let Some(pairs) = self.file.pointer_mut("/coalitions/k_a/conflicts").and_then(Value::as_array_mut)
        {
            pairs.retain(|pair| pair.as_array().unwrap().iter().all(|one| one != id));
        }
        Self::forget(&mut self.file, id);
    }

    /// Up to five edits.
    pub fn edited(&self, random: &mut Random) -> Self {
        let mut draft = self.clone();
        for _ in 0..random.below(6) {
            draft.edit(random);
        }
        draft
    }

    fn edit(&mut self, random: &mut Random) {
        let elements = self.ids("elements");
        let links = self.ids("links");
        let element = random.pick(&elements).cloned();
        let link = random.pick(&links).cloned();
        match (random.below(30), element, link) {
            (0..=2, ..) => self.add_element(random),
            (3..=5, ..) => self.add_link(random),
            (6..=7, Some(e), _) => {
                self.file["elements"][e]["name"] = json!(random.pick(&["p", "q", "r", "s"]));
            }
            (8, Some(e), _) if self.file["maps"]["m_a"]["elements"].get(&e).is_some() => {
                self.file["maps"]["m_a"]["elements"][e] = json!({"pos": [random.below(5), random.below(5)]});
            }
            (9, Some(e), _) => {
                let all = ["v_a", "v_b", "v_c"];
                let some: Vec<&str> = all.into_iter().filter(|_| random.chance(50)).collect();
                let some: Vec<&str> =
                    some.into_iter().filter(|id| self.file["evidence"].get(id).is_some()).collect();
                self.file["elements"][e]["evidence"] = json!(some);
            }
            (10, Some(e), _) => {
                let place = random.below(4);
                let notes = self.file["elements"][&e]["notes"].as_str().unwrap_or_default().to_owned();
                let mut text: Vec<String> = notes.lines().map(str::to_owned).collect();
                if let Some(row) = text.get_mut(place) {
                    row.push_str(random.pick(NAMES).unwrap());
                }
                self.file["elements"][e]["notes"] = json!(text.join("\n"));
            }
            (11, Some(e), _) if self.file["elements"][&e]["kind"] == "actor" => {
                let who = if random.chance(50) { "s_a" } else { "s_b" };
                if self.file["assessors"].get(who).is_some() {
                    self.file["elements"][e]["ratings"][who]["interest"] = json!(1 + random.below(5));
                }
            }
            (12, Some(e), _) => self.file["elements"][e]["odd"]["deep"] = json!(random.below(5)),
            (13, _, Some(l)) => self.file["links"][l]["strength"] = json!(1 + random.below(5)),
            (14, _, Some(l)) if self.file["links"][&l]["kind"] == "causal" => {
                self.file["links"][l]["polarity"] = json!(random.pick(&["+", "-", "?"]));
            }
            (15, _, Some(l)) if self.file["links"][&l]["kind"] != "lever" => {
                if let Some(ends) = self.file["links"][&l]["ends"].as_array_mut() {
                    ends.reverse();
                }
            }
            (16..=17, Some(e), _) => self.delete(&e),
            (18, _, Some(l)) => self.delete(&l),
            (19, ..) => {
                let (group, parent) = (random.below(3), random.below(3));
                let groups = ["g_a", "g_b", "g_c"];
                // As in the window, where a group cannot be put into itself.
                let mut above = Some(groups[parent].to_owned());
                while let Some(at) = above {
                    if at == groups[group] {
                        return;
                    }
                    above = self.file["maps"]["m_a"]["groups"][&at]["parent"].as_str().map(str::to_owned);
                }
                if self.file["maps"]["m_a"]["groups"].get(groups[group]).is_some()
                    && self.file["maps"]["m_a"]["groups"].get(groups[parent]).is_some()
                {
                    self.file["maps"]["m_a"]["groups"][groups[group]]["parent"] = json!(groups[parent]);
                }
            }
            (20, Some(e), _) => {
                let id = format!("t_{:04x}", random.below(0xffff));
                let word = *random.pick(WORDS).unwrap();
                self.table("vocabulary").insert(id.clone(), json!({"kind": "sector", "name": word}));
                if self.file["elements"][&e]["kind"] == "actor" {
                    self.file["elements"][e]["sector"] = json!(id);
                }
            }
            (21, _, Some(l)) if self.file["links"][&l]["kind"] == "causal" => {
                let id = format!("o_{:04x}", random.below(0xffff));
                let label = format!("R{}", 1 + random.below(2));
                let free = !self.ids("loops").iter().any(|o| self.file["loops"][o]["label"] == json!(label));
                let fresh = !self.ids("loops").iter().any(|o| self.file["loops"][o]["key"] == json!([l]));
                if free && fresh {
                    self.table("loops").insert(id, json!({"label": label, "key": [l], "name": "n"}));
                }
            }
            (22, Some(e), _) if self.file["elements"][&e]["kind"] == "actor" => {
                self.file["coalitions"]["k_a"]["members"][e]["seat"] = json!(random.chance(50));
            }
            (23, ..) => {
                let id = format!("z_{:04x}", random.below(0xffff));
                self.table("story").insert(id, json!({"title": "s", "order": "V", "focus": elements}));
            }
            (24, ..) => self.file["quarks"]["q_a"]["spin"] = json!(random.below(4)),
            (25, ..) => {
                let gone = *random.pick(&["v_a", "v_b", "s_b", "g_a", "g_b"]).unwrap();
                self.delete(gone);
            }
            (which @ 26.., element, link) => self.edit_coalition(which, element, link, random),
            _ => {}
        }
    }

    /// What the coalition wants, keeps apart, means to move and needs.
    fn edit_coalition(
        &mut self,
        which: usize,
        element: Option<String>,
        link: Option<String>,
        random: &mut Random,
    ) {
        let elements = self.ids("elements");
        let actors: Vec<String> =
            elements.iter().filter(|e| self.file["elements"][*e]["kind"] == "actor").cloned().collect();
        match (which, element, link) {
            (26, Some(e), _) => {
                // As in the window, where levers are wanted on variables and causal links, and actors are kept apart.
                let coalition = &mut self.file["coalitions"]["k_a"];
                if actors.contains(&e) {
                    let other = elements.iter().find(|other| **other != e);
                    if let Some(other) = other.filter(|other| actors.contains(*other)) {
                        let mut pair = [e, other.clone()];
                        pair.sort();
                        if !coalition["conflicts"].is_array() {
                            coalition["conflicts"] = json!([]);
                        }
                        let pairs = coalition["conflicts"].as_array_mut().unwrap();
                        if !pairs.contains(&json!(pair)) {
                            pairs.push(json!(pair));
                        }
                    }
                } else {
                    coalition["levers"][e] = json!({"target": 1 + random.below(3)});
                }
            }
            (27, _, Some(l)) if self.file["links"][&l]["kind"] == "causal" => {
                self.file["coalitions"]["k_a"]["levers"][l] = json!({"weight": 1 + random.below(3)});
            }
            (28, _, Some(l)) => {
                let links = &mut self.file["coalitions"]["k_a"]["pathways"]["public_policy"]["links"];
                let mut all: Vec<String> = links
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|l| l.as_str().map(str::to_owned))
                    .collect();
                all.push(l);
                all.sort();
                all.dedup();
                *links = json!(all);
            }
            (29, ..) => {
                let stage = *random.pick(&["t_stage_agenda", "t_stage_negotiation"]).unwrap();
                let some = ["t_policy", "t_capital", "t_market"].into_iter().filter(|_| random.chance(50));
                self.file["coalitions"]["k_a"]["needs"][stage] = json!(some.collect::<Vec<_>>());
            }
            _ => {}
        }
    }
}
