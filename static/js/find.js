// Search as you type: fills the list behind a field from the server. Without scripts the field takes a known name.
const WAIT = 150;

function attend(list) {
  list.dataset.ready = "";
  let timer = 0;
  let latest = "";
  const find = async (words) => {
    latest = words;
    const answer = await fetch(`${list.dataset.find}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || words !== latest) return;
    const { found } = await answer.json();
    list.replaceChildren(...found.map(({ name }) => Object.assign(document.createElement("option"), { value: name })));
  };
  for (const field of document.querySelectorAll(`input[list="${list.id}"]`)) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      if (field.value.trim().length > 1) timer = setTimeout(find, WAIT, field.value.trim());
    });
  }
}

function start(root) {
  for (const list of root.querySelectorAll("datalist[data-find]:not([data-ready])")) attend(list);
}

start(document);
document.addEventListener("htmx:afterSettle", (event) => start(event.target));
