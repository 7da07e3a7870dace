// The query page: editor, questions of the cookbook, the answer as a table whose IRIs lead somewhere.
(() => {
  "use strict";
  const EXTRA = JSON.parse(document.getElementById("extra").textContent);
  const byId = (id) => document.getElementById(id);
  const QUESTIONS = new Map(EXTRA.questions.map((question) => [question.id, question]));
  const ROWS = "application/sparql-results+json", GRAPH = "text/turtle";
  const SHOWN = 1000;
  let asking = null, urls = [];

  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  const fromAddress = () => new URLSearchParams(location.hash.slice(1));
  const first = fromAddress();
  const editor = window.sparqlEditor({
    parent: byId("editor"),
    doc: first.get("query") || (QUESTIONS.get(first.get("q")) || EXTRA.questions[0] || { text: "SELECT * { ?s ?p ?o } LIMIT 10" }).text,
    nonce: document.currentScript.nonce,
    terms: EXTRA.terms,
    run,
    label: "SPARQL",
  });

  function shortened(iri) {
    for (const [prefix, namespace] of Object.entries(EXTRA.prefixes)) if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    return iri.startsWith(EXTRA.base) ? iri.slice(EXTRA.base.length) : iri;
  }

  function href(iri) {
    if (iri.startsWith(EXTRA.base)) {
      const rest = iri.slice(EXTRA.base.length);
      const [, id, place] = /^text\/([^#]+)#(char=\d+,\d+)$/.exec(rest) || [];
      return id ? `/document/${id}#${place}` : `/${rest}`;
    }
    return /^https?:\/\//i.test(iri) ? iri : null;
  }

  function cell(term) {
    const box = make("td");
    if (!term) return box;
    if (term.type !== "uri") {
      const number = /(integer|decimal|double)$/.test(term.datatype || "");
      if (number) box.className = "number";
      box.append(make("bdi", term.value));
      return box;
    }
    const target = href(term.value);
    const text = shortened(term.value);
    box.append(target ? make("a", text, { href: target, title: term.value, ...(target.startsWith("/") ? {} : { rel: "noopener noreferrer" }) }) : make("bdi", text));
    return box;
  }

  function table(answer) {
    if ("boolean" in answer) return make("p", answer.boolean ? EXTRA.words.yes : EXTRA.words.no, { class: "lead" });
    const names = answer.head.vars, rows = answer.results.bindings;
    const head = make("tr"), grid = make("table"), body = make("tbody"), top = make("thead");
    head.append(...names.map((name) => make("th", name, { scope: "col" })));
    body.append(...rows.slice(0, SHOWN).map((row) => { const line = make("tr"); line.append(...names.map((name) => cell(row[name]))); return line; }));
    top.append(head);
    grid.append(top, body);
    return grid;
  }

  async function asked(accept, signal) {
    const body = new URLSearchParams({ query: editor.text() });
    return fetch("/sparql", { method: "POST", body, headers: { Accept: accept }, signal });
  }

  async function run() {
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    const begun = performance.now();
    byId("state").textContent = EXTRA.words.running;
    byId("error").hidden = true;
    editor.wrong();
    try {
      const answer = await asked(`${ROWS}, ${GRAPH}`, mine.signal);
      const text = await answer.text();
      if (mine !== asking) return;
      if (!answer.ok) throw new Error(text.trim());
      show(answer.headers.get("content-type"), text, performance.now() - begun);
    } catch (error) {
      if (error.name !== "AbortError") fail(String(error.message));
    }
  }

  function show(type, text, time) {
    const isGraph = type.startsWith(GRAPH);
    const answer = isGraph ? null : JSON.parse(text);
    byId("answer").replaceChildren(isGraph ? make("pre", text) : table(answer));
    const count = isGraph ? "" : "boolean" in answer ? "" : `${answer.results.bindings.length.toLocaleString(document.documentElement.lang)} ${EXTRA.words.rows} · `;
    byId("state").textContent = `${count}${(time / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 })} ${EXTRA.words.seconds}`;
    saved(isGraph, text, answer);
    history.replaceState(null, "", `#${new URLSearchParams(current())}`);
  }

  function current() {
    const text = editor.text();
    const known = EXTRA.questions.find((question) => question.text === text);
    for (const link of document.querySelectorAll("[data-id]")) link.toggleAttribute("aria-current", Boolean(known) && link.dataset.id === known.id);
    return known ? { q: known.id } : { query: text };
  }

  /** Offer the answer as files; a cell that a spreadsheet would take for a formula gets an apostrophe. */
  function saved(isGraph, text, answer) {
    for (const url of urls) URL.revokeObjectURL(url);
    urls = [];
    const offer = (id, content, type) => {
      byId(id).hidden = content === null;
      if (content === null) return;
      urls.push(URL.createObjectURL(new Blob([content], { type })));
      byId(id).href = urls.at(-1);
    };
    const safe = (value) => `"${value.replace(/^(?=[=+\-@\t\r])(?!-?[\d.]+$)/, "'").replaceAll('"', '""')}"`;
    const rows = answer && answer.results;
    const csv = rows ? [answer.head.vars.map(safe), ...rows.bindings.map((row) => answer.head.vars.map((name) => safe(row[name] ? row[name].value : "")))].map((row) => row.join(",")).join("\r\n") : null;
    offer("save-csv", csv, "text/csv;charset=utf-8");
    offer("save-json", isGraph ? null : text, "application/json");
    offer("save-ttl", isGraph ? text : null, "text/turtle");
    byId("save").hidden = false;
  }

  function fail(message) {
    byId("state").textContent = "";
    byId("answer").replaceChildren();
    byId("save").hidden = true;
    byId("error").textContent = message;
    byId("error").hidden = false;
    const [, line, column] = /line (\d+), column (\d+)/.exec(message) || [];
    if (line) editor.wrong(Number(line), Number(column), message);
  }

  function choose() {
    const address = fromAddress();
    const question = QUESTIONS.get(address.get("q"));
    const text = question ? question.text : address.get("query");
    if (!text) return;
    editor.set(text);
    run();
  }

  byId("run").addEventListener("click", run);
  byId("questions").addEventListener("click", (event) => {
    const link = event.target.closest("[data-id]");
    if (link && location.hash === link.hash) choose();
  });
  addEventListener("hashchange", choose);
  if (first.get("q") || first.get("query")) run();
  document.documentElement.dataset.ready = "true";
})();
