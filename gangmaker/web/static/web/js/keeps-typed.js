// <keeps-typed key="…" base="…">: what is typed and not on the server yet stays in this browser, also when it is closed.
// "kept" of <saves-itself> says that the server has it. Only what was changed here is put back, over what the page says by
// then: by the base that comes back with it the server knows what somebody else corrected meanwhile.
class KeepsTyped extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.moveTo(this.getAttribute("key"), this.getAttribute("base"));
    for (const type of ["input", "change", "kept", "submit"]) this.addEventListener(type, this);
    const kept = JSON.parse(localStorage.getItem(this.place) || "null");
    if (kept && !(kept.pressed && kept.base !== this.base)) this.restore(kept.typed);
    else localStorage.removeItem(this.place);
  }
  moveTo(key, base) {
    [this.place, this.base] = [`brief ${key}`, base];
  }
  handleEvent({ type, detail }) {
    if (type === "submit") return this.press();
    if (type === "kept") {
      localStorage.removeItem(this.place);
      this.moveTo(detail.key, detail.base);
      if (detail.whole) return;
    }
    localStorage.setItem(this.place, JSON.stringify({ base: this.base, typed: this.typed() }));
  }
  // Sent by a press. Where saving failed before it may fail again: then the page comes back as it was.
  press() {
    const kept = localStorage.getItem(this.place);
    if (navigator.onLine && !this.querySelector("saves-itself").failed) localStorage.removeItem(this.place);
    else if (kept) localStorage.setItem(this.place, JSON.stringify({ ...JSON.parse(kept), pressed: true }));
  }
  typed() {
    const [typed, left] = [{}, ["csrfmiddlewaretoken", "concept_shown"]];
    const fields = [...this.form.elements].filter((field) => field.name && !field.disabled && !left.includes(field.name));
    const changed = new Set(fields.filter((field) => this.isChanged(field)).map((field) => field.name));
    for (const field of fields.filter(({ name }) => changed.has(name))) {
      typed[field.name] ||= [];
      if (!this.isBox(field) || field.checked) typed[field.name].push(field.value);
    }
    return typed;
  }
  isBox = ({ type }) => ["checkbox", "radio"].includes(type);
  isChanged(field) {
    if (field.type === "hidden") return true; // which form it is, and of which words
    if (this.isBox(field)) return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
    return field.value !== field.defaultValue;
  }
  async restore(typed) {
    const back = [...this.form.elements].filter((field) => typed[field.name] && !field.disabled);
    for (const field of back) {
      if (this.isBox(field)) field.checked = typed[field.name].includes(field.value);
      else field.value = typed[field.name][0];
    }
    await new Promise((awake) => setTimeout(awake, 500)); // the others on the page
    this.querySelector("saves-itself").say("restored");
    for (const field of back) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("keeps-typed", KeepsTyped);
