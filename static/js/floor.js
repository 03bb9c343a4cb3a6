// The tablet: shows what the outbox holds, turns touches into items, keypad, scanner, people at the station. outbox.js is the engine.
//
// Painting, by attribute, inside [data-lane="operation:17"] or the whole page:
//   [data-tally="good"] data-at="server time of rendering"   text = number of the page (or a newer answer) + what waits
//   data-adds="=kind" on a form: the tally is the one its field `kind` names
//   [data-waiting]     "2 waiting", hidden when nothing waits      [data-counted] keys the page's numbers already contain
//   <template id="undo-template"> goes into [data-undo-here] after a touch; <template id="problem-template"> into [data-problem-here]
//   [data-settled] stands in place of [data-waiting] when nothing waits; a waiting item with `shows` and `hides` keeps doing so.
// Scanner: <u-scan data-to="/s/"> opens the code; <u-scan data-into="#badge"> fills the field and sends its form.
// @ts-check

export {};

/** @type {any} */
const outbox = /** @type {any} */ (globalThis).unisonOutbox;
const htmx = /** @type {any} */ (globalThis).htmx;
const body = document.body;
/** @type {Set<string>} touched here while live */
const streamed = new Set();
const zone = { timeZone: body.dataset.zone || undefined };

// --- a touch ---------------------------------------------------------------------------------------------------------------
/** `rows[0].quantity` is a field of a list. @param {Record<string, any>} data @param {string} name @param {string} value */
const put = (data, name, value) => {
  const [, list, place, field] = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(name) ?? [];
  if (!list) return void (data[name] = value);
  if (value !== "") ((data[list] ??= [])[Number(place)] ??= {})[field] = value;
};

/** A chosen file goes along, as its name and its content in base64. @param {HTMLFormElement} form @param {Record<string, any>} data */
const withFile = async (form, data) => {
  const file = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]"))?.files?.[0];
  if (!file) return;
  const read = new FileReader();
  await new Promise((yes, no) => ((read.onload = yes), (read.onerror = no), read.readAsDataURL(file)));
  data.name = file.name;
  data.content = String(read.result).replace(/^[^,]*,/, "");
};

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
const touch = (form, button) => {
  const fields = new FormData(form, button);
  /** @type {Record<string, any>} */
  const data = {};
  for (const [name, value] of fields) if (typeof value === "string" && !["_csrf_token", "_key", "_method"].includes(name)) put(data, name, value);
  const set = form.dataset;
  const actor = /** @type {HTMLElement} */ (form.closest("[data-actor]") ?? body).dataset;
  return {
    url: new URL(form.action, location.href).pathname,
    body: data,
    lane: set.lane || /** @type {HTMLElement | null} */ (form.closest("[data-lane]"))?.dataset.lane || form.getAttribute("action")?.replace(/\/[^/]*$/, "") || "",
    after: set.after ?? "",
    label: (set.label ?? button?.textContent ?? "").trim().replace(/\s+/g, " ").replace("%(n)s", data[set.qty || "quantity"]),
    who: actor.actorName ?? "",
    actor: actor.actor ?? "",
    device: body.dataset.device ?? "",
    base_version: set.baseVersion ?? "",
    adds: set.adds?.startsWith("=") ? String(data[set.adds.slice(1)] ?? "") : (set.adds ?? ""),
    qty: Number(data[set.qty || "quantity"] ?? 1) * Number(set.sign ?? 1),
    refresh: set.refresh ?? "",
    target: set.target ?? "",
    shows: set.shows ?? "",
    hides: set.hides ?? "",
  };
};

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-offline]") || !outbox) return;
  event.preventDefault();
  const item = touch(form, /** @type {HTMLElement | null} */ (event.submitter));
  try {
    await withFile(form, item.body);
    const kept = await outbox.keep(item);
    if (document.querySelector("u-live[data-state=live]")) streamed.add(kept.key);
    say(880);
    offerUndo(form, kept);
    form.dispatchEvent(new CustomEvent("offline:kept", { bubbles: true, detail: kept }));
    if (!form.dataset.next) return;
    await answered(kept.key); // the next page then knows
    location.assign(form.dataset.next);
  } catch {
    form.submit(); // no room or no database: better sent the plain way than not at all
  }
}, true);

/** Resolves when the item is answered, at once without a network, and after 0.7 s in any case. @param {string} key */
const answered = (key) => new Promise((yes) => {
  const look = (/** @type {Event} */ event) => {
    const { item, offline } = /** @type {CustomEvent} */ (event).detail;
    if (offline || item?.key === key) yes(key);
  };
  for (const name of ["done", "refused", "change"]) document.addEventListener(`outbox:${name}`, look);
  setTimeout(yes, outbox.offline ? 0 : 700);
});

let sound = /** @type {AudioContext | null} */ (null);
/** Gloves and noise: one channel is not enough. @param {number} pitch */
const say = (pitch) => {
  navigator.vibrate?.(30);
  if (body.dataset.sound === "off") return;
  try {
    sound ??= new AudioContext();
    const tone = new OscillatorNode(sound, { frequency: pitch });
    tone.connect(new GainNode(sound, { gain: 0.05 })).connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.08);
  } catch {
    /* no sound on this device */
  }
};

/** @param {HTMLFormElement} form @param {any} item */
const offerUndo = (form, item) => {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("undo-template"));
  const place = document.querySelector("[data-undo-here]");
  if (!template || !place || !item.adds || item.qty < 0) return;
  const bar = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
  const undo = bar.querySelector("form");
  if (undo) Object.assign(undo.dataset, { after: item.key, adds: item.adds, lane: item.lane, sign: "-1" });
  bar.querySelectorAll("input").forEach((input) => {
    if (input.name === "key") input.value = item.key;
    if (input.name === (form.dataset.qty || "quantity")) input.value = String(item.qty);
  });
  const label = bar.querySelector("[data-undo-label]");
  if (label) label.textContent = `${item.label}, ${new Date(item.occurred_at).toLocaleTimeString("en-GB", zone)}`;
  const timer = /** @type {HTMLElement | null} */ (bar.querySelector("u-timer"));
  if (timer) timer.dataset.until = new Date(Date.now() + 30000).toISOString();
  place.replaceChildren(bar);
};
document.addEventListener("offline:kept", (event) => /** @type {Element} */ (event.target).closest("[data-expires]")?.remove());

// --- paint -----------------------------------------------------------------------------------------------------------------
/** @type {any} */
let last = { items: [], offline: false, sending: 0 };

const paint = async () => {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tally]"))) {
    const root = /** @type {HTMLElement | null} */ (place.closest("[data-lane]"));
    const lane = root?.dataset.lane ?? "";
    const name = place.dataset.tally ?? "";
    place.dataset.base ??= place.textContent?.replace(/[^\d.-]/g, "") ?? "0";
    const newer = await outbox.store.fact(`lane ${lane}`);
    const base = newer && newer.numbers[name] !== undefined && newer.at > Date.parse(place.dataset.at ?? "") ? newer.numbers[name] : place.dataset.base;
    const counted = new Set((root?.querySelector("[data-counted]")?.getAttribute("data-counted") ?? "").split(" "));
    const mine = last.items.filter((/** @type {any} */ item) => item.state === "waiting" && item.adds === name && (!lane || item.lane === lane) && !counted.has(item.key));
    const total = mine.reduce((/** @type {number} */ sum, /** @type {any} */ item) => sum + item.qty, Number(base));
    const text = Number.isInteger(total) ? String(total) : String(Math.round(total * 1e6) / 1e6);
    if (place.textContent !== text) place.textContent = text;
    place.closest("[data-unless-none]")?.toggleAttribute("hidden", !total);
    if (name !== "good") continue;
    const note = /** @type {HTMLElement | null} */ (root?.querySelector("[data-waiting]"));
    const said = root?.querySelector("[data-settled]");
    const late = mine.length > 0 && (!said || last.offline || mine.some((/** @type {any} */ item) => item.tries));
    const at = new Date(newer?.at ?? place.dataset.at).toLocaleTimeString("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
    if (note) [note.hidden, (note.querySelector("span") ?? note).textContent] = [!late, (note.dataset.waiting ?? "").replace("%(n)s", mine.length).replace("%(base)s", base).replace("%(time)s", at)];
    said?.toggleAttribute("hidden", late);
  }
  for (const item of last.items) {
    if (item.state !== "waiting" || !document.querySelector(`[data-lane="${item.lane}"]`)) continue;
    if (item.shows) document.getElementById(item.shows)?.toggleAttribute("hidden", false);
    if (item.hides) document.getElementById(item.hides)?.toggleAttribute("hidden", true);
  }
};

document.addEventListener("outbox:change", (event) => {
  last = /** @type {CustomEvent} */ (event).detail;
  void paint();
  trouble();
});
document.addEventListener("htmx:afterSettle", () => void paint());

/** @type {Set<string>} */
const refreshing = new Set();
document.addEventListener("outbox:done", async (event) => {
  const { item } = /** @type {CustomEvent} */ (event).detail;
  if (!item.refresh || !document.querySelector(item.target) || refreshing.has(item.target)) return;
  if (streamed.delete(item.key)) return; // the stream was open when it was touched: the event of its commit refreshes the page
  if ((await outbox.store.items()).some((/** @type {any} */ other) => other.lane === item.lane && other.state === "waiting")) return;
  refreshing.add(item.target);
  htmx.ajax("GET", item.refresh, { target: item.target, swap: "morph:outerHTML" }).catch(() => {}).finally(() => refreshing.delete(item.target));
});

document.addEventListener("outbox:refused", () => say(220));

/** What the server refused of this job stays in sight until it is answered. */
const trouble = () => {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("problem-template"));
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-problem-here]"));
  const lane = /** @type {HTMLElement | null} */ (place?.closest("[data-lane]"))?.dataset.lane;
  const item = last.items.find((/** @type {any} */ one) => one.state === "attention" && one.lane === lane);
  if (!template || !place || place.dataset.item === (item?.key ?? "")) return;
  place.dataset.item = item?.key ?? "";
  place.replaceChildren();
  if (!item) return;
  const box = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  fill(box, item);
  place.append(box);
  /** @type {HTMLElement | null} */ (place.querySelector("[tabindex]"))?.focus();
};

/** Fills [data-item="label|who|when|state|words"] and the buttons of one item. @param {ParentNode} root @param {any} item */
const fill = (root, item) => {
  const problem = item.problem ?? {};
  const words = [problem.detail || problem.title || item.status || "", ...Object.values(problem.errors ?? {})].filter((text, i, all) => text && all.indexOf(text) === i).join(" ");
  /** @type {Record<string, string>} */
  const texts = { label: item.label, who: item.who, when: new Date(item.occurred_at).toLocaleString("en-GB", { ...zone, weekday: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" }), words };
  root.querySelectorAll("[data-item]").forEach((place) => (place.textContent = texts[place.getAttribute("data-item") ?? ""] ?? ""));
  root.querySelectorAll("[data-when]").forEach((place) => /** @type {HTMLElement} */ (place).toggleAttribute("hidden", place.getAttribute("data-when") !== item.state));
  const anyway = /** @type {HTMLButtonElement | null} */ (root.querySelector("[data-anyway]"));
  const { field: yes, label = "", note = "", choices = [""] } = problem.confirm ?? {};
  for (const why of (anyway && yes && choices) || []) {
    const button = /** @type {HTMLButtonElement} */ (anyway?.cloneNode());
    [button.hidden, button.textContent] = [false, why ? `${label}: ${why}` : label];
    button.onclick = () => outbox.amend(item, { [yes]: true, ...(note && { [note]: why }) });
    anyway?.before(button);
  }
  const give = /** @type {HTMLButtonElement | null} */ (root.querySelector("[data-hand-over]"));
  if (give) give.onclick = () => outbox.handOver(item, give.dataset.handOver).then((/** @type {boolean} */ taken) => taken || say(220));
};

// --- the pill in the header: live, sending, waiting, needs attention ----------------------------------------------------------
customElements.define("u-outbox", class extends HTMLElement {
  /** @type {HTMLElement} */ pill = /** @type {any} */ (null);

  connectedCallback() {
    this.pill = /** @type {HTMLElement} */ (this.querySelector(".pill"));
    document.addEventListener("outbox:change", () => this.show());
    outbox?.start().catch(() => (this.word = this.dataset.full ?? ""));
    this.register().catch(() => {}); // no worker, no offline pages; reports are kept all the same
  }

  set word(/** @type {string} */ text) {
    const place = this.pill.querySelector("span");
    if (place && place.textContent !== text) place.textContent = text;
  }

  show() {
    const count = (/** @type {string} */ state) => last.items.filter((/** @type {any} */ item) => item.state === state).length;
    const text = (/** @type {string} */ name, n = 0) => (this.dataset[name] ?? "").replace("%(n)s", String(n));
    const [waiting, attention] = [count("waiting"), count("attention")];
    const parts = [attention && text("attention", attention), last.offline && text("offline"), waiting && text(last.sending && !last.offline ? "sending" : "waiting", waiting)].filter(Boolean);
    this.word = parts.join(", ") || text("live");
    attention ? (this.pill.dataset.p = "crit") : last.offline ? (this.pill.dataset.p = "med") : delete this.pill.dataset.p;
  }

  async register() {
    if (!("serviceWorker" in navigator) || !this.dataset.worker) return; // plain http on the local network: the outbox works, the cache does not
    const registration = await navigator.serviceWorker.register(this.dataset.worker, { scope: "/floor/" });
    await navigator.serviceWorker.ready;
    void navigator.storage?.persist?.();
    this.tell({ keep: [location.pathname, "/floor/", "/floor/outbox", ...(this.dataset.precache ?? "").split(" ").filter(Boolean)] });
    navigator.serviceWorker.addEventListener("message", (event) => event.data === "flush" && outbox.wake());
    document.addEventListener("offline:kept", () => /** @type {any} */ (registration).sync?.register("outbox").catch(() => {}));
  }

  /** @param {any} message */
  tell(message) {
    void navigator.serviceWorker?.ready.then((registration) => registration.active?.postMessage(message));
  }
});

// --- the outbox page: <u-outbox-list><ol></ol><template>one item</template><p data-empty>…</p></u-outbox-list> ------------------
customElements.define("u-outbox-list", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-send]")?.addEventListener("click", () => outbox.wake());
    document.addEventListener("outbox:change", () => this.show());
    this.show();
  }
  show() {
    const list = this.querySelector("ol");
    const template = this.querySelector("template");
    if (!list || !template) return;
    list.replaceChildren(...last.items.map((/** @type {any} */ item) => {
      const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      row.firstElementChild?.setAttribute("data-state", item.state);
      fill(row, item);
      return row;
    }));
    this.querySelectorAll("[data-empty]").forEach((place) => /** @type {HTMLElement} */ (place).toggleAttribute("hidden", last.items.length > 0));
    this.querySelectorAll("[data-some]").forEach((place) => /** @type {HTMLElement} */ (place).toggleAttribute("hidden", last.items.length === 0));
  }
});

// The leaf of the instruction somebody reads is still open when they come back from reporting.
const leaf = `leaf ${location.pathname}`;
if (document.querySelector(".leaf")) {
  const kept = sessionStorage.getItem(leaf);
  if (kept && !location.hash) location.replace(kept);
  addEventListener("hashchange", () => sessionStorage.setItem(leaf, location.hash));
}
