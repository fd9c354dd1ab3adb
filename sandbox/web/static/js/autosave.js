// Saves the form while one works. Nothing typed is ever lost: what cannot reach the server is kept in this browser and
// sent as soon as it can be (offline, session ended, server busy); another window's save is never overwritten unasked.
import { openAfresh } from "./afresh.js";
import { clockTime } from "./times.js";
import { banner, clearBanner } from "./banner.js";
import * as kept from "./kept.js";

const WAIT = 1200;
const RETRY = 10000;

export class Autosave {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.autosave;
    this.task = form.dataset.keep;
    this.said = form.querySelector("[data-saved]");
    this.revision = form.elements._revision;
    this.token = form.elements.csrf_token;
    this.sent = this.body();
    this.halted = form.dataset.stale !== undefined;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("rows:changed", () => this.changed());
    form.addEventListener("submit", (event) => this.leaving(event));
    addEventListener("online", () => this.save());
    addEventListener("focus", () => this.waiting && this.save());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.dirty && this.save());
    this.offerKept();
  }

  body() {
    const fields = new FormData(this.form);
    fields.delete("csrf_token");
    fields.delete("_revision");
    return new URLSearchParams(fields).toString();
  }

  get dirty() {
    return this.body() !== this.sent;
  }

  changed() {
    clearTimeout(this.timer);
    if (this.halted || !this.dirty) return;
    this.store();
    this.say("Not saved yet");
    this.timer = setTimeout(() => this.save(), WAIT);
  }

  // What is not on the server yet, kept in this browser until it is.
  store() {
    kept.keep(this.task, this.body(), this.revision.value);
  }

  forget() {
    kept.drop(this.task);
  }

  // A save that is on its way is waited for: sent beside it, the form would seem older than what it saves.
  leaving(event) {
    if (this.busy) return event.preventDefault(), this.leaveAfter(event.submitter);
    this.gone = true;
    return this.store();
  }

  async leaveAfter(button) {
    if (this.gone) return;
    this.gone = true;
    await this.sending.catch(() => undefined);
    this.gone = false;
    if (!this.halted) this.form.requestSubmit(button);
  }

  // One save at a time; what changes meanwhile is saved next.
  async save() {
    if (this.busy) return (this.again = true), undefined;
    if (this.halted || this.gone || (!this.dirty && !this.waiting)) return undefined;
    this.busy = true;
    try {
      await (this.sending = this.post(this.body()));
    } finally {
      this.busy = false;
    }
    if (this.again) {
      this.again = false;
      if (this.dirty && !this.waiting) return this.save();
    }
    return undefined;
  }

  async post(body) {
    let reply;
    try {
      reply = await fetch(this.address, {
        method: "POST",
        redirect: "manual",
        headers: { "X-CSRFToken": this.token.value, Accept: "application/json" },
        body: new URLSearchParams(`${body}&_revision=${encodeURIComponent(this.revision.value)}`),
      });
    } catch {
      return this.hold("You are offline. Your work is kept in this browser and saved when the connection is back.");
    }
    if (reply.ok) return this.saved(body, await reply.json());
    if (reply.status === 409) return this.conflict(await reply.json());
    if (reply.status === 400 || reply.status === 401 || reply.type === "opaqueredirect") return this.expired(body);
    if (reply.status >= 500) return this.hold("The server is busy. Your work is kept in this browser and tried again.");
    return this.refused(await reply.json().catch(() => ({})));
  }

  saved(body, answer) {
    this.sent = body;
    this.waiting = false;
    this.revision.value = String(answer.revision);
    clearBanner("save");
    if (!this.dirty) { // what was typed meanwhile is not saved yet; its own timer runs
      this.forget();
      this.say(`Saved ${clockTime(new Date(answer.saved_at))}`);
    }
    this.form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true }));
  }

  hold(words) {
    this.waiting = true;
    this.store();
    this.say("Kept in this browser, not saved yet");
    banner("save", "warning", "Not saved yet", words);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY);
  }

  // 400 or 401: the session may have ended, or been begun again in another tab with another token.
  async expired(body) {
    const reply = await fetch(this.address, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (reply?.ok) {
      const answer = await reply.json();
      const fresh = answer.csrf_token !== this.token.value;
      document.querySelectorAll("input[name=csrf_token]").forEach((input) => (input.value = answer.csrf_token));
      if (fresh && !answer.done) return this.post(body);
    }
    if (reply?.status === 404) return this.refused({ message: "You are signed in as somebody else.", remedy: "Sign in as yourself; your work is kept in this browser." });
    this.waiting = true;
    this.store();
    this.say("Kept in this browser, not saved yet");
    banner("save", "warning", "You are signed out", "Your work is kept in this browser. Sign in in a new tab, then come back here: it is saved by itself.", [
      { label: "Sign in in a new tab", address: this.form.dataset.signIn },
      { label: "Save now", act: () => this.save() },
    ]);
    return undefined;
  }

  conflict(answer) {
    this.store();
    this.halted = true;
    this.say("Not saved");
    if (!answer.stale) return this.refused(answer);
    const when = answer.saved_at ? clockTime(new Date(answer.saved_at)) : "";
    banner("save", "warning", "Another window saved this task", `It was saved at ${when}. What you see here is yours and is not saved.`, [
      { label: "Keep mine", act: () => this.keepMine(answer.revision) },
      { label: "Load the other version", act: () => this.reload() },
    ], true);
    return undefined;
  }

  keepMine(revision) {
    this.halted = false;
    this.revision.value = String(revision);
    this.sent = null;
    clearBanner("save");
    this.save();
  }

  reload() {
    this.forget();
    this.gone = true;
    openAfresh();
  }

  refused(answer) {
    this.halted = true;
    this.store();
    this.say("Not saved");
    banner("save", "error", answer.message ?? "This could not be saved.", answer.remedy ?? "Reload the page. Your work is kept in this browser.", [
      { label: "Reload", act: () => openAfresh() },
    ], true);
  }

  // Work that an earlier page could not save: the person decides, for the server may hold something newer.
  offerKept() {
    const found = kept.newest(this.task);
    if (!found || this.halted) return;
    if (found.body === this.sent) return kept.dropAll(this.task);
    const when = clockTime(new Date(found.at));
    banner("kept", "warning", "This browser holds work that was not saved", `It is from ${when}. Put it back into this task, or drop it?`, [
      { label: "Put it back", act: () => this.putBack(found) },
      { label: "Drop it", act: () => (kept.dropAll(this.task), clearBanner("kept")) },
    ]);
  }

  async putBack(found) {
    await this.post(found.body);
    if (this.waiting || this.halted) return;
    kept.dropAll(this.task);
    this.gone = true;
    openAfresh();
  }

  say(words) {
    this.said.textContent = words;
  }
}
