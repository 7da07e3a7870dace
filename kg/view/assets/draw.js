// Nodes and edges in view → vis-network. Only what is in view is handed over.
const visNodes = new vis.DataSet(), visEdges = new vis.DataSet();
const network = new vis.Network(byId("network"), { nodes: visNodes, edges: visEdges }, OPTIONS);
const canvas = byId("network").querySelector("canvas");
const DARK = matchMedia("(prefers-color-scheme: dark)"), STILL = matchMedia("(prefers-reduced-motion: reduce)");
let view = { nodes: new Set(), edges: new Set(), able: 0 };
let places = new Map();
let colours = {};

const DASHES = { actual: false, claimed: [9, 5], planned: [3, 4], possible: [2, 6], denied: [12, 4, 2, 4] };

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "mark", "happening", "Thing", ...ENTITY_TYPES, ...MODALITIES];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name.toLowerCase()}`).trim()]));
}

/** Return what the selection lights up, or null where nothing is selected. */
function lit() {
  const selected = state.selected;
  if (!selected) return null;
  return selected.start ? new Set([selected.start, selected.end]) : new Set([selected, ...selected.near]);
}

const tierOf = (rank) => EXTRA.views.findIndex((size) => rank < size);

/** Give each node in view its place: from the layout of the smallest view that holds them, opened ones beside a neighbour. */
function placed() {
  const opened = new Set(wanted());
  const ranks = [...view.nodes].filter((node) => !opened.has(node)).map((node) => node.rank);
  const tier = tierOf(ranks.length ? Math.max(...ranks) : 0);
  const result = new Map(), loose = [];
  for (const node of view.nodes) {
    const own = tier - tierOf(node.rank);
    if (moved.has(node)) result.set(node, moved.get(node));
    else if (own >= 0) result.set(node, upright(node.at[own]));
    else loose.push(node);
  }
  for (const node of loose) result.set(node, freePlace(node, result));
  return result;
}

/** On a screen that is higher than wide the picture, which is wider than high, lies on its side. */
const PORTRAIT = innerWidth < innerHeight * 0.8;
const upright = ([x, y]) => (PORTRAIT ? { x: y * 1.3, y: x * 0.85 } : { x, y });
const moved = new Map(); // where the reader has dragged nodes to

const RING = Array.from({ length: 16 }, (_, step) => [Math.cos((step * Math.PI) / 8), Math.sin((step * Math.PI) / 8)]);
function freePlace(node, taken) {
  const near = [...node.near].filter((other) => taken.has(other)).sort((a, b) => a.rank - b.rank);
  const selected = state.selected && near.includes(state.selected) ? state.selected : near[0];
  const middle = selected ? taken.get(selected) : { x: 0, y: 0 };
  const spots = [...taken.values()];
  let best = null;
  for (const radius of [120, 170, 230, 300, 400]) {
    for (const [x, y] of RING) {
      const spot = { x: Math.round(middle.x + x * radius * 1.25), y: Math.round(middle.y + y * radius) };
      const room = Math.min(...spots.map((other) => Math.max(Math.abs(other.x - spot.x) / 130, Math.abs(other.y - spot.y) / 50)), 9);
      if (room >= 1) return spot;
      if (!best || room > best.room) best = { ...spot, room };
    }
  }
  return { x: best.x, y: best.y };
}

const moving = () => byId("physics").checked;

function nodeLook(node, bright) {
  const colour = colours[node.group];
  const said = node.kind === "event" && node.modality && node.modality !== "actual";
  const fill = said ? colours.paper : colour;
  return {
    id: node.id,
    ...(moving() && visNodes.get(node.id) ? {} : places.get(node)),
    shape: node.kind === "event" ? "diamond" : "dot",
    size: radius(node),
    color: { background: fill, border: said ? colour : colours.paper, highlight: { background: fill, border: colours.ink }, hover: { background: fill, border: colours.ink } },
    shapeProperties: { borderDashes: said ? [4, 3] : false },
    borderWidth: said ? 2 : 1.5,
    opacity: bright ? 1 : 0.18,
  };
}

const radius = (node) => ((node.kind === "event" ? 6 : 5.5) + 12 * Math.sqrt(node.near.size / busiest)) * enlarged;
let busiest = 1;
/** Large views are seen from afar: dots and lines grow with the distance, or they would vanish. */
let enlarged = 1;
const growth = (scale) => Math.min(10, Math.max(0.6, scale ** -0.7));
const ASIDE = 74, ABOVE = 34; // pixels at the rim for the labels of the outermost nodes
const NEAREST = 1.3, FARTHEST = 0.01;

/** Return the middle of some nodes and the scale at which they fill the picture. */
function frame(nodes) {
  const at = [...nodes].map((node) => (moving() ? network.getPosition(node.id) : places.get(node)));
  const range = (values) => [Math.min(...values), Math.max(...values)];
  const [left, right] = range(at.map(({ x }) => x)), [top, bottom] = range(at.map(({ y }) => y));
  const across = Math.max(canvas.clientWidth - 2 * ASIDE, 80) / Math.max(right - left, 1);
  const down = Math.max(canvas.clientHeight - 2 * ABOVE, 80) / Math.max(bottom - top, 1);
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(FARTHEST, Math.min(across, down)) };
}

const measure = () => { if (places.size) enlarged = growth(Math.min(frame(view.nodes).scale, NEAREST)); };

const TOO_MANY_TO_RESIZE = 1500;
let waiting = 0;
/** After zooming, dots and lines go back to the size on the screen that reads well. */
function resize() {
  clearTimeout(waiting);
  if (view.nodes.size > TOO_MANY_TO_RESIZE) return;
  waiting = setTimeout(() => {
    const size = growth(network.getScale());
    if (Math.abs(size / enlarged - 1) < 0.08) return;
    enlarged = size;
    hand();
  }, 90);
}

function dashes(modality) {
  const pattern = DASHES[modality] ?? [4, 4];
  return pattern && pattern.map((part) => part * Math.sqrt(enlarged));
}

function edgeLook(edge, bright) {
  const colour = colours[edge.modality] || colours.actual;
  const crowded = view.edges.size > 250;
  return {
    id: edge.id,
    from: edge.start.id,
    to: edge.end.id,
    width: Math.sqrt(enlarged) * (edge.modality === "actual" ? 1.3 : 1.6) * (bright && state.selected ? 1.5 : 1),
    arrows: { to: { enabled: true, scaleFactor: 0.5 * Math.sqrt(enlarged) } },
    dashes: dashes(edge.modality),
    color: { color: colour, hover: colours.ink, highlight: colours.ink, opacity: bright ? (state.selected || !crowded ? 0.85 : 0.5) : 0.1 },
    smooth: edge.curve && edge.from !== edge.to ? { enabled: true, type: "curvedCW", roundness: edge.curve } : false,
    ...(edge.from === edge.to && { selfReference: { size: 16 + 7 * (edge.curve || 0), angle: Math.PI / 4 } }),
  };
}

/** Bring the picture in line with the state. */
function redraw({ refit = false } = {}) {
  const before = places.size;
  view = chosen();
  places = placed();
  busiest = Math.max(9, ...[...view.nodes].map((node) => node.near.size));
  if (refit || !before) measure();
  hand();
  byId("nothing").hidden = view.nodes.size > 0;
  if (refit) fit();
}

/** Hand over what is in view, as it should look now. */
function hand() {
  const bright = lit(), selected = state.selected;
  const nodes = [...view.nodes].map((node) => nodeLook(node, !bright || bright.has(node)));
  const touches = (edge) => !selected || edge === selected || edge.start === selected || edge.end === selected;
  const edges = [...view.edges].map((edge) => edgeLook(edge, touches(edge)));
  replace(visEdges, edges, visNodes, nodes);
  network.unselectAll();
  if (selected && !selected.start && view.nodes.has(selected)) network.selectNodes([selected.id], false);
  if (selected && selected.start && view.edges.has(selected)) network.selectEdges([selected.id]);
}

function replace(edgeSet, edges, nodeSet, nodes) {
  const gone = (set, rows) => {
    const kept = new Set(rows.map((row) => row.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
  };
  gone(edgeSet, edges);
  gone(nodeSet, nodes);
  nodeSet.update(nodes);
  edgeSet.update(edges);
}

function fit(animated = true) {
  network.setSize("100%", "100%"); // the rows around the picture may have grown since it was last measured
  if (view.nodes.size) look(frame(view.nodes), NEAREST, animated && view.nodes.size < TOO_MANY_TO_RESIZE);
}

function focusOn(nodes) {
  const inView = nodes.filter((node) => view.nodes.has(node));
  if (inView.length) look(frame(inView), Math.max(1, network.getScale()), true);
}

function look({ position, scale }, nearest, animated) {
  network.moveTo({ position, scale: Math.min(scale, nearest), animation: animated && !STILL.matches && { duration: 350 } });
  if (!animated || STILL.matches) resize();
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.02, network.getScale() * factor)), animation: !STILL.matches && { duration: 150 } });
}
