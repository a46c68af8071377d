/* Inside each frame: says how tall it is and whether it can work, and sends its forms without leaving the frame. */
(function () {
  "use strict";
  const body = document.body;
  const host = body.dataset.origin;

  function tell(message) {
    if (host && window.parent !== window) window.parent.postMessage({ source: "lisandbox", ...message }, host);
  }

  /* A browser that blocks third-party cookies drops this one without a word; so we write it and look. */
  function cookiesWork() {
    document.cookie = "lisandbox_probe=1; path=/; SameSite=None; Secure";
    const kept = document.cookie.includes("lisandbox_probe=1");
    document.cookie = "lisandbox_probe=; path=/; max-age=0; SameSite=None; Secure";
    return kept;
  }

  async function blocked() {
    if (cookiesWork()) return false;
    return !(document.hasStorageAccess && (await document.hasStorageAccess()) && cookiesWork());
  }

  async function sayState() {
    const state = (await blocked()) ? "blocked" : body.dataset.state;
    document.getElementById("blocked").hidden = state !== "blocked";
    document.getElementById("content").hidden = state === "blocked";
    body.dataset.state = state;
    tell({ state });
  }

  function sayHeight() {
    tell({ height: Math.ceil(document.getElementById("frame").getBoundingClientRect().height) });
  }

  function explain(text) {
    const place = document.getElementById("said");
    place.textContent = text;
    place.hidden = !text;
  }

  async function send(form, button) {
    const fields = new FormData(form, button);
    const reply = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    const answer = await reply.json().catch(() => ({ error: "The sandbox answered " + reply.status + "." }));
    if (answer.error) return explain(answer.error);
    if (answer.callback) tell({ callback: answer.callback, values: answer.values });
    if (answer.next) location.replace(answer.next);
    else location.reload();
  }

  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    event.preventDefault();
    send(event.target, event.submitter).catch(() => explain("The sandbox did not answer."));
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (!opener) return;
    const part = document.getElementById(opener.dataset.opens);
    part.hidden = !part.hidden;
    opener.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) part.querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
  });

  new ResizeObserver(sayHeight).observe(document.getElementById("frame"));
  sayHeight();
  sayState();
})();
