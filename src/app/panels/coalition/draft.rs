//! Fields of records: what is typed is kept beside the project and becomes one step when the field is left.

use egui::Ui;

use crate::app::App;
use crate::app::widgets;

/// A field with its label; gives the new text once, when the field is left with another one. `key` tells fields apart.
pub(super) fn text(
    ui: &mut Ui,
    app: &mut App,
    key: &str,
    label: &str,
    current: &str,
    hint: &str,
) -> Option<String> {
    let mut typed = match &app.partnering.draft {
        Some((of, typed)) if of == key => typed.clone(),
        _ => current.to_owned(),
    };
    let response = ui
        .push_id(key, |ui| {
            widgets::row_label_value(ui, label, |ui| widgets::text_field(ui, label, &mut typed, hint))
        })
        .inner;
    if response.changed() {
        app.partnering.draft = Some((key.to_owned(), typed.clone()));
    }
    if !response.lost_focus() {
        return None;
    }
    let is_own = app.partnering.draft.as_ref().is_some_and(|(of, _)| of == key);
    if is_own {
        app.partnering.draft = None;
    }
    (is_own && typed != current).then_some(typed)
}

/// What a field or a record is from now on: something, or nothing.
pub(super) type Fate<T> = Option<T>;

/// A field for a number, which may be empty. Text that is no number is dropped, and the field shows the number as it was.
pub(super) fn number(
    ui: &mut Ui,
    app: &mut App,
    key: &str,
    label: &str,
    current: Option<f64>,
    hint: &str,
) -> Option<Fate<f64>> {
    let shown = current.map_or_else(String::new, |value| value.to_string());
    let typed = text(ui, app, key, label, &shown, hint)?;
    let typed = typed.trim().replace(',', ".");
    if typed.is_empty() {
        return Some(None);
    }
    let value = typed.parse::<f64>().ok().filter(|value| value.is_finite())?;
    Some(Some(value))
}
