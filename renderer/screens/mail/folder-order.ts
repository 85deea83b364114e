// Folders as a tree, each level in the order people expect: the special ones first, then by name.
import type { FolderRole, FolderView } from "../../../shared/models/message.ts";

export interface FolderNode {
  readonly folder: FolderView;
  readonly children: readonly FolderNode[];
}

const order: readonly FolderRole[] = ["inbox", "drafts", "sent", "archive", "all", "junk", "trash", "none"];

/** The folders of one account. A folder whose parent is not listed stands at the top. */
export function folderTree(folders: readonly FolderView[], accountId: string): readonly FolderNode[] {
  const mine = folders.filter((folder) => folder.accountId === accountId);
  const ids = new Set(mine.map((folder) => folder.id));
  const below = (parentId: number | undefined): readonly FolderNode[] =>
    mine
      .filter((folder) => (ids.has(folder.parentId ?? -1) ? folder.parentId : undefined) === parentId)
      .sort(compare)
      .map((folder) => ({ folder, children: below(folder.id) }));
  return below(undefined);
}

function compare(one: FolderView, other: FolderView): number {
  const byRole = order.indexOf(one.role) - order.indexOf(other.role);
  return byRole !== 0 ? byRole : one.name.localeCompare(other.name, undefined, { numeric: true });
}
