/** Leaving at once: the page is blank before anything is asked of a network. */

let leaving = false;

const hide = (element: HTMLElement | null): void => {
  element?.style.setProperty('display', 'none', 'important');
};

/** Blank the document, then `forget`, then go to `url` in this tab, in place of this page. The second call does nothing. */
export function leave(url: string, forget: () => Promise<void> | undefined): void {
  if (leaving) return;
  leaving = true;
  const root = document.documentElement;
  root.style.setProperty('background', '#fff', 'important');
  document.title = new URL(url).hostname;
  hide(document.body);
  hide(root);
  const forgotten = forget();
  const go = (): void => {
    document.body.replaceChildren();
    // a frame later, so that the blank page is painted even where the target is slow
    requestAnimationFrame(() => setTimeout(() => window.location.replace(url)));
  };
  if (forgotten) void forgotten.then(go);
  else go();
}
