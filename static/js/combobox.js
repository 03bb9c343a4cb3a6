// <u-combobox data-src="/materials/options" data-value="id"><input name="material_id" value="FR-T98U-54"></u-combobox>
// Editable combobox with a list, as the ARIA practices describe it. The server answers GET data-src?q=… with
// <li role="option" data-value="id" data-text="what stands in the field">…</li>. Without scripts the field sends its text and the
// server accepts the code; with scripts a hidden field of the same name holds the id.
// @ts-check

export {};

let made = 0;

customElements.define("u-combobox", class extends HTMLElement {
  /** @type {HTMLInputElement} */ input = /** @type {any} */ (null);
  /** @type {HTMLInputElement} */ kept = /** @type {any} */ (null);
  /** @type {HTMLElement} */ list = /** @type {any} */ (null);
  /** @type {HTMLElement} */ said = /** @type {any} */ (null);
  at = -1;

  connectedCallback() {
    if (this.list) return;
    this.input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    this.id ||= `u-combobox-${++made}`;
    this.list = Object.assign(document.createElement("ul"), { id: `${this.id}-list`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.querySelector("label")?.textContent ?? document.querySelector(`label[for="${this.input.id}"]`)?.textContent?.trim() ?? "");
    this.said = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    this.said.setAttribute("role", "status");
    this.kept = Object.assign(document.createElement("input"), { type: "hidden", name: this.input.name, value: this.dataset.value || this.input.value });
    this.input.removeAttribute("name");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id }))
      this.input.setAttribute(name, value);
    this.append(this.list, this.kept, this.said);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("click", () => this.list.hidden && this.ask());
    this.input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.pick(/** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[role=option]")));
    });
  }

  typed() {
    this.kept.value = this.input.value;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), 200);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const url = new URL(this.dataset.src ?? "", location.href);
    url.searchParams.set("q", this.kept.value === this.dataset.value ? "" : this.input.value.trim());
    try {
      const answer = await fetch(url, { signal: this.asked.signal, headers: { "HX-Request": "true", "HX-Target": "combobox-options", Accept: "text/html" } });
      if (answer.ok) this.show(await answer.text());
    } catch {
      this.close();
    }
  }

  /** @param {string} html */
  show(html) {
    this.list.innerHTML = html;
    this.options.forEach((option, index) => (option.id ||= `${this.id}-${index}`));
    const count = this.options.length;
    if (!count) this.list.replaceChildren(Object.assign(document.createElement("li"), { className: "none", textContent: this.dataset.none ?? "" }));
    this.said.textContent = count ? (this.dataset.many ?? "%(n)s").replace("%(n)s", String(count)) : (this.dataset.none ?? "");
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(-1);
  }

  /** @returns {HTMLElement[]} */
  get options() {
    return [...this.list.querySelectorAll("[role=option]")].map((option) => /** @type {HTMLElement} */ (option));
  }

  /** @param {number} index */
  mark(index) {
    this.at = index;
    this.options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = this.options[index];
    option ? this.input.setAttribute("aria-activedescendant", option.id) : this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const open = !this.list.hidden;
    const count = this.options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void this.ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (count) this.mark((this.at + step + count + (this.at === -1 && step < 0 ? 1 : 0)) % count);
    } else if (event.key === "Enter" && open && count) {
      event.preventDefault();
      this.pick(this.options[Math.max(this.at, 0)]);
    } else if (event.key === "Escape" && (open || this.input.value)) {
      event.preventDefault();
      event.stopPropagation();
      if (open) return void this.close();
      this.input.value = this.kept.value = "";
    } else if (event.key === "Tab" && open && this.at >= 0) this.pick(this.options[this.at]);
  }

  /** @param {HTMLElement | null} option */
  pick(option) {
    if (!option) return;
    this.kept.value = this.dataset.value = option.dataset.value ?? "";
    this.input.value = option.dataset.text ?? option.textContent?.trim() ?? "";
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
});
