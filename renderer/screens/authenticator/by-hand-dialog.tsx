// A code typed by hand. What is wrong is said at its field, and everything typed stays until it is right.
import { type FormEvent, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { Algorithm, type CodeByHand, type CodeEntry } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { useFocusFirstError } from "../../parts/focus-first-error.ts";
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
const empty: CodeByHand = {
  type: "totp",
  issuer: "",
  account: "",
  secret: "",
  algorithm: "SHA1",
  digits: 6,
  period: "30",
  counter: "0",
};

export function ByHandDialog({
  onClose,
  onSaved,
}: {
  readonly onClose: () => void;
  readonly onSaved: (entry: CodeEntry) => void;
}) {
  const [typed, setTyped] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const fields = useFocusFirstError(error);
  const set = (change: Partial<CodeByHand>) => {
    setTyped({ ...typed, ...change });
    setError(undefined);
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    setBusy(true);
    addTyped(typed).then(onSaved, (failure: unknown) => {
      setBusy(false);
      setError(toErrorView(failure));
    });
  };
  const needsPin = typed.type === "motp" || typed.type === "yandex";
  const choosesDigits = typed.type === "totp" || typed.type === "hotp";
  const field = error && fieldOf(error, isLink(typed.secret));
  const at = (name: string) => (error && field === name ? sentence(error, name) : undefined);
  return (
    <Dialog
      title={text.byHandTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="primary" busy={busy} onClick={() => save()}>
            {text.save}
          </Button>
        </>
      }
    >
      <form ref={fields} className={styles.form} onSubmit={save}>
        <TextField
          label={text.issuer}
          hint={text.issuerHint}
          // The dialog was opened to type here; else its close button would have the focus.
          autoFocus
          value={typed.issuer}
          onChange={(issuer) => set({ issuer })}
          maxLength={200}
        />
        <TextField
          label={text.account}
          value={typed.account}
          onChange={(account) => set({ account })}
          maxLength={200}
        />
        <TextField
          label={text.secret}
          hint={text.secretHint}
          error={at("secret")}
          value={typed.secret}
          onChange={(secret) => set({ secret })}
          autoComplete="off"
          maxLength={4096}
          className={styles.secret}
        />
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
        {error && field === undefined && <ErrorNote error={error} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function isLink(secret: string): boolean {
  return /^\s*(?:otpauth|steam|motp):/i.test(secret);
}

/** Whoever has a link pastes it where the secret belongs; it says all the rest as well. */
function addTyped(typed: CodeByHand): Promise<CodeEntry> {
  if (isLink(typed.secret)) return call("codes.addLink", { link: typed.secret.trim() });
  return call("codes.addByHand", typed);
}

/** The field of this form that an error belongs to; undefined if it is about the whole. */
function fieldOf({ code, detail }: ErrorView, link: boolean): string | undefined {
  if (code.startsWith("secret-") && code !== "secret-gone") return "secret";
  if (code === "otpauth-not-a-code" || (code === "bad-input" && detail.field === "secret")) return "secret";
  if (code !== "otpauth-field") return undefined;
  // What is wrong inside a link is said where the link stands.
  const own = ["period", "counter", "pin"].find((field) => field === detail.field);
  return (link ? undefined : own) ?? "secret";
}

function sentence(error: ErrorView, field: string): string {
  if (error.code !== "otpauth-field" || field === "secret") return errorText(error);
  if (field === "period") return text.periodRange;
  return text.fieldErrors[String(error.detail.reason)] ?? errorText(error);
}
