// KeePassXC's CSV and KeePass's XML. Databases are read by keepass-database.ts.
import { XMLParser } from "fast-xml-parser";
import { csvHeading, readCsv } from "./csv.ts";
import type { ImportFile } from "./import-file.ts";
import type { Imported, ImportedEntry, Importer } from "./importer.ts";
import { readKeePassFields } from "./keepass-fields.ts";
import { asObject, asText, badFile, extras, type JsonObject, readRows } from "./rows.ts";
import { readTotpField } from "./totp-field.ts";

const format = "keepass";
/** Groups in groups; deeper than anybody sorts. */
const maxDepth = 64;

export const keePass: Importer = {
  id: format,
  name: "KeePassXC and KeePass (CSV, XML)",
  recognise(file) {
    const text = file.text() ?? "";
    if (/^\s*(?:<\?xml[^>]*>\s*)?<KeePassFile>/.test(text)) return "plain";
    const heading = csvHeading(text);
    return heading.includes("totp") && heading.includes("title") ? "plain" : undefined;
  },
  read: (file) => (/^\s*</.test(file.text() ?? "") ? readXml(file) : readRowsOfCsv(file)),
};

function readRowsOfCsv(file: ImportFile): Imported {
  return readRows(
    readCsv(file.text() ?? ""),
    ({ cells }): ImportedEntry | undefined => {
      const code = cells.get("totp") ?? "";
      if (code.trim() === "") return undefined;
      const names = { issuer: cells.get("title") ?? "", account: cells.get("username") ?? "" };
      return { ...readTotpField(code, names), ...extras({ groups: [groupOf(cells.get("group") ?? "")] }) };
    },
    ({ line }) => line,
  );
}

/** `Root/Work/Mail`: the root is no group that anybody made. */
function groupOf(path: string): string {
  return path.split("/").slice(1).join("/");
}

interface Found {
  readonly entry: JsonObject;
  readonly group: string;
  readonly trashed: boolean;
}

function readXml(file: ImportFile): Imported {
  const parser = new XMLParser({
    processEntities: true,
    parseTagValue: false,
    // Values that are protected say so in an attribute, which plays no role here.
    ignoreAttributes: true,
    trimValues: false,
    maxNestedTags: maxDepth * 2,
    isArray: (name) => ["Group", "Entry", "String"].includes(name),
  });
  let root: JsonObject;
  try {
    root = asObject(asObject(parser.parse(file.text() ?? "")).KeePassFile);
  } catch (failure) {
    // The parser throws plain errors for whatever is no XML.
    throw badFile(format, failure instanceof Error ? "xml" : "");
  }
  const bin = asText(asObject(root.Meta).RecycleBinUUID);
  const found: Found[] = [];
  const visit = (group: JsonObject, path: string, trashed: boolean, depth: number) => {
    if (depth > maxDepth) throw badFile(format, "depth");
    const inBin = trashed || (bin !== "" && group.UUID === bin);
    for (const entry of listOf(group.Entry)) found.push({ entry, group: path, trashed: inBin });
    for (const inner of listOf(group.Group)) {
      const name = asText(inner.Name);
      visit(inner, path === "" ? name : `${path}/${name}`, inBin, depth + 1);
    }
  };
  for (const group of listOf(asObject(root.Root).Group)) visit(group, "", false, 0);
  return readRows(found, readOne);
}

function readOne({ entry, group, trashed }: Found): ImportedEntry[] {
  const fields = new Map(listOf(entry.String).map(({ Key, Value }) => [asText(Key), asText(Value)]));
  const codes = readKeePassFields((name) => fields.get(name) ?? "", [...fields.keys()]);
  return codes.map((code) => ({ ...code, ...extras({ groups: [group], trashed }) }));
}

function listOf(value: unknown): readonly JsonObject[] {
  return (Array.isArray(value) ? value : []).map(asObject);
}
