// The screens and windows that can be looked at by themselves. Where the desktop has its own list, that one asks.
import { AppWindow, Monitor } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { ScanSourceView } from "../../../shared/models/scan.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import styles from "./scan.module.css";

const text = words.scanning.sources;

export function ChooseSourceDialog({
  onChoose,
  onClose,
}: {
  /** without an id the desktop asks */
  readonly onChoose: (sourceId: string | undefined) => void;
  readonly onClose: () => void;
}) {
  const answer = useCall("scan.sources", undefined);
  const known = answer.state === "ready" ? answer.value : undefined;
  const asksItself = known?.asksItself === true;
  useEffect(() => {
    if (asksItself) onChoose(undefined);
  }, [asksItself, onChoose]);
  const of = (kind: ScanSourceView["kind"]) => known?.sources.filter((source) => source.kind === kind) ?? [];
  const [screens, windows] = [of("screen"), of("window")];
  return (
    <Dialog
      title={text.title}
      onClose={onClose}
      actions={<Button onClick={onClose}>{words.common.cancel}</Button>}
    >
      {answer.state === "loading" && <p role="status">{words.common.loading}</p>}
      {answer.state === "failed" && <ErrorNote error={answer.error} />}
      <ul className={styles.sources} aria-label={text.title}>
        {screens.map((source, index) => (
          <Source
            key={source.id}
            name={text.screen(index + 1, source)}
            icon={<Monitor size={18} aria-hidden="true" />}
            first={index === 0}
            onClick={() => onChoose(source.id)}
          />
        ))}
        {windows.map(({ id, name }) => (
          <Source
            key={id}
            name={name || text.unnamed}
            icon={<AppWindow size={18} aria-hidden="true" />}
            first={false}
            onClick={() => onChoose(id)}
          />
        ))}
      </ul>
      {known && !asksItself && windows.length === 0 && <p className={styles.hint}>{text.noWindows}</p>}
    </Dialog>
  );
}

function Source({
  name,
  icon,
  first,
  onClick,
}: {
  readonly name: string;
  readonly icon: ReactNode;
  readonly first: boolean;
  readonly onClick: () => void;
}) {
  return (
    <li>
      <Button className={styles.source} icon={icon} autoFocus={first} onClick={onClick}>
        <bdi>{name}</bdi>
      </Button>
    </li>
  );
}
