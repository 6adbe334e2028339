// Finds articles by the index that guidegen has made, and shows them while a reader types. Without it: the form leads to all
// articles from A to Z.
(() => {
  const form = document.querySelector(".search");
  if (!form) return;
  const [input] = form;
  const [list, status] = form.querySelectorAll("[role]");
  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.ariaExpanded = false;
  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    element.append(...children);
    return Object.assign(element, properties);
  };
  const arrive = {};
  let loads = {};
  let fresh = "";
  let root, timer, active, hits, shown;

  // Each file of the index is a script that calls this: a page on a disk can load nothing else. One of another build says
  // something else of what the root has numbers for, so it counts as missing.
  self.guideSearch = (name, print, value) => arrive[name](print, value);
  const load = (name, path, print) => loads[name] ||= new Promise((done, fail) => {
    arrive[name] = (own, value) => own == print ? done(value) : fail();
    form.append(make("script", { src: new URL(path + fresh, form.action), onerror: fail }));
  });
  const shard = (kind, number) => {
    const print = root[kind][number].slice(0, 4);
    return load(kind + number, "assets/search/" + kind + number + ".js?" + print, print);
  };

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").toUpperCase().replace(root.article, "");
  const mirror = (word) => [...word].reverse().join("");
  const stem = (word) => {
    for (const at in word) {
      const rest = word.slice(0, word.length - root.ends[word.slice(at)]);
      if (rest[2]) return rest;
    }
    return word;
  };
  const numbers = (text) => [...text].map((each) => each.codePointAt() % 6e5 - 35);

  // The words of a list that begin with `start`, and their postings. What begins so may stand in many shards: those around the word
  // `own` are enough, and of one that somebody has just begun the first three until there are more letters.
  const entries = async (kind, start, own = start) => {
    const starts = root[kind].map((each) => each.slice(4));
    const shards = [...starts.keys()].filter(
      (at) => starts[at] <= start + "\uFFFF" && !(starts[at + 1] <= start || starts[at + 2] <= own));
    const found = [];
    for (const text of await Promise.all(shards.slice(0, 3).map((at) => shard(kind, at)))) {
      let word = "";
      for (const [, shared, rest, postings] of text.matchAll(/([^ ])([^ ]*) ([^ ]*)/g)) {
        word = word.slice(0, numbers(shared)) + rest;
        if (word.startsWith(start)) found.push([word, postings]);
      }
    }
    return found;
  };

  // Where a word of the text `said` stands: by article and section, how much that says; and how rare it is. `hits` gets the words
  // of the index that it may mean.
  const places = async (word, said, isOpen, mayErr, hits) => {
    const found = {};
    const stems = [];
    // Notes a word of the index that comes near; with `own`, the word, its forms and, as long as it is typed, what begins so.
    const note = async (start, own) => {
      for (const [each, postings] of await entries("p", start, own)) {
        const fit = own
          ? each == word ? 1 : stem(each) == stem(word) ? .9 : isOpen && each.startsWith(word) && .7
          : each == start && .5;
        if (!fit) continue;
        hits.add(each);
        stems.push(stem(each));
        const all = numbers(postings);
        for (let at = 0, article = 0; at in all;) {
          const sections = found[article += all[at++]] ??= {};
          let section = 0;
          do {
            section += all[at] >> 3;
            // Running text, heading, title, title of few words.
            sections[section] = Math.max(sections[section] ?? 0, fit * [1, 3, 8, 9][all[at] >> 1 & 3]);
          } while (all[at++] & 1);
        }
      }
    };
    await note(stem(word), word);
    if (word[2] && (mayErr || !stems[0])) {
      const is = (one, other) => isOpen ? other.startsWith(one) : one == other;
      // One of its halves is as it should be.
      const half = word.length - 1 >> 1;
      const halves = await Promise.all([entries("w", word.slice(0, half)), entries("w", "-" + mirror(word.slice(half + 1)))]);
      for (const list of halves) for (const [name] of list) {
        // Words from behind have a mark before them, which comes before all letters and digits.
        const other = name < "0" ? mirror(name.slice(1)) : name;
        if (other == word) continue;
        let at = 0;
        while (word[at] == other[at]) at++;
        const [left, right] = [word.slice(at), other.slice(at)];
        // One letter is too many, missing, wrong, or exchanged with the next. Where words are joined without a space, the last
        // of them says what it is.
        if (
          is(left.slice(1), right) || is(left, right.slice(1)) || is(left.slice(1), right.slice(1)) ||
          is(left[1] + left[0] + left.slice(2), right) || word[3] && other.endsWith(word)
        ) await note(other);
      }
    }
    for (const [phrase, name] of root.same) {
      if (stems.includes(phrase) || said.includes(" " + phrase + " ") && phrase.split(" ").includes(stem(word))) await note(name);
    }
    return [found, Math.log(1 + root.count / Object.keys(found).length)];
  };

  // How good each article is that has some of the words of a text, the best first; which words of the index were meant.
  const find = async (words, said, open, mayErr) => {
    const hits = new Set();
    const meanings = await Promise.all(
      words.map((word) => places(word, said, word == open || word > "\u0E00", mayErr, hits)));
    const results = [...new Set(meanings.flatMap(([found]) => Object.keys(found)))].map((article) => {
      const totals = {};
      let [score, count, most, best] = [0, 0, 0, 0];
      for (const [found, rarity] of meanings) {
        const sections = found[article];
        if (!sections) continue;
        const weight = Math.max(...Object.values(sections));
        score += weight * rarity;
        count++;
        // What the title says goes for every section.
        if (weight < 4) for (const section in sections) {
          totals[section] = (totals[section] ?? 0) + (1 + sections[section]) * rarity;
          if (totals[section] > most) most = totals[best = section];
        }
      }
      return [(score + most / 4) * count * count, count, article, best];
    }).sort(([one], [other]) => other - one);
    if (mayErr || results[0]?.[1] == words.length) return [results.slice(0, 7), hits];
    // Where no article has all words, one may be mistyped, or a number joined to it.
    return find(words.flatMap((word) => word.match(/\p{L}{3,}|.+/gu)), said, open, true);
  };

  const split = (text) => text.match(root.parts) ?? [];
  // Whether a part of a text is one of the words that were meant, or a letter of one that has two.
  const isHit = (part, at, all) => [part, all[at - 1] + part, part + all[at + 1]].some((text) => hits.has(fold(text)));
  const marked = (parts) => parts.map((part, at) => isHit(part, at, parts) ? make("mark", {}, part) : part);

  // Puts the place with most of the words in the place of the description. A page on a disk cannot read others.
  const read = (html) => make("template", { innerHTML: html }).content;
  const quote = async (option, id) => {
    const page = await (loads[option.pathname] ??= fetch(option).then((answer) => answer.text()));
    let html = read(page).querySelector(".body").innerHTML;
    if (id) html = html.split(` id="${id}"`)[1].split(/<\/h\d>/)[1];
    const parts = split(read(html.split(/<h\d/)[0]).textContent);
    const counts = parts.map((part, at) => isHit(part, at, parts) && new Set(parts.slice(at, at + 40).filter(isHit)).size);
    const first = counts.indexOf(Math.max(...counts));
    if (counts[first]) option.lastChild.replaceChildren("… ", ...marked(parts.slice(0, first + 40).slice(-56)));
  };

  const choose = (option) => {
    active = option;
    for (const each of list.children) each.ariaSelected = each == option;
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  };
  const show = (options, text) => {
    list.replaceChildren(...options);
    input.ariaExpanded = !!options[0];
    status.textContent = text;
    choose();
  };

  // What is found for a text; which words of the index were meant; and what is shown of each article.
  const look = async (typed) => {
    root = await load("", "search-index.js", "");
    const all = [...fold(typed).matchAll(root.words)].map(([word, pair]) => pair ?? word);
    // Whoever has typed nothing but small words may be about to type another.
    const telling = all.filter((word) => !root.stop.includes(word));
    const open = (!telling[0] || typed.at(-1).trim()) && all.at(-1);
    const found = await find(telling[0] ? telling : all.slice(-1), " " + all.map(stem).join(" ") + " ", open);
    return [...found, await Promise.all(found[0].map(([, , article]) => shard("a", article >> 4)))];
  };

  const search = async () => {
    const typed = input.value;
    if (!typed.trim()) return show([], "");
    const found = await look(typed).catch(() => {
      // The site may have been built anew since the root was loaded.
      loads = {};
      fresh = "?" + Date.now();
      return look(typed);
    }).catch(() => loads = {});
    if (typed != input.value || document.activeElement != input) return;
    shown = typed;
    if (!found[0]) return show([], status.dataset.failed);
    let results, records;
    [results, hits, records] = found;
    show(results.map(([, , article, section], at) => {
      const [address, language, title, description, ...headings] = records[at][article & 15];
      const [heading, id] = headings.slice(2 * section);
      const line = (tag, text) => make(tag, {}, ...marked(split(text)));
      const option = make("a", { href: new URL(address, form.action), hash: id, role: "option", id: "found-" + at, tabIndex: -1 },
        line("b", title), line("i", heading), line("span", description));
      if (language) option.lang = language;
      if (at < 3 && location.host) quote(option, id).catch(() => delete loads[option.pathname]);
      return option;
    }), status.dataset[results[0] ? "some" : "none"].replace("#", results.length));
  };

  // The style sheet shows results only while the reader is here.
  input.onblur = () => input.ariaExpanded = false;
  input.onfocus = search;
  input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(search, 99);
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    // What is shown may be what was found for less of the text.
    if (shown != input.value) await search();
    if (shown == input.value && list.firstChild) (active ?? list.firstChild).click();
    else form.submit();
  };
  form.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = [...list.children];
    if (!step && (event.key != "Escape" || !options[0])) return;
    event.preventDefault();
    if (!step) show([], "");
    else if (options[0]) choose(options[options.indexOf(active) + step] ?? options.at((step - 1) / 2));
    else search();
  };
  // A key of one letter can be pressed in passing, or by a voice that is listened to: the page from A to Z has a switch for it.
  addEventListener("keydown", (event) => {
    if (event.key != "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches(":read-write, select")) return;
    try {
      if (localStorage["search-key"] == "off") return;
    } catch {}
    event.preventDefault();
    input.focus();
  });
  if (document.activeElement == input) search();
})();
