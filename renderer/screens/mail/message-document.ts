// The whole document of a message frame, with the paper that it stands on.

const head = '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">';

/** HTML mail stands on white whatever the theme: senders write for it, and guessed colours make mail unreadable. */
const paper =
  "html{background:#fff;color:#1f2124;color-scheme:light}" +
  "body{margin:16px 20px;font:14px/1.5 system-ui,sans-serif;overflow-wrap:break-word}" +
  "img,table{max-width:100%}img[width]{height:auto}pre{white-space:pre-wrap}" +
  "blockquote{margin:8px 0;padding-left:12px;border-left:2px solid #c9c7c2}a{color:#2359b8}";

export function htmlDocument(cleaned: string): string {
  return `${head}<style>${paper}</style></head><body>${cleaned}</body></html>`;
}

const plain =
  "body{margin:16px 20px;font:14px/1.55 system-ui,sans-serif;overflow-wrap:break-word}" +
  ".plain{max-width:76ch;white-space:pre-wrap}" +
  ".quote{margin:4px 0;padding-left:12px;border-left:2px solid var(--line)}" +
  "summary{color:var(--soft);font-size:12.5px;cursor:default}" +
  ".q1{color:var(--q1)}.q2{color:var(--q2)}.q3{color:var(--q3)}a{color:var(--link)}";
const light =
  "html{color-scheme:light;background:#fff;color:#1f2124;--line:#c9c7c2;--soft:#686b71;--q1:#2b5d8a;--q2:#3a6b3f;--q3:#7a5230;--link:#2359b8}";
const dark =
  "html{color-scheme:dark;background:#1e2023;color:#e8e9eb;--line:#4a4e54;--soft:#9a9ea5;--q1:#9cc4ea;--q2:#a5d3a9;--q3:#dcb993;--link:#8ab4f8}";

/** Plain text has no colours of its own and follows the theme. */
export function textDocument(html: string, theme: "light" | "dark"): string {
  return `${head}<style>${theme === "dark" ? dark : light}${plain}</style></head><body>${html}</body></html>`;
}
