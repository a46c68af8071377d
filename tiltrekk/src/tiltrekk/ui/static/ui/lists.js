// Lists: choosing rows, the bar that acts on them, filters that apply as they are changed.
function refresh(form) {
  const boxes = [...form.querySelectorAll("input[name=ids]")];
  const chosen = boxes.filter((box) => box.checked);
  const all = form.querySelector("[data-select-page]");
  if (all) {
    all.checked = boxes.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
  const bar = form.querySelector("[data-bulk-bar]");
  if (!bar) return;
  bar.hidden = !chosen.length;
  bar.querySelector("[data-bulk-count]").textContent = chosen.length;
  const everything = bar.querySelector("[data-bulk-everything]");
  if (everything) everything.hidden = !all?.checked;
  const every = bar.querySelector("input[name=everything]");
  if (every && !all?.checked) every.checked = false;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-bulk]");
  if (!form) return;
  if (event.target.matches("[data-select-page]"))
    for (const box of form.querySelectorAll("input[name=ids]")) box.checked = event.target.checked;
  refresh(form);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input, label, summary, select")) row.querySelector("a")?.click();
});
