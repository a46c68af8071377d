// The drawer at the right. Whatever is swapped into #drawer opens it; it has an address of its own (hx-push-url).
// Its content names the address to go back to: <div data-close-url="/jobs/…/applicants/">.
const drawer = document.getElementById("drawer");
let opener = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest('[hx-target="#drawer"]');
  if (link && !drawer.contains(link)) opener = link;
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== drawer) return;
  document.body.classList.toggle("drawer-open", drawer.childElementCount > 0);
  drawer.querySelector("[data-drawer-close], h2")?.focus();
});

function close() {
  const back = drawer.querySelector("[data-close-url]")?.dataset.closeUrl;
  drawer.replaceChildren();
  document.body.classList.remove("drawer-open");
  if (back) history.pushState({}, "", back);
  document.dispatchEvent(new CustomEvent("ui:drawer-closed"));
  const again = opener?.id ? document.getElementById(opener.id) : opener;
  if (again?.isConnected) again.focus();
  else document.getElementById("main").focus();
}

if (drawer) {
  document.body.classList.toggle("drawer-open", drawer.childElementCount > 0);
  document.addEventListener("click", (event) => event.target.closest("[data-drawer-close]") && close());
  document.body.addEventListener("ui:drawer-close", close);
  document.addEventListener("keydown", (event) => {
    const busy = document.querySelector("dialog[open]") || event.target.matches("input, textarea, select");
    if (event.key === "Escape" && drawer.childElementCount && !busy && !event.defaultPrevented) close();
  });
}
