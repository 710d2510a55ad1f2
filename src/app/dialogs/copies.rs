//! A copy of the project beside its file: merge it, make it a project of its own, or leave it for later.

use egui::{Context, Id};

use crate::app::App;
use crate::app::overlay::{Next, Overlay};
use crate::app::team::{CopyKind, CopyOffer};
use crate::app::widgets::{self, ButtonKind, Choice, DialogButton};

/// Asks about the next copy.
pub(super) fn copy_ui(ctx: &Context, app: &mut App) {
    let Some(offer) = app.team.copies.offer().cloned() else { return };
    let file = app.session.path().and_then(|path| path.file_name()).unwrap_or_default();
    let (title, body) = words(&offer, &file.to_string_lossy());
    let open = format!("Open {}", offer.sibling.name());
    let (safe, apart) = match offer.kind {
        CopyKind::Original => (open.as_str(), false),
        CopyKind::Empty => ("Move to the trash", true),
        _ => ("Merge", true),
    };
    let mut buttons = vec![DialogButton { text: safe, kind: ButtonKind::Safe }];
    if apart {
        buttons.push(DialogButton { text: "It is a separate map", kind: ButtonKind::Plain });
    }
    buttons.push(DialogButton { text: "Later", kind: ButtonKind::Plain });
    let hash = offer.sibling.document.hash;
    match widgets::dialog(ctx, Id::new("copy"), (&title, &body), &buttons) {
        None => app.overlay = Some(Overlay::MergeCopy),
        Some(Choice::Button(0)) if offer.kind == CopyKind::Original => {
            app.guarded(ctx, Next::Open(offer.sibling.path.clone()));
        }
        Some(Choice::Button(0)) => app.team.copies.want(hash),
        Some(Choice::Button(1)) if apart => app.set_copy_apart(ctx, &offer.sibling),
        Some(_) => app.team.copies.put_off(hash),
    }
}

fn words(offer: &CopyOffer, file: &str) -> (String, String) {
    let name = offer.sibling.name();
    match offer.kind {
        CopyKind::Original => (
            format!("{file} is a copy of {name}"),
            "Both are versions of one map. Open the other one, and this copy is offered for merging there."
                .to_owned(),
        ),
        CopyKind::Empty => (
            format!("Put {name} away?"),
            "Everything in it is in this map. It goes to the trash once this map is saved.".to_owned(),
        ),
        _ => {
            let brings = match offer.merged.came_in {
                nothing if nothing.is_empty() => String::new(),
                counts => format!(" Merging brings {}.", counts.words()),
            };
            let decide = match offer.merged.conflicts.len() {
                0 => String::new(),
                1 => " One thing is left to decide.".to_owned(),
                number => format!(" {number} things are left to decide."),
            };
            let who = offer.sibling.who().map(|who| format!(", made by {who}")).unwrap_or_default();
            let body = format!(
                "It is another version of this map in the same folder{who}.{brings}{decide} Merging is one step that undo \
                 takes back. The copy goes to the trash once the merged map is saved."
            );
            (format!("Merge {name}?"), body)
        }
    }
}
