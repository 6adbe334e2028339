// Opens a person's page with the code, and checks the app's codes in it. Without it: the page says that it needs JavaScript.
(() => {
  const page = document.querySelector(".enrollment");
  const sealed = JSON.parse(page.querySelector("script").textContent);
  const [openForm, checkForm] = page.querySelectorAll("form");
  const article = page.querySelector("article");
  // The article has templates of its own.
  const messages = page.querySelector("template").content;
  const words = new TextEncoder();
  const { subtle } = crypto;
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt());

  const fill = (part, values) => {
    for (const place of part.querySelectorAll("[data-fill]")) place.textContent = values[place.dataset.fill];
  };

  // Shows answers by their names in the template; a screen reader reads them out.
  const answer = (form, names, values = {}) => {
    const parts = names.map((name) => {
      const part = messages.querySelector(`[data-say=${name}]`).cloneNode(true);
      part.className = "answer";
      fill(part, values);
      return part;
    });
    page.querySelector(`[data-answer=${form}]`).replaceChildren(...parts);
  };

  // The web server's clock in seconds, and how far this computer's is ahead; undefined without a server.
  const serverClock = async () => {
    try {
      const start = Date.now();
      const { headers } = await fetch(location.pathname, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) });
      const time = Date.parse(headers.get("Date")) / 1000 + Number(headers.get("Age")) + 0.5;
      if (time) return { time, ahead: (start + Date.now()) / 2000 - time };
    } catch {}
  };
  const isExpired = async () => ((await serverClock())?.time ?? Date.now() / 1000) >= sealed.expires;

  // Letters that are taken for others stand for them.
  const crockford = (text) => text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");

  const derive = async (from, algorithm, bits) =>
    subtle.deriveBits(algorithm, await subtle.importKey("raw", from, algorithm.name, false, ["deriveBits"]), bits);

  const hkdf = (from, salt, info, bits) =>
    derive(from, { name: "HKDF", hash: "SHA-256", salt: words.encode(salt), info: words.encode(`guidegen page ${info}`) }, bits);

  // The page's text; else the name of what is wrong.
  const open = async (code, addressKey) => {
    const { version, name, iterations, expires, channels } = sealed;
    let key = await derive(words.encode(code), { name: "PBKDF2", hash: "SHA-256", salt: words.encode(name), iterations }, 256);
    if (channels > 1) key = await hkdf(key, addressKey, "address", 256);
    const check = new Uint8Array(await hkdf(key, "", "check", 256));
    if (bytes(sealed.check).some((byte, index) => byte != check[index])) return "closed";
    const additionalData = words.encode(`guidegen page ${version} ${name} ${iterations} ${expires} ${channels}`);
    try {
      const cipher = await subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
      const plain = await subtle.decrypt({ name: "AES-GCM", iv: bytes(sealed.nonce), additionalData }, cipher, bytes(sealed.text));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return "altered";
    }
  };

  const show = ({ html, account, token }) => {
    openForm.hidden = true;
    answer("open", ["opened"]);
    article.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    for (const code of article.querySelectorAll(".enrollment-code")) code.id ||= "your-code";
    article.hidden = checkForm.parentElement.hidden = false;
    fill(checkForm.parentElement, { account, digits: token.digits });
    for (const source of page.dataset.scripts.split(" ").filter(Boolean)) {
      document.head.append(Object.assign(document.createElement("script"), { src: source, async: false }));
    }
    article.focus();
    const check = checker(token);
    checkForm.onsubmit = async (event) => {
      event.preventDefault();
      const input = checkForm.elements.code;
      const code = input.value.replace(/[\s-]/g, "");
      const values = { account, digits: token.digits };
      answer("check", ["checking"]);
      if (!/^\d+$/.test(code) || code.length != token.digits) return answer("check", ["digits"], values);
      const clock = await serverClock();
      const { say, number } = await check(code, clock);
      const isComputerWrong = Math.abs(clock?.ahead) > 60;
      const ahead = Math.round(Math.abs(clock?.ahead));
      answer("check", isComputerWrong ? [say, "computer"] : [say], { ...values, number, ahead });
      input.select();
    };
  };

  // A function that says what codes tell of the app. Sources: RFC 4226, RFC 6238.
  const checker = ({ secret, hash, digits, period, counter }) => {
    const key = subtle.importKey("raw", bytes(secret), { name: "HMAC", hash }, false, ["sign"]);
    const codeOf = async (count) => {
      const message = new DataView(new ArrayBuffer(8));
      message.setBigUint64(0, BigInt(count));
      const code = new DataView(await subtle.sign("HMAC", await key, message));
      const number = code.getUint32(code.getUint8(code.byteLength - 1) & 15) & 0x7fffffff;
      return String(number % 10 ** digits).padStart(digits, "0");
    };
    const codes = (from, count) => Promise.all(Array.from({ length: count }, (_, index) => codeOf(Math.max(0, from + index))));
    // How far one code is looked for, and two in a row; both in periods to each side.
    const [near, far] = [10, 2880];
    let before;

    if (!period) {
      return async (code) => {
        const number = (await codes(counter, 50)).indexOf(code);
        return { say: number < 0 ? "wrong" : number ? "presses" : "works", number };
      };
    }
    return async (code, clock) => {
      if (code == before?.code) return { say: "same" };
      const now = Math.floor((clock?.time ?? Date.now() / 1000) / period);
      const around = await codes(now - near, 2 * near + 1);
      const off = around.map((each, index) => each == code && index - near).filter(Number.isInteger)
        .sort((one, other) => Math.abs(one) - Math.abs(other))[0];
      const earlier = before;
      before = { code, off };
      const isLate = earlier?.off < 0;
      if (Math.abs(off) <= 1) return (before = undefined), { say: isLate ? "late" : "works" };
      if (!earlier) return { say: off ? "second" : "wrong" };
      // The same distance twice is a clock; so are two codes that follow each other, however far away.
      let seen = Math.abs(off - earlier.off) <= 1 ? off : undefined;
      if (!seen) {
        const all = await codes(now - far, 2 * far + 1);
        seen = all.map((each, index) => each == code && all[index - 1] == earlier.code && index - far).filter(Number.isInteger)[0];
      }
      if (!seen) return { say: off ? "second" : "wrong" };
      before = undefined;
      return { say: clock ? (seen > 0 ? "ahead" : "behind") : "differs", number: Math.abs(seen) * period };
    };
  };

  const start = async () => {
    if (!isSecureContext) return answer("open", ["insecure"]);
    if (!subtle) return answer("open", ["old"]);
    const addressKey = crockford(location.hash.slice(1)).toLowerCase();
    if (sealed.channels > 1) {
      if (addressKey.length != 26) return answer("open", ["cut"]);
      // The history of the browser need not have it.
      history.replaceState(null, "", location.pathname);
    }
    if (await isExpired()) return answer("open", ["expired"]);
    openForm.hidden = false;
    openForm.onsubmit = async (event) => {
      event.preventDefault();
      const code = crockford(openForm.elements.code.value);
      if (code.length != 16) return answer("open", ["shape"]);
      answer("open", ["opening"]);
      const opened = (await isExpired()) ? "expired" : await open(code, addressKey);
      if (typeof opened == "string") return answer("open", [opened]);
      openForm.reset();
      show(opened);
    };
  };
  // Whoever comes back to the page opens it again.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  start();
})();
