// Selecting statements as evidence: click, Enter or Space toggles one; selecting text with the mouse offers all it touches.

export class Picking extends EventTarget {
  constructor(chart) {
    super();
    this.chart = chart;
    this.picked = new Set();
    this.bar = chart.root.querySelector("[data-picked]");
    this.count = this.bar.querySelector("[data-picked-count]");
    this.attach = this.bar.querySelector("[data-picked-attach]");
    const sheets = chart.sheets;
    sheets.addEventListener("click", (event) => this.clicked(event));
    sheets.addEventListener("keydown", (event) => this.key(event));
    sheets.addEventListener("mouseup", () => setTimeout(() => this.offer()));
    this.bar.querySelector("[data-picked-clear]").addEventListener("click", () => this.clear());
    chart.addEventListener("opened", (event) => this.prepare(event.detail));
    this.prepare(chart.current);
  }

  // The statements of an open document are one stop of the Tab key; arrows move inside it.
  prepare(key) {
    const statements = this.statements(key);
    for (const one of statements) {
      one.setAttribute("role", "button");
      one.setAttribute("aria-pressed", String(this.picked.has(one.id)));
      one.tabIndex = -1;
    }
    if (statements.length) statements[0].tabIndex = 0;
  }

  statements(key = this.chart.current) {
    const all = this.chart.holders.get(key)?.querySelectorAll(".st") ?? [];
    return [...all].filter((one) => one.textContent.trim() !== ""); // an empty cell says nothing
  }

  clicked(event) {
    const statement = event.target.closest(".st");
    if (!statement?.textContent.trim() || !getSelection().isCollapsed) return;
    this.toggle(statement);
  }

  key(event) {
    const statement = event.target.closest?.(".st");
    if (event.key === "Escape") return this.clear();
    if (!statement) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return this.toggle(statement);
    }
    const all = this.statements();
    const here = all.indexOf(statement);
    const next = {
      ArrowDown: here + 1, ArrowRight: here + 1, ArrowUp: here - 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1,
    }[event.key];
    if (next === undefined || !all[next]) return;
    event.preventDefault();
    this.focus(all, all[next]);
  }

  focus(all, statement) {
    for (const one of all) one.tabIndex = one === statement ? 0 : -1;
    statement.focus();
  }

  toggle(statement) {
    this.set(statement, !this.picked.has(statement.id));
    this.focus(this.statements(), statement);
    this.changed();
  }

  set(statement, on) {
    if (on) this.picked.add(statement.id);
    else this.picked.delete(statement.id);
    statement.classList.toggle("st-picked", on);
    if (statement.hasAttribute("aria-pressed")) statement.setAttribute("aria-pressed", String(on));
  }

  // Text marked with the mouse: every statement it touches becomes selected, and the browser's marking goes.
  offer() {
    const marked = getSelection();
    if (marked.isCollapsed || !marked.rangeCount) return;
    const range = marked.getRangeAt(0);
    const touched = this.statements().filter((one) => range.intersectsNode(one) && !this.onlyTouchesEdge(range, one));
    if (!touched.length) return;
    touched.forEach((one) => this.set(one, true));
    marked.removeAllRanges();
    this.changed();
  }

  onlyTouchesEdge(range, statement) {
    const inside = new Range();
    inside.selectNodeContents(statement);
    return range.compareBoundaryPoints(Range.START_TO_END, inside) <= 0
      || range.compareBoundaryPoints(Range.END_TO_START, inside) >= 0;
  }

  clear() {
    for (const id of [...this.picked]) {
      const statement = document.getElementById(id);
      if (statement) this.set(statement, false);
    }
    this.picked.clear();
    this.changed();
  }

  // In the order of the chart, whatever the order of the clicks.
  take() {
    const ids = [...this.chart.root.querySelectorAll(".st-picked")].map((one) => one.id);
    this.clear();
    return ids;
  }

  changed() {
    const number = this.picked.size;
    this.bar.hidden = !number;
    this.count.textContent = number ? `${number} ${number === 1 ? "sentence" : "sentences"} selected` : "";
    this.dispatchEvent(new Event("changed"));
  }
}
