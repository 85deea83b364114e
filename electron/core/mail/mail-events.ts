// Gathers what changed in the store and tells the window of it at most every 100 ms.
import type { AnyEvent } from "../../../shared/ipc/contract.ts";

export interface MailEvents {
  /** rows of a folder, or these messages in it */
  messages(folderIds: readonly number[], messageIds: readonly number[]): void;
  folders(): void;
  accounts(): void;
  /** Tells now what was gathered. */
  flush(): void;
}

const tellEvery = 100;
/** Beyond this the folders alone are told: the window reads them anew anyway. */
const mostIds = 1_000;

export function createMailEvents(tell: (event: AnyEvent) => void): MailEvents {
  const folderIds = new Set<number>();
  const messageIds = new Set<number>();
  let folders = false;
  let accounts = false;
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (folderIds.size > 0 || messageIds.size > 0) {
      const ids = messageIds.size > mostIds ? [] : [...messageIds];
      tell({ name: "messages.changed", data: { folderIds: [...folderIds], messageIds: ids } });
    }
    // Counts of folders and of what waits come from the same rows.
    if (folders || folderIds.size > 0) tell({ name: "folders.changed", data: {} });
    if (accounts) tell({ name: "accounts.changed", data: {} });
    folderIds.clear();
    messageIds.clear();
    folders = false;
    accounts = false;
  };
  const soon = () => {
    timer ??= setTimeout(flush, tellEvery);
  };

  return {
    messages(folderList, messageList) {
      for (const id of folderList) folderIds.add(id);
      for (const id of messageList) messageIds.add(id);
      soon();
    },
    folders() {
      folders = true;
      soon();
    },
    accounts() {
      accounts = true;
      soon();
    },
    flush,
  };
}
