// #char=12,19 in the address (RFC 5147): mark these characters and bring them into view.
(() => {
  "use strict";
  const pieces = [...document.querySelectorAll("#story [data-from]")];
  function light() {
    const [, from, to] = /^#char=(\d+),(\d+)$/.exec(location.hash) || [];
    for (const piece of pieces) piece.classList.remove("lit");
    if (from === undefined) return;
    const lit = pieces.filter((piece) => Number(piece.dataset.from) < Number(to) && Number(from) < Number(piece.dataset.to));
    for (const piece of lit) piece.classList.add("lit");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (lit.length) lit[0].scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }
  addEventListener("hashchange", light);
  light();
})();
