// <u-treegrid data-paste="/bom/1/paste"> around a form with a table of inputs, one row a line, and a <template> with an empty one.
// Keys, as the ARIA practices describe them: arrows move from cell to cell, Home and End along the row, Enter, F2 or typing edits,
// Enter again goes down, Tab right, Escape restores, Insert adds a line, Delete removes it, Ctrl with → and ← opens and shuts what
// is in a component. Cells of a spreadsheet, pasted anywhere, go to the preview. Only rows that were touched are sent.
// Without scripts it is a form of inputs with boxes to tick, and lines have a form of their own.
// @ts-check

export {};

/** @typedef {HTMLTableRowElement} Row @typedef {HTMLInputElement} Box */

customElements.define("u-treegrid", class extends HTMLElement {
  /** @type {Map<Box, string>} what stood in a box before it was edited */ before = new Map();

  connectedCallback() {
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form[id]"));
    this.body = /** @type {HTMLTableSectionElement} */ (this.querySelector("tbody"));
    for (const row of this.rows) this.prepare(row);
    this.say();
    this.cell(0, 0)?.setAttribute("tabindex", "0");
    this.addEventListener("keydown", (event) => this.key(event), { capture: true });
    this.addEventListener("focusin", (event) => this.came(/** @type {Element} */ (event.target)));
    this.addEventListener("input", (event) => this.touch(/** @type {Element} */ (event.target)));
    this.addEventListener("change", (event) => this.touch(/** @type {Element} */ (event.target)));
    this.addEventListener("paste", (event) => this.paste(event));
    this.addEventListener("click", (event) => {
      const twist = /** @type {Element} */ (event.target).closest("a.twist");
      if (!twist) return;
      event.preventDefault();
      this.branch(/** @type {Row} */ (twist.closest("tr")));
    });
    this.form.addEventListener("submit", () => this.onlyTouched());
    window.addEventListener("beforeunload", (event) => this.dirty && event.preventDefault());
  }

  /** @returns {Row[]} rows that are lines, not what is below them */
  get rows() { return /** @type {Row[]} */ ([...this.body.querySelectorAll("tr[aria-level='1']")]); }

  /** @param {Row} row */
  prepare(row) {
    for (const cell of row.cells) cell.tabIndex = -1;
    for (const box of row.querySelectorAll("input:not([type=hidden])")) {
      /** @type {Box} */ (box).tabIndex = -1;
      this.before.set(/** @type {Box} */ (box), this.valueOf(/** @type {Box} */ (box)));
    }
  }

  /** @param {Box} box */
  valueOf(box) { return box.type === "checkbox" ? String(box.checked) : box.value; }

  /** @param {number} row @param {number} column @returns {HTMLTableCellElement | undefined} */
  cell(row, column) {
    const all = /** @type {Row[]} */ ([...this.body.rows]);
    return all[Math.max(0, Math.min(row, all.length - 1))]?.cells[Math.max(0, column)];
  }

  /** @param {HTMLElement | undefined} cell */
  go(cell) {
    if (!cell) return;
    this.body.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {Element} target */
  came(target) {
    const cell = /** @type {HTMLElement | null} */ (target.closest("td"));
    if (!cell || !this.body.contains(cell)) return;
    this.body.querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
  }

  /** @param {HTMLElement} cell @param {boolean} [empty] */
  edit(cell, empty = false) {
    const box = /** @type {Box | null} */ (cell.querySelector("input:not([type=hidden])"));
    if (!box) return;
    if (box.type === "checkbox") { box.click(); return; }
    if (empty) box.value = "";
    box.focus();
    if (!empty) box.select();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const cell = /** @type {HTMLTableCellElement | null} */ (/** @type {Element} */ (event.target).closest("td"));
    const row = /** @type {Row | null} */ (cell?.parentElement ?? null);
    if (!cell || !row || !this.body.contains(cell) || event.altKey || event.isComposing) return;
    const done = event.target === cell ? this.walk(event, cell, row) : this.type(event, cell, row);
    if (done) { event.preventDefault(); event.stopPropagation(); }
  }

  /** In a cell. @param {KeyboardEvent} event @param {HTMLTableCellElement} cell @param {Row} row @returns {boolean} */
  walk(event, cell, row) {
    const at = [...this.body.rows].indexOf(row);
    const [on, back] = document.dir === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    if (event.ctrlKey || event.metaKey) {
      if (event.key === on || event.key === back) { this.branch(row, event.key === on); return true; }
      if (event.key === "Home" || event.key === "End") { this.go(event.key === "Home" ? this.cell(0, 0) : this.cell(1e9, row.cells.length - 1)); return true; }
      return false;
    }
    /** @type {Record<string, () => void>} */
    const moves = {
      ArrowDown: () => this.go(this.cell(at + 1, cell.cellIndex)),
      ArrowUp: () => this.go(this.cell(at - 1, cell.cellIndex)),
      [on]: () => this.go(row.cells[cell.cellIndex + 1]),
      [back]: () => this.go(row.cells[cell.cellIndex - 1]),
      Home: () => this.go(row.cells[0]),
      End: () => this.go(row.cells[row.cells.length - 1]),
      Enter: () => this.edit(cell),
      F2: () => this.edit(cell),
      Insert: () => this.add(),
      Delete: () => this.strike(row),
    };
    if (moves[event.key]) { moves[event.key](); return true; }
    if (event.key.length === 1 && row.ariaLevel === "1") { this.edit(cell, event.key !== " "); return event.key === " "; }
    return false;
  }

  /** In a box. @param {KeyboardEvent} event @param {HTMLTableCellElement} cell @param {Row} row @returns {boolean} */
  type(event, cell, row) {
    const box = /** @type {Box} */ (event.target);
    const list = cell.querySelector("ul[role=listbox]:not([hidden])");
    if (event.key === "Escape" && !list) {
      const was = this.before.get(box) ?? "";
      box.type === "checkbox" ? (box.checked = was === "true") : (box.value = was);
      const kept = /** @type {Box | null} */ (cell.querySelector("u-combobox > input[type=hidden]"));
      if (kept) kept.value = was;
      this.touch(box);
      this.go(cell);
      return true;
    }
    if (event.key === "Enter" && !list?.querySelector("[aria-selected=true]") && !(event.ctrlKey || event.metaKey)) {
      const at = [...this.body.rows].indexOf(row);
      if (row === this.rows.at(-1)) this.add(false);
      this.go(this.cell(at + 1, cell.cellIndex));
      return true;
    }
    if (event.key === "Tab") {
      const next = row.cells[cell.cellIndex + (event.shiftKey ? -1 : 1)];
      if (next) this.go(next);
      return !!next;
    }
    return false;
  }

  /** @param {Element} target */
  touch(target) {
    const row = /** @type {Row | null} */ (target.closest("tr[aria-level='1']"));
    if (!row) return;
    const moved = [...row.querySelectorAll("input:not([type=hidden])")].some((box) => this.before.get(/** @type {Box} */ (box)) !== this.valueOf(/** @type {Box} */ (box)));
    row.toggleAttribute("data-touched", moved || row.hasAttribute("data-typed"));
    row.classList.toggle("gone", !!row.querySelector("input[type=checkbox]:checked"));
    this.say();
  }

  say() {
    const place = /** @type {HTMLElement | null} */ (this.querySelector("[data-said]"));
    const count = this.rows.filter((row) => row.hasAttribute("data-touched")).length;
    this.dirty = count > 0;
    if (place) place.textContent = count ? (place.dataset.said ?? "").replace("%(n)s", String(count)) : "";
  }

  /** A line more, at the end. @param {boolean} [focus] */
  add(focus = true) {
    const mould = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const row = /** @type {Row} */ (/** @type {DocumentFragment} */ (mould.content.cloneNode(true)).querySelector("tr"));
    const n = String(Math.max(-1, ...this.rows.map((other) => Number(/\[(\d+)\]/.exec(other.querySelector("input")?.name ?? "")?.[1] ?? -1))) + 1);
    for (const box of row.querySelectorAll("input")) {
      box.name = box.name.replace("NEW", n);
      box.id = box.id.replace("NEW", n);
    }
    this.body.append(row);
    this.prepare(row);
    if (focus) this.edit(row.cells[0]);
  }

  /** @param {Row} row */
  strike(row) { /** @type {Box | null} */ (row.querySelector("input[type=checkbox]"))?.click(); }

  /** @param {ClipboardEvent} event */
  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const form = /** @type {HTMLFormElement | null} */ (this.querySelector(`form[action="${this.dataset.paste}"]`));
    if (!form || !/[\t]|\n./.test(text)) return; // one cell goes where it is pasted
    event.preventDefault();
    /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text")).value = text;
    this.dirty = false;
    form.requestSubmit();
  }

  onlyTouched() {
    this.dirty = false;
    for (const row of this.rows)
      if (!row.hasAttribute("data-touched")) for (const box of row.querySelectorAll("input")) box.disabled = true;
  }

  /** @param {Row} row @param {boolean} [open] */
  async branch(row, open = row.ariaExpanded === "false") {
    const at = row.dataset.branch;
    if (!at || (row.ariaExpanded === "true") === open) return;
    const level = Number(row.ariaLevel);
    while (Number(row.nextElementSibling?.ariaLevel) > level) row.nextElementSibling?.remove();
    row.ariaExpanded = String(open);
    if (!open) return;
    row.ariaBusy = "true";
    try {
      const answer = await fetch(`${at}?levels=1`, { headers: { Accept: "application/json" } });
      const below = answer.ok ? (await answer.json()).rows : [];
      row.after(...below.map((/** @type {Record<string, any>} */ line) => this.below(line, level + 1, row.cells.length)));
    } finally {
      row.ariaBusy = null;
    }
  }

  /** A line of a bill further down, to read. @param {Record<string, any>} line @param {number} level @param {number} width */
  below(line, level, width) {
    const row = document.createElement("tr");
    row.setAttribute("role", "row");
    row.ariaLevel = String(level);
    row.className = "below";
    if (line.parts) { row.ariaExpanded = "false"; row.dataset.branch = `/materials/${line.material_id}/bom`; }
    const texts = [line.material, line.name, "", line.line_quantity, line.line_unit, line.scrap === "0" ? "" : line.scrap, line.operation ?? "", line.valid_from ?? "", line.valid_to ?? ""];
    for (let column = 0; column < width; column++) {
      const cell = row.insertCell();
      cell.setAttribute("role", "gridcell");
      cell.tabIndex = -1;
      cell.textContent = texts[column] ?? "";
      if (column >= 3 && column !== 4 && column < 7) cell.className = "n";
    }
    return row;
  }
});
