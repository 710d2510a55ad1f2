//! The speaker's note: Markdown with links that move the map.

use egui::text::LayoutJob;
use egui::{Sense, Ui};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::PresentAction;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets;
use crate::model::{ElementId, Id as _, Project};

/// A run of text in a note.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    text: String,
    bold: bool,
    /// It is a link to this element.
    leads: Option<ElementId>,
}

/// The element that a link means: by its id, by its name, or by the words of the link.
fn meant(project: &Project, dest: &str, words: &str) -> Option<ElementId> {
    let wanted = dest.trim_start_matches('#').replace("%20", " ");
    let by_id = project.elements.keys().find(|id| id.as_str() == wanted).cloned();
    let by_name = |name: &str| project.find_element(name).map(|(id, _)| id.clone());
    by_id.or_else(|| by_name(&wanted)).or_else(|| by_name(words))
}

/// The paragraphs of a note.
fn paragraphs(project: &Project, notes: &str) -> Vec<Vec<Run>> {
    let mut all: Vec<Vec<Run>> = vec![Vec::new()];
    let (mut bold, mut link): (usize, Option<String>) = (0, None);
    for event in Parser::new(notes) {
        let mut add = |text: String, leads: Option<ElementId>| {
            if let Some(runs) = all.last_mut() {
                runs.push(Run { text, bold: bold > 0, leads });
            }
        };
        match event {
            Event::Text(text) | Event::Code(text) => {
                let leads = link.as_deref().and_then(|dest| meant(project, dest, &text));
                add(text.to_string(), leads);
            }
            Event::SoftBreak => add(" ".to_owned(), None),
            Event::HardBreak => add("\n".to_owned(), None),
            Event::Start(Tag::Item) => add("• ".to_owned(), None),
            Event::Start(Tag::Strong | Tag::Heading { .. }) => bold += 1,
            Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => link = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) => link = None,
            Event::End(TagEnd::Heading(_)) => {
                bold = bold.saturating_sub(1);
                all.push(Vec::new());
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => all.push(Vec::new()),
            _ => {}
        }
    }
    all.retain(|runs| !runs.is_empty());
    all
}

/// The note, in type of this size.
pub(super) fn notes_ui(ui: &mut Ui, project: &Project, notes: &str, size: f32, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    for (number, runs) in paragraphs(project, notes).into_iter().enumerate() {
        let mut job = LayoutJob::default();
        for run in &runs {
            let (weight, ink) = match (&run.leads, run.bold) {
                (Some(_), _) => (Weight::SemiBold, t.accent_text),
                (None, true) => (Weight::Bold, t.text),
                (None, false) => (Weight::Regular, t.text),
            };
            job.append(&run.text, 0.0, fonts::format(size, weight, color(ink)));
        }
        let job = fonts::wrapped(job, ui.available_width(), size * 1.5);
        let galley = fonts::galley(ui, job);
        let links = runs.iter().any(|run| run.leads.is_some());
        let sense = if links { Sense::click() } else { Sense::hover() };
        let (rect, response) =
            ui.push_id(("note", number), |ui| ui.allocate_exact_size(galley.size(), sense)).inner;
        ui.painter().galley(rect.min, std::sync::Arc::clone(&galley), color(t.text));
        let words: String = runs.iter().map(|run| run.text.as_str()).collect();
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &words));
        if links {
            let at = response.hover_pos().map(|pos| galley.cursor_from_pos(pos - rect.min).index);
            let mut start = 0;
            let mut under = None;
            for run in &runs {
                let end = start + run.text.chars().count();
                if at.is_some_and(|at| (start..end).contains(&at.into())) {
                    under.clone_from(&run.leads);
                }
                start = end;
            }
            if let Some(id) = under {
                ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
                if response.clicked() {
                    actions.push(Action::Present(PresentAction::Aim(id)));
                }
            }
            widgets::tip(response, "Click a name to bring it into the middle of the map", None);
        }
        ui.add_space(size * 0.5);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Element, ElementKind};

    #[test]
    fn links_lead_to_elements_by_name_and_bold_is_bold() {
        let mut project = Project::new("Test");
        let id = ElementId::from("e_sales");
        let element = Element::new(ElementKind::Variable, "EV sales");
        project.elements.insert(id.clone(), std::sync::Arc::new(element));
        let all =
            paragraphs(&project, "Start at [EV sales](#) and stop at the **delay**.\n\nAsk [nobody](#).");
        assert_eq!(all.len(), 2);
        assert_eq!(all[0][1], Run { text: "EV sales".to_owned(), bold: false, leads: Some(id) });
        assert!(all[0].iter().any(|run| run.bold && run.text == "delay"));
        assert!(all[1].iter().all(|run| run.leads.is_none()), "no such element");
    }
}
