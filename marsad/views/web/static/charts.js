// Charts are drawn from the data table beside them, so that both always say the same. `chart(kind, make)` says how a kind is drawn:
// `make(table, figure)` gives ECharts' options from the table's rows. Colours come from the style sheet.

const kinds = {};
const drawn = new Map();

export function chart(kind, make) {
  kinds[kind] = make;
  draw();
}

// The colour that a variable of the style sheet has now.
export function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

// The rows of a table as objects: `data-key` of a heading names a column, `data-value` of a cell is its value where the text is for people.
export function rows(table) {
  const keys = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.key);
  return [...table.tBodies[0].rows].map((row) =>
    Object.fromEntries([...row.cells].map((cell, i) => [keys[i], cell.dataset.value ?? cell.textContent.trim()])));
}

export const font = () => getComputedStyle(document.body).fontFamily;
export const rtl = () => document.documentElement.dir === "rtl";

// Text of one direction within a label of the other: dates and periods keep their order.
export const ltr = (text) => `\u2066${text}\u2069`;

async function one(figure) {
  const make = kinds[figure.dataset.chart];
  const table = figure.querySelector("table");
  if (!make || !table || !window.echarts) return;
  const canvas = figure.querySelector(".canvas");
  drawn.get(figure)?.dispose();
  canvas.replaceChildren();
  canvas.dataset.on = "";
  await document.fonts.ready;
  const picture = window.echarts.init(canvas, null, { renderer: "canvas" });
  drawn.set(figure, picture);
  const options = await make(table, figure, picture);
  picture.setOption({
    textStyle: { fontFamily: font(), color: colour("ink") },
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    ...options,
    tooltip: { renderMode: "richText", confine: true, backgroundColor: colour("sheet"), borderColor: colour("line"),
      textStyle: { color: colour("ink"), fontFamily: font() }, ...options.tooltip },
  });
  canvas.dataset.ready = "";
}

export function draw() {
  for (const figure of document.querySelectorAll("figure[data-chart]")) if (kinds[figure.dataset.chart] && !drawn.has(figure)) { drawn.set(figure, null); one(figure); }
}

function again() {
  for (const figure of [...drawn.keys()]) { if (figure.isConnected) one(figure); else { drawn.get(figure)?.dispose(); drawn.delete(figure); } }
}

document.addEventListener("htmx:afterSettle", () => { for (const figure of [...drawn.keys()]) if (!figure.isConnected) { drawn.get(figure)?.dispose(); drawn.delete(figure); } draw(); });
document.addEventListener("marsad:theme", again);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
let waiting;
addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(() => { for (const picture of drawn.values()) picture?.resize(); }, 120); });
