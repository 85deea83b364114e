// A file to be imported: its bytes, and as text or JSON for those formats that are that, decoded once for all of them.
// SECURITY: limits come before parsing: size, depth of JSON.
import { AppError } from "../../../shared/ipc/errors.ts";

export const maxImportBytes = 20 * 1024 * 1024;
/** Real exports nest less than ten deep. */
const maxDepth = 64;

export interface ImportFile {
  readonly bytes: Uint8Array;
  /** UTF-8 without its mark; undefined if the bytes are none */
  text(): string | undefined;
  /** undefined if the text is no JSON object or array */
  json(): unknown;
}

/** @throws AppError `too-large` (detail `limit` in bytes) or `bad-file` (nothing in it) */
export function importFile(bytes: Uint8Array): ImportFile {
  if (bytes.length > maxImportBytes) throw new AppError("too-large", { limit: maxImportBytes });
  if (bytes.length === 0) throw new AppError("bad-file", { reason: "empty" });
  const text = once(() => decode(bytes));
  return { bytes, text, json: once(() => parseJson(text())) };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function decode(bytes: Uint8Array): string | undefined {
  // A zip, an encrypted file or a database has a nought byte soon; text has none.
  if (bytes.subarray(0, 1_024).includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (failure) {
    if (failure instanceof TypeError) return undefined;
    throw failure;
  }
}

/** @throws AppError `bad-file` if it nests deeper than any export */
export function parseJson(text: string | undefined): unknown {
  if (text === undefined || !/^\s*[[{]/.test(text)) return undefined;
  refuseDepth(text);
  try {
    return JSON.parse(text);
  } catch (failure) {
    // SECURITY: the message of a syntax error quotes the text.
    if (failure instanceof SyntaxError) return undefined;
    throw failure;
  }
}

function refuseDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (inString) {
      if (letter === 0x5c) at += 1;
      else if (letter === 0x22) inString = false;
    } else if (letter === 0x22) inString = true;
    else if (letter === 0x7b || letter === 0x5b) {
      depth += 1;
      if (depth > maxDepth) throw new AppError("bad-file", { reason: "depth" });
    } else if (letter === 0x7d || letter === 0x5d) depth -= 1;
  }
}
