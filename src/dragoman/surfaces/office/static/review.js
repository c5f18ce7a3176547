/* The review screen: the page's picture answers to the fields and the fields to it, by mouse and by keys. Without this script
   the screen is a plain form that does the same. */
(() => {
  const review = document.querySelector("[data-review]");
  if (!review) return;
  const form = review.querySelector("[data-form]");
  const plate = review.querySelector("[data-plate]");
  const overlay = review.querySelector("[data-overlay]");
  const image = review.querySelector("[data-image]");
  const entries = [...review.querySelectorAll("[data-field]")];
  const csrf = document.querySelector("meta[name=csrf]").content;
  const said = review.dataset;
  const SVG = "http://www.w3.org/2000/svg";
  const pages = new Map();
  let number = Number(plate?.dataset.number || 1), sheet = null, now = null;

  review.querySelectorAll("[data-scripted]").forEach((each) => { each.hidden = false; });

  /* Which field is meant. */
  const nameOf = (entry) => entry.dataset.field;
  const first = (entry) => entry.querySelector("textarea:not([hidden]), input:not([type=hidden]):not([hidden]), select");

  function choose(entry, { show = true, scroll = false } = {}) {
    if (!entry) return;
    now?.classList.remove("now");
    now = entry;
    now.classList.add("now");
    if (scroll) entry.scrollIntoView({ block: "nearest" });
    const mark = entry.querySelector("[data-mark]");
    if (show && mark && Number(mark.dataset.page) !== number) turn(Number(mark.dataset.page));
    else draw();
  }
  form.addEventListener("focusin", (event) => {
    const entry = event.target.closest("[data-field]");
    if (entry && entry !== now) choose(entry);
  });
  form.addEventListener("pointerdown", (event) => {
    const entry = event.target.closest("[data-field]");
    if (entry && entry !== now) choose(entry);
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show]");
    if (!link) return;
    event.preventDefault();
    choose(link.closest("[data-field]"));
  });

  /* The page: its picture, its words, and what was read where. */
  async function turn(to) {
    if (!plate) return;
    number = Math.max(1, Math.min(Number(plate.dataset.pages), to || 1));
    review.querySelector("[data-page]").value = number;
    if (image) {
      const width = plate.classList.contains("large") ? 1280 : 960;
      image.src = address(number, width);
    }
    sheet = null;
    draw();
    const wanted = number;
    sheet = await words(number);
    if (wanted !== number) return;
    overlay?.setAttribute("viewBox", `0 0 ${sheet.width} ${sheet.height}`);
    overlay?.setAttribute("preserveAspectRatio", "none");
    draw();
    list();
    if (number < Number(plate.dataset.pages)) new Image().src = image ? address(number + 1, 960) : "";
  }
  const address = (page, width) => plate.dataset.picture.replace("NUMBER", page).replace("WIDTH", width);
  function words(page) {
    if (!pages.has(page)) pages.set(page, fetch(address(page, "words")).then((got) => (got.ok ? got.json() : { width: 1, height: 1, blocks: [] })));
    return pages.get(page);
  }
  function rect(box, name) {
    const made = document.createElementNS(SVG, "rect");
    const [x0, y0, x1, y1] = box;
    for (const [key, value] of Object.entries({ x: x0, y: y0, width: Math.max(1, x1 - x0), height: Math.max(1, y1 - y0) })) made.setAttribute(key, value);
    made.setAttribute("class", name);
    return made;
  }
  function draw(extra = []) {
    if (!overlay) return;
    overlay.replaceChildren();
    if (!sheet) return;
    for (const entry of entries) {
      for (const mark of entry.querySelectorAll("[data-mark]")) {
        if (Number(mark.dataset.page) !== number) continue;
        const box = mark.dataset.region.split(",").map(Number);
        const drawn = rect([box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2], `mark ${entry.dataset.level}${entry === now ? " now" : ""}`);
        const title = document.createElementNS(SVG, "title");
        title.textContent = entry.querySelector("label").textContent;
        drawn.append(title);
        overlay.append(drawn);
        if (entry === now && plate.classList.contains("large")) requestAnimationFrame(() => drawn.scrollIntoView({ block: "center" }));
      }
    }
    overlay.append(...extra);
  }
  function list() {
    const lines = review.querySelector("[data-lines]");
    if (!lines) return;
    lines.replaceChildren(...sheet.blocks.flatMap((block) => {
      const parts = image ? block.lines : [{ text: block.text, box: block.box }];
      return parts.map((line) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.dir = "auto";
        button.textContent = line.text;
        button.addEventListener("click", () => take(line.text, line.box));
        item.append(button);
        return item;
      });
    }));
  }
  review.addEventListener("click", (event) => {
    const turned = event.target.closest("[data-turn]");
    if (turned) { event.preventDefault(); turn(number + Number(turned.dataset.turn)); }
    const zoom = event.target.closest("[data-zoom]");
    if (zoom) { zoom.setAttribute("aria-pressed", String(plate.classList.toggle("large"))); turn(number); }
  });
  review.querySelector("[data-page]")?.addEventListener("change", (event) => turn(Number(event.target.value)));
  const zoom = review.querySelector("[data-zoom]");
  if (zoom) zoom.hidden = false;

  /* Pointing at it: a word, from word to word, a region, a paragraph. */
  if (overlay) {
    let from = null, last = null;
    const at = (event) => { const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(overlay.getScreenCTM().inverse()); return [p.x, p.y]; };
    const inside = ([x, y], box, slack = 1.5) => x >= box[0] - slack && x <= box[2] + slack && y >= box[1] - slack && y <= box[3] + slack;
    const all = () => sheet.blocks.flatMap((block) => block.lines.flatMap((line) => line.words.map(([text, box]) => ({ text, box, line, block }))));
    const wordAt = (place) => all().find((word) => inside(place, word.box));
    const around = (found) => found.reduce((box, { box: b }) => [Math.min(box[0], b[0]), Math.min(box[1], b[1]), Math.max(box[2], b[2]), Math.max(box[3], b[3])], [1e9, 1e9, -1e9, -1e9]);
    const texts = (found) => found.map((word, i) => (i ? (word.block !== found[i - 1].block ? "\n" : joint(found[i - 1], word)) : "") + word.text).join("").replace(/(\p{L})-\u00ad/gu, "$1");
    function joint(before, word) {
      if (before.line === word.line) return " ";
      return /[\u2e80-\u9fff]$/.test(before.text) && /^[\u2e80-\u9fff]/.test(word.text) ? "" : " ";
    }
    overlay.addEventListener("pointerdown", (event) => { if (!sheet || event.button) return; from = at(event); overlay.setPointerCapture(event.pointerId); });
    overlay.addEventListener("pointermove", (event) => {
      if (!sheet) return;
      const place = at(event);
      if (from && Math.hypot(place[0] - from[0], place[1] - from[1]) > 4) { const found = within(from, place); draw([rect(boxOf(from, place), "drag"), ...found.map((w) => rect(w.box, "word"))]); return; }
      const word = wordAt(place);
      draw(word ? [rect(word.box, "word")] : []);
    });
    const boxOf = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
    const within = (a, b) => { const box = boxOf(a, b); return all().filter(({ box: w }) => inside([(w[0] + w[2]) / 2, (w[1] + w[3]) / 2], box, 0)); };
    overlay.addEventListener("pointerup", (event) => {
      if (!sheet || !from) return;
      const place = at(event), begun = from;
      from = null;
      if (Math.hypot(place[0] - begun[0], place[1] - begun[1]) > 4) {
        const found = within(begun, place);
        if (found.length) take(texts(found), around(found));
        draw();
        return;
      }
      const word = wordAt(place);
      if (!word) { const entry = entries.find((each) => [...each.querySelectorAll("[data-mark]")].some((m) => Number(m.dataset.page) === number && inside(place, m.dataset.region.split(",").map(Number)))); choose(entry, { show: false, scroll: true }); return; }
      if (event.shiftKey && last && last.page === number) {
        const words = all(), ends = [words.findIndex((w) => w.text === last.word.text && String(w.box) === String(last.word.box)), words.findIndex((w) => String(w.box) === String(word.box))].sort((a, b) => a - b);
        const found = words.slice(ends[0], ends[1] + 1);
        take(texts(found), around(found));
      } else take(word.text, word.box);
      last = { word, page: number };
    });
    overlay.addEventListener("dblclick", (event) => {
      const block = sheet?.blocks.find((each) => inside(at(event), each.box));
      if (block) take(block.text, block.box);
    });
    overlay.addEventListener("pointerleave", () => { if (!from) draw(); });
  }

  /* A text becomes the value of the field that is meant. */
  let taking = 0;
  async function take(text, box) {
    const turnOf = ++taking;
    const entry = now || entries[0];
    choose(entry, { show: false });
    const field = nameOf(entry), place = box ? `${number},${box.map((edge) => edge.toFixed(1)).join(",")}` : "";
    remember();
    if (field === "sections") { window.dragomanTree?.add({ title: text.replace(/\s+/g, " "), page: number, y: box ? box[1] : 0 }); changed(entry); return; }
    let value = field === "abstract" || field === "notes" ? text : text.replace(/\s+/g, " ").trim();
    if (field === "contributions") {
      const empty = [...entry.querySelectorAll("[name='contributions.name']")].find((each) => !each.value) || addRow(entry);
      put(empty, value);
    } else {
      const told = await checked(field, value, true);
      if (turnOf !== taking) return; // a double click is two clicks first
      value = told.value ?? value;
      const target = entry.dataset.many === "1" ? [...entry.querySelectorAll("[name]")].find((each) => each.type !== "hidden" && !each.value) || addRow(entry) : first(entry);
      put(target, value);
      fault(entry, told.fault);
    }
    entry.querySelector("[data-at]").value = place;
    if (box) {
      entry.querySelectorAll("[data-mark]").forEach((mark) => { if (entry.dataset.many !== "1") mark.remove(); });
      const mark = document.createElement("span");
      mark.hidden = true;
      mark.dataset.mark = "";
      mark.dataset.page = number;
      mark.dataset.region = box.join(",");
      entry.append(mark);
    }
    entry.dataset.level = "said";
    draw();
    changed(entry);
  }
  function put(target, value) { target.value = value; target.dispatchEvent(new Event("input", { bubbles: true })); }
  form.addEventListener("click", (event) => {
    const other = event.target.closest("[data-take], [data-take-text]");
    if (!other) return;
    event.preventDefault();
    reading(other);
  });
  function reading(button) {
    const entry = button.closest("[data-field]");
    remember();
    const before = first(entry).value;
    put(first(entry), button.dataset.take ?? button.dataset.takeText);
    if (nameOf(entry) === "sections") window.dragomanTree?.read();
    const { page, region } = button.dataset;
    entry.querySelector("[data-at]").value = page && region ? `${page},${region}` : "";
    if (page && region) {
      entry.querySelectorAll("[data-mark]").forEach((mark) => mark.remove());
      const mark = document.createElement("span");
      Object.assign(mark.dataset, { mark: "", page, region });
      mark.hidden = true;
      entry.append(mark);
    }
    if (button.dataset.take !== undefined) { button.dataset.take = before; button.querySelector("span").textContent = before; }
    fault(entry, null);
    choose(entry);
    changed(entry);
  }

  /* Rows of fields that have several values. */
  function addRow(entry) {
    const rows = entry.querySelector("[data-rows]");
    const copy = rows.lastElementChild.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("input, textarea")]) { if ("value" in each && each.tagName !== "LI" && !["SELECT"].includes(each.tagName)) each.value = ""; each.removeAttribute?.("id"); }
    rows.append(copy);
    return copy.matches("input, textarea") ? copy : copy.querySelector("input");
  }
  form.addEventListener("input", (event) => {
    const rows = event.target.closest("[data-rows]");
    if (rows && event.target.value && rows.lastElementChild.contains(event.target)) addRow(event.target.closest("[data-field]"));
  });

  /* Whether a value can be, said beside it. */
  const checked = async (field, text, fromPage = false) => {
    try {
      const asked = new URLSearchParams({ field, text, ...(fromPage ? { from: "page" } : {}) });
      const got = await fetch(`${said.check}?${asked}`, { headers: { Accept: "application/json" } });
      return got.ok ? await got.json() : {};
    } catch { return {}; }
  };
  function fault(entry, told) {
    const line = entry.querySelector("[data-fault]");
    line.hidden = !told;
    line.textContent = told ? `${told.title} ${told.remedy}` : "";
    entry.classList.toggle("bad", Boolean(told));
  }
  form.addEventListener("change", async (event) => {
    const entry = event.target.closest("[data-field]");
    if (!entry || !event.target.name || ["sections", "contributions"].includes(nameOf(entry))) return;
    fault(entry, event.target.value.trim() ? (await checked(nameOf(entry), event.target.value)).fault : null);
  });

  /* Names that the library knows. */
  let asking = null;
  form.addEventListener("input", (event) => {
    const listed = { "contributions.name": "contributions", publisher: "publisher" }[event.target.name];
    if (!listed || event.target.value.length < 2) return;
    clearTimeout(asking);
    asking = setTimeout(async () => {
      const got = await fetch(`${said.suggest}?${new URLSearchParams({ field: listed, q: event.target.value })}`).catch(() => null);
      if (!got?.ok) return;
      const { names } = await got.json();
      document.getElementById(`known-${listed}`).replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    }, 200);
  });

  /* What is typed is kept on the server, and can be taken back. */
  const kept = review.querySelector("[data-kept]");
  const undone = [];
  const undo = review.querySelector("[data-undo]");
  const state = () => JSON.stringify([...form.elements].filter((each) => each.name && each.type !== "submit").map((each) => each.value));
  const rowsOf = () => [...form.querySelectorAll("[data-rows]")].map((rows) => rows.innerHTML);
  function remember() {
    undone.push({ values: [...form.elements].filter((e) => e.name && e.tagName !== "BUTTON").map((e) => [e, e.value]) });
    undo.hidden = false;
  }
  function takeBack() {
    const before = undone.pop();
    if (!before) return;
    const known = new Set(before.values.map(([element]) => element));
    for (const each of [...form.elements]) if (each.name && each.tagName !== "BUTTON" && !known.has(each)) each.value = "";
    for (const [element, value] of before.values) element.value = value;
    window.dragomanTree?.read();
    undo.hidden = undone.length === 0;
    save();
  }
  undo.addEventListener("click", takeBack);
  let last = "", saving = null;
  form.addEventListener("focusin", () => { const here = state(); if (here !== last) { last = here; } });
  form.addEventListener("beforeinput", (event) => { const entry = event.target.closest("[data-field]"); if (entry && entry.dataset.touched !== "1") { remember(); entry.dataset.touched = "1"; } });
  form.addEventListener("focusout", (event) => { const entry = event.target.closest("[data-field]"); if (entry) entry.dataset.touched = ""; });
  form.addEventListener("input", (event) => changed(event.target.closest("[data-field]")));
  let leaving = false;
  function changed(entry) {
    if (!entry) return;
    clearTimeout(saving);
    kept.textContent = `· ${said.saidBusy}`;
    saving = setTimeout(save, 1200);
  }
  async function save() {
    if (leaving) return;
    try {
      const got = await fetch(said.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-CSRF-Token": csrf } });
      kept.textContent = got.ok ? `· ${said.saidKept}` : `· ${said.saidBusy}`;
    } catch { kept.textContent = `· ${said.saidBusy}`; }
  }
  form.addEventListener("submit", () => { leaving = true; clearTimeout(saving); });

  /* Keys: single letters where nothing is being typed, and Ctrl + Enter anywhere. */
  const keys = review.querySelector("[data-keys]");
  try { keys.checked = localStorage.getItem("dragoman-keys") !== "off"; } catch { /* not kept then */ }
  keys.addEventListener("change", () => { try { localStorage.setItem("dragoman-keys", keys.checked ? "on" : "off"); } catch { /* not kept then */ } });
  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");
  const step = (by) => { const at = now ? entries.indexOf(now) : by > 0 ? -1 : 0; choose(entries[Math.max(0, Math.min(entries.length - 1, at + by))], { scroll: true }); };
  const doubtful = () => { const at = now ? entries.indexOf(now) : -1; const order = [...entries.slice(at + 1), ...entries.slice(0, at + 1)]; choose(order.find((entry) => ["unsure", "none"].includes(entry.dataset.level)) || now, { scroll: true }); };
  const act = {
    c: () => form.requestSubmit(form.querySelector("[data-confirm]")),
    p: () => { const button = form.querySelector("[data-publish]"); if (button) form.requestSubmit(button); },
    s: () => form.requestSubmit(form.querySelector("[data-save]")),
    n: () => form.querySelector("[data-skip]")?.click(),
    u: takeBack,
    j: () => step(1),
    k: () => step(-1),
    d: doubtful,
    e: () => { const target = first(now || entries[0]); target.focus(); target.select?.(); },
    Enter: () => act.e(),
    "[": () => turn(number - 1),
    "]": () => turn(number + 1),
    "?": () => { const shown = review.querySelector(".keys"); shown.open = !shown.open; if (shown.open) shown.scrollIntoView({ block: "nearest" }); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); act.c(); return; }
    if (event.key === "Escape" && typing(event.target)) { const entry = event.target.closest("[data-field]"); event.target.blur(); choose(entry); return; }
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary, [role=treeitem]")) return;
    const other = /^[1-5]$/.test(event.key) && now?.querySelectorAll("[data-take]")[Number(event.key) - 1];
    if (other) { event.preventDefault(); now.querySelector(".others").open = true; reading(other); return; }
    if (act[event.key]) { event.preventDefault(); act[event.key](); }
  });

  turn(number);
  choose(entries.find((entry) => entry.classList.contains("bad")) || entries[0], { show: false });
})();
