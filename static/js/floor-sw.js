// Service worker of the floor, served as /floor/sw.js with scope /floor/. Office pages are never cached.
// Documents: network first, after 2.5 s or without network the last copy. Files under /static/: cache first (their address changes
// with their content). Pictures: network first, else the copy. Reports are not its business: the outbox in the page keeps them, and
// signing out wipes what is cached here, never the outbox.
// @ts-check
/// <reference lib="webworker" />

const me = /** @type {any} */ (globalThis);
const PAGES = "floor-pages";
const FILES = "floor-files";
const PATIENCE = 2500;
const LIMIT = 60 * 1024 * 1024;

me.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(me.skipWaiting()));
me.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(me.clients.claim()));

me.addEventListener("fetch", (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && /\/(sign-out|logout)$/.test(pathname)) event.waitUntil(wipe());
  if (request.method !== "GET" || request.headers.has("HX-Request") || /event-stream/.test(request.headers.get("accept") ?? "")) return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request, event));
  else if (request.destination === "image") event.respondWith(fetch(request).catch(async () => (await caches.match(request, { ignoreVary: true })) ?? Response.error()));
});

me.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.wipe) event.waitUntil(wipe());
  if (event.data?.keep) event.waitUntil(keep(event.data.keep));
});

me.addEventListener("sync", (/** @type {any} */ event) =>
  event.waitUntil(me.clients.matchAll().then((/** @type {any[]} */ pages) => pages.forEach((one) => one.postMessage("flush")))));

/** @param {Request} request */
async function file(request) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const path = new URL(request.url).pathname;
    for (const old of await cache.keys()) if (new URL(old.url).pathname === path) await cache.delete(old);
    await cache.put(request, answer.clone());
  }
  return answer;
}

/** @param {Request} request @param {any} event */
async function page(request, event) {
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await (await caches.open(PAGES)).put(bare(request.url), answer.clone());
    return answer;
  });
  event.waitUntil(fresh.catch(() => {}));
  const late = new Promise((yes) => setTimeout(yes, PATIENCE));
  const first = await Promise.race([fresh.catch(() => null), late]);
  return first || (await copy(request.url)) || fresh.catch(async () => (await copy("/floor/outbox")) ?? new Response("Not connected, and this page is not kept on this device.", { status: 503, headers: { "Content-Type": "text/plain; charset=utf-8" } }));
}

/** @param {string} url */
const bare = (url) => new Request(new URL(url, location.origin).href.split("#")[0]);
/** @param {string} url */
const copy = async (url) => (await caches.open(PAGES)).match(bare(url), { ignoreVary: true });

/** The station, its next jobs and their pictures, while there is a network. @param {string[]} urls */
async function keep(urls) {
  const pages = await caches.open(PAGES);
  const { usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  for (const url of new Set(urls)) {
    const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) continue;
    await pages.put(bare(url), answer.clone());
    const media = [...(await answer.text()).matchAll(/<(?:img|link|script|use)[^>]+(?:src|href)="(\/(?:static|floor\/pictures)\/[^"#]+)/g)].map((found) => found[1].replaceAll("&amp;", "&"));
    for (const one of new Set(media)) if (usage < LIMIT && !(await caches.match(one, { ignoreVary: true }))) await (one.startsWith("/static/") ? await caches.open(FILES) : pages).add(one).catch(() => {});
  }
}

async function wipe() {
  await caches.delete(PAGES);
}
