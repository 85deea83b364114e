// The code of an entry: hidden until it is asked for if the user wants that, with the next one near the end of its time,
// and the ring. Redrawn each second, so it holds nothing else.
import type { CodeGroups } from "../../../../shared/models/app.ts";
import {
  type CodeEntry,
  type CurrentCode,
  isKeychainClosed,
  type MissingCode,
} from "../../../../shared/models/code.ts";
import { CodeRing } from "../../../parts/code-ring.tsx";
import { words } from "../../../words/words.ts";
import { useSecond } from "../use-second.ts";
import { groupDigits } from "./arrange-codes.ts";
import styles from "./code-list.module.css";
import type { RowView } from "./use-row-views.ts";

const text = words.authenticator;
/** The next code is shown by itself for the last third of the time, but not longer than this; seconds. */
const nextFor = 10;

export function CodeCell({
  entry,
  code,
  missing,
  view,
  hidden,
  groups,
}: {
  readonly entry: CodeEntry;
  /** undefined while there is none to show */
  readonly code: CurrentCode | undefined;
  readonly missing: CurrentCode["missing"];
  readonly view: RowView;
  readonly hidden: boolean;
  readonly groups: CodeGroups;
}) {
  const now = useSecond();
  if (missing !== undefined) {
    return (
      <div className={styles.codes}>
        <span className={styles.missing}>{missingText(missing)}</span>
      </div>
    );
  }
  if (!code) {
    return (
      <div className={styles.codes}>
        {entry.type === "hotp" && <span className={styles.hint}>{text.counterHint}</span>}
      </div>
    );
  }
  const time = timeLeft(code, now);
  const covered = hidden && (view.revealedUntil ?? 0) <= now;
  const showNext = !covered && (view.nextShown || (time !== undefined && time.seconds <= time.nextFrom));
  return (
    <>
      <div className={styles.codes}>
        {covered ? (
          <Covered code={code.code} groups={groups} />
        ) : (
          <Digits code={code.code} groups={groups} ending={time !== undefined && time.seconds <= 5} />
        )}
        {showNext && code.next !== undefined && (
          <span className={styles.next}>
            {text.nextIs} <Digits code={code.next} groups={groups} />
          </span>
        )}
      </div>
      <TimeLeft code={code} />
    </>
  );
}

/** In the place of a code that nobody has asked for. */
export function Covered({ code, groups }: { readonly code: string; readonly groups: CodeGroups }) {
  return (
    <span className={styles.covered} role="img" aria-label={text.hidden}>
      {groupDigits("0".repeat(code.length), groups).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <span key={index}>{"•".repeat(group.length)}</span>
      ))}
    </span>
  );
}

/** As text they stay together, so that copying gives the digits alone. */
export function Digits({
  code,
  groups = "halves",
  ending = false,
}: {
  readonly code: string;
  readonly groups?: CodeGroups;
  readonly ending?: boolean;
}) {
  return (
    <span className={`${styles.digits} ${ending ? styles.ending : ""}`}>
      {groupDigits(code, groups).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group has no other name than its place
        <span key={index}>{group}</span>
      ))}
    </span>
  );
}

export function TimeLeft({ code }: { readonly code: CurrentCode }) {
  const time = timeLeft(code, useSecond());
  if (!time) return null;
  return <CodeRing left={time.left} label={text.secondsLeft(time.seconds)} ending={time.seconds <= 5} />;
}

/** `seconds` that remain, `left` the part of the period, `nextFrom` the seconds from which the next code is shown. */
function timeLeft({ validFrom, validUntil }: CurrentCode, now: number) {
  if (validFrom === undefined || validUntil === undefined) return undefined;
  const seconds = Math.max(0, Math.ceil((validUntil - now) / 1000));
  const period = validUntil - validFrom;
  return { seconds, left: (seconds * 1000) / period, nextFrom: Math.min(nextFor, period / 3_000) };
}

function missingText(missing: MissingCode): string {
  if (isKeychainClosed(missing)) return text.keychainLocked;
  return missing === "secret-gone" ? text.secretGone : text.secretChanged;
}
