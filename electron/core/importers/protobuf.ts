// The wire format of Protocol Buffers, as far as Google's export uses it: numbers, bytes and messages; whatever else is
// there is passed over by its kind. Source: the encoding page of the Protocol Buffers documentation.
import { AppError } from "../../../shared/ipc/errors.ts";

export interface WireFields {
  /** the last value of a field, as the format has it; undefined if it is not there */
  number(field: number): bigint | undefined;
  bytes(field: number): Uint8Array;
  text(field: number): string;
  messages(field: number): readonly WireFields[];
}

/** @throws AppError `bad-file` if it is no such message */
export function readMessage(bytes: Uint8Array): WireFields {
  const numbers = new Map<number, bigint>();
  const parts = new Map<number, Uint8Array[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw broken();
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw broken();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const field = Math.floor(key / 8);
    if (field === 0) throw broken();
    switch (key % 8) {
      case 0:
        numbers.set(field, varint());
        break;
      case 1:
        take(8);
        break;
      case 2:
        parts.set(field, [...(parts.get(field) ?? []), take(Number(varint()))]);
        break;
      case 5:
        take(4);
        break;
      default:
        throw broken();
    }
  }
  const bytesOf = (field: number) => parts.get(field)?.at(-1) ?? new Uint8Array();
  return {
    number: (field) => numbers.get(field),
    bytes: bytesOf,
    text: (field) => new TextDecoder().decode(bytesOf(field)),
    messages: (field) => (parts.get(field) ?? []).map(readMessage),
  };
}

function broken(): AppError {
  return new AppError("bad-file", { format: "google-migration", reason: "message" });
}
