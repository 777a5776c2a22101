// <drag-candidates>: whoever stands in a list can be carried to the other one, or to another place in the shortlist.
// It presses the button that is there anyway, so nothing is possible that is not possible without it.
class DragCandidates extends HTMLElement {
  connectedCallback() {
    if (!this.querySelector("[data-order]")) return;
    for (const row of this.querySelectorAll("[data-candidate]")) this.addHandle(row);
    for (const name of ["dragstart", "dragover", "drop", "dragend"]) this.addEventListener(name, this);
  }

  addHandle(row) {
    const handle = document.createElement("span");
    handle.className = "drag-handle";
    handle.draggable = true;
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "\u2847";
    row.querySelector(".candidate__head").prepend(handle);
  }

  handleEvent(event) {
    const row = event.target.closest?.("[data-candidate]");
    const column = event.target.closest?.("[data-column]");
    if (event.type === "dragstart" && event.target.classList?.contains("drag-handle")) return this.carry(row, event);
    if (!this.carried) return;
    if (event.type === "dragover" && column) this.over(row, column, event);
    if (event.type === "drop" && column) this.put(row, column, event);
    if (event.type === "dragend") this.clear();
  }

  carry(row, event) {
    this.carried = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.candidate);
    event.dataTransfer.setDragImage(row, 0, 0);
    row.classList.add("candidate--carried");
  }

  over(row, column, event) {
    event.preventDefault();
    this.unmark();
    column.classList.add("candidates__over");
    if (column.dataset.column === "shortlist" && row !== this.carried) row?.classList.add("candidate--above");
  }

  put(row, column, event) {
    event.preventDefault();
    const from = this.carried.closest("[data-column]").dataset.column;
    const to = column.dataset.column;
    if (from === to && to === "shortlist" && row) this.order(row);
    else if (from !== to) this.carried.querySelector(`button[name="${to === "shortlist" ? "shortlist" : "back"}"]`)?.click();
    this.clear();
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
    for (const name of ["candidates__over", "candidate--above"])
      for (const each of this.querySelectorAll(`.${name}`)) each.classList.remove(name);
  }

  clear() {
    this.unmark();
    this.carried?.classList.remove("candidate--carried");
    this.carried = null;
  }
}
customElements.define("drag-candidates", DragCandidates);
