//! The only way a project changes.
//!
//! An [`Edit`] says what to do; applying it to a [`Project`](crate::model::Project) gives the next project and leaves
//! the first as it was. [`History`] keeps those values, so undo is going back to one, and an analysis that runs on a
//! snapshot never sees a change.

mod adopt;
mod areas;
pub mod arrange;
mod change;
mod choose;
mod clipboard;
mod coalitions;
mod error;
mod history;
mod maps;
mod name;
mod operation;
mod records;
mod selection;
pub mod snap;

pub use adopt::{Adoption, Destination};
pub use areas::AreaChange;
pub use change::{ElementChange, LinkChange};
pub use clipboard::{Clipping, PasteAt};
pub use coalitions::CoalitionChange;
pub use error::EditError;
pub use history::History;
pub use operation::Edit;
pub use records::RecordChange;
pub use selection::Selection;
