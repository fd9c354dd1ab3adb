// Time left, in words; said aloud politely at ten and at five minutes. At the end the page saves and reloads.
const SPOKEN = [600, 300, 60];

export function startTimer(part, atEnd) {
  const text = part.querySelector("[data-timer-text]");
  const said = part.querySelector("[data-timer-said]");
  const end = performance.now() + Number(part.dataset.timer) * 1000;
  let before = Infinity;

  function tick() {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    text.textContent = words(left);
    part.classList.toggle("timer-short", left <= 300);
    const passed = SPOKEN.find((mark) => left <= mark && before > mark);
    if (passed && before !== Infinity) said.textContent = `${words(left)}. Your work is saved as you go.`;
    before = left;
    if (left === 0) return atEnd();
    return setTimeout(tick, left > 120 ? 5000 : 1000);
  }
  tick();
}

function words(seconds) {
  if (seconds <= 0) return "Time is over";
  if (seconds < 120) return `${seconds} seconds left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}
