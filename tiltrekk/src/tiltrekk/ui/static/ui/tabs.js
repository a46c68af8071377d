// Tabs and second menus scroll sideways where there is little room: the present one is brought into view.
function showPresent(place) {
  for (const present of place.querySelectorAll(".tabs [aria-current], .second-menu [aria-current]")) {
    const row = present.closest(".tabs, .second-menu");
    const [inner, outer] = [present.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  }
}

showPresent(document);
document.body.addEventListener("htmx:afterSettle", (event) => showPresent(event.target));
