"""Other libraries on the networks of main.rs: milliseconds, the best of three, each on one thread.

    python3 benches/network/peers.py [500 2000 10000]

Needs igraph, networkit and rustworkx; what is not there is left out.
"""

import sys
import time

MASK = (1 << 64) - 1


def ties(actors):
    state = 42

    def following(over):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        return (state >> 33) % over

    made, ends = [], []
    for new in range(3, actors):
        chosen = []
        while len(chosen) < 3:
            old = ends[following(len(ends))] if ends else len(chosen)
            if old not in chosen:
                chosen.append(old)
        for old in chosen:
            made.append((old, new, following(5) + 1))
            ends += [old, new]
    return made


def best(run):
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append((time.process_time() - start) * 1000)
        if times[0] > 20_000:
            break
    return min(times)


def of_igraph(actors, made):
    import igraph

    graph = igraph.Graph(actors, [(a, b) for a, b, _ in made])
    strength = [s for _, _, s in made]
    distance = [1 / s for s in strength]
    return {
        "betweenness_centrality": lambda: graph.betweenness(directed=False),
        "weighted_betweenness_centrality": lambda: graph.betweenness(directed=False, weights=distance),
        "closeness_centrality": lambda: graph.closeness(),
        "harmonic_centrality": lambda: graph.harmonic_centrality(),
        "eccentricity": lambda: graph.eccentricity(),
        "eigenvector_centrality": lambda: graph.evcent(),
        "pagerank": lambda: graph.pagerank(),
        "constraint": lambda: graph.constraint(),
        "core_number": lambda: graph.coreness(),
        "clustering": lambda: graph.transitivity_local_undirected(),
        "cut vertices": lambda: graph.articulation_points(),
        "communities": lambda: graph.community_leiden("modularity", n_iterations=-1),
        "communities, 2 rounds": lambda: graph.community_leiden("modularity", n_iterations=2),
    }


def of_networkit(actors, made):
    import networkit as nk

    nk.setNumberOfThreads(1)
    graph = nk.Graph(actors)
    for a, b, _ in made:
        graph.addEdge(a, b)
    return {
        "betweenness_centrality": lambda: nk.centrality.Betweenness(graph).run(),
        "closeness_centrality": lambda: nk.centrality.Closeness(graph, False, False).run(),
        "harmonic_centrality": lambda: nk.centrality.HarmonicCloseness(graph, False).run(),
        "eigenvector_centrality": lambda: nk.centrality.EigenvectorCentrality(graph, 1e-6).run(),
        "pagerank": lambda: nk.centrality.PageRank(graph).run(),
        "core_number": lambda: nk.centrality.CoreDecomposition(graph).run(),
        "communities, 2 rounds": lambda: nk.community.ParallelLeiden(graph, iterations=2).run(),
    }


def of_rustworkx(actors, made):
    import rustworkx as rx

    graph = rx.PyGraph()
    graph.add_nodes_from(range(actors))
    graph.add_edges_from(made)
    return {
        "betweenness_centrality": lambda: rx.betweenness_centrality(graph, parallel_threshold=10**9),
        "closeness_centrality": lambda: rx.closeness_centrality(graph),
        "eigenvector_centrality": lambda: rx.eigenvector_centrality(graph),
        "cut vertices": lambda: rx.articulation_points(graph),
        "core_number": lambda: rx.core_number(graph),
    }


def main():
    sizes = [int(size) for size in sys.argv[1:]] or [500, 2000, 10000]
    for size in sizes:
        made = ties(size)
        for name, peer in [("igraph", of_igraph), ("networkit", of_networkit), ("rustworkx", of_rustworkx)]:
            try:
                measures = peer(size, made)
            except ImportError:
                print(f"{size} {name}: not installed")
                continue
            for measure, run in measures.items():
                print(f"{size} {measure} {name} {best(run):.3f} ms", flush=True)


main()
