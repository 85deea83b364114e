// Messages that stand in a frame: cleaned HTML under a token, with the pictures that came with the message. It makes
// the document and finds its parts; policies and headers belong to whoever serves the scheme.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Handlers } from "../answer.ts";

export interface FramePart {
  readonly type: string;
  readonly body: string | Uint8Array;
}

export interface FrameDocument {
  readonly messageId: number;
  readonly html: string;
  /** whether pictures from outside may be loaded */
  readonly remote: boolean;
  /** What stands at `path` under the frame's address: the document at "/", pictures of the message at "/cid/…". */
  part(path: string): Promise<FramePart | undefined>;
}

export interface Frames {
  /** Keeps the HTML and answers the address for the frame. */
  add(input: { readonly messageId: number; readonly html: string; readonly remote: boolean }): string;
  get(token: string): FrameDocument | undefined;
}

/** Frames that are remembered: the one in sight, and some before it. */
const remembered = 50;

/** SECURITY: only pictures without script inside; an SVG or a page under "/cid/" would be a document of its own. */
const pictureTypes = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/bmp",
  "image/avif",
]);

export function createFrames(options: {
  readonly newId: () => string;
  readonly address: (token: string) => string;
  readonly inlinePart: (input: {
    readonly messageId: number;
    readonly contentId: string;
  }) => Promise<FramePartBytes | undefined>;
}): Frames {
  const frames = new Map<string, FrameDocument>();
  const picture = async (messageId: number, contentId: string): Promise<FramePart | undefined> => {
    const found = await options.inlinePart({ messageId, contentId });
    const type = found?.type.toLowerCase();
    return found && type && pictureTypes.has(type) ? { type, body: found.bytes } : undefined;
  };
  return {
    add({ messageId, html, remote }) {
      const token = options.newId();
      frames.set(token, {
        messageId,
        html,
        remote,
        async part(path) {
          if (path === "/") return { type: "text/html; charset=utf-8", body: documentOf(html) };
          const contentId = /^\/cid\/([^/]+)$/.exec(path)?.[1];
          return contentId === undefined ? undefined : picture(messageId, decoded(contentId));
        },
      });
      for (const oldest of [...frames.keys()].slice(0, -remembered)) frames.delete(oldest);
      return options.address(token);
    },
    get: (token) => frames.get(token),
  };
}

export interface FramePartBytes {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function frameHandlers(frames: Frames): Pick<Handlers, "messages.frame"> {
  return { "messages.frame": (input) => ({ src: frames.add(input) }) };
}

/**
 * The address behind a link of a message: the page writes links as "/link/<encoded address>", because a frame may not
 * leave its own scheme, not even to be asked. Undefined for any other path.
 */
export function linkAddress(path: string): string | undefined {
  const encoded = /^\/link\/([^/]+)$/.exec(path)?.[1];
  return encoded === undefined ? undefined : decoded(encoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new AppError("bad-input", { field: "address" }, { cause });
  }
}

/** White paper whatever the theme: senders write for it, and guessing their colours makes mail unreadable. */
const paper =
  "html{background:#fff;color:#1f2124;color-scheme:light}" +
  "body{margin:16px 20px;font:14px/1.5 system-ui,sans-serif;overflow-wrap:break-word}" +
  "img{max-width:100%}table{max-width:100%}pre{white-space:pre-wrap}" +
  "blockquote{margin:8px 0;padding-left:12px;border-left:2px solid #c9c7c2}";

function documentOf(html: string): string {
  return (
    '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">' +
    `<style>${paper}</style></head><body>${html}</body></html>`
  );
}
