// A part of a form that is asked only when another field has one of these values: [data-shows-if] names the field,
// [data-shows-value] the values. Without this module everything is shown; the server decides by itself either way.

function settle(form) {
  for (const part of form.querySelectorAll("[data-shows-if]")) {
    const upon = form.elements.namedItem(part.dataset.showsIf);
    if (!upon) continue;
    const hide = !part.dataset.showsValue.split(" ").includes(upon.value) && part.dataset.showsValue !== upon.value;
    part.hidden = hide;
    for (const box of part.querySelectorAll("input, select, textarea")) box.disabled = hide;
  }
}

function settleAll() {
  for (const form of new Set([...document.querySelectorAll("[data-shows-if]")].map((part) => part.closest("form")))) settle(form);
}

document.addEventListener("change", (event) => event.target.form && settle(event.target.form));
document.addEventListener("htmx:afterSettle", settleAll);
settleAll();
