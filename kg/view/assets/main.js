// Everything together: what a reader does changes the state, and the page follows.
function changed({ refit = false, step = false } = {}) {
  const focused = document.activeElement;
  redraw({ refit });
  legend();
  filters();
  slider();
  timeline();
  counts();
  texts();
  showPanel();
  byId("back").hidden = !state.opened.length;
  writeAddress(step);
  refocus(focused);
}

/** Controls are made anew after each change: put the keyboard back on the one it was on. */
function refocus(focused) {
  if (!focused || focused.isConnected) return;
  const again = focused.dataset.key && document.querySelector(`[data-key="${CSS.escape(focused.dataset.key)}"]`);
  (again || byId("panel")).focus({ preventScroll: true });
}

/** Select a node or an edge (or nothing), with its neighbours in view. */
function select(item, { centre = false } = {}) {
  state.selected = item;
  const before = view.nodes;
  if (item) {
    if (!item.start) {
      if (!before.has(item)) state.opened.push(item);
      openNeighbours(item);
    }
    tab("panel");
    foldPanel(false);
  }
  hideTooltip();
  changed({ step: true });
  if (item && (centre || [...lit()].some((node) => !before.has(node)))) focusOn([...lit()]);
  if (item) say(item.start ? `${fullName(item.start)} ${statement(item)} ${fullName(item.end)}` : `${fullName(item)}, ${typeName(item.type)}, ${item.near.size} ${word("connections")}`);
}

function opened(node) {
  openNeighbours(node, 20);
  changed({ step: true });
  focusOn([...lit()]);
}

const say = (text) => { byId("said").textContent = text; };

function texts() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  const off = Object.values(state.off).reduce((sum, list) => sum + list.size, 0) + (state.from || state.until ? 1 : 0);
  byId("tab-filters").textContent = word("filters") + (off ? ` (${off})` : "");
  byId("search").placeholder = word("search");
  byId("language").textContent = word("other");
  for (const [id, key] of [["search", "search"], ["network", "picture"], ["closer", "closer"], ["further", "further"], ["fold", "fold"]]) byId(id).setAttribute("aria-label", word(key));
}

function tooltip(parts, at) {
  const box = byId("tooltip");
  box.replaceChildren(...parts.filter(Boolean));
  box.hidden = false;
  const frame = byId("picture").getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(at.x + 14, frame.width - box.offsetWidth - 8))}px`;
  box.style.top = `${at.y + 18 + box.offsetHeight > frame.height ? Math.max(8, at.y - box.offsetHeight - 14) : at.y + 18}px`;
}

const hideTooltip = () => { byId("tooltip").hidden = true; };

function nodeTip(node) {
  const weight = (edge) => MODALITIES.indexOf(edge.modality) * 1000 - edge.evidence.length;
  const said = node.edges.filter(edgePasses).sort((a, b) => weight(a) - weight(b)).slice(0, 3);
  return [
    make("strong", { dir: "auto" }, brief(fullName(node), 90)),
    make("span", { class: "soft" }, ` ${typeName(node.type)}${node.date ? ` · ${date(node.date)}` : ""}`),
    make("ul", {}, said.map((edge) => make("li", {}, named(brief(fullName(edge.start), 36)), " ", make("em", { class: edge.modality }, statement(edge)), " ", named(brief(fullName(edge.end), 36))))),
    node.edges.length > said.length ? make("span", { class: "soft" }, `+ ${node.edges.length - said.length} ${word("more")}`) : null,
    said[0] && said[0].evidence[0] ? evidence(said[0].evidence[0]) : null,
  ];
}

function edgeTip(edge) {
  return [
    make("p", {}, named(brief(fullName(edge.start), 50)), " ", make("em", { class: edge.modality }, statement(edge)), " ", named(brief(fullName(edge.end), 50))),
    edge.source ? make("p", { class: "source" }, `${word("source")} `, named(edge.source)) : null,
    edge.evidence[0] ? evidence(edge.evidence[0]) : null,
  ];
}

function listenToPicture() {
  network.on("click", ({ nodes, edges }) => select(nodes.length ? NODE.get(nodes[0]) : edges.length ? EDGE.get(edges[0]) : null));
  const over = (item, tip) => ({ pointer }) => {
    hovered = item;
    network.redraw();
    tooltip(tip(item), pointer.DOM);
  };
  const out = () => { hovered = null; hideTooltip(); network.redraw(); };
  network.on("hoverNode", (event) => over(NODE.get(event.node), nodeTip)(event));
  network.on("hoverEdge", (event) => over(EDGE.get(event.edge), edgeTip)(event));
  network.on("blurNode", out);
  network.on("blurEdge", out);
  for (const event of ["dragStart", "zoom"]) network.on(event, hideTooltip);
  network.on("dragEnd", ({ nodes }) => { for (const id of nodes) moved.set(NODE.get(id), network.getPosition(id)); });
  network.on("zoom", resize);
  network.on("animationFinished", resize);
  network.on("afterDrawing", writeLabels);
}

function listenToControls() {
  byId("amount").addEventListener("input", (event) => {
    state.stop = Number(event.target.value);
    moved.clear();
    changed({ refit: true });
  });
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("further").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", () => fit());
  byId("network").addEventListener("dblclick", () => fit());
  byId("back").addEventListener("click", () => { state.opened = []; state.selected = null; moved.clear(); changed({ refit: true, step: true }); });
  byId("physics").addEventListener("change", (event) => {
    network.setOptions({ physics: { enabled: event.target.checked } });
    changed({ refit: !event.target.checked });
    for (const wait of [500, 1500, 3000]) setTimeout(() => moving() && fit(), wait);
  });
  byId("language").addEventListener("click", () => {
    const all = Object.keys(EXTRA.words);
    language = all[(all.indexOf(language) + 1) % all.length];
    changed();
  });
  byId("tab-panel").addEventListener("click", () => { tab("panel"); foldPanel(false); });
  byId("tab-filters").addEventListener("click", () => { tab("filters"); foldPanel(false); });
  byId("tabs").addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.target.id === "fold") return;
    const name = byId("panel").hidden ? "panel" : "filters";
    tab(name);
    byId(`tab-${name}`).focus();
  });
  byId("fold").addEventListener("click", () => foldPanel(!byId("side").classList.contains("folded")));
  byId("skip").addEventListener("click", () => byId("panel").focus());
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Return the node in view that lies nearest in the direction of an arrow key. */
function towards([x, y]) {
  const here = state.selected && !state.selected.start ? places.get(state.selected) : network.getViewPosition();
  let best = null;
  for (const [node, at] of places) {
    const along = (at.x - here.x) * x + (at.y - here.y) * y, aside = Math.abs((at.x - here.x) * y) + Math.abs((at.y - here.y) * x);
    if (along > 1 && (!best || along + 2 * aside < best.far)) best = { node, far: along + 2 * aside };
  }
  return best && best.node;
}

function listenToKeys() {
  byId("network").addEventListener("keydown", (event) => {
    if (ARROWS[event.key]) {
      const node = towards(ARROWS[event.key]);
      if (node) select(node);
    } else if (event.key === "Enter") byId("panel").focus();
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input:not([type=checkbox]):not([type=range])");
    if (event.key === "/" && !typing) { byId("search").focus(); event.preventDefault(); }
    if (event.key === "Escape" && !typing && state.selected) select(null);
  });
}

function fromAddress(refit) {
  readAddress();
  changed({ refit });
}

function begin() {
  readColours();
  readAddress();
  if (!location.hash && EXTRA.focus !== null) state.selected = NODES[EXTRA.focus];
  listenToPicture();
  listenToControls();
  listenToKeys();
  searching();
  if (NARROW.matches) foldPanel(true);
  changed();
  fit(false);
  for (const query of [DARK, matchMedia("print")]) query.addEventListener("change", () => { readColours(); changed(); });
  addEventListener("popstate", () => fromAddress(false));
  document.documentElement.dataset.ready = "true";
}

// For scripts that drive the page: what is in view, and where it stands on the screen.
window.kgView = Object.freeze({
  nodes: () => [...view.nodes].map((node) => node.id),
  edges: () => [...view.edges].map((edge) => edge.id),
  at(id) {
    const frame = canvas.getBoundingClientRect();
    const point = NODE.has(id) ? network.getPosition(id) : network.body.edges[id].edgeType.getPoint(0.5);
    const { x, y } = network.canvasToDOM(point);
    return { x: x + frame.left, y: y + frame.top };
  },
});

begin();
