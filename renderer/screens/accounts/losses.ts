// What would be gone with an account, because it is nowhere but on this computer.
import type { AccountView } from "../../../shared/models/account.ts";
import type { DraftView, OutboxItem } from "../../../shared/models/draft.ts";

export interface Losses {
  readonly unsent: number;
  /** drafts that are not on the server, or not as they are now */
  readonly draftsHere: number;
  readonly draftsOnServer: number;
  /** done here, and not known to the server yet */
  readonly actions: number;
}

export function lossesOf(
  account: Pick<AccountView, "id" | "waiting">,
  drafts: readonly DraftView[],
  outbox: readonly OutboxItem[],
): Losses {
  const own = drafts.filter(({ fields }) => fields.accountId === account.id);
  const unsent = outbox.filter(({ accountId, state }) => accountId === account.id && state !== "sent").length;
  const draftsOnServer = own.filter(({ onServer }) => onServer).length;
  return {
    unsent,
    draftsHere: own.length - draftsOnServer,
    draftsOnServer,
    // `waiting` counts both kinds; the two answers need not be of the same moment.
    actions: Math.max(0, account.waiting - unsent),
  };
}
