// Plain text with one otpauth:// link a line, as many authenticators export it. Empty lines and lines that begin with #
// are passed over; any other line that is no link is a problem with its number.
import { AppError } from "../../../shared/ipc/errors.ts";
import { type OtpauthEntry, parseOtpauth } from "../otp/otpauth.ts";
import type { Importer, ImportProblem } from "./importer.ts";

export const otpauthList: Importer = {
  id: "otpauth",
  recognise: (bytes) => linesOf(bytes).some(({ text }) => /^otpauth:\/\//i.test(text)),
  read(bytes) {
    const entries: OtpauthEntry[] = [];
    const problems: ImportProblem[] = [];
    for (const { row, text } of linesOf(bytes)) {
      try {
        entries.push(parseOtpauth(text));
      } catch (failure) {
        if (!(failure instanceof AppError)) throw failure;
        const { field } = failure.detail;
        problems.push({ row, code: failure.code, ...(typeof field === "string" && { field }) });
      }
    }
    return { entries, problems };
  },
};

function linesOf(bytes: Uint8Array): readonly { readonly row: number; readonly text: string }[] {
  const lines = new TextDecoder("utf-8").decode(bytes).split(/\r\n|\r|\n/);
  return lines
    .map((line, index) => ({ row: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== "" && !text.startsWith("#"));
}
