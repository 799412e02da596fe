// Marks lead to their records and back; what is copied from the text takes its citation along.

const all = (query, within = document) => [...within.querySelectorAll(query)];
const article = document.querySelector("[data-citation]");
const text = article.querySelector(".text");

function clear() {
  for (const element of all(".on")) element.classList.remove("on");
}

function light(id, to) {
  clear();
  for (const mark of all(`[data-r~="${CSS.escape(id)}"]`)) mark.classList.add("on");
  const link = document.querySelector(`[data-to="${CSS.escape(id)}"]`);
  const row = link?.closest("li");
  row?.classList.add("on");
  if (to === "list" && row) row.closest("details").open = true;
  (to === "mark" ? document.getElementById(id) : row)?.scrollIntoView({ block: "nearest" });
  history.replaceState(history.state, "", `#${id}`);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-to]");
  const mark = event.target.closest(".text [data-r]");
  if (link) {
    event.preventDefault();
    light(link.dataset.to, "mark");
  } else if (mark && getSelection().isCollapsed) {
    light(mark.dataset.r.split(" ").at(-1), "list");
  }
});

document.addEventListener("marsad:at", (event) => {
  const link = event.target.querySelector("[data-to]");
  if (link) light(link.dataset.to, "mark");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});

// The characters of a selection within the text, as the ledger counts them (code points of the stored text).
function span() {
  const range = getSelection().getRangeAt(0);
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  return [start, start + [...range.toString()].length];
}

// Lights the characters that an address names (RFC 5147), as the ledger counts them.
function characters(start, end) {
  const found = document.createRange();
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const letters = [...node.data];
    const within = (place) => letters.slice(0, place - at).join("").length;
    if (at <= start && start <= at + letters.length) found.setStart(node, within(start));
    if (at <= end && end <= at + letters.length) { found.setEnd(node, within(end)); break; }
    at += letters.length;
  }
  CSS.highlights?.set("characters", new Highlight(found));
  found.startContainer.parentElement.scrollIntoView({ block: "center" });
}

text.addEventListener("copy", (event) => {
  const words = getSelection().toString();
  if (!words.trim()) return;
  const [start, end] = span();
  event.clipboardData.setData("text/plain", `«${words.trim()}» — ${article.dataset.citation}#char=${start},${end}`);
  event.preventDefault();
});

document.querySelector("[data-cite]").addEventListener("click", async (event) => {
  await navigator.clipboard.writeText(article.dataset.citation);
  event.target.textContent = event.target.dataset.done;
});

if (/^#r-[semtp]\d+$/.test(location.hash)) light(location.hash.slice(1), "mark");
const named = location.hash.match(/^#char=(\d+),(\d+)/);
if (named) characters(Number(named[1]), Number(named[2]));
