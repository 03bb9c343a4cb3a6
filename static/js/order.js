// <u-order> around checkboxes, one to a line: buttons and Alt with an arrow move a line; the form is told, and sends the lines
// in the order they stand. Without scripts there are no buttons and the order stays.
// @ts-check

export {};

customElements.define("u-order", class extends HTMLElement {
  connectedCallback() {
    for (const line of this.lines()) {
      if (line.querySelector("button")) continue;
      const name = line.textContent?.trim() ?? "";
      line.append(this.button(line, -1, this.dataset.up ?? "", name), this.button(line, 1, this.dataset.down ?? "", name));
      line.addEventListener("keydown", (event) => {
        const way = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!way) return;
        event.preventDefault();
        this.move(line, way);
        line.querySelector("input")?.focus();
      });
    }
  }

  /** @returns {HTMLElement[]} */
  lines() { return [.../** @type {any} */ (this.querySelectorAll(":scope > div"))]; }

  /** @param {HTMLElement} line @param {number} way @param {string} words @param {string} name */
  button(line, way, words, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = way < 0 ? "btn quiet push" : "btn quiet";
    button.textContent = way < 0 ? "↑" : "↓";
    button.setAttribute("aria-label", words.replace("%(name)s", name));
    button.addEventListener("click", () => { this.move(line, way); button.focus(); });
    return button;
  }

  /** @param {HTMLElement} line @param {number} way */
  move(line, way) {
    const lines = this.lines();
    const other = lines[lines.indexOf(line) + way];
    if (!other) return;
    if (way < 0) other.before(line); else other.after(line);
    line.querySelector("input")?.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
