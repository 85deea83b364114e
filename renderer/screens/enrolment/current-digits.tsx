// The digits of this moment beside the field that asks for them: with a ring that runs down, to copy or to fill in.
import { useEffect, useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { isKeychainClosed } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { CodeRing } from "../../parts/code-ring.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { useWindowProtection } from "../lock/use-window-protection.ts";
import styles from "./enrolment.module.css";

const secondsBeforeTheEnd = 6;

export function CurrentDigits({
  codeId,
  onDigits,
  onFill,
}: {
  readonly codeId: string;
  /** is told of the digits whenever there are others */
  readonly onDigits?: (digits: string) => void;
  /** puts them into a field of ours; without it there is none */
  readonly onFill?: () => void;
}) {
  const text = words.enrolment.digits;
  const codes = useCall("codes.current", undefined, ["codes.changed"]);
  const now = useNow();
  const current = codes.state === "ready" ? codes.value.find(({ id }) => id === codeId) : undefined;
  const { validFrom, validUntil } = current ?? {};
  const over = validUntil !== undefined && now >= validUntil;
  const { reload } = codes;
  useEffect(() => {
    if (over) reload();
  }, [over, reload]);

  const digits = current?.missing === undefined ? current?.code : undefined;
  useEffect(() => {
    if (digits !== undefined) onDigits?.(digits);
  }, [digits, onDigits]);

  // Also where no gate of the lock stands around it.
  useWindowProtection();
  if (codes.state === "failed") return <p role="alert">{errorText(codes.error)}</p>;
  if (current === undefined) return null;
  if (current.missing !== undefined)
    return <p role="alert">{isKeychainClosed(current.missing) ? text.locked : text.gone}</p>;
  const seconds = validUntil === undefined ? 0 : Math.max(0, Math.ceil((validUntil - now) / 1_000));
  const left =
    validFrom === undefined || validUntil === undefined ? 0 : (validUntil - now) / (validUntil - validFrom);
  const copy = () =>
    call("codes.copy", { codeId }).then(
      ({ clearsAt }) =>
        showToast({
          text: words.enrolment.authenticator.copied(Math.round((clearsAt - Date.now()) / 1_000)),
        }),
      (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <div className={styles.now}>
      <span className={styles.quiet}>{text.now}</span>
      <output className={styles.digits}>{grouped(current.code)}</output>
      <CodeRing left={left} label={text.seconds(seconds)} ending={seconds < secondsBeforeTheEnd} />
      <Button kind="quiet" onClick={copy}>
        {text.copy}
      </Button>
      {onFill && (
        <Button kind="quiet" onClick={onFill}>
          {text.fill}
        </Button>
      )}
    </div>
  );
}

function grouped(digits: string): string {
  return digits.length === 6 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits;
}

/** Milliseconds since 1970, renewed four times a second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return now;
}
