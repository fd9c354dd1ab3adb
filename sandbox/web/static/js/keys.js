// Single-letter shortcuts never fire while somebody types, and can be switched off (WCAG 2.1.4).
const SWITCH = "mrt-single-keys";

export function typing(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  if (localStorage.getItem(SWITCH) === "off") return true;
  const target = event.target;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    && !/^(checkbox|radio|button|submit)$/.test(target.type ?? "");
}

export function startSwitch(root) {
  const part = root.querySelector("[data-single-keys]");
  if (!part) return;
  const box = part.querySelector("input");
  part.hidden = false;
  box.checked = localStorage.getItem(SWITCH) !== "off";
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}
