// Guesses browser, system, device. Without it: no guess.
function readerOf({ userAgent, userAgentData, maxTouchPoints, brave }, { width, height }) {
  const touch = maxTouchPoints > 1;
  const small = touch && Math.min(width, height) < 500;
  const brands = userAgentData?.brands.map((each) => each.brand).join().replace(/[^,]*Not[^,]*|Chromium|,/g, "") ?? "";
  const signs = userAgent + (brave ? " Brave|" : " |") + brands;
  const first = (table) => Object.keys(table).find((key) => table[key].test(signs)) ?? "";

  const os = first({
    ios: touch ? /iP[hao]|Mac/ : /iP[hao]/,
    android: small ? /Android|Linux/ : /Android/,
    chromeos: /CrOS/,
    windows: /Windows/,
    macos: /Mac/,
    linux: /Linux|BSD/,
  });
  const browser = first({
    duckduckgo: /DuckDuckGo|Ddg/,
    brave: /Brave/,
    opera: /OP[RTX]\/|Opera/,
    vivaldi: /Vivaldi/,
    samsung: /Samsung(B| I)/,
    app: /FBA|GSA|Line\/|Teams|wv\)|WebView|WebKit(?!.*Safari)/,
    edge: /Edg/,
    firefox: /(Firefox|FxiOS|Focus)\//,
    chrome: /[^e] (Chrome|CriOS)\/\S+ ((Mobile|Version)\S* )?Safari\/\S+ \|(Google Chrome)?$/,
    safari: /(iP|Mac).*Version\/\S+ (Mobile\S* )?Safari\/\S+ \|$/,
  });
  const app = browser == "app";
  const device = small || /iP(hone|od)|Android.*Mobile/.test(signs) ? "phone" : /ios|android/.test(os) ? "tablet" : os && "computer";
  return { os, browser: app ? "" : browser, app, device };
}
