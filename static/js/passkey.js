// <u-passkey data-kind="create|get" data-options="…">: a button in a form. It asks the device, puts the answer into the
// form's field `answer` and sends the form. Without WebAuthn it says so.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function asked(options) {
  const found = { ...options, challenge: bytes(options.challenge) };
  if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) found[list] = options[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return found;
}

function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} };
}

customElements.define("u-passkey", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.words = this.querySelector("[role=alert]");
    this.button.hidden = !window.PublicKeyCredential;
    this.words.hidden = Boolean(window.PublicKeyCredential);
    this.button.addEventListener("click", (event) => this.ask(event));
  }

  async ask(event) {
    const form = this.closest("form");
    event.preventDefault();
    if (!form.reportValidity()) return;
    try {
      const publicKey = asked(JSON.parse(this.dataset.options));
      const made = await navigator.credentials[this.dataset.kind]({ publicKey });
      form.elements.answer.value = JSON.stringify(answered(made));
      form.requestSubmit();
    } catch {
      this.words.textContent = this.dataset.failed;
      this.words.hidden = false;
    }
  }
});
