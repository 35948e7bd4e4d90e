// What a page cannot do without a script: read a card's token from the part of the address that is never sent, print, count down a
// wait, and go in with the third picture's tap.
const card = document.querySelector("form[data-card]");
if (card && location.hash.length > 1) {
  card.elements.the.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => print());
}

for (const left of document.querySelectorAll("[data-seconds]")) {
  const tick = setInterval(() => {
    const seconds = Number(left.textContent) - 1;
    if (seconds > 0) return void (left.textContent = seconds);
    clearInterval(tick);
    left.closest(".notice").hidden = true;
  }, 1000);
}
const picker = document.querySelector("[data-picker]");
if (picker) {
  // With the arrow keys a choice is only passed by: the form then waits for its button.
  let tapped = false;
  picker.classList.add("live");
  picker.addEventListener("pointerdown", () => (tapped = true));
  picker.addEventListener("keydown", () => (tapped = false));
  picker.addEventListener("change", () => {
    if (!tapped) return;
    const next = [...picker.querySelectorAll("fieldset")].find((one) => !one.querySelector(":checked"));
    if (next) next.querySelector("input").focus({ preventScroll: true });
    else picker.requestSubmit();
  });
  // A page that comes back from the browser's memory has no old choice.
  addEventListener("pageshow", () => picker.reset());
}
