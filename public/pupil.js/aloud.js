// Nghe đọc: plays the recording of this step, or reads what is on the screen with the browser's Vietnamese voice and lights
// the words as they are spoken. Where there is neither, the button stays hidden. Nothing is ever read without a tap.
(() => {
  "use strict";
  const button = document.querySelector("[data-aloud]");
  if (!button) return;
  const silent = { getVoices: () => [], cancel() {}, addEventListener() {} };
  const speech = window.speechSynthesis || silent;
  const way = document.querySelector("[data-recorded]");
  const recorded = way ? way.dataset.recorded.split(" ") : [];

  // An utterance that nothing refers to may be collected while it is spoken, and then never ends.
  let saying = null;
  let rest = [];

  const voice = () =>
    speech.getVoices().find((one) => one.lang.toLowerCase().replace("_", "-").startsWith("vi"));
  // `canh-1`, `cau-2`: the step on the screen, if somebody recorded it.
  const recording = () => {
    const scene = document.querySelector("section[data-step]:not([hidden])");
    const question = document.querySelector("form.question");
    const asked = question && /[?]cau=([0-9]+)/.exec(question.getAttribute("action"));
    const step = scene ? scene.dataset.step : asked && "cau-" + asked[1];
    return recorded.includes(step) && !document.querySelector(".feedback") ? step : null;
  };
  const offer = () => {
    button.hidden = !voice() && !recorded.length;
  };

  // On the screen now, in reading order; after an answer, what was said about it is what one wants to hear.
  const readable = () => {
    const shown = (element) => element.getClientRects().length > 0;
    const said = [...document.querySelectorAll(".feedback p")].filter(shown);
    if (said.length) return said;
    return [...document.querySelectorAll("main :is(h1, h2, p, li, legend, .option > span, [data-say])")].filter(
      (element) => shown(element) && !element.closest(".way, .mark, .staff-door, .quiet-read, [aria-hidden=true]") && !element.querySelector("p, li"),
    );
  };

  // Where the browser can: marks laid over the text; the page itself is not touched.
  const light = (element, from, length) => {
    if (!window.CSS || !CSS.highlights || !window.Highlight) return;
    if (!element) return void CSS.highlights.delete("spoken");
    const range = new Range();
    if (from === undefined) {
      range.selectNodeContents(element);
    } else {
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let at = 0;
      let begun = false;
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const end = at + node.data.length;
        if (!begun && from < end) {
          range.setStart(node, from - at);
          begun = true;
        }
        if (begun && from + length <= end) {
          range.setEnd(node, from + length - at);
          break;
        }
        at = end;
      }
    }
    CSS.highlights.set("spoken", new Highlight(range));
  };

  const stop = () => {
    rest = [];
    if (saying instanceof Audio) saying.pause();
    saying = null;
    speech.cancel();
    light(null);
    button.setAttribute("aria-pressed", "false");
  };

  // A paragraph in which people of the picture speak is read part by part: each of them a little higher or lower than the
  // teller, and the same each time. A voice that cannot do that reads on as it is.
  const pitch = (name) => (name ? [1.25, 0.8, 1.12, 0.9][[...name].reduce((sum, c) => sum + c.codePointAt(0), 0) % 4] : 1);
  const parts = (element) => {
    if (!element.querySelector("[data-by]")) return [{ element, from: 0, text: element.textContent, pitch: 1 }];
    let from = 0;
    return [...element.childNodes].map((node) => {
      const text = node.textContent;
      const part = { element, from, text, pitch: pitch(node.dataset && node.dataset.by) };
      from += text.length;
      return part;
    }).filter((part) => part.text.trim());
  };

  const next = () => {
    const part = rest.shift();
    if (!part || !part.element.isConnected) return stop();
    const { element, from, text } = part;
    const one = new SpeechSynthesisUtterance(text);
    one.voice = voice();
    one.lang = "vi-VN";
    one.rate = 0.9;
    one.pitch = part.pitch;
    one.onstart = () => light(element);
    one.onboundary = (event) => {
      if (event.name !== "word") return;
      const word = event.charLength || text.slice(event.charIndex).search(/\s|$/);
      light(element, from + event.charIndex, word);
    };
    one.onend = () => saying === one && next();
    one.onerror = () => saying === one && stop();
    saying = one;
    speech.speak(one);
  };

  const play = (step) => {
    const module = location.pathname.split("/")[2];
    saying = new Audio("/am-thanh/" + module + "/" + step);
    saying.onended = stop;
    saying.onerror = stop;
    saying.play().catch(stop);
  };

  button.addEventListener("click", () => {
    if (saying) return stop();
    const step = recording();
    if (step) {
      button.setAttribute("aria-pressed", "true");
      return play(step);
    }
    rest = readable().flatMap(parts);
    button.setAttribute("aria-pressed", "true");
    next();
  });
  // Another scene, another page: what was being read is no longer there.
  addEventListener("pagehide", stop);
  document.addEventListener("click", (event) => {
    if (saying && !button.contains(event.target) && event.target.closest("a, button")) stop();
  });

  offer();
  speech.addEventListener("voiceschanged", offer);
})();
