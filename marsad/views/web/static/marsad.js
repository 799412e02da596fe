// What every page does in the browser: theme, keys, forms without empty fields. Pages work without it.

const root = document.documentElement;

function theme() {
  const dark = getComputedStyle(root).colorScheme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const next = dark ? "light" : "dark";
  root.dataset.theme = next;
  document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=strict`;
  document.dispatchEvent(new CustomEvent("marsad:theme"));
}

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);

function move(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("at"));
  const next = all[Math.max(0, Math.min(all.length - 1, now + step))];
  all[now]?.classList.remove("at");
  next.classList.add("at");
  next.querySelector("a, button")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  next.dispatchEvent(new CustomEvent("marsad:at", { bubbles: true }));
}

const acts = {
  theme,
  keys: () => document.getElementById("keys").showModal(),
};

document.addEventListener("click", (event) => {
  const act = acts[event.target.closest("[data-do]")?.dataset.do];
  if (act) act();
});

let went = 0; // when g was pressed
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog[open], [contenteditable]")) return;
  const digit = Number(event.key);
  if (digit && Date.now() - went < 1500) {
    document.querySelectorAll(".top nav a")[digit - 1]?.click();
  } else if (event.key === "g") {
    went = Date.now();
    return;
  } else if (event.key === "/") document.getElementById("find").focus();
  else if (event.key === "?") acts.keys();
  else if (event.key === "t") theme();
  else if (event.key === "l") document.querySelector(".lang").click();
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else return;
  went = 0;
  event.preventDefault();
});

// A view's address says what was asked and nothing else: empty fields stay out of it.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.closest("[data-filters]")) return;
  for (const [name, value] of [...event.detail.formData.entries()]) if (value === "") event.detail.formData.delete(name);
});
document.addEventListener("formdata", (event) => {
  if (!event.target.closest("[data-filters]")) return;
  for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
});
// A fault that the server explains is shown where the answer would have stood.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    event.detail.selectOverride = "#main";
    event.detail.target = document.getElementById("main");
  }
});
