//! What coalitions of usual kinds want, to start from.
//!
//! Targets are in actors at full level, weights are relative. They follow what each kind of work leans on most: rules and
//! budgets on policy and legitimacy, markets on buyers, work in communities on implementation and trust, scaling on
//! capital.

/// A usual kind of coalition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Template {
    /// Its name.
    pub name: &'static str,
    /// When to start from it.
    pub about: &'static str,
    /// Asset, target, weight.
    pub wanted: &'static [(&'static str, f64, f64)],
}

/// The templates, in order.
pub fn templates() -> &'static [Template] {
    &[
        Template {
            name: "Change a policy",
            about: "Rules and public budgets: whoever decides, whoever is believed, and whoever shows that it works.",
            wanted: &[
                ("t_policy", 2.5, 2.0),
                ("t_legitimacy", 2.0, 1.5),
                ("t_implementation", 1.0, 1.0),
                ("t_capital", 1.0, 0.5),
            ],
        },
        Template {
            name: "Change a market",
            about: "Standards and buying: at least two market leaders, with the people who make and finance it.",
            wanted: &[
                ("t_market", 2.5, 2.0),
                ("t_capital", 1.5, 1.0),
                ("t_implementation", 1.5, 1.0),
                ("t_legitimacy", 1.0, 0.5),
            ],
        },
        Template {
            name: "Work in communities",
            about: "Pilots on the ground: whoever does the work and is trusted, with steady funding.",
            wanted: &[
                ("t_implementation", 2.5, 2.0),
                ("t_legitimacy", 2.5, 1.5),
                ("t_capital", 1.5, 1.0),
                ("t_policy", 0.8, 0.5),
            ],
        },
        Template {
            name: "Bring it to scale",
            about: "What has been shown to work, made usual: every asset, capital and market access first.",
            wanted: &[
                ("t_capital", 2.5, 1.5),
                ("t_market", 2.0, 1.5),
                ("t_policy", 1.5, 1.0),
                ("t_implementation", 2.0, 1.0),
                ("t_legitimacy", 1.5, 1.0),
            ],
        },
    ]
}
