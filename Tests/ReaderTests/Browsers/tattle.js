// Keeps what goes wrong on a page, for tests in browsers whose consoles cannot be read. Runs before all other scripts.
window.complaints = [];
addEventListener("error", event => complaints.push(event.message || "cannot load " + event.target.outerHTML), true);
addEventListener("unhandledrejection", event => complaints.push("unhandled: " + event.reason));
document.addEventListener("securitypolicyviolation", event =>
  complaints.push(event.violatedDirective + " forbids " + event.blockedURI));
for (const kind of ["error", "warn"]) {
  const own = console[kind];
  console[kind] = (...words) => { complaints.push(words.join(" ")); own.apply(console, words); };
}
