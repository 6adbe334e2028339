// Tells the helpdesk's links which step the reader is at, and the browser; where there is no page, the address that was asked
// for. Without it: they tell the page alone.
(() => {
  const help = document.getElementById("site-help");
  let step = "";
  let timer;

  // Where the page rested last, before the reader went to the helpdesk's links at its foot.
  const look = () => {
    if (help.getBoundingClientRect().top < innerHeight) return;
    const passed = [...document.querySelectorAll("main :is(h2, h3, h4)")].filter(
      (heading) => heading.checkVisibility() && heading.getBoundingClientRect().top < innerHeight / 2,
    );
    const chapter = passed.findLast((heading) => heading.tagName == "H2");
    step = [...new Set([chapter, passed.at(-1)])].map((heading) => heading?.innerText).join(", ");
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(look, 600);
  };
  addEventListener("scroll", wait, { passive: true });
  wait();

  help?.addEventListener("click", ({ target }) => {
    const link = target.closest("[data-pattern]");
    if (!link) return;
    const says = { page: location.href.split("#")[0], step: step || "-", browser: navigator.userAgent };
    link.href = link.dataset.pattern.replace(/{(\w+)}/g, (_, name) => encodeURIComponent(says[name]));
  });
})();
