/* Files and folders are sent in pieces (tus 1.0.0): interrupted ones go on, here after a pause, or when they are dropped again
   in another visit. What is known by its digest is not sent. The list says what became of each. */
(() => {
  const form = document.querySelector(".drop");
  if (!form) return;
  const { uploads, state, known, csrf } = form.dataset;
  const list = document.querySelector("[data-files]");
  const whole = document.querySelector("[data-whole]");
  const tally = document.querySelector("[data-tally]");
  const PIECE = 8 << 20, AT_ONCE = 3, HASHED = 64 << 20, PATIENCE = 12;
  const headers = { "Tus-Resumable": "1.0.0", "X-CSRF-Token": csrf, Accept: "application/json" };
  const waiting = [], sizes = { sent: 0, all: 0 };
  let running = 0;

  form.querySelector("[data-scripted]").hidden = false;
  form.querySelector("[data-plain]").hidden = true;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const markOf = (file) => `${file.name}|${file.size}|${file.lastModified}`;

  function lineOf(file, folder) {
    const mark = markOf(file);
    const old = [...list.children].find((li) => li.dataset.mark === mark && ["receiving", "failed"].includes(li.dataset.state));
    const li = old || document.createElement("li");
    li.className = "file";
    li.dataset.state = "sending";
    li.dataset.mark = mark;
    li.replaceChildren();
    for (const [name, text] of [["name", folder ? `${folder}/${file.name}` : file.name], ["size", human(file.size)], ["said", form.dataset.saidSending]]) {
      const span = document.createElement("span");
      span.className = name;
      const inner = name === "name" ? document.createElement("bdi") : span;
      inner.textContent = text;
      if (inner !== span) span.append(inner);
      li.append(span);
    }
    const bar = document.createElement("progress");
    bar.max = file.size || 1;
    bar.setAttribute("aria-label", file.name);
    li.append(bar);
    list.prepend(li);
    return li;
  }

  function human(size) {
    const unit = ["byte", "kilobyte", "megabyte", "gigabyte"];
    let at = 0;
    while (size >= 1000 && at < 3) { size /= 1000; at += 1; }
    return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: unit[at], maximumFractionDigits: size < 10 && at ? 1 : 0 }).format(size);
  }

  const say = (li, text) => { li.querySelector(".said").textContent = text; };

  function refuse(li, told) {
    li.dataset.state = "rejected";
    li.querySelector("progress")?.remove();
    say(li, told.title);
    const why = document.createElement("span");
    why.className = "why";
    why.textContent = told.remedy || "";
    li.append(why);
  }

  async function asked(address, options) {
    const response = await fetch(address, { ...options, headers: { ...headers, ...options.headers } });
    if (response.ok) return response;
    const type = response.headers.get("content-type") || "";
    const told = type.includes("json") ? await response.json() : {};
    throw Object.assign(new Error(told.title || response.statusText), { status: response.status, told });
  }

  async function digestOf(file) {
    if (!window.crypto?.subtle || file.size > HASHED) return null;
    const bytes = await crypto.subtle.digest("SHA-512", await file.arrayBuffer());
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function isKnown(job) {
    say(job.li, form.dataset.saidHashing);
    const sha512 = await digestOf(job.file);
    if (!sha512) return false;
    const body = JSON.stringify([{ sha512, name: job.file.name, size: job.file.size, folder: job.folder }]);
    const { known: found } = await (await asked(known, { method: "POST", body })).json();
    return found.length > 0;
  }

  async function place(job) {
    if (job.at) return job.at;
    const told = Object.entries({ filename: job.file.name, folder: job.folder, mark: markOf(job.file) });
    const response = await asked(uploads, {
      method: "POST",
      headers: {
        "Upload-Length": String(job.file.size),
        "Upload-Metadata": told.map(([name, value]) => `${name} ${base64(value)}`).join(","),
      },
    });
    job.at = response.headers.get("Location");
    return job.at;
  }

  async function send(job) {
    const bar = job.li.querySelector("progress");
    await place(job);
    let offset = Number((await asked(job.at, { method: "HEAD" })).headers.get("Upload-Offset"));
    while (offset < job.file.size) {
      bar.value = offset;
      say(job.li, form.dataset.saidSending);
      const response = await asked(job.at, {
        method: "PATCH",
        headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
        body: job.file.slice(offset, offset + PIECE),
      });
      const reached = Number(response.headers.get("Upload-Offset"));
      sizes.sent += reached - offset;
      offset = reached;
      job.tried = 0;
      whole.value = sizes.sent;
    }
    bar.value = job.file.size;
    say(job.li, form.dataset.saidChecking);
    job.li.dataset.state = "waiting";
  }

  async function run(job) {
    for (;;) {
      try {
        if (!job.at && (await isKnown(job))) { job.li.remove(); break; }
        await send(job);
        break;
      } catch (error) {
        if ([404, 410].includes(error.status) && job.at) { job.at = null; continue; }
        if (error.status && ![409, 423, 429, 500, 502, 503, 504].includes(error.status)) { refuse(job.li, { title: error.message, remedy: error.told?.remedy }); break; }
        job.tried = (job.tried || 0) + 1;
        if (job.tried > PATIENCE) { job.li.dataset.state = "failed"; break; }
        say(job.li, form.dataset.saidAgain);
        await pause(Math.min(15000, 500 * 2 ** job.tried));
      }
    }
    refresh();
  }

  function next() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      run(waiting.shift()).finally(() => { running -= 1; next(); });
    }
    whole.hidden = running === 0;
  }

  function add(file, folder) {
    const mark = markOf(file);
    const begun = [...list.children].find((li) => li.dataset.mark === mark && li.dataset.state === "receiving");
    const at = begun?.dataset.at || null;
    sizes.all += file.size;
    whole.max = sizes.all || 1;
    waiting.push({ file, folder, at, li: lineOf(file, folder) });
    next();
  }

  /* A dropped folder: its entries, and those of its folders. */
  async function walk(entry, folder) {
    if (entry.isFile) return add(await new Promise((done, failed) => entry.file(done, failed)), folder);
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const each of some) await walk(each, folder ? `${folder}/${entry.name}` : entry.name);
    }
  }

  addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (entries.length) entries.forEach((entry) => walk(entry, ""));
    else [...event.dataTransfer.files].forEach((file) => add(file, ""));
  });
  form.addEventListener("change", (event) => {
    for (const file of event.target.files) add(file, file.webkitRelativePath.split("/").slice(0, -1).join("/"));
    event.target.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });

  function show(lines) {
    const own = new Map([...list.children].map((li) => [li.dataset.mark, li]));
    for (const line of lines) {
      const li = [...list.children].find((each) => each.dataset.id === line.id) || own.get(line.mark);
      if (li && li.dataset.state === "sending") continue;
      const made = document.createElement("li");
      made.className = "file";
      Object.assign(made.dataset, { state: line.state, id: line.id, mark: line.mark, at: line.at, size: line.size });
      const put = (name, text, tag = "span") => { const e = document.createElement(tag); e.className = name; e.textContent = text; made.append(e); return e; };
      const name = put("name", "");
      name.append(Object.assign(document.createElement("bdi"), { textContent: line.folder ? `${line.folder}/${line.name}` : line.name }));
      put("size", human(line.size));
      put("said", line.said);
      if (line.href) put("where", line.title || line.name, "a").href = line.href;
      if (line.kin) { const kin = put("kin", `${form.dataset.saidKin} `); kin.append(Object.assign(document.createElement("a"), { href: line.kin_href, textContent: line.kin })); }
      if (line.message) put("why", `${line.message} ${line.remedy}`).lang = "en";
      if (li) li.replaceWith(made); else list.prepend(made);
    }
  }

  let polling = null;
  async function refresh() {
    clearTimeout(polling);
    try {
      const { lines, counts } = await (await asked(state, { method: "GET" })).json();
      show([...lines].reverse());
      const sending = [...list.children].filter((li) => li.dataset.state === "sending").length;
      const begun = lines.filter((line) => line.state === "receiving").length;
      const told = { ...counts, way: counts.way + Math.max(0, sending - begun) };
      tally.textContent = tally.dataset.said.replace(/%\((\w+)\)s/g, (_, name) => new Intl.NumberFormat(document.documentElement.lang).format(told[name]));
      if (counts.way || running) polling = setTimeout(refresh, 1500);
    } catch {
      polling = setTimeout(refresh, 5000);
    }
  }
  refresh();
})();
