// What both pictures share: words, dates, elements. Nothing here is ever treated as HTML.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const EXTRA = read("extra"), OPTIONS = read("options");
const DOCUMENTS = EXTRA.documents, SENTENCES = EXTRA.sentences;
const MODALITIES = ["actual", "claimed", "planned", "possible", "denied"];
const ENTITY_TYPES = ["Person", "Organization", "Place", "Product", "Event", "Legislation"];
const byId = (id) => document.getElementById(id);

const FIRST_LANGUAGE = document.documentElement.lang;
let language = FIRST_LANGUAGE;
const word = (key) => EXTRA.words[language][key] || EXTRA.words.id[key] || key;
const typeName = (type) => EXTRA.words[language].types[type] || (language === "id" && type) || type;
const fullName = (node) => node.name || node.label;
const statement = (edge) => (edge.modality === "actual" ? edge.label : `${word(edge.modality)}: ${edge.label}`);

function date(text) {
  if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(text || "")) return text || "";
  const [year, month, day] = text.split("-").map(Number);
  const parts = { year: "numeric", ...(month && { month: "short" }), ...(day && { day: "numeric" }), timeZone: "UTC" };
  return new Intl.DateTimeFormat(language, parts).format(new Date(Date.UTC(year, (month || 1) - 1, day || 1)));
}

const number = (value) => new Intl.NumberFormat(language).format(value);

/** Make an element; text goes in as text, never as markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A name that others wrote: its writing direction stays its own. */
const named = (text, attributes = {}) => make("bdi", attributes, text);
