// WinAuth's and Authenticator Plus's exports: a zip, often under a passphrase, with a text of otpauth links in it.
// Without the zip such a text is a plain list of links.
import { importFile } from "./import-file.ts";
import type { Importer } from "./importer.ts";
import { otpauthList } from "./otpauth-list.ts";
import { badFile } from "./rows.ts";
import { readZipped, zipNames } from "./zip.ts";

const format = "winauth";

export const winAuth: Importer = {
  id: format,
  name: "WinAuth and Authenticator Plus",
  recognise(file) {
    const list = zipNames(file.bytes).find(({ name }) => isList(name));
    return list && (list.encrypted ? "encrypted" : "plain");
  },
  async read(file, passphrase) {
    const list = zipNames(file.bytes).find(({ name }) => isList(name));
    if (!list) throw badFile(format, "list");
    return otpauthList.read(importFile(await readZipped(file.bytes, list.name, { format, passphrase })));
  },
};

function isList(name: string): boolean {
  return /^[^/\\]+\.txt$/i.test(name);
}
