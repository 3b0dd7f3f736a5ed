// The page of entering; without its script it just posts.

import { form, say, sections, show, status, token, told, unjudged, unsent, verdictOf } from "./page.js";
import { flush, forget, isInTrouble, keep, restore, retry, touch, waiting } from "./saving.js";
import { onKey, onPaste } from "./sheet.js";

// What the server gave back is decided by buttons of the page itself.
const isGivenBack = form.querySelector("[name=held], [name=use]");
let isLeaving = false;
let isSigningOut = false;

function onChange({ target }) {
  const row = target.closest("[data-leaf]");
  if (!row) return;
  show(row, verdictOf(row));
  touch(row.closest("[data-criterion]"));
}

// What was kept the last time.
function offer() {
  const { open, locked } = restore();
  const lost = [...locked.values()].flatMap(Object.entries);
  if (!open.length && !lost.length) return;
  const kept = unsent();
  const list = lost.map(([name, value]) => `${name.slice(2).replaceAll("-", ".")}: ${value}`).join("; ");
  const words = [kept.length && say("kept", { n: kept.length }), list && say("kept_locked", { n: lost.length, list })];
  for (const section of open) waiting.set(section, "kept");
  for (const row of kept) show(row, unjudged("unsaved"));
  const box = document.getElementById("kept");
  box.querySelector("b").textContent = words.filter(Boolean).join(" ");
  const [send, drop] = box.querySelectorAll("button");
  send.hidden = !open.length;
  send.addEventListener("click", () => {
    box.remove();
    open.forEach(touch);
    for (const row of kept) show(row, verdictOf(row));
  });
  drop.addEventListener("click", () => {
    [...open, ...locked.keys()].forEach(forget);
    isLeaving = true;
    location.href = form.getAttribute("action");
  });
  box.hidden = false;
}

async function onSubmit(event) {
  const { submitter } = event;
  const isCheck = submitter?.value === "check";
  const isOurs = submitter?.value === "save" || (isCheck && unsent().length);
  isLeaving = isGivenBack || !isOurs;
  if (isLeaving) return;
  event.preventDefault();
  await flush();
  if (isCheck && !unsent().length) submitter.click();
}

// Asks only where something can be lost; otherwise it is sent on the way.
function onLeave(event) {
  if (isLeaving || !unsent().length) return;
  if (isInTrouble()) event.preventDefault();
  else flush();
}

// A phone may end a page that is out of sight.
function onHidden() {
  if (document.hidden && !isLeaving && !isSigningOut) sections().filter(token).forEach(keep);
}

form.addEventListener("change", onChange);
form.addEventListener("keydown", onKey);
form.addEventListener("paste", onPaste);
form.addEventListener("submit", onSubmit);
form.addEventListener("input", ({ target }) => target.files || isInTrouble() || status(say(unsent().length ? "typing" : "nothing")));
document.getElementById("sign-in")?.addEventListener("click", () => (isLeaving = true));
document.getElementById("undecided")?.addEventListener("click", () => form.querySelector("[data-conflict]").focus());
document.addEventListener("visibilitychange", onHidden);
document.addEventListener("submit", ({ target }) => (isSigningOut = target.getAttribute("action") === told.sign_out));
addEventListener("beforeunload", onLeave);
addEventListener("online", retry);
addEventListener("click", ({ target }) => target.closest("[popover] a")?.closest("[popover]").hidePopover());
offer();
