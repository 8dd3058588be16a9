/** Copying without asking for a permission: the browser's own copy command on a text that is selected. */

/** Copies `what`; false when the browser does not let us, then it is left selected beside `button`. */
export function copyText(what: string, button: HTMLElement): boolean {
  const holder = document.createElement('span');
  holder.textContent = what;
  holder.className = 'unseen';
  button.after(holder);
  const selection = document.getSelection();
  selection?.selectAllChildren(holder);
  const done = document.execCommand('copy');
  if (done) selection?.removeAllRanges();
  setTimeout(() => holder.remove(), done ? 0 : 30_000);
  return done;
}
