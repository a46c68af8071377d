// The drawer at the right. Whatever is swapped into #drawer opens it; it has an address of its own (hx-push-url).
// Its content names the address to go back to: <div data-close-url="/jobs/…/applicants/">.
const drawer = document.getElementById("drawer");
const covers = matchMedia("(max-width: 760px)"); // there the page behind it is out of sight, so out of reach
let opener = null;

function showOrHide() {
  const open = drawer.childElementCount > 0;
  document.body.classList.toggle("drawer-open", open);
  for (const behind of document.querySelectorAll(".topbar, #main, .second-menu, .bottom-bar"))
    behind.inert = open && covers.matches;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('[hx-target="#drawer"]');
  if (link && !drawer.contains(link)) opener = link;
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== drawer) return;
  showOrHide();
  drawer.querySelector("[data-drawer-close], h2")?.focus();
});

function close() {
  const back = drawer.querySelector("[data-close-url]")?.dataset.closeUrl;
  drawer.replaceChildren();
  showOrHide();
  if (back) history.pushState({}, "", back);
  document.dispatchEvent(new CustomEvent("ui:drawer-closed"));
  const again = opener?.id ? document.getElementById(opener.id) : opener;
  if (again?.isConnected) again.focus();
  else document.getElementById("main").focus();
}

if (drawer) {
  showOrHide();
  covers.addEventListener("change", showOrHide);
  document.addEventListener("click", (event) => event.target.closest("[data-drawer-close]") && close());
  document.body.addEventListener("ui:drawer-close", close);
  document.addEventListener("keydown", (event) => {
    const busy = document.querySelector("dialog[open]") || event.target.matches("input, textarea, select");
    if (event.key === "Escape" && drawer.childElementCount && !busy && !event.defaultPrevented) close();
  });
}
