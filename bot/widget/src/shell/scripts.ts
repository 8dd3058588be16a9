/** Loading the next script of this release: checked against its hash, allowed by name under Trusted Types. */

import { make } from './dom.ts';

declare const RELEASE: string;

interface Policy { createScriptURL(url: string): string }
interface Policies { createPolicy(name: string, rules: Policy): Policy }
let policy: Policy | undefined;

/** Puts `name` (`panel.js`) into the page; `failed` is called when it does not come or is not what was built. */
export function loadScript(origin: string, name: string, integrity: string, failed: () => void): void {
  const base = `${origin}/w/${RELEASE}/`;
  const factory = (window as { trustedTypes?: Policies }).trustedTypes;
  policy ??= factory?.createPolicy('kinderschutz-lotse', { createScriptURL: (url) => (url.startsWith(base) ? url : '') });
  const script = make('script', { integrity, crossorigin: 'anonymous', error: () => { script.remove(); failed(); } });
  script.src = policy ? policy.createScriptURL(base + name) : base + name;
  document.head.append(script);
}
