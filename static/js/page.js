// What every page does beyond links and forms: focus after a swap, the loading line, honest errors, dialogs, toasts, themes, clocks.
// Each part has a way without scripts: menus are popovers, dialogs have their own address, toasts are plain text, clocks show the
// time the page was made. No imports: files are linked one by one under names that change with their content.
// @ts-check

/** @typedef {CustomEvent & {detail: {elt: HTMLElement, target: HTMLElement, xhr?: XMLHttpRequest, successful?: boolean,
 *  requestConfig?: {verb: string, triggeringEvent?: Event}}}} HtmxEvent */

export {};

const htmx = /** @type {any} */ (globalThis).htmx;

const uuid = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16));

// --- focus: an error summary takes it; otherwise it never falls to the top of the page -------------------------------
/** @param {ParentNode} root */
const focusTrouble = (root) => {
  const box = /** @type {HTMLElement | null} */ (root.querySelector("[data-focus]"));
  box?.focus();
  return box;
};
focusTrouble(document);

let lastFocus = "";
let wasSomewhere = false; // a part that fetched itself must not pull the focus of somebody who reads
document.addEventListener("htmx:beforeSwap", () => {
  wasSomewhere = !!document.activeElement && document.activeElement !== document.body;
  lastFocus = document.activeElement?.id ?? "";
});
document.addEventListener("htmx:afterSettle", (event) => {
  const { target } = /** @type {HtmxEvent} */ (event).detail;
  if (!target || focusTrouble(target) || !wasSomewhere) return;
  if (document.activeElement && document.activeElement !== document.body) return;
  const again = lastFocus && document.getElementById(lastFocus);
  const place = again || (target.isConnected ? target : document.getElementById(target.id)) || document.getElementById("main");
  if (!place) return;
  if (!again && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
});

// --- loading: the old rows stay, after 150 ms a line runs along their edge -------------------------------------------
/** @type {WeakMap<Element, number>} */
const timers = new WeakMap();
/** @param {HTMLElement} target @returns {HTMLElement} */
const region = (target) => target.closest(".sheet, .scroll, .panel, form, dialog, main") ?? target;
document.addEventListener("htmx:beforeRequest", (event) => {
  const box = region(/** @type {HtmxEvent} */ (event).detail.target);
  timers.set(box, window.setTimeout(() => box.setAttribute("aria-busy", "true"), 150));
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { target, elt, successful, requestConfig } = /** @type {HtmxEvent} */ (event).detail;
  const box = region(target);
  window.clearTimeout(timers.get(box));
  box.removeAttribute("aria-busy");
  if (successful && requestConfig?.verb === "post") renewKeys(elt);
});

// --- one press, one key: a form that did its work gets a new idempotency key, so does a page that comes back ----------
/** @param {ParentNode} root */
const renewKeys = (root) => root.querySelectorAll('input[name="_key"]').forEach((input) => (/** @type {HTMLInputElement} */ (input).value = uuid()));
addEventListener("pageshow", (event) => event.persisted && renewKeys(document));

// --- errors stay where they happened, with a way on ------------------------------------------------------------------
const words = { 0: "offline", 401: "gone", 403: "denied", 404: "missing", 410: "missing", 429: "busy" };
/** @param {Event} event */
const showTrouble = (event) => {
  const { elt, target, xhr, requestConfig } = /** @type {HtmxEvent} */ (event).detail;
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("net-trouble"));
  if (!template || elt.matches("[data-quiet]")) return;
  const box = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
  const status = xhr?.status ?? 0;
  const [text, note] = box.querySelectorAll("p");
  text.textContent = template.dataset[words[/** @type {keyof typeof words} */ (status)] ?? "server"] ?? "";
  note.textContent = [status || "", xhr?.getResponseHeader("x-request-id") ?? ""].filter(Boolean).join(" · ");
  const link = box.querySelector("a");
  if (link) link.hidden = status !== 401;
  box.querySelector("[data-retry]")?.addEventListener("click", () => {
    box.remove();
    const form = elt.closest("form");
    if (form && requestConfig?.verb === "post") form.requestSubmit();
    else htmx.trigger(elt, requestConfig?.triggeringEvent?.type ?? "click");
  });
  const place = region(target ?? elt);
  place.parentElement?.querySelectorAll(":scope > .trouble[data-net]").forEach((old) => old.remove());
  box.dataset.net = "";
  place.matches("main") ? place.prepend(box) : place.before(box);
  box.focus();
};
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, showTrouble);

// --- dialogs: <a href="/the/page" data-dialog="id"> opens it; data-dialog="remote" fetches the page's block into one ----
document.addEventListener("click", async (event) => {
  const from = /** @type {Element} */ (event.target);
  from.closest("[data-close]")?.closest("dialog, u-toast")?.dispatchEvent(new Event("u:close"));
  const opener = /** @type {HTMLAnchorElement | null} */ (from.closest("[data-dialog]"));
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const id = opener.dataset.dialog ?? "";
  let dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById(id));
  if (!dialog && id !== "remote") return;
  event.preventDefault();
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "remote";
    dialog.innerHTML = '<div class="body" id="remote-dialog"></div>';
    document.body.append(dialog);
  }
  if (id === "remote") await htmx.ajax("GET", opener.href, { target: "#remote-dialog", source: opener });
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector("[autofocus], .body input:not([type=hidden]), input:not([type=hidden]), select, textarea"))?.focus();
});
document.addEventListener("u:close", (event) => {
  const box = event.target;
  box instanceof HTMLDialogElement ? box.close() : /** @type {Element} */ (box).remove();
}, true);

// --- toasts: said once; gone after six seconds unless they offer something or somebody is reading ----------------------
customElements.define("u-toast", class extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("data-stay")) return;
    let timer = window.setTimeout(() => this.remove(), 6000);
    this.addEventListener("pointerenter", () => clearTimeout(timer));
    this.addEventListener("focusin", () => clearTimeout(timer));
    this.addEventListener("pointerleave", () => (timer = window.setTimeout(() => this.remove(), 3000)));
  }
});

// --- theme: shown at once, kept by the same form that works without scripts --------------------------------------------
customElements.define("u-theme", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = /** @type {HTMLButtonElement | null} */ (/** @type {Element} */ (event.target).closest("button[name=theme]"));
      if (!button?.form) return;
      event.preventDefault();
      const root = document.documentElement;
      button.value === "auto" ? delete root.dataset.bsTheme : (root.dataset.bsTheme = button.value);
      for (const other of this.querySelectorAll("button")) other.toggleAttribute("aria-current", other === button);
      button.setAttribute("aria-current", "true");
      const body = new FormData(button.form);
      body.set("theme", button.value);
      void fetch(button.form.action, { method: "POST", body: new URLSearchParams(/** @type {any} */ (body)), headers: { Accept: "application/json" } });
      renewKeys(button.form);
    });
  }
});

// --- timers: data-clock="America/Los_Angeles", data-since="…Z" (elapsed), data-until="…Z" (countdown) -------------------
/** @param {number} s */
const elapsed = (s) => {
  const [h, m] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  return h > 0 ? `${h} h ${m} min` : s < 600 ? `${m}:${String(Math.max(0, Math.floor(s % 60))).padStart(2, "0")}` : `${m} min`;
};
customElements.define("u-timer", class extends HTMLElement {
  /** @type {Element} */ place = this;
  timer = 0;

  connectedCallback() {
    this.place = this.querySelector("b") ?? this;
    this.timer = window.setInterval(() => this.tick(), 1000);
    this.tick();
  }
  disconnectedCallback() {
    clearInterval(this.timer);
  }
  tick() {
    const { clock, since, until } = this.dataset;
    const set = (/** @type {string} */ text) => this.place.textContent !== text && (this.place.textContent = text);
    if (clock) set(new Date().toLocaleTimeString("en-GB", { timeZone: clock, hour: "2-digit", minute: "2-digit" }));
    if (since) set(elapsed((Date.now() - Date.parse(since)) / 1000));
    if (!until) return;
    const left = Math.ceil((Date.parse(until) - Date.now()) / 1000);
    set(`${Math.max(left, 0)} s`);
    if (left > 0) return;
    clearInterval(this.timer);
    this.dispatchEvent(new CustomEvent("timer:end", { bubbles: true }));
    this.closest("[data-expires]")?.remove();
  }
});

// --- lists: select all, and how many are selected ------------------------------------------------------------------------
document.addEventListener("change", (event) => {
  const box = /** @type {HTMLInputElement} */ (event.target);
  const table = box.closest("table");
  if (box.type !== "checkbox" || !table) return;
  const rows = /** @type {NodeListOf<HTMLInputElement>} */ (table.querySelectorAll("tbody .form-check-input"));
  if (box.matches("[data-select-all]")) rows.forEach((row) => (row.checked = box.checked));
  const count = [...rows].filter((row) => row.checked).length;
  document.querySelectorAll("[data-selected]").forEach((place) => (place.textContent = String(count)));
});
document.addEventListener("input", (event) => /** @type {Element} */ (event.target).closest("form")?.setAttribute("data-dirty", ""));
document.addEventListener("submit", (event) => /** @type {Element} */ (event.target).removeAttribute("data-dirty"));
