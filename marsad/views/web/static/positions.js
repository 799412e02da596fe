// The slider through time: it sets the last day of the filter; the days it stops at come with the page.

let playing = 0;

function show(slider, at) {
  const days = slider.dataset.days.split(" ");
  const range = slider.querySelector("input");
  range.value = at;
  const lang = document.documentElement.lang;
  const words = new Date(`${days[at]}T00:00:00Z`).toLocaleDateString(lang === "ar" ? "ar-LY-u-nu-latn" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  slider.querySelector("output").value = words;
  range.setAttribute("aria-valuetext", words);
}

function ask(slider) {
  const days = slider.dataset.days.split(" ");
  const at = Number(slider.querySelector("input").value);
  const form = slider.closest("form");
  form.elements.to.value = at === days.length - 1 ? "" : days[at];
  window.htmx.trigger(form, "submit");
}

function stop(slider) {
  clearInterval(playing);
  playing = 0;
  slider.querySelector("[data-play]").setAttribute("aria-pressed", "false");
}

function start(slider) {
  const range = slider.querySelector("input");
  if (Number(range.value) >= Number(range.max)) show(slider, 0);
  slider.querySelector("[data-play]").setAttribute("aria-pressed", "true");
  playing = setInterval(() => {
    if (Number(range.value) >= Number(range.max)) return stop(slider);
    show(slider, Number(range.value) + 1);
    ask(slider);
  }, 1400);
}

for (const slider of document.querySelectorAll(".slider")) {
  const days = slider.dataset.days.split(" ");
  const to = slider.closest("form").elements.to.value;
  const at = to ? days.findIndex((day) => day >= to) : -1;
  show(slider, at < 0 ? days.length - 1 : at);
  slider.hidden = false;
  slider.querySelector("input").addEventListener("input", (event) => { event.stopPropagation(); show(slider, Number(event.target.value)); });
  slider.querySelector("input").addEventListener("change", (event) => { event.stopPropagation(); stop(slider); ask(slider); });
  slider.querySelector("[data-play]").addEventListener("click", () => (playing ? stop(slider) : start(slider)));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("[data-close]")?.click();
});
