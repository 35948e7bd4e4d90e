// Bàn tay and vòng tròn tin cậy: what was ticked stays in this window, is never sent, and is gone at the door.
(() => {
  "use strict";
  const PREFIX = "lachan.tin-cay.";
  let drawer;
  try {
    drawer = sessionStorage;
  } catch {
    return; // forbidden: the ticks last as long as the page
  }
  if (location.pathname === "/") {
    for (const key of Object.keys(drawer)) if (key.startsWith(PREFIX)) drawer.removeItem(key);
    return;
  }
  const key = PREFIX + location.pathname;
  const boxes = [...document.querySelectorAll("input[data-trusted]")];
  const kept = (drawer.getItem(key) || "").split("\n");
  for (const box of boxes) {
    box.checked = kept.includes(box.dataset.trusted);
    box.addEventListener("change", () => {
      const ticked = boxes.filter((one) => one.checked).map((one) => one.dataset.trusted);
      drawer.setItem(key, ticked.join("\n"));
    });
  }
})();
