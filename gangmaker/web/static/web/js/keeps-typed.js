// <keeps-typed key="…" base="…">: what is typed and not on the server yet stays in this browser, also when it is closed.
// "kept" of <saves-itself> says that the server has it. What somebody else changed meanwhile (another base) is newer.
class KeepsTyped extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.moveTo(this.getAttribute("key"), this.getAttribute("base"));
    for (const type of ["input", "change", "kept", "submit"]) this.addEventListener(type, this);
    const kept = JSON.parse(localStorage.getItem(this.place) || "null");
    if (kept?.base === this.base) this.restore(kept.typed);
    else localStorage.removeItem(this.place);
  }
  moveTo(key, base) {
    this.place = `brief ${key}`;
    this.base = base;
  }
  handleEvent({ type, detail }) {
    if (type === "submit") return navigator.onLine && localStorage.removeItem(this.place);
    if (type === "kept") {
      localStorage.removeItem(this.place);
      this.moveTo(detail.key, detail.base);
      if (detail.whole) return;
    }
    const typed = [...new FormData(this.form)].filter(([name]) => !["csrfmiddlewaretoken", "concept_shown"].includes(name));
    localStorage.setItem(this.place, JSON.stringify({ base: this.base, typed }));
  }
  restore(typed) {
    const said = new Map();
    for (const [name, value] of typed) said.set(name, [...(said.get(name) || []), value]);
    for (const field of this.form.elements) {
      const values = said.get(field.name);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values ? values.includes(field.value) : field.checked && field.type === "radio";
      else if (values && field.name && !["submit", "button"].includes(field.type)) field.value = values[0];
    }
    this.querySelector("saves-itself").dispatchEvent(new Event("restored"));
    setTimeout(() => this.askWhoItIs(), 500);
  }
  // Names that came back by themselves are looked up as if they were typed.
  askWhoItIs() {
    for (const name of ["asker_name", "organisation_name"]) {
      const field = this.form.elements[name];
      if (field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
customElements.define("keeps-typed", KeepsTyped);
