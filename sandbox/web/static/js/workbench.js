// Puts the parts of a desk together: chart, selection, evidence, saving, time. Used by the workbench and by feedback.
import { Autosave } from "./autosave.js";
import { Chart } from "./chart.js";
import { Evidence } from "./evidence.js";
import { startSwitch } from "./keys.js";
import { Openings } from "./openings.js";
import { startSides, startSplit } from "./panes.js";
import { Picking } from "./picking.js";
import { openAfresh } from "./afresh.js";
import { clockTime } from "./times.js";
import { startTimer } from "./timer.js";

const panes = document.querySelector("[data-panes]");
const root = document.querySelector("[data-chart]");
const form = document.querySelector("#answer");
const chart = new Chart(root);
const show = startSides(panes, document.querySelector("[data-sides]"));
startSplit(panes, document.querySelector("[data-split]"));
startSwitch(document);
document.addEventListener("keydown", (event) => chart.key(event));

for (const time of document.querySelectorAll("time[data-clock]")) time.textContent = clockTime(new Date(time.dateTime));

document.querySelector(".worklist [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

if (form) work();
else feedback();

function work() {
  const saving = new Autosave(form);
  const picking = new Picking(chart);
  new Evidence(form, chart, picking);
  new Openings(chart, root.dataset.opened, form.dataset.task, () => form.elements.csrf_token.value);
  const timer = document.querySelector("[data-timer]");
  if (timer) startTimer(timer, async () => {
    await saving.save();
    setTimeout(openAfresh, 6000);
  });
  form.addEventListener("autosave:saved", () => {
    const status = document.querySelector(`[data-status="${CSS.escape(form.dataset.task)}"]`);
    if (status) status.textContent = "In progress";
  });
  form.addEventListener("click", (event) => event.target.closest("[data-go-to]") && show("chart"));
  document.querySelector("#task").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-show]");
    if (!link || !chart.open(link.dataset.show)) return;
    event.preventDefault();
    show("chart");
  });
  // Once the page has gone to the address itself, which takes the focus away from wherever it is.
  addEventListener("load", () => setTimeout(() => goTo(document.getElementById(decodeURIComponent(location.hash.slice(1))))));
}

// An address may name a part of the form, as the list of what is still open does.
function goTo(part) {
  if (!part || !form.contains(part)) return;
  show("task");
  for (let fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const group = part.matches("fieldset");
  (group ? part.querySelector("input") : part).focus();
  part.scrollIntoView({ block: group ? "start" : "center" });
}

function feedback() {
  const pane = document.querySelector("[data-highlight]");
  for (const id of pane?.dataset.highlight.split(" ").filter(Boolean) ?? []) {
    document.getElementById(id)?.classList.add("st-evidence");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (!link) return;
    const statement = chart.go(link.dataset.go);
    if (!statement) return;
    event.preventDefault();
    show("chart");
    statement.tabIndex = -1;
    statement.focus({ preventScroll: true });
  });
  if (location.hash.includes(":")) chart.go(decodeURIComponent(location.hash.slice(1)));
}
