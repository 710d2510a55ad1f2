//! Loops that people named, and coalitions: who is wanted, who is in, and how they decide.

use std::collections::{BTreeMap, BTreeSet};

use super::ends::End;
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
    /// How much of an asset or lever a coalition wants.
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
        /// How many organisations the member stands for when it is a group of them; absent means 1.
        heads: Option<f64> = "heads",
        /// What the member brings, in words.
        contribution: String = "contribution",
        /// What the member gains by being in, in plain words.
        value: String = "value",
        /// What the member may decide, and with whom.
        rights: String = "rights",
        /// To whom the member turns when people disagree.
        escalation: String = "escalation",
        /// The money, people and time that the member commits.
        resources: String = "resources",
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
    /// Who pays for the work.
    Funding {
        /// Philanthropic grants.
        Grant = "grant",
        /// Companies' own budgets.
        Corporate = "corporate",
        /// A pooled or innovation fund.
        Pooled = "pooled",
        /// Blended or market-based finance.
        Blended = "blended",
    }
}

words! {
    /// A way from a pilot to scale.
    Pathway {
        /// Rules and public budgets.
        PublicPolicy = "public_policy",
        /// Standards that an industry agrees on.
        IndustryStandards = "industry_standards",
        /// Research and development done together.
        CollaborativeResearch = "collaborative_research",
        /// Data that everybody can see.
        DataTransparency = "data_transparency",
        /// One organisation's own practice.
        InternalRollout = "internal_rollout",
    }
}

record! {
    /// What a coalition means to do on a pathway.
    PathwayPlan {
        /// The marked causal links that it is to move.
        links: BTreeSet<LinkId> = "links",
        /// Notes in Markdown.
        notes: String = "notes",
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
        /// The levers it wants: on a variable, an issue or a causal link. The target is in actors at full strength.
        levers: BTreeMap<End, Target> = "levers",
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
        /// How closely the public watches, 1 to 5.
        scrutiny: Option<f64> = "scrutiny",
        /// How fast decisions must be, 1 to 5.
        speed: Option<f64> = "speed",
        /// For how many years the work is planned.
        horizon: Option<f64> = "horizon",
        /// Who pays for it.
        funding: Option<Funding> = "funding",
        /// The assets that each stage of the policy cycle needs; absent stages have the usual ones.
        needs: BTreeMap<TermId, BTreeSet<TermId>> = "needs",
        /// How it means to scale, by the word of the [`Pathway`].
        pathways: BTreeMap<String, PathwayPlan> = "pathways",
        /// Its stage in the policy cycle, a word of the vocabulary.
        stage: Option<TermId> = "stage",
        /// How far its work has come.
        phase: Option<Phase> = "phase",
    }
}
