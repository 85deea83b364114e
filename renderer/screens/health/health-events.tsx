// The last things that happened to an account's logins, newest first, each in a sentence with the server's own words.
import { ErrorCode } from "../../../shared/ipc/errors.ts";
import type { HealthEvent } from "../../../shared/models/health.ts";
import { LinedList } from "../../parts/lined-list.tsx";
import { describeError } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { reasonOf } from "../relogin/possible-causes.tsx";
import styles from "./health.module.css";

export function HealthEvents({
  events,
  providerName,
}: {
  readonly events: readonly HealthEvent[];
  readonly providerName: string | undefined;
}) {
  const text = words.health;
  if (events.length === 0) return <p className={styles.quiet}>{text.nothingYet}</p>;
  return (
    <LinedList label={text.history} ordered>
      {events.map((event) => (
        <li key={`${event.at} ${event.kind}`} className={styles.event}>
          <time dateTime={new Date(event.at).toISOString()} title={text.whole(event.at)}>
            {text.at(event.at)}
          </time>
          <div>
            <p>
              {sentenceOf(event)}
              {event.times > 1 && (
                <span className={styles.quiet}> · {text.times(event.times, event.lastAt)}</span>
              )}
            </p>
            {event.kind === "refused" && event.cause !== undefined && (
              <p className={styles.quiet}>{reasonOf(event.cause, providerName)}</p>
            )}
            {event.serverText !== undefined && (
              <code className={styles.said}>
                {[event.responseCode, event.serverText].filter(Boolean).join(" ")}
              </code>
            )}
          </div>
        </li>
      ))}
    </LinedList>
  );
}

function sentenceOf(event: HealthEvent): string {
  const { protocols, events } = words.health;
  const where = event.protocol === undefined ? "" : `${protocols[event.protocol]}: `;
  switch (event.kind) {
    case "accepted":
    case "refused":
      return where + events[event.kind];
    case "tried":
      return event.code === "login-refused" ? where + events.tried : where + failureOf(event);
    case "renewed":
      return events.renewed[event.credential ?? "password"];
    case "failed":
      return where + failureOf(event);
  }
}

function failureOf({ code, protocol }: HealthEvent): string {
  const known = ErrorCode.safeParse(code);
  const detail = protocol === undefined ? {} : { protocol };
  return describeError({ code: known.success ? known.data : "internal", detail }).says;
}
