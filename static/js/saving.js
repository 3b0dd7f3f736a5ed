// Saves what was touched, one request at a time, and says where it stands: nothing is
// saved before the server said so.

import {
  changes, form, isChanged, mark, put, rowOf, rows, say, sections, show, status, token, told,
  unjudged, unsent, values, verdictOf,
} from "./page.js";

const DELAY = 500;
const LONGEST_WAIT = 60000;

// Criteria that wait for the person, by why: a "conflict", or what was "kept".
export const waiting = new Map();
const touched = new Set();
let timer = 0;
let running = null;
let pause = 0;
// Words of the server: offline, failed; over and gone end the trying.
let trouble = "";

export const isInTrouble = () => trouble || waiting.size || !isKeeping;

export function touch(section) {
  keep(section);
  if (waiting.get(section) === "conflict") return;
  waiting.delete(section);
  touched.add(section);
  if (trouble) tellTrouble();
  else later(DELAY);
}

function later(time) {
  clearTimeout(timer);
  timer = setTimeout(send, time);
}

// At once; resolves when it is answered.
export function flush() {
  for (const section of sections()) {
    if (isChanged(section) && !waiting.has(section)) touched.add(section);
  }
  return send();
}

export function retry() {
  pause = 0;
  if (touched.size) later(0);
}

function send() {
  running ??= run().finally(() => (running = null));
  return running;
}

async function run() {
  if (!touched.size) tell(say("nothing"));
  while (touched.size && !["over", "gone"].includes(trouble)) {
    const sent = new Map([...touched].map((section) => [section, said(section)]));
    touched.clear();
    clearTimeout(timer);
    if (!trouble) status(say("saving"));
    trouble = await post(sent).then((response) => answered(response, sent), () => "offline");
    if (trouble) return failed(sent);
  }
}

function said(section) {
  const { name, value } = token(section);
  return { ...values(section), [name]: value };
}

function post(sent) {
  const csrf = { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value };
  return fetch(form.getAttribute("action"), {
    method: "POST",
    body: new URLSearchParams(Object.assign({}, ...sent.values(), csrf)),
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(20000),
    redirect: "manual",
    keepalive: true,
  });
}

async function answered(response, sent) {
  if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) return "over";
  if (response.status === 404) return "gone";
  const answer = await response.json().catch(() => null);
  if (!answer?.criteria) return "failed";
  pause = 0;
  for (const [section, said] of sent) settle(section, said, answer);
  document.getElementById("progress").textContent = answer.progress;
  if (response.status === 409) status(answer.words);
  else tell(answer.words);
  return "";
}

function settle(section, said, answer) {
  const number = section.dataset.criterion;
  if (number in answer.locked) return lock(section, answer.locked[number]);
  if (number in answer.conflicts) return ask(section, answer.conflicts[number]);
  put(section, said, true);
  const saved = answer.criteria[number];
  if (saved) {
    token(section).value = saved.token;
    judged(section, saved, said);
  }
  keep(section);
}

// What was typed stays in sight, and in the browser.
function lock(section, text) {
  touched.delete(section);
  markAll(section, "status", { css: "", text }, "pill ");
  token(section).remove();
  for (const row of rows(section)) {
    if (isChanged(row)) show(row, unjudged("unsaved"));
    for (const field of row.querySelectorAll("input")) field.disabled = true;
    delete row.dataset.leaf;
  }
}

// Verdicts of the server, but not over what was typed meanwhile.
function judged(section, { leaves, composites, verdict, status: state }, said) {
  for (const [slug, leaf] of Object.entries(leaves)) {
    const row = rowOf(slug);
    if (Object.entries(values(row)).some(([name, value]) => said[name] !== value)) continue;
    show(row, leaf);
    if (!leaf.error) document.querySelector(`#errors [href="#v-${slug}"]`)?.remove();
    row.querySelector(".doubts").textContent = leaf.doubts.join("\n");
  }
  for (const [slug, whole] of Object.entries(composites)) mark(document.querySelector(`#o-${slug} .v`), whole);
  markAll(section, "verdict", verdict);
  markAll(section, "status", state, "pill ");
}

function markAll(section, name, ...verdict) {
  for (const place of document.querySelectorAll(`[data-${name}="${section.dataset.criterion}"]`)) mark(place, ...verdict);
}

function failed(sent) {
  for (const section of sent.keys()) touched.add(section);
  tellTrouble();
  pause = Math.min(pause * 2 || 2000, LONGEST_WAIT);
  later(pause);
}

function tellTrouble() {
  status(say(isKeeping ? trouble : "unkept", { n: unsent().length }));
  document.getElementById("sign-in").hidden = trouble !== "over";
}

// Nothing sounds saved while a choice is still to be made.
function tell(text) {
  status([...waiting.values()].includes("conflict") ? say("undecided") : text);
}

// Somebody was faster: where both changed a leaf the person chooses, the others become
// theirs. With all chosen, the criterion is saved over theirs.
function ask(section, { text, keep: label, token: version, leaves }) {
  waiting.set(section, "conflict");
  const model = document.getElementById("conflict").content.firstElementChild;
  const decide = () => {
    if (section.querySelector("[data-conflict]")) return;
    token(section).value = version;
    waiting.delete(section);
    for (const row of rows(section)) show(row, verdictOf(row));
    touch(section);
  };
  for (const [slug, { words, theirs }] of Object.entries(leaves)) {
    const row = rowOf(slug);
    const box = model.cloneNode(true);
    box.querySelector("b").textContent = text;
    box.querySelector("span").textContent = words;
    box.querySelector("button").textContent = label;
    box.addEventListener("click", ({ target }) => {
      if (target.value === "keep") put(row, theirs);
      else if (target.value !== "use") return;
      box.remove();
      (row.querySelector(":checked") ?? row.querySelector("input")).focus();
      decide();
    });
    if (isChanged(row)) row.append(box);
    else put(row, theirs);
    put(row, theirs, true);
  }
  decide();
}

// In the browser, with the version it was based on; gone at sign-out.
let isKeeping = true;

const place = (section) => `${told.keep}:${section.dataset.criterion}`;

export const forget = (section) => localStorage.removeItem(place(section));

export function keep(section) {
  try {
    if (isChanged(section)) {
      const kept = { version: token(section).value, fields: Object.fromEntries(changes(section)) };
      localStorage.setItem(place(section), JSON.stringify(kept));
    } else forget(section);
    isKeeping = true;
  } catch {
    isKeeping = false;
  }
}

function kept(section) {
  try {
    return JSON.parse(localStorage.getItem(place(section)));
  } catch {}
}

// Fills in what was kept, and tells what of it is locked by now.
export function restore() {
  const found = { open: [], locked: new Map() };
  for (const section of sections()) {
    const { version, fields } = kept(section) ?? {};
    if (!fields) continue;
    put(section, fields);
    if (!token(section)) found.locked.set(section, fields);
    else if (isChanged(section)) {
      token(section).value = version;
      found.open.push(section);
    } else forget(section);
  }
  return found;
}
