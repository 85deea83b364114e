// Says what a folder is for: by what the server tells (SPECIAL-USE, RFC 6154), else by its name, each role once an
// account. Pure.
import type { FolderRole } from "../../../shared/models/message.ts";
import type { FolderListing } from "../store/folder-rows.ts";
import type { ListedFolder } from "./imap-connection.ts";

type Listed = Omit<ListedFolder, "status">;

const roles: Readonly<Record<string, FolderRole>> = {
  "\\Sent": "sent",
  "\\Drafts": "drafts",
  "\\Trash": "trash",
  "\\Junk": "junk",
  "\\Archive": "archive",
  "\\All": "all",
};

/** Most roles are guessed by the library's catalogue of names in many languages; it knows no archives. */
const archiveNames = new Set(["archive", "archives", "archiv", "archivio", "archivo", "archief", "архив"]);

export function toListings(listed: readonly Listed[]): readonly FolderListing[] {
  const taken = new Set<FolderRole>();
  const given = new Map<string, FolderRole>();
  // What the server told goes before what a name suggests.
  for (const told of [true, false])
    for (const folder of listed) {
      if (given.has(folder.path)) continue;
      const role = told ? toldRole(folder) : guessedRole(folder);
      if (role === "none" || taken.has(role)) continue;
      taken.add(role);
      given.set(folder.path, role);
    }
  return listed.map((folder) => ({
    path: folder.path,
    parentPath: folder.parentPath || undefined,
    delimiter: folder.delimiter || "/",
    name: folder.name,
    role: given.get(folder.path) ?? "none",
    selectable: !folder.flags.has("\\Noselect") && !folder.flags.has("\\NonExistent"),
  }));
}

function toldRole(folder: Listed): FolderRole {
  // SECURITY: only the real INBOX, not a folder elsewhere that is called so.
  if (folder.path.toUpperCase() === "INBOX") return "inbox";
  return folder.specialUseTold ? (roles[folder.specialUse ?? ""] ?? "none") : "none";
}

function guessedRole(folder: Listed): FolderRole {
  const guessed = roles[folder.specialUse ?? ""];
  if (guessed) return guessed;
  const top = folder.parentPath === "" || folder.parentPath.toUpperCase() === "INBOX";
  return top && archiveNames.has(folder.name.toLowerCase()) ? "archive" : "none";
}
