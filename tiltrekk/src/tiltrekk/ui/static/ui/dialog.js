// Native dialogs. Whatever is swapped into #dialog opens it; the event "ui:close", Escape or [data-dialog-close] closes it.
const dialog = document.getElementById("dialog");

function open(element) {
  if (!element.open) element.showModal();
}

function closeAll() {
  for (const element of document.querySelectorAll("dialog[open]")) element.close();
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (target?.matches?.("dialog") && target.innerHTML.trim()) open(target);
});

dialog?.addEventListener("close", () => dialog.replaceChildren());

document.body.addEventListener("ui:close", closeAll);

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-dialog-close]");
  if (closer?.closest("dialog")) {
    event.preventDefault(); // where the same form is a page of its own, the link leads back
    closer.closest("dialog").close();
  }
  if (event.target.matches("dialog.palette")) event.target.close(); // the backdrop
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) open(document.getElementById(opener.dataset.dialogOpen));
});
