// 1Password: its 1PUX export (a zip with JSON in it) and the CSV of its desktop program. Source: its page on 1PUX.
import { csvHeading, readCsv } from "./csv.ts";
import { type ImportFile, parseJson } from "./import-file.ts";
import type { Imported, Importer } from "./importer.ts";
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
import { readTotpField } from "./totp-field.ts";
import { readZipped, zipNames } from "./zip.ts";

const format = "one-password";

export const onePassword: Importer = {
  id: format,
  name: "1Password",
  recognise(file) {
    const names = new Set(zipNames(file.bytes).map(({ name }) => name));
    if (names.has("export.data") && names.has("export.attributes")) return "plain";
    return csvHeading(file.text() ?? "").includes("otpauth") ? "plain" : undefined;
  },
  async read(file) {
    if (file.text() !== undefined) return readCsvRows(file);
    const json = async (name: string) =>
      asObject(parseJson(new TextDecoder().decode(await readZipped(file.bytes, name, { format }))));
    requireVersion(format, (await json("export.attributes")).version, 3);
    const { accounts } = await json("export.data");
    if (!Array.isArray(accounts)) throw badFile(format, "accounts");
    const vaults = accounts.flatMap((account) => asList(asObject(account).vaults)).map(asObject);
    const items = vaults.flatMap((vault) =>
      asList(vault.items).map((item) => ({ item: asObject(item), vault: asObject(vault.attrs).name })),
    );
    return readRows(items.flatMap(codesOf), ({ code, names, more }) => ({
      ...readTotpField(code, names),
      ...extras(more),
    }));
  },
};

/** An item may have several; one that is wrong must not cost the others. */
function codesOf({ item, vault }: { readonly item: JsonObject; readonly vault: unknown }) {
  const details = asObject(item.details);
  const user = asList(details.loginFields)
    .map(asObject)
    .find(({ designation }) => designation === "username");
  const names = { issuer: asText(asObject(item.overview).title), account: asText(user?.value) };
  const fields = asList(details.sections).flatMap((section) => asList(asObject(section).fields));
  const values = fields.map((field) => asText(asObject(asObject(field).value).totp));
  const more = { groups: [vault], pinned: item.favIndex === 1, trashed: item.state === "archived" };
  return values.filter((code) => code.trim() !== "").map((code) => ({ code, names, more }));
}

function readCsvRows(file: ImportFile): Imported {
  return readRows(
    readCsv(file.text() ?? ""),
    ({ cells }) => {
      const code = cells.get("otpauth") ?? "";
      if (code.trim() === "") return undefined;
      return readTotpField(code, { issuer: cells.get("title") ?? "", account: cells.get("username") ?? "" });
    },
    ({ line }) => line,
  );
}
