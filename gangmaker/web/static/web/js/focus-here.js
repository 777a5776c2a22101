// <focus-here>: moves the focus to its first child when it appears (the list of errors after sending a form).
class FocusHere extends HTMLElement {
  connectedCallback() {
    this.firstElementChild?.focus();
  }
}
customElements.define("focus-here", FocusHere);
