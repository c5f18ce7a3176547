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
/* Reading without a connection: the worker keeps what was opened; an edition can be kept whole. */
(() => {
  const root = new URL("../", document.currentScript.src).pathname;
  if (!("serviceWorker" in navigator)) return;
  const ui = document.documentElement.lang;
  /* Many pictures may meet the library's limit; it says when it will answer again. */
  const taken = async (cache, address) => {
    for (let tries = 0; tries < 30; tries++) {
      const answer = await fetch(address);
      if (answer.ok) return cache.put(address, answer);
      if (answer.status !== 429) break;
      const seconds = Number(answer.headers.get("Retry-After")) || 5;
      await new Promise(again => setTimeout(again, 1000 * seconds));
    }
    throw new Error(address);
  };
  navigator.serviceWorker.register(root + "worker.js").then(() => caches.open("dragoman.opened"))
    .then(async opened => { if (!await opened.match(root + ui + "/offline")) await opened.add(root + ui + "/offline"); })
    .catch(() => { /* Private windows have none. */ });
  for (const button of document.querySelectorAll("[data-keep]")) {
    const name = "dragoman.kept." + button.dataset.edition;
    const said = whole => { button.textContent = whole ? button.dataset.kept : button.dataset.offer; };
    caches.has(name).then(whole => { said(whole); button.hidden = false; }).catch(() => {});
    button.addEventListener("click", async () => {
      if (await caches.delete(name)) return said(false);
      button.disabled = true;
      try {
        const { addresses } = await (await fetch(button.dataset.keep)).json();
        const cache = await caches.open(name);
        for (let done = 0; done < addresses.length; done += 4) {
          await Promise.all(addresses.slice(done, done + 4).map(address => taken(cache, address)));
          button.textContent = Math.round(100 * Math.min(1, (done + 4) / addresses.length)) + " %";
        }
        said(true);
      } catch {
        await caches.delete(name);
        said(false);
      }
      button.disabled = false;
    });
  }
})();
