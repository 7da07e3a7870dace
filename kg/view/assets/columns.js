// Columns of a large graph → nodes and edges; neighbours are looked up when somebody asks for them.
const TABLE = read("nodes"), LINES = read("edges");

/** For each node the numbers of its edges: `EDGE_LIST[FIRST_EDGE[n]]` to `EDGE_LIST[FIRST_EDGE[n + 1] - 1]`. */
const FIRST_EDGE = new Uint32Array(TABLE.id.length + 2), EDGE_LIST = new Uint32Array(2 * LINES.id.length);
for (const ends of [LINES.from, LINES.to]) for (const node of ends) FIRST_EDGE[node + 2]++;
for (let node = 2; node < FIRST_EDGE.length; node++) FIRST_EDGE[node] += FIRST_EDGE[node - 1];
LINES.id.forEach((_, index) => {
  EDGE_LIST[FIRST_EDGE[LINES.from[index] + 1]++] = index;
  EDGE_LIST[FIRST_EDGE[LINES.to[index] + 1]++] = index;
});

class GraphNode {
  constructor(rank) {
    this.rank = rank;
    this.id = TABLE.id[rank];
    this.label = TABLE.label[rank];
    this.type = TABLE.types[TABLE.type[rank]];
    this.kind = TABLE.event[rank] ? "event" : "entity";
    this.documents = TABLE.documents[rank];
    this.x = this.fx = TABLE.x[rank];
    this.y = this.fy = TABLE.y[rank];
    this.degree = FIRST_EDGE[rank + 1] - FIRST_EDGE[rank];
    this.group = this.kind === "event" ? "happening" : ENTITY_TYPES.includes(this.type) ? this.type : "Thing";
    this.filter = (this.kind === "event" ? "~" : "") + this.type;
  }
  get edges() {
    return [...new Set(EDGE_LIST.subarray(FIRST_EDGE[this.rank], FIRST_EDGE[this.rank + 1]))].map((index) => EDGES[index]);
  }
  get near() {
    return new Set(this.edges.map((edge) => (edge.start === this ? edge.end : edge.start)).filter((node) => node !== this));
  }
}

class GraphEdge {
  constructor(index) {
    this.index = index;
    this.id = LINES.id[index];
    this.start = NODES[LINES.from[index]];
    this.end = NODES[LINES.to[index]];
    this.modality = LINES.texts[LINES.modality[index]];
    this.predicate = LINES.texts[LINES.predicate[index]];
    this.label = LINES.texts[LINES.label[index]];
    this.source = LINES.texts[LINES.source[index]];
    this.confidence = LINES.confidence[index];
    this.evidence = LINES.evidence[index];
    this.from = this.start.rank;
    this.to = this.end.rank;
  }
  get documents() {
    return (this.read ??= [...new Set(this.evidence.map(([sentence]) => SENTENCES[sentence][0]))]);
  }
}

const NODES = TABLE.id.map((_, rank) => new GraphNode(rank));
for (const [rank, row] of Object.entries(TABLE.more)) Object.assign(NODES[rank], row);
const EDGES = LINES.id.map((_, index) => new GraphEdge(index));
const NODE = new Map(NODES.map((node) => [node.id, node]));
const EDGE = new Map(EDGES.map((edge) => [edge.id, edge]));
const TYPE_COUNTS = new Map();
for (const node of NODES) TYPE_COUNTS.set(node.filter, (TYPE_COUNTS.get(node.filter) || 0) + 1);
