// The panel: what is known about the selected node or edge, each fact with the sentences that state it.
const HEADINGS = { actual: "facts", claimed: "claims", planned: "plans", possible: "possibilities", denied: "denials" };
const AT_FIRST = 25;

function showPanel() {
  const selected = state.selected;
  byId("panel").replaceChildren(...(!selected ? overview() : selected.start ? edgeCard(selected) : nodeCard(selected)));
  byId("panel").scrollTop = 0;
}

function overview() {
  const top = NODES.slice(0, 3000).filter((node) => node.kind !== "event" && typed(node)).sort((a, b) => b.degree - a.degree || a.rank - b.rank).slice(0, 15);
  return [
    make("p", { class: "lead" }, word("start")),
    make("h2", {}, word("most")),
    make("ol", { class: "ranking" }, top.map((node) => make("li", {}, link(node), make("span", { class: "soft" }, ` ${number(node.degree)}`)))),
    make("p", { class: "soft keys" }, word("keys")),
  ];
}

function link(node) {
  return make("button", { type: "button", class: "node", onclick: () => select(node) }, mark(node), named(fullName(node)));
}

const mark = (node) => make("span", { class: `dot ${node.group}`, "aria-hidden": "true" });

function nodeCard(node) {
  const kind = node.kind === "event" ? `${word("happening")} · ${typeName(node.type)}` : typeName(node.type);
  const hidden = [...node.near].filter((other) => !view.nodes.has(other) && typed(other)).length;
  const other = (edge) => (edge.start === node ? edge.end : edge.start);
  const edges = node.edges.filter(edgePasses).sort((a, b) => b.evidence.length - a.evidence.length || other(a).rank - other(b).rank);
  const details = (node.details || []).filter((item) => !state.off.modalities.has(item.modality));
  return [
    closer(),
    make("p", { class: "kind" }, mark(node), kind, node.date ? ` · ${date(node.date)}` : null, said(node.modality)),
    make("h2", { class: "name", dir: "auto" }, fullName(node)),
    node.aliases ? make("p", { class: "soft" }, `${word("aliases")}: `, ...listed(node.aliases)) : null,
    make("p", { class: "soft" }, `${number(node.near.size)} ${word("connections")} · ${number(node.documents)} ${word("articles")}`),
    hidden ? make("button", { type: "button", class: "plain", onclick: () => opened(node) }, `+ ${number(Math.min(hidden, 20))}${hidden > 20 ? ` ${word("of")} ${number(hidden)}` : ""} ${word("neighbours")}`) : null,
    ...[...new Set([...MODALITIES, ...edges.map((edge) => edge.modality)])].flatMap((modality) => section(word(HEADINGS[modality] || modality), edges.filter((edge) => edge.modality === modality), (edge) => fact(edge, node))),
    ...section(word("values"), details, detail),
    ...section(word("quotes"), node.quotes || [], quotation),
    edges.length || node.quotes || details.length ? null : make("p", { class: "soft" }, word("noFacts")),
  ].filter(Boolean);
}

const closer = () => make("button", { type: "button", class: "close plain", "aria-label": word("close"), onclick: () => select(null) }, "×");
const said = (modality) => (modality && modality !== "actual" ? make("span", { class: `badge ${modality}` }, word(modality)) : null);
const listed = (texts) => texts.flatMap((text, index) => [index ? ", " : "", named(text)]);

function section(heading, items, row) {
  if (!items.length) return [];
  const list = make("ul", { class: "facts" }, items.slice(0, AT_FIRST).map(row));
  const rest = items.slice(AT_FIRST);
  const more = rest.length && make("button", { type: "button", class: "plain", onclick: () => {
    list.append(...rest.map(row));
    more.remove();
  } }, `+ ${number(rest.length)} ${word("more")}`);
  return [make("h3", {}, heading, make("span", { class: "count" }, ` ${number(items.length)}`)), list, more || null].filter(Boolean);
}

/** One line of a card, as seen from `node`: what links it to the other end, and the first sentence that says so. */
function fact(edge, node) {
  const outward = edge.start === node;
  const other = outward ? edge.end : edge.start;
  return make("li", { class: edge.modality },
    make("div", { class: "line" },
      outward ? null : [link(other), " "],
      make("button", { type: "button", class: "relation", onclick: () => select(edge) }, named(edge.label)),
      outward ? [" ", link(other)] : make("span", { class: "soft" }, ` ${brief(fullName(node), 40)}`)),
    edge.source ? make("p", { class: "source" }, `${word("source")} `, named(edge.source)) : null,
    evidenceList(edge));
}

/** An amount, a date, a topic, a title: what is said of a node without leading to another. */
function detail(item) {
  return make("li", { class: item.modality },
    make("div", { class: "line" },
      make("span", { class: "relation" }, named(item.label)), " ", make("strong", {}, named(item.text)),
      item.meaning && item.meaning !== item.text ? make("span", { class: "soft" }, ` ${item.meaning}`) : null, said(item.modality)),
    item.source ? make("p", { class: "source" }, `${word("source")} `, named(item.source)) : null,
    evidenceList(item));
}

function edgeCard(edge) {
  return [
    closer(),
    make("p", { class: "kind" }, word("statement"), make("span", { class: `badge ${edge.modality}` }, word(edge.modality))),
    make("h2", { class: "triple" }, link(edge.start), make("span", { class: "predicate" }, named(edge.label)), link(edge.end)),
    edge.source ? make("p", { class: "source" }, `${word("source")} `, named(edge.source)) : null,
    make("p", { class: "soft" }, `${edge.predicate} · ${word("confidence")} ${number(edge.confidence)}`),
    make("h3", {}, word("evidence"), make("span", { class: "count" }, ` ${number(edge.evidence.length)}`)),
    make("div", { class: "evidences" }, edge.evidence.map(evidence)),
  ].filter(Boolean);
}

function evidenceList(edge) {
  const [first, ...rest] = edge.evidence;
  if (!first) return null;
  const more = rest.length > 0 && make("button", { type: "button", class: "plain small", onclick: () => more.replaceWith(...rest.map(evidence)) }, `+ ${number(rest.length)} ${word("evidence").toLowerCase()}`);
  return make("div", { class: "evidences" }, evidence(first), more || null);
}

/** A sentence with its evidence marked, and where it stands. Offsets count code points, so the text is split into these. */
function evidence([index, start, end]) {
  const [origin, text] = SENTENCES[index];
  const letters = [...text], cut = (from, to) => letters.slice(from, to).join("");
  return make("figure", { class: "evidence" },
    make("blockquote", { dir: "auto" }, cut(0, start), end > start ? make("mark", {}, cut(start, end)) : null, cut(end)),
    make("figcaption", {}, origin === null ? null : source(DOCUMENTS[origin])));
}

function source(doc) {
  const title = doc.title || doc.url || word("article");
  return [
    doc.url ? make("a", { href: doc.url, target: "_blank", rel: "noopener noreferrer", title: word("read") }, named(title)) : named(title),
    [doc.publisher, date(doc.date)].filter(Boolean).map((part) => [" · ", named(part)]),
  ].flat(2);
}

function quotation(quote) {
  return make("li", { class: "quote" },
    make("figure", { class: "evidence" },
      make("blockquote", { dir: "auto" }, quote.text),
      make("figcaption", {}, [quote.cue, quote.document, date(quote.date)].filter(Boolean).map((part, index) => [index ? " · " : "", named(part)]).flat())));
}
