// What is being written, and what waits to be sent. The text is plain text; recipients are kept as typed.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";
import { AccountId } from "./account.ts";

export const DraftId = z.string().min(1).max(64);

export const DraftAttachment = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
});
export type DraftAttachment = z.infer<typeof DraftAttachment>;

/** The fields a person types. */
export const DraftFields = z.object({
  accountId: AccountId,
  to: z.string().max(20_000),
  cc: z.string().max(20_000),
  bcc: z.string().max(20_000),
  subject: z.string().max(2_000),
  text: z.string().max(5_000_000),
});
export type DraftFields = z.infer<typeof DraftFields>;

export const DraftView = z.object({
  id: DraftId,
  fields: DraftFields,
  attachments: z.array(DraftAttachment),
  savedAt: z.number(),
  /** the same draft is also on the server */
  onServer: z.boolean(),
});
export type DraftView = z.infer<typeof DraftView>;

export const DraftMode = z.enum(["new", "reply", "reply-all", "forward"]);
export type DraftMode = z.infer<typeof DraftMode>;

export const OutboxItem = z.object({
  id: z.string(),
  accountId: AccountId,
  subject: z.string(),
  to: z.array(z.string()),
  /** undo: may still be taken back · unknown: the line broke after the text was handed over · held: the account must sign in */
  state: z.enum(["undo", "waiting", "sending", "sent", "unknown", "failed", "held"]),
  undoUntil: z.number().optional(),
  error: ErrorView.optional(),
});
export type OutboxItem = z.infer<typeof OutboxItem>;
