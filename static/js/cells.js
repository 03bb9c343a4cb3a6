// Cells of a list that are changed where they stand: table[data-cells="name:1 due:5"][data-url="/materials"].
// Arrows walk through them, Enter or F2 or a double click opens one, Escape leaves it as it was. Without this module the
// record's own form changes the same values.
// @ts-check

export {};

const HEADERS = { Accept: "text/html", "HX-Request": "true", "HX-Target": "x-edit-form" };
/** @type {{ cell: HTMLElement, before: string } | null} */
let open = null;
let come = "";

/** @param {HTMLElement} table */
function places(table) {
  return (table.dataset.cells ?? "").split(" ").map((pair) => {
    const cut = pair.lastIndexOf(":");
    return { column: pair.slice(0, cut), place: Number(pair.slice(cut + 1)) };
  });
}

function prepare() {
  for (const table of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("table[data-cells]"))) {
    if (table.dataset.ready) continue;
    table.dataset.ready = "yes";
    for (const row of table.querySelectorAll("tbody > tr")) {
      const shift = row.querySelector("[data-check], input[name=ids]") ? 1 : 0;
      for (const { column, place } of places(table)) {
        const cell = /** @type {HTMLElement | undefined} */ (row.children[place + shift]);
        if (!cell) continue;
        cell.tabIndex = -1;
        cell.dataset.column = column;
        cell.title = table.dataset.hint ?? "";
      }
    }
    const first = /** @type {HTMLElement | null} */ (table.querySelector("[data-column]"));
    if (first) first.tabIndex = 0;
    const back = come && /** @type {HTMLElement | null} */ (document.querySelector(come));
    if (back) { come = ""; back.focus(); }
  }
}

/** @param {HTMLElement} cell */
function address(cell) {
  const table = /** @type {HTMLElement} */ (cell.closest("table"));
  const row = /** @type {HTMLElement} */ (cell.closest("tr"));
  return `${table.dataset.url}/cells/${row.id.slice(-36)}/${encodeURIComponent(cell.dataset.column ?? "")}`;
}

/** @param {HTMLElement} cell @param {string} html */
function show(cell, html) {
  cell.innerHTML = html;
  window.htmx?.process(cell);
  const box = /** @type {HTMLInputElement | null} */ (cell.querySelector("[name=value]"));
  box?.focus();
  box?.select?.();
}

/** @param {HTMLElement} cell */
async function edit(cell) {
  if (open) close();
  const answer = await fetch(address(cell), { headers: HEADERS });
  if (!answer.ok) return;
  open = { cell, before: cell.innerHTML };
  show(cell, await answer.text());
}

function close() {
  if (!open) return;
  open.cell.innerHTML = open.before;
  open.cell.focus();
  open = null;
}

/** @param {HTMLFormElement} form */
async function save(form) {
  if (!open) return;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  const answer = await fetch(form.action, { method: "POST", headers: HEADERS, body });
  if (answer.status === 422 || answer.status === 412) return show(open.cell, await answer.text());
  if (!answer.ok) return location.reload();
  const row = open.cell.closest("tr");
  come = `#${CSS.escape(row?.id ?? "")} [data-column="${open.cell.dataset.column}"]`;
  const list = /** @type {HTMLElement} */ (open.cell.closest(".fill"));
  open = null;
  window.htmx?.ajax("GET", location.href, { target: list, swap: "innerHTML" });
}

/** @param {HTMLElement} cell @param {string} key */
function walk(cell, key) {
  const row = /** @type {HTMLElement} */ (cell.closest("tr"));
  const own = [.../** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("[data-column]"))];
  const beside = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const line = { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling }[key];
  const next = beside ? own[own.indexOf(cell) + beside]
    : /** @type {HTMLElement | null | undefined} */ (line?.querySelector(`[data-column="${cell.dataset.column}"]`));
  next?.focus();
  return next;
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Escape" && open) { event.preventDefault(); close(); return; }
  if (!target.dataset?.column || open) return;
  if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); edit(target); }
  else if (event.key.startsWith("Arrow") && walk(target, event.key)) event.preventDefault();
});
document.addEventListener("dblclick", (event) => {
  const cell = /** @type {HTMLElement} */ (event.target).closest?.("[data-column]");
  if (cell && !open) edit(/** @type {HTMLElement} */ (cell));
});
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (open?.cell.contains(form)) { event.preventDefault(); save(form); }
});
document.addEventListener("click", (event) => {
  if (/** @type {HTMLElement} */ (event.target).closest?.("[data-cancel]") && open) { event.preventDefault(); close(); }
});
document.addEventListener("htmx:afterSettle", prepare);
prepare();
