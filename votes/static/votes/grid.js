// The grid of a roll call: one key a position, letters to find a state, and a live count.
(() => {
  const form = document.getElementById("grid_form");
  const all = [...form.querySelectorAll("tbody tr")];
  // The rows that are shown: the filter by group hides the others, and they are sent all the same.
  let rows = all;
  const radios = (row) => [...row.querySelectorAll("input[type=radio]")];
  const positions = { y: "Y", n: "N", a: "A", x: "X" };
  let typed = "";
  let last = 0;

  function count() {
    for (const output of form.querySelectorAll("output[data-count]")) {
      output.value = form.querySelectorAll(
        `tbody input[value="${output.dataset.count}"]:checked`,
      ).length;
    }
  }

  function go(row) {
    if (!row) return;
    const choices = radios(row);
    (choices.find((each) => each.checked) || choices[0]).focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function find(letter) {
    const now = Date.now();
    typed = now - last < 1500 ? typed + letter : letter;
    last = now;
    const name = (row) =>
      row.cells[0].textContent.trim().normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const found = rows.find((row) => name(row).startsWith(typed));
    if (!found && typed !== letter) {
      typed = "";
      find(letter);
    } else {
      go(found);
    }
  }

  const group = document.getElementById("grid-group");
  if (group) {
    group.parentElement.hidden = false;
    group.addEventListener("change", () => {
      const isShown = (row) => !group.value || row.dataset.groups.split(" ").includes(group.value);
      for (const row of all) row.hidden = !isShown(row);
      rows = all.filter(isShown);
    });
  }

  form.addEventListener("change", count);
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const place = rows.indexOf(row);
    // With Shift every letter finds a state, also those whose key is a position.
    if (key in positions && !event.shiftKey) {
      radios(row).find((each) => each.value === positions[key]).checked = true;
      count();
      go(rows[place + 1] || row);
    } else if (key === "arrowdown" || key === "arrowup") {
      go(rows[place + (key === "arrowdown" ? 1 : -1)]);
    } else if (/^\p{L}$/u.test(key)) {
      find(key);
    } else {
      return;
    }
    event.preventDefault();
  });
  count();
})();
