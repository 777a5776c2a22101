// <remaining-chars for="id_summary" label="# left">: how much of a field's maxlength is left.
// Says nothing while there is plenty: nobody has to count down from four thousand.
class RemainingChars extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    if (!this.field || this.field.maxLength < 0) return;
    this.field.addEventListener("input", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    this.field?.removeEventListener("input", this);
  }

  handleEvent() {
    const left = this.field.maxLength - this.field.value.length;
    const plenty = left > Math.max(100, this.field.maxLength / 5);
    this.textContent = plenty ? "" : (this.getAttribute("label") || "#").replace("#", left);
  }
}
customElements.define("remaining-chars", RemainingChars);
