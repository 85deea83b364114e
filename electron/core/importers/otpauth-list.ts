// Plain text with one otpauth:// link a line, as many authenticators export it. Empty lines and lines that begin with #
// are passed over; any other line that is no link is a problem with its number.
import { readLink } from "../otp/otpauth.ts";
import type { ImportFile } from "./import-file.ts";
import type { Importer } from "./importer.ts";
import { readRows } from "./rows.ts";

export interface Line {
  readonly row: number;
  readonly text: string;
}

export const otpauthList: Importer = {
  id: "otpauth",
  name: "otpauth:// links",
  recognise: (file) =>
    linesOf(file).some(({ text }) => /^(?:otpauth|steam|motp):\/\//i.test(text)) ? "plain" : undefined,
  read: (file) =>
    readRows(
      linesOf(file),
      ({ text }, _number, pin) => readLink(text, { pin }).entry,
      ({ row }) => row,
    ),
};

/** Lines with something in them; comments are none. */
export function linesOf(file: ImportFile): readonly Line[] {
  const lines = (file.text() ?? "").split(/\r\n|\r|\n/);
  return lines
    .map((line, index) => ({ row: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== "" && !text.startsWith("#"));
}
