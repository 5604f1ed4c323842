// The import desk: a file that is too large is refused before it is sent, and progress is followed.
(() => {
  const form = document.getElementById("upload_form");
  if (form) {
    form.addEventListener("submit", (event) => {
      const files = [...form.querySelector("input[type=file]").files];
      const size = files.reduce((sum, file) => sum + file.size, 0);
      const note = document.getElementById("too-large");
      note.hidden = size <= Number(form.dataset.largest);
      if (!note.hidden) {
        event.preventDefault();
        note.textContent = `Too large: at most ${form.dataset.largestShown} are taken.`;
      }
    });
  }

  const shown = document.getElementById("import-progress");
  if (!shown) return;
  const bar = shown.querySelector("progress");
  const phase = shown.querySelector("[data-phase]");

  async function look() {
    try {
      const told = await (await fetch(shown.dataset.address)).json();
      if (told.state !== "running") return location.reload();
      if (phase.textContent !== told.phase) phase.textContent = told.phase;
      if (told.total) {
        bar.max = told.total;
        bar.value = told.done;
      } else {
        bar.removeAttribute("value");
      }
    } catch {
      // The server does not answer just now: ask again.
    }
    setTimeout(look, 1000);
  }
  setTimeout(look, 1000);
})();
