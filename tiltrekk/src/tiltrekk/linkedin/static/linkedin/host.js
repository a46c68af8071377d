/* The page around a LinkedIn frame: takes messages from that frame only, and only from our own address. */
function frameOf(event) {
  if (event.origin !== location.origin || event.data?.source !== "tiltrekk-linkedin") return null;
  return [...document.querySelectorAll("iframe[data-linkedin]")].find((frame) => frame.contentWindow === event.source);
}

function submit(form, value) {
  form.elements.value.value = typeof value === "string" ? value : JSON.stringify(value);
  form.requestSubmit();
}

const takes = {
  height: (frame, value) => {
    frame.style.height = `${Math.max(Number(value) || 0, 80)}px`;
  },
  missing: (frame) => {
    document.getElementById(frame.dataset.help)?.removeAttribute("hidden");
  },
};

addEventListener("message", (event) => {
  const frame = frameOf(event);
  if (!frame) return;
  const { kind, value } = event.data;
  const form = document.querySelector(`form[data-linkedin-on="${kind}"]`);
  if (takes[kind]) takes[kind](frame, value);
  else if (form) submit(form, value);
});
