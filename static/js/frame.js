/* Tells the page around the frame how high the content is. */
new ResizeObserver(() => {
  parent.postMessage({ claimsiteHeight: document.documentElement.offsetHeight }, "*");
}).observe(document.documentElement);
