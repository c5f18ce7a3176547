/* Only adds: without it every page does all that it does. Titles that begin as typed, as one types. */
(() => {
  const box = document.querySelector("input[data-titles]");
  const list = document.getElementById("titles");
  if (!box || !list) return;
  const found = new Map();
  let waiting, asked = "";
  const fill = async () => {
    const words = box.value.trim();
    if (words.length < 2 || words === asked) return;
    asked = words;
    try {
      const answer = await fetch(box.dataset.titles + "?q=" + encodeURIComponent(words));
      const [of, titles, about, addresses] = await answer.json();
      if (of !== asked) return;
      found.clear();
      list.replaceChildren(...titles.map((title, n) => {
        found.set(title, addresses[n]);
        const option = document.createElement("option");
        option.value = title;
        option.label = about[n];
        return option;
      }));
    } catch { /* A title less is no loss. */ }
  };
  box.addEventListener("input", event => {
    const chosen = found.get(box.value);
    if (chosen && event.inputType !== "insertText") { location.assign(chosen); return; }
    clearTimeout(waiting);
    waiting = setTimeout(fill, 150);
  });
})();
/* Where the reader stopped in an edition: kept by reading.js, on this device only. */
(() => {
  for (const resume of document.querySelectorAll("[data-resume]")) {
    try {
      const place = JSON.parse(localStorage.getItem("dragoman.places"))[resume.dataset.resume];
      if (!place.url.startsWith("/")) continue;
      resume.href = place.url;
      resume.title = place.title;
      resume.hidden = false;
    } catch { /* Nothing is kept. */ }
  }
})();
/* References: one button copies, with italics where the browser can; another style takes the place of the one shown. */
(() => {
  const copied = async button => {
    const shown = button.closest(".cite").querySelector(".reference"), text = shown.textContent.trim();
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([shown.innerHTML.trim()], { type: "text/html" }),
      })]);
    } catch { await navigator.clipboard.writeText(text); }
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  };
  for (const button of document.querySelectorAll("[data-copied]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    button.addEventListener("click", () => copied(button));
  }
  let styles;
  const chips = document.querySelector(".cite .chips");
  chips?.addEventListener("click", async event => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    try {
      styles ??= new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
      const wanted = styles.getElementById(new URL(link.href).hash.slice(1)).querySelector(".reference");
      chips.parentNode.querySelector(".reference").replaceWith(document.importNode(wanted, true));
      for (const each of chips.querySelectorAll("a")) each.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
    } catch { location.assign(link.href); }
  });
})();
/* What else is like an edition: its first few, when the reader comes near; the heading leads to all. */
(() => {
  const place = document.querySelector(".alike"), link = place?.querySelector("a");
  if (!place || !("IntersectionObserver" in self)) return;
  new IntersectionObserver(async (seen, watcher) => {
    if (!seen.some(each => each.isIntersecting)) return;
    watcher.disconnect();
    try {
      const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
      const cards = [...page.querySelectorAll(".card")].slice(0, 4);
      const list = document.createElement("ol");
      list.className = "cards few";
      list.append(...cards.map(card => document.importNode(card, true)));
      for (const title of list.querySelectorAll("h2")) {
        const lower = document.createElement("h3");
        lower.append(...title.childNodes);
        title.replaceWith(lower);
      }
      if (cards.length) place.append(list);
    } catch { /* The link is there. */ }
  }, { rootMargin: "800px" }).observe(place);
})();
/* Reading without a connection: the worker keeps what was opened; editions can be kept whole, one after the other. Keeping
   that was interrupted goes on where it was; the list of an edition's addresses is put last and says that it is whole. */
(() => {
  const source = new URL(document.currentScript.src).pathname, root = new URL("../", document.currentScript.src).pathname;
  if (!("serviceWorker" in navigator) || !("caches" in self)) return;
  const ui = document.documentElement.lang, OWN = "dragoman.kept.";
  const apart = { headers: { "X-Keeping": "1" } };
  /* Many pictures may meet the library's limit; it says when it will answer again. */
  const taken = async (cache, address) => {
    if (await cache.match(address)) return;
    for (let tries = 0; tries < 30; tries++) {
      const answer = await fetch(address, apart);
      if (answer.ok) return cache.put(address, answer);
      if (answer.status !== 429) break;
      const seconds = Number(answer.headers.get("Retry-After")) || 5;
      await new Promise(again => setTimeout(again, 1000 * seconds));
    }
    throw new Error(address);
  };
  const shell = async () => {
    const store = await caches.open("dragoman.shell"), page = root + ui + "/offline";
    const before = await store.match(page);
    if (before && (await before.text()).includes(source)) return;
    const style = document.querySelector("link[rel=stylesheet]").href;
    for (const address of [style, source, root + "favicon.svg", page]) {
      const answer = await fetch(address, apart);
      if (answer.ok) await store.put(address, answer);
    }
  };
  navigator.serviceWorker.register(root + "worker.js").then(shell).catch(() => { /* Private windows have none. */ });

  const isWhole = control =>
    caches.match(control.dataset.keep, { cacheName: OWN + control.dataset.edition }).then(Boolean);
  const keep = async (control, tell) => {
    navigator.storage?.persist?.().catch(() => {});
    const list = await fetch(control.dataset.keep, apart);
    if (!list.ok) throw new Error(list.status);
    const { addresses } = await list.clone().json();
    const cache = await caches.open(OWN + control.dataset.edition);
    for (let done = 0; done < addresses.length; done += 4) {
      await Promise.all(addresses.slice(done, done + 4).map(address => taken(cache, address)));
      tell(Math.floor(100 * Math.min(1, (done + 4) / addresses.length)) + " %");
    }
    await cache.put(control.dataset.keep, list);
  };
  const own = [...document.querySelectorAll("[data-keep]")];
  const all = document.querySelector("[data-keep-all]");
  const show = (control, whole) => {
    if (control.type === "checkbox") control.checked = whole;
    else control.textContent = whole ? control.dataset.kept : control.dataset.offer;
    if (all) all.checked = own.every(each => each.checked);
  };
  const said = (control, text) => {
    if (control.type === "checkbox") control.closest("li").querySelector("output").textContent = text;
    else if (text) control.textContent = text;
  };
  let queue = Promise.resolve();
  const change = (control, wanted) => queue = queue.then(async () => {
    if (await isWhole(control) === wanted) return show(control, wanted);
    if (!wanted) {
      await caches.delete(OWN + control.dataset.edition);
      said(control, "");
      return show(control, false);
    }
    control.disabled = true;
    try {
      await keep(control, text => said(control, text));
      said(control, "");
      show(control, true);
    } catch (fault) {
      if (fault.name === "QuotaExceededError") await caches.delete(OWN + control.dataset.edition);
      show(control, false);
      said(control, control.closest("[data-failed]").dataset.failed);
    }
    control.disabled = false;
  });
  for (const control of own) {
    const place = control.closest("details[hidden]") || control;
    isWhole(control).then(whole => { show(control, whole); place.hidden = false; }).catch(() => {});
    if (control.type === "checkbox") control.addEventListener("change", () => change(control, control.checked));
    else control.addEventListener("click", async () => change(control, !await isWhole(control)));
  }
  all?.addEventListener("change", () => {
    const wanted = all.checked;
    for (const control of own) { control.checked = wanted; change(control, wanted); }
  });

  /* What this device holds: the publications that are kept, and those that were opened, the last one first. */
  const shelf = document.querySelector("[data-shelf]");
  if (!shelf) return;
  const ID = /\/editions\/([^/]+)(\/sections\/|\/pages\/|$)/;
  const entry = async (store, request, remove) => {
    const page = new DOMParser().parseFromString(await (await store.match(request)).text(), "text/html");
    const title = page.querySelector(".trail li") || page.querySelector("h1");
    if (!title) return null;
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = new URL(request.url).pathname;
    link.append(...document.importNode(title, true).childNodes);
    for (const inner of link.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
    item.append(link);
    if (remove) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = shelf.dataset.remove;
      button.addEventListener("click", async () => { await remove(); item.remove(); });
      item.append(" ", button);
    }
    return item;
  };
  const put = (list, item) => {
    if (!item) return;
    shelf.querySelector(list).append(item);
    shelf.querySelector(list).parentNode.hidden = shelf.hidden = false;
    document.querySelector("[data-nothing]").hidden = true;
  };
  (async () => {
    const seen = new Set();
    for (const name of await caches.keys()) {
      if (!name.startsWith(OWN)) continue;
      const store = await caches.open(name), id = name.slice(OWN.length);
      const requests = await store.keys(), own = requests.filter(({ url }) => new URL(url).pathname.endsWith("/editions/" + id));
      const request = own.find(({ url }) => url.includes("/" + ui + "/")) || own[0];
      if (!request || !requests.some(({ url }) => url.endsWith("/offline.json"))) continue;
      seen.add(id);
      put("[data-own]", await entry(store, request, () => caches.delete(name)));
    }
    const store = await caches.open("dragoman.opened");
    for (const request of (await store.keys()).reverse()) {
      const id = (ID.exec(new URL(request.url).pathname) || [])[1];
      if (!id || seen.has(id) || seen.size > 40) continue;
      seen.add(id);
      put("[data-opened]", await entry(store, request));
    }
  })();
  if (!location.pathname.endsWith("/offline")) document.querySelector("[data-missed]").hidden = false;
})();
