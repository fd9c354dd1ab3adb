// Times of the installation are sent in UTC; show them in the reader's own zone.
const FULL = { dateStyle: "medium", timeStyle: "short", hour12: false };

export function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    const moment = new Date(time.dateTime);
    if (!Number.isNaN(moment.getTime())) time.textContent = moment.toLocaleString([], FULL);
  }
}

export function clockTime(moment) {
  return moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}
