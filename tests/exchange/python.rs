//! What we write is read by the libraries that the tools of these formats stand on, where Python has them: NetworkX (with
//! pydot) and pysd. `LINCHPIN_PYTHON` names the Python; README says how to get one that has them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use linchpin::exchange::{self, Format};
use linchpin::model::{LinkKind, Project};
use serde_json::{Value, json};

use crate::written;

/// What a graph holds: elements by id, and links between two of them.
fn expected(project: &Project, causal: &Project) -> Value {
    let elements: BTreeMap<String, String> =
        project.elements.iter().map(|(id, element)| (id.to_string(), element.name.clone())).collect();
    let links: Vec<Value> = project
        .links
        .values()
        .filter_map(|link| {
            let (from, to) = link.ends.pair()?;
            let sign =
                link.causal().and_then(|causal| causal.polarity).map(linchpin::model::Polarity::as_str);
            let mutual = link.tie().is_some_and(linchpin::model::Tie::is_mutual);
            Some(json!({ "from": from.to_string(), "to": to.to_string(), "sign": sign, "mutual": mutual }))
        })
        .collect();
    let names: Vec<&str> = causal.elements.values().map(|element| element.name.as_str()).collect();
    let arrows: Vec<[String; 2]> = causal
        .links
        .values()
        .filter_map(|link| link.ends.pair())
        .map(|(from, to)| [causal.name_of(from), causal.name_of(to)])
        .collect();
    json!({ "elements": elements, "links": links, "causal": { "names": names, "links": arrows } })
}

/// The variables, issues and causal links of a project.
fn causal_part(project: &Project) -> Project {
    let mut part = project.clone();
    part.links = part.links.into_iter().filter(|(_, link)| link.kind() == LinkKind::Causal).collect();
    part.elements = part.elements.into_iter().filter(|(_, element)| element.actor().is_none()).collect();
    part.coalitions.clear();
    part
}

#[test]
fn what_is_written_is_read_by_networkx_and_pysd() {
    let python = std::env::var("LINCHPIN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for sample in ["electric-vehicles-india", "waste-pickers-bengaluru", "five-coalitions"] {
        let file = root.join("samples").join(sample).with_extension("linchpin");
        let project = exchange::read_any(&file).unwrap().project;
        let causal = causal_part(&project);
        let folder = tempfile::tempdir().unwrap();
        let keep = |name: String, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        for format in [Format::GraphMl, Format::Gexf, Format::Gml, Format::Dot] {
            keep(format!("map.{}", format.endings()[0]), &written(&project, format));
        }
        if !causal.links.is_empty() {
            for format in [Format::Pajek, Format::Mdl, Format::Xmile] {
                keep(format!("causal.{}", format.endings()[0]), &written(&causal, format));
            }
        }
        keep("expected.json".to_owned(), expected(&project, &causal).to_string().as_bytes());
        let script = root.join("tests/exchange/read_back.py");
        let Ok(read) = Command::new(&python).arg(script).arg(folder.path()).output() else {
            println!("there is no {python}: nothing was read back");
            return;
        };
        let said = String::from_utf8_lossy(&read.stdout);
        let failed = String::from_utf8_lossy(&read.stderr);
        assert!(read.status.success(), "{sample}:\n{said}{failed}");
        println!("{sample}:\n{said}");
    }
}
