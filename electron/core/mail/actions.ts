// What a person does with messages: done in the store at once, together with a queued row, and on the server when it
// can be reached. Each step can be repeated after a crash: what a command may have done is looked up first.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { MessageAction } from "../../../shared/models/message.ts";
import type { ActionKind, ActionRecord, ActionRows, NewAction } from "../store/action-rows.ts";
import type { FolderRecord, FolderRows } from "../store/folder-rows.ts";
import type { MessageRecord, MessageRows } from "../store/message-rows.ts";

export interface ActionParts {
  readonly db: { transaction<Result>(work: () => Result): Result };
  readonly actions: ActionRows;
  readonly folders: FolderRows;
  readonly messages: MessageRows;
  readonly now: () => number;
  readonly newId: () => string;
  /** rows changed: for the window, and for the account's queue to be replayed */
  readonly changed: (accountId: string, folderIds: readonly number[], messageIds: readonly number[]) => void;
}

export interface Actions {
  act(messageIds: readonly number[], action: MessageAction): { readonly undoToken: string };
  /** Takes back what still waits, and does the opposite of what is done. Throws `not-found` for an old token. */
  undo(undoToken: string): void;
  /** The message was answered by one that is sent now. */
  markAnswered(messageId: number): void;
}

const opposite: Readonly<Record<string, ActionKind>> = {
  seen: "unseen",
  unseen: "seen",
  flagged: "unflagged",
  unflagged: "flagged",
};
const flagKinds = { read: "seen", unread: "unseen", star: "flagged", unstar: "unflagged" } as const;
/** Clicks that can be taken back. */
const remembered = 200;

export function createActions(parts: ActionParts): Actions {
  const { db, actions, folders, messages } = parts;
  const done = new Map<string, readonly NewAction[]>();

  const remember = (token: string, made: readonly NewAction[]) => {
    done.set(token, made);
    for (const old of [...done.keys()].slice(0, Math.max(0, done.size - remembered))) done.delete(old);
  };

  const perform = (wanted: readonly NewAction[]) => {
    const made = wanted.filter((action) => {
      const other = opposite[action.kind];
      if (!other) return true;
      // Of changes of one flag only the last one counts.
      actions.dropWaiting(action.messageId, [action.kind, other]);
      return needed(messages.get(action.messageId), action.kind);
    });
    actions.add(made, parts.now());
    tell(made);
  };

  const tell = (made: readonly NewAction[]) => {
    const accountIds = new Set(made.map(({ accountId }) => accountId));
    for (const accountId of accountIds) {
      const own = made.filter((action) => action.accountId === accountId);
      const touched = own.flatMap(({ folderId, targetFolderId }) => [folderId, targetFolderId ?? folderId]);
      parts.changed(accountId, [...new Set(touched)], [...new Set(own.map(({ messageId }) => messageId))]);
    }
  };

  return {
    act(messageIds, action) {
      const undoToken = parts.newId();
      db.transaction(() => {
        const wanted = messageIds.flatMap((id) => toAction(parts, messages.get(id), action, undoToken));
        remember(undoToken, wanted);
        perform(wanted);
      });
      return { undoToken };
    },
    undo(undoToken) {
      const made = done.get(undoToken);
      if (!made) throw new AppError("not-found");
      if (made.some(({ kind }) => kind === "expunge") && actions.ofToken(undoToken).length < made.length)
        throw new AppError("message-gone");
      done.delete(undoToken);
      db.transaction(() => {
        const queued = actions.ofToken(undoToken).filter(({ state }) => state === "waiting");
        actions.finish(queued);
        const taken = new Set(queued.map(({ messageId }) => messageId));
        tell(made.filter(({ messageId }) => taken.has(messageId)));
        perform(made.filter(({ messageId }) => !taken.has(messageId)).flatMap(inverse));
      });
    },
    markAnswered(messageId) {
      const message = messages.get(messageId);
      if (message.row.answered) return;
      const { accountId, folderId } = message;
      actions.add([{ accountId, kind: "answered", messageId, folderId }], parts.now());
      parts.changed(accountId, [folderId], [messageId]);
    },
  };

  function inverse(action: NewAction): readonly NewAction[] {
    const { accountId, messageId, kind } = action;
    const other = opposite[kind];
    if (other) return [{ accountId, messageId, kind: other, folderId: action.folderId }];
    const here = folders.get(action.folderId);
    if (kind !== "move" || action.targetFolderId === undefined) return [];
    return [{ accountId, messageId, kind, folderId: action.targetFolderId, targetFolderId: here.id }];
  }
}

function needed(message: MessageRecord, kind: ActionKind): boolean {
  const { unread, starred } = message.row;
  if (kind === "seen") return unread;
  if (kind === "unseen") return !unread;
  return kind === "flagged" ? !starred : starred;
}

function toAction(
  parts: ActionParts,
  message: MessageRecord,
  action: MessageAction,
  undoToken: string,
): readonly NewAction[] {
  const base = { accountId: message.accountId, messageId: message.id, folderId: message.folderId, undoToken };
  if (action.kind in flagKinds) {
    const kind = flagKinds[action.kind as keyof typeof flagKinds];
    return needed(message, kind) ? [{ ...base, kind }] : [];
  }
  const here = parts.folders.get(message.folderId);
  if (action.kind === "delete" && here.role === "trash") return [{ ...base, kind: "expunge" }];
  const target = targetOf(parts.folders, message, action);
  return target.id === here.id ? [] : [{ ...base, kind: "move", targetFolderId: target.id }];
}

function targetOf(folders: FolderRows, message: MessageRecord, action: MessageAction): FolderRecord {
  if (action.kind === "move") {
    const target = folders.get(action.folderId);
    if (target.accountId !== message.accountId || !target.selectable)
      throw new AppError("bad-input", { field: "folderId" });
    return target;
  }
  return folderFor(folders, message.accountId, action.kind === "archive" ? "archive" : "trash");
}

const newNames = { archive: "Archive", trash: "Trash", sent: "Sent", drafts: "Drafts" } as const;

/** The account's folder of this role; where there is none, one that is made on the server when it is first used. */
export function folderFor(folders: FolderRows, accountId: string, role: keyof typeof newNames): FolderRecord {
  const known = folders.byRole(accountId, role);
  if (known) return known;
  const all = folders.list(accountId);
  const delimiter = all[0]?.delimiter ?? "/";
  const prefix = `INBOX${delimiter}`;
  // Some servers keep every folder below INBOX and refuse others.
  const others = all.filter(({ path }) => path.toUpperCase() !== "INBOX");
  const below = others.length > 0 && others.every(({ path }) => path.toUpperCase().startsWith(prefix));
  const name = newNames[role];
  return folders.plan(accountId, {
    path: below ? `${prefix}${name}` : name,
    parentPath: below ? "INBOX" : undefined,
    delimiter,
    name,
    role,
    selectable: true,
  });
}

/** The next rows that one command can do: same kind, same folder, same target, in order. */
export function nextGroup(
  waiting: readonly ActionRecord[],
  folderOf: (messageId: number) => number,
): readonly ActionRecord[] {
  const [first] = waiting;
  if (!first) return [];
  const folder = folderOf(first.messageId);
  const group: ActionRecord[] = [];
  for (const action of waiting) {
    const fits =
      action.kind === first.kind &&
      action.targetFolderId === first.targetFolderId &&
      action.state === first.state &&
      folderOf(action.messageId) === folder &&
      !group.some(({ messageId }) => messageId === action.messageId);
    if (!fits || group.length >= 200) break;
    group.push(action);
  }
  return group;
}
