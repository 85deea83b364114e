// One entry: its names, its code with the ring that runs down, and what can be done with it.
import { Copy, Eye, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { memo, useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { CodeEntry, CurrentCode } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { CodeRing } from "../../parts/code-ring.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./authenticator.module.css";
import { useSecond } from "./use-second.ts";

export interface CodeRowProps {
  readonly entry: CodeEntry;
  readonly current: CurrentCode | undefined;
  readonly onEdit: (entry: CodeEntry) => void;
  readonly onRemove: (entry: CodeEntry) => void;
}

const text = words.authenticator;

export const CodeRow = memo(function CodeRow({ entry, current, onEdit, onRemove }: CodeRowProps) {
  const [nextShown, setNextShown] = useState(false);
  const [advanced, setAdvanced] = useState<CurrentCode>();
  const isCounter = entry.type === "hotp";
  const shown = isCounter && current?.missing === undefined ? advanced : current;
  const usable = shown !== undefined && shown.missing === undefined;
  const name = text.nameOf(entry.issuer, entry.account);
  const next = () => {
    if (!isCounter) return setNextShown(!nextShown);
    call("codes.advance", { codeId: entry.id }).then(setAdvanced, tellProblem);
  };
  return (
    <li className={styles.row} aria-label={name}>
      <div className={styles.names}>
        <bdi className={styles.issuer}>{entry.issuer || entry.account || name}</bdi>
        {entry.issuer !== "" && <bdi className={styles.account}>{entry.account}</bdi>}
        {entry.unfinished === true && <span className={styles.hint}>{text.unfinished}</span>}
      </div>
      <div className={styles.codes}>
        {usable && <Digits code={shown.code} />}
        {usable && nextShown && shown.next !== undefined && (
          <span className={styles.next}>
            {text.nextIs} <Digits code={shown.next} />
          </span>
        )}
        {current?.missing !== undefined && (
          <span className={styles.missing}>{missingText(current.missing)}</span>
        )}
        {isCounter && !usable && current?.missing === undefined && (
          <span className={styles.hint}>{text.counterHint}</span>
        )}
      </div>
      {usable && !isCounter && <TimeLeft code={shown} />}
      <div className={styles.buttons}>
        <IconButton
          label={text.copy}
          icon={<Copy size={16} />}
          disabled={!usable}
          onClick={() => copy(entry.id)}
        />
        <IconButton
          label={!isCounter && nextShown ? text.hideNext : text.next}
          icon={isCounter ? <RefreshCw size={16} /> : <Eye size={16} />}
          disabled={current?.missing !== undefined || (!isCounter && !usable)}
          onClick={next}
        />
        <IconButton label={text.edit} icon={<Pencil size={16} />} onClick={() => onEdit(entry)} />
        <IconButton label={text.remove} icon={<Trash2 size={16} />} onClick={() => onRemove(entry)} />
      </div>
    </li>
  );
});

/** In groups of three or four for the eye; as text they stay together, so that copying gives the digits alone. */
export function Digits({ code }: { readonly code: string }) {
  // Letters are read as one word: Steam shows five of them.
  if (!/^\d+$/.test(code) || code.length < 6) return <span className={styles.digits}>{code}</span>;
  const half = Math.ceil(code.length / 2);
  return (
    <span className={styles.digits}>
      <span>{code.slice(0, half)}</span>
      <span>{code.slice(half)}</span>
    </span>
  );
}

export function TimeLeft({ code }: { readonly code: CurrentCode }) {
  const now = useSecond();
  const { validFrom, validUntil } = code;
  if (validFrom === undefined || validUntil === undefined) return null;
  const seconds = Math.max(0, Math.ceil((validUntil - now) / 1000));
  const left = (seconds * 1000) / (validUntil - validFrom);
  return <CodeRing left={left} label={text.secondsLeft(seconds)} ending={seconds <= 5} />;
}

function copy(codeId: string): void {
  call("codes.copy", { codeId }).then(({ clearsAt }) => {
    showToast({ text: text.copied(Math.max(1, Math.round((clearsAt - Date.now()) / 1000))) });
  }, tellProblem);
}

export function tellProblem(failure: unknown): void {
  showToast({ text: errorText(toErrorView(failure)), tone: "problem" });
}

function missingText(missing: NonNullable<CurrentCode["missing"]>): string {
  if (missing === "secret-changed") return text.secretChanged;
  return missing === "secret-gone" ? text.secretGone : text.keychainLocked;
}
