// What a change makes of an entry: its names and what stands beside them, or also what its code is made of. Pure; must not
// put a secret into an error.
import { AppError } from "../../../shared/ipc/errors.ts";
import { type CodeChange, type CodeIcon, type CodeRetyped, iconSize } from "../../../shared/models/code.ts";
import { readHeader } from "../qr/picture-header.ts";
import { tidyBase32 } from "./base32.ts";
import { type OtpauthEntry, readEntry, tidyName } from "./entry.ts";
import type { CodeSecret } from "./secrets.ts";
import { extrasOf, fieldsOf, type StoredCode } from "./stored-code.ts";

/** Names, mail account, note, groups, pin and icon; what the change leaves out stays. */
export function withChange(code: StoredCode, change: CodeChange): StoredCode {
  const { issuer = code.issuer, account = code.account, accountId, icon } = change;
  const { accountId: linked, note: _, groups: __, pinned: ___, icon: drawn, ...rest } = code;
  const mail = accountId === undefined ? linked : accountId;
  const shown = icon === undefined ? drawn : (icon ?? undefined);
  const { note = code.note, groups = code.groups, pinned = code.pinned } = change;
  return {
    ...rest,
    ...{ issuer: tidyName(issuer), account: tidyName(account) },
    ...extrasOf({
      ...code,
      ...{ note: note?.trim(), groups: groups && tidyGroups(groups), pinned, icon: shown },
    }),
    ...(mail && { accountId: mail }),
  };
}

/** A picture has to be a PNG of the size that icons have, whoever it comes from. */
export function isDrawable(icon: CodeIcon): boolean {
  if (icon.kind !== "picture") return true;
  try {
    const { format, width, height } = readHeader(Buffer.from(icon.png, "base64"));
    return format === "png" && width === iconSize && height === iconSize;
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    return false;
  }
}

/** Each group once, without blanks around it. */
function tidyGroups(groups: readonly string[]): string[] {
  const names = groups.map((name) => name.replace(/\p{Cc}/gu, " ").trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

/**
 * The entry as it is typed anew; `kept` is its present secret, of which remains what is not typed.
 * @throws AppError `secret-…` or `otpauth-field`, as `readByHand`
 */
export function retype(code: StoredCode, typed: CodeRetyped, kept: CodeSecret | undefined): OtpauthEntry {
  const { issuer, account } = code;
  return readEntry({
    ...{ type: typed.type, issuer, account, algorithm: typed.algorithm, digits: typed.digits },
    secret: typed.secret === undefined ? kept?.key : typedSecret(typed.type, typed.secret),
    period: typed.period.trim(),
    counter: typed.counter.trim() === "" ? 0 : typed.counter.trim(),
    pin: typed.pin === undefined || typed.pin === "" ? kept?.pin?.reveal() : typed.pin,
  });
}

function typedSecret(type: CodeRetyped["type"], secret: string): string {
  // Read here, so that what is wrong with it is told by itself and with its place. Mobile-OTP has hex.
  return type === "motp" ? secret : tidyBase32(secret);
}

/** The same entry in the index, with what its code is made of now. */
export function withCode(code: StoredCode, entry: OtpauthEntry): StoredCode {
  const { id, addedAt, place, accountId, unfinished } = code;
  return {
    ...fieldsOf({ ...entry, ...extrasOf(code) }),
    ...{ id, addedAt, place },
    ...(accountId && { accountId }),
    ...(unfinished && { unfinished }),
  };
}

/** Whether the keychain holds already what the entry needs. */
export function isKept(entry: OtpauthEntry, kept: CodeSecret): boolean {
  const pin = entry.type === "motp" || entry.type === "yandex" ? entry.pin.reveal() : undefined;
  const samePin = pin === undefined || pin === kept.pin?.reveal();
  return samePin && entry.secret.reveal() === kept.secret.reveal();
}
