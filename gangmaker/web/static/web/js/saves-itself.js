// <saves-itself>: a form that is sent by itself after a moment of silence, and says how that went in its own words.
// Ctrl or ⌘ with Enter presses the button "send". What waits to be saved is kept by <keeps-typed> around it.
// With the attribute by-hand, or once the server says that it is settled (409), nothing is sent but by a press.
class SavesItself extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    for (const type of ["input", "change", "keydown", "submit", "restored"]) this.addEventListener(type, this);
  }
  handleEvent(event) {
    if (event.type === "keydown") return this.send(event);
    clearTimeout(this.waiting);
    if (event.type === "submit") return;
    if (event.type === "restored") this.say("restored");
    if (this.hasAttribute("by-hand")) return;
    this.version = (this.version || 0) + 1;
    this.waiting = setTimeout(() => this.save(), 1500);
  }
  async save() {
    const [again, version] = [(after) => (this.waiting = setTimeout(() => this.save(), after)), this.version];
    if (this.saving) return again(500);
    this.saving = true;
    this.say("saving");
    try {
      const [body, headers, signal] = [new FormData(this.form), { "X-Saves-Itself": "1" }, AbortSignal.timeout(20000)];
      body.append("typing", document.activeElement.name || "");
      const answer = await fetch(this.form.action, { method: "POST", body, headers, signal });
      const wanted = [200, 422].includes(answer.status) && !answer.redirected;
      this.failed = !wanted;
      if (wanted) this.saved(await answer.json(), version);
      else if (answer.status >= 500) throw answer;
      else this.say(answer.status === 409 ? "settled" : "refused");
      this.toggleAttribute("by-hand", answer.status === 409);
    } catch {
      this.failed = true;
      this.say("offline");
      again(5000);
    }
    this.saving = false;
  }
  saved({ at, url, key, base, newer, errors, undecided, waits, concepts }, version) {
    this.form.action = url;
    history.replaceState(null, "", url);
    const [wrong, latest] = [Object.keys(errors).length > 0, version === this.version];
    if (latest) this.form.elements.base.value = base; // else the words are still those of before, where somebody corrected them
    if (latest) for (const [id, words] of Object.entries(newer)) document.getElementById(id).value = words;
    this.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: { key, base, whole: latest && !wrong && !waits } }));
    this.mark(errors);
    const chips = this.querySelector("[data-concepts]"); // made on the server, where every word is escaped
    if (!chips.contains(document.activeElement)) chips.replaceChildren(...new DOMParser().parseFromString(concepts, "text/html").body.childNodes);
    this.say(wrong ? "marked" : undecided ? "undecided" : "saved", at);
  }
  mark(errors) {
    for (const old of this.querySelectorAll(".field__error")) old.remove();
    for (const [id, said] of Object.entries(errors)) {
      const field = document.getElementById(id) || this.querySelector(`[id^="${id}_"]`);
      field?.before(Object.assign(document.createElement("p"), { className: "field__error", textContent: said.join(" ") }));
    }
  }
  send(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.requestSubmit(this.form.querySelector("[name=send]"));
  }
  say(what, at = "") {
    this.querySelector("[data-status]").textContent = (this.dataset[what] || "").replace("#", at);
  }
}
customElements.define("saves-itself", SavesItself);
