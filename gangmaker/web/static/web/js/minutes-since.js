// <minutes-since from="2026-11-22T10:32:00+00:00" label="# minutes">: a quiet clock.
class MinutesSince extends HTMLElement {
  connectedCallback() {
    this.tell();
    this.ticking = setInterval(() => this.tell(), 20000);
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  tell() {
    const minutes = Math.floor((Date.now() - Date.parse(this.getAttribute("from"))) / 60000);
    this.textContent = minutes < 100 ? this.getAttribute("label").replace("#", Math.max(minutes, 0)) : "";
  }
}
customElements.define("minutes-since", MinutesSince);
