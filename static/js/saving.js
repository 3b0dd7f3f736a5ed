// Saves what was touched, one request at a time, and says where it stands. Nothing
// counts as saved before the server said so.

import {
  button, changes, element, form, isChanged, mark, notice, put, rowOf, rows, say, sectionOf,
  sections, show, stateLine, status, token, told, unsent, values, verdictOf,
} from "./page.js";

const DELAY = 500;
const LONGEST_WAIT = 60000;
const TIMEOUT = 20000;

// Criteria that wait for the person: for a choice in a "conflict", for what was "kept".
export const waiting = new Map();
const touched = new Set();
let timer = 0;
let running = null;
let pause = 0;
// A word of the server's list: offline, failed; over and gone end the trying.
let trouble = "";

const isOver = () => ["over", "gone"].includes(trouble);
export const isInTrouble = () => Boolean(trouble) || waiting.size > 0 || !isKeeping;

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

// Everything that may be sent, at once; resolves when it is answered.
export function flush() {
  for (const section of sections()) {
    if (isChanged(section) && !waiting.has(section)) touched.add(section);
  }
  clearTimeout(timer);
  return send();
}

// The network is back.
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
  while (touched.size && !isOver()) {
    const sent = new Map([...touched].map((section) => [section, values(section)]));
    touched.clear();
    if (!trouble) status(say("saving"));
    trouble = await post(sent).then((response) => answered(response, sent), () => "offline");
    if (trouble) return failed(sent);
  }
}

function post(sent) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  for (const [section, said] of sent) {
    body.set(token(section).name, token(section).value);
    for (const [name, value] of Object.entries(said)) body.set(name, value);
  }
  const headers = { Accept: "application/json" };
  const signal = AbortSignal.timeout(TIMEOUT);
  const said = { method: "POST", body, headers, signal, redirect: "manual", keepalive: true };
  return fetch(form.getAttribute("action"), said);
}

// What was wrong with the whole request, "" where each criterion got its answer.
async function answered(response, sent) {
  if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) return "over";
  if (response.status === 404) return "gone";
  const answer = await response.json().catch(() => null);
  if (!answer?.criteria) return "failed";
  pause = 0;
  for (const [section, said] of sent) settle(section, said, answer);
  document.getElementById("progress").textContent = answer.progress;
  const [refused] = Object.values(answer.locked);
  const [conflict] = Object.values(answer.conflicts);
  if (conflict) status(conflict.text);
  else if (refused) status(say("locked", { reason: refused }));
  else tell(answer.words || say("nothing"));
  return "";
}

// What the answer says of one criterion that was sent.
function settle(section, said, answer) {
  const number = section.dataset.criterion;
  if (number in answer.locked) return;
  if (number in answer.conflicts) return ask(section, answer.conflicts[number]);
  put(section, said, true);
  const saved = answer.criteria[number];
  if (saved) {
    token(section).value = saved.token;
    judged(section, saved, said);
  }
  keep(section);
}

// The verdicts of the server, but not over what was typed meanwhile.
function judged(section, { leaves, composites, verdict, status: state }, said) {
  for (const [slug, leaf] of Object.entries(leaves)) {
    const row = rowOf(slug);
    if (Object.entries(values(row)).some(([name, value]) => said[name] !== value)) continue;
    show(row, { ...leaf.verdict, error: leaf.error });
    row.querySelectorAll(".verdict ~ p").forEach((line) => line.remove());
    row.querySelector(".verdict").after(...leaf.doubts.map((doubt) => element("p", "small", doubt)));
  }
  for (const [slug, whole] of Object.entries(composites)) mark(document.querySelector(`#o-${slug} .v`), whole);
  const number = section.dataset.criterion;
  document.querySelectorAll(`[data-verdict-of="${number}"]`).forEach((place) => mark(place, verdict));
  mark(section.querySelector("[data-status-of]"), state, "pill ");
}

function failed(sent) {
  for (const section of sent.keys()) touched.add(section);
  tellTrouble();
  pause = Math.min(pause * 2 || 2000, LONGEST_WAIT);
  later(pause);
}

function tellTrouble() {
  status(say(isKeeping ? trouble : "unkept", { n: unsent().length }));
  if (trouble !== "over") return;
  const link = element("a", "", say("sign_in"));
  link.href = told.sign_in;
  stateLine.append(" ", link);
}

// Never a word on what is saved alone while a choice is still to be made.
function tell(text) {
  status([...waiting.values()].includes("conflict") ? say("undecided") : text);
}

// Somebody was faster: what differs shows both values and two buttons. What the person
// did not touch becomes theirs. With all chosen, the criterion is saved over theirs.
function ask(section, { who, text, token: version, leaves }) {
  waiting.set(section, "conflict");
  const decide = () => {
    if (section.querySelector("[data-conflict]")) return;
    token(section).value = version;
    waiting.delete(section);
    for (const row of rows(section)) show(row, verdictOf(row));
    touch(section);
  };
  for (const [slug, both] of Object.entries(leaves)) {
    const row = rowOf(slug);
    const named = Object.entries(both.fields).map(([letter, value]) => [`${letter}-${slug}`, value]);
    const theirs = Object.fromEntries(named);
    const choose = (isTheirs) => () => {
      if (isTheirs) put(row, theirs);
      box.remove();
      (row.querySelector(":checked") ?? row.querySelector("input")).focus();
      decide();
    };
    const buttons = [button(say("keep", { who }), choose(true)), " ", button(say("use"), choose(false))];
    const values_ = element("p", "", say("both", { ...both, who }));
    const box = notice("bad", text, values_, element("p", "btns", ...buttons));
    box.dataset.conflict = "";
    if (isChanged(row)) row.append(box);
    else put(row, theirs);
    put(row, theirs, true);
  }
  decide();
}

// What is not saved is kept in the browser, by criterion, with the version it was based
// on; one place for each page and person, emptied by signing out.
let isKeeping = true;

function stored() {
  try {
    return JSON.parse(localStorage.getItem(told.keep)) ?? {};
  } catch {
    return {};
  }
}

function store(number, kept) {
  const { [number]: _, ...all } = stored();
  if (kept) all[number] = kept;
  try {
    if (Object.keys(all).length) localStorage.setItem(told.keep, JSON.stringify(all));
    else localStorage.removeItem(told.keep);
    isKeeping = true;
  } catch {
    isKeeping = false;
  }
}

export const forget = (number) => store(number);

export function keep(section) {
  const number = section.dataset.criterion;
  if (!isChanged(section)) return forget(number);
  store(number, { version: token(section).value, fields: Object.fromEntries(changes(section)) });
}

// Fills in what was kept the last time: the criteria that got something, and by number
// the values of those that are locked by now.
export function restore() {
  const found = { open: [], locked: {} };
  for (const [number, { version, fields }] of Object.entries(stored())) {
    const section = sectionOf(number);
    if (!token(section)) found.locked[number] = fields;
    else {
      put(section, fields);
      if (!isChanged(section)) forget(number);
      else found.open.push(section);
      if (isChanged(section)) token(section).value = version;
    }
  }
  return found;
}
