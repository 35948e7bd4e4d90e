// Thoát nhanh: the page is gone at once, the history entry is replaced, and Back does not lead into our pages again
// until somebody opens one on purpose. Without this script the link itself still leads to the neutral page.
(() => {
  "use strict";
  // where the button of the page leads: a timetable of the child's age
  const neutral = () => {
    const button = document.querySelector("[data-quick-exit]");
    return button ? button.href : "/thoi-khoa-bieu";
  };
  const left = "x";

  // Storage may be forbidden; leaving must work all the same.
  const note = (change) => {
    try {
      return change(sessionStorage);
    } catch {
      return null;
    }
  };
  const vanish = () => {
    const place = neutral();
    document.documentElement.hidden = true;
    document.title = "Thời khóa biểu";
    if (document.body) document.body.replaceChildren();
    if (window.speechSynthesis) window.speechSynthesis.cancel();
    const cached = navigator.serviceWorker && navigator.serviceWorker.controller;
    location.replace(navigator.onLine || cached ? place : "about:blank");
  };

  const came = performance.getEntriesByType("navigation")[0];
  if (came && came.type === "back_forward") {
    if (note((storage) => storage.getItem(left))) vanish();
  } else if (came && came.type === "navigate") {
    note((storage) => storage.removeItem(left));
  }

  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (note((storage) => storage.getItem(left))) vanish();
    else location.reload();
  });

  document.addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("[data-quick-exit]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      note((storage) => storage.setItem(left, "1"));
      vanish();
    },
    true,
  );
})();
