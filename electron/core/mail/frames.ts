// What the message scheme serves: the cleaned HTML of a message under a token that nobody can guess, and the pictures
// inside that message under `cid/`. The content policy around it is the server's (shell or web bridge), not ours.
import type { FrameContent } from "../platform.ts";
import type { HandlersOf } from "../topics.ts";
import type { MailThread } from "./mail-service.ts";

export interface Frames {
  /** Keeps cleaned HTML and answers its address; the oldest are forgotten. */
  add(message: { readonly messageId: number; readonly html: string; readonly remote: boolean }): {
    readonly src: string;
  };
  /**
   * `path` is that of the address, decoded or not: `/` for the message, `/cid/<content id>` for a picture in it,
   * `/link/<address>` for a link that was clicked.
   */
  content(token: string, path: string): Promise<FrameContent | undefined>;
  remoteAllowed(token: string): boolean;
}

/** A message and its neighbours may be open; more than this many frames are not. */
const remembered = 50;
/** SECURITY: what a content id may bring into the frame; no SVG, which could carry more than a picture. */
const pictureTypes = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"]);

export function createFrames(options: {
  readonly newId: () => string;
  readonly address: (token: string) => string;
  readonly inlinePart: MailThread["inlinePart"];
  /** A link of a message was clicked. */
  readonly linkClicked: (address: string) => void;
}): Frames {
  const frames = new Map<
    string,
    { readonly messageId: number; readonly html: string; readonly remote: boolean }
  >();
  return {
    add(message) {
      const token = options.newId();
      frames.set(token, message);
      for (const oldest of [...frames.keys()].slice(0, -remembered)) frames.delete(oldest);
      return { src: options.address(token) };
    },
    async content(token, path) {
      const frame = frames.get(token);
      if (!frame) return undefined;
      if (path === "/") return { body: frame.html, type: "text/html; charset=utf-8", remote: frame.remote };
      const link = linkAddress(path);
      if (link !== undefined) {
        options.linkClicked(link);
        return { body: "", type: "text/plain; charset=utf-8", remote: false, stay: true };
      }
      const contentId = /^\/cid\/([^/]{1,1000})$/.exec(path)?.[1];
      const decoded = contentId === undefined ? undefined : decode(contentId);
      if (decoded === undefined) return undefined;
      const part = await options.inlinePart({ messageId: frame.messageId, contentId: decoded });
      if (!part || !pictureTypes.has(part.type)) return undefined;
      return { body: part.bytes, type: part.type, remote: false };
    },
    remoteAllowed: (token) => frames.get(token)?.remote === true,
  };
}

/**
 * The address behind a link of a message. The page writes links as `link/<encoded address>`: the page's own policy
 * would stop a frame that leaves its scheme before anybody could be asked. Undefined for any other path.
 */
export function linkAddress(path: string): string | undefined {
  const encoded = /^\/link\/([^/]{1,20000})$/.exec(path)?.[1];
  return encoded === undefined ? undefined : decode(encoded);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (failure) {
    // A lone percent sign: no such picture, no such link.
    if (failure instanceof URIError) return undefined;
    throw failure;
  }
}

export function frameHandlers(frames: Frames): Pick<HandlersOf<"messages">, "messages.frame"> {
  return { "messages.frame": (input) => frames.add(input) };
}
