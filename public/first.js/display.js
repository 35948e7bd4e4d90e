// Text size and contrast, as this device was told before: set before the first paint, so that nothing jumps. Names nobody.
(() => {
  "use strict";
  const root = document.documentElement;
  const settings = ["size", "contrast"];

  // Storage may be forbidden; then a choice lasts as long as the page.
  const stored = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem("lachan." + name);
      if (value) localStorage.setItem("lachan." + name, value);
      else localStorage.removeItem("lachan." + name);
    } catch {}
    return null;
  };
  const set = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  for (const name of settings) set(name, stored(name));

  addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-display]");
    if (!panel) return;
    const show = () => {
      for (const name of settings) {
        for (const button of panel.querySelectorAll("[data-" + name + "]")) {
          const on = (root.dataset[name] || "") === button.dataset[name];
          button.setAttribute("aria-pressed", String(on));
        }
      }
    };
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      for (const name of settings) {
        if (!(name in button.dataset)) continue;
        set(name, button.dataset[name]);
        stored(name, button.dataset[name]);
      }
      show();
    });
    // Closes like any small window: Escape, or a tap beside it.
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      panel.open = false;
      panel.querySelector("summary").focus();
    });
    addEventListener("pointerdown", (event) => {
      if (!panel.contains(event.target)) panel.open = false;
    });
    show();
    panel.hidden = false;
  });
})();
