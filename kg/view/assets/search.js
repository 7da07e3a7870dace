// The search box: suggestions by name and alias, the best connected first, for mouse and keyboard.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let folded = null; // made when first asked for: 100,000 names take a moment
const names = () => (folded ??= NODES.map((node) => [node, [fullName(node), ...(node.aliases || [])].map(fold)]));
const SUGGESTED = 12;
let active = -1, found = [];

function matches(query) {
  const wanted = fold(query).trim();
  if (!wanted) return [];
  const score = (forms) => {
    const hits = forms.map((name) => (name.startsWith(wanted) ? 3 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 1 : 0));
    return Math.max(...hits);
  };
  return names().map(([node, forms]) => [node, score(forms)]).filter(([, hit]) => hit)
    .sort((a, b) => b[1] - a[1] || a[0].rank - b[0].rank).slice(0, SUGGESTED).map(([node]) => node);
}

function suggest() {
  const box = byId("search");
  found = matches(box.value);
  active = found.length ? 0 : -1;
  const none = box.value.trim() && !found.length ? [make("li", { class: "none" }, word("noResults"))] : [];
  byId("suggestions").replaceChildren(...found.map(suggestion), ...none);
  byId("suggestions").hidden = !box.value.trim();
  box.setAttribute("aria-expanded", String(found.length > 0));
  activate();
}

function suggestion(node, index) {
  const alias = (node.aliases || []).find((name) => fold(name).includes(fold(byId("search").value).trim()) && !fold(fullName(node)).includes(fold(byId("search").value).trim()));
  return make("li", { role: "option", id: `option-${index}`, onmousedown: (event) => { event.preventDefault(); take(index); } },
    mark(node), make("span", {}, named(brief(fullName(node), 60)), alias ? [" ", make("span", { class: "soft" }, "(", named(brief(alias, 40)), ")")] : null),
    make("span", { class: "soft right" }, node.kind === "event" ? date(node.date) || typeName(node.type) : typeName(node.type)));
}

function activate() {
  [...byId("suggestions").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
  if (active >= 0) byId("search").setAttribute("aria-activedescendant", `option-${active}`);
  else byId("search").removeAttribute("aria-activedescendant");
}

function take(index) {
  const node = found[index];
  if (!node) return;
  byId("search").value = "";
  suggest();
  state.off.types.delete(node.filter);
  select(node, { centre: true });
}

function searching() {
  const box = byId("search");
  box.addEventListener("input", suggest);
  box.addEventListener("blur", () => { byId("suggestions").hidden = true; });
  box.addEventListener("focus", suggest);
  box.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && found.length) active = (active + move + found.length) % found.length;
    else if (event.key === "Enter") take(active);
    else if (event.key === "Escape") { box.value = ""; suggest(); box.blur(); }
    else return;
    event.preventDefault();
    activate();
  });
}
