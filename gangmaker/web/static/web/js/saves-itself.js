// <saves-itself>: a form that is sent by itself after a moment of silence, and says how that went in its own words.
// With by-hand, or once it is settled (409), only a press sends it. Ctrl or ⌘ with Enter presses the button "send".
class SavesItself extends HTMLElement {
  version = 0;
  connectedCallback() {
    this.form = this.querySelector("form");
    for (const type of ["input", "change", "keydown", "submit"]) this.addEventListener(type, this);
  }
  handleEvent(event) {
    if (event.type === "keydown") {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      return this.form.requestSubmit(this.form.querySelector("[name=send]"));
    }
    clearTimeout(this.waiting);
    if (event.type === "submit" || this.hasAttribute("by-hand")) return;
    this.version += 1;
    this.saveAfter(1500);
  }
  saveAfter(time) {
    this.waiting = setTimeout(() => (this.saving ? this.saveAfter(500) : this.save(this.version)), time);
  }
  async save(version) {
    this.saving = true;
    this.say("saving");
    const { status, told } = await this.ask().catch(() => ({ status: 500 }));
    [this.saving, this.failed] = [false, !told];
    this.toggleAttribute("by-hand", status === 409);
    if (told) return this.saved(told, version === this.version);
    this.say(status === 409 ? "settled" : status < 500 ? "refused" : "offline");
    if (status >= 500) this.saveAfter(5000);
  }
  async ask() {
    const [body, headers, signal] = [new FormData(this.form), { "X-Saves-Itself": "1" }, AbortSignal.timeout(20000)];
    body.append("typing", document.activeElement.name || "");
    const answer = await fetch(this.form.action, { method: "POST", body, headers, signal });
    return { status: answer.status, told: [200, 422].includes(answer.status) && !answer.redirected && (await answer.json()) };
  }
  saved({ at, url, key, base, newer, errors, undecided, waits, concepts }, latest) {
    this.form.action = url;
    history.replaceState(null, "", url);
    const wrong = Object.keys(errors).length > 0;
    if (latest) this.form.elements.base.value = base; // else the words are still those of before
    for (const id in latest && newer) document.getElementById(id).value = newer[id]; // what somebody else corrected
    this.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: { key, base, whole: latest && !wrong && !waits } }));
    for (const old of this.querySelectorAll(".field__error")) old.remove();
    for (const id in errors) {
      const field = document.getElementById(id) || this.querySelector(`[id^="${id}_"]`);
      field?.before(Object.assign(document.createElement("p"), { className: "field__error", textContent: errors[id].join(" ") }));
    }
    const chips = this.querySelector("[data-concepts]"); // made on the server, where every word is escaped
    if (!chips.contains(document.activeElement)) chips.replaceChildren(...new DOMParser().parseFromString(concepts, "text/html").body.childNodes);
    this.say(wrong ? "marked" : undecided ? "undecided" : "saved", at);
  }
  say(what, at = "") {
    this.querySelector("[data-status]").textContent = (this.dataset[what] || "").replace("#", at);
  }
}
customElements.define("saves-itself", SavesItself);
