// Nodes and edges in view → one canvas. force-graph moves and scales it; lines of a kind are drawn in
// one stroke. Nothing moves by itself: places are given.
const DARK = matchMedia("(prefers-color-scheme: dark)"), STILL = matchMedia("(prefers-reduced-motion: reduce)");
const DASHES = { actual: false, claimed: [9, 5], planned: [3, 4], possible: [2, 6], denied: [12, 4, 2, 4] };
const WRITTEN_AT_ONCE = 90, LOOKED_AT = 20000;
let view = { nodes: new Set(), edges: new Set(), able: 0 };
let places = new Map();
let colours = {}, bright = null, filtersSeen = "";
const FAINT = Math.min(0.4, Math.max(0.06, 1500 / EDGES.length)); // so that many lines do not make one patch of colour
const moved = new Map();
const moving = () => false;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "rule", "mark", "happening", "Thing", ...ENTITY_TYPES, ...MODALITIES];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name.toLowerCase()}`).trim()]));
  drawn.backgroundColor(colours.paper);
}

function lit() {
  const selected = state.selected;
  if (!selected) return null;
  return selected.start ? new Set([selected.start, selected.end]) : new Set([selected, ...selected.near]);
}

const touches = (edge) => edge === state.selected || edge.start === state.selected || edge.end === state.selected;

const box = byId("network");
const drawn = new ForceGraph(box)
  .nodeVisibility(() => false).cooldownTicks(0).enableNodeDrag(false).enablePointerInteraction(false).minZoom(0.002).maxZoom(8)
  .onRenderFramePre(drawAll).onRenderFramePost(writeNames);
const canvas = box.querySelector("canvas");

/** What main.js asks of vis-network, answered by force-graph. */
const listeners = {};
const tell = (name, event) => (listeners[name] || []).forEach((listener) => listener(event));
const network = {
  on: (name, listener) => (listeners[name] ??= []).push(listener),
  redraw: () => drawn.backgroundColor(colours.paper), // any setting draws the next frame
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
drawn.onZoom(() => hideTooltip());

/** Dots by cells of the picture, so that what is pointed at is found without looking at all of them. */
const CELL = 60;
let cells = null;
function near(x, y, reach) {
  if (!cells) {
    cells = new Map();
    for (const node of view.nodes) {
      const key = `${Math.floor(node.x / CELL)},${Math.floor(node.y / CELL)}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(node);
    }
  }
  const found = [], span = Math.min(40, Math.ceil(reach / CELL));
  for (let i = -span; i <= span; i++) for (let j = -span; j <= span; j++) found.push(...(cells.get(`${Math.floor(x / CELL) + i},${Math.floor(y / CELL) + j}`) || []));
  return found;
}

/** Return the dot or, of the selection, the line under the pointer. */
function under(event) {
  const frame = canvas.getBoundingClientRect(), scale = drawn.zoom();
  const { x, y } = drawn.screen2GraphCoords(event.clientX - frame.left, event.clientY - frame.top);
  const reach = 7 / scale;
  let best = null;
  for (const node of near(x, y, reach + 30 * dotSize(scale) / 3)) {
    const far = Math.hypot(node.x - x, node.y - y) - Math.sqrt(nodeSize(node)) * dotSize(scale);
    if (far < reach * 0.4 && (!best || far < best.far)) best = { node, far };
  }
  if (best) return best.node;
  const beside = (edge) => {
    const { start, end } = edge, long = Math.hypot(end.x - start.x, end.y - start.y) || 1;
    const along = ((x - start.x) * (end.x - start.x) + (y - start.y) * (end.y - start.y)) / long;
    return along > 0 && along < long && Math.abs((x - start.x) * (end.y - start.y) - (y - start.y) * (end.x - start.x)) / long < reach * 0.7;
  };
  return state.selected ? [...view.edges].find((edge) => touches(edge) && beside(edge)) || null : null;
}

let pressed = null;
canvas.addEventListener("pointerdown", (event) => { pressed = [event.clientX, event.clientY]; }, true);
canvas.addEventListener("click", (event) => {
  if (pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 5) return;
  const item = under(event);
  tell("click", { nodes: item && !item.start ? [item.id] : [], edges: item && item.start ? [item.id] : [] });
});
box.addEventListener("pointermove", (event) => {
  if (event.buttons) return;
  const item = under(event);
  if (item === hovered) return;
  canvas.style.cursor = item ? "pointer" : "";
  if (!item) tell("blurNode");
  else if (item.start) tell("hoverEdge", { edge: item.id, pointer: { DOM: pointer } });
  else tell("hoverNode", { node: item.id, pointer: { DOM: pointer } });
});

/** Return whether a place is in sight, a little beyond the rim included. */
function sight() {
  const low = drawn.screen2GraphCoords(-30, -30), high = drawn.screen2GraphCoords(canvas.clientWidth + 30, canvas.clientHeight + 30);
  const inside = ({ x, y }) => x > low.x && x < high.x && y > low.y && y < high.y;
  const crosses = ({ start, end }) => Math.max(start.x, end.x) > low.x && Math.min(start.x, end.x) < high.x && Math.max(start.y, end.y) > low.y && Math.min(start.y, end.y) < high.y;
  return { inside, crosses };
}

const LINES_AT_ONCE = 20000; // of a kind; from afar more would be one patch of colour, and take half a second
function drawAll(context, scale) {
  const selected = state.selected, { inside, crosses } = sight();
  context.lineWidth = 1 / scale;
  for (const [modality, edges] of lines()) {
    context.globalAlpha = selected ? 0.05 : FAINT;
    context.strokeStyle = colours[modality] || colours.actual;
    context.beginPath();
    let left = LINES_AT_ONCE;
    for (const edge of edges) {
      if (!crosses(edge)) continue;
      context.moveTo(edge.start.x, edge.start.y);
      context.lineTo(edge.end.x, edge.end.y);
      if (!--left) break;
    }
    context.stroke();
  }
  if (selected) drawSelected(context, scale);
  const size = dotSize(scale);
  for (const [group, nodes] of groups()) {
    for (const faint of bright ? [true, false] : [false]) {
      context.globalAlpha = faint ? 0.2 : 1;
      context.fillStyle = colours[group];
      for (const node of nodes) {
        if (!inside(node) || (bright && bright.has(node) === faint)) continue;
        const radius = Math.sqrt(nodeSize(node)) * size;
        if (radius * scale < 2.2) context.fillRect(node.x - radius, node.y - radius, 2 * radius, 2 * radius);
        else {
          context.beginPath(); // one path of all dots would take ten times as long to fill
          context.arc(node.x, node.y, radius, 0, 2 * Math.PI);
          context.fill();
        }
      }
    }
  }
  context.globalAlpha = 1;
}

function drawSelected(context, scale) {
  context.globalAlpha = 0.9;
  context.lineWidth = 2 / scale;
  for (const edge of view.edges) {
    if (!touches(edge)) continue;
    context.strokeStyle = colours[edge.modality] || colours.actual;
    context.setLineDash((DASHES[edge.modality] || []).map((part) => part / scale));
    context.beginPath();
    context.moveTo(edge.start.x, edge.start.y);
    context.lineTo(edge.end.x, edge.end.y);
    context.stroke();
  }
  context.setLineDash([]);
}

let grouped = null, lined = null;
function by(items, name) {
  const found = new Map();
  for (const item of items) {
    if (!found.has(item[name])) found.set(item[name], []);
    found.get(item[name]).push(item);
  }
  return found;
}
const groups = () => (grouped ??= by(view.nodes, "group"));
const later = (edge) => Math.max(edge.start.rank, edge.end.rank);
const lines = () => (lined ??= by([...view.edges].sort((one, other) => later(one) - later(other)), "modality"));

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
    cells = grouped = lined = null;
    places = new Map([...view.nodes].map((node) => [node, { x: node.x, y: node.y }]));
  }
  bright = lit();
  network.redraw();
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
