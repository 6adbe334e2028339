// Keeps a page of the preview as new as its files. Without it the page works as it will on the web; reload it by hand.
(function () {
  "use strict";

  var script = document.currentScript;
  var shown = script.dataset.shown;
  var findings = script.dataset.findings;
  var placeKey = "guidegen-place";
  var events = null;

  // Where the reader was before the page was loaded again.
  function keepPlace() {
    var place = { page: location.pathname, x: scrollX, y: scrollY };
    sessionStorage.setItem(placeKey, JSON.stringify(place));
    history.scrollRestoration = "manual";
  }

  function returnToPlace() {
    var text = sessionStorage.getItem(placeKey);
    if (!text) return;
    sessionStorage.removeItem(placeKey);
    var place = JSON.parse(text);
    if (place.page !== location.pathname) return;
    function go() {
      scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    }
    go();
    addEventListener("load", function () {
      go();
      history.scrollRestoration = "auto";
    });
  }

  function reload() {
    keepPlace();
    location.reload();
  }

  // New style sheets take the places of the old ones once they have arrived, unless newer ones come before that.
  function changeStyles(addresses) {
    document.querySelectorAll("link[data-coming]").forEach(function (link) {
      link.remove();
    });
    var links = document.querySelectorAll('link[rel="stylesheet"]');
    if (links.length !== addresses.length) return reload();
    links.forEach(function (link, number) {
      if (link.getAttribute("href") === addresses[number]) return;
      var successor = link.cloneNode();
      successor.dataset.coming = "";
      successor.href = addresses[number];
      successor.onload = successor.onerror = function () {
        if (!successor.isConnected) return;
        delete successor.dataset.coming;
        link.remove();
      };
      link.after(successor);
    });
  }

  function showFindings(html) {
    var box = document.getElementById("guidegen-findings");
    if (!html) return box && box.remove();
    if (!box) {
      box = document.createElement("div");
      box.id = "guidegen-findings";
      box.setAttribute("role", "alert");
      document.body.append(box);
    }
    (box.shadowRoot || box.attachShadow({ mode: "open" })).innerHTML = html;
  }

  // Remembers what the page shows now, for the next connection.
  function note(event) {
    var parts = event.lastEventId.split("/");
    shown = parts[0];
    findings = parts[1];
  }

  // A browser opens few connections to one host, so only the page that is looked at has one.
  function listen() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
      return;
    }
    if (events) return;
    var query = new URLSearchParams({ page: location.pathname, shown: shown, findings: findings });
    events = new EventSource("/_preview/events?" + query);
    events.addEventListener("page", reload);
    events.addEventListener("styles", function (event) {
      note(event);
      changeStyles(event.data ? event.data.split("\n") : []);
    });
    events.addEventListener("findings", function (event) {
      note(event);
      showFindings(event.data);
    });
    // The preview may have been stopped and started.
    events.onerror = function () {
      if (!events) return;
      events.close();
      events = null;
      setTimeout(listen, 300);
    };
  }

  returnToPlace();
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", function () {
    if (events) events.close();
    events = null;
  });
  addEventListener("pageshow", listen);
})();
