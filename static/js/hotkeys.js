// Keys for people who live in lists. "/" the filter, Ctrl-K the search, "?" this help; in a list that has the focus: j k move,
// Enter opens (it is a link), x selects, Shift-X selects up to here; [ ] previous and next record. Arrow keys walk and fold trees.
// <html data-hotkeys="off"> (a setting of the profile) switches the single letters off.
// @ts-check

const off = () => document.documentElement.dataset.hotkeys === "off";
const typing = (/** @type {Element | null} */ node) => !!node?.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open] form");

document.addEventListener("keydown", (event) => {
  const name = (event.ctrlKey || event.metaKey ? "ctrl+" : "") + event.key.toLowerCase();
  if (name === "ctrl+k" || (!off() && event.key === "/" && !typing(document.activeElement))) {
    const field = /** @type {HTMLInputElement | null} */ (document.querySelector(`[data-hotkey="${name}"]`));
    if (!field || field.offsetParent === null) return;
    event.preventDefault();
    field.focus();
    return field.select();
  }
  if (event.altKey || event.ctrlKey || event.metaKey || typing(document.activeElement)) return;
  const tree = /** @type {HTMLElement | null} */ (document.activeElement?.closest("[role=treegrid] tr[aria-level]") ?? null);
  if (tree) return walkTree(event, /** @type {HTMLTableRowElement} */ (tree));
  if (off()) return;
  if (event.key === "?") /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"))?.showModal();
  if (event.key === "[" || event.key === "]") /** @type {HTMLElement | null} */ (document.querySelector(`main a[rel="${event.key === "[" ? "prev" : "next"}"]`))?.click();
  const list = document.activeElement?.closest(".sheet, .scroll, [data-list]");
  if (list) inList(event, list);
});

/** @param {KeyboardEvent} event @param {Element} list */
function inList(event, list) {
  const rows = [...list.querySelectorAll("tbody tr")];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    const row = rows[Math.min(Math.max(here + (key === "j" ? 1 : -1), 0), rows.length - 1)];
    /** @type {HTMLElement | null} */ (row?.querySelector("a") ?? row?.querySelector("input, button"))?.focus();
    rows.forEach((other) => other.classList.toggle("here", other === row));
    row?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
  }
  if (key !== "x" || here < 0) return;
  const boxes = rows.map((row) => /** @type {HTMLInputElement | null} */ (row.querySelector("input[type=checkbox]")));
  const last = event.shiftKey ? boxes.findLastIndex((box, i) => i < here && box?.checked) : here;
  const value = event.shiftKey || !boxes[here]?.checked;
  for (let i = last < 0 ? here : last; i <= here; i++) if (boxes[i]) /** @type {HTMLInputElement} */ (boxes[i]).checked = value;
  boxes[here]?.dispatchEvent(new Event("change", { bubbles: true }));
  event.preventDefault();
}

/** Rows below `row`, deeper than it. @param {HTMLTableRowElement} row */
function branch(row) {
  const level = Number(row.ariaLevel);
  const below = [];
  for (let next = row.nextElementSibling; next && Number(next.ariaLevel) > level; next = next.nextElementSibling) below.push(/** @type {HTMLTableRowElement} */ (next));
  return below;
}

/** What is in a row that was drawn alone, once. @param {HTMLTableRowElement} row */
async function fetchBranch(row) {
  const at = row.dataset.branch ?? "";
  delete row.dataset.branch;
  row.ariaBusy = "true";
  try {
    const answer = await fetch(at, { headers: { "HX-Request": "true", "HX-Target": "bom-branch" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const box = document.createElement("template");
    box.innerHTML = await answer.text();
    row.after(...box.content.querySelectorAll("tr"));
    if (row.ariaExpanded === "false") fold(row, false);
  } catch {
    row.dataset.branch = at;
    row.ariaExpanded = "false";
  } finally {
    row.ariaBusy = null;
  }
}

/** @param {HTMLTableRowElement} row @param {boolean} open */
function fold(row, open) {
  row.ariaExpanded = String(open);
  if (open && row.dataset.branch) fetchBranch(row);
  let shut = Infinity;
  for (const child of branch(row)) {
    const level = Number(child.ariaLevel);
    if (level <= shut) shut = Infinity;
    child.hidden = !open || level > shut;
    if (child.ariaExpanded === "false") shut = Math.min(shut, level);
  }
}

/** @param {KeyboardEvent} event @param {HTMLTableRowElement} row */
function walkTree(event, row) {
  const rows = /** @type {HTMLTableRowElement[]} */ ([...(row.parentElement?.querySelectorAll("tr[aria-level]:not([hidden])") ?? [])]);
  const at = rows.indexOf(row);
  const [opens, shuts] = document.dir === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  const parent = () => rows.slice(0, at).findLast((other) => Number(other.ariaLevel) < Number(row.ariaLevel));
  /** @type {Record<string, () => HTMLTableRowElement | undefined | void>} */
  const moves = {
    ArrowDown: () => rows[at + 1],
    ArrowUp: () => rows[at - 1],
    Home: () => rows[0],
    End: () => rows.at(-1),
    [opens]: () => (row.ariaExpanded === "false" ? fold(row, true) : rows[at + 1]),
    [shuts]: () => (row.ariaExpanded === "true" ? fold(row, false) : parent()),
  };
  if (!moves[event.key]) return;
  event.preventDefault();
  const next = moves[event.key]();
  if (!next) return;
  row.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

document.addEventListener("click", (event) => {
  const row = /** @type {HTMLTableRowElement | null} */ (/** @type {Element} */ (event.target).closest(".twist")?.closest("tr") ?? null);
  if (!row || row.closest("u-treegrid")) return;
  event.preventDefault();
  fold(row, row.ariaExpanded !== "true");
});
