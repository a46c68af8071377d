// The board: drag and drop, moving by keyboard, one stage at a time on a phone. The server decides; a move is shown at
// once and taken back with its reason when it is refused.
const columns = () => [...document.querySelectorAll("[data-column]")];
const cardsOf = (column) => [...column.querySelectorAll("[data-card]")];
const ordinal = (column) => Number(column.dataset.ordinal);
let sortables = [];
let chosen = null; // the card the stage menu was opened for

function mayDrop(from, to) {
  const board = document.querySelector("[data-board]");
  return ordinal(to) >= ordinal(from) || "mayBack" in board.dataset;
}

function announce(text) {
  document.dispatchEvent(new CustomEvent("ui:announce", { detail: text }));
}

function mark(column, kind) {
  for (const one of columns()) one.classList.remove("is-target", "is-refusing");
  if (column) column.classList.add(kind);
}

function post(card, from, to) {
  card.setAttribute("data-live-hold", "");
  const values = { from: from.dataset.column, to: to.dataset.column };
  htmx.ajax("POST", card.dataset.moveUrl, { source: card, swap: "none", values });
}

// Put the card on top of the column; return how to take that back.
function place(card, column) {
  const [parent, next] = [card.parentNode, card.nextSibling];
  column.querySelector("[data-cards]").prepend(card);
  return () => parent.insertBefore(card, next);
}

const undo = new WeakMap();

function move(card, to) {
  const from = card.closest("[data-column]");
  if (!to || to === from) return;
  if (!mayDrop(from, to)) {
    const text = document.querySelector("[data-board]").dataset.noBack;
    return document.body.dispatchEvent(new CustomEvent("ui:toast", { detail: { text } }));
  }
  undo.set(card, place(card, to));
  announce(`${card.dataset.name}: ${to.dataset.label}`);
  post(card, from, to);
}

for (const failed of ["htmx:responseError", "htmx:sendError"])
  document.body.addEventListener(failed, (event) => {
    const card = event.detail.elt;
    undo.get(card)?.();
    undo.delete(card);
  });
document.body.addEventListener("htmx:afterRequest", (event) => event.detail.elt.removeAttribute?.("data-live-hold"));

function makeSortable(list) {
  let origin = null;
  return new Sortable(list, {
    group: "board",
    draggable: "[data-card]",
    filter: "button",
    preventOnFilter: false,
    sort: false,
    animation: 120,
    delay: 150,
    delayOnTouchOnly: true,
    // Sortable copies the card with its inline style, which the content policy forbids.
    onChoose: (event) => event.item.removeAttribute("style"),
    onStart: (event) => (origin = event.from.closest("[data-column]")),
    onMove: (event) => {
      const to = event.to.closest("[data-column]");
      const may = mayDrop(origin, to);
      mark(to === origin ? null : to, may ? "is-target" : "is-refusing");
      return may;
    },
    onEnd: (event) => {
      mark(null);
      const [from, to] = [event.from.closest("[data-column]"), event.to.closest("[data-column]")];
      if (from === to) return;
      const next = event.from.children[event.oldIndex] ?? null;
      undo.set(event.item, () => event.from.insertBefore(event.item, next));
      post(event.item, from, to);
    },
  });
}

function start() {
  for (const one of sortables) one.destroy();
  const movable = document.querySelector("[data-board][data-movable]") && matchMedia("(min-width: 761px)").matches;
  sortables = movable ? [...document.querySelectorAll("[data-cards]")].map(makeSortable) : [];
}

function showStage(key) {
  for (const column of columns()) column.classList.toggle("is-shown", column.dataset.column === key);
  for (const button of document.querySelectorAll("[data-show-stage]"))
    button.setAttribute("aria-pressed", String(button.dataset.showStage === key));
}

// A fresh board from the server shows the stage that was shown, and keeps the focus.
let kept = null;
document.body.addEventListener("htmx:beforeSwap", remember);
document.addEventListener("ui:live-swapped", restore);
// What settles elsewhere (the drawer, the bell) leaves the board alone: somebody may be dragging.
document.body.addEventListener("htmx:afterSettle", (event) => (event.target.closest("#board") ? restore() : markOpen()));
function remember() {
  kept = document.querySelector('[data-show-stage][aria-pressed="true"]')?.dataset.showStage ?? kept;
}
function restore() {
  start();
  if (kept && document.querySelector(`[data-show-stage="${kept}"]`)) showStage(kept);
  markOpen();
}

// The card whose person is open in the drawer.
function markOpen() {
  const open = location.pathname.match(/^\/applications\/([0-9a-f]{32})\//)?.[1];
  for (const card of document.querySelectorAll("[data-card]"))
    card.toggleAttribute("aria-current", card.id === `card-${open}`);
}
document.addEventListener("ui:drawer-closed", markOpen);
addEventListener("popstate", markOpen);

document.addEventListener("click", (event) => {
  const stage = event.target.closest("[data-show-stage]");
  if (stage) {
    kept = stage.dataset.showStage;
    return showStage(kept);
  }
  const button = event.target.closest("[data-move-to]");
  const card = event.target.closest("[data-card]");
  if (button) {
    const to = columns().find((column) => column.dataset.column === button.dataset.moveTo);
    const moved = card ?? chosen;
    document.getElementById("stage-menu").close();
    if (moved) move(moved, to);
    return document.querySelector(`#${moved?.id} a`)?.focus();
  }
  if (card && !event.target.closest("a, button")) card.querySelector("a").click();
});

function neighbour(card, key) {
  const column = card.closest("[data-column]");
  const cards = cardsOf(column);
  const at = cards.indexOf(card);
  if (key === "ArrowDown" || key === "ArrowUp") return cards[at + (key === "ArrowDown" ? 1 : -1)];
  const step = key === "ArrowRight" ? 1 : -1;
  const all = columns();
  for (let i = all.indexOf(column) + step; all[i]; i += step) {
    const there = cardsOf(all[i]);
    if (there.length) return there[Math.min(at, there.length - 1)];
  }
  return null;
}

document.addEventListener("keydown", (event) => {
  const card = document.activeElement.closest?.("[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    neighbour(card, event.key)?.querySelector("a").focus();
  } else if (event.key === "m" && document.querySelector("[data-board][data-movable]")) {
    event.preventDefault();
    chosen = card;
    for (const button of document.querySelectorAll("#stage-menu [data-move-to]"))
      button.disabled = button.dataset.moveTo === card.closest("[data-column]").dataset.column;
    document.getElementById("stage-menu").showModal();
  }
});

start();
markOpen();
