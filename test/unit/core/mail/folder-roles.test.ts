import { expect, test } from "vitest";
import { toListings } from "../../../../electron/core/mail/folder-roles.ts";

const folder = (path: string, specialUse?: string, told = true, flags: readonly string[] = []) => ({
  path,
  delimiter: "/",
  name: path.split("/").at(-1) ?? path,
  parentPath: path.split("/").slice(0, -1).join("/"),
  flags: new Set(flags),
  specialUse,
  specialUseTold: told,
});
const rolesOf = (folders: readonly ReturnType<typeof folder>[]) =>
  Object.fromEntries(toListings(folders).map(({ path, role }) => [path, role]));

test("what the server tells goes before what a name suggests, and each role is given once", () => {
  const roles = rolesOf([
    folder("INBOX", "\\Inbox"),
    folder("Sent", "\\Sent", false),
    folder("Gesendet", "\\Sent"),
    folder("Papierkorb", "\\Trash", false),
  ]);
  expect(roles).toEqual({ INBOX: "inbox", Sent: "none", Gesendet: "sent", Papierkorb: "trash" });
});

test("an archive is known by its name at the top only", () => {
  expect(rolesOf([folder("INBOX"), folder("Archiv"), folder("Work/Archive")])).toEqual({
    INBOX: "inbox",
    Archiv: "archive",
    "Work/Archive": "none",
  });
});

test("a folder elsewhere that is called INBOX is none, and containers cannot be opened", () => {
  expect(rolesOf([folder("INBOX"), folder("Other/INBOX")])).toMatchObject({ "Other/INBOX": "none" });
  const [container] = toListings([folder("Lists", undefined, true, ["\\Noselect"])]);
  expect(container).toMatchObject({ selectable: false, parentPath: undefined });
});
