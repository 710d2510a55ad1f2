//! Who is missing: powers that nobody asked, voices that nobody hears, actors through whom the way leads, and the
//! checklist of blind spots.

use egui::Ui;

use super::parts;
use crate::analysis::{BlindSpotRow, Outsider, Salience};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Segment, Tone};
use crate::edit::{CoalitionChange, Edit, RecordChange};
use crate::model::{BlindSpot, BlindSpotId, Considered, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// Actors that a list shows.
const MOST: usize = 6;

/// The page.
pub(super) fn missing_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some(review) = app.ask_review(ui.ctx()) else {
        parts::working(ui);
        return;
    };
    parts::page_title(ui, app, "Who is missing");
    if let Some(note) = &review.note {
        parts::hint(ui, note);
        ui.add_space(8.0);
    }
    let project = app.session.history.project().clone();
    let missing = &review.missing;
    let lists = [
        (
            "De facto powers",
            "influence without interest or agreement",
            &missing.de_facto,
            "Nobody outside is powerful and unwilling, or nobody rated influence yet.",
        ),
        (
            "Unseen voices",
            "affected by much, heard little",
            &missing.unseen,
            "No lever link says that an actor outside is affected. Draw who feels what.",
        ),
        (
            "Gatekeepers",
            "on the ways from the members to whoever holds a lever",
            &missing.gatekeepers,
            "No way from the members to a lever runs through an outsider.",
        ),
    ];
    for (title, note, list, empty) in lists {
        parts::titled(ui, title, note, |ui| {
            if list.is_empty() {
                parts::hint(ui, empty);
            }
            for outsider in list.iter().take(MOST) {
                ui.push_id(&outsider.id, |ui| outsider_ui(ui, app, &project, outsider, actions));
            }
            if list.len() > MOST {
                parts::hint(ui, &format!("And {} more, less so.", list.len() - MOST));
            }
        });
        ui.add_space(10.0);
    }
    parts::titled(ui, "Blind spots", "whose voice could be missing? Answer each: in, out, and why", |ui| {
        for (at, row) in missing.blind_spots.iter().enumerate() {
            ui.push_id(at, |ui| blind_spot_ui(ui, &project, row, actions));
        }
    });
    ui.add_space(10.0);
    if !missing.findings.is_empty() {
        parts::titled(ui, "To watch", "", |ui| {
            for (at, finding) in missing.findings.iter().enumerate() {
                ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
            }
        });
    }
}

fn outsider_ui(ui: &mut Ui, app: &App, project: &Project, outsider: &Outsider, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (icon, look) = parts::look(ui, project, &outsider.id);
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let (rect, _) = ui.allocate_exact_size(egui::vec2(20.0, 20.0), egui::Sense::hover());
        widgets::disc_glyph(ui, rect.center(), 22.0, icon.char(), look);
        let name = widgets::link_button(ui, &outsider.name, false);
        if name.clicked() {
            actions.push(Action::LeaveDesk);
            actions.push(Action::Reveal(outsider.id.clone()));
        }
        widgets::tip(name, "Show on the map", None);
        if let Some(class) = outsider.class {
            widgets::kind_chip(ui, class_word(class), Tone::Neutral)
                .on_hover_text("By power, legitimacy and urgency (Mitchell, Agle and Wood)");
        }
        if !outsider.unrated.is_empty() {
            let scales: Vec<&str> = outsider.unrated.iter().map(|scale| scale.as_str()).collect();
            widgets::label(
                ui,
                &format!("not rated: {}", scales.join(", ")),
                type_size::MICRO,
                Weight::Regular,
                t.text3,
            );
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let must = app.coalition().is_some_and(|(_, found)| found.must_in.contains(&outsider.id));
            if must {
                widgets::kind_chip(ui, "must be in", Tone::Accent);
            } else {
                let ask = widgets::link_button(ui, "Must be in", false);
                if ask.clicked() {
                    let change = CoalitionChange::MustIn(outsider.id.clone(), true);
                    app.change_coalition(vec![change], actions);
                }
                widgets::tip(ask, "Make it a rule of the brief that this actor is in", None);
            }
        });
    });
    parts::say(ui, &outsider.sentence);
    ui.add_space(4.0);
}

fn class_word(class: Salience) -> &'static str {
    match class {
        Salience::Dormant => "dormant",
        Salience::Discretionary => "discretionary",
        Salience::Demanding => "demanding",
        Salience::Dominant => "dominant",
        Salience::Dangerous => "dangerous",
        Salience::Dependent => "dependent",
        Salience::Definitive => "definitive",
        Salience::NonStakeholder => "non-stakeholder",
    }
}

fn blind_spot_ui(ui: &mut Ui, project: &Project, row: &BlindSpotRow, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let id = row.id.clone();
    let stored = id.as_ref().and_then(|id| project.blind_spots.get(id));
    let record = stored.map_or_else(
        || BlindSpot { who: row.who.clone(), ..BlindSpot::default() },
        |found| BlindSpot::clone(found),
    );
    let set = |record: BlindSpot| {
        let id = id.clone().unwrap_or_else(BlindSpotId::random);
        Edit::Record(RecordChange::BlindSpot(id, Some(record)))
    };
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        let (rect, _) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), egui::Sense::hover());
        let (icon, ink) =
            if row.considered.is_some() { (Icon::CheckCircle, t.success) } else { (Icon::Question, t.warn) };
        widgets::glyph(ui, rect.center(), icon.char(), 15.0, crate::app::theme::color(ink));
        let (label, _) = ui.allocate_exact_size(egui::vec2(200.0, 18.0), egui::Sense::hover());
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(label));
        widgets::label(&mut inner, &row.who, type_size::SMALL, Weight::SemiBold, t.text);
        let segments = [
            Segment { value: None, icon: None, label: "Open" },
            Segment { value: Some(Considered::In), icon: None, label: "In" },
            Segment { value: Some(Considered::Out), icon: None, label: "Out" },
        ];
        let mut considered = row.considered;
        let switch = widgets::segmented(ui, &segments, &mut considered, true);
        if switch.changed() {
            let mut record = record.clone();
            record.considered = considered;
            actions.push(Action::Edit(set(record)));
        }
        widgets::tip(switch, "Whether they are in, and thought of", None);
        let mut why = record.why.clone();
        let field = widgets::text_field(ui, &format!("Why: {}", row.who), &mut why, "Why?");
        // A question that nobody stored yet has no record to type into: it is made when the field is left.
        if field.gained_focus() && id.is_some() {
            actions.push(Action::BeginGesture);
        }
        if field.changed() && id.is_some() {
            let mut record = record.clone();
            record.why = why;
            actions.push(Action::Edit(set(record)));
        }
        if field.lost_focus() && id.is_some() {
            actions.push(Action::CommitGesture);
        }
        if id.is_none() {
            field.on_hover_text("Answer in or out first");
        }
    });
    if !row.speakers.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(26.0);
            parts::hint(ui, &format!("Speaks for them: {}", row.speakers));
        });
    }
}
