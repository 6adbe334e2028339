// Keeps the query, and the place in the page, for readers who go on in another language. Without it: the page's top.
(() => {
  const links = [...document.querySelectorAll(".languages a")];
  const keep = () => {
    // A heading of a translation has its original's name too, behind names of its own.
    const names = links[0]?.ariaCurrent ? [] : document.querySelectorAll(":target > a[id]:empty");
    const place = [...names].at(-1)?.id;
    for (const link of links) {
      link.search = location.search;
      link.hash = place ?? location.hash;
    }
  };
  addEventListener("hashchange", keep);
  keep();
})();
