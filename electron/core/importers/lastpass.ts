// LastPass Authenticator's JSON. Source: real exports of both of its apps.
import { readEntry } from "../otp/entry.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import {
  asList,
  asObject,
  asText,
  badFile,
  extras,
  type JsonObject,
  readRows,
  requireVersion,
} from "./rows.ts";

const format = "lastpass";

export const lastPass: Importer = {
  id: format,
  name: "LastPass Authenticator",
  recognise(file) {
    const { accounts } = asObject(file.json());
    const [first] = asList(accounts).map(asObject);
    return first && "issuerName" in first && "userName" in first ? "plain" : undefined;
  },
  read(file) {
    const json = asObject(file.json());
    requireVersion(format, json.version, 3);
    if (!Array.isArray(json.accounts)) throw badFile(format, "accounts");
    const folders = new Map(
      asList(json.folders)
        .map(asObject)
        .map(({ id, name }) => [id, name]),
    );
    return readRows(json.accounts.map(asObject), (row) => readOne(row, folders));
  },
};

function readOne(row: JsonObject, folders: ReadonlyMap<unknown, unknown>): ImportedEntry {
  const { secret, algorithm, digits } = row;
  const issuer = asText(row.issuerName ?? row.originalIssuerName);
  const account = asText(row.userName ?? row.originalUserName);
  const entry = readEntry({ type: "totp", issuer, account, secret, algorithm, digits, period: row.timeStep });
  const { folderId } = asObject(row.folderData);
  // Folder 0 is where everything is that was put nowhere.
  const groups = folderId === 0 ? [] : [folders.get(folderId)];
  return { ...entry, ...extras({ groups, pinned: row.isFavorite }) };
}
