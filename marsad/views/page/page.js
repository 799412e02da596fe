"use strict";
// Lists lead to marks and marks to lists. Without this script the links still jump, one mark at a time.
const all = (query, within = document) => [...within.querySelectorAll(query)];

function clear() {
  for (const element of all(".on")) element.classList.remove("on");
}

function light(id, scroll) {
  clear();
  for (const mark of all(`[data-r~="${CSS.escape(id)}"]`)) mark.classList.add("on");
  const link = document.querySelector(`[data-to="${CSS.escape(id)}"]`);
  if (link) link.closest("li").classList.add("on");
  const target = scroll === "mark" ? document.getElementById(id) : link && link.closest("li");
  if (target) target.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", "#" + id);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-to]");
  const mark = event.target.closest("[data-r]");
  if (link) {
    event.preventDefault();
    light(link.dataset.to, "mark");
  } else if (mark) {
    const shown = mark.dataset.r.split(" ").reverse().find((id) => visible(document.querySelector(`[data-to="${CSS.escape(id)}"]`)));
    if (shown) light(shown, "list");
  }
});

function visible(element) {
  return element !== null && element.getClientRects().length > 0;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") clear();
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const links = all("[data-to]").filter(visible);
  const here = links.findIndex((link) => link.dataset.to === location.hash.slice(1) || link === document.activeElement);
  const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.closest("li").scrollIntoView({ block: "nearest" });
  light(next.dataset.to, "mark");
});

addEventListener("load", () => {
  const id = location.hash.slice(1);
  if (/^a\d+-[semt]\d+$/.test(id)) light(id, "mark");
});
