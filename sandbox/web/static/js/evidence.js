// Evidence fields: the selected statements become chips of a field. The field itself stays the one thing that is sent.
// A field with an act of its own ("Redact") has its own button beside a selection and shows in the chart what it holds.
import { typing } from "./keys.js";

const LONGEST = 90;

export class Evidence {
  constructor(form, chart, picking) {
    Object.assign(this, { form, chart, picking, target: null });
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("role", "status");
    form.append(this.said);
    this.dress(form);
    form.addEventListener("rows:added", (event) => this.dress(event.target));
    form.addEventListener("rows:changed", () => this.offer());
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("focusin", (event) => this.aim(event.target));
    document.addEventListener("keydown", (event) => this.key(event));
    picking.addEventListener("changed", () => this.offer());
    picking.attach.addEventListener("click", () => this.attach(this.aimed()));
  }

  fields(part = this.form) {
    return [...part.querySelectorAll("[data-evidence]")];
  }

  input(field) {
    return field.querySelector("input");
  }

  // The text field gives way to chips; it keeps its name, value and label.
  dress(part) {
    for (const field of this.fields(part)) {
      const input = this.input(field);
      if (field.querySelector("[data-chips]")) continue;
      const chips = document.createElement("ul");
      chips.className = "chips";
      chips.dataset.chips = "";
      (field.querySelector("[data-evidence-for]") ?? input).after(chips);
      input.hidden = true;
      input.addEventListener("evidence:draw", () => this.draw(field));
      if (field.dataset.evidenceAct) this.offerAct(field);
      this.draw(field);
    }
  }

  offerAct(field) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn-quiet", textContent: field.dataset.evidenceAct });
    button.addEventListener("click", () => this.attach(field));
    this.picking.attach.after(button);
  }

  ids(field) {
    return this.input(field).value.split(/[\s,]+/).filter(Boolean);
  }

  write(field, ids) {
    const input = this.input(field);
    input.value = [...new Set(ids)].join(" ");
    this.draw(field);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  draw(field) {
    const chips = field.querySelector("[data-chips]");
    const ids = this.ids(field);
    chips.replaceChildren(...ids.map((id) => this.chip(id, field.dataset.evidenceAct)));
    chips.hidden = !ids.length;
    if (field.dataset.evidenceAct) this.mark(ids);
  }

  mark(ids) {
    const now = new Set(ids);
    for (const one of this.chart.sheets.querySelectorAll(".st-redacted")) if (!now.has(one.id)) this.show(one, false);
    for (const id of ids) this.show(document.getElementById(id), true);
  }

  show(statement, redacted) {
    statement?.classList.toggle("st-redacted", redacted);
    if (redacted) statement?.setAttribute("aria-description", "redacted");
    else statement?.removeAttribute("aria-description");
  }

  chip(id, act) {
    const statement = document.getElementById(id);
    const title = statement?.closest("[data-sheet]")?.querySelector("h3")?.textContent.trim() ?? "";
    const text = statement?.textContent.trim() ?? `${id} (not in this chart)`;
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
    const item = document.createElement("li");
    const go = Object.assign(document.createElement("button"), { type: "button", className: "chip-go" });
    go.dataset.goTo = id;
    go.append(Object.assign(document.createElement("b"), { textContent: title }), ` ${short}`);
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "chip-drop", textContent: "×" });
    drop.dataset.drop = id;
    drop.setAttribute("aria-label", `${act ? "Leave legible" : "Remove evidence"}: ${short}`);
    item.append(go, drop);
    return item;
  }

  clicked(event) {
    const button = event.target.closest("[data-evidence-for], [data-go-to], [data-drop]");
    const field = button?.closest("[data-evidence]");
    if (!field) return;
    if (button.dataset.goTo) this.chart.go(button.dataset.goTo);
    else if (button.dataset.drop) this.drop(field, button.dataset.drop);
    else this.attach(field);
  }

  drop(field, id) {
    this.write(field, this.ids(field).filter((other) => other !== id));
    field.querySelector("[data-evidence-for]").focus();
    this.say(field.dataset.evidenceAct ? "No longer redacted." : "Evidence removed.");
  }

  attach(field) {
    if (!field) return;
    const act = field.dataset.evidenceAct;
    const then = act ? act.toLowerCase() : "attach";
    if (!this.picking.picked.size) return this.say(`Select a sentence in the chart first, then ${then} it.`, field);
    const taken = this.picking.take();
    this.write(field, [...this.ids(field), ...taken]);
    const many = `${taken.length} ${taken.length === 1 ? "sentence" : "sentences"}`;
    this.say(act ? `${many} redacted.` : `${many} attached to ${this.name(field)}.`);
  }

  // The field that the quick button attaches to: that of the row worked on last, else the first empty one.
  aim(place) {
    const near = place.closest("[data-evidence]") ?? place.closest("[data-row]")?.querySelector("[data-evidence]");
    if (near && near !== this.target && !near.dataset.evidenceAct) {
      this.target = near;
      this.offer();
    }
  }

  aimed() {
    if (this.target?.isConnected) return this.target;
    const fields = this.fields().filter((field) => !field.dataset.evidenceAct && !field.closest("[hidden]"));
    return fields.find((field) => !this.ids(field).length) ?? fields[0] ?? null;
  }

  name(field) {
    const label = field.querySelector("label").textContent.trim();
    const row = field.closest("[data-row]");
    if (!row) return label;
    const heading = row.querySelector(".row-title, legend, h3, h4")?.textContent.replace(/\s+/g, " ").trim();
    const rows = [...row.parentElement.children].filter((one) => one.matches("[data-row]"));
    return heading || `${label}, row ${rows.indexOf(row) + 1}`;
  }

  offer() {
    const field = this.aimed();
    this.picking.attach.hidden = !field;
    if (field) this.picking.attach.textContent = `Attach to ${this.name(field)}`;
  }

  key(event) {
    if (typing(event) || !this.picking.picked.size) return;
    if (event.key === "a") return this.attach(this.aimed());
    const own = this.fields().find((field) => field.dataset.evidenceKey === event.key);
    if (own) this.attach(own);
  }

  say(words, field = null) {
    this.said.textContent = words;
    if (!field) return;
    let hint = field.querySelector("[data-evidence-hint]");
    if (!hint) {
      hint = Object.assign(document.createElement("p"), { className: "hint" });
      hint.dataset.evidenceHint = "";
      field.append(hint);
    }
    hint.textContent = words;
    setTimeout(() => hint.remove(), 6000);
  }
}
