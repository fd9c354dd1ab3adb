// Times in forms travel in UTC. Show them in the reader's zone while they are edited, and turn them back on sending.
// Without script the hint on the page says UTC, and that is what is sent.

const pad = (number) => String(number).padStart(2, "0");
const day = (d) => `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
const localText = (d) => `${day(d)}T${pad(d.getHours())}:${pad(d.getMinutes())}`;
const utcText = (d) => d.toISOString().slice(0, 16);

function toLocal(input) {
  const sent = input.defaultValue;
  // A value the browser restored was typed by the person and is local already.
  if (!sent || input.value !== sent) return;
  const moment = new Date(`${sent}Z`);
  if (!Number.isNaN(moment.getTime())) input.value = localText(moment);
}

for (const form of document.forms) {
  const inputs = [...form.querySelectorAll("[data-utc-moment]")];
  if (!inputs.length) continue;
  inputs.forEach(toLocal);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const hint of form.querySelectorAll("[data-zone-hint]")) hint.textContent = `Times are in your own time zone (${zone}).`;
  form.addEventListener("formdata", (event) => {
    for (const input of inputs) {
      const moment = new Date(input.value);
      if (input.value && !Number.isNaN(moment.getTime())) event.formData.set(input.name, utcText(moment));
    }
  });
}
