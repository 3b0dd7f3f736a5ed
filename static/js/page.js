// The page as its script sees it. What is saved is the default of a field, so unsaved is
// what differs.

import { exact, judge, read, waysOut, words } from "./verdict.js";

// From assessments/views/entry_script.py.
export const told = JSON.parse(document.getElementById("entry-script").textContent);

const filled = (text, said) => text.replace(/%\((\w+)\)s/g, (_, key) => said[key]);

// Some words have two forms, by `n`.
export function say(name, said = {}) {
  return filled([told.words[name]].flat().at(said.n === 1 ? 0 : -1), said);
}

export function status(text) {
  document.getElementById("save-state").textContent = text;
}

export const form = document.querySelector("form[data-entry]");
export const token = (section) => section.querySelector('[name^="t-"]');
export const sections = () => [...form.querySelectorAll("[data-criterion]")];
export const rows = (part = form) => [...part.querySelectorAll("[data-leaf]")];
export const rowOf = (slug) => form.querySelector(`[data-leaf="${slug}"]`);

const fieldsOf = (part) => [...part.querySelectorAll("[data-leaf] input")];

// Where a text field and any other have what stands or what is saved.
const keys = (isSaved) => (isSaved ? ["defaultValue", "defaultChecked"] : ["value", "checked"]);

export function values(part, isSaved) {
  const [text, isOn] = keys(isSaved);
  const found = {};
  for (const field of fieldsOf(part)) {
    if (field.type === "text") found[field.name] = field[text];
    else if (field[isOn]) found[field.name] = field.value;
    else found[field.name] ??= "";
  }
  return found;
}

export function changes(part) {
  const saved = values(part, true);
  return Object.entries(values(part)).filter(([name, value]) => value !== saved[name]);
}

export const isChanged = (part) => changes(part).length > 0;
export const unsent = () => rows().filter(isChanged);

export function put(part, given, isSaved) {
  const [text, isOn] = keys(isSaved);
  for (const field of fieldsOf(part).filter(({ name }) => name in given)) {
    const value = given[field.name];
    if (field.type === "text") field[text] = value;
    else field[isOn] = field.value === value;
  }
}

export const unjudged = (name, error = "") => ({ css: "none", text: say(name), error });

export function verdictOf(row) {
  const { leaf } = row.dataset;
  const said = values(row);
  const typed = said[`v-${leaf}`].trim();
  const asked = row.querySelector("[data-kind]").dataset;
  const { op, need, kind, decimals = 0 } = asked;
  if (said[`r-${leaf}`]?.trim()) return unjudged("unsaved");
  if (!typed) return unjudged("empty");
  const { value, fault } = read(typed, kind, decimals);
  if (fault) {
    const shown = { text: typed.slice(0, 40), places: decimals, ...waysOut(typed, decimals) };
    return unjudged("invalid", filled(told.faults[+(decimals > 0)][fault], shown));
  }
  const table = told.judgements;
  if (!need) return { css: "none", text: table.sentences.no_level };
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
  line.lastElementChild.textContent = error;
  row.classList.toggle("has-err", !!error);
  const field = row.querySelector("[data-kind]");
  if (field.type === "text") field.ariaInvalid = error ? "true" : null;
}
