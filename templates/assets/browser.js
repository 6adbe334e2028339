// Guesses the reader's browser, system and device ("": unknown; app: in an app's viewer). Without it: no guess.
function readerOf({ userAgent, userAgentData, maxTouchPoints, brave }, { width, height }) {
  const touch = maxTouchPoints > 1;
  // With "desktop site", phones claim to be computers.
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
    app: /FBA|GSA|Line\/|Teams/,
    duckduckgo: /DuckDuckGo|Ddg/,
    brave: /Brave/,
    opera: /OP[RTX]\/|Opera/,
    vivaldi: /Vivaldi/,
    samsung: /Samsung(B| I)/,
    edge: /Edg/,
    firefox: /(Firefox|FxiOS|Focus)\//,
    viewer: /wv\)|WebView|WebKit(?!.*Safari)/,
    // Any other word: another browser.
    chrome: /(Chrome|CriOS)\/\S+ (Mobile\S* )?Safari\/\S+ \|(Google Chrome)?$/,
    safari: /(iP|Mac).*Version\/\S+ (Mobile\S* )?Safari\/\S+ \|$/,
  });
  const app = /app|viewer/.test(browser);
  const phone = small || /^(?!.*iPad).*Mobile/.test(signs);
  return { os, browser: app ? "" : browser, app, device: phone ? "phone" : /ios|android/.test(os) ? "tablet" : os && "computer" };
}
