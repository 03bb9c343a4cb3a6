// <u-keypad><input name="quantity" inputmode="decimal"> … keys: <button type="button" data-key="7">, data-key="back" | "clear" | "," </u-keypad>
// Without scripts the input is a plain field and the keys are not there. Digits of a real keyboard work too; Enter sends.
// With data-for="id" what is typed becomes the value of that radio button, and chooses it.
// [data-verb="Scrap %(n)s"] follows the number, whether typed or chosen.
// <u-scan>: a barcode reader is a keyboard that types very fast: keys less than 35 ms apart that end with Enter are a scan.
// @ts-check

export {};

/** @param {HTMLElement} from @param {string} number */
const say = (from, number) => {
  for (const button of from.closest("form")?.querySelectorAll("[data-verb]") ?? []) {
    const label = /** @type {HTMLElement} */ (button);
    label.textContent = (label.dataset.verb ?? "").replace("%(n)s", number || "0");
  }
};

customElements.define("u-keypad", class extends HTMLElement {
  /** @type {HTMLInputElement} */ input = /** @type {any} */ (null);
  /** @type {Element | null} */ output = null;
  fresh = true;

  connectedCallback() {
    this.input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    this.output = this.querySelector("[data-number]") ?? this.querySelector("output");
    this.querySelectorAll("[hidden]").forEach((part) => part.toggleAttribute("hidden", false));
    this.input.closest(".field")?.toggleAttribute("hidden", true);
    this.addEventListener("click", (event) => {
      const key = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-key]"))?.dataset.key;
      if (key) this.press(key);
    });
    document.addEventListener("keydown", this);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  /** @param {KeyboardEvent} event */
  handleEvent(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.checkVisibility() || /** @type {Element} */ (event.target).matches("input, textarea, select")) return;
    const key = { Backspace: "back", Delete: "clear", ",": ".", ".": "." }[event.key] ?? (/^\d$/.test(event.key) ? event.key : "");
    if (key) this.press(key);
  }

  /** @param {string} key */
  press(key) {
    const old = this.fresh && key !== "back" ? "" : this.input.value;
    this.fresh = false;
    if (key === "clear") this.input.value = "";
    else if (key === "sign") this.input.value = this.input.value.startsWith("-") ? this.input.value.slice(1) : `-${this.input.value}`;
    else if (key === "back") this.input.value = old.slice(0, -1);
    else if (key.startsWith("=")) [this.input.value, this.fresh] = [key.slice(1), true];
    else if (key === "." && (!this.hasAttribute("data-decimal") || old.includes("."))) this.input.value = old;
    else if (old.length < 9) this.input.value = key === "." ? `${old || "0"}.` : (old === "0" ? "" : old) + key;
    this.show();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  show() {
    if (this.output) this.output.textContent = (this.input.value || "0").replace(".", this.dataset.decimal || ".");
    this.querySelectorAll("[data-key^='=']").forEach((quick) => quick.setAttribute("aria-pressed", String(quick.getAttribute("data-key") === `=${this.input.value}`)));
    const radio = /** @type {HTMLInputElement | null} */ (document.getElementById(this.dataset.for ?? ""));
    if (!radio) return say(this, this.input.value);
    if (!this.input.value) return;
    [radio.value, radio.checked] = [this.input.value, true];
    radio.labels?.forEach((label) => label.querySelectorAll("[data-chosen]").forEach((place) => (place.textContent = this.input.value)));
    say(radio, radio.value);
  }
});

document.addEventListener("change", (event) => {
  const radio = /** @type {HTMLInputElement} */ (event.target);
  if (radio.matches("[type=radio][name=quantity]")) say(radio, radio.value);
});

customElements.define("u-scan", class extends HTMLElement {
  code = "";
  at = 0;

  connectedCallback() {
    document.addEventListener("keydown", this, true);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this, true);
  }

  /** @param {KeyboardEvent} event */
  handleEvent(event) {
    const fast = event.timeStamp - this.at < 35;
    this.at = event.timeStamp;
    if (event.key === "Enter" && fast && this.code.length >= 3) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return this.scanned(this.code);
    }
    if (event.key.length === 1) this.code = fast ? this.code + event.key : event.key;
  }

  /** @param {string} code */
  scanned(code) {
    this.code = "";
    const ours = /\/s\/([^/?#]+)$/.exec(code);
    const text = ours ? decodeURIComponent(ours[1]) : code;
    if (!this.dispatchEvent(new CustomEvent("scan", { bubbles: true, cancelable: true, detail: { code: text } }))) return;
    const field = /** @type {HTMLInputElement | null} */ (this.dataset.into ? document.querySelector(this.dataset.into) : null);
    if (field && !(document.activeElement === field && field.value.endsWith(text))) field.value = text;
    if (field) field.form?.requestSubmit();
    else if (this.dataset.to) location.assign(this.dataset.to + encodeURIComponent(text));
  }
});
