//! Preferences kept on this computer: theme, recent files, and who rates here. Never part of a project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::exchange::Role;
use crate::file::{Store, recovery_folder};
use crate::model::{AssessorId, Id as _};
use crate::scene::tokens::Theme;

/// How many recent files the menu offers.
const MOST_RECENT: usize = 8;
/// How many rejections are remembered; the oldest go first.
const MOST_REJECTED: usize = 500;

/// How many tables are remembered.
const MOST_TABLES: usize = 100;

/// Set to a folder to keep preferences there instead of the system's place for them.
pub const FOLDER_VARIABLE: &str = "LINCHPIN_CONFIG_DIR";

/// Set to ask for paths in the window, for scripts that cannot drive the system's dialogs.
pub const PROMPT_VARIABLE: &str = "LINCHPIN_PATH_PROMPT";

/// Preferences kept on this computer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    theme: String,
    recent: Vec<PathBuf>,
    assessor: String,
    assessor_name: String,
    snaps_to_grid: bool,
    free_of_others: bool,
    rejected: Vec<String>,
    /// What columns mean, by the names of all columns of a table.
    columns: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(skip)]
    folder: Option<PathBuf>,
    /// Everything stays in `folder`, not in the system's places.
    #[serde(skip)]
    apart: bool,
    #[serde(skip)]
    paths: Paths,
}

/// How a person says which file is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Paths {
    /// In the system's dialogs.
    #[default]
    Chosen,
    /// By typing in the window.
    Typed,
}

impl Settings {
    /// Reads the preferences; missing or damaged ones are the defaults.
    pub fn load() -> Self {
        let folder = folder();
        let read = folder.as_deref().and_then(|folder| std::fs::read(folder.join("settings.json")).ok());
        let mut settings: Self =
            read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        settings.folder = folder;
        settings.apart = std::env::var_os(FOLDER_VARIABLE).is_some();
        if std::env::var_os(PROMPT_VARIABLE).is_some() {
            settings.paths = Paths::Typed;
        }
        settings
    }

    /// Preferences that are never written, for tests.
    pub fn in_memory() -> Self {
        Self { paths: Paths::Typed, ..Self::default() }
    }

    /// Preferences, and all else that is kept for the user, in a folder of their own instead of the system's places.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder), apart: true, paths: Paths::Typed, ..Self::default() }
    }

    /// Paths are typed in the window, not chosen in the system's dialogs.
    pub fn types_paths(&self) -> bool {
        self.paths == Paths::Typed
    }

    /// Writes the preferences. A failure is not worth interrupting anybody for: the next change tries again.
    fn store(&self) {
        let Some(folder) = &self.folder else { return };
        let written = || -> std::io::Result<()> {
            std::fs::create_dir_all(folder)?;
            let file = tempfile::NamedTempFile::new_in(folder)?;
            serde_json::to_writer_pretty(&file, self)?;
            file.persist(folder.join("settings.json"))?;
            Ok(())
        };
        drop(written());
    }

    /// The system's folder for data that stays on this computer; `None` when nothing is to be written.
    pub fn local_folder(&self) -> Option<PathBuf> {
        let config = self.folder.as_ref()?;
        if self.apart {
            return Some(config.clone());
        }
        directories::ProjectDirs::from("", "", "linchpin").map(|dirs| dirs.data_local_dir().to_owned())
    }

    /// The histories of projects on this computer; `None` when nothing is to be written.
    pub fn histories(&self) -> Option<Store> {
        let config = self.folder.as_ref()?;
        if self.apart { Some(Store::at(config.join("history"))) } else { Store::of_user() }
    }

    /// Where work that is not saved yet is kept; `None` when nothing is to be written.
    pub fn recoveries(&self) -> Option<PathBuf> {
        let config = self.folder.as_ref()?;
        if self.apart { Some(config.join("recovery")) } else { recovery_folder() }
    }

    /// Where files go that nobody needs any more, when not into the system's trash.
    pub fn trash(&self) -> Option<PathBuf> {
        self.folder.as_ref().filter(|_| self.apart).map(|folder| folder.join("trash"))
    }

    /// The theme.
    pub fn theme(&self) -> Theme {
        Theme::from_name(&self.theme).unwrap_or_default()
    }

    /// Chooses a theme.
    pub fn set_theme(&mut self, theme: Theme) {
        theme.as_str().clone_into(&mut self.theme);
        self.store();
    }

    /// Dragging snaps to the grid.
    pub fn snaps_to_grid(&self) -> bool {
        self.snaps_to_grid
    }

    /// Chooses whether dragging snaps to the grid.
    pub fn set_snaps_to_grid(&mut self, snaps: bool) {
        self.snaps_to_grid = snaps;
        self.store();
    }

    /// Dragging snaps to the middles, edges and gaps of other elements.
    pub fn snaps_to_others(&self) -> bool {
        !self.free_of_others
    }

    /// Chooses whether dragging snaps to other elements.
    pub fn set_snaps_to_others(&mut self, snaps: bool) {
        self.free_of_others = !snaps;
        self.store();
    }

    /// Recent files, latest first.
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// Puts a file at the top of the recent ones.
    pub fn add_recent(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
        self.store();
    }

    /// Forgets a recent file that is gone.
    pub fn forget_recent(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.store();
    }

    /// A suggestion was rejected here.
    pub fn is_rejected(&self, key: &str) -> bool {
        self.rejected.iter().any(|known| known == key)
    }

    /// Remembers that a suggestion was rejected.
    pub fn reject(&mut self, key: String) {
        self.rejected.retain(|known| *known != key);
        self.rejected.push(key);
        let excess = self.rejected.len().saturating_sub(MOST_REJECTED);
        self.rejected.drain(..excess);
        self.store();
    }

    /// Whether anything was rejected.
    pub fn has_rejected(&self) -> bool {
        !self.rejected.is_empty()
    }

    /// Forgets all rejections.
    pub fn forget_rejected(&mut self) {
        self.rejected.clear();
        self.store();
    }

    /// What columns of tables mean, as it was chosen before.
    pub fn column_roles(&self) -> BTreeMap<String, BTreeMap<String, Role>> {
        let roles = |roles: &BTreeMap<String, String>| {
            let known = roles.iter().filter_map(|(name, word)| Some((name.clone(), Role::from_word(word)?)));
            known.collect()
        };
        self.columns.iter().map(|(signature, chosen)| (signature.clone(), roles(chosen))).collect()
    }

    /// Remembers what the columns of a table mean. When there are many tables, one is forgotten.
    pub fn remember_columns(&mut self, signature: String, roles: &BTreeMap<String, Role>) {
        while self.columns.len() >= MOST_TABLES && !self.columns.contains_key(&signature) {
            self.columns.pop_first();
        }
        let words = roles.iter().map(|(name, role)| (name.clone(), role.word().to_owned()));
        self.columns.insert(signature, words.collect());
        self.store();
    }

    /// Who rates on this computer: "you rate as …".
    pub fn assessor(&self) -> Option<AssessorId> {
        (!self.assessor.is_empty()).then(|| AssessorId::from(self.assessor.as_str()))
    }

    /// The name of who rates on this computer.
    pub fn assessor_name(&self) -> &str {
        if self.assessor_name.is_empty() { "You" } else { &self.assessor_name }
    }

    /// Chooses who rates on this computer.
    pub fn set_assessor(&mut self, id: &AssessorId, name: &str) {
        id.as_str().clone_into(&mut self.assessor);
        name.clone_into(&mut self.assessor_name);
        self.store();
    }
}

fn folder() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        return Some(PathBuf::from(folder));
    }
    directories::ProjectDirs::from("", "", "linchpin").map(|dirs| dirs.config_dir().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_files_are_few_and_latest_first() {
        let mut settings = Settings::in_memory();
        for index in 0..12 {
            settings.add_recent(Path::new(&format!("/maps/{index}.linchpin")));
        }
        settings.add_recent(Path::new("/maps/9.linchpin"));
        assert_eq!(settings.recent().len(), MOST_RECENT);
        assert_eq!(settings.recent()[0], Path::new("/maps/9.linchpin"));
        assert_eq!(settings.recent()[1], Path::new("/maps/11.linchpin"));
    }
}
