// What the reader has chosen, kept in the address so that a view can be shared.
const STOPS = [...new Set([10, 20, ...EXTRA.views].filter((size) => size < NODES.length)), NODES.length];
const NARROW = matchMedia("(max-width: 720px)");
const DEFAULT_STOP = Math.max(0, STOPS.findIndex((size) => size >= Math.min(NODES.length, NARROW.matches ? 20 : EXTRA.views[0])));
const state = {
  stop: DEFAULT_STOP,
  selected: null, // a node or an edge
  opened: [], // nodes shown beyond the slider, because a neighbour was opened or they were searched for
  off: { types: new Set(), modalities: new Set(), predicates: new Set(), publishers: new Set() },
  from: "",
  until: "",
};

const LISTS = { t: "types", m: "modalities", p: "predicates", b: "publishers" };

function addressed() {
  const address = new URLSearchParams();
  if (state.stop !== DEFAULT_STOP) address.set("n", STOPS[state.stop]);
  if (state.selected) address.set(state.selected.start ? "e" : "i", state.selected.id);
  for (const node of state.opened) address.append("x", node.id);
  for (const [key, list] of Object.entries(LISTS)) for (const value of [...state.off[list]].sort()) address.append(key, value);
  if (state.from) address.set("dari", state.from);
  if (state.until) address.set("sampai", state.until);
  if (language !== FIRST_LANGUAGE) address.set("bahasa", language);
  return address.toString();
}

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const size = Number(address.get("n"));
  state.stop = size ? Math.max(0, STOPS.findIndex((stop) => stop >= Math.min(size, NODES.length))) : DEFAULT_STOP;
  state.opened = address.getAll("x").map((id) => NODE.get(id)).filter(Boolean);
  state.selected = NODE.get(address.get("i")) || EDGE.get(address.get("e")) || null;
  for (const [key, list] of Object.entries(LISTS)) state.off[list] = new Set(address.getAll(key));
  const day = (key) => (/^\d{4}-\d\d-\d\d$/.test(address.get(key) || "") ? address.get(key) : "");
  state.from = day("dari");
  state.until = day("sampai");
  const wanted = address.get("bahasa");
  language = Object.hasOwn(EXTRA.words, wanted) ? wanted : FIRST_LANGUAGE;
}

function writeAddress(step) {
  const address = addressed();
  if (address === location.hash.slice(1)) return;
  try {
    history[step ? "pushState" : "replaceState"](null, "", `#${address}`);
  } catch {
    // A page inside a notebook cell has no address of its own to keep.
  }
}
