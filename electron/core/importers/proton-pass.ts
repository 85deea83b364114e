// Proton Pass: a zip with one JSON of all vaults. Source: real exports.
import { type ImportFile, parseJson } from "./import-file.ts";
import type { Importer } from "./importer.ts";
import { asList, asObject, asText, badFile, extras, isObject, type JsonObject, readRows } from "./rows.ts";
import { readTotpField } from "./totp-field.ts";
import { readZipped, zipNames } from "./zip.ts";

const format = "proton-pass";
const inside = "Proton Pass/data.json";
/** The state of what lies in the bin. */
const trashedState = 2;

export const protonPass: Importer = {
  id: format,
  name: "Proton Pass",
  recognise(file) {
    if (zipNames(file.bytes).some(({ name }) => name === inside)) return "plain";
    const json = asObject(file.json());
    return isObject(json.vaults) && "userId" in json ? "plain" : undefined;
  },
  async read(file) {
    const { vaults } = asObject(file.json() ?? parseJson(await dataIn(file)));
    if (!isObject(vaults)) throw badFile(format, "vaults");
    const items = Object.values(vaults)
      .map(asObject)
      .flatMap((vault) => asList(vault.items).map((item) => ({ item: asObject(item), vault: vault.name })));
    return readRows(items.flatMap(codesOf), ({ code, names, more }) => ({
      ...readTotpField(code, names),
      ...extras(more),
    }));
  },
};

async function dataIn(file: ImportFile): Promise<string> {
  return new TextDecoder().decode(await readZipped(file.bytes, inside, { format }));
}

/** An item may have several; one that is wrong must not cost the others. */
function codesOf({ item, vault }: { readonly item: JsonObject; readonly vault: unknown }) {
  const data = asObject(item.data);
  const content = asObject(data.content);
  const account = asText(content.itemUsername) || asText(content.itemEmail) || asText(content.username);
  const names = { issuer: asText(asObject(data.metadata).name), account };
  const fields = asList(data.extraFields)
    .map(asObject)
    .filter(({ type }) => type === "totp")
    .map((field) => asText(asObject(field.data).totpUri));
  const codes = [asText(content.totpUri), ...fields].filter((code) => code.trim() !== "");
  const more = { groups: [vault], pinned: item.pinned, trashed: item.state === trashedState };
  return codes.map((code) => ({ code, names, more }));
}
