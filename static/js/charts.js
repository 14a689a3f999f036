/* Live charts. The page has each chart as a drawing and a table; where scripts run, Plotly is loaded once the first chart comes on screen. */
const source = new URL("../vendor/plotly/plotly-basic-4.1.1.min.js", import.meta.url);
const dark = window.matchMedia("(prefers-color-scheme: dark)");
let loading = null;

function loadPlotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.querySelector("[data-plotly]")?.dataset.plotly ?? source;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : dark.matches;
}

/** The figure in the colors of the page: names of colors are in each trace's meta, the colors in the layout's. */
function paint(figure) {
  const palette = figure.layout.meta?.palette?.[isDark() ? "dark" : "light"] ?? {};
  const style = getComputedStyle(document.body);
  const ink = style.color;
  for (const trace of figure.data) {
    const color = palette[trace.meta?.color];
    if (color && trace.marker) {
      trace.marker.color = color;
      if (trace.marker.line) trace.marker.line.color = color;
    }
    if (color && trace.line) trace.line.color = color;
  }
  for (const axis of ["xaxis", "yaxis"]) {
    if (figure.layout[axis] && palette.line) figure.layout[axis].gridcolor = palette.line;
  }
  figure.layout.font = { ...figure.layout.font, color: ink, family: style.getPropertyValue("--sans") };
  return figure;
}

async function draw(chart) {
  const data = document.getElementById(chart.dataset.chart);
  const place = chart.querySelector(".chart__place");
  if (!data || !place) return;
  const Plotly = await loadPlotly();
  const live = document.createElement("div");
  live.className = "chart__live";
  const render = () => {
    const figure = paint(JSON.parse(data.textContent));
    return Plotly.react(live, figure.data, figure.layout, { displayModeBar: false, responsive: true });
  };
  const drawing = place.querySelector("svg");
  place.append(live);
  try {
    await render();
  } catch (error) {
    live.remove();
    return;
  }
  // On paper, which has another width, the server's drawing stands again.
  drawing?.classList.add("is-for-paper");
  const key = chart.querySelector(".chart__key");
  if (key) key.hidden = false;
  dark.addEventListener("change", render);
  live.on("plotly_click", (event) => {
    const url = event.points[0]?.customdata;
    const address = Array.isArray(url) ? url[0] : url;
    if (typeof address === "string" && address.startsWith("/")) window.location.assign(address);
  });
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    draw(entry.target).catch(() => {});
  }
}, { rootMargin: "200px" });

function watch(root) {
  if (!root.querySelectorAll) return;
  for (const chart of root.querySelectorAll("[data-chart]")) seen.observe(chart);
}

watch(document);
document.addEventListener("htmx:afterSwap", (event) => watch(event.target));
