// Finds articles by the index that guidegen has made; search.js loads it when a reader goes to the search box.
(() => {
  const base = document.querySelector(".search").action;
  const arrived = {};
  const files = {};
  let root;

  // Each file of the index is a script that calls this: a page on a disk can load nothing else.
  window.guideSearch = (name, print, value) => arrived[name] = value;
  const load = (name, path) => files[name] ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL(path, base);
    script.onload = script.onerror = () => {
      // What is missing now may be there when it is asked for again.
      if (!arrived[name]) delete files[name];
      done(arrived[name] ?? "");
    };
    document.head.append(script);
  });
  const shard = (kind, number) =>
    load(kind + number, `assets/search/${kind}${number}.js?${root[kind].split(" ")[number].slice(0, 4)}`);

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").toUpperCase();
  const mirror = (word) => [...word].reverse().join("");
  const stem = (word) => {
    for (let length = 8; length; length--) {
      const cut = root.ends[word.slice(-length)];
      if (word.length - cut > 2) return word.slice(0, word.length - cut);
    }
    return word;
  };
  const numbers = (text) => {
    const all = [];
    let high = 0;
    for (const character of text) {
      const digit = character.charCodeAt() - 35;
      if (digit < 57) all.push(high * 57 + digit);
      high = digit < 57 ? 0 : high * 34 + digit - 58;
    }
    return all;
  };

  // The words of a list that begin with `start`, and their postings. The first letters of a word that somebody has just
  // begun may stand in many shards: three are enough until there are more letters.
  const entries = async (kind, start) => {
    const starts = root[kind].split(" ").map((each) => each.slice(4));
    const first = starts.findLastIndex((each) => each <= start);
    const shards = [0, 1, 2].filter((more) => !more || starts[first + more]?.startsWith(start))
      .map((more) => shard(kind, first + more));
    const found = [];
    for (const text of await Promise.all(shards)) {
      let word = "";
      for (const [, shared, rest, postings] of text.matchAll(/(\S)(\S*) (\S*)/g)) {
        word = word.slice(0, numbers(shared)) + rest;
        if (word.startsWith(start)) found.push([word, postings]);
      }
    }
    return found;
  };

  // Whether one letter is wrong, missing, too many or exchanged with the next.
  const isNear = (typed, word, isSame) => {
    let at = 0;
    while (at < typed.length && typed[at] == word[at]) at++;
    const [one, other] = [typed.slice(at), word.slice(at)];
    return isSame(one.slice(1), other.slice(1)) || isSame(one, other.slice(1)) || isSame(one.slice(1), other)
      || one[0] == other[1] && one[1] == other[0] && isSame(one.slice(2), other.slice(2));
  };

  // What a word may mean: words of the index, their postings, and how well each fits.
  const meant = async (word, isOpen, mayErr) => {
    const isSame = (one, other) => isOpen ? other.startsWith(one) : one == other;
    const found = [];
    for (const [each, postings] of await entries("p", stem(word))) {
      const fit = each == word ? 1 : stem(each) == stem(word) ? .9 : isSame(word, each) ? .7 : 0;
      if (fit) found.push([each, postings, fit]);
    }
    if (word.length < 3 || found.length && !mayErr) return found;
    // One of its halves is as it should be.
    const half = word.length - 1 >> 1;
    const halves = await Promise.all(
      [word.slice(0, half), "-" + mirror(word).slice(0, word.length - 1 - half)].map((start) => entries("w", start)));
    const near = new Set(halves.flat().map(([each]) => each[0] == "-" ? mirror(each.slice(1)) : each)
      .filter((each) => each != word && isNear(word, each, isSame)));
    for (const each of near) {
      for (const entry of await entries("p", each)) if (entry[0] == each) found.push([...entry, .5]);
    }
    return found;
  };

  // The articles that have the words, the best first, and which words of the index were meant.
  const find = async (words, isOpen, mayErr) => {
    const articles = {};
    const hits = new Set();
    const meanings = await Promise.all(words.map((word, at) => meant(word, isOpen && !words[at + 1], mayErr)));
    for (const meaning of meanings) {
      const places = {};
      for (const [word, postings, fit] of meaning) {
        hits.add(word);
        const all = numbers(postings);
        for (let at = 0, article = 0; at < all.length;) {
          const place = places[article += all[at++]] ??= {};
          let section = 0;
          do {
            section += all[at] >> 3;
            // Running text, heading, title, title of few words.
            place[section] = Math.max(place[section] ?? 0, fit * [1, 3, 8, 10][all[at] >> 1 & 3]);
          } while (all[at++] & 1);
        }
      }
      const rarity = Math.log(1 + root.count / Object.keys(places).length);
      for (const article in places) {
        const result = articles[article] ??= { article, count: 0, score: 0, sections: { 0: 0 } };
        const best = Math.max(...Object.values(places[article]));
        result.count++;
        result.score += best * rarity;
        // What the title says goes for every section.
        if (best < 4) for (const section in places[article]) {
          result.sections[section] = (result.sections[section] ?? 0) + (1 + places[article][section]) * rarity;
        }
      }
    }
    const results = Object.values(articles);
    for (const result of results) {
      const { sections } = result;
      result.section = Object.keys(sections).reduce((one, other) => sections[other] > sections[one] ? other : one);
      result.score = (result.score + sections[result.section] / 4) * result.count ** 2;
    }
    results.sort((one, other) => other.score - one.score);
    // Where no article has all words, one may be mistyped.
    return mayErr || results[0]?.count == words.length ? [results.slice(0, 7), hits] : find(words, isOpen, true);
  };

  // What is found for a text that may go on, and a test of which words were meant.
  window.guideFind = async (text) => {
    root ||= await load("", "search-index.js");
    if (!root) return [[]];
    const typed = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
    const [results, hits] = await find(typed.filter((each) => !root.stop.includes(` ${each} `)), /[^\s]$/.test(text));
    const found = await Promise.all(results.map(async ({ article, section }) => {
      const [title, address, description, ...headings] = (await shard("a", article >> 4))[article & 15];
      const [heading, id] = headings.slice(2 * section - 2);
      return { title, description, ...section > 0 && { heading, id }, href: new URL(address, base) + (section > 0 ? "#" + id : "") };
    }));
    return [found, (word) => hits.has(fold(word))];
  };
})();
