import { expect, test } from "vitest";
import { folderTree } from "../../../renderer/screens/mail/folder-order.ts";
import type { FolderRole, FolderView } from "../../../shared/models/message.ts";

const folder = (id: number, name: string, role: FolderRole = "none", parentId?: number): FolderView => ({
  id,
  accountId: "a",
  name,
  role,
  selectable: true,
  unread: 0,
  total: 0,
  ...(parentId === undefined ? {} : { parentId }),
});

test("special folders come first in their usual order, then the others by name and number", () => {
  const tree = folderTree(
    [
      folder(1, "Year 10"),
      folder(2, "Trash", "trash"),
      folder(3, "Year 9"),
      folder(4, "INBOX", "inbox"),
      folder(5, "Sent", "sent"),
    ],
    "a",
  );
  expect(tree.map((node) => node.folder.name)).toEqual(["INBOX", "Sent", "Trash", "Year 9", "Year 10"]);
});

test("nested folders stand under their parent, orphans at the top, other accounts nowhere", () => {
  const other = { ...folder(9, "Other"), accountId: "b" };
  const tree = folderTree(
    [folder(1, "Work"), folder(2, "Plans", "none", 1), folder(3, "Lost", "none", 77), other],
    "a",
  );
  expect(tree.map((node) => node.folder.name)).toEqual(["Lost", "Work"]);
  expect(tree[1]?.children.map((node) => node.folder.name)).toEqual(["Plans"]);
});
