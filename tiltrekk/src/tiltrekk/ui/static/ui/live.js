// Elements that notice change: <div id="…" data-live-url="…" data-live-version="…">. Every second while the page is
// looked at, or every so many as data-live-seconds says; every ten after five quiet minutes; 204 means unchanged.
// "ui:changed" asks at once.
const SECOND = 1000;
const QUIET = 5 * 60 * SECOND;
let lastChange = Date.now();
let asking = false;
const asked = new Map(); // when each element asked last, by id

// A swap must not take away what somebody is in the middle of.
function isHeld(element) {
  return (
    element.closest("[data-live-hold]") ||
    element.querySelector("[data-live-hold], details[open], .sortable-ghost, form[data-dirty]") ||
    (element.contains(document.activeElement) && document.activeElement.matches("input[type=text], textarea, select"))
  );
}

function remember(element) {
  const checked = [...element.querySelectorAll("input:checked")].map((box) => box.value);
  return () => {
    for (const box of document.querySelectorAll(`#${CSS.escape(element.id)} input[type=checkbox]`))
      if (checked.includes(box.value)) box.checked = true;
  };
}

function isEarly(element) {
  const seconds = Number(element.dataset.liveSeconds || 0);
  return Date.now() - (asked.get(element.id) || 0) < seconds * SECOND;
}

async function ask(element) {
  asked.set(element.id, Date.now());
  const url = new URL(element.dataset.liveUrl, location.href);
  url.searchParams.set("since", element.dataset.liveVersion);
  const answer = await fetch(url, { headers: { "HX-Request": "true", "X-Live": "1", "HX-Target": element.id } });
  if (answer.status === 401) return location.reload();
  if (answer.status !== 200 || !element.isConnected || isHeld(element)) return;
  const restore = remember(element);
  htmx.swap(element, await answer.text(), { swapStyle: "outerHTML" });
  restore();
  lastChange = Date.now();
  document.dispatchEvent(new CustomEvent("ui:live-swapped", { detail: element.id }));
}

async function round({ atOnce = true } = {}) {
  if (asking || document.hidden) return;
  asking = true;
  try {
    for (const element of document.querySelectorAll("[data-live-url]"))
      if (!isHeld(element) && (atOnce || !isEarly(element))) await ask(element);
  } catch {
    // The network is away for a moment; the next round asks again.
  } finally {
    asking = false;
  }
}

function next() {
  setTimeout(async () => {
    await round({ atOnce: false });
    next();
  }, Date.now() - lastChange > QUIET ? 10 * SECOND : SECOND);
}
next();

for (const sign of ["pointermove", "keydown"]) {
  addEventListener(sign, () => (lastChange = Math.max(lastChange, Date.now() - QUIET / 2)), { passive: true });
}
document.body.addEventListener("ui:changed", () => round());
document.addEventListener("visibilitychange", () => round());
