// Puts the reader's variant first, closes the others. Without it: all open, in order.
(() => {
  const reader = readerOf(navigator, screen);
  const query = new URLSearchParams(location.search);
  reader.device = query.get("device") || reader.device;
  let kept = {};
  try { kept = localStorage; } catch {}

  const toggle = (section, open) => {
    section.querySelector("button").ariaExpanded = open;
    section.lastElementChild.hidden = !open && "until-found";
  };

  // Which item comes first and why.
  const wish = (by, on, items) => {
    const device = on || reader.device;
    const away = (device == "computer") != (reader.device == "computer");
    const slot = `guide-${by}-${device}`;
    const guess = away ? "" : reader[by];
    for (const [key, why] of [[query.get(by) || kept[slot], "chosen"], [guess, "guess"], [guess && "*", "rest"]]) {
      const mine = items.find((item) => item.dataset.key == key);
      if (mine || key == "all") return { mine, why, slot };
    }
    return { why: away ? "away" : reader.app && "app", slot };
  };

  const blocks = [...document.querySelectorAll(".variants")].map((block) => {
    const { by, on } = block.dataset;
    const sections = [...block.querySelectorAll(":scope > .variant")];
    const template = block.querySelector("template");
    const [choice, own] = template.content.children;
    const select = choice.querySelector("select");
    template.replaceWith(choice);
    for (const link of choice.querySelectorAll("a")) link.href += encodeURIComponent(location);

    for (const section of sections) {
      const [heading, body] = section.children;
      const button = document.createElement("button");
      button.append(...heading.childNodes);
      heading.append(button);
      button.onclick = () => toggle(section, body.hidden);
      body.onbeforematch = () => toggle(section, true);
      select.add(new Option(section.dataset.name, section.dataset.key));
      const { mine } = wish("os", on, [...body.querySelectorAll("li[data-key]")]);
      mine?.parentNode.prepend(mine);
      mine?.firstChild.append(own.cloneNode(true));
    }

    const arrange = () => {
      const { mine, why, slot } = wish(by, on, sections);
      for (const section of sections) toggle(section, !mine || section == mine);
      choice.after(...sections);
      if (mine) choice.after(mine);
      choice.dataset.why = why;
      for (const name of choice.querySelectorAll("i")) name.textContent = mine?.dataset.name;
      select.value = mine?.dataset.key ?? "all";
      select.onchange = () => {
        query.delete(by);
        kept[slot] = select.value;
        for (const arrange of blocks) arrange();
      };
    };
    arrange();
    return arrange;
  });

  const reveal = () => {
    const target = document.querySelector(":target");
    for (let at = target; at; at = at.parentElement) if (at.matches(".variant")) toggle(at, true);
    target?.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
