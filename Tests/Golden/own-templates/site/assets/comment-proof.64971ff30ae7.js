// Does the work that a comment is asked for, as a worker, so that the page stays quick. Without it: the comment waits for a moderator.
// Gets {challenge} as the server made it; answers {proof}, or {error} where there is none. Sources: ALTCHA, version 2; RFC 8018, 5.2.
(() => {
  // No challenge asks for more tries.
  const mostTries = 10000;
  const subtle = self.crypto?.subtle;

  const bytesOf = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const digitsOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  // What the browser's own cryptography makes of each try: a promise of 32 bytes.
  const nativeKey = async (password, salt, iterations) => {
    const key = await subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    return new Uint8Array(await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, key, 256));
  };

  // SHA-256 (FIPS 180-4) for pages on plain http, where browsers keep theirs back. Its constants are the first 32 bits behind the
  // point of the cube roots and square roots of the first primes.
  const [cubeRoots, squareRoots] = [new Int32Array(64), new Int32Array(8)];
  const bitsBehindPoint = (number) => (number % 1) * 2 ** 32;
  for (let number = 2, count = 0; count < 64; number++) {
    let divisor = 2;
    while (number % divisor) divisor++;
    if (divisor < number) continue;
    if (count < 8) squareRoots[count] = bitsBehindPoint(Math.sqrt(number));
    cubeRoots[count++] = bitsBehindPoint(Math.cbrt(number));
  }
  const words = new Int32Array(64);

  // The state after `block`, 16 words, into the first words of `out`.
  const compress = (state, block, out) => {
    for (let i = 0; i < 16; i++) words[i] = block[i];
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15];
      const y = words[i - 2];
      words[i] = (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) + words[i - 7]
        + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)) + words[i - 16];
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i++) {
      const one = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + (g ^ (e & (f ^ g)))
        + cubeRoots[i] + words[i]) | 0;
      const two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) | (c & (a | b)))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    out[0] = state[0] + a;
    out[1] = state[1] + b;
    out[2] = state[2] + c;
    out[3] = state[3] + d;
    out[4] = state[4] + e;
    out[5] = state[5] + f;
    out[6] = state[6] + g;
    out[7] = state[7] + h;
  };

  // `bytes`, each combined with `mask`, as 16 words.
  const blockOf = (bytes, mask = 0) => {
    const block = new Int32Array(16);
    for (let i = 0; i < 64; i++) block[i >> 2] |= (bytes[i] ^ mask) << (24 - 8 * (i & 3));
    return block;
  };

  // As `nativeKey`, at once. A password and a salt have less than 52 bytes here, so that each is one block.
  const ownKey = (password, salt, iterations) => {
    const [inner, outer] = [new Int32Array(8), new Int32Array(8)];
    compress(squareRoots, blockOf(password, 0x36), inner);
    compress(squareRoots, blockOf(password, 0x5c), outer);
    const block = blockOf([...salt, 0, 0, 0, 1, 0x80]);
    block[15] = (64 + salt.length + 4) * 8;
    compress(inner, block, block);
    // From here on each message is one hash, 32 bytes, and what follows it never changes.
    block.set([1 << 31, 0, 0, 0, 0, 0, 0, (64 + 32) * 8], 8);
    compress(outer, block, block);
    const key = block.slice(0, 8);
    for (let round = 1; round < iterations; round++) {
      compress(inner, block, block);
      compress(outer, block, block);
      for (let i = 0; i < 8; i++) key[i] ^= block[i];
    }
    return Uint8Array.from({ length: 32 }, (_, i) => key[i >> 2] >>> (24 - 8 * (i & 3)));
  };

  // The number and the key of the first try that succeeds, of every `step`-th from `first` on; undefined where there is none.
  const search = async ({ parameters }, first, step) => {
    const { nonce, salt, cost, keyPrefix } = parameters;
    const prefix = bytesOf(keyPrefix);
    const saltBytes = bytesOf(salt);
    // The browser has threads of its own for what is asked of it together.
    const together = subtle ? 16 : 1;
    const derive = subtle ? nativeKey : ownKey;
    const passwordOf = (counter) => {
      const password = new Uint8Array([...bytesOf(nonce), 0, 0, 0, 0]);
      new DataView(password.buffer).setUint32(password.length - 4, counter);
      return password;
    };
    for (let start = first; start < mostTries; start += step * together) {
      const counters = Array.from({ length: together }, (_, i) => start + i * step);
      const keys = counters.map((counter) => derive(passwordOf(counter), saltBytes, cost));
      for (const [i, key] of (subtle ? await Promise.all(keys) : keys).entries()) {
        if (prefix.every((byte, j) => byte == key[j])) return { counter: counters[i], derivedKey: digitsOf(key) };
      }
    }
  };

  // Without the browser's threads, workers share the tries out: the first that succeeds ends the others.
  const searchTogether = (challenge, count) =>
    new Promise((done, refuse) => {
      let open = count;
      const workers = Array.from({ length: count }, (_, first) => {
        const worker = new Worker(self.location.href);
        worker.onmessage = ({ data }) => (data.found || --open == 0) && end(done, data.found);
        worker.onerror = () => end(refuse);
        worker.postMessage({ challenge, first, step: count });
        return worker;
      });
      const end = (settle, found) => {
        for (const worker of workers) worker.terminate();
        settle(found);
      };
    });

  const solve = async (challenge) => {
    const { algorithm, keyLength } = challenge.parameters;
    if (algorithm != "PBKDF2/SHA-256" || keyLength != 32) return;
    const count = subtle || !self.Worker ? 1 : Math.min(navigator.hardwareConcurrency || 1, 4);
    if (count == 1) return search(challenge, 0, 1);
    return searchTogether(challenge, count).catch(() => search(challenge, 0, 1));
  };

  self.onmessage = async ({ data: { challenge, first, step } }) => {
    try {
      if (step) return self.postMessage({ found: await search(challenge, first, step) });
      const start = performance.now();
      const solution = await solve(challenge);
      if (!solution) return self.postMessage({ error: "the challenge cannot be solved" });
      solution.time = Math.round(performance.now() - start);
      const text = new TextEncoder().encode(JSON.stringify({ challenge, solution }));
      self.postMessage({ proof: btoa(String.fromCharCode(...text)) });
    } catch (error) {
      self.postMessage({ error: String(error) });
    }
  };
})();
