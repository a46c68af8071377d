/* The loader an ATS page includes. It reads its own body text, loads the extensions named there and lets each put
   its frame where its tag stands. Runs under script-src 'strict-dynamic': no eval, no inline handler, no style text. */
(function () {
  "use strict";
  const own = document.currentScript || document.querySelector('script[src*="/xdoor/scripts/in.js"]');
  const origin = new URL(own.src).origin;
  const settings = readSettings(own.textContent);
  const drawn = new Map(); // contentWindow of a frame -> its tag

  /* "key: value" lines; extensions are "Name@url", several by commas. */
  function readSettings(text) {
    const found = { api_key: "", extensions: [] };
    for (const line of text.split("\n")) {
      const match = line.match(/^\s*(\w+)\s*:\s*(.+?)\s*$/);
      if (!match) continue;
      if (match[1] === "extensions") found.extensions = match[2].split(",").map(readExtension).filter(Boolean);
      else found[match[1]] = match[2];
    }
    return found;
  }

  function readExtension(text) {
    const at = text.indexOf("@");
    return at < 1 ? null : { name: text.slice(0, at).trim(), url: text.slice(at + 1).trim() };
  }

  function load(extension) {
    const script = document.createElement("script");
    const url = new URL(extension.url, location.href);
    url.searchParams.set("api_key", settings.api_key);
    url.searchParams.set("name", extension.name);
    script.src = url.href;
    script.referrerPolicy = "strict-origin"; // the domain check reads it
    script.onerror = () => console.error("Sandbox: the extension " + extension.name + " did not load from " + url.href);
    document.head.append(script);
  }

  /* Called by an extension script: draw every tag of that name with the frame at this path. */
  function extend(name, path, parameters) {
    for (const tag of document.querySelectorAll('script[type="IN/' + name + '"]')) {
      if (!tag.dataset.drawn) draw(tag, path, parameters);
    }
  }

  function draw(tag, path, parameters) {
    const url = new URL(path, origin);
    url.searchParams.set("api_key", settings.api_key);
    url.searchParams.set("origin", location.origin);
    for (const key of parameters) {
      if (tag.dataset[key] !== undefined) url.searchParams.set(key, tag.dataset[key]);
    }
    const frame = document.createElement("iframe");
    frame.src = url.href;
    frame.title = "Sandbox, not LinkedIn";
    frame.style.cssText = "border:0;display:block;max-width:100%;height:" + (Number(tag.dataset.height) || 160) + "px";
    frame.style.width = (Number(tag.dataset.width) || 500) + "px";
    frame.dataset.lisandbox = "";
    tag.dataset.drawn = "yes";
    tag.after(frame);
    drawn.set(frame.contentWindow, { tag, frame });
  }

  /* Messages count only from a frame we drew, and only from our own origin. */
  function hear(event) {
    const entry = drawn.get(event.source);
    const message = event.data;
    if (event.origin !== origin || !entry || !message || message.source !== "lisandbox") return;
    if (message.height) entry.frame.style.height = message.height + "px";
    if (message.state) entry.frame.dataset.state = message.state;
    if (message.callback) call(entry.tag.dataset[message.callback], message.values);
  }

  function call(name, values) {
    const target = (name || "").split(".").reduce((object, key) => (object ? object[key] : undefined), window);
    if (typeof target === "function") target(...values);
    else console.error("Sandbox: no global function named " + (name || "(no attribute)"));
  }

  function start() {
    window.addEventListener("message", hear);
    settings.extensions.forEach(load);
  }

  window.IN = { origin, settings, extend, parse: () => settings.extensions.forEach(load) };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
