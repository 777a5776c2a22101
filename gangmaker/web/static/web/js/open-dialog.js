// <open-dialog for="id">: makes the link inside open the dialog of that id; without it the link is followed.
class OpenDialog extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  handleEvent(event) {
    const dialog = document.getElementById(this.getAttribute("for"));
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  }
}
customElements.define("open-dialog", OpenDialog);
