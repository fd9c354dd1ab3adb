// Reports which documents were opened, a few at a time; the last ones when the page is left.
const WAIT = 1500;

export class Openings {
  constructor(chart, address, task, token) {
    Object.assign(this, { address, task, token, waiting: [] });
    chart.addEventListener("opened", (event) => this.add(event.detail));
    const asked = new URLSearchParams(location.search).get("document");
    if (chart.current && chart.current !== asked) this.add(chart.current); // the server logged the one that was asked for
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.send());
    addEventListener("online", () => this.send());
  }

  add(key) {
    this.waiting.push(key);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), WAIT);
  }

  async send() {
    if (!this.waiting.length) return;
    const documents = this.waiting.splice(0);
    try {
      const reply = await fetch(this.address, {
        method: "POST",
        keepalive: true,
        redirect: "manual",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
        body: JSON.stringify({ task: this.task, documents }),
      });
      if ([400, 401, 503].includes(reply.status)) this.waiting.unshift(...documents);
    } catch {
      this.waiting.unshift(...documents);
    }
  }
}
