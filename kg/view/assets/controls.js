// Legend, filters, slider, tools: they change the state and ask for a redraw.
function legend() {
  const types = [...TYPE_COUNTS.keys()];
  const entities = [...ENTITY_TYPES, ...types.filter((type) => !type.startsWith("~") && !ENTITY_TYPES.includes(type)).sort()].filter((type) => TYPE_COUNTS.has(type));
  const events = types.filter((type) => type.startsWith("~")).sort();
  const rows = entities.map((type) => key([type], typeName(type), ENTITY_TYPES.includes(type) ? type : "Thing"));
  if (events.length) rows.push(key(events, word("happening"), "happening"));
  const lines = MODALITIES.filter((modality) => EDGES.some((edge) => edge.modality === modality)).map(line);
  byId("legend").setAttribute("aria-label", word("legend"));
  byId("legend").replaceChildren(make("div", { class: "keys" }, rows), make("div", { class: "lines" }, lines));
}

function key(types, name, group) {
  const off = types.every((type) => state.off.types.has(type));
  const count = types.reduce((sum, type) => sum + TYPE_COUNTS.get(type), 0);
  return make("button", { type: "button", class: "key", "data-key": `key ${group}`, "aria-pressed": String(!off), onclick: () => {
    for (const type of types) state.off.types[off ? "delete" : "add"](type);
    changed({ refit: true });
  } }, make("span", { class: `dot ${group}` }), name, make("span", { class: "soft" }, ` ${number(count)}`));
}

function line(modality) {
  const off = state.off.modalities.has(modality);
  const dashes = DASHES[modality];
  const sample = draw("svg", { width: 30, height: 8, "aria-hidden": "true" },
    draw("line", { x1: 0, y1: 4, x2: 30, y2: 4, class: `stroke ${modality}`, ...(dashes && { "stroke-dasharray": dashes.map((part) => part * 0.8).join(" ") }) }));
  return make("button", { type: "button", class: "key", "data-key": `line ${modality}`, "aria-pressed": String(!off), onclick: () => {
    state.off.modalities[off ? "delete" : "add"](modality);
    changed();
  } }, sample, word(modality));
}

function filters() {
  const types = [...TYPE_COUNTS].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([type, count]) => [type, typeName(type.replace("~", "")), count]);
  const happenings = types.filter(([type]) => type.startsWith("~"));
  byId("filters").replaceChildren(
    anyFilter() ? make("button", { type: "button", class: "plain", onclick: clearFilters }, word("clear")) : "",
    ...choice("types", word("kinds"), types.filter((type) => !happenings.includes(type))),
    ...choice("types", word("happening"), happenings),
    ...choice("modalities", word("modality"), counted((edge) => [edge.modality]).map(([value, count]) => [value, word(value), count])),
    ...choice("predicates", word("predicates"), counted((edge) => [edge.predicate]).map(([value, count]) => [value, predicateName(value), count])),
    ...choice("publishers", word("publishers"), counted((edge) => [...new Set(edge.documents.map((index) => DOCUMENTS[index].publisher))]).map(([value, count]) => [value, value || word("unpublished"), count])),
  );
}

function counted(values) {
  const counts = new Map();
  for (const edge of EDGES) for (const value of values(edge)) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const PREDICATE_NAMES = new Map();
/** The label most edges of a predicate carry, or the predicate where labels differ (positions, for instance). */
function predicateName(predicate) {
  if (!PREDICATE_NAMES.size) {
    for (const edge of EDGES) {
      const seen = PREDICATE_NAMES.get(edge.predicate);
      PREDICATE_NAMES.set(edge.predicate, seen === undefined || seen === edge.label ? edge.label : edge.predicate);
    }
  }
  return PREDICATE_NAMES.get(predicate);
}

function choice(list, heading, options) {
  if (options.length < 2) return [];
  const off = state.off[list];
  const box = ([value, name, count]) => make("label", { class: "choice" },
    make("input", { type: "checkbox", "data-key": `${list} ${value}`, checked: !off.has(value), onchange: (event) => {
      off[event.target.checked ? "delete" : "add"](value);
      changed({ refit: list === "types" });
    } }), named(brief(name, 40)), make("span", { class: "soft right" }, number(count)));
  const none = options.some(([value]) => off.has(value));
  const toggle = make("button", { type: "button", class: "plain small", "data-key": `all ${heading}`, onclick: () => {
    for (const [value] of options) off[none ? "delete" : "add"](value);
    changed({ refit: true });
  } }, none ? word("all") : word("hide"));
  return [make("fieldset", {}, make("legend", {}, heading, " ", toggle), ...options.map(box))];
}

function clearFilters() {
  for (const list of Object.values(state.off)) list.clear();
  state.from = state.until = "";
  changed({ refit: true });
}

function slider() {
  const input = byId("amount");
  const size = Math.min(STOPS[state.stop], view.able);
  input.max = String(STOPS.length - 1);
  input.value = String(state.stop);
  input.setAttribute("aria-valuetext", `${number(size)} ${word("of")} ${number(view.able)}`);
  byId("shown").textContent = `${number(view.nodes.size)} ${word("of")} ${number(view.able)}`;
  byId("slider").hidden = STOPS.length < 2;
}

function counts() {
  const entities = NODES.filter((node) => node.kind !== "event").length;
  const parts = [[entities, "entities"], [NODES.length - entities, "events"], [EDGES.length, "connections"], [DOCUMENTS.length, "articles"]];
  byId("counts").textContent = parts.filter(([count]) => count).map(([count, key]) => `${number(count)} ${word(key)}`).join(" · ");
}

function tab(name) {
  for (const other of ["panel", "filters"]) {
    byId(other).hidden = other !== name;
    byId(`tab-${other}`).setAttribute("aria-selected", String(other === name));
    byId(`tab-${other}`).tabIndex = other === name ? 0 : -1;
  }
}

function foldPanel(folded) {
  byId("side").classList.toggle("folded", folded);
  byId("fold").setAttribute("aria-expanded", String(!folded));
}
