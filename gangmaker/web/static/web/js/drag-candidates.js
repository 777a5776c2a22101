// <drag-candidates>: whoever stands in a list can be carried to the other one, or to another place in the shortlist.
// It presses the button that is there anyway, so nothing is possible that is not possible without it.
class DragCandidates extends HTMLElement {
  connectedCallback() {
    if (!this.querySelector("[data-order]")) return;
    for (const head of this.querySelectorAll("[data-candidate] .candidate__head")) {
      const handle = Object.assign(document.createElement("span"), { className: "drag-handle", draggable: true, textContent: "\u2847" });
      handle.setAttribute("aria-hidden", "true");
      head.prepend(handle);
    }
    for (const name of ["dragstart", "dragover", "drop", "dragend"]) this.addEventListener(name, this);
  }
  handleEvent(event) {
    const [row, column] = [event.target.closest?.("[data-candidate]"), event.target.closest?.("[data-column]")];
    if (event.type === "dragstart" && event.target.classList?.contains("drag-handle")) return this.carry(row, event.dataTransfer);
    if (!this.carried) return;
    this.unmark();
    if (["dragover", "drop"].includes(event.type) && column) event.preventDefault();
    if (event.type === "dragover" && column) this.over(row, column);
    if (event.type === "drop" && column) this.put(row, column.dataset.column);
    if (["drop", "dragend"].includes(event.type)) this.clear();
  }
  carry(row, transfer) {
    this.carried = row;
    transfer.effectAllowed = "move";
    transfer.setData("text/plain", row.dataset.candidate);
    transfer.setDragImage(row, 0, 0);
    row.classList.add("candidate--carried");
  }
  over(row, column) {
    column.classList.add("candidates__over");
    if (column.dataset.column === "shortlist" && row !== this.carried) row?.classList.add("candidate--above");
  }
  put(row, to) {
    const from = this.carried.closest("[data-column]").dataset.column;
    if (from !== to) this.carried.querySelector(`button[name="${to === "shortlist" ? "shortlist" : "back"}"]`)?.click();
    else if (to === "shortlist" && row) this.order(row);
  }
  order(before) {
    const listed = before.closest("ol");
    if (!listed?.contains(this.carried) || before === this.carried) return;
    before.before(this.carried);
    const form = this.querySelector("[data-order]");
    form.elements.order.value = Array.from(listed.children, (each) => each.dataset.candidate).join(",");
    form.requestSubmit();
  }
  unmark() {
    for (const name of ["candidates__over", "candidate--above"]) this.querySelectorAll(`.${name}`).forEach((each) => each.classList.remove(name));
  }
  clear() {
    this.carried.classList.remove("candidate--carried");
    this.carried = null;
  }
}
customElements.define("drag-candidates", DragCandidates);
