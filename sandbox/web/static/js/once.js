// Forms that must not be sent twice: the second press of the button does nothing.
export function startOnce(root) {
  for (const form of root.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent !== undefined) return event.preventDefault();
      form.dataset.sent = "";
      return undefined;
    });
    addEventListener("pageshow", () => delete form.dataset.sent);
  }
}
