// State → which nodes and edges are in view.
const filtering = () => Boolean(state.from || state.until || ["modalities", "predicates", "publishers"].some((list) => state.off[list].size));
const anyFilter = () => filtering() || state.off.types.size > 0;

function edgePasses(edge) {
  if (state.off.modalities.has(edge.modality) || state.off.predicates.has(edge.predicate)) return false;
  if (!state.from && !state.until && !state.off.publishers.size) return true;
  return edge.documents.some((index) => documentPasses(DOCUMENTS[index]));
}

function documentPasses(doc) {
  if (state.off.publishers.has(doc.publisher)) return false;
  const day = doc.date.slice(0, 10);
  if (!state.from && !state.until) return true;
  return day !== "" && (!state.from || day >= state.from.slice(0, day.length)) && (!state.until || day <= state.until);
}

/** Return the nodes and edges in view: as many of the most connected that pass as the slider says, and what was opened. */
function chosen() {
  const passing = new Set(EDGES.filter((edge) => edgePasses(edge) && typed(edge.start) && typed(edge.end)));
  const needed = filtering();
  const touched = new Set();
  if (needed) for (const edge of passing) touched.add(edge.start).add(edge.end);
  const able = NODES.filter((node) => typed(node) && (!needed || touched.has(node)));
  const nodes = new Set(able.slice(0, STOPS[state.stop]));
  for (const node of wanted()) if (typed(node)) nodes.add(node);
  const edges = new Set(EDGES.filter((edge) => passing.has(edge) && nodes.has(edge.start) && nodes.has(edge.end)));
  return { nodes, edges, able: able.length };
}

const typed = (node) => !state.off.types.has(node.filter);

function wanted() {
  const selected = state.selected;
  return [...state.opened, ...(selected ? (selected.start ? [selected.start, selected.end] : [selected]) : [])];
}

const OPENED_AT_ONCE = 8;
/** Bring hidden neighbours of a node into view, the best connected first; return how many. */
function openNeighbours(node, limit = OPENED_AT_ONCE) {
  const { nodes } = chosen();
  const hidden = [...node.near].filter((other) => !nodes.has(other) && typed(other)).sort((a, b) => a.rank - b.rank);
  state.opened.push(...hidden.slice(0, limit));
  return Math.min(hidden.length, limit);
}
