// An island wakes when the browser is idle. A page in the background or on a busy phone may not be idle for a long time: then it wakes all the same,
// before somebody's taps on it stay without an answer.
(() => {
  "use strict";
  const idle = window.requestIdleCallback;
  if (!idle) return;
  window.requestIdleCallback = (call, options) => idle.call(window, call, options || { timeout: 500 });
})();
