/** Full screen on small windows: the rest of the page is out of reach until the panel closes. */

export class Modal {
  readonly inert: Element[] = [];
  #overflow = '';

  constructor(private readonly host: HTMLElement) {}

  get active(): boolean { return this.inert.length > 0 || this.#overflow !== ''; }

  /** Make everything beside the host inert and stop the page from scrolling. */
  enter(): void {
    if (this.active) return;
    const root = document.documentElement;
    this.#overflow = root.style.overflow || 'visible';
    root.style.setProperty('overflow', 'hidden');
    for (let inside: Node | null = this.host; inside && inside !== document.body; inside = parentOf(inside)) {
      for (const other of inside.parentNode?.children ?? []) {
        if (other === inside || other.hasAttribute('inert') || /^(SCRIPT|STYLE|LINK)$/.test(other.tagName)) continue;
        other.toggleAttribute('inert', true);
        this.inert.push(other);
      }
    }
  }

  /** Undo {@link enter}. */
  leave(): void {
    if (!this.active) return;
    for (const element of this.inert.splice(0)) element.removeAttribute('inert');
    const { style } = document.documentElement;
    if (this.#overflow === 'visible') style.removeProperty('overflow');
    else style.setProperty('overflow', this.#overflow);
    this.#overflow = '';
  }
}

const parentOf = (node: Node): Node | null =>
  node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode;
