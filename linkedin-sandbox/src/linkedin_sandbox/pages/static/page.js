/* The sandbox's clock in the bar: ticks from the server's time, stands still while frozen. */
(function () {
  "use strict";
  const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const loaded = performance.now();
  const two = (number) => String(number).padStart(2, "0");

  function words(milliseconds, form) {
    const at = new Date(milliseconds);
    const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
    if (form === "time") return time;
    return `${days[at.getDay()]} ${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()} ${time}`;
  }

  function tick() {
    for (const clock of document.querySelectorAll("[data-clock]:not([data-frozen])")) {
      const passed = (performance.now() - loaded) * Number(clock.dataset.speed);
      clock.textContent = words(Number(clock.dataset.clock) + passed, clock.dataset.form);
    }
  }

  if (document.querySelector("[data-clock]:not([data-frozen])")) setInterval(tick, 500);
})();

/* Small helpers of several pages: a button that shows a part, a box that filters a list. */
(function () {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toggles]");
    if (!button) return;
    const part = document.getElementById(button.dataset.toggles);
    part.hidden = !part.hidden;
    button.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) part.querySelector("input, button")?.focus();
  });
  document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  for (const box of document.querySelectorAll("[data-filters]")) {
    const rows = document.querySelectorAll(`${box.dataset.filters} > [data-text]`);
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !row.dataset.text.includes(wanted);
    });
  }
})();
