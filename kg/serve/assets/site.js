// Suggestions in the search box; names offered where two entities are merged. Text goes in as text, never as markup.
(() => {
  "use strict";
  const box = document.getElementById("search"), list = document.getElementById("suggestions");
  let found = [], active = -1, waiting = 0, asked = 0;

  async function named(words, limit) {
    try {
      const answer = await fetch(`/api/search?kind=entity&limit=${limit}&q=${encodeURIComponent(words)}`);
      return answer.ok ? (await answer.json()).hits : [];
    } catch {
      return []; // the server has gone, or the page is being left
    }
  }

  function item(hit, index) {
    const row = document.createElement("li"), dot = document.createElement("span"), name = document.createElement("bdi");
    row.id = `suggestion-${index}`;
    row.setAttribute("role", "option");
    dot.className = `dot ${/^\w+$/.test(hit.type) ? hit.type : ""}`;
    name.textContent = hit.name;
    row.append(dot, name);
    row.addEventListener("mousedown", (event) => { event.preventDefault(); location.href = hit.href; });
    return row;
  }

  function show(hits) {
    found = hits;
    active = -1;
    list.replaceChildren(...hits.map(item));
    list.hidden = !hits.length;
    box.setAttribute("aria-expanded", String(hits.length > 0));
    box.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    active = (active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === active)));
    box.setAttribute("aria-activedescendant", `suggestion-${active}`);
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = box.value.trim(), mine = ++asked;
    waiting = setTimeout(async () => { const hits = words ? await named(words, 8) : []; if (mine === asked) show(hits); }, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (["ArrowDown", "ArrowUp"].includes(event.key) && found.length) { move(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.href = found[active].href; }
    else if (event.key === "Escape") show([]);
  });
  box.addEventListener("blur", () => { list.hidden = true; });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select, .cm-editor")) { box.focus(); event.preventDefault(); }
  });

  for (const input of document.querySelectorAll("[data-names]")) {
    input.addEventListener("input", async () => {
      const names = document.getElementById("names"), mine = input.value;
      const hits = await named(mine, 8);
      if (mine === input.value) names.replaceChildren(...hits.map((hit) => new Option(hit.name, hit.iri)));
    });
  }
})();
