// Names on the picture: always the same size on the screen, the telling ones first, none over another (as maps do it).
const WRITTEN = 26;
const FONT = '"Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const widths = new Map();
let hovered = null;

const brief = (text, limit = WRITTEN) => {
  const letters = [...text];
  return letters.length <= limit ? text : `${letters.slice(0, limit - 1).join("").trimEnd()}…`;
};

function width(context, text) {
  const key = `${context.font}|${text}`;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

/** A grid of taken rectangles in screen pixels. */
class Taken {
  cells = new Map();
  *under([left, top, right, bottom]) {
    for (let x = Math.floor(left / 64); x <= right / 64; x++) for (let y = Math.floor(top / 32); y <= bottom / 32; y++) {
      const key = x * 4096 + y;
      if (!this.cells.has(key)) this.cells.set(key, []);
      yield this.cells.get(key);
    }
  }
  hits(box) {
    const over = (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
    for (const boxes of this.under(box)) if (boxes.some(over)) return true;
    return false;
  }
  add(box) {
    for (const boxes of this.under(box)) boxes.push(box);
  }
}

function writeLabels(context) {
  const scale = network.getScale(), body = network.body;
  const onScreen = ({ x, y }) => network.canvasToDOM({ x, y });
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  const inside = (at) => at.x > -80 && at.y > -30 && at.x < size.width + 80 && at.y < size.height + 30;
  const taken = new Taken(), dots = new Taken(), bright = lit();
  const ratio = canvas.width / canvas.clientWidth;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  const first = [hovered && !hovered.start ? hovered : null, ...wanted()].filter((node) => node && view.nodes.has(node));
  const order = new Set([...first, ...[...view.nodes].sort((a, b) => a.rank - b.rank)]);
  for (const node of order) {
    const at = onScreen(body.nodes[node.id]), dot = body.nodes[node.id].options.size * scale;
    if (inside(at)) dots.add([at.x - dot * 0.7, at.y - dot * 0.7, at.x + dot * 0.7, at.y + dot * 0.7]);
  }
  for (const node of order) {
    if (bright && !bright.has(node) && node !== hovered) continue;
    const at = onScreen(body.nodes[node.id]);
    if (inside(at)) writeNode(context, node, at, body.nodes[node.id].options.size * scale, taken, dots);
  }
  for (const edge of labelledEdges(scale)) {
    const shape = body.edges[edge.id];
    if (!shape || !shape.connected) continue;
    const at = onScreen(shape.edgeType.getPoint(0.5));
    if (inside(at)) writeEdge(context, edge, at, taken, dots, shape);
  }
  context.restore();
}

function writeNode(context, node, at, dot, taken, dots) {
  const share = node.rank / Math.max(Math.min(view.nodes.size, 400), 30), linked = node.near.size > 3;
  const big = linked && share < 0.12 ? 16 : linked && share < 0.3 ? 14.5 : 13;
  const px = NARROW.matches ? big - 1.5 : big;
  context.font = `${big > 13 ? 600 : 400} ${px}px ${FONT}`;
  const text = brief(node.label), half = width(context, text) / 2, low = -px / 2;
  const spots = [[0, dot + 3], [0, -dot - px - 3], [dot + half + 5, low], [-dot - half - 5, low]];
  const boxes = spots.map(([x, y]) => [at.x + x - half, at.y + y, at.x + x + half, at.y + y + px + 1]);
  const must = node === hovered || node === state.selected;
  const clear = boxes.filter((spot) => spot[0] > 2 && spot[2] < canvas.clientWidth - 2 && !taken.hits(spot));
  const box = clear.find((spot) => !dots.hits(spot)) || (node.rank < 12 ? clear[0] : null) || (must ? boxes[0] : null);
  if (!box) return;
  taken.add(box);
  context.lineWidth = 4;
  context.strokeStyle = colours.paper;
  context.fillStyle = colours.ink;
  context.strokeText(text, box[0] + half, box[1] + 1);
  context.fillText(text, box[0] + half, box[1] + 1);
}

/** Edges that get their name: those of the selection, then what is not a fact, then the rest when seen from near. */
function labelledEdges(scale) {
  const selected = state.selected;
  const mine = (edge) => edge === hovered || edge === selected || edge.start === selected || edge.end === selected;
  const edges = [...view.edges];
  if (selected) return edges.filter(mine);
  const claims = edges.filter((edge) => edge.modality !== "actual" && edge !== hovered);
  const facts = scale > 0.6 ? edges.filter((edge) => edge.modality === "actual" && edge !== hovered) : [];
  return [...edges.filter((edge) => edge === hovered), ...(scale > 0.45 ? claims : []), ...facts];
}

function writeEdge(context, edge, at, taken, dots, shape) {
  context.font = `italic 11.5px ${FONT}`;
  const text = brief(statement(edge), 34), half = width(context, text) / 2;
  const from = network.canvasToDOM(shape.from), to = network.canvasToDOM(shape.to);
  const forced = edge === hovered || edge === state.selected;
  if (!forced && Math.hypot(from.x - to.x, from.y - to.y) < half * 1.6) return;
  const box = [at.x - half - 2, at.y - 8, at.x + half + 2, at.y + 8];
  if ((taken.hits(box) || dots.hits(box)) && !forced) return;
  taken.add(box);
  context.lineWidth = 4;
  context.strokeStyle = colours.paper;
  context.fillStyle = edge.modality === "actual" ? colours.soft : colours[edge.modality] || colours.soft;
  context.strokeText(text, at.x, at.y - 6);
  context.fillText(text, at.x, at.y - 6);
}
