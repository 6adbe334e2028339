// Tells the comment server of searches that found nothing: the words, and not who searched. Without it: nobody is told.
(() => {
  const form = document.querySelector(".search");
  const address = form?.dataset.unfound;
  if (!address || location.protocol == "file:") return;
  const [input] = form;
  const status = form.querySelector("[role=status]");
  const told = new Set();
  let query = "";
  let timer;

  const tell = () => {
    clearTimeout(timer);
    // What looks like somebody's address or number stays here; the server looks more closely.
    if (query.length < 3 || told.has(query) || /@|\d{5}/.test(query)) return;
    told.add(query);
    fetch(address, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query }), credentials: "omit", keepalive: true,
    }).catch(() => {});
  };
  // search.js says there what it found.
  new MutationObserver(() => {
    if (status.textContent != status.dataset.none) return;
    query = input.value.trim().toLowerCase();
    clearTimeout(timer);
    timer = setTimeout(tell, 2000);
  }).observe(status, { childList: true });
  // Whoever types on has not searched yet.
  form.addEventListener("input", () => {
    clearTimeout(timer);
    query = "";
  });
  form.addEventListener("focusout", tell);
  addEventListener("pagehide", tell);
})();
