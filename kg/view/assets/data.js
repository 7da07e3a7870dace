// The nodes and edges that the page holds, read from its data blocks.
const NODES = read("nodes"), EDGES = read("edges");

NODES.forEach((node, rank) => Object.assign(node, { rank, edges: [], near: new Set() }));
const NODE = new Map(NODES.map((node) => [node.id, node]));
const EDGE = new Map(EDGES.map((edge) => [edge.id, edge]));
for (const edge of EDGES) {
  edge.start = NODES[edge.from];
  edge.end = NODES[edge.to];
  edge.start.edges.push(edge);
  if (edge.start !== edge.end) {
    edge.end.edges.push(edge);
    edge.start.near.add(edge.end);
    edge.end.near.add(edge.start);
  }
  edge.documents = [...new Set(edge.evidence.map(([sentence]) => SENTENCES[sentence][0]))];
}

// Types in legend order: entities as in the list, then what happens, which shares one colour and the diamond.
const TYPE_COUNTS = new Map();
for (const node of NODES) {
  node.group = node.kind === "event" ? "happening" : ENTITY_TYPES.includes(node.type) ? node.type : "Thing";
  node.filter = (node.kind === "event" ? "~" : "") + node.type;
  TYPE_COUNTS.set(node.filter, (TYPE_COUNTS.get(node.filter) || 0) + 1);
}
for (const node of NODES) node.degree = node.near.size;
