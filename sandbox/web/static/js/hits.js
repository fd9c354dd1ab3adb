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
    this.next = 0;
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
    this.next = -1;
    this.clear();
    if (wanted.length >= 2) this.collect(wanted);
    this.said.textContent = this.sentence(wanted);
    this.chart.filter();
  }

  clear() {
    painter?.clear();
    for (const old of this.chart.root.querySelectorAll(".st-hit")) old.classList.remove("st-hit");
    for (const old of this.chart.list.querySelectorAll(".listed-hits")) old.remove();
    this.found = null;
    this.all = [];
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
    // In the order of the list, which is the order in which a reader goes on.
    this.all = this.chart.homes.flatMap(({ item }) => this.found.get(item.dataset.listed) ?? []);
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

  sentence(wanted) {
    if (!wanted) return "";
    if (this.found === null) return "Type two letters or more.";
    if (!this.found.size) return "Nothing in this chart.";
    const places = `${this.all.length} ${this.all.length === 1 ? "place" : "places"}`;
    return `${places} in ${this.found.size} ${this.found.size === 1 ? "document" : "documents"}. Enter goes to the next.`;
  }

  step(by) {
    if (!this.all?.length) return;
    this.next = (this.next + by + this.all.length) % this.all.length;
    this.chart.go(this.all[this.next].id);
  }
}
