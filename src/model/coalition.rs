//! Loops that people named, and coalitions: who is wanted, who is in, and how they decide.

use std::collections::{BTreeMap, BTreeSet};

use super::id::{CommitmentId, ElementId, LinkId, TermId, WorkstreamId};
use super::json::{record, words};

record! {
    /// A feedback loop that people named, placed or used in a story.
    NamedLoop {
        /// The stable label, such as `R3`. It never changes by itself.
        label: String = "label",
        /// The loop's links in order, rotated so that the smallest id comes first.
        key: Vec<LinkId> = "key",
        /// What people call it.
        name: String = "name",
        /// What it does, in Markdown.
        story: String = "story",
    }
}

record! {
    /// How much of an asset a coalition wants.
    Target {
        /// How much is enough, in actors at full level; absent means 1.5.
        target: Option<f64> = "target",
        /// How much it counts; absent means 1.
        weight: Option<f64> = "weight",
    }
}

record! {
    /// How many members of one sector or region a coalition takes.
    Quota {
        /// At least so many.
        min: Option<f64> = "min",
        /// At most so many.
        max: Option<f64> = "max",
    }
}

record! {
    /// A member of a coalition.
    Member {
        /// The member has a seat where decisions are made.
        seat: bool = "seat",
        /// The member's value proposition or contribution, in words.
        contribution: String = "contribution",
        /// Joined on this date (ISO 8601).
        joined: String = "joined",
        /// Left on this date (ISO 8601).
        left: String = "left",
    }
}

record! {
    /// A strand of the coalition's work.
    Workstream {
        /// Its name.
        name: String = "name",
        /// Who leads it.
        lead: Option<ElementId> = "lead",
        /// Who else works in it.
        members: BTreeSet<ElementId> = "members",
    }
}

words! {
    /// Where a commitment stands.
    CommitmentState {
        /// Promised, not yet due or delivered.
        Promised = "promised",
        /// Delivered.
        Delivered = "delivered",
        /// Given up.
        Withdrawn = "withdrawn",
    }
}

record! {
    /// Something that a member promised.
    Commitment {
        /// Who promised it.
        who: Option<ElementId> = "who",
        /// What was promised.
        what: String = "what",
        /// When it is due (ISO 8601).
        due: String = "due",
        /// Where it stands; absent means promised.
        state: Option<CommitmentState> = "state",
    }
}

words! {
    /// The four governance models.
    Governance {
        /// Business priorities lead.
        CorporateLed = "corporate_led",
        /// The mission leads.
        NgoLed = "ngo_led",
        /// A dedicated secretariat leads.
        NeutralBackbone = "neutral_backbone",
        /// All sectors have equal votes.
        EquitableMultiStakeholder = "equitable_multi_stakeholder",
    }
}

words! {
    /// How far the work has come.
    Phase {
        /// Trying it out.
        Pilot = "pilot",
        /// Widening it.
        Growth = "growth",
        /// Making it the norm.
        Scale = "scale",
    }
}

record! {
    /// A coalition: what it wants, who is in it, how it decides.
    Coalition {
        /// Its name.
        name: String = "name",
        /// Notes in Markdown.
        notes: String = "notes",
        /// The assets it wants. Empty means every asset that some actor holds.
        wanted: BTreeMap<TermId, Target> = "wanted",
        /// Actors that must be in.
        must_in: BTreeSet<ElementId> = "must_in",
        /// Actors that must stay out.
        must_out: BTreeSet<ElementId> = "must_out",
        /// Pairs that will not sit at one table.
        conflicts: Vec<Vec<ElementId>> = "conflicts",
        /// How many members of each sector or region.
        quotas: BTreeMap<TermId, Quota> = "quotas",
        /// The fewest members.
        min_size: Option<f64> = "min_size",
        /// The most members.
        max_size: Option<f64> = "max_size",
        /// Weights of the parts of the score, by name; absent ones are the defaults.
        weights: BTreeMap<String, f64> = "weights",
        /// Who is in.
        members: BTreeMap<ElementId, Member> = "members",
        /// The strands of its work.
        workstreams: BTreeMap<WorkstreamId, Workstream> = "workstreams",
        /// What members promised.
        commitments: BTreeMap<CommitmentId, Commitment> = "commitments",
        /// How it decides.
        governance: Option<Governance> = "governance",
        /// Its stage in the policy cycle, a word of the vocabulary.
        stage: Option<TermId> = "stage",
        /// How far its work has come.
        phase: Option<Phase> = "phase",
    }
}
