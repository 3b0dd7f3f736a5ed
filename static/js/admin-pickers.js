// The searching boxes of the admin get the names of their labels, which Select2
// does not pass on. Everything works without this; it is for screen readers.
"use strict";
const nameBoxes = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete[id]")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const shown = document.getElementById(`select2-${select.id}-container`);
    if (label && shown) shown.setAttribute("aria-label", label.textContent.trim());
  }
};
// Behind the admin's own start, which makes the boxes.
window.django?.jQuery?.(nameBoxes);
