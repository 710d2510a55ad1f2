//! The archetypes and the parts in them.

use serde::Serialize;

/// A structure known for its troubles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Archetype {
    /// Growth runs into a limit that answers late.
    LimitsToGrowth,
    /// A fix works at once and makes things worse later.
    FixesThatFail,
    /// A quick fix keeps the real one from being used.
    ShiftingTheBurden,
    /// Two sides answer each other, each to its own peace.
    Escalation,
    /// What one side gains, the other loses, and gains go on.
    SuccessToTheSuccessful,
    /// Each gains by using what all use up.
    TragedyOfTheCommons,
    /// The goal gives way instead of the gap.
    ErodingGoals,
    /// Growth starves because capacity is built too late.
    GrowthAndUnderinvestment,
}

impl Archetype {
    /// Every archetype.
    pub const ALL: [Self; 8] = [
        Self::LimitsToGrowth,
        Self::FixesThatFail,
        Self::ShiftingTheBurden,
        Self::Escalation,
        Self::SuccessToTheSuccessful,
        Self::TragedyOfTheCommons,
        Self::ErodingGoals,
        Self::GrowthAndUnderinvestment,
    ];

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::LimitsToGrowth => "Limits to growth",
            Self::FixesThatFail => "Fixes that fail",
            Self::ShiftingTheBurden => "Shifting the burden",
            Self::Escalation => "Escalation",
            Self::SuccessToTheSuccessful => "Success to the successful",
            Self::TragedyOfTheCommons => "Tragedy of the commons",
            Self::ErodingGoals => "Eroding goals",
            Self::GrowthAndUnderinvestment => "Growth and underinvestment",
        }
    }

    /// Wolstenholme's generic problem archetype that it belongs to.
    pub fn family(self) -> &'static str {
        match self {
            Self::LimitsToGrowth | Self::TragedyOfTheCommons | Self::GrowthAndUnderinvestment => {
                "underachievement"
            }
            Self::FixesThatFail | Self::ShiftingTheBurden => "out of control",
            Self::SuccessToTheSuccessful => "relative achievement",
            Self::Escalation | Self::ErodingGoals => "relative control",
        }
    }

    /// The trouble in one sentence.
    pub fn trouble(self) -> &'static str {
        match self {
            Self::LimitsToGrowth => "What grows by itself meets a limit that makes itself felt late.",
            Self::FixesThatFail => "The fix eases the problem now and feeds it later.",
            Self::ShiftingTheBurden => "The quick fix eases the need for the lasting one, and weakens it.",
            Self::Escalation => "Each side answers the other's last move, and both end where neither wanted.",
            Self::SuccessToTheSuccessful => "Whoever is ahead gets more of what keeps them ahead.",
            Self::TragedyOfTheCommons => "Each gains by using more of what all together use up.",
            Self::ErodingGoals => "The gap closes because the goal is lowered.",
            Self::GrowthAndUnderinvestment => {
                "Growth strains a capacity that is built up too late to save it."
            }
        }
    }

    /// What usually helps.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::LimitsToGrowth => {
                "Ease the limit before pushing growth; ask early what the next limit will be."
            }
            Self::FixesThatFail => {
                "Look at the delayed effect before fixing; go to the cause, or soften the side effect."
            }
            Self::ShiftingTheBurden => "Strengthen the lasting solution, and give the quick one an end.",
            Self::Escalation => "Find a goal both share, or let one side stop answering and say so.",
            Self::SuccessToTheSuccessful => {
                "Part what both draw on, or give by need instead of by past success."
            }
            Self::TragedyOfTheCommons => {
                "Let users agree on shares, and let each feel what the use costs all."
            }
            Self::ErodingGoals => "Tie the goal to something outside that does not give way.",
            Self::GrowthAndUnderinvestment => {
                "Build capacity ahead of need, by a standard that past performance cannot lower."
            }
        }
    }
}

/// A part in an archetype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What is to be solved.
    Problem,
    /// What is done about it.
    Fix,
    /// What it brings later.
    SideEffect,
    /// The quick solution.
    SymptomaticSolution,
    /// The lasting solution.
    FundamentalSolution,
    /// What grows.
    Growth,
    /// What both loops meet in.
    State,
    /// What holds growth back.
    Limit,
    /// What the sides compare or share out.
    Balance,
    /// One side.
    SideA,
    /// The other side.
    SideB,
    /// What all use.
    Commons,
    /// The distance between goal and state.
    Gap,
    /// The goal.
    Goal,
    /// What is done to close the gap.
    Action,
    /// What is built up to carry growth.
    Capacity,
}

impl Role {
    /// The part as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Problem => "Problem",
            Self::Fix => "Fix",
            Self::SideEffect => "Side effect",
            Self::SymptomaticSolution => "Quick solution",
            Self::FundamentalSolution => "Lasting solution",
            Self::Growth => "Growth",
            Self::State => "State",
            Self::Limit => "Limit",
            Self::Balance => "Balance between the sides",
            Self::SideA => "One side",
            Self::SideB => "Other side",
            Self::Commons => "What all use",
            Self::Gap => "Gap",
            Self::Goal => "Goal",
            Self::Action => "Action",
            Self::Capacity => "Capacity",
        }
    }
}
