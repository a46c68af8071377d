// Warns before typed text is lost: forms marked data-warn-unsaved.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-warn-unsaved]");
  if (form) form.dataset.dirty = "";
});
document.addEventListener("submit", (event) => delete event.target.dataset.dirty);

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});
