// Search as you type: fills the list behind a field from the server. Without scripts the field takes a known name.
const WAIT = 150;

for (const list of document.querySelectorAll("datalist[data-find]")) {
  let timer = 0;
  let latest = "";
  const find = async (words) => {
    latest = words;
    const answer = await fetch(`${list.dataset.find}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || words !== latest) return;
    const { actors } = await answer.json();
    list.replaceChildren(...actors.map(({ name }) => Object.assign(document.createElement("option"), { value: name })));
  };
  for (const field of document.querySelectorAll(`input[list="${list.id}"]`)) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      if (field.value.trim().length > 1) timer = setTimeout(find, WAIT, field.value.trim());
    });
  }
}
