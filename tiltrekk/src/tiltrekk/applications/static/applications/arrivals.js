// Lists that are replaced as things happen: keep asking for what the filters show, and tell who arrived.
let known = new Set(rows().map((row) => row.dataset.arrival));

function rows() {
  return [...document.querySelectorAll("[data-arrival]")];
}

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "list") return;
  const live = event.detail.target.closest("[data-live-url]");
  if (live) live.dataset.liveUrl = event.detail.pathInfo.finalRequestPath ?? event.detail.pathInfo.requestPath;
  known = new Set([...known, ...rows().map((row) => row.dataset.arrival)]);
});

document.addEventListener("ui:live-swapped", () => {
  for (const row of rows()) {
    if (known.has(row.dataset.arrival) || !("new" in row.dataset)) continue;
    const detail = { subject: row.dataset.name, text: row.dataset.text };
    document.body.dispatchEvent(new CustomEvent("ui:toast", { detail }));
  }
  known = new Set([...known, ...rows().map((row) => row.dataset.arrival)]);
});
