// A notice above the form, with what one can do about it.

export function banner(name, tone, title, words, acts = [], urgent = false) {
  const place = document.querySelector("[data-save-banner]");
  const same = place.querySelector(`[data-banner="${name}"]`);
  if (same?.dataset.words === title + words) return; // said already: do not take the button from under the pointer
  clearBanner(name);
  const note = document.createElement("div");
  note.className = `note note-${tone}`;
  note.dataset.banner = name;
  note.dataset.words = title + words;
  note.setAttribute("role", urgent ? "alert" : "status");
  note.append(Object.assign(document.createElement("h3"), { textContent: title }));
  note.append(Object.assign(document.createElement("p"), { textContent: words }));
  const row = document.createElement("p");
  for (const act of acts) row.append(control(act), " ");
  if (acts.length) note.append(row);
  place.hidden = false;
  place.append(note);
}

function control({ label, address, act }) {
  if (address) {
    const link = Object.assign(document.createElement("a"), { textContent: label, href: address, target: "_blank", className: "btn btn-quiet" });
    link.rel = "noopener";
    return link;
  }
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label, className: "btn btn-quiet" });
  button.addEventListener("click", act);
  return button;
}

export function clearBanner(name) {
  const place = document.querySelector("[data-save-banner]");
  place?.querySelectorAll(`[data-banner="${name}"]`).forEach((note) => note.remove());
  if (place && !place.children.length) place.hidden = true;
}
