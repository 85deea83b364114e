// How senders and recipients are written. A name never hides the address where it matters: see the details.
import type { Address, FolderView, MessageRow } from "../../../shared/models/message.ts";
import { words } from "../../words/words.ts";

export function shortName(address: Address): string {
  return address.name.trim() || address.address;
}

export function fullName(address: Address): string {
  return address.name.trim() === "" ? address.address : `${address.name.trim()} <${address.address}>`;
}

/** The one whom a row is about: the sender, or in Sent and Drafts the recipients. */
export function rowPeople(row: MessageRow, role: FolderView["role"] | undefined): string {
  if (role === "sent" || role === "drafts") return row.to.map(shortName).join(", ") || words.mail.noRecipient;
  return shortName(row.from) || words.mail.noSender;
}

/** At most three names, then how many more. */
export function peopleLine(addresses: readonly Address[]): string {
  const names = addresses.slice(0, 3).map(shortName).join(", ");
  return addresses.length > 3 ? words.mail.andMore(names, addresses.length - 3) : names;
}
