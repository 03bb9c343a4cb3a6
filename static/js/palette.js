// Ctrl-K, or the field in the top bar, opens the palette: a combobox over the same links that /search shows. Arrows choose, Enter
// opens, Tab goes to the next group, Esc closes. Without scripts the field in the top bar is a plain form to /search; here, too,
// Enter before the answers have come sends that form, and the server leads straight to an exact code.
// @ts-check

export {};

const WAIT = 150;
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("palette"));
if (dialog) furnish(dialog, /** @type {HTMLInputElement | null} */ (document.querySelector(".top .find input")));

/** @param {HTMLDialogElement} dialog @param {HTMLInputElement | null} top */
function furnish(dialog, top) {
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const list = /** @type {HTMLElement} */ (dialog.querySelector("[role=listbox]"));
  const said = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  /** @type {HTMLElement[]} */ let options = [];
  let at = -1;
  let shown = ""; // the words that the answers on the screen belong to
  let timer = 0;
  /** @type {AbortController | undefined} */ let asked;

  const words = () => field.value.trim();

  /** @param {string} typed */
  function open(typed) {
    if (dialog.open || document.querySelector("dialog[open]")) return;
    dialog.showModal();
    field.value = typed;
    field.focus();
    field.select();
    void ask();
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const typed = words();
    try {
      const answer = await fetch(`/search?q=${encodeURIComponent(typed)}`, { signal: asked.signal, headers: { "HX-Request": "true", "HX-Target": "palette-results", Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (typed === words()) show(html, typed);
    } catch (error) {
      if (/** @type {Error} */ (error).name === "AbortError") return;
      show("", "\n");
      said.textContent = said.dataset.trouble ?? "";
      list.replaceChildren(Object.assign(document.createElement("p"), { className: "none", textContent: said.textContent }));
    }
  }

  /** The page's links become options of a list box. @param {string} html @param {string} typed */
  function show(html, typed) {
    list.innerHTML = html;
    shown = typed;
    for (const group of list.querySelectorAll("section")) {
      const heading = /** @type {HTMLElement} */ (group.querySelector("h2"));
      heading.id = `palette-${group.dataset.group}`;
      heading.setAttribute("role", "presentation");
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", heading.id);
      group.querySelectorAll("ul, li").forEach((part) => part.setAttribute("role", "presentation"));
    }
    options = [...list.querySelectorAll("a")];
    options.forEach((option, index) => {
      option.id = `palette-${index}`;
      option.setAttribute("role", "option");
      option.tabIndex = -1;
    });
    field.setAttribute("aria-expanded", String(options.length > 0));
    said.textContent = options.length ? (said.dataset.many ?? "").replace("%(n)s", String(options.length)) : (said.dataset.none ?? "");
    list.scrollTop = 0;
    mark(typed && options.length ? 0 : -1);
  }

  /** @param {number} index */
  function mark(index) {
    at = index;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = options[index];
    option ? field.setAttribute("aria-activedescendant", option.id) : field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  /** The first answer of the group after, or before, the one that is marked. @param {number} step */
  function otherGroup(step) {
    const groups = [...list.querySelectorAll("section")];
    const here = groups.findIndex((group) => group.contains(options[at] ?? null));
    const next = groups[here + step];
    return next ? options.indexOf(/** @type {HTMLElement} */ (next.querySelector("a"))) : -1;
  }

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), WAIT);
  });
  field.addEventListener("keydown", (event) => {
    const count = options.length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? (at + 1) % count : (at <= 0 ? count : at) - 1);
    } else if (event.key === "Tab" && !event.ctrlKey && count) {
      const next = otherGroup(event.shiftKey ? -1 : 1);
      if (next < 0) return; // behind the last group Tab goes on to the button, as everywhere
      event.preventDefault();
      mark(next);
    } else if (event.key === "Enter" && at >= 0 && shown === words()) {
      event.preventDefault();
      options[at].click();
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would clear itself first
      dialog.close();
    }
  });
  field.form?.addEventListener("submit", (event) => words() || event.preventDefault());
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => /** @type {Element} */ (event.target).closest("a") && !event.ctrlKey && !event.metaKey && dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    event.stopImmediatePropagation(); // without the palette, hotkeys.js puts the cursor into the field instead
    dialog.open ? field.select() : open("");
  }, true);
  top?.addEventListener("click", () => open(top.value));
  top?.addEventListener("input", () => {
    open(top.value);
    field.setSelectionRange(field.value.length, field.value.length);
    top.value = "";
  });
}
