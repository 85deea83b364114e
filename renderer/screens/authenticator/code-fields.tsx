// The fields that say how the codes of an entry are made, for a new one and for one that is changed.
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import { Algorithm, type CodeRetyped } from "../../../shared/models/code.ts";
import { PasswordField } from "../../parts/password-field.tsx";
import { Select } from "../../parts/select.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./authenticator.module.css";

const text = words.authenticator;
const digitChoices = Array.from({ length: 10 }, (_, index) => String(index + 1)).map((value) => ({
  value,
  label: value,
}));
/** Fields that an error of the core can name, and that stand here. */
export const ownFields: readonly string[] = ["period", "counter", "pin"];

type Typed = Omit<CodeRetyped, "secret">;

export function CodeFields({
  typed,
  set,
  at,
  pinHint,
}: {
  readonly typed: Typed;
  readonly set: (change: Partial<Typed>) => void;
  /** what is wrong with a field, as a sentence */
  readonly at: (field: string) => string | undefined;
  readonly pinHint?: string | undefined;
}) {
  const needsPin = typed.type === "motp" || typed.type === "yandex";
  const choosesDigits = typed.type === "totp" || typed.type === "hotp";
  return (
    <div className={styles.pair}>
      <Select
        label={text.type}
        value={typed.type}
        options={[
          { value: "totp", label: text.typeTotp },
          { value: "hotp", label: text.typeHotp },
          { value: "steam", label: text.typeSteam },
          { value: "yandex", label: text.typeYandex },
          { value: "motp", label: text.typeMotp },
        ]}
        onChange={(type) => set({ type, period: type === "motp" ? "10" : "30" })}
      />
      {choosesDigits && (
        <Select
          label={text.algorithm}
          value={typed.algorithm}
          options={Algorithm.options.map((value) => ({ value, label: value }))}
          onChange={(algorithm) => set({ algorithm })}
        />
      )}
      {choosesDigits && (
        <Select
          label={text.digits}
          value={String(typed.digits)}
          options={digitChoices}
          onChange={(digits) => set({ digits: Number(digits) })}
        />
      )}
      {needsPin && (
        <PasswordField
          label={text.pin}
          hint={pinHint}
          error={at("pin")}
          value={typed.pin ?? ""}
          onChange={(pin) => set({ pin })}
        />
      )}
      {typed.type !== "hotp" ? (
        <TextField
          label={text.period}
          error={at("period")}
          value={typed.period}
          inputMode="numeric"
          onChange={(period) => set({ period })}
          maxLength={10}
        />
      ) : (
        <TextField
          label={text.counter}
          error={at("counter")}
          value={typed.counter}
          inputMode="numeric"
          onChange={(counter) => set({ counter })}
          maxLength={20}
        />
      )}
    </div>
  );
}

/** What is wrong with a field, in words that name no field. */
export function sentence(error: ErrorView, field: string): string {
  if (error.code !== "otpauth-field" || field === "secret") return errorText(error);
  if (field === "period") return text.periodRange;
  return text.fieldErrors[String(error.detail.reason)] ?? errorText(error);
}
