// The small window that a global shortcut opens: type a part of a name, Enter copies its code and closes, Escape closes.
// It changes nothing; whatever more is wanted is done in Gatepost itself.
import { useEffect } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { type AppStatus, defaultSettings } from "../../../shared/models/app.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { TooltipProvider } from "../../parts/tooltip.tsx";
import { useChosenTheme } from "../../styles/theme.ts";
import { describeError } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { useCodes } from "../authenticator/use-codes.ts";
import { UnlockForm } from "../lock/unlock-form.tsx";
import { closeWindow } from "./close-window.ts";
import styles from "./quick-code.module.css";
import { type CodesShown, QuickCodes } from "./quick-codes.tsx";

const text = words.quickCode;

/** Until the settings are known no code is shown. */
const unknown: CodesShown = { ...defaultSettings, hideCodes: true };

export function QuickCodeScreen() {
  const status = useCall("app.status", undefined, ["app.changed"]);
  const settings = useCall("settings.get", undefined, ["settings.changed"]);
  useChosenTheme(settings.state === "ready" ? settings.value.theme : "system");
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === "Escape" && closeWindow();
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, []);
  return (
    <TooltipProvider>
      <main className={styles.window}>
        <h1 className={styles.title}>{text.title}</h1>
        {status.state === "failed" && <Trouble error={status.error} />}
        {status.state === "ready" &&
          (isOpen(status.value) ? (
            <Codes shown={settings.state === "ready" ? settings.value : unknown} />
          ) : (
            <Closed />
          ))}
      </main>
    </TooltipProvider>
  );
}

function isOpen({ store }: AppStatus): boolean {
  return store === "ready";
}

function Codes({ shown }: { readonly shown: CodesShown }) {
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  if (lock.state === "loading") return null;
  if (lock.state === "failed") return <Trouble error={lock.error} />;
  if (lock.value.state === "broken") return <Trouble error={{ code: "lock-broken", detail: {} }} />;
  if (lock.value.state === "locked")
    return (
      // What is more (a forgotten passphrase, Touch ID) is in the program's own window.
      <section className={styles.unlock}>
        <p className={styles.says}>{text.locked}</p>
        <UnlockForm view={lock.value} reload={lock.reload} autoFocus />
      </section>
    );
  return <OpenCodes shown={shown} />;
}

function OpenCodes({ shown }: { readonly shown: CodesShown }) {
  const codes = useCodes();
  const { list } = codes;
  if (list.state === "loading") return <p className={styles.note}>{words.common.loading}</p>;
  if (list.state === "failed") return <Trouble error={list.error} />;
  if (list.value.length === 0) return <Note title={text.empty} todo={text.emptyTodo} />;
  return <QuickCodes entries={list.value} current={codes.current} shown={shown} />;
}

/** The keychain or the store does not open: the window itself says why, and what to do. */
function Closed() {
  return <Note title={text.closed} todo={text.closedTodo} />;
}

function Trouble({ error }: { readonly error: ErrorView }) {
  const { says, todo } = describeError(error);
  return <Note title={says} todo={todo} />;
}

function Note({ title, todo }: { readonly title: string; readonly todo: string }) {
  return (
    <div className={styles.note} role="status">
      <p className={styles.says}>{title}</p>
      <p>{todo}</p>
      <Button kind="primary" autoFocus onClick={() => void call("quickCode.showProgram").catch(toErrorView)}>
        {text.open}
      </Button>
    </div>
  );
}
