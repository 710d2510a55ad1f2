//! What several people's causal maps agree on: those of the project, and other files read for the purpose.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::Context;

use crate::analysis::{Consensus, Loops, Shared, consensus, turns};
use crate::app::App;
use crate::app::inquiry::Inquiry;
use crate::edit::{Edit, LinkChange};
use crate::exchange::{self, Options};
use crate::model::{Claim, ClaimId, LinkId, LinkKind, MapId, MapKind, Project};

/// Of so many ways with different signs it is said which loops turn with them.
const TOLD: usize = 40;

/// A map of a file that was read to be compared.
pub(in crate::app) struct Other {
    /// What its maker calls it, or the name of the file.
    pub title: String,
    project: Arc<Project>,
}

/// What the maps have in common.
pub(in crate::app) struct Agreed {
    /// The titles of the maps, in the order of [`crate::analysis::Agreement::by_map`].
    pub titles: Vec<String>,
    /// Way by way.
    pub consensus: Consensus,
    /// For each way, the links of the map in front that draw it; of the project, where that map does not.
    pub links: Vec<Vec<LinkId>>,
    /// The labels of the loops that turn with a way on which signs differ.
    pub turning: BTreeMap<usize, Vec<String>>,
}

/// What an answer depends on: revision, map in front, maps that are left out, and which files were read.
pub(in crate::app) type OfMaps = (u64, Option<MapId>, BTreeSet<MapId>, Vec<usize>);

/// The comparison of maps.
#[derive(Default)]
pub(in crate::app) struct AgreementDesk {
    /// It is shown in place of the list of loops.
    pub open: bool,
    /// Maps of the project that are not compared.
    pub left_out: BTreeSet<MapId>,
    /// The answer.
    pub found: Inquiry<OfMaps, Agreed>,
    others: Vec<(usize, Other)>,
    /// How many files were read so far: each has its number.
    read: usize,
    reading: Vec<(PathBuf, Receiver<Result<Other, String>>)>,
}

impl AgreementDesk {
    /// The maps of other files, with their numbers.
    pub fn others(&self) -> &[(usize, Other)] {
        &self.others
    }

    /// A file is being read.
    pub fn is_reading(&self) -> bool {
        !self.reading.is_empty()
    }

    /// Compares with a file no longer.
    pub fn put_away(&mut self, number: usize) {
        self.others.retain(|(other, _)| *other != number);
    }
}

/// Reads somebody's map. A file may hold several causal maps: they count as one.
fn read(path: &Path) -> Result<Other, String> {
    let imported = exchange::read(path, &Options::default()).map_err(|error| error.to_string())?;
    let project = imported.project;
    let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if project.links_of(LinkKind::Causal).next().is_none() {
        return Err(format!("{file} has no causal links to compare. Choose a file with a causal map."));
    }
    let title = match project.about.title.trim() {
        "" => file,
        title => title.to_owned(),
    };
    Ok(Other { title, project: Arc::new(project) })
}

/// The causal maps of a project, in order.
pub(in crate::app) fn causal_maps(project: &Project) -> Vec<(MapId, String)> {
    let maps = project.maps_in_order().into_iter().filter(|(_, map)| map.kind() == MapKind::Causal);
    maps.map(|(id, map)| (id.clone(), map.title.clone())).collect()
}

impl App {
    /// Reads a file beside the window, to compare its causal map with those of the project.
    pub(in crate::app) fn read_somebodys_map(&mut self, ctx: &Context, path: PathBuf) {
        let (sender, answer) = channel();
        let (wake, wanted) = (ctx.clone(), path.clone());
        let run = move || {
            drop(sender.send(read(&wanted)));
            wake.request_repaint();
        };
        match thread::Builder::new().name("somebody's map".to_owned()).spawn(run) {
            Ok(_) => self.desk.agreement.reading.push((path, answer)),
            Err(error) => self.toasts.say(format!("The file could not be read: {error}. Try again.")),
        }
        self.desk.agreement.open = true;
    }

    /// Takes in the files that were read, and asks what all maps agree on.
    pub(in crate::app) fn ask_agreement(&mut self, ctx: &Context) {
        let desk = &mut self.desk.agreement;
        let mut waiting = Vec::new();
        for (path, inbox) in std::mem::take(&mut desk.reading) {
            match inbox.try_recv() {
                Ok(Ok(other)) => {
                    desk.others.push((desk.read, other));
                    desk.read += 1;
                }
                Ok(Err(why)) => self.toasts.say(why),
                Err(TryRecvError::Empty) => waiting.push((path, inbox)),
                Err(TryRecvError::Disconnected) => {
                    self.toasts.say(format!("{} could not be read. Try again.", path.display()));
                }
            }
        }
        desk.reading = waiting;
        let revision = self.session.history.revision();
        // Without the loops of now it could not be said which of them turn.
        let Some(loops) = self.worker.settled_loops(revision).map(Arc::clone) else { return };
        let project = Arc::clone(self.session.history.project());
        let files = desk.others.iter().map(|(number, _)| *number).collect();
        let key = (revision, self.view.map.clone(), desk.left_out.clone(), files);
        let maps = causal_maps(&project).into_iter().filter(|(id, _)| !desk.left_out.contains(id));
        let own = maps.map(|(id, title)| (title, Arc::clone(&project), Some(id)));
        let theirs =
            desk.others.iter().map(|(_, other)| (other.title.clone(), Arc::clone(&other.project), None));
        let all: Vec<_> = own.chain(theirs).collect();
        let front = self.view.map.clone();
        desk.found.ask(ctx, &key, move |_| agreed(&project, front.as_ref(), &all, &loops));
    }
}

fn agreed(
    project: &Project,
    front: Option<&MapId>,
    maps: &[(String, Arc<Project>, Option<MapId>)],
    loops: &Loops,
) -> Agreed {
    let compared: Vec<(&Project, Option<&MapId>)> =
        maps.iter().map(|(_, project, map)| (&**project, map.as_ref())).collect();
    let consensus = consensus(&compared);
    let in_front = consensus.drawn_in(project, front);
    let anywhere = consensus.drawn_in(project, None);
    let links: Vec<Vec<LinkId>> = in_front
        .into_iter()
        .zip(anywhere)
        .map(|(front, anywhere)| if front.is_empty() { anywhere } else { front })
        .collect();
    let differ = consensus.links.iter().enumerate().filter(|(_, one)| one.shared() == Shared::SignsDiffer);
    let turning = differ.take(TOLD).map(|(at, _)| {
        let ids = links.get(at).into_iter().flatten();
        let found = ids.flat_map(|id| turns(project, &loops.loops, id));
        (at, found.filter(|turn| turn.if_plus != turn.if_minus).map(|turn| turn.label).collect())
    });
    Agreed {
        titles: maps.iter().map(|(title, ..)| title.clone()).collect(),
        turning: turning.collect(),
        consensus,
        links,
    }
}

/// What each map says about a way as claims on the first link that draws it; a map that claimed before changes its claim.
/// `None` when no link of the project draws it.
pub(in crate::app) fn as_claims(project: &Project, agreed: &Agreed, at: usize) -> Option<Edit> {
    let one = agreed.consensus.links.get(at)?;
    let id = agreed.links.get(at)?.first()?;
    let known = &project.links.get(id)?.causal()?.claims;
    let said = agreed.titles.iter().zip(&one.by_map).filter_map(|(title, sign)| Some((title, (*sign)?)));
    let claim = |(title, sign): (&String, _)| {
        let before = known.iter().find(|(_, claim)| claim.who == *title);
        let (claim, old) = before
            .map_or_else(|| (ClaimId::random(), Claim::default()), |(id, claim)| (id.clone(), claim.clone()));
        let new = Claim { who: title.clone(), polarity: Some(sign), ..old };
        Edit::ChangeLinks { ids: vec![id.clone()], change: LinkChange::Claim(claim, Some(new)) }
    };
    let edits = said.map(claim).collect();
    Some(Edit::Many(format!("Keep what maps say of “{} → {}”", one.from, one.to), edits))
}
