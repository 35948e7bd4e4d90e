// The two things a page cannot do without a script: read a card's token from the part of the address that is never sent, and print.
const card = document.querySelector("form[data-card]");
if (card && location.hash.length > 1) {
  card.elements.the.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => print());
}
