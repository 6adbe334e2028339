// Single keys for the list of comments: j and k go on and back, x chooses, a, r and d press the comment's buttons. They can
// be switched off. Without this script everything is done with Tab, Space and Enter, or with a mouse.
(() => {
  "use strict";
  const cards = [...document.querySelectorAll("#comments .comment")];
  const help = document.querySelector(".keys");
  if (!help || cards.length === 0) return;
  const box = help.querySelector("input");
  const memory = "comment-keys";
  try { box.checked = localStorage.getItem(memory) !== "off"; } catch { /* Then it is forgotten. */ }
  box.addEventListener("change", () => {
    try { localStorage.setItem(memory, box.checked ? "on" : "off"); } catch { /* Then it is forgotten. */ }
  });
  help.hidden = false;

  const current = () => cards.indexOf(document.activeElement?.closest(".comment"));
  const go = (index) => {
    const card = cards[Math.max(0, Math.min(cards.length - 1, index))];
    card.focus();
    card.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const index = current();
    const key = event.key.toLowerCase();
    if (key === "j") go(index + 1);
    else if (key === "k") go(index < 0 ? 0 : index - 1);
    else if (index < 0) return;
    else if (key === "x") cards[index].querySelector("input[type=checkbox]").click();
    else {
      const name = { a: "approve", r: "reject", d: "delete" }[key];
      const button = name && cards[index].querySelector(`.actions .${name}`);
      if (!button) return;
      button.click();
    }
    event.preventDefault();
  });
})();
