// The hand-held guide and the wall: arrow keys and a remote's Page keys turn, F fills the screen, B hides it for a moment, and
// the minutes go on. Every step is a link, so nothing here is needed.
(() => {
  "use strict";
  const here = () => document.querySelector(".slide:target") || document.querySelector(".slide") || document;
  const turn = (rel) => {
    const link = here().querySelector("a[rel=" + rel + "]");
    if (link) link.click();
  };
  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
  };
  const keys = {
    ArrowRight: () => turn("next"),
    PageDown: () => turn("next"),
    ArrowLeft: () => turn("prev"),
    PageUp: () => turn("prev"),
  };
  const wall = document.querySelector(".slides");
  if (wall) {
    keys.f = keys.F = full;
    // A remote's black-screen key sends B or a full stop.
    keys.b = keys.B = keys["."] = () => document.body.classList.toggle("dark-wall");
    keys.Home = () => (location.hash = document.querySelector(".slide").id);
    for (const button of document.querySelectorAll("[data-fullscreen]")) {
      button.hidden = !document.documentElement.requestFullscreen;
      button.addEventListener("click", full);
    }
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest && event.target.closest("input, select, textarea")) return;
    if (event.key === "Escape" && location.hash && !wall) {
      location.hash = "buoc";
      return;
    }
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Turning a slide or closing a panel moves the focus with the eye.
  addEventListener("hashchange", () => {
    const shown = document.querySelector(":target");
    const first = shown && shown.matches(".slide, .lead-panel") && shown.querySelector("h2, .slide-text");
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    scrollTo(0, 0);
  });

  const gone = document.querySelector("[data-began]");
  if (gone) {
    setInterval(() => {
      const minutes = Math.floor(Date.now() / 60000) - Number(gone.dataset.began);
      if (minutes >= 0) gone.textContent = gone.dataset.template.replace("#", String(minutes));
    }, 10000);
  }
})();
