// Work that is not on the server yet, kept in this browser: one entry a task and tab, so that tabs never drop each other's.
const TAB = "mrt-tab";

function tab() {
  let name = sessionStorage.getItem(TAB);
  if (!name) sessionStorage.setItem(TAB, (name = crypto.getRandomValues(new Uint32Array(1))[0].toString(36)));
  return name;
}

function names(task) {
  return Object.keys(localStorage).filter((name) => name.startsWith(`${task}~`));
}

export function keep(task, body, revision) {
  try {
    localStorage.setItem(`${task}~${tab()}`, JSON.stringify({ body, revision, at: Date.now() }));
  } catch { /* a full or forbidden store must not stop the work */ }
}

export function drop(task) {
  localStorage.removeItem(`${task}~${tab()}`);
}

export function dropAll(task) {
  for (const name of names(task)) localStorage.removeItem(name);
}

// The newest entry of a task, whichever tab left it; null if there is none or it cannot be read.
export function newest(task) {
  const found = names(task).map((name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  });
  return found.filter((entry) => typeof entry?.body === "string").sort((a, b) => b.at - a.at)[0] ?? null;
}

// Everything of everybody: when a person signs out of this browser.
export function dropEverything() {
  for (const name of Object.keys(localStorage)) if (/^mrt-\d+-.*~/.test(name)) localStorage.removeItem(name);
}
