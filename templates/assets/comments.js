// Comments: brings the newest and sends what the reader writes. Without it: those of the last build, and a form that leads to the server.
(() => {
  const section = document.getElementById("comments");
  if (!section) return;
  const { server, page, worker } = section.dataset;
  const part = (name, within = section) => within.querySelector(`[data-part="${name}"]`);
  const list = section.querySelector(".thread");
  const form = document.getElementById("comment-form");
  const { name, website, text, parent, remember, email } = form.elements;
  const { content } = section.querySelector("template");
  const say = (key, value) => content.querySelector(`[data-say="${key}"]`).textContent.replace("#", () => value);
  const tell = (words) => (part("status").textContent = words);
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");

  // What is kept: in this tab what was written and may still be changed; on the device, if the reader wishes, the name.
  const recall = (store, key) => {
    try {
      return JSON.parse(self[store].getItem("comment-" + key)) ?? {};
    } catch {
      return {};
    }
  };
  const keep = (store, key, value) => {
    try {
      if (value) self[store].setItem("comment-" + key, JSON.stringify(value));
      else self[store].removeItem("comment-" + key);
    } catch {}
  };
  const own = recall("sessionStorage", "own");
  const votes = recall("sessionStorage", "votes");
  let me = recall("localStorage", "me");
  let draft, thread, work, begun, editing, busy, isDown;

  const ask = async (path, method, body, token) => {
    const headers = { "Accept-Language": document.documentElement.lang, ...(body && { "Content-Type": "application/json" }), ...(token && { Authorization: "Bearer " + token }) };
    // A server that says nothing is like one that is not there.
    const signal = AbortSignal.timeout?.(2e4);
    const answer = await fetch(server + "api/" + path, { method, headers, body: body && JSON.stringify(body), credentials: "omit", signal });
    const { ok, status } = answer;
    const json = status == 204 ? {} : await answer.json().catch((error) => {
      if (ok) throw error;
    });
    if (!ok) throw { ...json, status };
    return json;
  };

  // The worker's proof that some work was done; empty where it cannot be had, for a moderator to look.
  const solve = (challenge) => new Promise((done) => {
    const solver = new Worker(worker);
    const end = (proof) => {
      solver.terminate();
      done(proof);
    };
    solver.onmessage = ({ data }) => end(data.proof ?? "");
    solver.onerror = () => end("");
    solver.postMessage({ challenge });
  });
  const prove = () => {
    begun = work ? begun : Date.now();
    return (work ??= ask("challenge?page=" + encodeURIComponent(page)).then(solve).catch((error) => {
      work = null;
      throw error;
    }));
  };

  // The server writes few elements; whatever else came here stays text.
  const clean = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const element of template.content.querySelectorAll("*")) {
      if (!/^(P|BR|EM|STRONG|CODE|PRE|UL|OL|LI|BLOCKQUOTE|A)$/.test(element.tagName)) element.replaceWith(element.textContent);
      for (const { name } of [...element.attributes]) if (!/^(href|rel|start)$/.test(name)) element.removeAttribute(name);
      if (!/^(https?|mailto):/.test(element.href ?? "https:")) element.removeAttribute("href");
    }
    return template.content;
  };

  const write = (time, text) => {
    time.dateTime = text;
    time.textContent = new Date(text).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  };
  const state = ({ gone, edited, created }) => (gone ? "gone" : edited ?? created);

  const item = (comment) => {
    const item = content.querySelector("li").cloneNode(true);
    const [article] = item.children;
    const { id, author, edited, created } = comment;
    const parts = Object.fromEntries([...article.querySelectorAll("[data-part]")].map((each) => [each.dataset.part, each]));
    article.id = "comment-" + id;
    article.dataset.state = state(comment);
    if (comment.gone) {
      article.replaceChildren(article.firstElementChild);
      return item;
    }
    const isWaiting = comment.state == "pending";
    const isOwn = new Date(own[id]?.tokenExpires) > new Date();
    const shown = { waiting: isWaiting, edited, reply: !isWaiting, edit: isOwn, take: isOwn, up: thread.votes, down: thread.votes };
    article.firstElementChild.remove();
    for (const key in shown) if (!shown[key]) parts[key].remove();
    const [link] = parts.author.children;
    const [bdi] = link.children;
    bdi.textContent = author;
    if (/^https?:/.test(comment.website)) link.href = comment.website;
    else link.replaceWith(bdi);
    parts.author.id = "author-" + id;
    article.setAttribute("aria-labelledby", parts.author.id);
    parts.reply.setAttribute("aria-describedby", parts.author.id);
    parts.link.href = "#" + article.id;
    write(parts.link.firstChild, created);
    if (edited) write(parts.edited.lastElementChild, edited);
    parts.text.append(clean(comment.html));
    for (const [key, vote] of [["up", 1], ["down", -1]]) {
      parts[key].setAttribute("aria-pressed", votes[id] == vote);
      parts[key].lastElementChild.textContent = comment[key] || "";
    }
    return item;
  };

  // Shows the thread, and in it what this reader sent and nobody else sees yet. What is as it was is not touched.
  const draw = () => {
    const comments = [...thread.comments];
    for (const comment of Object.values(own)) {
      if (comment.page != page || comment.state != "pending" || comments.some(({ id }) => id == comment.id)) continue;
      let at = comments.findIndex(({ id }) => id == comment.parent) + 1 || comments.length;
      while (comments[at]?.depth >= comment.depth) at++;
      comments.splice(at, 0, comment);
    }
    const before = [...list.querySelectorAll("article")].map((article) => article.id + article.dataset.state).join();
    if (before == comments.map((comment) => `comment-${comment.id}${state(comment)}`).join() && !thread.votes && !comments.some(({ id }) => own[id])) return;
    const { activeElement } = document;
    const focused = list.contains(activeElement) && activeElement.closest("article");
    const lists = [list];
    list.replaceChildren();
    for (const comment of comments) {
      lists.length = Math.min(comment.depth, 5, lists.length - 1) + 1;
      const entry = lists.at(-1).appendChild(item(comment));
      lists.push(entry.lastElementChild);
    }
    for (const empty of list.querySelectorAll("ol:empty")) empty.remove();
    list.hidden = !comments.length;
    part("count").textContent = thread.count || "";
    // Who was at a comment's button still is.
    const same = focused && document.getElementById(focused.id);
    if (same) (part(activeElement.dataset.part, same) ?? same).focus();
  };

  const load = async () => {
    const { hash } = location;
    const isMissing = !thread && /^#comment-/.test(hash) && !document.getElementById(hash.slice(1));
    thread = await ask("thread?page=" + encodeURIComponent(page));
    draw();
    if (!editing && parent.value && !document.getElementById("author-" + parent.value)) strand();
    if (isMissing) document.getElementById(hash.slice(1))?.scrollIntoView();
  };
  const focus = (id) => document.getElementById("comment-" + id)?.focus();

  const count = () => {
    const left = part("left").dataset.most - [...text.value].length;
    part("left").textContent = say("left", left.toLocaleString(language));
  };
  const nonce = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, 0)).join("");

  // Puts `fields` into the form, which then answers or changes a comment, or neither.
  const fill = (fields, mode, value) => {
    for (const input of [name, website, text, parent]) input.value = fields[input.name] ?? "";
    section.querySelector(".comment-mode").hidden = !mode;
    part("mode").textContent = mode ? say(mode, value) : "";
    count();
  };
  // A change is kept with its comment, apart from the draft of another one.
  const save = () => {
    count();
    const kept = editing ? (own[editing].draft = {}) : draft;
    for (const input of [name, website, text, parent]) kept[input.name] = input.value;
    if (editing) keep("sessionStorage", "own", own);
    else keep("sessionStorage", page, draft);
  };
  const restore = () => {
    editing = null;
    fill(draft, draft.parent && "reply", draft.to);
  };
  const begin = () => (draft = { name: me.name, website: me.website, nonce: nonce() });
  // What was to be replied to is gone.
  const strand = () => {
    parent.value = "";
    save();
    restore();
    tell(say("alone"));
  };

  const complain = (error) => {
    const { status, detail, fields = [] } = error;
    for (const input of [text, website, name]) {
      const words = fields.filter((field) => field.name == input.name).map((field) => field.detail).join(" ");
      input.setAttribute("aria-invalid", !!words);
      document.getElementById(`comment-${input.name}-error`).textContent = words;
      if (words) input.focus();
    }
    tell(fields.length || !error.sent ? "" : (status < 500 && detail) || say("down"));
  };

  const send = async () => {
    const fields = { name: name.value, website: website.value, text: text.value };
    if (editing) return ask("comments/" + editing, "PUT", fields, own[editing].token);
    const post = async () => ask("comments", "POST", {
      ...fields, page, parent: parent.value, email: email.value, nonce: draft.nonce, proof: await prove(), ...(me.token && { author: me.token }),
    });
    // A proof that has become too old is done once more. What else is wrong has a name.
    return post().catch((error) => {
      if (error.status != 422 || error.fields) throw error;
      work = null;
      return post();
    });
  };

  form.noValidate = true;
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (busy) return;
    const empty = [name, text].filter(({ value }) => !value.trim()).map(({ name }) => ({ name, detail: say("empty") }));
    complain({ fields: empty });
    if (empty.length) return;
    busy = true;
    isDown = false;
    tell(say("sending"));
    const [button] = form.querySelectorAll("button:not([type])");
    button.ariaDisabled = true;
    try {
      const receipt = await send();
      const said = editing && receipt.state == "approved" ? "saved" : receipt.state;
      own[receipt.id] = { ...own[receipt.id], ...receipt, page, text: text.value, draft: null };
      keep("sessionStorage", "own", own);
      if (!editing) {
        me = remember.checked ? { name: name.value, website: website.value, token: receipt.authorToken ?? me.token } : {};
        keep("localStorage", "me", remember.checked && me);
        keep("sessionStorage", page);
        begin();
        work = null;
      }
      restore();
      part("shown").hidden = true;
      await load().catch(() => {});
      tell(say(said));
      focus(receipt.id);
    } catch (error) {
      // What is sent again is the same comment, unless the server knows another by this number.
      if (error.status == 409) {
        work = null;
        draft.nonce = nonce();
        keep("sessionStorage", page, draft);
        load().catch(() => {});
      }
      complain({ ...error, sent: true });
      if (error.fields?.some(({ name }) => name == "parent")) strand();
    }
    button.ariaDisabled = busy = false;
  };

  const actions = {
    reply: (id, author) => {
      if (editing) restore();
      parent.value = id;
      draft.to = author;
      save();
      restore();
      text.focus();
    },
    edit: (id) => {
      editing = id;
      fill({ ...own[id], name: own[id].author, ...own[id].draft }, "edit");
      text.focus();
    },
    take: async (id, _, button) => {
      if (button.dataset.sure) {
        button.textContent = button.dataset.sure;
        return delete button.dataset.sure;
      }
      await ask("comments/" + id, "DELETE", null, own[id].token);
      if (editing == id) restore();
      delete own[id];
      keep("sessionStorage", "own", own);
      await load();
      tell(say("taken"));
      section.focus();
    },
    vote: async (id, vote, { dataset }) => {
      if (votes[id] == vote) vote = 0;
      await ask("votes", "POST", { comment: id, vote });
      votes[id] = vote;
      keep("sessionStorage", "votes", votes);
      await load();
      tell(section.querySelector(`#comment-${id} [data-part="${dataset.part}"]`)?.textContent ?? "");
    },
    up: (id, _, button) => actions.vote(id, 1, button),
    down: (id, _, button) => actions.vote(id, -1, button),
    cancel: () => {
      if (editing) {
        own[editing].draft = null;
        keep("sessionStorage", "own", own);
      } else {
        parent.value = "";
        save();
      }
      restore();
      text.focus();
    },
    preview: async () => {
      const { html } = await ask("preview", "POST", { text: text.value });
      complain({});
      part("shown").replaceChildren(clean(html));
      part("shown").hidden = false;
      part("shown").focus();
    },
  };
  section.onclick = async (event) => {
    const button = event.target.closest("[data-part]");
    const action = actions[button?.dataset.part];
    if (!action) return;
    event.preventDefault();
    const article = button.closest("article");
    try {
      await action(article?.id.slice(8), article && part("author", article)?.textContent, button);
    } catch (error) {
      complain({ ...error, sent: true });
    }
  };

  form.oninput = () => {
    save();
    // Work that was done long ago will not count any more.
    if (Date.now() - begun > 6e5) work = null;
    if (!work && !isDown) prove().catch(() => {
      isDown = true;
      tell(say("down"));
    });
  };
  remember.checked = !!me.name;
  for (const element of [remember.closest("[hidden]"), part("preview")]) element.hidden = false;
  draft = { ...begin(), ...recall("sessionStorage", page) };
  restore();
  const watch = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    watch.disconnect();
    load().catch(() => tell(say("down")));
  }, { rootMargin: "1000px" });
  watch.observe(section);
  // One that the page does not have yet.
  if (/^#comment-/.test(location.hash) && !document.querySelector(":target")) section.scrollIntoView();
})();
