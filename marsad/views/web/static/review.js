// Single keys decide on the row at hand, the first one until another is chosen with j and k.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog[open]")) return;
  const at = document.querySelector(".queue .at") ?? document.querySelector(".queue [data-row]");
  const where = event.key === "u" ? document.querySelector(".done") : at;
  const act = where?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!act) return;
  event.preventDefault();
  act.click();
  if (act.matches("summary")) act.closest("details").querySelector("select").focus();
});
