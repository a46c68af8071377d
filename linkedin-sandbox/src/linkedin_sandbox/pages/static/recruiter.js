/* Recruiter stand-in: the In ATS panel, the job box of the contact card, the ATS chooser. */
(function () {
  "use strict";

  /* The panel opens on hover and focus; a click keeps it open; Escape closes. */
  function inAts(mark, panel, margin) {
    let kept = false;
    let closing;

    function show(open) {
      clearTimeout(closing);
      panel.hidden = !open;
      mark.setAttribute("aria-expanded", String(open));
      const beside = getComputedStyle(panel).position === "absolute";
      margin.style.paddingTop = open && beside ? `${panel.offsetTop + panel.offsetHeight + 16}px` : "";
    }

    const leave = () => {
      closing = setTimeout(() => kept || panel.contains(document.activeElement) || show(false), 200);
    };
    for (const part of [mark, panel]) {
      part.addEventListener("mouseenter", () => show(true));
      part.addEventListener("focusin", () => show(true));
      part.addEventListener("mouseleave", leave);
      part.addEventListener("focusout", leave);
    }
    mark.addEventListener("click", () => {
      kept = !kept;
      show(kept);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      kept = false;
      if (panel.contains(document.activeElement)) mark.focus();
      show(false);
    });
  }

  /* A combobox over the open jobs of the chosen ATS, found by title or Job ID. */
  function jobBox(box) {
    const input = box.querySelector("input[role=combobox]");
    const chosen = box.querySelector("input[name=job]");
    const list = box.querySelector("[role=listbox]");
    const count = box.querySelector("[data-count]");
    const button = box.closest("form").querySelector("button.fill");
    let at = -1;
    let asked = 0;

    const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

    function mark(index) {
      at = index;
      options().forEach((option, number) => {
        option.setAttribute("aria-selected", String(number === index));
        if (number === index) option.scrollIntoView({ block: "nearest" });
      });
      const current = options()[index];
      if (current) input.setAttribute("aria-activedescendant", current.id);
      else input.removeAttribute("aria-activedescendant");
    }

    function open(yes) {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
      if (!yes) mark(-1);
    }

    function choose(option) {
      chosen.value = option.dataset.id;
      input.value = `${option.dataset.shown} ${option.dataset.title}`;
      button.disabled = false;
      open(false);
    }

    async function ask() {
      const number = ++asked;
      const url = new URL(box.dataset.jobs, location.href);
      url.searchParams.set("q", input.value);
      const reply = await fetch(url);
      const jobs = await reply.json();
      if (number !== asked) return;
      list.replaceChildren(...(jobs.length ? jobs.map(line) : [nothing()]));
      count.textContent = jobs.length === 1 ? "1 job" : `${jobs.length} jobs`;
      open(true);
      mark(jobs.length ? 0 : -1);
    }

    function line(job, number) {
      const option = element("li", { id: `job-${number}`, role: "option" });
      option.dataset.id = job.id;
      option.dataset.shown = job.job_id;
      option.dataset.title = job.title;
      const title = element("span");
      title.append(...highlighted(job.title, input.value));
      if (job.recruiter_only) title.append(" ", element("span", { class: "tag" }, "Recruiter only"));
      option.append(element("span", { class: "mono" }, job.job_id), title);
      option.append(element("span", { class: "end-words" }, job.already ? "Already an applicant" : job.location));
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(option);
      });
      return option;
    }

    function nothing() {
      const words = "No open job fits, or you may not export to it. Another ATS may have it: Change ATS.";
      return element("li", { role: "option", "aria-disabled": "true" }, words);
    }

    input.addEventListener("input", () => {
      chosen.value = "";
      button.disabled = true;
      ask();
    });
    input.addEventListener("focus", () => chosen.value || ask());
    input.addEventListener("blur", () => open(false));
    input.addEventListener("keydown", (event) => {
      const all = options();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) ask();
        else if (all.length) mark((at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        if (all[at]) choose(all[at]);
      } else if (event.key === "Escape") open(false);
    });
  }

  function element(name, attributes = {}, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  function highlighted(text, part) {
    const at = part ? text.toLowerCase().indexOf(part.toLowerCase()) : -1;
    if (at < 0) return [text];
    return [text.slice(0, at), element("mark", {}, text.slice(at, at + part.length)), text.slice(at + part.length)];
  }

  const mark = document.getElementById("mark");
  if (mark) inAts(mark, document.getElementById("in-ats"), document.getElementById("margin"));
  document.querySelectorAll("[data-jobs]").forEach(jobBox);
})();
