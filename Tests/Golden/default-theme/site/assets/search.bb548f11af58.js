// Shows what is found while the reader types. Without it: the form leads to all articles from A to Z.
(() => {
  const form = document.querySelector(".search");
  if (!form) return;
  const [input] = form;
  const [list, status] = form.querySelectorAll("[role]");
  const { finder } = form.dataset;
  const pages = {};
  let timer, active, isHit, ready;

  const words = (text) => text.split(/([\p{L}\p{M}\p{N}]+)/u);
  const write = (node, texts) => node.append(...texts.map((text) => {
    if (!isHit(text)) return text;
    const mark = document.createElement("mark");
    mark.append(text);
    return mark;
  }));

  // Puts the place with most of the words in the place of the description. A page on a disk cannot read others.
  const quote = async (option, id) => {
    const text = await (pages[option.pathname] ??= fetch(option.href).then((answer) => answer.text()));
    const page = new DOMParser().parseFromString(text, "text/html");
    const body = page.querySelector(".body").textContent;
    const at = page.getElementById(id);
    const part = words(body.slice(at ? body.indexOf((at.querySelector("div") ?? at.nextElementSibling).textContent) : 0));
    let first;
    let most = 0;
    part.forEach((word, at) => {
      const count = isHit(word) && new Set(part.slice(at, at + 40).filter(isHit)).size;
      if (count > most) [first, most] = [at, count];
    });
    if (!most) return;
    option.lastChild.textContent = "… ";
    write(option.lastChild, part.slice(Math.max(0, first - 16), first + 40));
  };

  const choose = (option) => {
    active?.setAttribute("aria-selected", false);
    active = option;
    active?.setAttribute("aria-selected", true);
    active?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", active?.id ?? "");
  };
  const show = (options, text) => {
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.ariaExpanded = !list.hidden;
    status.textContent = text;
    choose();
  };

  const search = async () => {
    const { value } = input;
    ready ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = finder;
      script.onload = done;
      document.head.append(script);
    });
    if (!value.trim()) return show([], "");
    await ready;
    const [results, test] = await guideFind(value);
    if (value != input.value || document.activeElement != input) return;
    isHit = test;
    show(results.map(({ title, heading, id, description, href }, index) => {
      const option = document.createElement("a");
      Object.assign(option, { role: "option", id: "found-" + index, tabIndex: -1, href });
      for (const [tag, text] of [["b", title], ["i", heading], ["span", description]]) {
        if (text != null) write(option.appendChild(document.createElement(tag)), words(text));
      }
      if (index < 3 && location.protocol != "file:") quote(option, id).catch(() => {});
      return option;
    }), status.dataset[results.length ? "some" : "none"].replace("#", results.length));
  };

  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.ariaAutoComplete = "list";
  show([], "");

  input.onfocus = search;
  input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(search, 99);
  };
  form.onfocusout = ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) show([], "");
  };
  form.onsubmit = (event) => {
    const option = active ?? list.firstChild;
    if (!option) return;
    event.preventDefault();
    option.click();
  };
  form.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const closes = event.key == "Escape" && !list.hidden;
    if (!step && !closes) return;
    event.preventDefault();
    if (closes) return show([], "");
    const options = [...list.children];
    if (options.length) choose(options[options.indexOf(active) + step] ?? options.at(step < 0 ? -1 : 0));
    else search();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key != "/" || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    input.focus();
  });
})();
