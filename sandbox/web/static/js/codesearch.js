// Code search: an ARIA 1.2 combobox with a listbox fed by GET /codes/search?system=&q=.
const WAIT = 150;
const LONGEST = 80; // characters; nobody types a longer name of a code
let count = 0;

class CodeSearch {
  constructor(input) {
    this.input = input;
    this.hits = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.id = `codes-${++count}`;
    this.list.className = "code-list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Codes");
    this.list.hidden = true;
    this.title = document.createElement("div");
    this.title.className = "code-title";
    this.title.setAttribute("aria-live", "polite");
    input.after(this.list, this.title);
    input.parentElement.classList.add("code-field");
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && this.close(), 150));
    input.addEventListener("change", () => this.describe());
    this.list.addEventListener("mousedown", (event) => this.pressed(event));
    if (input.value) this.describe();
  }

  // A row may let people choose the code system beside the code.
  get system() {
    const chosen = this.input.closest("[data-row]")?.querySelector("select[name$='-system']");
    return chosen?.value || this.input.dataset.codeSearch;
  }

  typed() {
    clearTimeout(this.timer);
    this.title.textContent = "";
    const query = this.input.value.trim().slice(0, LONGEST);
    if (query.length < 2) return this.close();
    this.wanted = query;
    this.timer = setTimeout(() => this.search(query), WAIT);
  }

  async ask(query) {
    const address = new URL("/codes/search", location.origin);
    address.search = new URLSearchParams({ system: this.system, q: query });
    const reply = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
    return reply.ok ? reply.json() : [];
  }

  async search(query) {
    try {
      const hits = await this.ask(query);
      // Whoever went on or pressed Escape meanwhile wants no list any more.
      if (this.wanted === query && document.activeElement === this.input) this.show(hits);
    } catch {
      this.title.textContent = "Code search cannot be reached. You can still type a code.";
    }
  }

  show(hits) {
    this.hits = hits;
    this.active = -1;
    this.list.replaceChildren(...hits.map((hit, place) => this.option(hit, place)));
    this.title.textContent = hits.length ? "" : "No code found. Try another word or a code's first characters.";
    this.list.hidden = !hits.length;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    if (hits.length) this.list.scrollIntoView({ block: "nearest" });
  }

  option(hit, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.place = String(place);
    const code = document.createElement("b");
    code.textContent = hit.code;
    option.append(code, ` ${hit.title}`);
    if (!hit.billable) {
      const more = document.createElement("em");
      more.textContent = " (category, needs more characters)";
      option.append(more);
    }
    return option;
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) return this.typed();
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      this.choose(Math.max(this.active, 0));
    } else if (event.key === "Escape" && (open || this.wanted)) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  move(step) {
    const options = [...this.list.children];
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = (this.active + step + options.length) % options.length;
    options[this.active].setAttribute("aria-selected", "true");
    options[this.active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
  }

  pressed(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    this.choose(Number(option.dataset.place));
  }

  choose(place) {
    const hit = this.hits[place];
    this.input.value = hit.code;
    this.close();
    this.say(hit);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  say(hit) {
    this.title.textContent = hit.title + (hit.billable ? "" : " (category, needs more characters)");
  }

  // The title under the field, for a code that was typed or saved.
  async describe() {
    const code = this.input.value.trim().toUpperCase();
    if (!code) return void (this.title.textContent = "");
    try {
      const same = (other) => other.replace(".", "").toUpperCase() === code.replace(".", "");
      const hit = (await this.ask(code)).find((one) => same(one.code));
      if (hit && this.input.value.trim().toUpperCase() === code) this.say(hit);
    } catch { /* the title is a convenience */ }
  }

  close() {
    clearTimeout(this.timer);
    this.wanted = null;
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function startCodeSearch(root) {
  const start = (part) => part.querySelectorAll("input[data-code-search]").forEach((input) => new CodeSearch(input));
  start(root);
  document.addEventListener("rows:added", (event) => start(event.target));
}
