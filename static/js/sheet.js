// Moves through the page like a sheet: Enter and Shift+Enter through all values, arrows
// through the numbers, a column pasted into one field fills those that follow.

import { form, rows, say, told } from "./page.js";

const isNumber = (row) => row.querySelector("[data-kind]").tagName === "INPUT";
const valueFields = (row) => [...row.querySelectorAll('input[name^="v-"]')];

function move(from, step, among = () => true) {
  const all = rows();
  const there = step > 0 ? all.slice(all.indexOf(from) + 1) : all.slice(0, all.indexOf(from)).reverse();
  const row = there.find(among);
  if (!row) return step > 0 && form.querySelector('button[value="save"]').focus();
  const fields = valueFields(row);
  const field = fields.find((one) => one.checked) ?? fields[0];
  field.focus();
  if (isNumber(row)) field.select();
}

export function onKey(event) {
  const row = event.target.closest?.("[data-leaf]");
  if (!row || !event.target.matches("input") || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isValue = event.target.name.startsWith("v-");
  if (event.key === "Enter") move(row, event.shiftKey ? -1 : 1);
  else if (isValue && isNumber(row) && event.key === "ArrowDown") move(row, 1, isNumber);
  else if (isValue && isNumber(row) && event.key === "ArrowUp") move(row, -1, isNumber);
  else if (!(isValue && !isNumber(row) && choose(row, event.key))) return;
  event.preventDefault();
}

// One key answers a choice as it would in a cell: "1", "0", "x"; Delete empties it.
function choose(row, key) {
  const answer = key === "Delete" ? "" : answerOf(row, key);
  if (answer === null || !check(row, answer)) return false;
  valueFields(row).find((one) => one.checked).focus();
  return true;
}

function check(row, value) {
  const field = valueFields(row).find((one) => one.value === value);
  if (!field) return false;
  field.checked = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

// As the server folds what a cell says.
function fold(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
  return bare.replace(/\s+/g, " ").trim();
}

// The value of the choice that a cell means; null where it means none.
function answerOf(row, text) {
  const said = fold(text);
  const isYesNo = row.querySelector("[data-kind]").dataset.kind === "yes_no";
  const known = Object.entries(told.answers).find(([, words]) => words.includes(said));
  if (isYesNo) return known ? known[0] : null;
  const field = valueFields(row).find(
    (one) => one.value && (one.value === said || fold(one.parentElement.textContent) === said),
  );
  return field ? field.value : null;
}

export function onPaste(event) {
  const row = event.target.closest?.("[data-leaf]");
  if (!row || !event.target.name?.startsWith("v-")) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "");
  const cells = text.split(/[\n\t]/);
  if (cells.length < 2 && isNumber(row)) return;
  event.preventDefault();
  tell(fill(row, cells));
}

// What was filled, and the codes (or the text, beyond the last field) that were not.
function fill(first, cells) {
  const all = rows();
  const result = { n: 0, refused: [] };
  cells.forEach((cell, position) => {
    const row = all[all.indexOf(first) + position];
    const text = cell.trim();
    if (!text) return;
    if (row && write(row, text)) result.n += 1;
    else result.refused.push(`${row?.querySelector(".code").textContent ?? ""} “${text.slice(0, 40)}”`.trim());
  });
  return result;
}

// A number that cannot be read stays as it is typed, marked, as in any draft.
function write(row, text) {
  if (!isNumber(row)) {
    const answer = answerOf(row, text);
    return answer !== null && check(row, answer);
  }
  const [field] = valueFields(row);
  field.value = text.slice(0, field.maxLength);
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return !field.hasAttribute("aria-invalid");
}

function tell({ n, refused }) {
  const words = [say("filled", { n })];
  if (refused.length) words.push(say("refused", { list: refused.join("; ") }));
  document.getElementById("paste-state").textContent = words.join(" ");
}
