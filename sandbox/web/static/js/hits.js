// Search inside the chart: every statement that holds the words, counted by document and shown where they stand.
const WAIT = 120;
const painter = globalThis.CSS?.highlights && globalThis.Highlight ? new Highlight() : null;
if (painter) CSS.highlights.set("chart-hit", painter);

export class Hits {
  constructor(chart) {
    this.chart = chart;
    this.form = chart.root.querySelector("[data-chart-search]");
    this.input = this.form.querySelector("input[type=search]");
    this.said = this.form.querySelector("[data-chart-hits]");
    this.found = null;
    this.next = -1;
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), WAIT);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.search();
      this.step(1);
    });
    if (this.input.value) queueMicrotask(() => this.search());
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  has(key) {
    return this.found === null || this.found.has(key);
  }

  key(event) {
    if (event.key === "Escape" && this.input.value) {
      event.preventDefault();
      event.stopPropagation();
      this.input.value = "";
      this.search();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.chart.visible[0]?.focus();
    }
  }

  search() {
    const wanted = this.input.value.trim().toLowerCase();
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.clear();
    if (wanted.length >= 2) this.collect(wanted);
    this.chart.filter();
  }

  // Count and walk what the list shows, in its order: those of the chosen type, sorted as they stand.
  listed() {
    if (this.wanted === undefined) return;
    const keys = this.found ? this.chart.visible.map((link) => link.dataset.open) : [];
    this.stops = keys.flatMap((key) => (this.found.get(key).length ? this.found.get(key).map((one) => ({ key, one })) : [{ key }]));
    this.next = -1;
    this.said.textContent = this.sentence(this.wanted, keys.length);
  }

  clear() {
    painter?.clear();
    for (const old of this.chart.root.querySelectorAll(".st-hit")) old.classList.remove("st-hit");
    for (const old of this.chart.list.querySelectorAll(".listed-hits")) old.remove();
    this.found = null;
    this.stops = [];
  }

  collect(wanted) {
    this.found = new Map();
    for (const [key, holder] of this.chart.holders) {
      const titled = holder.querySelector("h3").textContent.toLowerCase().includes(wanted);
      const here = [...holder.querySelectorAll(".st")].filter((one) => one.textContent.toLowerCase().includes(wanted));
      if (!here.length && !titled) continue;
      this.found.set(key, here);
      here.forEach((one) => this.paint(one, wanted));
      this.count(key, here.length);
    }
  }

  paint(statement, wanted) {
    statement.classList.add("st-hit");
    const text = statement.firstChild;
    if (!painter || text?.nodeType !== Node.TEXT_NODE) return;
    const lower = text.data.toLowerCase();
    for (let at = lower.indexOf(wanted); at >= 0 && lower.length === text.data.length; at = lower.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(text, at);
      range.setEnd(text, at + wanted.length);
      painter.add(range);
    }
  }

  count(key, number) {
    const badge = document.createElement("span");
    badge.className = "listed-hits numbers";
    badge.textContent = number ? ` ${number} found` : " title";
    this.chart.links.get(key)?.querySelector(".listed-title").append(badge);
  }

  sentence(wanted, documents) {
    if (!wanted) return "";
    if (this.found === null) return "Type two letters or more.";
    if (!this.found.size) return "Nothing in this chart.";
    if (!documents) return "Nothing in documents of this type.";
    const number = this.stops.filter((stop) => stop.one).length;
    const places = number ? `${number} ${number === 1 ? "place" : "places"}` : "Only in the title:";
    return `${places}${number ? " in" : ""} ${documents} ${documents === 1 ? "document" : "documents"}. Enter goes to the next.`;
  }

  step(by) {
    if (!this.stops?.length) return;
    this.next = (this.next + by + this.stops.length) % this.stops.length;
    const { key, one } = this.stops[this.next];
    if (one) this.chart.go(one.id);
    else this.chart.open(key);
  }
}
