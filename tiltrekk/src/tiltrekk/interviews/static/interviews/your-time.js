// Beside each time of the interview's zone: the visitor's own, where it differs. Without this file the page works too.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang;
const label = document.querySelector("[data-your-time]")?.dataset.yourTime;

function shown(moment, zone) {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone, weekday: "short", day: "numeric", hour: "2-digit", minute: "2-digit",
  }).format(moment);
}

for (const time of document.querySelectorAll("time[data-zone]")) {
  const moment = new Date(time.dateTime);
  if (!own || !label || shown(moment, own) === shown(moment, time.dataset.zone)) continue;
  const note = document.createElement("small");
  note.className = "own-time";
  note.textContent = label.replace("{time}", shown(moment, own));
  time.after(note);
}
