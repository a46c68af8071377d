// Toasts. Shown by the event "ui:toast" {text, subject, undo}, by an error answer, or standing in the page already.
const place = document.getElementById("toasts");
const STAY = 10000;

function leave(toast) {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 200);
}

function undo(url, toast) {
  leave(toast);
  htmx.ajax("POST", url, { swap: "none", source: document.body }).then(() =>
    document.body.dispatchEvent(new CustomEvent("ui:changed", { bubbles: true })),
  );
}

function addUndo(toast, url) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toast-undo";
  button.textContent = place.dataset.undo;
  button.addEventListener("click", () => undo(url, toast));
  toast.querySelector("[data-toast-close]").before(button);
}

function start(toast) {
  let timer = setTimeout(leave, STAY, toast);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => (timer = setTimeout(leave, STAY / 2, toast)));
}

function closeButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button toast-close";
  button.dataset.toastClose = "";
  button.setAttribute("aria-label", place.dataset.close);
  button.textContent = "×";
  return button;
}

function show({ text, subject = "", undo: url = "" }, kind = "") {
  const toast = document.createElement("div");
  toast.className = `toast ${kind}`;
  const words = document.createElement("span");
  words.className = "toast-text";
  if (subject) {
    const name = document.createElement("strong");
    name.textContent = subject;
    words.append(name, " ");
  }
  words.append(text);
  toast.append(words, closeButton());
  if (url) addUndo(toast, url);
  place.append(toast);
  start(toast);
  if (place.children.length > 3) leave(place.firstElementChild);
}

document.body.addEventListener("ui:toast", (event) => show(event.detail));

document.body.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector(".toast");
  if (!answer) return show({ text: place.dataset.failed }, "toast-bad");
  place.append(answer);
  start(answer);
});
document.body.addEventListener("htmx:sendError", () => show({ text: place.dataset.offline }, "toast-bad"));

place.addEventListener("click", (event) => {
  const button = event.target.closest("[data-toast-close]");
  if (button) leave(button.closest(".toast"));
});

for (const toast of place.querySelectorAll(".toast")) {
  const words = toast.querySelector(".toast-text");
  const [tags, subject] = (words.dataset.toastTags || "").split("|");
  const url = tags.split(" ")[0];
  if (subject) {
    const name = document.createElement("strong");
    name.textContent = subject.replace(/ success$/, "");
    words.prepend(name, " ");
  }
  if (url.startsWith("/")) addUndo(toast, url);
  start(toast);
}
