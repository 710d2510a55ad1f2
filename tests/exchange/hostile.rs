//! Files that are broken, or made to break programs: each is refused or read in part, says where and what helps, and takes
//! no more room than its size.

use std::fmt::Write as _;
use std::path::Path;

use linchpin::exchange::{self, Fate, Format, Imported, Options};
use linchpin::file::Header;

use crate::{read, read_as, written};

/// The one sentence with which a file is refused.
fn refused(name: &str, text: &str) -> String {
    read_as(name, text, &Options::default()).unwrap_err().to_string()
}

fn refused_as(format: Format, text: &str) -> String {
    let options = Options { from: Some(format), ..Options::default() };
    read_as("x", text, &options).unwrap_err().to_string()
}

fn read_from(format: Format, text: &str) -> Imported {
    read_as("x", text, &Options { from: Some(format), ..Options::default() }).unwrap()
}

/// As many pieces as that, one behind the other.
fn repeated(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

#[test]
fn entities_of_xml_are_neither_expanded_nor_fetched() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE g [\n<!ENTITY a \"ha\">\n<!ENTITY b \"&a;&a;&a;\">\n]>\n<graphml><graph><node id=\"&b;\"/></graph></graphml>";
    let said = refused("bomb.graphml", bomb);
    assert_eq!(
        said,
        "bomb.graphml: line 3: the file declares entities, which can make it explode or read other files; delete its \
         <!DOCTYPE …> and open it again."
    );
    let outside = "<!DOCTYPE o [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n<opml><body><outline text=\"&e;\"/></body></opml>";
    assert!(refused("x.opml", outside).starts_with("x.opml: line 1: the file declares entities"));
}

#[test]
fn deep_nesting_is_refused_in_every_kind_of_file() {
    let deep = |start: &str, open: &str| format!("{start}{}", open.repeat(100_000));
    for (name, text, said) in [
        (
            "x.graphml",
            deep("<graphml>\n", "<graph>"),
            "x.graphml: line 2: elements are nested more than 500 deep",
        ),
        (
            "x.opml",
            deep("<opml><body>\n", "<outline text='a'>"),
            "x.opml: line 2: elements are nested more than 500 deep",
        ),
        (
            "x.json",
            deep("{\"elements\":", "["),
            "x.json: line 1: this is not JSON (recursion limit exceeded)",
        ),
        ("x.gml", deep("graph [\n", "node [ "), "x.gml: line 2: lists are nested too deeply"),
    ] {
        let format = Format::from_path(Path::new(name)).filter(|format| *format != Format::Linchpin);
        let options = Options { from: format.or(Some(Format::Kumu)), ..Options::default() };
        let error = read_as(name, &text, &options).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
    }
    // An outline in Markdown is made flatter instead.
    let steps: String = repeated(400, |depth| format!("{}- a\n", " ".repeat(depth)));
    assert_eq!(read("x.md", &steps).project.elements.len(), 400);
}

#[test]
fn a_table_of_more_than_a_million_links_is_refused_at_its_line() {
    let text = format!("from,to\n{}", "a,b\n".repeat(1_000_100));
    assert_eq!(
        refused("large.csv", &text),
        "large.csv: line 1000002: here the map has more than 1000000 links; split it, and take the part that you need."
    );
}

#[test]
fn a_little_that_stands_for_much_is_not_copied_out() {
    let many = |count: usize| (0..count).map(|at| format!("a{at}")).collect::<Vec<_>>().join("|");
    let imported = read("x.csv", &format!("from,to\na,b|c\n{},{}\n", many(200), many(200)));
    assert_eq!(imported.project.links.len(), 2);
    assert_eq!(
        imported.warnings,
        ["Line 3 was left out: each start with each end makes 40000 links. Give every link a row."]
    );
    // A header much wider than the rows below it.
    let wide: String = (0..50_000).fold(String::new(), |mut text, at| {
        let _ = write!(text, ",c{at}");
        text
    });
    let rows: String = repeated(2000, |at| format!("n{at},m{at}\n"));
    assert_eq!(read("x.csv", &format!("from,to{wide}\n{rows}")).project.links.len(), 2000);
    // Defaults that every element takes, and attributes that every link of a chain takes.
    let keys: String = repeated(3000, |at| {
        format!("<key id='k{at}' for='node' attr.name='n{at}'><default>d</default></key>")
    });
    let nodes: String = repeated(3000, |at| format!("<node id='{at}'/>"));
    let imported = read("x.graphml", &format!("<graphml>{keys}<graph>{nodes}</graph></graphml>"));
    assert!(imported.account.count(Fate::Lost, "defaults of very many elements") > 1_000_000);
    let chain = format!(
        "graph {{ {} [{}]; }}",
        "a--b--".repeat(2000) + "a",
        (0..3000).map(|at| format!("k{at}=1")).collect::<Vec<_>>().join(",")
    );
    let imported = read("x.dot", &chain);
    assert_eq!(imported.project.links.len(), 4000);
    assert!(imported.account.count(Fate::Lost, "attributes of very long chains") > 1_000_000);
    // Names that are all the same, for formats that know elements by name.
    let same: String = repeated(20_000, |at| format!("<node id='{at}'><data key='l'>A</data></node>"));
    let head = "<key id='l' for='node' attr.name='label'/>";
    let project = read("x.graphml", &format!("<graphml>{head}<graph>{same}</graph></graphml>")).project;
    assert!(written(&project, Format::Pajek).len() > 20_000);
    let fault = exchange::write(&project, &Header::default(), Format::Matrix);
    // Actors have no place in a matrix of weights; of variables there would be too many.
    assert!(fault.is_ok());
}

#[test]
fn wide_elements_and_unclosed_brackets_take_no_longer_than_their_size() {
    let wide: String = repeated(100_000, |at| format!(" a{at}=''"));
    let said = refused("x.gexf", &format!("<gexf>\n<graph{wide}/></gexf>"));
    assert!(said.starts_with("x.gexf: line 2: an element has more than 256 attributes; "), "{said}");
    let ampersands = format!("graph [ label \"{}\" node [ id 1 ] ]", "&".repeat(500_000));
    assert_eq!(read_from(Format::Gml, &ampersands).project.elements.len(), 1);
}

#[test]
fn numbers_beyond_all_bounds_in_a_sketch_are_no_ends() {
    let text = "{UTF-8}\n\\\\\\---/// Sketch\n*View 1\n11,1e300,0,1,1\n10,2,a,1,1\n1,3,9223372036854775807,2,0,0,43\n///---\\\\\\\n";
    let imported = read("x.mdl", text);
    assert_eq!((imported.project.elements.len(), imported.project.links.len()), (1, 0));
}

#[test]
fn mixed_encodings_missing_columns_and_wrong_endings_are_said() {
    let bytes = b"from,to\nn\xc3\xa9,b\nn\xe9,c\n";
    let imported = exchange::read_bytes(Path::new("x.csv"), bytes, &Options::default()).unwrap();
    assert_eq!(
        imported.warnings,
        [
            "Line 3: the file mixes encodings; what is not UTF-8 was read as windows-1252. Check names with accents, or save the \
          file as UTF-8."
        ]
    );
    assert!(imported.project.find_element("né").is_some());
    assert_eq!(imported.project.elements.len(), 3);
    assert_eq!(
        refused("x.csv", "wer,wen\na,b\n"),
        "x.csv: a link table needs the columns `from` and `to` (or `source` and `target`), a list of elements the column \
         `name`; this one has `wer`, `wen`."
    );
    let imported = read("x.graphml", "from,to\na,b\n");
    assert_eq!((imported.format, imported.warnings.len()), ("csv", 1));
    assert_eq!(imported.warnings[0], "The ending of the name does not fit: the content is CSV.");
    assert!(refused("x.graphml", "Dear all").starts_with("x.graphml: "));
    let zip = b"PK\x03\x04 xl/workbook.xml and no more";
    let error = exchange::read_bytes(Path::new("x.xlsx"), zip, &Options::default()).unwrap_err().to_string();
    assert!(
        error.starts_with("x.xlsx: the workbook cannot be read (")
            && error.ends_with("save it again as XLSX, or as CSV."),
        "{error}"
    );
}

#[test]
fn ids_that_stand_twice_and_ends_that_are_not_there_are_named_with_their_lines() {
    let text = "<graphml>\n<graph edgedefault='directed'>\n<node id='a'/>\n<node id='a'/>\n<node id='b'/>\n<edge source='a' target='c'/>\n<edge source='a' target='b'/>\n</graph></graphml>";
    let imported = read("x.graphml", text);
    assert_eq!((imported.project.elements.len(), imported.project.links.len()), (2, 1));
    assert_eq!(
        imported.warnings,
        [
            "Line 4: the id “a” stands twice; the second (“a”) was left out. Give it an id of its own.",
            "Line 6: the link “a” → “c” was left out: there is no element “c”. Add it to the file."
        ]
    );
}

#[test]
fn formulas_stay_text_on_the_way_in_and_are_guarded_on_the_way_out() {
    let text = "from,to,kind,label\n\"=HYPERLINK(\"\"http://x\"\")\",@b,-c,+d\n";
    let project = read("x.csv", text).project;
    assert!(project.find_element("=HYPERLINK(\"http://x\")").is_some());
    for (format, separator) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
        let bytes = written(&project, format);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(&*bytes);
        let cells: Vec<String> = reader
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        assert_eq!(cells.iter().filter(|cell| cell.starts_with('\'')).count(), 4, "{cells:?}");
        assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
    }
    let ids: Vec<_> = project.elements.keys().cloned().collect();
    let table = exchange::table_of(&project, &ids);
    assert!(table.contains("'=HYPERLINK") && table.contains("'@b"), "{table}");
}

#[test]
fn what_is_no_file_of_a_format_says_what_it_lacks() {
    for format in Format::ALL.iter().copied().filter(|format| !matches!(format, Format::Text)) {
        for text in ["x", "{}", "[]", "<a/>", "{\"nodes\": 3, \"elements\": 4}"] {
            let options = Options { from: Some(format), ..Options::default() };
            if let Err(error) = read_as("x", text, &options) {
                let said = error.to_string();
                assert!(
                    said.starts_with("x: ") && said.ends_with('.') && !said.contains('\n'),
                    "{}: {said}",
                    format.name()
                );
            }
        }
    }
    assert!(refused_as(Format::Kumu, "{}").contains("name its format with --from"));
}
