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
