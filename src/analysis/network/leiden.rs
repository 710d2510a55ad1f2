//! Communities by the Leiden method (Traag, Waltman and van Eck 2019, "From Louvain to Leiden: guaranteeing
//! well-connected communities"), on joined pairs without direction or strength.
//!
//! The order of visits is drawn with a fixed seed, so the same network always gives the same communities. Modularity is
//! Newman's, at resolution 1. Every community hangs together by ties of its own members.

mod level;

use level::Level;

use super::NetworkError;
use super::arcs::Arcs;
use super::progress::Progress;
use crate::analysis::random::Dice;

/// The seed of the visits.
const SEED: u64 = 0;

/// The method starts again from what it found, this often at least and until nothing is gained.
const RUNS: u64 = 2;

/// Small networks are started again more often: this many elements and ties in all are looked at.
const VISITS: usize = 400_000;

/// Levels of communities of communities: far more than any network has.
const LEVELS: usize = 100;

/// Communities and how good they are.
pub(super) struct Communities {
    /// The members of each, ascending; largest first, then by first member.
    pub(super) members: Vec<Vec<usize>>,
    /// Newman's modularity; `None` without ties.
    pub(super) modularity: Option<f64>,
}

/// Finds communities. About O(m) a level, in practice a few levels. `arcs` must hold each tie in both directions.
pub(super) fn communities(arcs: &Arcs, progress: &Progress<'_>) -> Result<Communities, NetworkError> {
    let whole = Level::of(arcs);
    let mut of: Vec<u32> = (0..arcs.elements() as u32).collect();
    let mut best = whole.modularity(&of);
    let runs = RUNS.max((VISITS / (arcs.elements() + arcs.len()).max(1)).min(20) as u64);
    for run in 0..runs {
        let found = improve(&whole, &of, &mut Dice::new(SEED, run), progress)?;
        let modularity = whole.modularity(&found);
        if run > 0 && modularity <= best + level::LEAST_GAIN {
            break;
        }
        (of, best) = (found, modularity);
    }
    let of = connected(arcs, &of);
    let modularity = (arcs.len() > 0).then(|| whole.modularity(&of));
    let mut members = vec![Vec::new(); of.iter().max().map_or(0, |most| *most as usize + 1)];
    for (element, community) in of.into_iter().enumerate() {
        members[community as usize].push(element);
    }
    members.sort_by(|a: &Vec<usize>, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    Ok(Communities { members, modularity })
}

/// One run of the method from the communities `of`.
fn improve(
    whole: &Level,
    of: &[u32],
    dice: &mut Dice,
    progress: &Progress<'_>,
) -> Result<Vec<u32>, NetworkError> {
    let mut level = None;
    // Which element of the level each element of the network is in.
    let mut within: Vec<u32> = (0..of.len() as u32).collect();
    let mut of = of.to_vec();
    for _ in 0..LEVELS {
        progress.check()?;
        let here = level.as_ref().unwrap_or(whole);
        here.move_elements(&mut of, dice);
        let communities = level::renumber(&mut of);
        if communities == here.len() {
            break;
        }
        let mut refined = here.refine(&of, dice);
        let parts = level::renumber(&mut refined);
        if parts == here.len() {
            break;
        }
        let mut next_of = vec![0; parts];
        for (part, community) in refined.iter().zip(&of) {
            next_of[*part as usize] = *community;
        }
        let folded = here.folded(&refined, parts);
        for element in &mut within {
            *element = refined[*element as usize];
        }
        of = next_of;
        level = Some(folded);
    }
    Ok(within.into_iter().map(|element| of[element as usize]).collect())
}

/// Numbers the connected parts of the communities, in order of their first member: one each, unless a late move left a
/// community in two.
fn connected(arcs: &Arcs, of: &[u32]) -> Vec<u32> {
    let mut part = vec![u32::MAX; of.len()];
    let mut parts = 0;
    let mut waiting = Vec::new();
    for root in 0..of.len() {
        if part[root] != u32::MAX {
            continue;
        }
        part[root] = parts;
        waiting.push(root);
        while let Some(v) = waiting.pop() {
            for &u in arcs.of(v) {
                let u = u as usize;
                if part[u] == u32::MAX && of[u] == of[v] {
                    part[u] = parts;
                    waiting.push(u);
                }
            }
        }
        parts += 1;
    }
    part
}
