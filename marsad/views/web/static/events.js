// The charts of the page of events: counts by period, dyads, a map.
import { chart, colour, ltr, rows, rtl } from "./charts.js";

const QUADS = ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
const heads = (table) => Object.fromEntries([...table.tHead.rows[0].cells].map((cell) => [cell.dataset.key, cell.textContent.trim()]));
const axis = () => ({ axisLabel: { color: colour("dim") }, axisLine: { lineStyle: { color: colour("line") } }, splitLine: { lineStyle: { color: colour("line") } } });
// Time runs with the writing.
const time = (periods) => ({ type: "category", data: periods, inverse: rtl(), ...axis(), splitLine: { show: false }, axisLabel: { color: colour("dim"), formatter: ltr } });
const scale = () => ({ type: "value", position: rtl() ? "right" : "left", ...axis(), axisLabel: { color: colour("dim"), formatter: (value) => ltr(String(value)) } });
const shades = () => [colour("for"), colour("neutral"), colour("against"), colour("mixed"), colour("gold"), colour("name")];

// Two shades of cooperation, two of conflict; the stronger ones are material.
function quadColours() {
  const [good, bad] = [colour("for"), colour("against")];
  const faint = (c) => c.replace("rgb(", "rgba(").replace(")", ", .45)");
  return { verbal_cooperation: faint(good), material_cooperation: good, verbal_conflict: faint(bad), material_conflict: bad };
}

chart("timeline", (table) => {
  const found = rows(table), names = heads(table), colours = quadColours();
  const periods = found.map((row) => row.period);
  return {
    tooltip: { trigger: "axis" },
    legend: { textStyle: { color: colour("ink") }, type: "scroll", top: 0 },
    grid: [{ top: 40, bottom: 96, left: 44, right: 44 }, { height: 44, bottom: 30, left: 44, right: 44 }],
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    xAxis: [{ ...time(periods), axisLabel: { show: false } }, { ...time(periods), gridIndex: 1 }],
    yAxis: [{ ...scale(), minInterval: 1 }, { ...scale(), gridIndex: 1, splitNumber: 1, minInterval: 1 }],
    series: [
      ...QUADS.map((quad) => ({ name: names[quad], type: "bar", stack: "events", data: found.map((row) => Number(row[quad])), itemStyle: { color: colours[quad] } })),
      { name: names.articles, type: "bar", xAxisIndex: 1, yAxisIndex: 1, data: found.map((row) => Number(row.articles)), itemStyle: { color: colour("neutral") } },
    ],
  };
});

chart("series", (table, figure) => {
  const dyads = new Map();
  for (const row of rows(table)) {
    if (!row.source || !row.target) continue;
    const name = rtl() ? `${row.source} ← ${row.target}` : `${row.source} → ${row.target}`;
    const dyad = dyads.get(name) ?? { name, events: 0, points: new Map() };
    dyad.events += Number(row.events);
    dyad.points.set(row.period, Number(row.score));
    dyads.set(name, dyad);
  }
  const drawn = [...dyads.values()].sort((a, b) => b.events - a.events).slice(0, Number(figure.dataset.drawn));
  const periods = [...new Set(drawn.flatMap((dyad) => [...dyad.points.keys()]))].sort();
  return {
    color: shades(),
    tooltip: { trigger: "axis" },
    legend: { textStyle: { color: colour("ink") }, type: "scroll", top: 0 },
    grid: { top: 48, bottom: 36, left: 44, right: 44 },
    xAxis: time(periods),
    yAxis: scale(),
    series: drawn.map((dyad) => ({ name: dyad.name, type: "line", symbolSize: 7, data: periods.map((period) => dyad.points.get(period) ?? 0) })),
  };
});

// World-atlas sews its shapes together at the 180th meridian: a ring is followed across it instead of back around the world.
function unwrapped(ring) {
  let shift = 0, last = ring[0][0];
  const out = ring.map(([x, y]) => {
    if (x - last > 180) shift -= 360; else if (x - last < -180) shift += 360;
    last = x;
    return [x + shift, y];
  });
  const xs = out.map((point) => point[0]), middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  const back = middle < -180 ? 360 : middle > 180 ? -360 : 0;
  return back ? out.map(([x, y]) => [x + back, y]) : out;
}

const ANTARCTICA = "010";

function countries(world) {
  const found = window.topojson.feature(world, world.objects.countries);
  const shapes = found.features.filter((country) => country.id !== ANTARCTICA);
  for (const { geometry } of shapes) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of polygons) for (let i = 0; i < rings.length; i += 1) rings[i] = unwrapped(rings[i]);
  }
  return { ...found, features: shapes };
}

chart("map", async (table, figure, picture) => {
  if (!window.echarts.getMap("world")) {
    const world = await (await fetch(figure.dataset.world)).json();
    window.echarts.registerMap("world", countries(world));
  }
  const found = rows(table).map((row) => ({ name: row.place, value: [Number(row.longitude), Number(row.latitude), Number(row.events)] }));
  const most = Math.max(...found.map((spot) => spot.value[2]));
  const [west, east] = [Math.min(...found.map((s) => s.value[0])) - 3, Math.max(...found.map((s) => s.value[0])) + 3];
  const [south, north] = [Math.min(...found.map((s) => s.value[1])) - 3, Math.max(...found.map((s) => s.value[1])) + 3];
  picture.on("click", (event) => { if (event.seriesType === "scatter") table.tBodies[0].rows[event.dataIndex].querySelector("a").click(); });
  return {
    tooltip: { formatter: (spot) => (spot.value?.length ? `${spot.name}: ${spot.value[2]}` : spot.name) },
    geo: {
      map: "world", roam: true, scaleLimit: { min: 1, max: 60 }, boundingCoords: [[west, north], [east, south]],
      itemStyle: { areaColor: colour("raised"), borderColor: colour("neutral") },
      emphasis: { itemStyle: { areaColor: colour("line") }, label: { show: false } },
      tooltip: { show: false }, silent: true,
    },
    series: [{
      type: "scatter", coordinateSystem: "geo", data: found, symbolSize: (value) => 8 + 36 * Math.sqrt(value[2] / most),
      itemStyle: { color: colour("against"), opacity: 0.72, borderColor: colour("sheet") },
      label: { show: true, formatter: "{b}", position: "right", color: colour("ink"), textBorderColor: colour("sheet"), textBorderWidth: 3 },
      labelLayout: { hideOverlap: true },
    }],
  };
});
