// Opens the page's own address again. A plain reload would send the form once more where the page answered a form.
export function openAfresh() {
  location.replace(location.pathname + location.search);
}
