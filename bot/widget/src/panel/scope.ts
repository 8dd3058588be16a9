/** What Lit takes for `globalThis` (see build.mjs): it notes its version and looks for extensions there, and neither is the page's business. */

export const scope = { trustedTypes: (window as unknown as { trustedTypes?: unknown }).trustedTypes };
