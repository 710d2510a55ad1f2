//! What is painted on the map has names for those who cannot see it.

use egui_kittest::kittest::Queryable as _;

use crate::window::Window;

#[test]
fn links_and_loops_on_the_screen_have_names() {
    let window = Window::on_sample("electric-vehicles-india.linchpin");
    let link = window.harness.get_by_label("causal link from EV price to EV sales").rect();
    let (from, to) = (window.rect("variable EV price"), window.rect("variable EV sales"));
    assert!(from.union(to).expand(60.0).contains_rect(link), "{link:?}");
    assert!(window.shows("loop R1 Scale cuts cost"));
}
