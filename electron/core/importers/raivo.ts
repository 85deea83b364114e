// Raivo OTP: a zip under a passphrase with a JSON list in it, or that list alone. Every value in it is a text. Source: the
// code of its exporter.
import { readEntry } from "../otp/entry.ts";
import type { ImportFile } from "./import-file.ts";
import { parseJson } from "./import-file.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { asList, asObject, badFile, extras, type JsonObject, readRows } from "./rows.ts";
import { readZipped, zipNames } from "./zip.ts";

const format = "raivo";
const inside = "raivo-otp-export.json";

export const raivo: Importer = {
  id: format,
  name: "Raivo OTP",
  recognise(file) {
    const zipped = zipNames(file.bytes).find(({ name }) => name === inside);
    if (zipped) return zipped.encrypted ? "encrypted" : "plain";
    const [first] = asList(file.json()).map(asObject);
    return first && "kind" in first && "timer" in first ? "plain" : undefined;
  },
  async read(file, passphrase) {
    const list = file.json() ?? parseJson(await listIn(file, passphrase));
    if (!Array.isArray(list)) throw badFile(format, "list");
    return readRows(list.map(asObject), readOne);
  },
};

async function listIn(file: ImportFile, passphrase: Parameters<typeof readZipped>[2]["passphrase"]) {
  const bytes = await readZipped(file.bytes, inside, { format, passphrase });
  return new TextDecoder().decode(bytes);
}

function readOne(row: JsonObject): ImportedEntry {
  const { kind, issuer, account, secret, algorithm, digits, timer, counter, pinned } = row;
  const entry = readEntry({ type: kind, issuer, account, secret, algorithm, digits, period: timer, counter });
  return { ...entry, ...extras({ pinned: pinned === "true" }) };
}
