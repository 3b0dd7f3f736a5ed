// Keeps in the browser what is not saved yet, by criterion, with the version it was
// based on; one place for each page and person, emptied by signing out.

import { changes, isChanged, put, sectionOf, token, told } from "./page.js";

export let isKeeping = true;

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
