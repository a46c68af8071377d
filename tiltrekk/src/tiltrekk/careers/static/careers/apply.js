// A filler (a panel of the slot "careers.apply") hands over what the person agreed to share:
//   document.dispatchEvent(new CustomEvent("careers:fill", {detail: {source, given_name, surname, email, phone,
//     profile: {experience: [{title, organisation}], education: [{school, degree}], skills: [text]}}}))
// It replaces what stands in the form (LI-44); nothing is sent or kept until the person sends the form.
const FIELDS = ["given_name", "surname", "email", "phone"];
const form = document.querySelector("form[data-apply]");

document.addEventListener("careers:fill", (event) => {
  const given = event.detail ?? {};
  for (const name of FIELDS) {
    const value = given[name];
    if (typeof value === "string" && value) form.elements[name].value = value.slice(0, 254);
  }
  form.elements.profile.value = JSON.stringify(given.profile ?? {}).slice(0, 20000);
  form.elements.filled_by.value = String(given.source ?? "").slice(0, 20);
  document.getElementById("filled").hidden = false;
  form.elements.given_name.focus();
});

// One press sends once; the server would take a second one as the same application anyway.
form?.addEventListener("submit", () => form.querySelector("button").setAttribute("aria-busy", "true"));
