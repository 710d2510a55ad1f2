//! The rows of the palette and of a set of partners.

use super::*;

pub(super) fn palette(ui: &mut Ui) {
    let (first, second) = (5..9, 9..13);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let row = w::PaletteRow {
            icon: Some(LOOP),
            name: "Find loops through EV sales",
            matches: std::slice::from_ref(&first),
            shortcut: "Ctrl+L",
            active: true,
            ..w::PaletteRow::default()
        };
        w::palette_row(ui, &row);
        let row = w::PaletteRow {
            icon: Some(GRAPH),
            name: "Round my loops",
            matches: std::slice::from_ref(&second),
            detail: "bends links so that loops look round",
            shortcut: "Shift+R",
            ..w::PaletteRow::default()
        };
        w::palette_row(ui, &row);
        let row = w::PaletteRow {
            badge: Some((LoopPolarity::Balancing, "B1")),
            name: "Evening grid strain",
            detail: "4 links",
            ..w::PaletteRow::default()
        };
        w::palette_row(ui, &row);
    });
}

pub(super) fn members(ui: &mut Ui) {
    let t = tokens(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        w::member_row(
            ui,
            &w::Member {
                icon: BANK,
                look: t.sector(Some(&"t_government".into())),
                name: "BBMP municipality",
                role: "Regulator",
                reason: "Brings 0.85 of the 1.05 policy; nobody else in the set regulates",
                kept: "core 100 %",
                core: true,
                adds: "+0.086",
                share: 0.86,
            },
        );
        w::member_row(
            ui,
            &w::Member {
                icon: USERS,
                look: t.sector(Some(&"t_community".into())),
                name: "Waste-picker groups",
                role: "Advocate",
                reason: "Legitimacy 70",
                kept: "swing 76 %",
                core: false,
                adds: "+0.045",
                share: 0.45,
            },
        );
    });
}
