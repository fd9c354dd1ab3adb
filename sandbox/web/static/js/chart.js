// The chart viewer: one open document, a list that filters, orders and searches, and keys to move in both.
// Without script the list is links and the search is a form; everything here only makes that quicker.
import { Hits } from "./hits.js";
import { typing } from "./keys.js";

export class Chart extends EventTarget {
  constructor(root) {
    super();
    this.root = root;
    this.list = root.querySelector("[data-chart-list]");
    this.sheets = root.querySelector("[data-sheets]");
    this.holders = new Map([...root.querySelectorAll("[data-sheet]")].map((one) => [one.dataset.sheet, one]));
    this.homes = [...this.list.querySelectorAll("[data-listed]")].map((item) => ({ item, home: item.parentElement }));
    this.links = new Map(this.homes.map(({ item }) => [item.dataset.listed, item.querySelector("a")]));
    this.type = root.querySelector("[data-chart-type]");
    this.sort = root.querySelector("[data-chart-sort]");
    this.hits = new Hits(this);
    root.querySelector("[data-chart-order]").hidden = false;
    root.querySelector("[data-chart-turn]").hidden = false;
    root.querySelectorAll("[data-server-hits]").forEach((part) => part.remove());
    this.wire();
    this.place();
    this.acts(this.current);
    this.links.get(this.current)?.scrollIntoView({ block: "nearest" });
    new ResizeObserver(() => this.fit(this.current)).observe(this.sheets);
  }

  wire() {
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.list.addEventListener("keydown", (event) => this.listKey(event));
    this.type.addEventListener("change", () => this.filter());
    this.sort.addEventListener("change", () => this.arrange());
    for (const button of this.root.querySelectorAll("[data-turn]")) {
      button.addEventListener("click", () => this.turn(Number(button.dataset.turn)));
    }
  }

  get current() {
    return [...this.holders].find(([, holder]) => !holder.hidden)?.[0] ?? "";
  }

  get visible() {
    return [...this.list.querySelectorAll("[data-listed]:not([hidden]) a")];
  }

  clicked(event) {
    const link = event.target.closest("a[data-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open(link.dataset.open);
  }

  // Show a document. Opening is reported once each time, also when it was opened before: that is what a log holds.
  open(key, { focus = false } = {}) {
    const holder = this.holders.get(key);
    if (!holder) return false;
    const before = this.current;
    if (before !== key) {
      this.holders.get(before)?.setAttribute("hidden", "");
      holder.hidden = false;
      this.links.get(before)?.removeAttribute("aria-current");
      this.links.get(key)?.setAttribute("aria-current", "true");
      this.sheets.scrollTop = 0;
      history.replaceState(null, "", this.address(key));
      this.acts(key);
      this.dispatchEvent(new CustomEvent("opened", { detail: key }));
    }
    this.links.get(key)?.scrollIntoView({ block: "nearest" });
    this.place();
    this.fit(key);
    if (focus) this.sheets.focus({ preventScroll: true });
    return true;
  }

  address(key) {
    const address = new URL(location.href);
    address.searchParams.set("document", key);
    address.searchParams.delete("search");
    address.searchParams.delete("check");
    address.hash = "";
    return address;
  }

  // Links to other pages about the open document follow it.
  acts(key) {
    for (const link of this.root.querySelectorAll("[data-act]")) {
      const address = new URL(link.href);
      address.searchParams.set(link.dataset.act, link.dataset.act === "chart" ? key.split(":")[0] : key);
      link.href = address;
    }
  }

  // Go to one statement, wherever it stands, and make it stand out.
  go(id) {
    const statement = document.getElementById(id);
    const key = statement?.closest("[data-sheet]")?.dataset.sheet;
    if (!key || !this.open(key)) return null;
    for (const old of this.root.querySelectorAll(".st-here")) old.classList.remove("st-here");
    statement.classList.add("st-here");
    statement.scrollIntoView({ block: "center" });
    return statement;
  }

  turn(step) {
    const links = this.visible;
    const here = links.findIndex((link) => link.dataset.open === this.current);
    const next = links[here + step] ?? (here < 0 ? links[0] : null);
    if (next) this.open(next.dataset.open);
  }

  place() {
    const links = this.visible;
    const here = links.findIndex((link) => link.dataset.open === this.current);
    this.root.querySelector("[data-chart-place]").textContent = here < 0 ? "" : `${here + 1} of ${links.length}`;
    const [back, on] = this.root.querySelectorAll("[data-turn]");
    back.disabled = here === 0;
    on.disabled = here === links.length - 1;
  }

  // A table that is wider than the page scrolls by itself: it says so, and can be reached by keyboard while it does.
  fit(key) {
    for (const table of this.holders.get(key)?.querySelectorAll(".sheet-table") ?? []) {
      const wide = table.scrollWidth > table.clientWidth + 1;
      const named = { tabindex: "0", role: "region", "aria-label": table.querySelector("caption")?.textContent ?? "Table", "data-scrolls": "" };
      for (const [name, value] of Object.entries(named)) {
        if (wide) table.setAttribute(name, value);
        else table.removeAttribute(name);
      }
    }
  }

  listKey(event) {
    const links = this.visible;
    const here = links.indexOf(document.activeElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key];
    if (here < 0 || next === undefined || !links[next]) return;
    event.preventDefault();
    links[next].focus();
  }

  // Which documents the list shows: those of the chosen type that have hits, when something is searched for.
  filter() {
    for (const { item } of this.homes) {
      const wrongType = this.type.value !== "" && item.dataset.type !== this.type.value;
      item.hidden = wrongType || !this.hits.has(item.dataset.listed);
    }
    for (const part of this.list.querySelectorAll("[data-folder], [data-shelf], .shelf > h4")) {
      if (part.tagName !== "H4") part.hidden = !part.querySelector("[data-listed]:not([hidden])");
    }
    for (const heading of this.list.querySelectorAll(".shelf > h4")) {
      let next = heading.nextElementSibling;
      let any = false;
      for (; next && next.tagName !== "H4"; next = next.nextElementSibling) any ||= !next.hidden;
      heading.hidden = !any;
    }
    this.place();
    this.hits.listed();
  }

  // Order within each chart; "" is the binder's own order.
  arrange() {
    if (this.root.dataset.order) return this.rearranged();
    this.list.querySelectorAll("[data-sorted]").forEach((part) => part.remove());
    for (const { item, home } of this.homes) home.append(item);
    const how = this.sort.value;
    if (how) for (const shelf of this.list.querySelectorAll("[data-shelf]")) this.sorted(shelf, how);
    this.filter();
  }

  // The server ordered this page, so only it knows the binder's own order.
  rearranged() {
    const address = this.address(this.current);
    address.searchParams.set("order", this.sort.value);
    location.assign(address);
  }

  sorted(shelf, how) {
    const items = this.homes.map(({ item }) => item).filter((item) => shelf.contains(item));
    const name = { type: "type", author: "author" }[how];
    const turned = how === "latest" ? -1 : 1;
    items.sort((a, b) => (name ? (a.dataset[name] || "~").localeCompare(b.dataset[name] || "~") : 0)
      || turned * a.dataset.when.localeCompare(b.dataset.when));
    const groups = new Map();
    for (const item of items) {
      const heading = name ? item.dataset[name] || "No author of this facility" : "";
      groups.set(heading, [...(groups.get(heading) ?? []), item]);
    }
    for (const [heading, members] of groups) {
      const part = document.createElement("div");
      part.className = "folder";
      part.dataset.sorted = part.dataset.folder = "";
      const list = document.createElement("ul");
      list.append(...members);
      if (heading) part.append(Object.assign(document.createElement("h5"), { textContent: heading }));
      part.append(list);
      shelf.append(part);
    }
  }

  key(event) {
    if (typing(event)) return;
    if (event.key === "j") this.turn(1);
    else if (event.key === "k") this.turn(-1);
    else if (event.key === "/") {
      event.preventDefault();
      this.hits.focus();
    }
  }
}
