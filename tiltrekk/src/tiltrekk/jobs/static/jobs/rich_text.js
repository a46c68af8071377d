// A small editor over <textarea data-rich-text>: bold, italic, lists, links. The server cleans what it sends (core.text).
const TOOLS = [
  ["bold", "B"],
  ["italic", "I"],
  ["insertUnorderedList", "•"],
  ["insertOrderedList", "1."],
];

function tool(name, sign, label, surface, changed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `rich-tool rich-${name}`;
  button.dataset.sign = sign; // drawn by the style sheet: the name is the label
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => {
    surface.focus();
    document.execCommand(name);
    changed();
  });
  return button;
}

function enrich(area) {
  const surface = document.createElement("div");
  surface.className = "rich-surface";
  surface.contentEditable = "true";
  surface.role = "textbox";
  surface.ariaMultiLine = "true";
  surface.setAttribute("aria-label", area.labels[0]?.textContent.trim() ?? "");
  surface.innerHTML = area.value; // cleaned by the server when it was stored
  const changed = () => {
    area.value = surface.textContent.trim() ? surface.innerHTML : "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  surface.addEventListener("input", changed);
  surface.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  const bar = document.createElement("div");
  bar.className = "rich-bar";
  bar.role = "toolbar";
  const labels = JSON.parse(area.dataset.richText || "{}");
  for (const [name, sign] of TOOLS) bar.append(tool(name, sign, labels[name] ?? name, surface, changed));
  const frame = document.createElement("div");
  frame.className = "rich-frame";
  frame.append(bar, surface);
  area.before(frame);
  area.hidden = true;
}

document.execCommand("defaultParagraphSeparator", false, "p");
for (const area of document.querySelectorAll("textarea[data-rich-text]")) enrich(area);
