// The lock among the settings: whether there is one, when it closes by itself, what it cannot hide.
import { useState } from "react";
import type { AppStatus } from "../../../shared/models/app.ts";
import type { LockTriggers, LockView } from "../../../shared/models/lock.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { CheckBox } from "../../parts/check-box.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { PageSection } from "../../parts/page.tsx";
import { Select } from "../../parts/select.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { tellProblem } from "../authenticator/tell-problem.ts";
import styles from "./lock.module.css";
import { LockProgress } from "./lock-progress.tsx";
import { ChangeDialog, TurnOffDialog } from "./passphrase-dialogs.tsx";
import { TurnOnDialog } from "./turn-on-dialog.tsx";
import { useLockWork } from "./use-lock-work.ts";

const text = words.lock;

export function LockSection({ platform }: { readonly platform: AppStatus["platform"] }) {
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  return (
    <PageSection title={text.title}>
      <p>{text.about}</p>
      {lock.state === "failed" && <ErrorNote error={lock.error} />}
      {lock.state === "ready" && <Known view={lock.value} platform={platform} />}
      <p className={styles.hint}>{text.capture[platform]}</p>
    </PageSection>
  );
}

type Open = "turn-on" | "turn-off" | "change";

function Known({ view, platform }: { readonly view: LockView; readonly platform: AppStatus["platform"] }) {
  const go = useGo();
  const work = useLockWork();
  const [open, setOpen] = useState<Open>();
  const cancel = (jobId: string) => void call("jobs.cancel", { jobId }).catch(tellProblem);
  const close = () => setOpen(undefined);
  return (
    <>
      {view.state === "off" && (
        <>
          <p>{text.off}</p>
          <div>
            <Button onClick={() => setOpen("turn-on")}>{text.turnOn}</Button>
          </div>
        </>
      )}
      {(view.state === "locked" || view.state === "broken") && (
        <>
          <p>{view.state === "locked" ? text.lockedNow : text.brokenNow}</p>
          <div>
            <Button onClick={() => go({ at: "authenticator" })}>
              {view.state === "locked" ? text.goUnlock : text.goLook}
            </Button>
          </div>
        </>
      )}
      {view.state === "open" && (
        <>
          {!work && <p>{text.on}</p>}
          {work && open === undefined && (
            <LockProgress
              job={work}
              // What goes on after an interruption was decided before it.
              onCancel={work.name === "lock.finish" ? undefined : () => cancel(work.id)}
            />
          )}
          {!work && (
            <>
              {view.unfinished !== undefined && (
                <p className={styles.note}>{text.unfinished[view.unfinished]}</p>
              )}
              <ButtonRow>
                <Button onClick={() => setOpen("change")}>{text.change}</Button>
                <Button onClick={() => setOpen("turn-off")}>{text.turnOff}</Button>
              </ButtonRow>
            </>
          )}
          <When view={view} platform={platform} />
        </>
      )}
      {open === "turn-on" && <TurnOnDialog onClose={close} />}
      {open === "change" && <ChangeDialog onClose={close} />}
      {open === "turn-off" && <TurnOffDialog onClose={close} />}
    </>
  );
}

const idleChoices = [0, 1, 2, 5, 10, 15, 30, 60, 120, 240];

function When({ view, platform }: { readonly view: LockView; readonly platform: AppStatus["platform"] }) {
  // Two changes in a row must not undo each other while the core still writes the first.
  const [triggers, setTriggers] = useState(view.triggers);
  const set = (change: Partial<LockTriggers>) => {
    const next = { ...triggers, ...change };
    setTriggers(next);
    call("lock.setTriggers", next).catch((failure: unknown) => {
      setTriggers(view.triggers);
      tellProblem(failure);
    });
  };
  const choices = [...new Set([...idleChoices, triggers.idleMinutes])].sort((a, b) => a - b);
  return (
    <fieldset className={styles.when}>
      <legend>{text.when}</legend>
      <CheckBox checked disabled onChange={() => undefined}>
        {text.onStart}
      </CheckBox>
      <Select
        label={text.idle}
        value={String(triggers.idleMinutes)}
        options={choices.map((minutes) => ({ value: String(minutes), label: text.minutes(minutes) }))}
        onChange={(minutes) => set({ idleMinutes: Number(minutes) })}
      />
      <CheckBox checked={triggers.onSuspend} onChange={(onSuspend) => set({ onSuspend })}>
        {text.onSuspend}
      </CheckBox>
      <CheckBox checked={triggers.onScreenLock} onChange={(onScreenLock) => set({ onScreenLock })}>
        {text.onScreenLock}
      </CheckBox>
      {platform === "linux" && <p className={styles.hint}>{text.screenLockLinux}</p>}
      {view.touchId !== "unavailable" && (
        <>
          <CheckBox checked={triggers.touchId} onChange={(touchId) => set({ touchId })}>
            {text.touchId}
          </CheckBox>
          <p className={styles.hint}>{text.touchIdHint}</p>
        </>
      )}
      {platform === "win32" && <p className={styles.hint}>{text.hello}</p>}
    </fieldset>
  );
}
