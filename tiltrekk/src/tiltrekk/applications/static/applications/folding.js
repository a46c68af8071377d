// Beside the open drawer, columns that do not fit fold to strips; the column of the open person stays.
const [COLUMN, STRIP, GAP] = [232, 44, 12]; // pixels: the narrowest column, a folded one, between two
const besides = matchMedia("(min-width: 1101px)"); // below, the drawer covers the page
let asked = null; // the column whose strip was pressed last

function inOrderOfNeed(columns) {
  const need = (column) => (column.querySelector("[aria-current]") ? 2 : 0) + (column.dataset.column === asked ? 1 : 0);
  return [...columns].sort((one, other) => need(other) - need(one));
}

function fold() {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const columns = [...board.querySelectorAll("[data-column]")];
  const room = board.clientWidth + GAP - columns.length * (STRIP + GAP);
  const open = document.body.classList.contains("drawer-open") && besides.matches;
  const number = open ? Math.max(1, Math.floor(room / (COLUMN - STRIP))) : columns.length;
  const kept = inOrderOfNeed(columns).slice(0, number);
  board.classList.toggle("is-folding", number < columns.length);
  for (const column of columns) column.classList.toggle("is-folded", !kept.includes(column));
}

document.addEventListener("click", (event) => {
  const strip = event.target.closest("[data-unfold]");
  if (!strip) return;
  const column = strip.closest("[data-column]");
  asked = column.dataset.column;
  fold();
  column.querySelector("[data-card] a")?.focus();
});

for (const sign of ["htmx:afterSettle", "ui:live-swapped", "ui:drawer-closed"]) document.addEventListener(sign, fold);
new ResizeObserver(fold).observe(document.querySelector(".page-body"));
