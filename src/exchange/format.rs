//! The table of formats: what each is called, how it is known, what it holds, how it is read and written.

use std::path::Path;

use super::account::Account;
use super::fault::Fault;
use super::flat::{Flat, Part};
use super::source::Source;
use super::{causal, graph, mapping, outline, table};

/// One format of the table.
pub(super) struct Handler {
    /// The name that `--from` and `--to` take.
    pub(super) name: &'static str,
    /// The name as people know it.
    pub(super) title: &'static str,
    /// The endings of its files, the usual one first.
    pub(super) endings: &'static [&'static str],
    /// What ids of imported records are derived from.
    pub(super) origin: &'static str,
    /// The parts that it has a place for.
    pub(super) holds: &'static [Part],
    /// The content is in this format, for all one can see from its beginning.
    pub(super) sniff: fn(&Source<'_>) -> bool,
    /// Reads it.
    pub(super) read: fn(&Source<'_>, &mut Account) -> Result<Flat, Fault>,
    /// Writes what was left of a map after taking out what the format does not hold, and says what else had to change;
    /// fails where a limit of the format is in the way.
    pub(super) write: Option<Write>,
}

/// Writes what was left of a map.
type Write = fn(&Flat, &mut Account) -> Result<Vec<u8>, Fault>;

/// Lists the formats besides our own: the variant with its meaning, and where its handler stands.
macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident = $handler:path,)*) => {
        /// A format that can be read; most can be written too. Our own and the capture language are projects as they are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format {
            /// Linchpin's own project file.
            Linchpin,
            /// Lines of the capture language.
            Text,
            $($(#[$doc])* $format,)*
        }

        impl Format {
            /// Every format. Where several could be meant, the earlier is tried first.
            pub const ALL: &'static [Self] = &[Self::Linchpin, Self::Text, $(Self::$format,)*];

            /// How a foreign format is read and written.
            pub(super) fn handler(self) -> Option<&'static Handler> {
                match self {
                    Self::Linchpin | Self::Text => None,
                    $(Self::$format => Some(&$handler),)*
                }
            }
        }
    };
}

formats! {
    /// A Kumu project as its full export holds it.
    Kumu = mapping::kumu::FORMAT,
    /// A Kumu blueprint: elements and connections.
    KumuBlueprint = mapping::kumu::BLUEPRINT,
    /// A PRSM map, plain or compressed.
    Prsm = mapping::prsm::FORMAT,
    /// GraphML, as yEd, Gephi, SocNetV and NetworkX write it.
    GraphMl = graph::graphml::FORMAT,
    /// GEXF 1.1 to 1.3, Gephi's own exchange format.
    Gexf = graph::gexf::FORMAT,
    /// GML, of many graph programs.
    Gml = graph::gml::FORMAT,
    /// Graphviz DOT.
    Dot = graph::dot::FORMAT,
    /// Graphology JSON, which Gephi writes.
    Graphology = graph::json::GRAPHOLOGY,
    /// Node-link JSON of NetworkX and d3.
    NodeLink = graph::json::NODE_LINK,
    /// XMILE, as Stella and simlin write it.
    Xmile = causal::xmile::FORMAT,
    /// Vensim's text model.
    Mdl = causal::mdl::FORMAT,
    /// A LOOPY address or file.
    Loopy = causal::loopy::FORMAT,
    /// simlin's project in JSON.
    Simlin = causal::simlin::FORMAT,
    /// Insight Maker's model, in XML or JSON.
    Insight = causal::insight::FORMAT,
    /// Pajek's network file.
    Pajek = graph::pajek::FORMAT,
    /// UCINET's DL file.
    Dl = graph::dl::FORMAT,
    /// An outline as OPML.
    Opml = outline::OPML,
    /// An outline in Markdown.
    Markdown = outline::MARKDOWN,
    /// A link table with commas.
    Csv = table::CSV,
    /// A link table with tabs.
    Tsv = table::TSV,
    /// A workbook with sheets of elements and of links.
    Xlsx = table::XLSX,
    /// A workbook with the sheets that PRSM asks for.
    PrsmXlsx = table::PRSM_XLSX,
    /// A square matrix of weights, as of fuzzy cognitive maps.
    Matrix = causal::matrix::FORMAT,
}

impl Format {
    /// The name that `--from` and `--to` take.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            _ => self.handler().map_or("linchpin", |handler| handler.name),
        }
    }

    /// The name as people know it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Lines of text",
            _ => self.handler().map_or("Linchpin", |handler| handler.title),
        }
    }

    /// The endings of its files, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            _ => self.handler().map_or(&["linchpin", "json"], |handler| handler.endings),
        }
    }

    /// The parts of a project that it has a place for; everything for those without a handler.
    pub fn holds(self, part: Part) -> bool {
        self.handler().is_none_or(|handler| handler.holds.contains(&part))
    }

    /// Linchpin writes it.
    pub fn can_write(self) -> bool {
        self.handler().is_none_or(|handler| handler.write.is_some())
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The first format that the ending of a file's name says.
    pub fn from_path(path: &Path) -> Option<Self> {
        Self::by_ending(path).next()
    }

    /// The formats that the ending of a file's name allows.
    pub(super) fn by_ending(path: &Path) -> impl Iterator<Item = Self> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        Self::ALL.iter().copied().filter(move |format| format.endings().contains(&ending.as_str()))
    }
}
