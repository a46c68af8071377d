// Menus are <details class="menu">: one open at a time, closed by Escape, by a click outside and by a choice.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const inside = menu.contains(event.target);
    if (!inside || event.target.closest(".menu-entry")) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  const entries = [...menu.querySelectorAll(".menu-entry")];
  const at = entries.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault(); // the drawer under it stays open
  } else if (step && entries.length) {
    entries[(at + step + entries.length) % entries.length].focus();
    event.preventDefault();
  }
});
