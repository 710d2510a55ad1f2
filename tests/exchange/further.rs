//! Workbooks, Pajek, UCINET DL and Insight Maker.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use linchpin::exchange::{self, Column, Format, Imported, Options, Role};
use linchpin::model::{ElementKind, Polarity, Project, Scale, problems};

use crate::{read, read_as, written};

/// The links as `from → to`, with sign, strength and whether they run both ways, sorted.
pub fn links(project: &Project) -> Vec<String> {
    let mut all: Vec<String> = project
        .links
        .values()
        .filter_map(|link| {
            let (from, to) = link.ends.pair()?;
            let said = match (link.causal(), link.tie()) {
                (Some(causal), _) => causal.polarity.map_or("", Polarity::as_str).to_owned(),
                (_, Some(tie)) => {
                    let both = if tie.is_mutual() { "both" } else { "" };
                    format!(
                        "{both} {}",
                        tie.strength.map(|strength| strength.to_string()).unwrap_or_default()
                    )
                }
                _ => String::new(),
            };
            let all = format!("{} → {} {said}", project.name_of(from), project.name_of(to));
            Some(all.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect();
    all.sort();
    all
}

fn open(name: &str, bytes: &[u8]) -> Imported {
    exchange::read_bytes(Path::new(name), bytes, &Options::default()).unwrap()
}

fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (line, row) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*row) {
                sheet.write_string(line, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn the_sheets_of_kumu_are_read_by_label_and_id() {
    let bytes = workbook(&[
        (
            "Elements",
            &[
                &["Label", "Type", "Description", "Tags", "Owner"],
                &["Rain", "Driver", "Falls.", "sky|wet", "="],
                &["Floods", "", "", "", ""],
            ],
        ),
        (
            "Connections",
            &[
                &["From", "To", "Type", "Label"],
                &["Rain", "Floods|Harvest", "+", "soon"],
                &[],
                &["Floods", "Harvest", "-+", ""],
            ],
        ),
        ("Notes (ignore)", &[&["Label"], &["Not me"]]),
        ("Sums", &[&["a", "b"]]),
    ]);
    let imported = open("map.xlsx", &bytes);
    let project = &imported.project;
    assert_eq!(imported.format, "xlsx");
    assert_eq!(links(project), ["Floods → Harvest -", "Rain → Floods +", "Rain → Harvest +"]);
    let (_, rain) = project.find_element("Rain").unwrap();
    assert_eq!((rain.kind(), rain.notes.as_str()), (ElementKind::Variable, "Falls."));
    assert_eq!((&rain.fields["type"], &rain.fields["tags"]), (&"Driver".into(), &"sky|wet".into()));
    assert_eq!(
        imported.warnings,
        [
            "The sheet “Sums” was left out: it is no table of elements or links.",
            "Could not be carried: sheets to ignore (1)."
        ]
    );
    assert_eq!(problems(project), []);
}

#[test]
fn the_sheets_of_prsm_bring_places_and_notes() {
    let bytes = workbook(&[
        ("Factors", &[&["Label", "Note", "Style", "x", "y"], &["Rain", "wet", "2", "10", "-20"]]),
        ("Links", &[&["From", "To", "Label", "Note", "Style"], &["Rain", "Mud", "", "seen", "1"]]),
    ]);
    let project = open("map.xlsx", &bytes).project;
    let (id, rain) = project.find_element("Rain").unwrap();
    assert_eq!(rain.notes, "wet");
    assert!(project.maps.values().next().unwrap().elements[id].pos.is_some());
    assert_eq!(project.links.values().next().unwrap().notes, "seen");
}

#[test]
fn a_workbook_for_prsm_has_its_sheets_labels_and_styles() {
    let text = "id,name,notes\n1,Rain,wet\n";
    let mut project = read("x.csv", "from,to,polarity\nMud,Rain,negative\nRain,Mud,\n").project;
    let other = read("y.csv", text).project;
    project.elements.extend(other.elements.iter().map(|(id, element)| (id.clone(), element.clone())));
    let bytes = written(&project, Format::PrsmXlsx);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Factors", "Links"]);
    let column = |book: &mut Xlsx<_>, sheet: &str, name: &str| {
        let range = book.worksheet_range(sheet).unwrap();
        let at = range.rows().next().unwrap().iter().position(|cell| *cell == name).unwrap();
        range.rows().skip(1).map(|row| row[at].to_string()).collect::<Vec<_>>()
    };
    let mut labels = column(&mut book, "Factors", "Label");
    labels.sort();
    assert_eq!(labels, ["Mud", "Rain", "Rain (2)"], "PRSM finds the ends of links by their labels");
    let mut styles = column(&mut book, "Links", "Style");
    styles.sort();
    assert_eq!(styles, ["2", "4"]);
    for end in ["From", "To"] {
        assert!(column(&mut book, "Links", end).iter().all(|label| labels.contains(label)));
    }
    let after = open("x.xlsx", &bytes);
    assert!(after.project.elements.values().all(|element| element.fields.is_empty()), "no numbers of styles");
    assert_eq!(after.project.links.len(), 2);
}

#[test]
fn a_written_workbook_holds_text_and_never_a_formula() {
    let project = read("x.csv", "from,to,kind\n'=cmd(),b|c,'@x\n").project;
    let bytes = written(&project, Format::Xlsx);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    for sheet in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&sheet).unwrap().used_cells().count(), 0);
    }
    let sheet = book.worksheet_range("Links").unwrap();
    assert!(sheet.used_cells().any(|(_, _, cell)| *cell == Data::String("=cmd()".to_owned())));
    let after = open("x.xlsx", &bytes).project;
    assert_eq!(links(&after), links(&project));
    let error = exchange::read_bytes(Path::new("x.xlsx"), &bytes[..bytes.len() / 2], &Options::default());
    assert!(error.is_err());
}

/// "inf" is a word. Found by 16,776 round trips: as a number it came back as "INF".
#[test]
fn words_that_would_do_for_a_number_stay_words_in_a_workbook() {
    let words = ["-inf", "007", "12.50", "1e5", "NaN", "inf", "infinity"];
    let rows = words.map(|word| format!("A{word},B,{word}\n")).concat();
    let project = read("x.csv", &format!("from,to,notes\n{rows}")).project;
    let after = open("x.xlsx", &written(&project, Format::Xlsx)).project;
    let notes = |project: &Project| -> Vec<String> {
        let mut notes: Vec<String> = project.links.values().map(|link| link.notes.clone()).collect();
        notes.sort();
        notes
    };
    assert_eq!(notes(&project), words);
    assert_eq!(notes(&after), words);
}

#[test]
fn columns_mean_what_the_user_says() {
    let text = "wer,wen,wie,sign\nAna,Ben,5,x\nBen,Cem,2,y\n";
    let columns = exchange::columns(text.as_bytes());
    let roles: Vec<(&str, Role)> = columns.iter().map(|column| (column.name.as_str(), column.role)).collect();
    assert_eq!(
        roles,
        [("wer", Role::Field), ("wen", Role::Field), ("wie", Role::Field), ("sign", Role::Polarity)]
    );
    assert_eq!(columns[0].cells, ["Ana", "Ben"]);
    let mut options = Options { from: Some(Format::Csv), ..Options::default() };
    assert!(read_as("x.csv", text, &options).is_err());
    for (name, role) in
        [("wer", Role::To), ("wen", Role::From), ("wie", Role::Strength), ("sign", Role::Nothing)]
    {
        options.columns.insert(name.to_owned(), role);
    }
    let imported = read_as("x.csv", text, &options).unwrap();
    assert_eq!(links(&imported.project), ["Ben → Ana both 5", "Cem → Ben both 2"]);
    assert_eq!(imported.warnings, Vec::<String>::new());
}

#[test]
fn every_meaning_of_a_column_can_be_seen_and_said() {
    let meanings = |text: &str, chosen: &[(&str, Role)]| -> Vec<&str> {
        let chosen = chosen.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect();
        exchange::roles(&exchange::columns(text.as_bytes()), &chosen).into_iter().map(Role::word).collect()
    };
    assert_eq!(
        meanings("id,label,x,y,interest,sector,asset: land,strength,tags\n", &[]),
        ["id", "name", "x", "y", "interest", "sector", "asset", "field", "tags"]
    );
    // In a table of links they are fields of the links.
    assert_eq!(meanings("from,to,label,x,strength\n", &[]), ["from", "to", "field", "field", "strength"]);
    // What the user says of some columns decides on the others.
    assert_eq!(meanings("wer,x,strength\n", &[("wer", Role::Name)]), ["name", "x", "field"]);
    let offered = Role::offered(&[Role::Name, Role::Field]);
    assert!(offered.contains(&Role::Influence) && !offered.contains(&Role::Polarity));

    let text = "wer,Macht,Land,was\nAna,4,60,x\n";
    let mut options = Options { from: Some(Format::Csv), ..Options::default() };
    for (name, role) in [("wer", Role::Name), ("Macht", Role::Influence), ("Land", Role::Asset)] {
        options.columns.insert(name.to_owned(), role);
    }
    let project = read_as("x.csv", text, &options).unwrap().project;
    let ana = project.find_element("Ana").unwrap().1;
    let actor = ana.actor().unwrap();
    assert_eq!(actor.spread(Scale::Influence).unwrap().mean.to_string(), "4");
    assert_eq!(actor.assets.values().copied().map(|level| level.to_string()).collect::<Vec<_>>(), ["60"]);
    assert_eq!(ana.fields["was"], "x");
    // A column that is called no more than that is an asset of that name when the user says so.
    let mut options = Options { from: Some(Format::Csv), ..Options::default() };
    options.columns.insert("asset".to_owned(), Role::Asset);
    let project = read_as("x.csv", "name,asset\nAna,60\n", &options).unwrap().project;
    assert_eq!(project.find_element("Ana").unwrap().1.actor().unwrap().assets.len(), 1);
}

#[test]
fn columns_of_a_workbook_mean_what_the_user_says_of_their_sheet() {
    let bytes = workbook(&[
        ("Leute", &[&["Wer", "Art", "Ort"], &["Ana", "Choir", "Graz"]]),
        ("Faden", &[&["Wer", "Wen", "Art"], &["Ana", "Ben", "funds"], &["Ben", "Cem", "funds"]]),
        ("Old (ignore)", &[&["a", "b"]]),
    ]);
    let columns = exchange::columns(&bytes);
    let keys: Vec<String> = columns.iter().map(Column::key).collect();
    assert_eq!(keys, ["Leute!Wer", "Leute!Art", "Leute!Ort", "Faden!Wer", "Faden!Wen", "Faden!Art"]);
    assert_eq!(columns[3].cells, ["Ana", "Ben"]);
    let mut options = Options::default();
    let read = |options: &Options| exchange::read_bytes(Path::new("x.xlsx"), &bytes, options);
    assert!(read(&options).is_err());
    for (key, role) in [
        ("Leute!Wer", Role::Name),
        ("Faden!Wer", Role::From),
        ("Faden!Wen", Role::To),
        ("Faden!Art", Role::Kind),
    ] {
        options.columns.insert(key.to_owned(), role);
    }
    let project = read(&options).unwrap().project;
    assert_eq!(links(&project), ["Ana → Ben both", "Ben → Cem both"]);
    assert_eq!(project.find_element("Ana").unwrap().1.fields["Art"], "Choir");
}

#[test]
fn pajek_knows_arcs_edges_lists_and_matrices() {
    let text = "*Network \"Town hall\"\n% a remark\n*Vertices 4\n1 \"Ana \\\"A\\\"\" 0.1 0.2 0.5 ic Red\n2 Ben 0.9 0.2\n\
                3 \"Cem\"\n*Arcs :1 \"funds\"\n1 2 3.5\n2 3 -1\n*Edges\n1 3 2 l \"old\"\n*Arcslist\n4 1 2\n*Partition x\n1\n";
    let imported = read("town.net", text);
    let project = &imported.project;
    assert_eq!(
        (imported.format, project.about.title.as_str(), project.elements.len()),
        ("pajek", "Town hall", 4)
    );
    // A negative weight is a sign, so the map is one of causes.
    assert!(links(project).contains(&"Ben → Cem -".to_owned()), "{:?}", links(project));
    let matrix = read("m.net", "*Vertices 2\r\n1 \"a\"\r\n2 \"b\"\r\n*Matrix\r\n0 2\r\n0 0\r\n").project;
    assert_eq!(links(&matrix), ["a → b 2"]);
    for (text, said) in [
        ("*Vertices 2\n*Arcs\n1\n", "x.net: line 3: this line cannot be read"),
        ("*Vertices 99999999999\n", "x.net: line 1: the number of vertices is missing or too large"),
    ] {
        let error = read_as("x.net", text, &Options::default()).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn ucinet_matrices_and_lists_become_ties() {
    let matrix = "DL N=3\nFORMAT=FULLMATRIX\nLABELS:\nana, ben\n\"Cem C\"\nDATA:\n0 1 0\n1 0 2\n0 0 0\n";
    let imported = read("x.dl", matrix);
    assert_eq!(imported.format, "dl");
    assert_eq!(links(&imported.project), ["ana → ben both 1", "ben → Cem C 2"]);
    let list = "dl n=3 format = edgelist1\nlabels embedded:\ndata:\nana ben 2\nana cem\n";
    assert_eq!(links(&read("x.dl", list).project), ["ana → ben 2", "ana → cem"]);
    let nodes = "dl n=3, format=nodelist1\nlabels:\na,b,c\ndata:\n1 2 3\n3 1\n";
    assert_eq!(links(&read("x.dl", nodes).project), ["a → b", "a → c both"]);
    let embedded = "dl n=2\nlabels embedded\ndata:\n a b\na 0 1\nb 0 0\n";
    assert_eq!(links(&read("x.dl", embedded).project), ["a → b 1"]);
    let odd = "dl n=2 format=edgelist1\nlabels:\n\"a=b, data: c\"\n\"labels\"\ndata:\n1 2\n";
    assert_eq!(
        links(&read("x.dl", odd).project),
        ["a=b, data: c → labels"],
        "labels are taken as they stand"
    );
    let refused = |text: &str| read_as("x.dl", text, &Options::default()).unwrap_err().to_string();
    let error = refused("dl n=2\ndata:\n0 1 0\n");
    assert!(error.contains("the matrix ends in row 2 of 2"), "{error}");
    // A short file asks for no more than it could name, and a matrix for no more cells than can be held.
    let error = refused("dl n=900000 format=edgelist1\ndata:\n1 2\n");
    assert!(error.contains("line 1") && error.contains("above 4000"), "{error}");
    let error = refused(&format!("dl n=5000\ndata:\n{}", "0 ".repeat(5000)));
    assert!(error.contains("5000 rows") && error.contains("edge list"), "{error}");
    let text = String::from_utf8(written(&imported.project, Format::Dl)).unwrap();
    assert_eq!(links(&read("y.dl", &text).project), links(&imported.project));
}

#[test]
fn insight_maker_is_read_in_both_its_forms() {
    let xml = "<InsightMakerModel><root><mxCell id=\"0\"/><Variable id=\"2\" name=\"Rain\" Note=\"Falls\"><mxCell style=\"variable\" vertex=\"1\" parent=\"1\">\
               <mxGeometry x=\"100\" y=\"50\" width=\"120\" height=\"40\"/></mxCell></Variable><Stock id=\"3\" name=\"Lake\"><mxCell vertex=\"1\"/></Stock>\
               <Flow id=\"4\" name=\"Inflow\"><mxCell edge=\"1\" target=\"3\"/></Flow>\
               <Link id=\"5\" name=\"Link\"><mxCell edge=\"1\" source=\"2\" target=\"4\" style=\"link;END_ANNOTATION=+\"/></Link></root></InsightMakerModel>";
    let imported = read("lake.insightmaker", xml);
    assert_eq!(imported.format, "insight");
    assert_eq!(links(&imported.project), ["Inflow → Lake +", "Rain → Inflow +"]);
    assert_eq!(imported.project.find_element("Rain").unwrap().1.notes, "Falls");
    let json = r#"{"engine": "SIMULATION_PACKAGE", "name": "Lake", "elements": [
        {"type": "VARIABLE", "name": "Rain", "display": {"coordinates": [0, 0], "size": [100, 40]}, "behavior": {"value": "3"}},
        {"type": "STOCK", "name": "Lake"}, {"type": "FLOW", "name": "Inflow", "from": null, "to": "Lake"},
        {"type": "LINK", "from": "Rain", "to": "Inflow", "behavior": {"polarity": "NEGATIVE"}}]}"#;
    let imported = read("lake.json", json);
    assert_eq!((imported.format, imported.project.elements.len()), ("insight", 3));
    assert_eq!(links(&imported.project), ["Inflow → Lake +", "Rain → Inflow -"]);
}
