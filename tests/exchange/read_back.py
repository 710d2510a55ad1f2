"""Reads files that Linchpin wrote with the libraries of the tools they are for, and says where they differ.

    python3 tests/exchange/read_back.py FOLDER

FOLDER holds `expected.json` (elements by id, links by their ends) and files named by their formats, as the test
`python` writes them. NetworkX reads graphs (DOT through pydot), pysd Vensim and XMILE. A library that is not there is
named, and what it would have read is left out. Ends with 1 when something differs.
"""

import json
import sys
import xml.etree.ElementTree as Tree
from collections import Counter
from pathlib import Path

folder = Path(sys.argv[1])
expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
names = expected["elements"]
wrong = []


def compare(file, what, found, wanted):
    """Notes a difference; otherwise says how many agree."""
    if found == wanted:
        print(f"{file}: {sum(wanted.values())} {what}")
    else:
        wrong.append(f"{file}: {what}: {found - wanted} too much, {wanted - found} missing")


def plain(value):
    """pydot keeps the quotes of words."""
    return value.strip('"') if isinstance(value, str) else value


def graph(file, read, key, both_ways):
    """A graph with its names, its links and their signs. `both_ways` formats have two arcs for a mutual link."""
    path = folder / file
    if not path.exists():
        return
    found = read(path)
    # pydot takes the end of a line for an element.
    nodes = {node: data for node, data in found.nodes(data=True) if str(node).strip('"') not in ("\\n", "\\r\\n")}
    ids = {node: plain(key(node, data)) for node, data in nodes.items()}
    labels = Counter(str(plain(data.get("label", node))) for node, data in nodes.items())
    compare(file, "elements", labels, Counter(names.values()))
    arcs = Counter()
    for start, end, data in found.edges(data=True):
        arcs[(ids[start], ids[end], plain(data.get("polarity")))] += 1
    wanted = Counter()
    for link in expected["links"]:
        wanted[(link["from"], link["to"], link["sign"])] += 1
        if both_ways and link["mutual"] and link["from"] != link["to"]:
            wanted[(link["to"], link["from"], link["sign"])] += 1
    compare(file, "links", arcs, wanted)


def with_networkx(nx):
    graph("map.graphml", nx.read_graphml, lambda node, data: node, False)
    graph("map.gexf", nx.read_gexf, lambda node, data: node, True)
    graph("map.gml", lambda path: nx.read_gml(path, label="id"), lambda node, data: data["linchpinId"], False)
    try:
        import pydot  # noqa: F401
    except ImportError:
        print("map.dot: not read, pydot is not here")
    else:
        graph("map.dot", nx.nx_pydot.read_dot, lambda node, data: node, False)
    # Of a Pajek file with several relations NetworkX takes all but the first for elements, so it reads a causal map.
    path = folder / "causal.net"
    if path.exists():
        found = nx.read_pajek(path)
        compare(path.name, "elements", Counter(list(found.nodes())), Counter(expected["causal"]["names"]))
        arcs = Counter((start, end) for start, end in found.edges())
        compare(path.name, "links", arcs, Counter(map(tuple, expected["causal"]["links"])))


def spelled(name):
    """A name as an equation spells it."""
    return name.strip('"').lower().replace(" ", "_")


def references(tree):
    """What an equation speaks of, in the order in which it does."""
    if hasattr(tree, "reference"):
        return [tree.reference]
    found = []
    for part in ("arguments", "components"):
        for one in getattr(tree, part, None) or ():
            found += references(one)
    return found


def with_pysd():
    from pysd.translators.vensim.vensim_file import VensimFile
    from pysd.translators.xmile.xmile_file import XmileFile

    own = {"INITIAL TIME", "FINAL TIME", "TIME STEP", "SAVEPER"}
    wanted = Counter(expected["causal"]["names"])
    for file, reader in (("causal.mdl", VensimFile), ("causal.xmile", XmileFile)):
        path = folder / file
        if not path.exists():
            continue
        model = reader(path.absolute())
        model.parse()
        elements = [one for part in model.get_abstract_model().sections for one in part.elements if one.name not in own]
        compare(file, "elements", Counter(one.name.strip('"') for one in elements), wanted)
        if reader is VensimFile:
            arcs = Counter()
            for one in elements:
                for cause in references(one.components[0].ast):
                    if cause != "a_function_of":
                        arcs[(spelled(cause), spelled(one.name))] += 1
            drawn = {(spelled(start), spelled(end)) for start, end in expected["causal"]["links"]}
            compare(file, "causes in equations", arcs, Counter(drawn))
    # pysd looks at equations alone: what is drawn in XMILE joins names that are there.
    path = folder / "causal.xmile"
    if path.exists():
        space = {"x": "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"}
        drawn = Tree.parse(path).getroot().findall(".//x:connector", space)
        ends = lambda one: tuple(spelled(one.find(f"x:{end}", space).text) for end in ("from", "to"))
        wanted = Counter((spelled(start), spelled(end)) for start, end in expected["causal"]["links"])
        compare(path.name, "connectors", Counter(ends(one) for one in drawn), wanted)


try:
    import networkx
except ImportError:
    print("graphs: not read, networkx is not here")
else:
    with_networkx(networkx)
try:
    import pysd  # noqa: F401
except ImportError:
    print("models: not read, pysd is not here")
else:
    with_pysd()
for difference in wrong:
    print(f"DIFFERS {difference}")
sys.exit(bool(wrong))
