// Entry of every page: each part starts itself where its markup is present.
import { localTimes } from "./times.js";
import { startRows } from "./rows.js";
import { startCodeSearch } from "./codesearch.js";

localTimes(document);
startRows(document);
startCodeSearch(document);

const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();
