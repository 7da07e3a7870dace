// The timeline: statements by date of article, with a brush (drag over the bars, or the two date fields).
const DAYS = [...new Set(DOCUMENTS.map((doc) => doc.date.slice(0, 10)).filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)))].sort();
const BINS = 48;
const dayNumber = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 864e5);
const dayText = (value) => new Date(value * 864e5).toISOString().slice(0, 10);

function bins() {
  const first = dayNumber(DAYS[0]), last = dayNumber(DAYS.at(-1));
  const step = Math.max(1, Math.ceil((last - first + 1) / BINS));
  const count = Math.ceil((last - first + 1) / step);
  const bars = Array.from({ length: count }, (_, index) => ({ from: dayText(first + index * step), until: dayText(Math.min(last, first + (index + 1) * step - 1)), count: 0 }));
  for (const edge of EDGES) for (const day of new Set(edge.documents.map((index) => DOCUMENTS[index].date.slice(0, 10)))) {
    const at = Math.floor((dayNumber(day) - first) / step);
    if (bars[at]) bars[at].count++;
  }
  return bars;
}

function timeline() {
  const box = byId("timeline");
  box.hidden = DAYS.length < 2;
  if (box.hidden) return;
  const bars = bins(), top = Math.max(1, ...bars.map((bar) => bar.count));
  box.setAttribute("aria-label", `${word("time")}: ${word("articleDates")}`);
  const within = (bar) => (!state.from || bar.until >= state.from) && (!state.until || bar.from <= state.until);
  const height = (bar) => 28 * Math.sqrt(bar.count / top); // so that quiet days can be seen beside loud ones
  const shapes = bars.map((bar, index) => draw("rect", {
    x: index + 0.08, width: 0.84, y: 30 - height(bar), height: height(bar), class: within(bar) ? "bar" : "bar out",
  }));
  const chart = draw("svg", { viewBox: `0 0 ${Math.max(bars.length, 12)} 30`, preserveAspectRatio: "none", "aria-hidden": "true" }, draw("rect", { width: Math.max(bars.length, 12), height: 30, class: "ground" }), ...shapes);
  brush(chart, bars);
  box.replaceChildren(make("span", { class: "soft title" }, word("articleDates")), chart, dateField("from", bars), make("span", { class: "soft" }, "–"), dateField("until", bars));
}

function dateField(name) {
  return make("input", { type: "date", id: `date-${name}`, "data-key": `date ${name}`, "aria-label": word(name), min: DAYS[0], max: DAYS.at(-1), value: state[name] || (name === "from" ? DAYS[0] : DAYS.at(-1)), onchange: (event) => {
    const day = event.target.value;
    setTime(name === "from" ? day : state.from, name === "until" ? day : state.until);
  } });
}

function setTime(from, until) {
  [from, until] = from && until && from > until ? [until, from] : [from, until];
  state.from = from > DAYS[0] ? from : "";
  state.until = until && until < DAYS.at(-1) ? until : "";
  changed();
}

function brush(chart, bars) {
  const at = (event) => {
    const frame = chart.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((event.clientX - frame.left) / frame.width) * Math.max(bars.length, 12))));
  };
  let begun = null;
  const marked = (event) => [Math.min(begun, at(event)), Math.max(begun, at(event))];
  chart.addEventListener("pointerdown", (event) => { begun = at(event); chart.setPointerCapture(event.pointerId); });
  chart.addEventListener("pointermove", (event) => {
    if (begun === null) return;
    const [low, high] = marked(event);
    chart.querySelectorAll(".bar").forEach((bar, index) => bar.classList.toggle("out", index < low || index > high));
  });
  chart.addEventListener("pointerup", (event) => {
    if (begun === null) return;
    const [low, high] = marked(event);
    begun = null;
    setTime(bars[low].from, bars[high].until);
  });
}
