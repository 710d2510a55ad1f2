//! The window is killed while somebody works, again and again: at the next start nearly all of the work is offered.
//!
//! The window runs in a process of its own, which is this program started anew; each step of work is noted in a file the
//! moment it is done, and a killed process loses nothing of what it wrote to files.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use linchpin::app::settings::Settings;
use linchpin::file::{Header, open, to_bytes};
use linchpin::model::ProjectId;

use crate::projects::actors;
use crate::window::Window;

/// Tells the test below where it works when it is a process of its own.
const FOLDER: &str = "LINCHPIN_TEST_FOLDER";

/// At most so much work may be lost.
const MOST_LOST: Duration = Duration::from_secs(1);

/// Names that are not taken for slips of each other.
fn name(number: usize) -> String {
    format!("{:08x}", (number as u32).wrapping_add(1).wrapping_mul(0x9e37_79b1))
}

fn window(folder: &Path, file: Option<PathBuf>) -> Window {
    Window::with(Settings::in_folder(folder.join("user")), file, None)
}

/// The process that the test below starts: somebody adds actors until it is killed.
#[test]
fn somebody_works_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let mut window = window(&folder, Some(folder.join("plan.linchpin")));
    let mut notes = fs::File::create(folder.join("notes")).unwrap();
    let start = Instant::now();
    for number in 0.. {
        window.paste(&name(number));
        assert!(window.project().find_element(&name(number)).is_some());
        writeln!(notes, "{number} {}", start.elapsed().as_millis()).unwrap();
        std::thread::sleep(Duration::from_millis(25));
        if start.elapsed() > Duration::from_mins(2) {
            return;
        }
    }
}

/// Starts the process, and waits until it works.
fn start(folder: &Path) -> Child {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new(program);
    command.args(["--exact", "killed::somebody_works_until_killed"]).env(FOLDER, folder);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begin = Instant::now();
    while !fs::metadata(folder.join("notes")).is_ok_and(|notes| notes.len() > 0) {
        assert!(begin.elapsed() < Duration::from_mins(3), "the process did not start to work");
        std::thread::sleep(Duration::from_millis(10));
    }
    child
}

/// Kills the window after so long; gives for how long work was done that did not come back.
fn lost_after(work: Duration) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.linchpin");
    let mut project = actors();
    project.about.id = Some(ProjectId::from("p_plan"));
    fs::write(&file, to_bytes(&project, &Header::default())).unwrap();
    let mut child = start(folder.path());
    std::thread::sleep(work);
    child.kill().unwrap();
    child.wait().unwrap();
    let notes = fs::read_to_string(folder.path().join("notes")).unwrap();
    // The last line may be torn: its step was not done then, as far as anybody noted.
    let whole = notes.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let steps: Vec<(usize, u64)> = whole
        .lines()
        .map(|line| {
            let (number, time) = line.split_once(' ').unwrap();
            (number.parse().unwrap(), time.parse().unwrap())
        })
        .collect();
    assert_eq!(open(&file).unwrap().project, project, "nobody saved");
    let mut window = window(folder.path(), None);
    let offered = |window: &Window| window.shows_any(|said| said.starts_with("Recover unsaved work on "));
    // Work of the first second may not have been kept yet; what is there is offered soon after the start.
    let worked = Duration::from_millis(steps.last().map_or(0, |(_, time)| *time));
    let until = Instant::now() + Duration::from_secs(if worked <= MOST_LOST { 2 } else { 60 });
    while !offered(&window) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
        window.harness.run_steps(1);
    }
    if offered(&window) {
        window.press_button("Recover");
    }
    let came_back = |number: usize| window.project().find_element(&name(number)).is_some();
    let lost: Vec<u64> =
        steps.iter().filter(|(number, _)| !came_back(*number)).map(|(_, time)| *time).collect();
    let end = steps.last().map_or(0, |(_, time)| *time);
    Duration::from_millis(lost.first().map_or(0, |first| end - first))
}

/// A number of the environment.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Twenty times within two seconds of work, or as `LINCHPIN_CASES` and `LINCHPIN_SECONDS` say.
#[test]
fn twenty_kills_cost_at_most_a_second_of_work_each() {
    let kills = setting("LINCHPIN_CASES").unwrap_or(20);
    let longest = 1000 * setting("LINCHPIN_SECONDS").unwrap_or(2).max(1);
    let next = AtomicU64::new(0);
    let one_after_the_other = || {
        let mut worst = Duration::ZERO;
        loop {
            let kill = next.fetch_add(1, Ordering::Relaxed);
            if kill >= kills {
                return worst;
            }
            let work = Duration::from_millis(100 + kill * 613 % (longest - 100));
            // A machine that is busy with something else may hold up the disk once, not three times.
            let lost = (0..3).map(|_| lost_after(work)).find(|lost| *lost <= MOST_LOST);
            worst = worst
                .max(lost.unwrap_or_else(|| panic!("kill {kill} after {work:?} cost more than a second")));
        }
    };
    let worst = std::thread::scope(|scope| {
        // Hundreds would take hours one by one.
        let at_once: Vec<_> = (0..kills.div_ceil(100)).map(|_| scope.spawn(one_after_the_other)).collect();
        at_once.into_iter().map(|hand| hand.join().unwrap()).max()
    });
    println!("{kills} kills within {longest} ms, at most {:?} of work lost", worst.unwrap_or_default());
}
