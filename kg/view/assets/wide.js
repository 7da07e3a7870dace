// Nodes and edges in view → force-graph, which draws 100,000 of them on one canvas. Nothing moves: places are given.
const DARK = matchMedia("(prefers-color-scheme: dark)"), STILL = matchMedia("(prefers-reduced-motion: reduce)");
const DASHES = { actual: false, claimed: [9, 5], planned: [3, 4], possible: [2, 6], denied: [12, 4, 2, 4] };
const LINKS = EDGES.map((edge) => ({ source: edge.start, target: edge.end, edge }));
const WRITTEN_AT_ONCE = 90, LOOKED_AT = 20000;
let view = { nodes: new Set(), edges: new Set(), able: 0 };
let places = new Map();
let colours = {}, bright = null, filtersSeen = "";
const FAINT = Math.min(0.4, Math.max(0.06, 1500 / LINKS.length)); // so that many lines do not make one patch of colour
const moved = new Map();
const moving = () => false;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "rule", "mark", "happening", "Thing", ...ENTITY_TYPES, ...MODALITIES];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name.toLowerCase()}`).trim()]));
  drawn.linkColor(linkColour).nodeColor(nodeColour);
}

function lit() {
  const selected = state.selected;
  if (!selected) return null;
  return selected.start ? new Set([selected.start, selected.end]) : new Set([selected, ...selected.near]);
}

const faded = (colour, share) => colour + Math.round(share * 255).toString(16).padStart(2, "0");
const nodeColour = (node) => (bright && !bright.has(node) ? faded(colours[node.group], 0.25) : colours[node.group]);
const touches = (edge) => edge === state.selected || edge.start === state.selected || edge.end === state.selected;
const linkColour = ({ edge }) => {
  const colour = colours[edge.modality] || colours.actual;
  return state.selected ? (touches(edge) ? colour : faded(colour, 0.05)) : faded(colour, FAINT);
};

const box = byId("network");
const drawn = new ForceGraph(box)
  .nodeId("id").nodeLabel(() => "").linkLabel(() => "")
  .nodeVal((node) => nodeSize(node)).nodeRelSize(3)
  .nodeVisibility((node) => view.nodes.has(node)).linkVisibility(({ edge }) => view.edges.has(edge))
  .linkWidth(({ edge }) => (state.selected && touches(edge) ? 2 : 1)).linkLineDash(({ edge }) => (state.selected && touches(edge) ? DASHES[edge.modality] || null : null))
  .linkDirectionalArrowLength(({ edge }) => (state.selected && touches(edge) ? 7 : 0)).linkDirectionalArrowRelPos(0.5)
  .d3Force("charge", null).d3Force("center", null).d3Force("link", null)
  .warmupTicks(0).cooldownTicks(0).enableNodeDrag(false).minZoom(0.002).maxZoom(8)
  .onRenderFramePost(writeNames);
const canvas = box.querySelector("canvas");

/** What main.js asks of vis-network, answered by force-graph. */
const listeners = {};
const tell = (name, event) => (listeners[name] || []).forEach((listener) => listener(event));
const network = {
  on: (name, listener) => (listeners[name] ??= []).push(listener),
  redraw: () => drawn.nodeColor(nodeColour),
  setOptions: () => {},
  getPosition: (id) => NODE.get(id),
  getViewPosition: () => drawn.centerAt(),
  canvasToDOM: ({ x, y }) => drawn.graph2ScreenCoords(x, y),
  body: { edges: new Proxy({}, { get: (_, id) => ({ edgeType: { getPoint: () => middle(EDGE.get(id)) } }) }) },
};
/** Seen from afar dots stay as large as a dot on the screen, or they would vanish. */
const dotSize = (scale) => 3 * Math.min(12, Math.max(0.7, scale ** -0.8));
const nodeSize = (node) => 1 + Math.sqrt(node.degree) * 0.7;
const middle = (edge) => ({ x: (edge.start.x + edge.end.x) / 2, y: (edge.start.y + edge.end.y) / 2 });
let pointer = { x: 0, y: 0 };
box.addEventListener("pointermove", (event) => {
  const frame = byId("picture").getBoundingClientRect();
  pointer = { x: event.clientX - frame.left, y: event.clientY - frame.top };
}, true);
drawn.onNodeClick((node) => tell("click", { nodes: [node.id], edges: [] }))
  .onLinkClick(({ edge }) => tell("click", { nodes: [], edges: [edge.id] }))
  .onBackgroundClick(() => tell("click", { nodes: [], edges: [] }))
  .onNodeHover((node) => (node ? tell("hoverNode", { node: node.id, pointer: { DOM: pointer } }) : tell("blurNode")))
  .onLinkHover((link) => (link ? tell("hoverEdge", { edge: link.edge.id, pointer: { DOM: pointer } }) : tell("blurEdge")))
  .onZoom(({ k }) => { hideTooltip(); drawn.nodeRelSize(dotSize(k)); });

/** Names of the best connected in sight, none over another; more of them the nearer one looks. */
function writeNames(context, scale) {
  const taken = new Taken(), dots = new Taken(), ratio = canvas.width / canvas.clientWidth;
  const wide = canvas.clientWidth, high = canvas.clientHeight;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  const written = new Set();
  const write = (node) => {
    const at = drawn.graph2ScreenCoords(node.x, node.y);
    if (at.x < -40 || at.y < -20 || at.x > wide + 40 || at.y > high + 20) return;
    writeNode(context, node, at, Math.sqrt(nodeSize(node)) * dotSize(scale) * scale, taken, dots);
    written.add(node);
  };
  const first = [hovered && !hovered.start ? hovered : null, ...(bright || [])].filter((node) => node && view.nodes.has(node));
  for (const node of first.slice(0, WRITTEN_AT_ONCE)) write(node);
  for (let rank = 0; rank < Math.min(NODES.length, LOOKED_AT) && written.size < WRITTEN_AT_ONCE; rank++) {
    const node = NODES[rank];
    if (!written.has(node) && view.nodes.has(node) && (!bright || bright.has(node))) write(node);
  }
  context.restore();
}
const resize = () => {};

function redraw({ refit = false } = {}) {
  const filtered = JSON.stringify([state.stop, Object.values(state.off).map((list) => [...list]), state.from, state.until, state.opened.map((node) => node.rank)]);
  const first = !places.size;
  if (filtered !== filtersSeen || first) {
    filtersSeen = filtered;
    view = chosen();
    places = new Map([...view.nodes].map((node) => [node, { x: node.x, y: node.y }]));
  }
  bright = lit();
  if (first) drawn.graphData({ nodes: NODES, links: LINKS });
  drawn.nodeVisibility((node) => view.nodes.has(node)).linkVisibility(({ edge }) => view.edges.has(edge)).linkColor(linkColour);
  byId("nothing").hidden = view.nodes.size > 0;
  if (refit) fit();
}

function look(nodes, nearest, animated) {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const { x, y } of nodes) {
    left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
  }
  if (left > right) return;
  const time = animated && !STILL.matches ? 350 : 0;
  const scale = Math.min((box.clientWidth - 60) / Math.max(right - left, 1), (box.clientHeight - 40) / Math.max(bottom - top, 1), nearest);
  drawn.centerAt((left + right) / 2, (top + bottom) / 2, time).zoom(scale, time);
}

function fit(animated = true) {
  drawn.width(box.clientWidth).height(box.clientHeight);
  look(view.nodes, 1.3, animated);
}

const focusOn = (nodes) => look(nodes.filter((node) => view.nodes.has(node)), Math.max(0.9, drawn.zoom()), true);
const zoom = (factor) => drawn.zoom(Math.min(8, Math.max(0.002, drawn.zoom() * factor)), STILL.matches ? 0 : 150);
addEventListener("resize", () => fit(false));
