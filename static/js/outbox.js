// The outbox: what was touched on this tablet is kept here until the server has it. Never lost, never counted twice.
//
// In the page
//   <body data-actor="signed token" data-actor-name="Ana Ruiz" data-device="…" data-csrf="…">
//   <form data-offline method="post" action="/floor/operations/17/reports">   works as a plain form without scripts
//     data-label="1 good, WO-10482"      what the outbox page calls it
//     data-adds="good"                   tally it moves by its field `quantity` (data-qty names another field; data-sign="-1" for undo)
//     data-lane="operation:17"           FIFO inside a lane, lanes in parallel; default: the address without its last part
//     data-after="KEY"                   waits until that item is gone (an undo of something still waiting)
//     data-base-version="7"              version of the record the person saw
//     data-refresh="/floor/operations/17" data-target="#operation-panel"   fetched by htmx when the lane is empty again
//     data-next="/floor/operations/17"   go there as soon as the report is kept
//     data-shows="id" data-hides="id"    parts of the page that a start or stop changes, also while it only waits
//
// On the wire, first try and every replay the same bytes: POST action, Content-Type and Accept application/json,
//   Idempotency-Key: made at the touch   X-Actor-Token: data-actor at the touch   X-CSRF-Token: of the page that sends
//   body: the form's fields (no _csrf_token, no _key) + occurred_at (UTC, corrected by the server's clock), device, seq, base_version
// The answer decides: 2xx with JSON → done. No network, a redirect, 401, 408, 425, 429, 5xx, something that is not JSON (a captive
// portal), 409 with Retry-After or a problem code still-running, busy, csrf → kept, tried again later. Any other 4xx → "attention" with
// the server's words (problem+json: title, detail, errors, confirm); later items of the lane go on unless they are `after` it.
// Fires on document: outbox:change (items, offline, sending), outbox:done (item, answer), outbox:refused (item).
// @ts-check

/** @typedef {{seq: number, key: string, url: string, body: Record<string, any>, lane: string, after: string, label: string, who: string,
 *  actor: string, device: string, occurred_at: string, base_version: string, adds: string, qty: number, refresh: string, target: string,
 *  state: "waiting" | "attention", tries: number, status?: number, problem?: any}} Item */

const TRY = 20000;
const EVERY = 15000;
const LANES = 6;
const LATER = new Set([401, 408, 425, 429, "still-running", "busy", "csrf"]);

export const newKey = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16));

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const asked = (request) => new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = () => no(request.error))));

class Store {
  /** @type {Promise<IDBDatabase> | undefined} */ opening = undefined;

  /** @returns {Promise<IDBDatabase>} */
  open() {
    return (this.opening ??= new Promise((yes, no) => {
      const request = indexedDB.open("unison-floor", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
        request.result.createObjectStore("facts", { keyPath: "name" });
      };
      request.onsuccess = () => yes(request.result);
      request.onerror = () => no(request.error);
    }));
  }

  /** Resolves when the disk has it, not when the browser has heard of it.
   *  @template T @param {string} name @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} work
   *  @param {IDBTransactionDurability} [durability] @returns {Promise<T>} */
  async run(name, mode, work, durability = "strict") {
    const transaction = (await this.open()).transaction(name, mode, { durability });
    const kept = new Promise((yes, no) => ((transaction.oncomplete = yes), (transaction.onabort = () => no(transaction.error))));
    const result = await asked(work(transaction.objectStore(name)));
    await kept;
    return result;
  }

  /** @returns {Promise<Item[]>} */ items() { return this.run("items", "readonly", (s) => s.getAll()); }
  /** @param {any} item */ add(item) { return this.run("items", "readwrite", (s) => s.add(item)); }
  /** @param {Item} item */ put(item) { return this.run("items", "readwrite", (s) => s.put(item)); }
  /** Losing a deletion is harmless: the key says so. @param {Item} item */ gone(item) { return this.run("items", "readwrite", (s) => s.delete(item.seq), "relaxed"); }
  /** @param {string} name */ async fact(name) { return (await this.run("facts", "readonly", (s) => s.get(name)))?.value; }
  /** @param {string} name @param {any} value */ learn(name, value) { return this.run("facts", "readwrite", (s) => s.put({ name, value }), "relaxed"); }
}

class Outbox {
  store = new Store();
  offline = !navigator.onLine;
  offset = 0;
  sending = 0;
  told = 0;
  /** @type {number | undefined} */ later = undefined;
  busy = false;
  again = false;
  /** @type {Map<string, number>} lane → not before */
  rest = new Map();
  others = globalThis.BroadcastChannel ? new BroadcastChannel("unison-outbox") : null;

  async start() {
    this.offset = (await this.store.fact("offset")) ?? 0;
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.tell((this.offline = true)));
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    document.addEventListener("htmx:sseOpen", () => this.offline && this.wake());
    if (this.others) this.others.onmessage = ({ data }) => this.tell().then(() => data === "kept" && this.flush());
    setInterval(() => this.tick(), EVERY);
    await this.tell();
    await this.flush();
  }

  now() {
    return new Date(Date.now() + this.offset);
  }

  /** Keeps one touch. Resolves when it is on disk. @param {Partial<Item>} touch @returns {Promise<Item>} */
  async keep(touch) {
    const item = /** @type {Item} */ ({ key: newKey(), occurred_at: this.now().toISOString(), state: "waiting", tries: 0, after: "", label: "", adds: "", qty: 0, ...touch });
    item.seq = Number(await this.store.add(item));
    this.told = 0;
    await this.tell();
    this.others?.postMessage("kept");
    void this.flush();
    return item;
  }

  /** "Report anyway": the same touch, said with one more word, is another request and gets another key. @param {Item} item @param {Record<string, any>} more */
  async amend(item, more) {
    await this.store.put({ ...item, key: newKey(), body: { ...item.body, ...more }, state: "waiting", tries: 0, problem: undefined });
    await this.wake();
  }

  /** Gives an item that the server refuses to the supervisor; it leaves the tablet only when the server has taken it. Where the
   *  person is not known any more, the tablet gives it. @param {Item} item @param {string} url */
  async handOver(item, url) {
    const given = { ...item, key: `${item.key}-handover`, url, base_version: "", body: { key: item.key, to: item.url, label: item.label, words: item.problem?.detail ?? item.problem?.title ?? "", body: item.body } };
    let answer = await this.post(given);
    if (answer.status === 401) answer = await this.post({ ...given, actor: "" });
    if (answer.done) await this.store.gone(item);
    await this.tell();
    return answer.done;
  }

  wake() {
    this.rest.clear();
    return this.tick();
  }

  async tick() {
    if (this.offline && navigator.onLine && !(await this.store.items()).some((item) => item.state === "waiting")) await this.ping();
    await this.flush();
  }

  async ping() {
    try {
      this.clock(await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(5000) }), Date.now());
      await this.tell((this.offline = false));
    } catch {
      /* still offline: the next tick asks again */
    }
  }

  /** One tab sends, whichever holds the lock; a second one only adds. The key makes a double send harmless anyway. */
  async flush() {
    if (this.busy) return void (this.again = true);
    this.busy = true;
    const work = () => this.round();
    try {
      do {
        this.again = false;
        await (navigator.locks ? navigator.locks.request("unison-outbox", { ifAvailable: true }, (lock) => (lock ? work() : void setTimeout(() => this.flush(), 400))) : work());
      } while (this.again);
    } finally {
      this.busy = false;
    }
  }

  async round() {
    const items = (await this.store.items()).filter((item) => item.state === "waiting");
    const lanes = [...new Set(items.map((item) => item.lane))];
    const next = async () => {
      for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) await this.lane(lane);
    };
    await Promise.all(Array.from({ length: LANES }, next));
    if (items.length) this.others?.postMessage("settled");
  }

  /** One after the other, until nothing of the lane is left that may go. @param {string} lane */
  async lane(lane) {
    if ((this.rest.get(lane) ?? 0) > Date.now()) return;
    for (let sent = 1; sent; ) {
      sent = 0;
      const all = await this.store.items();
      const keys = new Set(all.map((item) => item.key));
      for (const item of all) {
        if (item.lane !== lane || item.state !== "waiting" || keys.has(item.after)) continue;
        this.sending += 1;
        const answer = await this.post(item).finally(() => (this.sending -= 1));
        if (!(await this.settle(item, answer))) return;
        if (answer.done) keys.delete(item.key);
        sent += 1;
      }
    }
  }

  /** True when the lane may go on. @param {Item} item @param {Awaited<ReturnType<Outbox["post"]>>} answer */
  async settle(item, answer) {
    if (answer.done) {
      await this.remember(item, answer.json);
      await this.store.gone(item);
    } else if (answer.refused) {
      await this.store.put({ ...item, state: "attention", status: answer.status, problem: answer.json });
    } else {
      item.tries += 1;
      await this.store.put(item);
      const pause = answer.wait || Math.min(60000, 500 * 2 ** Math.min(item.tries, 7)) * (0.75 + Math.random() / 2);
      this.rest.set(item.lane, Date.now() + pause);
      setTimeout(() => this.flush(), pause + 20);
    }
    await this.tell();
    if (answer.done) this.fire("outbox:done", { item, answer: answer.json });
    if (answer.refused) this.fire("outbox:refused", { item: { ...item, status: answer.status, problem: answer.json } });
    return answer.done || answer.refused;
  }

  /** @param {Item} item */
  async post(item) {
    const { occurred_at, device, seq, base_version } = item;
    try {
      const sent = Date.now();
      const answer = await fetch(item.url, {
        method: "POST",
        redirect: "manual",
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(TRY),
        headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": item.key, "X-Actor-Token": item.actor, "X-CSRF-Token": document.body.dataset.csrf ?? "" },
        body: JSON.stringify({ ...item.body, occurred_at, device, seq, ...(base_version ? { base_version } : {}) }),
      });
      this.clock(answer, sent);
      this.offline = false;
      const { status } = answer;
      const wait = 1000 * Number(answer.headers.get("retry-after") ?? 0);
      const isJson = status === 204 || /json/.test(answer.headers.get("content-type") ?? "");
      const json = isJson && status !== 204 ? await answer.json().catch(() => null) : null;
      const later = !status || status >= 500 || LATER.has(status) || (status === 409 && wait > 0) || LATER.has(json?.code);
      return { done: answer.ok && isJson && (status === 204 || json !== null), refused: status >= 400 && !later, status, json, wait };
    } catch {
      this.offline = true;
      return { done: false, refused: false, status: 0, json: null, wait: 0 };
    }
  }

  /** The server's clock is the plant's clock; its Date header has whole seconds. @param {Response} answer @param {number} sent */
  clock(answer, sent) {
    const server = Date.parse(answer.headers.get("date") ?? "");
    const offset = server + 500 - (sent + Date.now()) / 2;
    if (!Number.isFinite(offset) || Math.abs(offset - this.offset) < 1500) return;
    this.offset = offset;
    void this.store.learn("offset", offset);
  }

  /** Numbers of the last answer, so that a cached page counts right after a reload without network. @param {Item} item @param {any} answer */
  async remember(item, answer) {
    if (!answer || typeof answer !== "object") return;
    const numbers = Object.fromEntries(Object.entries(answer).filter(([, v]) => v !== "" && v !== null && typeof v !== "object" && Number.isFinite(Number(v))));
    await this.store.learn(`lane ${item.lane}`, { at: this.now().getTime(), numbers });
  }

  /** Says what is kept now: at once, then at most ten times a second while many are sent. @param {any} [_] */
  async tell(_) {
    const now = Date.now();
    if (now - this.told < 100) return void (this.later ??= window.setTimeout(() => this.tell(), 100));
    clearTimeout(this.later);
    this.later = undefined;
    this.told = now;
    this.fire("outbox:change", { items: await this.store.items(), offline: this.offline, sending: this.sending });
  }

  /** @param {string} name @param {any} detail */
  fire(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export const outbox = new Outbox();
/** @type {any} */ (globalThis).unisonOutbox = outbox;
