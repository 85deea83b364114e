// A code typed by hand. What is wrong is said at its field, and everything typed stays until it is right.
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { CodeByHand, CodeEntry } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { words } from "../../words/words.ts";
import styles from "./authenticator.module.css";
import { CodeFields, ownFields, sentence } from "./code-fields.tsx";

const text = words.authenticator;
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
  const [linkPin, setLinkPin] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const set = (change: Partial<CodeByHand>) => {
    setTyped({ ...typed, ...change });
    setError(undefined);
  };
  const save = () => {
    setBusy(true);
    addTyped(typed).then(onSaved, (failure: unknown) => {
      setBusy(false);
      const view = toErrorView(failure);
      // The first time it is no mistake: nobody could know that it is asked for.
      if (isPinMissing(view) && isLink(typed.secret) && !linkPin) setLinkPin(true);
      else setError(view);
    });
  };
  const needsLinkPin = linkPin && isLink(typed.secret);
  const field = error && fieldOf(error, isLink(typed.secret));
  const at = (name: string) => (error && field === name ? sentence(error, name) : undefined);
  return (
    <Dialog
      title={text.byHandTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="primary" busy={busy} onClick={save}>
            {text.save}
          </Button>
        </>
      }
    >
      <Form problems={error} onSubmit={save}>
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
        {needsLinkPin && (
          <PasswordField
            label={text.pin}
            hint={text.pinNeeded}
            error={at("pin")}
            value={typed.pin ?? ""}
            onChange={(pin) => set({ pin })}
          />
        )}
        {!isLink(typed.secret) && <CodeFields typed={typed} set={set} at={at} />}
        {error && field === undefined && <ErrorNote error={error} />}
      </Form>
    </Dialog>
  );
}

function isLink(secret: string): boolean {
  return /^\s*(?:otpauth|steam|motp):/i.test(secret);
}

/** Whoever has a link pastes it where the secret belongs; it says all the rest as well. */
function addTyped(typed: CodeByHand): Promise<CodeEntry> {
  if (isLink(typed.secret))
    return call("codes.addLink", { link: typed.secret.trim(), ...(typed.pin && { pin: typed.pin }) });
  return call("codes.addByHand", typed);
}

/** The field of this form that an error belongs to; undefined if it is about the whole. */
function fieldOf({ code, detail }: ErrorView, link: boolean): string | undefined {
  if (code.startsWith("secret-") && code !== "secret-gone") return "secret";
  if (code === "otpauth-not-a-code" || (code === "bad-input" && detail.field === "secret")) return "secret";
  if (code !== "otpauth-field") return undefined;
  // What is wrong inside a link is said where the link stands.
  if (link) return detail.field === "pin" ? "pin" : "secret";
  return ownFields.find((field) => field === detail.field) ?? "secret";
}

function isPinMissing({ code, detail }: ErrorView): boolean {
  return code === "otpauth-field" && detail.field === "pin" && detail.reason === "missing";
}
