//! Workshop aids: scripts as step cards that take up the tool they need, a timer, and voting with dots.
//!
//! Dots are a field of the elements, so that they colour, size, filter and export like every other field.

use super::App;
use super::command::Command;
use super::toasts::Toasts;
use super::view_state::Tool;
use crate::edit::{Edit, ElementChange};
use crate::model::{ElementId, Project};

/// The field that holds the dots of an element.
pub const DOTS: &str = "Dots";

/// What a step of a script asks of the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// People talk; the tool does nothing.
    Talk,
    /// What is called out is typed into the capture line.
    Capture,
    /// Links are drawn.
    Link,
    /// The elements stand in a circle.
    Circle,
    /// Dots are given.
    Vote,
    /// Notes are written on the map.
    Note,
}

impl Mode {
    /// What the tool does meanwhile.
    pub fn says(self) -> &'static str {
        match self {
            Self::Talk => "Nothing to do on the map",
            Self::Capture => "The capture line waits for names",
            Self::Link => "The link tool is in hand",
            Self::Circle => "The elements go into a circle",
            Self::Vote => "A click gives a dot, Shift takes one back",
            Self::Note => "The note tool is in hand",
        }
    }
}

/// A step of a script.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// What it is called.
    pub title: &'static str,
    /// What the facilitator asks and does.
    pub says: &'static str,
    /// How long it takes, in minutes.
    pub minutes: f64,
    /// What the tool does meanwhile.
    pub mode: Mode,
}

/// A script: a sequence of steps for a group.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// What it is called.
    pub title: &'static str,
    /// What comes out.
    pub aim: &'static str,
    /// Its steps.
    pub cards: &'static [Card],
}

const fn card(title: &'static str, says: &'static str, minutes: f64, mode: Mode) -> Card {
    Card { title, says, minutes, mode }
}

/// The scripts, after those that facilitators of group model building share in Scriptapedia.
pub const SCRIPTS: &[Script] = &[
    Script {
        title: "Hopes and fears",
        aim: "What people want from the day, and what worries them",
        cards: &[
            card("Write alone", "Everybody writes two hopes and two fears for this work.", 5.0, Mode::Talk),
            card("Collect", "Go round, one at a time. Put each on the map as a note.", 12.0, Mode::Note),
            card("Cluster", "Which belong together? What does that ask of us today?", 8.0, Mode::Talk),
        ],
    },
    Script {
        title: "Variable elicitation",
        aim: "The names of what rises and falls in this problem",
        cards: &[
            card(
                "Write alone",
                "Which things that rise or fall drive the problem? Nouns, no events.",
                5.0,
                Mode::Talk,
            ),
            card("Call out", "One each, round by round, until nobody has a new one.", 15.0, Mode::Capture),
            card("Vote", "Which matter most? Everybody places their dots.", 6.0, Mode::Vote),
            card("Look", "What do the dots say, and what surprises?", 6.0, Mode::Talk),
        ],
    },
    Script {
        title: "Connection circle",
        aim: "First links between variables, without fear of tangles",
        cards: &[
            card("Stand in a circle", "The variables with most dots go into a circle.", 2.0, Mode::Circle),
            card("Connect", "If this one rises, what happens to that one? Draw and sign.", 15.0, Mode::Link),
            card("Find a round", "Who can come back to where they started? Name the loop.", 8.0, Mode::Talk),
        ],
    },
    Script {
        title: "Causal mapping",
        aim: "A shared causal map with signed links and named loops",
        cards: &[
            card(
                "Start at the problem",
                "What leads to it? Type cause -> effect + as people say it.",
                15.0,
                Mode::Capture,
            ),
            card("Go on to effects", "What follows from it, and what comes back?", 15.0, Mode::Capture),
            card("Check", "Read each link aloud both ways. Who sees it otherwise?", 10.0, Mode::Link),
        ],
    },
    Script {
        title: "Action ideas",
        aim: "What could be done, and by whom",
        cards: &[
            card(
                "Write alone",
                "One idea that would weaken a harmful loop or strengthen a good one.",
                5.0,
                Mode::Talk,
            ),
            card("Place", "Put each idea as a note beside the link it would move.", 12.0, Mode::Note),
            card("Vote", "Which would move most for the least? Dots on what they move.", 6.0, Mode::Vote),
            card(
                "Who goes first",
                "Who takes which, by when? Write it into the commitments.",
                8.0,
                Mode::Talk,
            ),
        ],
    },
];

/// The workshop under way.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// Which script is open.
    pub script: usize,
    /// Which of its steps is in front.
    pub card: usize,
    /// When the timer ends, by the window's clock.
    ends: Option<f64>,
    /// What is left while the timer rests, in seconds.
    left: f64,
    /// How many dots each person has.
    pub dots: u32,
    /// How many people vote.
    pub people: u32,
}

impl Default for Workshop {
    fn default() -> Self {
        let left = SCRIPTS[0].cards[0].minutes * 60.0;
        Self { script: 0, card: 0, ends: None, left, dots: 5, people: 12 }
    }
}

impl Workshop {
    /// The open script.
    pub fn open(&self) -> &'static Script {
        SCRIPTS.get(self.script).unwrap_or(&SCRIPTS[0])
    }

    /// The step in front.
    pub fn front(&self) -> Option<&'static Card> {
        self.open().cards.get(self.card)
    }

    /// Puts a step of a script in front; the timer rests at its time.
    pub fn go_to(&mut self, script: usize, card: usize) {
        self.script = script.min(SCRIPTS.len() - 1);
        self.card = card.min(self.open().cards.len().saturating_sub(1));
        self.ends = None;
        self.left = self.front().map_or(0.0, |card| card.minutes * 60.0);
    }

    /// The timer runs.
    pub fn runs(&self) -> bool {
        self.ends.is_some()
    }

    /// How many seconds are left.
    pub fn left(&self, now: f64) -> f64 {
        self.ends.map_or(self.left, |ends| ends - now).max(0.0)
    }

    /// Starts the timer, or rests it.
    pub fn toggle(&mut self, now: f64) {
        match self.ends.take() {
            Some(ends) => self.left = (ends - now).max(0.0),
            None => self.ends = Some(now + self.left),
        }
    }

    /// Gives more time, or less.
    pub fn add(&mut self, seconds: f64) {
        match &mut self.ends {
            Some(ends) => *ends += seconds,
            None => self.left = (self.left + seconds).max(0.0),
        }
    }

    /// Says once when time is up; gives in how many seconds to look again.
    pub(super) fn tick(&mut self, now: f64, toasts: &mut Toasts) -> Option<f64> {
        let left = self.ends? - now;
        if left <= 0.0 {
            self.ends = None;
            self.left = 0.0;
            let title = self.front().map_or("", |card| card.title);
            toasts.say(format!("Time is up: {title}."));
            return None;
        }
        Some(left.fract().max(0.05))
    }
}

/// How many dots an element has.
pub fn dots_of(project: &Project, id: &ElementId) -> u64 {
    let field = project.elements.get(id).and_then(|element| element.fields.get(DOTS));
    field.and_then(serde_json::Value::as_f64).map_or(0, |dots| dots.clamp(0.0, 1e6).round() as u64)
}

/// The edit that gives an element a dot, or takes one back; `None` when there is none to take.
pub fn vote(project: &Project, id: &ElementId, more: bool) -> Option<Edit> {
    let element = project.elements.get(id)?;
    let before = dots_of(project, id);
    let after = if more { before + 1 } else { before.checked_sub(1)? };
    let mut fields = element.fields.clone();
    if after == 0 {
        fields.remove(DOTS);
    } else {
        fields.insert(DOTS.to_owned(), after.into());
    }
    Some(Edit::ChangeElements { ids: vec![id.clone()], change: ElementChange::Fields(fields) })
}

/// The edit that takes all dots away; `None` when there are none.
pub fn clear(project: &Project) -> Option<Edit> {
    let edits: Vec<Edit> = project
        .elements
        .iter()
        .filter(|(_, element)| element.fields.contains_key(DOTS))
        .map(|(id, element)| {
            let mut fields = element.fields.clone();
            fields.remove(DOTS);
            Edit::ChangeElements { ids: vec![id.clone()], change: ElementChange::Fields(fields) }
        })
        .collect();
    (!edits.is_empty()).then(|| Edit::Many("Clear dots".to_owned(), edits))
}

impl App {
    /// Takes up what the step in front needs.
    pub(super) fn take_up_card(&mut self, ctx: &egui::Context) {
        let Some(card) = self.workshop.front() else { return };
        self.show_face(ctx, super::view_state::Face::Map);
        self.view.tool = match card.mode {
            Mode::Link => Tool::Link(None),
            Mode::Vote => Tool::Vote,
            _ => Tool::Select,
        };
        match card.mode {
            Mode::Capture => self.capture.wanted = true,
            Mode::Circle => self.run_layout(ctx, Command::LayoutCircle),
            Mode::Note => self.run_area(ctx, Command::AddNote),
            _ => {}
        }
        ctx.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Element, ElementKind, Point};

    #[test]
    fn dots_are_given_and_taken_back_one_step_each() {
        let mut project = Project::new("Test");
        let id = ElementId::from("e_a");
        let map = project.maps_in_order()[0].0.clone();
        let element = Element::new(ElementKind::Actor, "A");
        let add = Edit::AddElement { id: id.clone(), element, map, pos: Point::default() };
        project = add.apply(&project).unwrap();
        assert!(vote(&project, &id, false).is_none(), "there is no dot to take back");
        for _ in 0..3 {
            project = vote(&project, &id, true).unwrap().apply(&project).unwrap();
        }
        assert_eq!(dots_of(&project, &id), 3);
        project = vote(&project, &id, false).unwrap().apply(&project).unwrap();
        assert_eq!(dots_of(&project, &id), 2);
        project = clear(&project).unwrap().apply(&project).unwrap();
        assert_eq!(dots_of(&project, &id), 0);
        assert!(!project.elements[&id].fields.contains_key(DOTS));
    }

    #[test]
    fn the_timer_rests_goes_on_and_ends_once() {
        let mut workshop = Workshop::default();
        let mut toasts = Toasts::default();
        let whole = workshop.left(0.0);
        workshop.toggle(10.0);
        assert!(workshop.tick(40.0, &mut toasts).is_some());
        workshop.toggle(40.0);
        assert!((workshop.left(1000.0) - (whole - 30.0)).abs() < 1e-9, "it rests");
        workshop.toggle(1000.0);
        assert_eq!(workshop.tick(1000.0 + whole, &mut toasts), None);
        assert!(!workshop.runs() && workshop.left(0.0) < 1e-9);
        assert_eq!(toasts.list().len(), 1);
    }
}
