// The charts of the pages of actors: who acts on whom, and one actor's mentions and events over time.
import { chart, colour, ltr, rows, rtl } from "./charts.js";

const QUADS = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
const heads = (table) => Object.fromEntries([...table.tHead.rows[0].cells].map((cell) => [cell.dataset.key, cell.textContent.trim()]));
const LONGEST = 26; // letters of a label; the tooltip has the whole name
const cut = (text) => `\u2068${text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text}\u2069`;

// Places for nodes after Fruchterman and Reingold (1991), from an ellipse in the order of the nodes and without any chance, so that
// the same edges always make the same picture; in the end it is stretched to fill `width` by `height`.
function placed(nodes, edges, width, height) {
  const wide = width / height, steps = 400;
  const at = new Map(nodes.map((node, i) => [node.id, i]));
  const points = nodes.map((_, i) => [wide * Math.cos((2 * Math.PI * i) / nodes.length), Math.sin((2 * Math.PI * i) / nodes.length)]);
  const ties = edges.map((edge) => [at.get(edge.source), at.get(edge.target)]).filter(([a, b]) => a !== b);
  const apart = 1.5 * Math.sqrt(wide / nodes.length);
  for (let step = 0; step < steps; step += 1) {
    const push = points.map(([x, y]) => [-0.3 * x / wide, -0.3 * y]); // towards the middle, or pieces without a tie would drift away
    const force = (a, b, size) => {
      const [dx, dy] = [points[a][0] - points[b][0], points[a][1] - points[b][1]];
      const far = Math.max(Math.hypot(dx, dy), 1e-4), by = size(far) / far;
      push[a][0] += dx * by; push[a][1] += dy * by; push[b][0] -= dx * by; push[b][1] -= dy * by;
    };
    const apply = (far) => (far < 2.5 * apart ? (apart * apart) / far : 0);
    for (let a = 0; a < points.length; a += 1) for (let b = a + 1; b < points.length; b += 1) force(a, b, apply);
    for (const [a, b] of ties) force(a, b, (far) => -(far * far) / apart);
    const most = 0.12 * (1 - step / steps);
    points.forEach((point, i) => {
      const far = Math.hypot(...push[i]) || 1, by = Math.min(far, most) / far;
      point[0] += push[i][0] * by; point[1] += push[i][1] * by;
    });
  }
  const [left, right, top, bottom] = [0, 1].flatMap((i) => [Math.min(...points.map((p) => p[i])), Math.max(...points.map((p) => p[i]))]);
  return points.map(([x, y]) => [((x - left) / (right - left || 1)) * width, ((y - top) / (bottom - top || 1)) * height]);
}

// What an edge mostly is; the legend above the picture has the same words.
function kind(edge) {
  const good = Number(edge.verbal_cooperation) + Number(edge.material_cooperation);
  const bad = Number(edge.verbal_conflict) + Number(edge.material_conflict);
  if (!good && !bad) return "spoken";
  return good > bad ? "cooperation" : bad > good ? "conflict" : "even";
}

chart("network", (table, figure, picture) => {
  const list = figure.querySelector("table.nodes"), names = heads(table);
  const edges = rows(table);
  const called = new Map([...list.tBodies[0].rows].map((row) => [row.cells[0].dataset.value, row.cells[0].textContent.trim()]));
  const nodes = rows(list).sort((a, b) => (a.id < b.id ? -1 : 1));
  const colours = { cooperation: colour("for"), conflict: colour("against"), even: colour("mixed"), spoken: colour("neutral") };
  const most = Math.max(8, ...nodes.map((node) => Number(node.events) + Number(node.statements)));
  const heaviest = Math.max(6, ...edges.map((edge) => Number(edge.events) + Number(edge.statements)));
  const arrow = rtl() ? "←" : "→";
  const small = picture.getWidth() < 560, margin = small ? [40, 14] : [90, 18];
  const spots = placed(nodes, edges, picture.getWidth() - 2 * margin[0], picture.getHeight() - 2 * margin[1] - 20);
  picture.on("click", (event) => {
    const row = event.dataType === "edge" ? table.tBodies[0].rows[event.data.at].querySelector("[data-edge]")
      : [...list.tBodies[0].rows].find((one) => one.cells[0].dataset.value === event.data.id).querySelector("a");
    row.click();
  });
  const counts = (values, keys) => keys.filter((key) => Number(values[key])).map((key) => `${names[key]}: ${values[key]}`).join("\n");
  return {
    tooltip: { formatter: ({ dataType, data }) => (dataType === "edge"
      ? `${called.get(data.source)} ${arrow} ${called.get(data.target)}\n${counts(edges[data.at], ["events", ...QUADS, "statements"])}`
      : `${called.get(data.id)}\n${counts(data.row, ["events", "statements"])}`) },
    series: [{
      type: "graph", layout: "none", roam: "move", cursor: "pointer",
      left: margin[0], right: margin[0], top: margin[1], bottom: margin[1] + 20,
      data: nodes.map((node, i) => ({
        id: node.id, name: node.id, row: node, x: spots[i][0], y: spots[i][1],
        symbolSize: (small ? 6 : 9) + (small ? 18 : 30) * Math.sqrt((Number(node.events) + Number(node.statements)) / most),
      })),
      links: edges.map((edge, at) => ({
        source: edge.source, target: edge.target, at,
        lineStyle: {
          color: colours[kind(edge)], type: kind(edge) === "spoken" ? "dotted" : "solid",
          width: 1.2 + 4 * Math.sqrt((Number(edge.events) + Number(edge.statements)) / heaviest),
        },
      })),
      edgeSymbol: ["none", "arrow"], edgeSymbolSize: small ? 7 : 10,
      lineStyle: { curveness: 0.16, opacity: 0.85 },
      itemStyle: { color: colour("accent"), borderColor: colour("sheet"), borderWidth: 1.5 },
      label: {
        show: true, position: "bottom", distance: 3, formatter: ({ data }) => cut(called.get(data.id)), color: colour("ink"),
        fontSize: small ? 10 : 12, textBorderColor: colour("sheet"), textBorderWidth: 3.5,
      },
      labelLayout: { hideOverlap: true },
      emphasis: { focus: "adjacency", lineStyle: { opacity: 1 } },
    }],
  };
});

// Two shades of cooperation, two of conflict; the stronger ones are material.
function quadColours() {
  const [good, bad] = [colour("for"), colour("against")];
  const faint = (c) => c.replace("rgb(", "rgba(").replace(")", ", .45)");
  return { verbal_cooperation: faint(good), material_cooperation: good, verbal_conflict: faint(bad), material_conflict: bad };
}

chart("actor-time", (table) => {
  const found = rows(table), names = heads(table), colours = quadColours();
  const line = { lineStyle: { color: colour("line") } };
  const time = (at, show) => ({ type: "category", gridIndex: at, data: found.map((row) => row.period), inverse: rtl(), axisLine: line, axisLabel: { show, color: colour("dim"), formatter: ltr } });
  const scale = (at) => ({ type: "value", gridIndex: at, position: rtl() ? "right" : "left", minInterval: 1, splitNumber: 2, splitLine: line, axisLabel: { color: colour("dim"), formatter: (value) => ltr(String(value)) } });
  const values = (key) => found.map((row) => Number(row[key]));
  return {
    tooltip: { trigger: "axis" },
    legend: { textStyle: { color: colour("ink") }, type: "scroll", top: 0 },
    grid: [{ top: 34, height: "32%", left: 40, right: 40 }, { top: "56%", bottom: 28, left: 40, right: 40 }],
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    xAxis: [time(0, false), time(1, true)],
    yAxis: [scale(0), scale(1)],
    series: [
      { name: names.articles, type: "bar", data: values("articles"), itemStyle: { color: colour("accent") }, barMaxWidth: 40 },
      ...QUADS.map((quad) => ({ name: names[quad], type: "bar", stack: "events", xAxisIndex: 1, yAxisIndex: 1, data: values(quad), itemStyle: { color: colours[quad] }, barMaxWidth: 40 })),
    ],
  };
});
