// The page around LinkedIn's frames: takes messages from such a frame only, and only from our own address.
function frameOf(event) {
  if (event.origin !== location.origin || event.data?.source !== "tiltrekk-linkedin") return null;
  return [...document.querySelectorAll("iframe[data-linkedin]")].find((frame) => frame.contentWindow === event.source);
}

const SHORTEST = 80;
const TALLEST = 4000;
const BORDERS = 2;

const takes = {
  height(frame, value) {
    frame.style.height = `${Math.min(Math.max(Number(value) || 0, SHORTEST), TALLEST) + BORDERS}px`;
  },
  missing(frame) {
    document.getElementById(frame.dataset.help)?.removeAttribute("hidden");
    document.getElementById("li-known")?.setAttribute("open", "");
    frame.hidden = true;
  },
  profile(_frame, value) {
    document.dispatchEvent(new CustomEvent("careers:fill", { detail: filled(value?.profile ?? {}) }));
  },
};

// LinkedIn's profile in the words of the apply form; texts only, everything else is left out (attract.md LI-44).
function filled(profile) {
  const text = (value) => (typeof value === "string" ? value : "");
  const list = (value) => (Array.isArray(value) ? value : []);
  return {
    source: "linkedin",
    given_name: text(profile.firstName),
    surname: text(profile.lastName),
    email: text(profile.emailAddress),
    phone: text(profile.phoneNumber),
    profile: {
      experience: list(profile.positions).map((one) => ({ title: text(one?.title), organisation: text(one?.companyName) })),
      education: list(profile.educations).map((one) => ({ school: text(one?.schoolName), degree: text(one?.degreeName) })),
      skills: list(profile.skills).map((one) => text(one?.name)),
    },
  };
}

// Who was linked, or which integrations were requested: sent with the form that waits for it.
function submit(form, value) {
  form.elements.value.value = typeof value === "string" ? value : JSON.stringify(value ?? "");
  form.requestSubmit();
}

addEventListener("message", (event) => {
  const frame = frameOf(event);
  if (!frame) return;
  const { kind, value } = event.data;
  const form = document.querySelector(`form[data-linkedin-on="${CSS.escape(String(kind))}"]`);
  if (Object.hasOwn(takes, kind)) takes[kind](frame, value);
  else if (form) submit(form, value);
});

// While somebody works inside a frame, live parts around it must not be swapped away.
addEventListener("blur", () => {
  setTimeout(() => {
    if (document.activeElement?.matches("iframe[data-linkedin]")) document.activeElement.dataset.liveHold = "";
  });
});
addEventListener("focus", () => {
  for (const frame of document.querySelectorAll("iframe[data-live-hold]")) delete frame.dataset.liveHold;
});

// A frame that is loaded only when somebody asks for it: nothing of LinkedIn's runs before.
document.addEventListener("click", (event) => {
  const asker = event.target.closest("[data-linkedin-load]");
  if (!asker) return;
  const frame = document.getElementById(asker.dataset.linkedinLoad);
  frame.src = frame.dataset.src;
  frame.hidden = false;
  asker.hidden = true;
  frame.focus();
});

for (const dialog of document.querySelectorAll("dialog[data-open]")) dialog.showModal();
