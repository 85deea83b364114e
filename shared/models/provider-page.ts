// The provider's own page, shown inside Gatepost: what the core knows of it by looking at its frame. Nothing in here is
// read out of the page but its title, which is shown as the text of a stranger.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";
import { AccountId } from "./account.ts";

/** Pages of a provider that can be shown; the core knows where they are. */
export const PageLink = z.enum(["security", "app-password", "imap-switch", "web-login", "help"]);
export type PageLink = z.infer<typeof PageLink>;

/** CSS pixels of our window that are ours alone, from its upper edge: no page is ever placed over them. */
export const ownHeadHeight = 40;

/** Where the page lies in our window, in CSS pixels; `hidden` while something of ours lies over it. */
const length = z.number().min(0).max(20_000);
export const PagePlace = z.union([
  z.object({ x: length, y: length, width: length, height: length }),
  z.literal("hidden"),
]);
export type PagePlace = z.infer<typeof PagePlace>;

export const PageAddress = z.object({
  /** the part that somebody owns, in Unicode: the end of `host`. For an IP address all of it. */
  domain: z.string(),
  host: z.string(),
  /** as it is on the wire: other than `host` if that has letters beyond ASCII */
  asciiHost: z.string(),
  /** left out where it is the usual one */
  port: z.number().int().optional(),
  /** percent-encoded as on the wire, without what stands behind it, shortened in the middle */
  path: z.string(),
});
export type PageAddress = z.infer<typeof PageAddress>;

/** Why something that the page wanted did not happen. */
export const PageBlock = z.enum([
  /** an address of somebody else */
  "other-site",
  /** an address without encryption */
  "not-encrypted",
  /** no address of the web */
  "other-kind",
  /** an address in this computer's own network */
  "own-network",
  /** it called up one address after the other by itself */
  "loop",
  /** a file that is no PDF, or too large, or made in a way that Gatepost cannot take over */
  "download",
]);
export type PageBlock = z.infer<typeof PageBlock>;

export const PageView = z.object({
  open: z.boolean(),
  accountId: AccountId.optional(),
  /** of what is on screen, not of what is on its way */
  address: PageAddress.optional(),
  /** reached over TLS, with a certificate that is trusted */
  secure: z.boolean(),
  loading: z.boolean(),
  canGoBack: z.boolean(),
  canGoForward: z.boolean(),
  /** one line, without control characters and marks of direction */
  title: z.string(),
  /** why there is nothing to see */
  problem: ErrorView.optional(),
  blocked: z
    .object({
      why: PageBlock,
      /** where it would have led, in Unicode and on the wire, with its port if it is not the usual one */
      host: z.string(),
      asciiHost: z.string(),
      /** `page.openBlocked` opens it in the system's browser */
      canOpenOutside: z.boolean(),
    })
    .optional(),
  /** a PDF that the page has offered, held in memory until it is taken or refused; bytes */
  download: z.object({ id: z.string(), name: z.string(), size: z.number().int() }).optional(),
});
export type PageView = z.infer<typeof PageView>;
