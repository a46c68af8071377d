/* Control room: the ledger grows while it is open, a row opens in place, and small conveniences. */
(function () {
  "use strict";
  const table = document.querySelector("[data-rows]");
  const rows = document.getElementById("rows");
  const live = document.getElementById("live");
  const pause = document.getElementById("pause");
  const KEPT = 300;
  let paused = false;

  const newest = () => Math.max(0, ...[...rows.children].map((row) => Number(row.dataset.id)));

  async function look() {
    if (paused || document.hidden) return;
    const url = new URL(table.dataset.rows, location.href);
    url.searchParams.set("after", newest());
    const reply = await fetch(url);
    const part = document.createElement("template");
    part.innerHTML = await reply.text();
    const fresh = [...part.content.querySelectorAll(".entry")];
    if (!fresh.length) return;
    document.getElementById("none")?.remove();
    fresh.forEach((row) => row.classList.add("fresh"));
    rows.prepend(...fresh);
    [...rows.children].slice(KEPT).forEach((row) => row.remove());
  }

  async function toggle(entry) {
    const link = entry.querySelector("a.trow");
    const shown = entry.querySelector("[data-opened]");
    if (shown) shown.remove();
    else {
      const reply = await fetch(table.dataset.row.replace(/0$/, entry.dataset.id));
      entry.insertAdjacentHTML("beforeend", await reply.text());
    }
    entry.classList.toggle("open", !shown);
    link.setAttribute("aria-expanded", String(!shown));
    history.replaceState(null, "", shown ? location.pathname : `?row=${entry.dataset.id}`);
  }

  rows.addEventListener("click", (event) => {
    const link = event.target.closest("a.trow");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    toggle(link.parentElement);
  });

  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? "Go on" : "Pause";
    pause.setAttribute("aria-pressed", String(paused));
    live.classList.toggle("paused", paused);
    live.querySelector("span").textContent = paused ? "Paused" : "Live";
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copies);
    button.textContent = "Copied";
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]") && event.target.value) event.target.form.submit();
  });

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.asks;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  setInterval(() => look().catch(() => {}), 1000);
})();
