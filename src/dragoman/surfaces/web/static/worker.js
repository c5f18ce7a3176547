/* Keeps what was opened, on this device only, so that it can be read again without a connection; what a reader keeps on
   purpose (dragoman.kept.ID, written by the edition's page) is never dropped here. Questions are not kept. */
const OPENED = "dragoman.opened", MOST = 200;
const root = new URL("./", self.location).pathname;
const inside = path => path.slice(root.length);
const isReading = path => /^[\w-]+\/(editions\/|offline$)/.test(path) && !/\.epub$|\/similar$/.test(path);
const isPart = path => /^(static|covers|pictures)\//.test(path) || path === "favicon.svg";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

const keep = async (request, answer) => {
  const opened = await caches.open(OPENED);
  const url = new URL(request.url);
  url.search = "";
  await opened.delete(url.href);
  await opened.put(url.href, answer);
  const all = await opened.keys();
  for (const old of all.slice(0, -MOST)) await opened.delete(old);
};
const kept = async url => {
  const address = new URL(url);
  const how = { ignoreSearch: true, ignoreVary: true };
  const found = await caches.match(address, how);
  if (found) return found;
  const whole = address.href.replace(/(\/sections\/[^/?#]+)\/\d+/, "$1");
  return caches.match(whole, how);
};
self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(root)) return;
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
