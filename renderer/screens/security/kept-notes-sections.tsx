// What is noted of one account beside its code: the application passwords by name and date, and the recovery phone.
import { type FormEvent, useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { AppPasswordNote } from "../../../shared/models/kept.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { LinedItem, LinedList } from "../../parts/lined-list.tsx";
import { PageSection } from "../../parts/page.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./security.module.css";

const tell = (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" });

export function KeptNotesSections({ accountId }: { readonly accountId: string }) {
  const text = words.kept;
  const kept = useCall("kept.list", undefined, ["security.changed"]);
  if (kept.state === "loading") return null;
  if (kept.state === "failed") return <ErrorNote error={kept.error} />;
  const notes = kept.value.accounts.find((account) => account.accountId === accountId);
  const passwords = notes?.appPasswords ?? [];
  return (
    <>
      <PageSection title={text.appPasswords}>
        {passwords.length === 0 ? (
          <p className={styles.quiet}>{text.appPasswordsNone}</p>
        ) : (
          <>
            <LinedList label={text.appPasswords}>
              {passwords.toReversed().map((note) => (
                <AppPassword key={note.id} accountId={accountId} note={note} />
              ))}
            </LinedList>
            <p className={styles.quiet}>{text.revokeNote}</p>
          </>
        )}
      </PageSection>
      <PageSection title={text.phone}>
        <Phone key={notes?.recoveryPhone ?? ""} accountId={accountId} noted={notes?.recoveryPhone ?? ""} />
      </PageSection>
    </>
  );
}

function AppPassword({ accountId, note }: { readonly accountId: string; readonly note: AppPasswordNote }) {
  const text = words.kept;
  const [naming, setNaming] = useState(false);
  const { id: appPasswordId, addedAt, revokedAt, inUse } = note;
  const name = note.name === "" ? text.appPasswordUnnamed(addedAt) : note.name;
  const facts = [
    text.addedAt(addedAt),
    ...(inUse && revokedAt === undefined ? [text.inUse] : []),
    ...(revokedAt === undefined ? [] : [text.revokedAt(revokedAt)]),
  ];
  const mark = () =>
    call("kept.markAppPassword", { accountId, appPasswordId, revoked: revokedAt === undefined }).catch(tell);
  const forget = () => call("kept.forgetAppPassword", { accountId, appPasswordId }).catch(tell);
  const rename = (next: string) =>
    call("kept.renameAppPassword", { accountId, appPasswordId, name: next }).then(
      () => setNaming(false),
      tell,
    );
  return (
    <LinedItem>
      <div className={styles.passwordFacts}>
        <p className={revokedAt === undefined ? styles.passwordName : styles.usedCode}>{name}</p>
        <p className={styles.quiet}>{facts.join(" · ")}</p>
      </div>
      <Button kind="quiet" aria-label={`${text.rename}: ${name}`} onClick={() => setNaming(!naming)}>
        {text.rename}
      </Button>
      <Button kind="quiet" onClick={mark}>
        {revokedAt === undefined ? text.markRevoked : text.markValid}
      </Button>
      {!inUse && (
        <Button kind="quiet" aria-label={`${text.forget}: ${name}`} onClick={forget}>
          {text.forget}
        </Button>
      )}
      {naming && <Naming name={note.name} onSave={rename} />}
    </LinedItem>
  );
}

function Naming({ name, onSave }: { readonly name: string; readonly onSave: (name: string) => void }) {
  const text = words.kept;
  const [typed, setTyped] = useState(name);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(typed);
  };
  return (
    <form className={styles.naming} onSubmit={save}>
      <TextField
        label={text.name}
        hint={text.nameHint}
        value={typed}
        onChange={setTyped}
        maxLength={100}
        autoFocus
      />
      <Button type="submit">{words.common.save}</Button>
    </form>
  );
}

function Phone({ accountId, noted }: { readonly accountId: string; readonly noted: string }) {
  const text = words.kept;
  const [typed, setTyped] = useState(noted);
  const save = (event: FormEvent) => {
    event.preventDefault();
    call("kept.savePhone", { accountId, phone: typed }).then(
      () => showToast({ text: text.phoneSaved }),
      tell,
    );
  };
  return (
    <form className={styles.naming} onSubmit={save}>
      <TextField
        label={text.phoneField}
        hint={text.phoneHint}
        type="tel"
        value={typed}
        onChange={setTyped}
        maxLength={40}
      />
      <Button type="submit" disabled={typed.trim() === noted}>
        {text.savePhone}
      </Button>
    </form>
  );
}
