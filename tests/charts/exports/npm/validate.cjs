// Prints, as JSON, what each FHIR file named on the command line has wrong with it: {file: [message, …]}.
const { readFileSync } = require("node:fs");
const { Fhir } = require("fhir");

const checker = new Fhir();
const found = {};
for (const file of process.argv.slice(2)) {
  const { valid, messages } = checker.validate(JSON.parse(readFileSync(file, "utf8")));
  const wrong = messages.filter(({ severity }) => severity === "error" || severity === "fatal");
  found[file] = wrong.map(({ location, message }) => `${location}: ${message}`);
  if (!valid && !wrong.length) found[file].push("not valid");
}
console.log(JSON.stringify(found));
