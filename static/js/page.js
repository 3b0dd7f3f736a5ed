// The page as its script sees it: words, criteria, fields, verdicts. What is saved is
// the default of a field (defaultValue, defaultChecked): unsaved is what differs.

import { bare, exact, judge, read, words } from "./verdict.js";

const NAME = /^[vrbn]-/;
const POINT = /^(\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d{3})$/;
const LARGEST = exact("10000000000");

// Words and tables of the server (assessments/views/entry_script.py).
export const told = JSON.parse(document.getElementById("entry-script").textContent);

const filled = (text, said) =>
  text.replace(/%\((\w+)\)s/g, (_, key) => said[key]).replaceAll("%%", "%");

// Words by name; those with two forms by the number `n`.
export function say(name, said = {}) {
  const found = told.words[name];
  return filled(Array.isArray(found) ? found[said.n === 1 ? 0 : 1] : found, said);
}

export function element(tag, className, ...inside) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...inside);
  return made;
}

export function button(label, run) {
  const made = element("button", "btn", label);
  made.type = "button";
  made.addEventListener("click", run);
  return made;
}

export function notice(kind, title, ...inside) {
  return element("div", `notice ${kind}`, element("p", "", element("b", "", title)), ...inside);
}

// The line is missing where all is locked.
export const stateLine = document.getElementById("save-state");
export const status = (...inside) => stateLine?.replaceChildren(...inside);

export const form = document.querySelector("form[data-entry]");
export const token = (section) => section?.querySelector('[name^="t-"]');
export const sectionOf = (number) => form.querySelector(`[data-criterion="${number}"]`);
export const sections = () => [...form.querySelectorAll("[data-criterion]")].filter(token);
export const rows = (part = form) => [...part.querySelectorAll("[data-leaf]")];
export const rowOf = (slug) => form.querySelector(`[data-leaf="${slug}"]`);

const fieldsOf = (part) => [...part.querySelectorAll("input")].filter(({ name }) => NAME.test(name));

// Values by name of a criterion or a leaf as they stand, or as they are saved.
export function values(part, isSaved = false) {
  const found = {};
  for (const field of fieldsOf(part)) {
    const { name, type, value } = field;
    const isOn = isSaved ? field.defaultChecked : field.checked;
    if (type === "text") found[name] = isSaved ? field.defaultValue : value;
    else if (isOn || type === "checkbox") found[name] = isOn ? value : "";
  }
  return found;
}

export function changes(part) {
  const saved = values(part, true);
  return Object.entries(values(part)).filter(([name, value]) => value !== saved[name]);
}

export const isChanged = (part) => changes(part).length > 0;
export const unsent = () => rows().filter(isChanged);

// Puts values by name into their fields, as typed or as saved.
export function put(part, given, isSaved = false) {
  for (const field of fieldsOf(part).filter(({ name }) => name in given)) {
    const value = given[field.name];
    if (field.type === "text") field[isSaved ? "defaultValue" : "value"] = value;
    else field[isSaved ? "defaultChecked" : "checked"] = field.value === value;
  }
}

function faultOf(typed, { kind, decimals }) {
  if (POINT.test(bare(typed))) return "decimal_point";
  if (kind !== "percent" && typed.endsWith("%")) return "not_a_share";
  const { value, fault } = read(typed, decimals);
  return value >= LARGEST ? "too_large" : fault;
}

// The verdict on a leaf as it stands: a mark, words, and what is wrong with the value.
export function verdictOf(row) {
  const said = values(row);
  const typed = (said[`v-${row.dataset.leaf}`] ?? "").trim();
  const { op, need, kind, decimals = 0, unit = "" } = row.querySelector("[data-kind]").dataset;
  const asked = { kind, unit, decimals: Number(decimals) };
  if (said[`r-${row.dataset.leaf}`]?.trim()) return { css: "none", text: say("unsaved") };
  if (!typed) return { css: "none", text: say("empty") };
  const fault = faultOf(typed, asked);
  if (fault) {
    const shown = { text: typed.slice(0, 40), places: decimals, example: bare(typed).replace(".", ",") };
    return { css: "none", text: say("invalid"), error: filled(told.faults[fault], shown) };
  }
  const table = told.judgements;
  if (!need) return { css: "none", text: table.sentences.no_level };
  const { value } = read(typed, asked.decimals);
  const judged = judge(value, op, exact(need), table);
  return { css: told.css[judged.outcome], text: words(value, exact(need), judged, asked, table) };
}

export function mark(place, { css, text }, kind = "v v-") {
  place.className = kind + css;
  place.textContent = text;
}

export function show(row, verdict) {
  const { error } = verdict;
  mark(row.querySelector(".verdict > .v"), verdict);
  const line = row.querySelector(".err");
  line.hidden = !error;
  line.replaceChildren(...(error ? [element("span", "vh", `${say("error")}: `), error] : []));
  row.classList.toggle("has-err", Boolean(error));
  const field = row.querySelector("[data-kind]");
  const others = field.getAttribute("aria-describedby").replace(`${line.id} `, "");
  field.setAttribute("aria-describedby", error ? `${line.id} ${others}` : others);
  if (field.type === "text") field.ariaInvalid = error ? "true" : null;
}
