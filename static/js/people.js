// Who acts at this tablet. Needs outbox.js.
//   <form data-act-as data-actor="token" data-name="Ana Ruiz" data-person="id">  acts at once, the server is told in the background;
//       `data-next` goes on from there
//   <form data-lock>, <form data-sign-out>, <u-lock data-idle="120" data-warning="20">  back to the badge screen
//   <form data-badge>  a new badge needs the server          [data-stay-focused]  the field a badge reader types into
// Who acts (or that nobody does) is remembered: a page from the cache may have been made for somebody else, and must not report in
// their name. What the server rendered later than the memory is right again.
// @ts-check

export {};

/** @type {any} */
const outbox = /** @type {any} */ (globalThis).unisonOutbox;
const body = document.body;
const MEMORY = "unison-acting";
/** @typedef {{actor?: string, name?: string, person?: string}} One */

/** @param {One} one */
const remember = (one) => localStorage.setItem(MEMORY, JSON.stringify({ ...one, at: outbox.now().getTime() }));

/** A token says who, and needs no form token; the key of a form that is pressed again would only repeat an old answer.
 *  @param {string} url @param {string} [actor] @param {FormData} [fields] */
const tell = (url, actor = body.dataset.actor ?? "", fields = new FormData()) => {
  fields.delete("_key");
  const headers = { Accept: "application/json", "X-Actor-Token": actor, "X-CSRF-Token": body.dataset.csrf ?? "" };
  return fetch(url, { method: "POST", body: new URLSearchParams(/** @type {any} */ (fields)), headers, signal: AbortSignal.timeout(4000) }).catch(() => null);
};

/** @param {One} one */
const become = (one) => {
  [body.dataset.actor, body.dataset.actorName] = [one.actor, one.name];
  document.querySelectorAll("[data-act-as] [aria-pressed]").forEach((button) => button.setAttribute("aria-pressed", String(!!button.closest(`[data-person="${one.person}"]`))));
  document.querySelectorAll("[data-actor-shown]").forEach((place) => (place.textContent = one.name ?? ""));
  document.querySelectorAll("[data-actor-initials] .ava").forEach((place) => (place.textContent = (one.name ?? "").split(/[\s-]+/).map((word) => word[0]).join("").slice(0, 2)));
};

/** One after the other: the last person pressed is the one the server hears last. @type {Promise<any>} */
let told = Promise.resolve();

/** @param {HTMLFormElement} form */
const actAs = async (form) => {
  const { actor, name, person, next } = form.dataset;
  become({ actor, name, person });
  remember({ actor, name, person });
  const fields = new FormData(form);
  const answer = await (told = told.then(() => tell(form.action, actor, fields)));
  if (answer && answer.status >= 400) localStorage.removeItem(MEMORY);
  if (answer && answer.status >= 400) location.reload();
  else if (next) location.assign(next);
};

/** Without a network the tablet locks, whichever was pressed: nobody can be told, so the person stays on the list.
 *  @param {string} url @param {boolean} [_once] */
const leave = async (url, _once) => {
  remember({});
  await tell(url);
  location.assign("/floor/");
};

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const away = form.matches("[data-lock], [data-sign-out]");
  const unknown = form.matches("[data-badge]");
  if (unknown && !outbox.offline) return localStorage.removeItem(MEMORY);
  if (!away && !unknown && !form.matches("[data-act-as]")) return;
  event.preventDefault();
  if (unknown) document.querySelector("[data-offline-note]")?.removeAttribute("hidden");
  else void (away ? leave(form.action) : actAs(form));
}, true);

const memory = JSON.parse(localStorage.getItem(MEMORY) ?? "null");
if (memory && body.dataset.actor && memory.at > Date.parse(body.dataset.at ?? "")) memory.actor ? become(memory) : location.replace("/floor/");

customElements.define("u-lock", class extends HTMLElement {
  at = Date.now();
  gone = false;

  connectedCallback() {
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => this.warn(!(this.at = Date.now())), true);
    setInterval(() => {
      const left = Math.ceil(Number(this.dataset.idle) - (Date.now() - this.at) / 1000);
      const place = this.querySelector("b");
      if (place) place.textContent = `${Math.max(left, 0)} s`;
      if (this.hidden === left <= Number(this.dataset.warning)) this.warn(this.hidden);
      if (left <= 0 && !this.gone) void leave(this.dataset.action ?? "", (this.gone = true));
    }, 1000);
  }

  /** @param {boolean} on */
  warn(on) {
    const words = /** @type {HTMLElement | null} */ (this.querySelector("[data-say]"));
    this.hidden = !on;
    if (words) words.textContent = (on && words.dataset.say) || "";
  }
});

const field = /** @type {HTMLElement | null} */ (document.querySelector("[data-stay-focused]"));
if (field) document.addEventListener("focusout", () => setTimeout(() => document.activeElement?.matches("a, button, input") || field.focus(), 50));
