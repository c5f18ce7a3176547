/* Only adds: without it every staff page does all that it does. */
(() => {
  /* What is wrong with a form is where a keyboard goes on from. */
  const wrong = document.getElementById("wrong");
  if (wrong) { wrong.tabIndex = -1; wrong.focus(); }
})();
(() => {
  /* Passkeys: shown where the browser has them. What it answers goes with the form. */
  const known = window.PublicKeyCredential;
  if (!known || !known.parseCreationOptionsFromJSON) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const options = JSON.parse(form.dataset.options);
      try {
        const made = form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
        form.elements.answer.value = JSON.stringify(made.toJSON());
        form.submit();
      } catch { /* Whoever cancels has changed their mind. */ }
    });
  }
})();
