// <saves-itself key="…">: a form that is sent by itself after a moment of silence. What is not on the server yet stays
// in this browser, also when it is closed; nothing typed is lost. Ctrl or ⌘ with Enter presses the button "send".
class SavesItself extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-status]");
    this.place = `brief ${this.getAttribute("key")}`;
    this.base = this.getAttribute("base");
    this.restore();
    for (const type of ["input", "change", "keydown", "submit"]) this.addEventListener(type, this);
    window.addEventListener("online", this);
  }

  disconnectedCallback() {
    window.removeEventListener("online", this);
    clearTimeout(this.waiting);
  }

  handleEvent(event) {
    if (event.type === "keydown") return this.send(event);
    if (event.type === "submit") return this.leave();
    if (event.type === "online") return this.keep(0);
    this.keep(1500);
  }

  keep(after) {
    this.version = (this.version || 0) + 1;
    this.remember();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), after);
  }

  remember() {
    const typed = [...new FormData(this.form)].filter(([name]) => !["csrfmiddlewaretoken", "concept_shown"].includes(name));
    localStorage.setItem(this.place, JSON.stringify({ base: this.base, typed }));
  }

  async save() {
    if (this.saving) return this.keep(500);
    const version = this.version;
    this.saving = true;
    this.say("saving");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form), headers: { "X-Saves-Itself": "1" } });
      const wanted = [200, 422].includes(answer.status) && !answer.redirected;
      if (wanted) this.saved(await answer.json(), version);
      else this.say(answer.status >= 500 ? "offline" : "refused");
    } catch {
      this.say("offline");
      this.waiting = setTimeout(() => this.save(), 15000);
    }
    this.saving = false;
  }

  saved({ at, url, base, errors, undecided, concepts }, version) {
    this.form.action = url;
    history.replaceState(null, "", url);
    const wrong = Object.keys(errors).length > 0;
    localStorage.removeItem(this.place);
    this.place = `brief ${this.form.elements.form_token.value}`;
    this.base = base;
    if (version !== this.version || wrong || undecided) this.remember();
    this.mark(errors);
    const chips = this.querySelector("[data-concepts]");
    if (!chips.contains(document.activeElement)) {
      // Made on the server, where every word is escaped; what is parsed so runs no script.
      chips.replaceChildren(...new DOMParser().parseFromString(concepts, "text/html").body.childNodes);
    }
    this.say(wrong ? "marked" : undecided ? "undecided" : "saved", at);
  }

  mark(errors) {
    for (const old of this.querySelectorAll("[data-mark]")) old.remove();
    for (const [id, said] of Object.entries(errors)) {
      const field = document.getElementById(id) || this.querySelector(`[id^="${id}_"]`);
      const mark = Object.assign(document.createElement("p"), { className: "field__error", textContent: said.join(" ") });
      mark.dataset.mark = "";
      field?.before(mark);
    }
  }

  // Unless somebody else changed the page meanwhile: then what is there is newer.
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.place) || "null");
    if (!kept || kept.base !== this.base) return localStorage.removeItem(this.place);
    const typed = new Map();
    for (const [name, value] of kept.typed) typed.set(name, [...(typed.get(name) || []), value]);
    for (const field of this.form.elements) {
      if (!field.name || ["submit", "button"].includes(field.type) || !typed.has(field.name) && field.type !== "checkbox") continue;
      const values = typed.get(field.name) || [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    this.say("restored");
    this.keep(1500);
    setTimeout(() => this.askWhoItIs(), 500);
  }

  // Names that came back by themselves are looked up as if they were typed.
  askWhoItIs() {
    for (const name of ["asker_name", "organisation_name"]) {
      const field = this.form.elements[name];
      if (field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  send(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.requestSubmit(this.form.querySelector("[name=send]"));
  }

  leave() {
    clearTimeout(this.waiting);
    if (navigator.onLine) localStorage.removeItem(this.place);
  }

  say(what, at = "") {
    this.status.textContent = (this.dataset[what] || "").replace("#", at);
  }
}
customElements.define("saves-itself", SavesItself);
