//! What to check about a set: gaps, how it is made up, where it is weak, and why somebody is not in.

use egui::{Frame, Margin, Ui};

use super::{parts, why};
use crate::analysis::{Concentration, CountedBy, Gap, Suggestion, Tag};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::{Answers, Checks};
use crate::app::fonts::Weight;
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, Segment, Share};
use crate::model::{Id as _, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

/// Gaps and weak points that are listed; the rest stand on the pages.
const MOST: usize = 3;

/// The right side.
pub(super) fn set_ui(ui: &mut Ui, app: &mut App, answers: &Answers, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(44.0);
        ui.add_space(16.0);
        widgets::label(ui, "Check this set", type_size::TITLE, Weight::SemiBold, t.text);
    });
    let Some(set) = answers.set.clone() else {
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            parts::hint(ui, "Once there is a set, its gaps and weak points stand here.");
        });
        return;
    };
    gaps(ui, app, &set);
    if let Some(checks) = &answers.checks {
        weak_points(ui, checks, actions);
        composition(ui, app, checks, actions);
    }
    why::why_ui(ui, app, answers, actions);
}

fn gaps(ui: &mut Ui, app: &mut App, set: &Suggestion) {
    widgets::section(ui, "Gaps", "", |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if set.gaps.is_empty() {
            let t = tokens(ui);
            parts::noted(ui, Icon::CheckCircle, t.success, "The set holds everything that is wanted.");
        }
        for gap in set.gaps.iter().take(MOST) {
            gap_ui(ui, app, gap);
        }
        if set.gaps.len() > MOST {
            parts::hint(
                ui,
                &format!("And {} more; the bars at the left show them all.", set.gaps.len() - MOST),
            );
        }
    });
}

fn gap_ui(ui: &mut Ui, app: &mut App, gap: &Gap) {
    let t = tokens(ui);
    let frame = Frame::new()
        .fill(color(t.warn_soft))
        .corner_radius(corners(radius::CARD))
        .inner_margin(Margin::symmetric(12, 9));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = format!("{} reaches {:.0} % of its target", gap.name, (gap.share * 100.0).floor());
        widgets::paragraph(ui, &title, type_size::BODY, Weight::SemiBold, t.text);
        // The sentence begins with the share, which the title said.
        let rest = gap.sentence.split_once(". ").map_or(gap.sentence.as_str(), |(_, rest)| rest);
        parts::say(ui, rest);
        if let Some(first) = gap.could_bring.first() {
            let name = app.session.history.project().name_of(first);
            let ask = ui.push_id(first, |ui| widgets::link_button(ui, "Why is it not in?", true)).inner;
            if ask.clicked() {
                app.partnering.why = Some(first.clone());
                app.partnering.show_why = true;
            }
            widgets::tip(ask, &format!("What bringing in {name} would cost"), None);
        }
    });
}

fn weak_points(ui: &mut Ui, checks: &Checks, actions: &mut Vec<Action>) {
    let found = &checks.weak_points.findings;
    widgets::section(ui, "Weak points", "", |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if found.is_empty() {
            parts::hint(ui, "No member holds something alone, or holds the set together alone.");
        }
        for (at, finding) in found.iter().enumerate().take(MOST + 1) {
            ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
        }
        if found.len() > MOST + 1 {
            parts::hint(ui, &format!("And {} more.", found.len() - MOST - 1));
        }
    });
}

fn composition(ui: &mut Ui, app: &mut App, checks: &Checks, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    let tag = if app.partnering.by_region { Tag::Region } else { Tag::Sector };
    let mut by_region = app.partnering.by_region;
    widgets::section(ui, "Composition", "effective kinds", |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let segments = [
            Segment { value: false, icon: None, label: "Sectors" },
            Segment { value: true, icon: None, label: "Regions" },
        ];
        let switch = widgets::segmented(ui, &segments, &mut by_region, true);
        widgets::tip(switch, "How mixed the set is, by sector or by region", None);
        ui.add_space(4.0);
        for by in [CountedBy::Heads, CountedBy::Influence, CountedBy::Seats] {
            let found = checks.composition.concentrations.iter().find(|c| c.tag == tag && c.by == by);
            if let Some(found) = found {
                bar(ui, found);
            }
        }
        let civil = &checks.composition.civil_society;
        if let Some(share) = civil.share {
            let said = format!("Civil society: {:.1} % of {:.0} organisations", share * 100.0, civil.of);
            parts::say(ui, &said);
        }
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        for (at, finding) in checks.composition.findings.iter().enumerate() {
            ui.push_id(at, |ui| {
                if finding.code == "community_without_seat" {
                    parts::alarm(ui, &finding.sentence);
                } else {
                    parts::finding_ui(ui, finding, actions);
                }
            });
        }
        if tag == Tag::Sector {
            legend(ui, &project, checks);
        }
    });
    app.partnering.by_region = by_region;
}

fn bar(ui: &mut Ui, found: &Concentration) {
    let t = tokens(ui);
    let label = match found.by {
        CountedBy::Heads => "Heads",
        CountedBy::Influence => "Influence",
        CountedBy::Seats => "Seats",
    };
    let palette = [t.text2, t.link, t.control, t.text3];
    let kinds = found.kinds.iter().filter(|kind| kind.amount > 0.0).enumerate();
    let shares: Vec<Share> = kinds
        .map(|(at, kind)| {
            let is_sector = found.tag == Tag::Sector;
            let ink = if is_sector { t.sector(Some(&kind.id)).color } else { palette[at % palette.len()] };
            let icon = if is_sector { Icon::of_sector(Some(kind.id.as_str())) } else { Icon::MapTrifold };
            Share { name: kind.name.clone(), share: kind.share, color: ink, icon: icon.char() }
        })
        .collect();
    let figure = found.effective_kinds.map_or_else(|| "–".to_owned(), |kinds| format!("{kinds:.1}"));
    let empty = match found.by {
        CountedBy::Seats => "No seats yet",
        CountedBy::Influence => "Not rated",
        CountedBy::Heads => "Not tagged",
    };
    widgets::share_bar(ui, label, &shares, &figure, empty);
}

fn legend(ui: &mut Ui, project: &crate::model::Project, checks: &Checks) {
    let t = tokens(ui);
    let heads = checks
        .composition
        .concentrations
        .iter()
        .find(|found| found.tag == Tag::Sector && found.by == CountedBy::Heads);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(10.0, 2.0);
        for kind in heads.into_iter().flat_map(|found| &found.kinds) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
                let icon = Icon::of_sector(Some(kind.id.as_str()));
                let ink = t.sector(Some(&kind.id)).color;
                widgets::glyph(ui, rect.center(), icon.char(), 13.0, color(ink));
                let name = project.word(TermKind::Sector, &kind.id);
                widgets::label(ui, &name, type_size::MICRO, Weight::Regular, t.text2);
            });
        }
    });
}
