// <button data-copy="id of the element" data-copied="word">: puts the element's text on the clipboard and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const element = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(element.textContent.trim());
  } catch {
    getSelection().selectAllChildren(element); // without a secure address the browser lets people copy by hand only
    return;
  }
  const announce = document.getElementById("announce");
  if (announce) announce.textContent = button.dataset.copied;
  button.dataset.done = button.dataset.copied;
  setTimeout(() => delete button.dataset.done, 2000);
});
