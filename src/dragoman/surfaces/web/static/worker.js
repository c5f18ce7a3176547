/* Keeps what was opened, on this device only, so that it can be read again without a connection. What a reader keeps on
   purpose (dragoman.kept.ID, filled by dragoman.js) is never dropped here, and filling it pushes nothing out: those
   requests say X-Keeping and are left alone. Questions are not kept. */
const MOST = { "dragoman.opened": 200, "dragoman.parts": 400, "dragoman.shell": 40 };
const OWN = "dragoman.kept.";
const root = new URL("./", self.location).pathname;
const inside = path => path.slice(root.length);
const isShell = path => /^static\/|^favicon\.svg$|^[\w-]+\/offline$/.test(path);
const isReading = path => /^[\w-]+\/(editions\/|offline$)/.test(path) && !/\.epub$|\/similar$/.test(path);
const isPart = path => /^(static|covers|pictures)\//.test(path) || path === "favicon.svg";
const storeOf = path => isShell(path) ? "dragoman.shell" : isPart(path) ? "dragoman.parts" : "dragoman.opened";
const how = { ignoreSearch: true, ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

const keep = async (request, answer) => {
  const url = new URL(request.url);
  url.search = "";
  /* A publication that is kept is brought up to date where it is kept. */
  for (const name of await caches.keys()) {
    if (!name.startsWith(OWN)) continue;
    const own = await caches.open(name);
    if (await own.match(url.href, how)) return own.put(url.href, answer);
  }
  const name = storeOf(inside(url.pathname)), store = await caches.open(name);
  await store.delete(url.href, how);
  await store.put(url.href, answer);
  const all = await store.keys();
  for (const old of all.slice(0, -MOST[name])) await store.delete(old);
};
/* The page itself, else the whole section instead of a page of it, else the same in another interface language. */
const kept = async url => {
  const address = new URL(url);
  const found = await caches.match(address, how);
  if (found) return found;
  const whole = address.href.replace(/(\/sections\/[^/?#]+)\/\d+/, "$1");
  return await caches.match(whole, how) || elsewhere(inside(address.pathname));
};
const elsewhere = async path => {
  const rest = path.slice(path.indexOf("/"));
  if (!/^\/editions\//.test(rest)) return undefined;
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    const same = (await store.keys()).find(({ url }) => inside(new URL(url).pathname).replace(/^[\w-]+/, "") === rest);
    if (same) return store.match(same);
  }
};
self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(root)) return;
  if (request.headers.has("X-Keeping")) return;
  const path = inside(url.pathname);
  if (isPart(path)) {
    event.respondWith(kept(request.url).then(found => found || fetch(request).then(answer => {
      if (answer.ok) event.waitUntil(keep(request, answer.clone()));
      return answer;
    })));
  } else if (request.mode === "navigate" || isReading(path)) {
    event.respondWith(fetch(request).then(answer => {
      if (answer.ok && isReading(path) && !answer.redirected) event.waitUntil(keep(request, answer.clone()));
      return answer;
    }).catch(async fault => {
      const found = await kept(request.url) || (request.mode === "navigate" && await kept(self.location.origin + root + path.split("/")[0] + "/offline"));
      if (found) return found;
      throw fault;
    }));
  }
});
