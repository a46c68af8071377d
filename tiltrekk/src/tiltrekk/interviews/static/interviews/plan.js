// Shows only the fields of the way that is chosen. Without this file all of them show, and the server takes those it needs.
const form = document.querySelector("[data-plan]");
const ways = form?.querySelectorAll("input[name=way][type=radio]") ?? [];

function show() {
  const chosen = [...ways].find((one) => one.checked)?.value;
  for (const part of form.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== chosen;
}

if (ways.length) {
  form.addEventListener("change", show);
  show();
}
