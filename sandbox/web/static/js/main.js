// Entry of every page: each part starts itself where its markup is present.
import { dropAll, dropEverything } from "./kept.js";
import { localTimes } from "./times.js";
import { startRows } from "./rows.js";
import { startCodeSearch } from "./codesearch.js";
import { startOnce } from "./once.js";

localTimes(document);
startRows(document);
startCodeSearch(document);
startOnce(document);

for (const part of document.querySelectorAll("[data-print]")) {
  part.hidden = false;
  part.querySelector("button").addEventListener("click", () => window.print());
}

const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();

// Work kept in this browser belongs to whoever is signed in; it goes when they sign out.
for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", dropEverything);
}

// The server has it: what an earlier page kept in this browser is no longer needed.
for (const part of document.querySelectorAll("[data-forget]")) dropAll(part.dataset.forget);
