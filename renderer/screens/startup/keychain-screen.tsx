// Stands before everything while the keychain does not open: which trouble it is, and what to do.
import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { AppStatus } from "../../../shared/models/app.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { CentredPage, ToDo } from "../../parts/centred-page.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import { type KeychainTrouble, keychainText } from "./keychain-text.ts";

export function KeychainScreen({
  state,
  platform,
}: {
  readonly state: KeychainTrouble;
  readonly platform: AppStatus["platform"];
}) {
  return <StartupTrouble {...keychainText(state, platform)} />;
}

/** Also draws the unreadable store: the same shape, other words. */
export function StartupTrouble({
  title,
  text,
  todo,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly todo: string;
  /** another way on, below the first */
  readonly children?: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const retry = () => {
    setBusy(true);
    setError(undefined);
    // The answer comes as `app.changed`, too; this one only ends the waiting.
    call("app.retry")
      .catch((failure: unknown) => setError(toErrorView(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <CentredPage icon={KeyRound} title={title}>
      <p>{text}</p>
      <ToDo>{todo}</ToDo>
      {error !== undefined && <ErrorNote error={error} />}
      <div>
        <Button kind="primary" busy={busy} onClick={retry}>
          {busy ? words.startup.checking : words.common.tryAgain}
        </Button>
      </div>
      {children}
    </CentredPage>
  );
}
