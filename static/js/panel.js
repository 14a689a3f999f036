/* A panel beside the page for what a link shows in its context. The link works without it, too. */
const panel = document.getElementById("panel");
let opener = null;

document.addEventListener("htmx:afterSwap", (event) => {
  if (!panel || event.target.id !== "panel-body") return;
  opener = event.detail?.requestConfig?.elt ?? document.activeElement;
  if (!panel.open) panel.show();
  panel.scrollTop = 0;
  panel.querySelector("button")?.focus();
});

panel?.addEventListener("close", () => {
  if (opener?.isConnected) opener.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel?.open) panel.close();
});
