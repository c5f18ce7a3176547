/* The contents as a tree: drag, indent, rename, set the page, by keys too. The text field holds the same, a line a section (a tab
   for each level; label | title | page | #id), and is what is sent. */
(() => {
  const field = document.querySelector("textarea[name=sections]");
  if (!field) return;
  const rtl = getComputedStyle(field).direction === "rtl" || document.documentElement.dir === "rtl";
  const most = Number(field.dataset.pages) || 1;
  const words = JSON.parse(document.querySelector("[data-tree-words]")?.textContent || "{}");
  const tree = document.createElement("ol");
  tree.className = "tree";
  tree.setAttribute("aria-label", field.labels[0]?.textContent || "");
  const add = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: words.add || "+" });
  let nodes = [];

  function parse(text) {
    return text.split("\n").filter((line) => line.trim()).map((line) => {
      const level = line.match(/^\t*/)[0].length + 1;
      const parts = line.slice(level - 1).split(/(?:^|\s+)\|(?:\s+|$)/).map((part) => part.trim());
      const id = parts.length > 1 && parts.at(-1).startsWith("#") ? parts.pop().slice(1) : "";
      const place = parts.length > 1 && /^\d+(@[\d.]+)?$/.test(parts.at(-1)) ? parts.pop() : "1";
      const [page, y] = place.split("@");
      const label = parts.length > 1 ? parts.shift() : "";
      return { level, label, title: parts.join(" | "), page: Number(page), y: Number(y || 0), id };
    });
  }
  function write() {
    let before = 0;
    for (const node of nodes) { node.level = Math.max(1, Math.min(node.level, before + 1)); before = node.level; }
    field.value = nodes.map((node) => {
      const parts = [...(node.label || node.title.includes(" | ") ? [node.label] : []), node.title, node.y ? `${node.page}@${node.y}` : String(node.page), ...(node.id ? [`#${node.id}`] : [])];
      return "\t".repeat(node.level - 1) + parts.join(" | ");
    }).join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const end = (at) => { let to = at + 1; while (to < nodes.length && nodes[to].level > nodes[at].level) to += 1; return to; };

  function draw(focus, part = "title") {
    tree.replaceChildren(...nodes.map((node, at) => line(node, at)));
    if (focus !== undefined) tree.children[Math.max(0, Math.min(focus, nodes.length - 1))]?.querySelector(`.${part}`)?.focus();
  }
  function line(node, at) {
    const item = document.createElement("li");
    item.dataset.at = at;
    item.style.paddingInlineStart = `${(node.level - 1) * 1.3}rem`;
    const grip = Object.assign(document.createElement("button"), { type: "button", className: "grip", textContent: "⠿", draggable: true, title: words.drag || "" });
    grip.setAttribute("aria-label", words.drag || "drag");
    const input = (name, value, label) => { const made = Object.assign(document.createElement("input"), { className: name, value, dir: "auto" }); made.setAttribute("aria-label", label || name); return made; };
    const label = input("label", node.label, words.label), title = input("title", node.title, words.title), page = input("page", node.page, words.page);
    page.inputMode = "numeric";
    label.addEventListener("change", () => { node.label = label.value.trim(); write(); });
    title.addEventListener("change", () => { node.title = title.value.trim() || node.title; title.value = node.title; write(); });
    page.addEventListener("change", () => {
      const told = Number(page.value);
      const fits = Number.isInteger(told) && told >= 1 && told <= most;
      item.classList.toggle("wrong", !fits);
      page.setAttribute("aria-invalid", String(!fits));
      if (fits) { if (told !== node.page) node.y = 0; node.page = told; write(); }
    });
    const tools = Object.assign(document.createElement("span"), { className: "tools" });
    for (const [sign, name, act] of [["⇤", words.out, () => shift(at, -1)], ["⇥", words.in, () => shift(at, 1)], ["✕", words.remove, () => remove(at)]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: rtl && sign !== "✕" ? { "⇤": "⇥", "⇥": "⇤" }[sign] : sign, title: name || "" });
      button.setAttribute("aria-label", `${name || sign}: ${node.title}`);
      button.addEventListener("click", act);
      tools.append(button);
    }
    item.append(grip, label, title, page, tools);
    return item;
  }

  function shift(at, by) {
    const to = end(at);
    if (by > 0 && (at === 0 || nodes[at].level > nodes[at - 1].level)) return;
    if (by < 0 && nodes[at].level === 1) return;
    for (let each = at; each < to; each += 1) nodes[each].level += by;
    write();
    draw(at);
  }
  function move(at, by) {
    const to = end(at), part = nodes.slice(at, to);
    let place;
    if (by < 0) { place = at - 1; while (place > 0 && nodes[place].level > nodes[at].level) place -= 1; if (at === 0) return; }
    else { if (to >= nodes.length) return; place = at + (end(to) - to); }
    nodes.splice(at, part.length);
    nodes.splice(place, 0, ...part);
    write();
    draw(place);
  }
  function remove(at) {
    nodes.splice(at, 1);
    write();
    draw(Math.min(at, nodes.length - 1));
    if (!nodes.length) add.focus();
  }
  function insert(at, node) {
    nodes.splice(at, 0, node);
    write();
    draw(at);
  }
  const fresh = (at) => ({ level: at > 0 ? nodes[at - 1].level : 1, label: "", title: words.fresh || "…", page: at > 0 ? nodes[at - 1].page : 1, y: 0, id: "" });

  tree.addEventListener("keydown", (event) => {
    const at = Number(event.target.closest("li")?.dataset.at ?? -1);
    if (at < 0) return;
    const inward = rtl ? "ArrowLeft" : "ArrowRight", outward = rtl ? "ArrowRight" : "ArrowLeft";
    const keys = { [inward]: () => shift(at, 1), [outward]: () => shift(at, -1), ArrowUp: () => move(at, -1), ArrowDown: () => move(at, 1) };
    if (event.altKey && keys[event.key]) { event.preventDefault(); event.target.blur(); keys[event.key](); return; }
    const part = event.target.classList[0];
    if (!event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) { event.preventDefault(); tree.children[at + (event.key === "ArrowDown" ? 1 : -1)]?.querySelector(`.${part}`)?.focus(); return; }
    if (event.key === "Enter" && !event.ctrlKey && event.target.matches("input")) { event.preventDefault(); event.target.blur(); insert(at + 1, fresh(at + 1)); tree.children[at + 1].querySelector(".title").select(); return; }
    if (event.key === "Delete" && event.ctrlKey) { event.preventDefault(); remove(at); }
  });

  let held = -1;
  tree.addEventListener("dragstart", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    held = Number(item.dataset.at);
    item.classList.add("held");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", nodes[held].title);
  });
  tree.addEventListener("dragover", (event) => {
    const item = event.target.closest("li");
    if (held < 0 || !item) return;
    event.preventDefault();
    tree.querySelectorAll(".over").forEach((each) => each.classList.remove("over"));
    item.classList.add("over");
  });
  tree.addEventListener("drop", (event) => {
    const item = event.target.closest("li");
    if (held < 0 || !item) return;
    event.preventDefault();
    event.stopPropagation();
    const over = Number(item.dataset.at), to = end(held);
    if (over >= held && over < to) return draw();
    const part = nodes.slice(held, to);
    const by = nodes[over].level - part[0].level;
    nodes.splice(held, part.length);
    const place = over > held ? over - part.length : over;
    for (const node of part) node.level += by;
    nodes.splice(place, 0, ...part);
    held = -1;
    write();
    draw(place);
  });
  tree.addEventListener("dragend", () => { held = -1; draw(); });
  add.addEventListener("click", () => insert(nodes.length, fresh(nodes.length)));

  function read() { nodes = parse(field.value); draw(); }
  function taken({ title, page, y }) {
    const match = title.match(/^((?:\d+\.)*\d+\.?|[IVXLC]+\.|[\p{L}]+ \d+[.:]?)\s+(.+)$/u);
    let at = nodes.findIndex((node) => node.page > page || (node.page === page && node.y > y));
    if (at < 0) at = nodes.length;
    nodes.splice(at, 0, { ...fresh(at), label: match ? match[1].replace(/[.:]$/, "") : "", title: match ? match[2] : title, page, y: Math.round(y * 10) / 10 });
    write();
    draw();
    tree.children[at]?.scrollIntoView({ block: "nearest" });
  }
  window.dragomanTree = { read, add: taken };
  field.hidden = true;
  field.after(tree, add);
  read();
})();
