//! A rough run as a fuzzy cognitive map: how it differs from the run in which nothing is pressed, and what drives it.

use egui::{Ui, vec2};
use egui_plot::{Legend, Line, Plot, PlotPoints, VLine};

use super::{AnswerRow, answer_row};
use crate::analysis::{LoopPolarity, Outcome, Rule, Simulation, Squash};
use crate::app::App;
use crate::app::action::Action;
use crate::app::causal::what_if::{DELAY, Run};
use crate::app::fonts::Weight;
use crate::app::theme::{color, tokens};
use crate::app::view_state::Spotlight;
use crate::app::widgets;
use crate::model::ElementId;
use crate::scene::icon::Icon;
use crate::scene::tokens::{Tokens, type_size};

/// How many variables the plot shows: those that end farthest from the baseline.
const LINES: usize = 6;
/// A smaller difference is none to speak of.
const NOTHING: f64 = 0.005;

/// The answer.
pub(super) fn run_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    options_ui(ui, app);
    ui.add_space(8.0);
    let Some(answer) = app.desk.what_if.run.answer() else {
        super::super::working_ui(ui, app.desk.what_if.run.progress());
        return;
    };
    let run = match answer.as_ref() {
        Ok(run) => run,
        Err(error) => {
            widgets::paragraph(ui, &error.to_string(), type_size::BODY, Weight::Regular, t.text2);
            return;
        }
    };
    let press = &app.desk.what_if.press;
    let mut rows: Vec<(&ElementId, &String, f64)> = run
        .scenario
        .names
        .iter()
        .filter(|(id, _)| !press.raise.contains(*id) && !press.lower.contains(*id))
        .map(|(id, name)| (id, name, run.difference.get(id).copied().unwrap_or_default()))
        .collect();
    rows.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()).then_with(|| a.1.cmp(b.1)));
    widgets::paragraph(ui, &outcome(&run.scenario), type_size::BODY, Weight::Medium, t.text);
    ui.add_space(8.0);
    plot_ui(ui, app, run, &rows);
    ui.add_space(8.0);
    play_ui(ui, app, run);
    ui.add_space(12.0);
    let step = app.desk.what_if.play.step;
    let most = rows.iter().map(|row| row.2.abs()).fold(NOTHING, f64::max);
    for (id, name, end) in rows {
        let difference = step.map_or(end, |step| run.apart(id, step));
        row(ui, id, name, difference, most, actions);
    }
    ui.add_space(8.0);
    dominance_ui(ui, run, actions);
    let left_out = match run.scenario.skipped_links.len() {
        0 => String::new(),
        1 => " 1 link without an agreed sign is left out.".to_owned(),
        count => format!(" {count} links without an agreed sign are left out."),
    };
    let said = format!(
        "A rough run: levels are not measured, so only the difference to the run without your press says anything. Delayed links look {DELAY} steps back.{left_out}"
    );
    widgets::paragraph(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
}

fn options_ui(ui: &mut Ui, app: &mut App) {
    let what_if = &mut app.desk.what_if;
    let rule_word = |rule: Rule| match rule {
        Rule::Kosko => "Kosko",
        Rule::Modified => "Modified Kosko",
        Rule::Rescaled => "Rescaled",
    };
    let squash_word = |squash: Squash| match squash {
        Squash::Sigmoid => "Sigmoid",
        Squash::Tanh => "Hyperbolic tangent",
        Squash::Bivalent => "Bivalent",
        Squash::Trivalent => "Trivalent",
    };
    widgets::row_label_value(ui, "Rule", |ui| {
        let tip = "How a variable’s next level comes from the others: Kosko forgets its own level, the modified rule \
                   keeps it, the rescaled rule reads levels as −1 to 1.";
        let (response, _) = widgets::dropdown(ui, "Rule", rule_word(what_if.rule), |ui| {
            for rule in Rule::ALL {
                if widgets::menu_row(ui, None, rule_word(rule), "").clicked() {
                    what_if.rule = rule;
                }
            }
        });
        response.on_hover_text(tip);
    });
    widgets::row_label_value(ui, "Squash", |ui| {
        let (response, _) = widgets::dropdown(ui, "Squash", squash_word(what_if.squash), |ui| {
            for squash in Squash::ALL {
                if widgets::menu_row(ui, None, squash_word(squash), "").clicked() {
                    what_if.squash = squash;
                }
            }
        });
        response.on_hover_text("What keeps levels between their bounds");
    });
}

fn outcome(run: &Simulation) -> String {
    match (run.outcome, run.period) {
        (Outcome::FixedPoint, _) => format!("It settles after {} steps.", run.steps),
        (Outcome::LimitCycle, Some(period)) => format!("It swings: every {period} steps it is back."),
        _ => format!("It has not settled after {} steps.", run.steps),
    }
}

fn plot_ui(ui: &mut Ui, app: &App, run: &Run, rows: &[(&ElementId, &String, f64)]) {
    let t = tokens(ui);
    let hues = hues(t);
    let shown = app.desk.what_if.play.step;
    Plot::new("run")
        .height(180.0)
        .width(ui.available_width())
        .allow_drag(false)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_boxed_zoom(false)
        .show_axes([true, true])
        .x_axis_label("step")
        .show_background(false)
        .legend(Legend::default().background_alpha(0.9))
        .set_margin_fraction(vec2(0.02, 0.12))
        .show(ui, |plot| {
            for ((id, name, _), hue) in rows.iter().take(LINES).zip(hues) {
                let points: Vec<[f64; 2]> =
                    (0..=run.steps()).map(|step| [step as f64, run.apart(id, step)]).collect();
                plot.line(Line::new((*name).clone(), PlotPoints::from(points)).color(color(hue)).width(2.0));
            }
            if let Some(step) = shown {
                plot.vline(VLine::new("shown step", step as f64).color(color(t.accent)).width(1.5));
            }
        });
}

/// Six hues that stay apart.
fn hues(t: &Tokens) -> [crate::scene::tokens::Color; LINES] {
    let sectors = ["t_government", "t_labour", "t_ngo", "t_investor", "t_community", "t_university"];
    sectors.map(|sector| t.sector(Some(&crate::model::TermId::from(sector))).color)
}

fn play_ui(ui: &mut Ui, app: &mut App, run: &Run) {
    let t = tokens(ui);
    let steps = run.steps();
    let now = ui.input(|input| input.time);
    let play = &mut app.desk.what_if.play;
    if let Some(soon) = play.advance(now, steps) {
        ui.ctx().request_repaint_after(soon);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let playing = play.since.is_some();
        let (icon, word) = if playing { (Icon::Pause, "Pause") } else { (Icon::Play, "Play on the map") };
        if widgets::icon_button(ui, icon.char(), word, None).clicked() {
            if playing {
                play.since = None;
            } else {
                play.start(now, steps);
            }
            ui.ctx().request_repaint();
        }
        if widgets::icon_button(ui, Icon::CaretLeft.char(), "One step back", None).clicked() {
            play.since = None;
            play.step = Some(play.step.unwrap_or(steps).saturating_sub(1));
        }
        if widgets::icon_button(ui, Icon::CaretRight.char(), "One step on", None).clicked() {
            play.since = None;
            play.step = Some((play.step.unwrap_or(0) + 1).min(steps));
        }
        if widgets::icon_button(ui, Icon::ArrowUUpLeft.char(), "Show where it ends", None).clicked() {
            (play.since, play.step) = (None, None);
        }
        let said = match play.step {
            Some(step) => format!("Step {step} of {steps}"),
            None => "Where it ends".to_owned(),
        };
        widgets::label(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
    });
}

fn row(ui: &mut Ui, id: &ElementId, name: &str, difference: f64, most: f64, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (icon, ink) = if difference > NOTHING {
        (Icon::ArrowUp, t.plus)
    } else if difference < -NOTHING {
        (Icon::ArrowDown, t.minus)
    } else {
        (Icon::Minus, t.text3)
    };
    let said = if difference.abs() <= NOTHING { "as before".to_owned() } else { format!("{difference:+.2}") };
    let said = said.replace('-', "−");
    let share = (difference.abs() / most).min(1.0);
    let bar = if difference.abs() <= NOTHING {
        (0.0, 0.0)
    } else if difference > 0.0 {
        (share, 0.0)
    } else {
        (0.0, share)
    };
    let row = AnswerRow { icon, name, said: &said, ink, bar };
    let response = ui.push_id(id, |ui| answer_row(ui, &row)).inner;
    if response.hovered() {
        actions.push(Action::Preview(Spotlight {
            title: name.to_owned(),
            elements: [id.clone()].into(),
            ..Spotlight::default()
        }));
    }
    if response.clicked() {
        actions.push(Action::Reveal(id.clone()));
    }
    response.on_hover_text(format!("{name}: {said} of its range against the run without your press"));
}

fn dominance_ui(ui: &mut Ui, run: &Run, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let leading: Vec<_> = run.dominance.loops.iter().take(run.dominance.dominant.min(3)).collect();
    if leading.is_empty() {
        return;
    }
    widgets::label(ui, "What drove this rough run", type_size::SMALL, Weight::SemiBold, t.text);
    ui.add_space(4.0);
    for share in leading {
        let kind = match share.polarity {
            LoopPolarity::Reinforcing => "reinforcing",
            LoopPolarity::Balancing => "balancing",
            LoopPolarity::Unknown => "unknown",
        };
        let said = format!("{:.0} %", share.mean * 100.0);
        let name = format!("{} ({kind})", share.label);
        let row = AnswerRow {
            icon: Icon::ArrowsClockwise,
            name: &name,
            said: &said,
            ink: t.text2,
            bar: (share.mean, 0.0),
        };
        let response = ui.push_id(&share.links, |ui| answer_row(ui, &row)).inner;
        if response.hovered() {
            actions.push(Action::Preview(Spotlight {
                title: share.label.clone(),
                links: share.links.iter().cloned().collect(),
                kind: Some(share.polarity),
                ..Spotlight::default()
            }));
        }
        response.on_hover_text(
            "The loop’s mean share of all loops’ scores over the steps in which anything moved (Loops That Matter)",
        );
    }
    ui.add_space(8.0);
}
