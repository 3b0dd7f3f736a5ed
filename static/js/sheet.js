// Moves through the page like a sheet: Enter and Shift+Enter through all values, arrows
// through the numbers; a column pasted into a field fills those that follow.

import { form, rows, say, told } from "./page.js";

const isNumber = (row) => row.querySelector("[data-kind]").tagName === "INPUT";
const valueFields = (row) => [...row.querySelectorAll('[name^="v-"]')];
const checked = (row) => valueFields(row).find((field) => field.checked);

function move(from, step, among = () => true) {
  const all = rows();
  const there = step > 0 ? all.slice(all.indexOf(from) + 1) : all.slice(0, all.indexOf(from)).reverse();
  const row = there.find(among);
  if (!row) return step > 0 && form.querySelector(".save-bar .btns button").focus();
  const field = checked(row) ?? valueFields(row)[0];
  field.focus();
  if (isNumber(row)) field.select();
}

export function onKey(event) {
  const { key, target } = event;
  const row = target.closest?.("[data-leaf]");
  if (!row || !target.matches("input") || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (key === "Enter") move(row, event.shiftKey ? -1 : 1);
  else if (!target.name.startsWith("v-")) return;
  else if (!isNumber(row)) {
    if (!check(meant(row, key))) return;
    checked(row).focus();
  } else if (step) move(row, step, isNumber);
  else return;
  event.preventDefault();
}

function changed(field) {
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function check(field) {
  if (!field) return;
  field.checked = true;
  changed(field);
  return true;
}

// As the server folds what a cell says.
function fold(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
  return bare.replace(/\s+/g, " ").trim();
}

// The choice that a cell or one key means: "1", "0", "x"; Delete empties it.
function meant(row, text) {
  const said = fold(text);
  const isYesNo = row.querySelector("[data-kind]").dataset.kind === "yes_no";
  return valueFields(row).find(({ value, parentElement }) => {
    if (!value) return text === "Delete";
    return isYesNo ? value === told.answers[said] : [value, fold(parentElement.textContent)].includes(said);
  });
}

export function onPaste(event) {
  const row = event.target.closest?.("[data-leaf]");
  if (!row || !event.target.name?.startsWith("v-")) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "");
  const cells = text.split(/[\n\t]/);
  if (cells.length < 2 && isNumber(row)) return;
  event.preventDefault();
  fill(row, cells);
}

// Tells of what was refused by its code, beyond the last field by the text alone.
function fill(first, cells) {
  const following = rows().slice(rows().indexOf(first));
  const refused = [];
  let n = 0;
  cells.forEach((cell, position) => {
    const row = following[position];
    const text = cell.trim();
    if (!text) return;
    if (row && write(row, text)) n += 1;
    else refused.push(`${row?.querySelector(".code").textContent ?? ""} “${text.slice(0, 40)}”`.trim());
  });
  const words = refused.length ? say("refused", { list: refused.join("; ") }) : "";
  document.getElementById("paste-state").textContent = `${say("filled", { n })} ${words}`.trim();
}

// A number that cannot be read stays as it is typed, as in any draft.
function write(row, text) {
  if (!isNumber(row)) return check(meant(row, text));
  const [field] = valueFields(row);
  field.value = text.slice(0, field.maxLength);
  changed(field);
  return !field.ariaInvalid;
}
