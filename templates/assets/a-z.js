// On the page from A to Z: goes on with a search that was sent there, and has a switch for the key that leads to the search box.
// Without it: the page is a list.
(() => {
  const input = document.querySelector(".search input");
  // Whoever sent the form without waiting for results is here now.
  const sent = new URLSearchParams(location.search).get("q");
  if (input && sent) {
    input.value = sent;
    input.focus();
  }
  const label = document.querySelector(".search-key");
  if (!label) return;
  let kept = {};
  try { kept = localStorage; } catch {}
  const { control } = label;
  label.hidden = false;
  control.checked = kept["search-key"] != "off";
  control.onchange = () => kept["search-key"] = control.checked ? "on" : "off";
})();
