// Switches and small selects that save at once: data-submit-on-change on the control or on its form.
document.addEventListener("change", (event) => {
  const marked = event.target.closest("[data-submit-on-change]");
  if (marked) event.target.form.requestSubmit();
});
