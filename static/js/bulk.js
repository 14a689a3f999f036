// Ticking rows for a decision about several: all at once, a range with Shift, and how many there are. Without scripts the boxes do by themselves.
let last = null;

function boxes() {
  return [...document.querySelectorAll("[data-bulk]")].filter((box) => box.getClientRects().length > 0);
}

function count() {
  const said = document.querySelector("[data-bulk-count]");
  if (!said) return;
  const ticked = document.querySelectorAll("[data-bulk]:checked").length;
  said.textContent = ticked ? `${said.dataset.words} ${ticked}` : "";
  if (ticked) said.closest("details").open = true;
}

const all = document.querySelector("[data-bulk-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const shown = boxes();
    const isTicked = shown.every((box) => box.checked);
    for (const box of shown) box.checked = !isTicked;
    count();
  });
  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-bulk]");
    if (!box) return;
    const shown = boxes();
    if (event.shiftKey && last?.isConnected) {
      const [from, to] = [shown.indexOf(last), shown.indexOf(box)].sort((a, b) => a - b);
      for (const each of shown.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
    count();
  });
  // What was decided by itself meanwhile is no longer meant.
  document.addEventListener("htmx:afterSettle", (event) => {
    const box = event.target.closest?.("[data-row]")?.querySelector("[data-bulk]");
    if (box?.checked && !box.getClientRects().length) box.checked = false;
    count();
  });
  count();
}
