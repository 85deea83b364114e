// HTML of the provider's pages: a template that escapes every value, the frame around each page, and answers.

/** Text that is HTML already. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = string | number | Html | undefined | false | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.markup;
  if (typeof part === "object") return part.map((one) => one.markup).join("");
  // SECURITY: whatever is no Html is text
  return String(part).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    strings.map((text, index) => text + (index < parts.length ? render(parts[index]) : "")).join(""),
  );
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>> & Record<string, string | string[]>;
  readonly body: string | Uint8Array;
}

export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly cookie: string;
  readonly form: URLSearchParams;
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 42rem; padding: 1.5rem; }
header { display: flex; gap: 1rem; flex-wrap: wrap; border-bottom: 1px solid #8886; padding-bottom: .75rem; }
header strong { flex: 1; }
form { margin: 1rem 0; display: grid; gap: .75rem; justify-items: start; }
label { display: grid; gap: .25rem; }
input { font: inherit; padding: .4rem .6rem; min-width: 18rem; }
button { font: inherit; padding: .45rem 1rem; cursor: pointer; }
.actions { display: flex; gap: .75rem; flex-wrap: wrap; }
[role=alert] { border-left: 4px solid #c33; padding: .5rem .75rem; background: #c331; }
code, .key { font: 1.05rem/1.6 ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .25rem 1rem .25rem 0; vertical-align: top; }
.qr { background: #fff; padding: 8px; image-rendering: pixelated; }`;

/** Copies what stands in the element named by data-copy. */
export const script = `document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.replace(/\\s/g, "")).then(() => {
    button.textContent = "Copied";
  });
});`;

export interface PageContent {
  readonly title: string;
  readonly brand: string;
  readonly signedIn?: boolean;
  readonly problem?: string | undefined;
  readonly status?: number;
  readonly content: Html;
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function page({ title, brand, signedIn, problem, status, content }: PageContent): PageAnswer {
  const links = html`<a href="/account">Account</a> <a href="/security">Security</a>
    <a href="/settings/pop3-imap">POP3/IMAP</a>
    <form method="post" action="/logout" style="margin:0"><button>Log out</button></form>`;
  const { markup } = html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} - ${brand} (practice)</title>
<style>${new Html(style)}</style><script src="/pages.js" defer></script></head><body>
<header><strong>${brand} <small>practice provider</small></strong>${signedIn ? links : undefined}</header>
<main><h1>${title}</h1>${problem === undefined ? undefined : html`<p role="alert">${problem}</p>`}${content}</main>
</body></html>`;
  return {
    status: status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
    body: markup,
  };
}

export function redirect(to: string, cookies: readonly string[] = []): PageAnswer {
  return {
    status: 303,
    headers: { location: to, ...(cookies.length > 0 ? { "set-cookie": [...cookies] } : {}) },
    body: "",
  };
}

export const cookie = (name: string, value: string): string =>
  `${name}=${value}; Path=/; HttpOnly; Secure; SameSite=Strict${value === "" ? "; Max-Age=0" : ""}`;

export function cookieOf(request: PageRequest, name: string): string {
  const found = request.cookie.split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? "";
}

export const button = (action: string, label: string): Html =>
  html`<button name="action" value="${action}">${label}</button>`;

export const field = (label: string, name: string, type = "text", more = ""): Html =>
  html`<label>${label}<input name="${name}" type="${type}" required ${new Html(more)}></label>`;
