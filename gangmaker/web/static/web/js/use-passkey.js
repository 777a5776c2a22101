// <use-passkey data="id" | get="url" [make]>: asks the browser for a passkey when the button in its form is
// pressed, and sends what it says with the form. Without passkeys or JavaScript it stays hidden.
class UsePasskey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", this);
  }

  async handleEvent() {
    const said = this.querySelector(".passkey__said");
    const form = this.querySelector("form");
    said.textContent = "";
    try {
      const credential = this.hasAttribute("make") ? await this.make(form) : await this.ask();
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      said.textContent = said.dataset.failed;
    }
  }

  async options() {
    if (this.hasAttribute("data")) return JSON.parse(document.getElementById(this.getAttribute("data")).textContent);
    const answer = await fetch(this.getAttribute("get"), { headers: { Accept: "application/json" } });
    return answer.json();
  }

  async ask() {
    const { request_options: options } = await this.options();
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) });
  }

  async make(form) {
    const { creation_options: options } = await this.options();
    const alone = form.elements.passwordless.checked;
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone && { userVerification: "required" }),
    });
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) });
  }
}
customElements.define("use-passkey", UsePasskey);
