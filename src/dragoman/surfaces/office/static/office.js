/* Only adds: without it every staff page does all that it does. */
(() => {
  /* What is wrong with a form is where a keyboard goes on from. */
  const wrong = document.getElementById("wrong");
  if (wrong) { wrong.tabIndex = -1; wrong.focus(); }
})();
