// The page of entering with a script: verdicts at once, keys of a sheet, saving by
// itself, keeping what cannot be sent, smaller photos. Without it the page just posts.

import {
  button, element, form, notice, rows, say, sections, show, stateLine, status, told, unsent, verdictOf,
} from "./page.js";
import { flush, forget, isInTrouble, keep, restore, retry, touch, waiting } from "./saving.js";
import { onKey, onPaste } from "./sheet.js";

// Of a photo.
const LONGEST = 1600;
const QUALITY = 0.85;

// What the server gave back unsaved is decided by buttons of the page itself.
const isGivenBack = Boolean(form.querySelector("[name=held], [name=use], [name=keep]"));
let isLeaving = false;
let isSigningOut = false;

function onChange({ target }) {
  if (target.type === "file") reduce(target);
  const row = target.closest("[data-leaf]");
  if (!row) return;
  show(row, verdictOf(row));
  touch(row.closest("[data-criterion]"));
}

// What was kept the last time is filled in; it is sent or dropped by a button.
function offer() {
  const { open, locked } = restore();
  const lost = Object.values(locked).flatMap(Object.entries);
  if (!open.length && !lost.length) return;
  const kept = unsent();
  const list = lost.map(([name, value]) => `${name.slice(2).replaceAll("-", ".")}: ${value}`).join("; ");
  const words = [kept.length && say("kept", { n: kept.length }), lost.length && say("kept_locked", { n: lost.length, list })];
  for (const section of open) waiting.set(section, "kept");
  for (const row of kept) show(row, { css: "none", text: say("unsaved") });
  const send = button(say("send"), () => {
    box.remove();
    open.forEach(touch);
    for (const row of kept) show(row, verdictOf(row));
  });
  const drop = button(say("drop"), () => {
    [...Object.keys(locked), ...open.map((section) => section.dataset.criterion)].forEach(forget);
    isLeaving = true;
    location.href = form.getAttribute("action");
  });
  const box = notice("warn", words.filter(Boolean).join(" "), element("p", "btns", ...(open.length ? [send, " "] : []), drop));
  box.id = "kept";
  form.prepend(box);
}

// Files go with the form.
const hasFiles = () => [...form.querySelectorAll("[type=file]")].some(({ files }) => files.length);

async function onSubmit(event) {
  const { submitter } = event;
  const isCheck = submitter?.value === "check";
  const isOurs = submitter?.value === "save" || (isCheck && unsent().length > 0);
  isLeaving = isGivenBack || !isOurs || hasFiles();
  if (isLeaving) return;
  event.preventDefault();
  await flush();
  if (isCheck && !unsent().length) submitter.click();
}

async function reduced(file) {
  if (file.type !== "image/jpeg") return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const smaller = await new Promise((done) => canvas.toBlob(done, file.type, QUALITY));
  return smaller.size < file.size ? new File([smaller], file.name, { type: file.type }) : file;
}

// What the browser cannot draw goes as it is.
async function reduce(field) {
  const chosen = new DataTransfer();
  for (const file of field.files) chosen.items.add(await reduced(file).catch(() => file));
  field.files = chosen.files;
}

// Leaving asks only where something can be lost; otherwise it is sent on the way.
function onLeave(event) {
  if (isLeaving || !unsent().length) return;
  if (isInTrouble()) event.preventDefault();
  else flush();
}

// A phone may end a page that is out of sight.
function onHidden() {
  if (document.hidden && !isLeaving && !isSigningOut) sections().forEach(keep);
}

form.addEventListener("change", onChange);
form.addEventListener("keydown", onKey);
form.addEventListener("paste", onPaste);
form.addEventListener("submit", onSubmit);
form.addEventListener("input", () => isInTrouble() || status(say("typing")));
stateLine?.addEventListener("click", ({ target }) => (isLeaving = Boolean(target.href)));
document.addEventListener("visibilitychange", onHidden);
document.addEventListener("submit", ({ target }) => (isSigningOut = target.getAttribute("action") === told.sign_out));
addEventListener("beforeunload", onLeave);
addEventListener("online", retry);
offer();
