// What the message list shows: a view of the contract, or what is not sent yet.
import type { MailView } from "../../../shared/models/message.ts";

export type Viewed = MailView | { readonly kind: "unsent" };
