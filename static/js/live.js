// Live: one event stream a page, and the truth about it. <u-live> says "Live", or after five seconds without a connection
// "Not live since 14:03:10"; then <html data-stale> hatches boards (floor.css). When the stream is back, or the page was hidden
// for more than a minute, every region with hx-trigger="live:back from:body" fetches itself again.
// The server may send: event "beat" (every 15 s), "resync" (the gap was too old), "version" (walls reload on a new one).
// @ts-check

export {};

const htmx = /** @type {any} */ (globalThis).htmx;
const GRACE = 5000;
const SILENCE = 40000;
const HIDDEN = 60000;

customElements.define("u-live", class extends HTMLElement {
  /** @type {HTMLElement} */ word = /** @type {any} */ (null);
  /** @type {number | undefined} */ waiting = undefined;
  lastId = "";
  version = "";
  beats = false;
  seen = Date.now();
  hid = 0;

  connectedCallback() {
    this.word = this.querySelector("span") ?? this.appendChild(document.createElement("span"));
    htmx.createEventSource = (/** @type {string} */ url) => this.open(url);
    this.watch = window.setInterval(() => this.beats && Date.now() - this.seen > SILENCE && this.lost(), 5000);
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    clearInterval(this.watch);
    document.removeEventListener("visibilitychange", this);
  }

  /** @param {string} url  htmx-ext-sse opens a new stream after an error: the last id travels in the address. */
  open(url) {
    const address = new URL(url, location.href);
    if (this.lastId) address.searchParams.set("last_event_id", this.lastId);
    const source = new EventSource(address, { withCredentials: true });
    this.hidden = false;
    if (!this.dataset.state) this.say("wait", this.dataset.wait ?? "");
    source.addEventListener("open", () => this.live());
    source.addEventListener("error", () => this.waiting ??= window.setTimeout(() => this.lost(), GRACE));
    source.addEventListener("beat", (event) => this.heard(event, (this.beats = true)));
    source.addEventListener("message", (event) => this.heard(event));
    source.addEventListener("resync", (event) => this.heard(event) ?? this.again());
    source.addEventListener("version", (event) => this.heard(event) ?? this.deployed(event.data));
    return source;
  }

  /** @param {MessageEvent} event @param {boolean} [_beat] */
  heard(event, _beat) {
    this.seen = Date.now();
    if (event.lastEventId) this.lastId = event.lastEventId;
    if (this.dataset.state === "stale") this.live();
  }

  live() {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.seen = Date.now();
    const late = this.dataset.state === "stale";
    this.say("live", this.dataset.live ?? "");
    delete document.documentElement.dataset.stale;
    if (late) this.again();
  }

  lost() {
    if (this.dataset.state === "stale") return;
    const since = new Date(this.seen).toLocaleTimeString("en-GB", { timeZone: this.dataset.zone || undefined });
    const text = `${this.dataset.stale} ${since}`;
    this.say("stale", text);
    document.documentElement.dataset.stale = since;
    document.querySelectorAll("[data-stale-note] span").forEach((note) => (note.textContent = text));
  }

  again() {
    htmx.trigger(document.body, "live:back");
  }

  /** @param {string} version */
  deployed(version) {
    if (this.version && this.version !== version && document.querySelector(".wall")) location.reload();
    this.version = version;
  }

  /** @param {string} state @param {string} text */
  say(state, text) {
    this.dataset.state = state;
    state === "stale" ? (this.dataset.p = "med") : delete this.dataset.p;
    if (this.word.textContent !== text) this.word.textContent = text;
  }

  handleEvent() {
    if (document.hidden) this.hid = Date.now();
    else if (this.hid && Date.now() - this.hid > HIDDEN) this.again();
  }
});

// An update never takes away what somebody is doing: what is focused, typed in or open stays until it is let go.
const morph = /** @type {any} */ (globalThis).Idiomorph;
if (morph) {
  morph.defaults.callbacks.beforeNodeMorphed = (/** @type {Node} */ old) =>
    !(old instanceof Element) || !(old.matches("[data-keep], form[data-dirty], dialog[open]") || (old === document.activeElement && old.matches("input, textarea, select")));
  morph.defaults.callbacks.beforeAttributeUpdated = (/** @type {string} */ name, /** @type {Element} */ node) => !(name === "open" && node.matches("details"));
}
