/* Only adds to the reading view: size of the text, the place where one stopped (kept on this device only), and a page's
   picture beside the text. */
(() => {
  const root = document.documentElement;
  const kept = {
    get(name) { try { return JSON.parse(localStorage.getItem("dragoman." + name)) } catch { return null } },
    put(name, value) { try { localStorage.setItem("dragoman." + name, JSON.stringify(value)) } catch { /* Full or forbidden. */ } },
  };
  const sized = by => {
    const size = Math.max(-1, Math.min(3, by));
    if (size) root.dataset.size = size; else delete root.dataset.size;
    return size;
  };
  let size = sized(kept.get("size") || 0);
  const view = document.querySelector(".reading");
  const places = kept.get("places") || {};

  if (!view) return;

  for (const sizes of view.querySelectorAll(".sizes")) {
    sizes.hidden = false;
    sizes.addEventListener("click", event => {
      const button = event.target.closest("button");
      if (button) kept.put("size", size = sized(size + Number(button.dataset.by)));
    });
  }

  const marks = [...view.querySelectorAll(".columns > :first-child :is(.pm, h2, h3)[id]")];
  const remember = () => {
    const passed = marks.filter(mark => mark.getBoundingClientRect().top < innerHeight / 3).pop();
    delete places[view.dataset.edition];
    places[view.dataset.edition] = {
      url: location.pathname + (passed ? "#" + passed.id : ""), title: view.dataset.title,
    };
    for (const old of Object.keys(places).slice(0, -100)) delete places[old];
    kept.put("places", places);
  };
  let waiting;
  addEventListener("scroll", () => { clearTimeout(waiting); waiting = setTimeout(remember, 400) }, { passive: true });
  remember();

  const plate = document.createElement("dialog");
  plate.className = "plate";
  plate.setAttribute("aria-label", view.dataset.picture);
  const close = () => { plate.close(); opener?.focus({ preventScroll: true }) };
  let opener;
  const open = async mark => {
    opener = mark;
    let page;
    try {
      const answer = await fetch(mark.href);
      if (!answer.ok) throw answer.status;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { location.assign(mark.href); return; }
    const picture = page.querySelector(".facsimile");
    if (!picture) { location.assign(mark.href); return; }
    const head = document.createElement("header");
    const full = document.createElement("a");
    full.href = mark.href;
    full.textContent = mark.getAttribute("aria-label");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = view.dataset.close;
    button.addEventListener("click", close);
    head.append(full, button);
    plate.replaceChildren(head, document.importNode(picture, true));
    if (!plate.isConnected) view.append(plate);
    if (plate.open) plate.close();
    if (matchMedia("(min-width: 62rem)").matches) plate.show(); else plate.showModal();
    button.focus({ preventScroll: true });
  };
  view.addEventListener("click", event => {
    const mark = event.target.closest(".pm");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(mark);
  });
  addEventListener("keydown", event => { if (event.key === "Escape" && plate.open) close() });
})();
