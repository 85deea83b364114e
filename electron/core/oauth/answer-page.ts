// The plain page that the browser shows once it has brought the provider's answer. Without script, picture or link; it
// repeats nothing of the answer.
const texts = {
  given: ["Gatepost has the answer", "You can close this page and go back to Gatepost."],
  refused: ["No permission was given", "You can close this page. Gatepost says what can be done."],
  unknown: ["Nothing is waiting here", "This is not the answer to a sign-in that Gatepost has begun."],
} as const;

/** SECURITY: nothing is loaded, nothing is kept, and no other site learns of the address, which holds the code. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  connection: "close",
} as const;

export function answerPage(kind: keyof typeof texts): string {
  const [title, text] = texts[kind];
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>
  :root { color-scheme: light dark }
  body { max-width: 30rem; margin: 20vh auto 0; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }
</style>
<h1>${title}</h1><p>${text}</p></html>
`;
}
