// Keys. A page marks rows with [data-row] and buttons with data-key="a"; the drawer's buttons win over the page's.
function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function move(step) {
  const within = document.querySelector(`#drawer [data-step="${step > 0 ? "next" : "previous"}"]`);
  if (within) return within.click();
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  (row.matches("a, button, [tabindex]") ? row : row.querySelector("a, button")).focus();
}

function press(key) {
  const named = (place) => place.querySelector(`[data-key="${key}"]:not(:disabled)`);
  const row = document.activeElement.closest("[data-row]");
  const found = named(document.getElementById("drawer")) || (row && named(row)) || named(document);
  found?.click();
  return found;
}

function palette() {
  const link = document.querySelector("[data-palette-url]");
  if (link) htmx.ajax("GET", link.dataset.paletteUrl, { target: "#palette", swap: "innerHTML" });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette-url]") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    palette();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return palette();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "j" || event.key === "k") return move(event.key === "j" ? 1 : -1);
  if (event.key === "?") return document.getElementById("keys")?.showModal();
  const search = document.querySelector("[data-list-search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    return search.focus();
  }
  if (/^[a-z]$/.test(event.key) && press(event.key)) event.preventDefault();
});

// Arrow keys walk the answers of the search palette.
document.getElementById("palette")?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...event.currentTarget.querySelectorAll("input, a")];
  const at = stops.indexOf(document.activeElement);
  stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
  event.preventDefault();
});
