// Repeated rows: add, remove, move up and down. Names carry the index; gaps are fine, order of indices is order of rows.
//   <div data-rows="NAME"> <div data-row>… <template data-row-template> … <button data-add-row="NAME">

const ATTRIBUTES = ["name", "id", "for", "aria-describedby", "aria-labelledby", "aria-controls", "data-evidence-for", "href"];

function rowsOf(list) {
  return [...list.querySelectorAll("[data-row]")].filter((row) => row.closest("[data-rows]") === list);
}

function indexOf(row, name) {
  const pattern = new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}-(\\d+)`);
  for (const part of [row, ...row.querySelectorAll("[name], [id]")]) {
    const found = pattern.exec(part.getAttribute("name") ?? "") ?? pattern.exec(part.id);
    if (found) return Number(found[1]);
  }
  return -1;
}

function rename(row, from, to) {
  for (const part of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of ATTRIBUTES) {
      const value = part.getAttribute(attribute);
      if (value?.includes(from)) part.setAttribute(attribute, value.replaceAll(from, to));
    }
  }
}

function swapIndices(one, other, name) {
  const [a, b] = [indexOf(one, name), indexOf(other, name)];
  if (a < 0 || b < 0) return;
  rename(one, `${name}-${a}-`, `${name}-__moving__-`);
  rename(other, `${name}-${b}-`, `${name}-${a}-`);
  rename(one, `${name}-__moving__-`, `${name}-${b}-`);
}

function changed(list) {
  number(list);
  list.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true }));
}

// Rows may show their place: <span data-row-number>.
function number(list) {
  rowsOf(list).forEach((row, place, all) => {
    for (const spot of row.querySelectorAll("[data-row-number]")) spot.textContent = String(place + 1);
    const up = row.querySelector('[data-move-row="up"]');
    const down = row.querySelector('[data-move-row="down"]');
    if (up) up.disabled = place === 0;
    if (down) down.disabled = place === all.length - 1;
  });
}

export function addRow(list) {
  const name = list.dataset.rows;
  const template = [...list.querySelectorAll("template[data-row-template]")].find((t) => t.closest("[data-rows]") === list);
  if (!template) return null;
  const next = Math.max(-1, ...rowsOf(list).map((row) => indexOf(row, name))) + 1;
  const fragment = template.content.cloneNode(true);
  const row = fragment.querySelector("[data-row]");
  rename(row, "__index__", String(next));
  const all = rowsOf(list);
  const last = all[all.length - 1];
  if (last) last.after(row);
  else if (list.querySelector("[data-row-place]")) list.querySelector("[data-row-place]").append(row);
  else template.before(row);
  row.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
  changed(list);
  return row;
}

function firstField(row) {
  return row?.querySelector("input:not([type=hidden]), select, textarea, button");
}

function removeRow(list, row) {
  const all = rowsOf(list);
  const neighbour = all[all.indexOf(row) + 1] ?? all[all.indexOf(row) - 1];
  row.remove();
  changed(list);
  (neighbour ? firstField(neighbour) : list.querySelector("[data-add-row]"))?.focus();
}

function moveRow(list, row, step, button) {
  const all = rowsOf(list);
  const other = all[all.indexOf(row) + step];
  if (!other) return;
  swapIndices(row, other, list.dataset.rows);
  if (step < 0) other.before(row);
  else other.after(row);
  changed(list);
  if (button.disabled) firstField(row)?.focus();
  else button.focus();
}

function clicked(event) {
  const button = event.target.closest("[data-add-row], [data-remove-row], [data-move-row]");
  if (!button) return;
  if (button.dataset.addRow !== undefined) {
    const name = CSS.escape(button.dataset.addRow);
    const list = button.closest("[data-rows]") ?? document.querySelector(`[data-rows="${name}"]`);
    firstField(addRow(list))?.focus();
    return;
  }
  const list = button.closest("[data-rows]");
  const row = button.closest("[data-row]");
  if (!list || !row) return;
  if (button.dataset.moveRow) moveRow(list, row, button.dataset.moveRow === "up" ? -1 : 1, button);
  else removeRow(list, row);
}

export function startRows(root) {
  root.querySelectorAll("[data-rows]").forEach(number);
  document.addEventListener("click", clicked);
}
