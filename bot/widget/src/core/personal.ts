/** Whether a text seems to hold what the service asks people not to write. A hint only; nothing is held back. */

const PATTERNS = [
  /(?:\+49|\b0)[\s/()-]*\d(?:[\s/()-]*\d){6,}/, // a telephone number
  /\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b/i, // a mail address
  /\b\p{Lu}[\p{L}-]+(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)\s*\d+/u, // a street with a number
  /\b\d{5}\s+\p{Lu}\p{L}{2,}/u, // a postcode with a place
];

/** True for telephone numbers, mail addresses, streets with a number, postcodes with a place. */
export const looksPersonal = (text: string): boolean => PATTERNS.some((pattern) => pattern.test(text));
