// Takes the answer to "Was this helpful?" without leaving the page. Without it: forms, and the server leads back to the page.
(() => {
  const box = document.getElementById("feedback");
  if (!box) return;
  // A page on a disk has no server.
  if (location.protocol == "file:") return box.remove();
  const { server, page } = box.dataset;
  const status = box.querySelector("[role=status]");
  const say = (name) => document.getElementById("feedback-" + name).textContent;
  let sent = Promise.resolve();

  const send = (body) => fetch(server + "api/feedback", {
    method: "POST", headers: { "Content-Type": "application/json" }, body, credentials: "omit", keepalive: true,
  }).then(({ ok }) => ok, () => false);

  box.onsubmit = (event) => {
    event.preventDefault();
    const { submitter } = event;
    const isReason = submitter.name == "reason";
    for (const button of box.querySelectorAll("button")) {
      button.ariaPressed = button == submitter || isReason && button.value == "no";
    }
    const answer = isReason ? "no" : submitter.value;
    box.dataset.answer = answer;
    status.textContent = "";
    // One after the other: the last one counts.
    const own = sent = sent.then(() => send(JSON.stringify({ page, answer, ...(isReason && { reason: submitter.value }) })));
    own.then((isCounted) => {
      if (own != sent) return;
      const asks = isCounted && answer == "no" && !isReason;
      status.textContent = say(isCounted ? "thanks" : "down");
      if (!asks) return;
      const question = document.createElement("span");
      question.textContent = box.querySelector("legend").textContent;
      status.append(" ", question);
    });
  };
})();
