// Draws what holds codes or recovery things only while the authenticator is open, and keeps it out of screenshots.
import type { ReactNode } from "react";
import { useCall } from "../../ipc/hooks.ts";
import { ErrorNote } from "../../parts/error-note.tsx";
import styles from "./lock.module.css";
import { LockedScreen } from "./locked-screen.tsx";
import { useWindowProtection } from "./use-window-protection.ts";

export function LockGate({ children }: { readonly children: ReactNode }) {
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  useWindowProtection();
  if (lock.state === "loading") return null;
  if (lock.state === "failed")
    return (
      <main className={styles.page}>
        <ErrorNote error={lock.error} />
      </main>
    );
  if (lock.value.state === "locked") return <LockedScreen view={lock.value} reload={lock.reload} />;
  return children;
}
