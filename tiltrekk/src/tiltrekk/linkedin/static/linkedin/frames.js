/* Callbacks that LinkedIn's widgets call by name. Each tells the page around this document one thing. */
(function () {
  "use strict";
  const PATIENCE = 5000;

  function tell(kind, value) {
    window.parent.postMessage({ source: "tiltrekk-linkedin", kind, value }, location.origin);
  }

  window.tiltrekkIntegrated = (integrations) => tell("integrated", integrations);
  window.tiltrekkLinked = (person) => tell("linked", person);
  window.tiltrekkUnlinked = (person) => tell("unlinked", person);
  window.tiltrekkProfile = (profile, signature) => tell("profile", { profile, signature });

  /* The page gives this document the height its content needs, and learns when LinkedIn's part never came. */
  function height() {
    tell("height", Math.ceil(document.body.getBoundingClientRect().height));
  }

  const missing = () => tell("missing", location.pathname);

  window.addEventListener("error", (event) => event.target.tagName === "SCRIPT" && missing(), true);

  window.addEventListener("load", () => {
    new ResizeObserver(height).observe(document.body);
    setTimeout(() => {
      if (!document.querySelector("iframe")) missing();
    }, PATIENCE);
  });
})();
