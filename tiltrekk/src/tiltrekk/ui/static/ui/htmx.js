// What htmx needs from us: focus after a swap, a sign that work is going on, the sign-in page when the session ended.
const body = document.body;

body.addEventListener("htmx:beforeRequest", (event) => event.detail.elt.setAttribute("aria-busy", "true"));
body.addEventListener("htmx:afterRequest", (event) => event.detail.elt.removeAttribute("aria-busy"));

body.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.detail.target?.querySelector?.("[data-focus]");
  if (wanted) wanted.focus();
});

document.querySelector("[data-focus]")?.focus();

// Text for screen readers: document.dispatchEvent(new CustomEvent("ui:announce", {detail: "3 people"}))
document.addEventListener("ui:announce", (event) => {
  const place = document.getElementById("announce");
  if (place) place.textContent = event.detail;
});
