// Draws what holds codes or recovery things only while the authenticator is open, and keeps it out of screenshots.
import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { useCall, useEvent } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { CentredPage } from "../../parts/centred-page.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { BrokenScreen } from "./broken-screen.tsx";
import { LockedScreen } from "./locked-screen.tsx";
import { useWindowProtection } from "./use-window-protection.ts";

export function LockGate({ children }: { readonly children: ReactNode }) {
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  useWindowProtection();
  // How it ended is said here: the dialog goes with the locked screen, perhaps before it has heard of it.
  useEvent("jobs.changed", ({ name, state, result, error }) => {
    if (name !== "lock.startAnew") return;
    if (state === "done" && result?.kind === "imported")
      showToast({ text: words.lock.startedAnew(result.added, result.restored), seconds: 12 });
    if (state === "failed" && error) showToast({ text: errorText(error), tone: "problem", seconds: 12 });
  });
  if (lock.state === "loading") return null;
  if (lock.state === "failed")
    return (
      <CentredPage icon={KeyRound} title={words.lock.unknownTitle}>
        <ErrorNote error={lock.error} />
        <div>
          <Button kind="primary" onClick={lock.reload}>
            {words.common.tryAgain}
          </Button>
        </div>
      </CentredPage>
    );
  const { state, trouble = "damaged" } = lock.value;
  if (state === "locked") return <LockedScreen view={lock.value} reload={lock.reload} />;
  if (state === "broken") return <BrokenScreen trouble={trouble} />;
  return children;
}
