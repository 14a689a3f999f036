/* Copying an address, where the browser lets us; the mail link beside it needs no script. */
function show(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
});

show(document);
document.addEventListener("htmx:afterSettle", (event) => show(event.target));
