// The keys that reach Gatepost from any program: each is off until the user presses some for it here.
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import {
  acceleratorOf,
  type ShortcutView,
  shortcutSwitches,
  writtenAccelerator,
} from "../../../shared/models/shortcut.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { PageSection } from "../../parts/page.tsx";
import { words } from "../../words/words.ts";
import styles from "./settings.module.css";

const text = words.shortcuts;

export function ShortcutsSection({ mac }: { readonly mac: boolean }) {
  const list = useCall("shortcuts.list", undefined);
  return (
    <PageSection title={text.title}>
      <p>{text.about}</p>
      {list.state === "failed" && <ErrorNote error={list.error} />}
      {list.state === "ready" &&
        list.value.map((shortcut) => (
          <Shortcut key={shortcut.name} shortcut={shortcut} mac={mac} onSet={list.reload} />
        ))}
    </PageSection>
  );
}

function Shortcut({
  shortcut,
  mac,
  onSet,
}: {
  readonly shortcut: ShortcutView;
  readonly mac: boolean;
  readonly onSet: () => void;
}) {
  const [listening, setListening] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const { name, accelerator } = shortcut;
  const written = accelerator === "" ? text.none : writtenAccelerator(accelerator, mac);
  const set = (next: string) => {
    setListening(false);
    setError(undefined);
    call("shortcuts.set", { name, accelerator: next }).then(onSet, (failure: unknown) =>
      setError(toErrorView(failure)),
    );
  };
  return (
    <div className={styles.shortcut}>
      <div className={styles.shortcutName}>
        <span>{text.names[name]}</span>
        <span className={styles.hint} role="status">
          {listening ? text.press : accelerator === "" ? "" : standing(shortcut)}
        </span>
      </div>
      <Button
        aria-label={text.change(text.names[name], written)}
        aria-pressed={listening}
        onClick={() => setListening(!listening)}
        onBlur={() => setListening(false)}
        onKeyDown={(event) => {
          if (!listening || event.key === "Tab") return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Escape") return setListening(false);
          const pressed = acceleratorOf(event, mac);
          if (pressed !== undefined) set(pressed);
        }}
      >
        {listening ? text.pressing : written}
      </Button>
      {accelerator !== "" && (
        <Button kind="quiet" aria-label={text.turnOff(text.names[name])} onClick={() => set("")}>
          {text.off}
        </Button>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}

/** How it stands with the keys, and what to do where the desktop does not give them. */
function standing({ name, state }: ShortcutView): string {
  const says = text.states[state];
  const isKept = state === "partly" || state === "refused";
  return isKept ? `${says} ${text.inDesktop(shortcutSwitches[name])}` : says;
}
