/* Finds titles in a copy of the library that no server answers for. The list (window.TITLES) comes with the page: each has
   a title, its address, and the name of its language. Without scripts the page leads to the list of all publications. */
"use strict";
{
  const box = document.getElementById("titles"), field = document.getElementById("words"), most = 100;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const keys = window.TITLES.map(([title]) => plain(title));
  const show = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const found = words.length ? window.TITLES.filter((_, at) => words.every((word) => keys[at].includes(word))) : [];
    box.replaceChildren(...found.slice(0, most).map(([title, href, language]) => {
      const line = document.createElement("li"), link = document.createElement("a"), name = document.createElement("bdi");
      name.textContent = title;
      link.href = href;
      link.append(name);
      line.append(link, ` (${language})`);
      return line;
    }));
  };
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  show();
}
