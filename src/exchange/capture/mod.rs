//! The capture language: a map written as lines of text, at the speed at which people talk.
//!
//! | line | means |
//! |---|---|
//! | `BBMP municipality` | an element of the map's kind |
//! | `H&M Foundation #funder !4 ?5 $capital,policy:85 @north` | sector, influence 4, interest 5, assets (60 or as given), region |
//! | `H&M Foundation -> CAIF : funds 3` | a directed tie, its kind, its strength |
//! | `CAIF -- Apparel brands : collaborates` | a mutual tie |
//! | `Policy pressure -> Supplier audits + delay` | a causal link, its sign, delayed |
//! | `A -> B -> C` | a chain |
//! | `BBMP -> Policy pressure : controls 4` | a lever: an actor and a variable or issue |
//! | `No land (issue)`, `Income (variable) (goal)` | the kind of an element, where it is not the map's |
//! | `"R -> D unit" -> CAIF` | quotes keep signs in a name; `""` is a quote inside |
//! | `[causal] Why incomes stay low` | what follows stands on this map |
//!
//! [`parse()`] turns text into [`Statement`]s, [`print`](print::print) turns them back, and [`plan()`] says what they
//! would change in a project: what is new, what is known already, and what looks like a slip of the pen.

mod fault;
mod lex;
mod line;
mod name;
pub(in crate::exchange) mod near;
mod parse;
mod plan;
pub mod print;
mod project;
mod read;
mod sayable;
mod scope;
mod spread;
mod statement;
mod tags;
mod vocabulary;

pub use fault::{Fault, Note};
pub use name::{LONGEST_NAME, folded};
pub use near::Near;
pub use parse::{MOST_LINES, Parsed, parse};
pub use plan::{Change, Ids, LinkTrait, Newcomer, Options, Plan, plan};
pub use project::{project_statements, selection_statements};
pub use read::{read, write};
pub use scope::Scope;
pub use spread::statements_of_table;
pub use statement::{Arrow, Joint, LinkWords, Mention, Said, Sign, Statement, Tags};
