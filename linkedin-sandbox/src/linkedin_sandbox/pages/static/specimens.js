/* Frames page: plays the ATS maker's page. Sizes each frame and writes down what it was told. */
(function () {
  "use strict";
  window.addEventListener("message", (event) => {
    const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === event.source);
    if (event.origin !== location.origin || !frame || event.data?.source !== "lisandbox") return;
    if (event.data.height) frame.style.height = `${event.data.height}px`;
    if (!event.data.state && !event.data.callback) return;
    const told = frame.closest(".specimen").querySelector(".told");
    told.querySelector(".third")?.remove();
    const line = document.createElement("li");
    const { state, callback, values } = event.data;
    line.textContent = state ? `state ${state}` : `data-${callback.toLowerCase()}(${JSON.stringify(values).slice(1, -1)})`;
    told.append(line);
  });
})();
