// A field that finds a record by typing is called what its label or column says, with what is chosen.
"use strict";
{
  const nameOf = (select) => {
    if (select.labels.length) return select.labels[0];
    const cell = select.closest("td");
    return cell && cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
  };
  const name = (box) => {
    const select = box.previousElementSibling, title = nameOf(select);
    const chosen = box.querySelector(".select2-selection__rendered");
    if (!title || !chosen) return;
    title.id ||= `${select.id}-name`;
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
    chosen.closest("[role=combobox]").setAttribute("aria-labelledby", `${title.id} ${chosen.id}`);
  };
  const nameAll = () => document.querySelectorAll("select.admin-autocomplete + .select2").forEach(name);
  // After the admin's own scripts have made the boxes, which they do a moment after each event.
  for (const event of ["load", "formset:added"]) {
    window.addEventListener(event, () => setTimeout(nameAll));
  }
}
