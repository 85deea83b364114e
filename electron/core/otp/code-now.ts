// The code of any kind of entry at a moment: the one place that knows which formula belongs to which type.
import type { Algorithm } from "../../../shared/models/code.ts";
import type { Secret } from "../secret.ts";
import { hotpCode } from "./hotp.ts";
import { motpCode } from "./motp.ts";
import { steamCode } from "./steam.ts";
import { ofSteps, type TotpNow } from "./totp.ts";
import { yandexCode } from "./yandex.ts";

/** What a formula needs of an entry; `key` are the bytes of its secret. */
export type CodeSource = {
  readonly key: Uint8Array;
  readonly digits: number;
  readonly period: number;
} & (
  | { readonly type: "totp" | "steam"; readonly algorithm: Algorithm }
  | { readonly type: "yandex" | "motp"; readonly pin: Secret }
);

/** `at` in milliseconds since 1970. */
export function codeNow(source: CodeSource, at: number): TotpNow {
  return ofSteps(source.period, at, (step) => codeOfStep(source, step));
}

function codeOfStep(source: CodeSource, step: number): string {
  const { key } = source;
  switch (source.type) {
    case "totp":
      return hotpCode(key, source, step);
    case "steam":
      return steamCode(key, source.algorithm, step);
    case "yandex":
      return yandexCode(key, source.pin, step);
    case "motp":
      return motpCode(key, source.pin, step);
  }
}
