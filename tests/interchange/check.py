"""Files that Linchpin writes, read back by the libraries of other tools.

Run with a built program:  python3 tests/interchange/check.py target/debug/linchpin
Needs networkx (GraphML, GEXF, GML, Pajek, node-link JSON), pydot (DOT), openpyxl (workbooks) and pysd (Vensim, XMILE);
what is not installed is skipped and said so.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIES = ROOT / "tests/data/tables/karate.csv"
CAUSAL = ROOT / "tests/data/corpus/vensim_mdl/workforce.mdl"


def convert(program, source, target, to=None):
    command = [program, "convert", str(source), str(target), "--json"] + (["--to", to] if to else [])
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    report = json.loads(said.stdout)
    return report["elements"], report["links"]


def graphs(program, folder):
    import networkx as nx

    readers = {
        "graphml": nx.read_graphml,
        "gexf": nx.read_gexf,
        "gml": nx.read_gml,
        "net": nx.read_pajek,
        "json": lambda path: nx.node_link_graph(json.loads(pathlib.Path(path).read_text()), edges="edges"),
    }
    for source in (TIES, CAUSAL):
        for ending, read in readers.items():
            target = folder / f"{source.stem}.{ending}"
            counts = convert(program, source, target, "nodelink" if ending == "json" else None)
            graph = read(target)
            if ending == "gexf" and source == TIES:
                # NetworkX reads a mutual edge of GEXF as two; every tie of this network is one.
                counts = (counts[0], 2 * counts[1])
            found = (graph.number_of_nodes(), graph.number_of_edges())
            assert found == counts, f"{target.name}: NetworkX reads {found}, written were {counts}"
            print(f"ok {target.name}: {found[0]} elements, {found[1]} links")


def drawings(program, folder):
    import pydot

    for source in (TIES, CAUSAL):
        target = folder / f"{source.stem}.dot"
        elements, links = convert(program, source, target)
        (graph,) = pydot.graph_from_dot_file(str(target))
        found = (len(graph.get_nodes()), len(graph.get_edges()))
        assert found == (elements, links), f"{target.name}: pydot reads {found}, written were {elements}, {links}"
        print(f"ok {target.name}: {elements} elements, {links} links")


def workbooks(program, folder):
    import openpyxl

    for to, titles in (("xlsx", ["Elements", "Links"]), ("prsm-xlsx", ["Factors", "Links"])):
        for source in (TIES, CAUSAL):
            target = folder / f"{source.stem}-{to}.xlsx"
            counts = convert(program, source, target, to)
            book = openpyxl.load_workbook(target)
            assert book.sheetnames == titles, f"{target.name}: {book.sheetnames}"
            found = tuple(book[title].max_row - 1 for title in titles)
            assert found == counts, f"{target.name}: openpyxl reads {found} rows, written were {counts}"
            formulas = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
            assert not formulas, f"{target.name}: {formulas}"
            print(f"ok {target.name}: {found[0]} elements, {found[1]} links")


def models(program, folder):
    from pysd.translators.vensim.vensim_file import VensimFile
    from pysd.translators.xmile.xmile_file import XmileFile

    for ending, read in (("mdl", VensimFile), ("xmile", XmileFile)):
        target = folder / f"model.{ending}"
        elements, links = convert(program, CAUSAL, target)
        model = read(str(target))
        model.parse()
        names = {element.name for section in model.sections for element in section.elements}
        settings = {"FINAL TIME", "INITIAL TIME", "SAVEPER", "TIME STEP"}
        names = {name for name in names if name.replace("_", " ").upper() not in settings}
        assert len(names) == elements, f"{target.name}: PySD reads {len(names)}, written were {elements}"
        print(f"ok {target.name}: {elements} variables, {links} links written")


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/debug/linchpin")
    with tempfile.TemporaryDirectory() as name:
        for check in (graphs, drawings, workbooks, models):
            try:
                check(program, pathlib.Path(name))
            except ImportError as missing:
                print(f"skipped {check.__name__}: {missing}")


main()
