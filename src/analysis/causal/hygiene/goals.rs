//! Balancing loops without their goal.

use std::collections::BTreeSet;

use super::{HintFix, HintKind, Look};
use crate::analysis::Watch;
use crate::analysis::causal::loops::{FeedbackLoop, LoopOptions, LoopPolarity, loops_of_map};
use crate::model::{ElementId, MapId, Polarity};

/// Loops longer than this are not asked for their goal.
const LONGEST: usize = 6;

/// Names that begin so, or end with one of these words, are goals.
const TARGETS: [&str; 9] =
    ["desired", "wanted", "target", "goal", "planned", "required", "acceptable", "intended", "norm"];

/// Names with one of these words are what is between a goal and how things are.
const GAPS: [&str; 8] =
    ["gap", "shortfall", "shortage", "deficit", "discrepancy", "deviation", "excess", "surplus"];

/// The name says how far something is from its goal.
fn is_gap(name: &str) -> bool {
    name.to_lowercase().split(|letter: char| !letter.is_alphabetic()).any(|word| GAPS.contains(&word))
}

/// The name says how much is wanted of something.
fn is_target(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let is_one = |word: Option<&str>| word.is_some_and(|word| TARGETS.contains(&word));
    is_one(name.split_whitespace().next()) || is_one(name.split_whitespace().next_back())
}

/// "Desired room temperature"; capitals that belong to the name stay: "Desired EV sales".
fn desired(name: &str) -> String {
    let mut letters = name.trim().chars();
    let (first, second) = (letters.next(), letters.clone().next());
    let is_word = second.is_none_or(|second| !second.is_uppercase());
    let start: String = match first {
        Some(first) if is_word => first.to_lowercase().collect(),
        first => first.into_iter().collect(),
    };
    format!("Desired {start}{}", letters.as_str())
}

impl Look<'_> {
    /// A hint for each balancing loop of up to six links in which nothing is marked as a goal, and into which no goal
    /// leads.
    pub(super) fn loops_without_goal(&self, map: Option<&MapId>, watch: &Watch) -> Vec<super::Hint> {
        let options = LoopOptions { map: map.cloned(), max_length: Some(LONGEST), ..LoopOptions::default() };
        let is_goal = |id: &ElementId| {
            let element = self.project.elements.get(id);
            element.and_then(|element| element.variable()).is_some_and(|variable| variable.goal)
        };
        let pairs = self.links.iter().filter_map(|(_, link, _)| link.ends.pair());
        let led_to: BTreeSet<&ElementId> = pairs
            .filter(|(from, _)| is_goal(from) || is_target(&self.project.name_of(from)))
            .map(|(_, to)| to)
            .collect();
        let shows_goal =
            |one: &FeedbackLoop| one.elements.iter().any(|id| is_goal(id) || led_to.contains(id));
        let found = loops_of_map(self.project, &options, watch).loops.into_iter();
        found
            .filter(|one| one.polarity == LoopPolarity::Balancing && !shows_goal(one))
            .map(|one| {
                let sentence = format!(
                    "{} balances, but towards what? None of {} is marked as a goal, and no goal leads to them.",
                    one.label,
                    one.names.join(", ")
                );
                let fix = Some(self.target_of(&one));
                self.hint(HintKind::NoGoal, sentence, one.elements, one.links.into_iter().collect(), fix)
            })
            .collect()
    }

    /// Where a minus link leads to a gap, the variable that its goal would be; else one of the loop's is to be chosen.
    fn target_of(&self, one: &FeedbackLoop) -> HintFix {
        let sign = |at: usize| {
            let causal = self.project.links.get(one.links.get(at)?)?.causal()?;
            Some(causal.effective_polarity())
        };
        let compared = (0..one.length).find_map(|at| {
            let (state, gap) = (one.elements.get(at)?, one.elements.get((at + 1) % one.length)?);
            let compares =
                state != gap && sign(at) == Some(Polarity::Minus) && is_gap(&self.project.name_of(gap));
            compares.then_some((state, gap))
        });
        compared.map_or_else(
            || HintFix::ChooseGoal(one.elements.clone()),
            |(state, gap)| HintFix::AddTarget {
                state: state.clone(),
                gap: gap.clone(),
                name: desired(&self.project.name_of(state)),
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{desired, is_gap, is_target};

    #[test]
    fn a_target_keeps_the_capitals_of_its_name() {
        assert_eq!(desired("Room temperature"), "Desired room temperature");
        assert_eq!(desired("EV sales"), "Desired EV sales");
        assert_eq!(desired("Économies"), "Desired économies");
        assert!(is_target(&desired("Trust")) && is_target("Sales target") && is_target("Goal"));
        assert!(!is_target("Targeted households") && !is_target(""));
        assert!(is_gap("Funding gap") && is_gap("Shortfall (t)") && !is_gap("Gaps"));
    }
}
