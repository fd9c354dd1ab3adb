// Entry of every page: each part starts itself where its markup is present.
import { localTimes } from "./times.js";
import { startRows } from "./rows.js";
import { startCodeSearch } from "./codesearch.js";
import { startOnce } from "./once.js";

localTimes(document);
startRows(document);
startCodeSearch(document);
startOnce(document);

const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();

// Work kept in this browser belongs to whoever is signed in; it goes when they sign out.
for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", () => {
    for (const name of Object.keys(localStorage)) if (/^mrt-\d+-/.test(name)) localStorage.removeItem(name);
  });
}

// The server has it: what an earlier page kept in this browser is no longer needed.
for (const part of document.querySelectorAll("[data-forget]")) localStorage.removeItem(part.dataset.forget);
