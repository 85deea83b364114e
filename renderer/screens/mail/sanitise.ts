// Makes the HTML of a sender harmless: the only file that touches it. What it lets through stands in a sandboxed frame
// of another origin under a policy of its own; each of the three holds alone.
import purifier from "dompurify";
import { cleanStyleAttribute, cleanStyleSheet, type UrlJudge } from "./clean-css.ts";

export interface CleanMessage {
  /** what stands in the body of the frame's document, with its style */
  readonly html: string;
  /** pictures from outside that were not let through */
  readonly blocked: number;
  /** of the message's own parts that are shown within it */
  readonly contentIds: ReadonlySet<string>;
}

/** More than this is shown as plain text: a frame must be there within two seconds. Characters. */
export const longestHtml = 3_000_000;

// SECURITY: lists of what may pass, not of what may not. No form, frame, object, media, SVG, MathML, link, meta, base.
const tags = [
  "html head body a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup",
  "dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark",
  "nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead",
  "time tr tt u ul var wbr",
]
  .join(" ")
  .split(" ");
const attributes = [
  "abbr align alt background bgcolor border cellpadding cellspacing class clear color colspan dir face height href",
  "hspace id lang noshade nowrap open reversed rowspan scope size span src start summary text title valign value",
  "vspace width",
]
  .join(" ")
  .split(" ");

/** `remote` lets pictures from outside through. What cannot be understood is left out. */
export function cleanHtml(html: string, options: { readonly remote: boolean }): CleanMessage {
  let blocked = 0;
  const contentIds = new Set<string>();
  const picture: UrlJudge = (address) => {
    const judged = judgePicture(address, options.remote);
    if (judged === "blocked") blocked += 1;
    if (judged === "blocked" || judged === "none") return undefined;
    if (judged.contentId !== undefined) contentIds.add(judged.contentId);
    return judged.address;
  };
  const source = withoutStyles(html);
  const root = purifier.sanitize(source.html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: [...attributes, "style", source.styleName],
    ADD_URI_SAFE_ATTR: [source.styleName],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    FORBID_CONTENTS: forbiddenContents,
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
    // Ids and classes cannot hurt: the frame has no script. The style of the message needs them.
    SANITIZE_DOM: false,
  });
  if (!(root instanceof Element)) return { html: "", blocked: 0, contentIds };
  for (const element of root.querySelectorAll("*")) cleanElement(element, source.styleName, picture);
  const sheets = source.sheets.map((sheet) => cleanStyleSheet(sheet, picture)).join("\n");
  const body = root.querySelector("body") ?? root;
  const style = sheets.trim() === "" ? "" : `<style>${sheets}</style>`;
  return { html: style + bodyHtml(body, source.styleName), blocked, contentIds };
}

const forbiddenContents = "script noscript template svg math iframe object select audio video".split(" ");

interface WithoutStyles {
  readonly html: string;
  /** the attribute in which `style` waits */
  readonly styleName: string;
  readonly sheets: readonly string[];
}

/**
 * Takes the style elements out and gives style attributes another name for as long as the message is worked on: the
 * page's own policy would report each of them as its own inline style. Where this misreads a tag, the attribute keeps
 * its name and is cleaned all the same; comments go, so that nothing in them is taken for a style.
 */
function withoutStyles(html: string): WithoutStyles {
  const styleName = `data-${crypto.randomUUID()}`;
  const sheets: string[] = [];
  const rest = html.replaceAll(
    /<!--[\s\S]*?-->|<style\b([^>]*)>([\s\S]*?)<\/style[^>]*>/gi,
    (_whole, head?: string, text?: string) => {
      const media = /\bmedia\s*=\s*["']?([^"'>{}]+)/i.exec(head ?? "")?.[1];
      if (text !== undefined) sheets.push(media === undefined ? text : `@media ${media}{${text}}`);
      return "";
    },
  );
  const renamed = rest.replaceAll(/<[a-z][^>]*>/gi, (tag) =>
    tag.replaceAll(/([\s"'/])style(?=\s*=)/gi, `$1${styleName}`),
  );
  return { html: renamed, styleName, sheets };
}

function cleanElement(element: Element, styleName: string, picture: UrlJudge): void {
  for (const name of [styleName, "style"]) {
    const style = element.getAttribute(name);
    if (style === null) continue;
    element.removeAttribute(name);
    const cleaned = cleanStyleAttribute(style, picture);
    if (cleaned !== "") element.setAttribute(styleName, cleaned);
  }
  for (const name of ["src", "background"]) {
    const address = element.getAttribute(name);
    if (address === null) continue;
    const fits = name === "background" || element.localName === "img";
    setOrRemove(element, name, fits ? picture(address) : undefined);
  }
  const href = element.getAttribute("href");
  if (href !== null) cleanLink(element, href);
}

function cleanLink(element: Element, href: string): void {
  const trimmed = href.trim();
  if (element.localName === "a" && trimmed.startsWith("#")) return;
  const target = linkTarget(trimmed);
  setOrRemove(element, "href", element.localName === "a" ? target && linkPath(target) : undefined);
  if (target === undefined) return;
  element.setAttribute("rel", "noopener noreferrer nofollow");
  // SECURITY: whatever the text says, the pointer shows where it leads.
  element.setAttribute("title", target);
}

/** Where a link may lead: web and mail. Undefined for anything else. */
export function linkTarget(href: string): string | undefined {
  const whole = href.startsWith("//") ? `https:${href}` : href;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  return ["http:", "https:", "mailto:"].includes(url.protocol) && url.href.length <= 8_000
    ? url.href
    : undefined;
}

/** The address of a link inside the frame: its server asks the user, see linkAddress in electron/core/mail/frames.ts. */
export function linkPath(target: string): string {
  return `link/${encodeURIComponent(target)}`;
}

type Judged = "blocked" | "none" | { readonly address: string; readonly contentId?: string };

/** Pictures of the message itself and small ones inside the HTML always; from outside only with `remote`. */
function judgePicture(text: string, remote: boolean): Judged {
  const trimmed = text.trim();
  if (/^cid:/i.test(trimmed)) {
    const contentId = decodedOnce(trimmed.slice(4));
    return { address: `cid/${encodeURIComponent(contentId)}`, contentId };
  }
  // SECURITY: no SVG: as a picture it runs nothing, but there is no need for another parser.
  if (/^data:image\/(png|jpe?g|gif|webp|bmp|avif);base64,[\w+/=\s]*$/i.test(trimmed))
    return { address: trimmed };
  const whole = trimmed.startsWith("//") ? `https:${trimmed}` : trimmed;
  if (!URL.canParse(whole)) return "none";
  const url = new URL(whole);
  if (url.protocol !== "http:" && url.protocol !== "https:") return "none";
  return remote ? { address: url.href } : "blocked";
}

/** RFC 2392: the content id of a cid: address is percent-encoded. */
function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: some senders do not encode at all, and mean it as it stands.
    return text;
  }
}

function setOrRemove(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

const wholePaper = "box-sizing:border-box;min-height:100vh;margin:-16px -20px;padding:16px 20px;";

/** The body as a box of its own, so that its background and colours stay. */
function bodyHtml(body: Element, styleName: string): string {
  const box = body.ownerDocument.createElement("div");
  for (const name of ["class", "id", "dir", "lang"])
    setOrRemove(box, name, body.getAttribute(name) ?? undefined);
  const colours = [
    ["background-color", body.getAttribute("bgcolor")],
    ["color", body.getAttribute("text")],
  ].map(([name, value]) => (value ? cleanStyleAttribute(`${name}:${value}`, () => undefined) : ""));
  const style = [...colours, body.getAttribute(styleName) ?? ""].filter(Boolean).join(";");
  // Its background reaches the edges of the frame, whose own margins are in message-document.ts.
  if (style !== "") box.setAttribute(styleName, `${wholePaper}${style}`);
  box.append(...body.childNodes);
  return box.outerHTML.replaceAll(styleName, "style");
}
