// The two sides of the desk: a movable border on wide screens, one at a time on narrow ones.
const KEPT = "mrt-chart-width";

export function startSplit(panes, bar) {
  if (!bar) return;
  const [least, most] = [Number(bar.ariaValueMin), Number(bar.ariaValueMax)];
  const set = (percent, keep = true) => {
    const width = Math.min(most, Math.max(least, Math.round(percent)));
    bar.ariaValueNow = String(width);
    panes.style.setProperty("--chart-width", `${width}%`);
    if (keep) localStorage.setItem(KEPT, String(width));
  };
  bar.hidden = false;
  const kept = Number(localStorage.getItem(KEPT));
  set(kept >= least && kept <= most ? kept : Number(bar.ariaValueNow), false);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (!step) return;
    event.preventDefault();
    set(Number(bar.ariaValueNow) + step);
  });
  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const box = panes.getBoundingClientRect();
      set((100 * (moved.clientX - box.left)) / box.width);
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), { once: true });
  });
}

export function startSides(panes, group) {
  if (!group) return () => {};
  const show = (side) => {
    panes.dataset.shown = side;
    for (const button of group.querySelectorAll("[data-side]")) {
      button.setAttribute("aria-pressed", String(button.dataset.side === side));
    }
  };
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-side]");
    if (button) show(button.dataset.side);
  });
  show(panes.dataset.firstSide ?? "chart");
  return show;
}
