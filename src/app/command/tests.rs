//! The table is whole.

use std::collections::BTreeSet;

use super::*;

#[test]
fn no_two_commands_share_a_key() {
    let mut seen = BTreeSet::new();
    for entry in TABLE {
        for shortcut in entry.keys {
            let text = format!("{shortcut:?}");
            assert!(seen.insert(text.clone()), "{text} runs two commands");
        }
    }
}

#[test]
fn every_command_has_one_row() {
    let rows: BTreeSet<Command> = TABLE.iter().map(|entry| entry.command).collect();
    assert_eq!(rows.len(), TABLE.len());
    for entry in TABLE {
        assert_eq!(entry.command.entry().label, entry.label);
    }
}
