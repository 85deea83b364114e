// Folders and messages as the page may see them. Ids are the local store's own; a UID never leaves the core.
import { z } from "zod";
import { AccountId } from "./account.ts";

export const FolderId = z.number().int().positive();
export const MessageId = z.number().int().positive();

export const FolderRole = z.enum(["inbox", "sent", "drafts", "trash", "junk", "archive", "all", "none"]);
export type FolderRole = z.infer<typeof FolderRole>;

export const FolderView = z.object({
  id: FolderId,
  accountId: AccountId,
  parentId: FolderId.optional(),
  /** the last part of the path, decoded */
  name: z.string(),
  role: FolderRole,
  selectable: z.boolean(),
  unread: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
});
export type FolderView = z.infer<typeof FolderView>;

export const Address = z.object({ name: z.string(), address: z.string() });
export type Address = z.infer<typeof Address>;

export const MailView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("folder"), folderId: FolderId }),
  z.object({ kind: z.literal("unified-inbox") }),
  z.object({ kind: z.literal("search"), text: z.string().min(1).max(500) }),
]);
export type MailView = z.infer<typeof MailView>;

export const MessageRow = z.object({
  id: MessageId,
  accountId: AccountId,
  folderId: FolderId,
  from: Address,
  /** shown instead of the sender in Sent and Drafts */
  to: z.array(Address),
  subject: z.string(),
  /** INTERNALDATE, milliseconds since 1970 */
  date: z.number(),
  unread: z.boolean(),
  starred: z.boolean(),
  answered: z.boolean(),
  hasAttachments: z.boolean(),
  snippet: z.string(),
  /** an action on it still waits for the server */
  pending: z.boolean(),
});
export type MessageRow = z.infer<typeof MessageRow>;

export const Attachment = z.object({
  /** position in the message's list of attachments */
  index: z.number().int().nonnegative(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  inline: z.boolean(),
  contentId: z.string().optional(),
  /** opening it may start a program: ask twice */
  risky: z.boolean(),
});
export type Attachment = z.infer<typeof Attachment>;

/** What is odd about a message as it came. The closed list: renderer/words has a sentence for each. */
export const MessageWarning = z.enum([
  "message-malformed",
  "message-truncated",
  "characters-lost",
  "from-missing",
  "from-repeated",
  "from-several",
  "sender-name-is-address",
  "header-repeated",
  "date-missing",
  "date-invalid",
  "attachment-name-changed",
]);
export type MessageWarning = z.infer<typeof MessageWarning>;

export const MessageBody = z.discriminatedUnion("state", [
  /** being fetched; `messages.changed` tells when it is there */
  z.object({ state: z.literal("loading") }),
  /** not stored, and the server cannot be asked now */
  z.object({ state: z.literal("not-here") }),
  z.object({ state: z.literal("broken"), reason: z.string() }),
  z.object({
    state: z.literal("ready"),
    text: z.string(),
    /** raw HTML of the sender: untrusted; only the sanitiser may touch it */
    html: z.string().optional(),
    attachments: z.array(Attachment),
    warnings: z.array(MessageWarning),
  }),
]);
export type MessageBody = z.infer<typeof MessageBody>;

export const MessageView = z.object({
  row: MessageRow,
  cc: z.array(Address),
  bcc: z.array(Address),
  replyTo: z.array(Address),
  body: MessageBody,
});
export type MessageView = z.infer<typeof MessageView>;

export const MessageAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("read") }),
  z.object({ kind: z.literal("unread") }),
  z.object({ kind: z.literal("star") }),
  z.object({ kind: z.literal("unstar") }),
  z.object({ kind: z.literal("archive") }),
  z.object({ kind: z.literal("delete") }),
  z.object({ kind: z.literal("move"), folderId: FolderId }),
]);
export type MessageAction = z.infer<typeof MessageAction>;
