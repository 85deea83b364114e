// Shows a certificate that nobody vouches for and asks whether to trust exactly this one. `Cancel` has the focus.
import type { ReactNode } from "react";
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import type { Pin } from "../../../shared/models/account.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { words } from "../../words/words.ts";
import styles from "./add-account.module.css";

/** SECURITY: longer than a double click, so that the second of two clicks trusts nothing that nobody has read. */
const trustPause = 1_000;

/** The pin that an answer `certificate-untrusted` speaks of, if its detail is complete. */
export function pinOf(error: ErrorView): Pin | undefined {
  const { host, port, sha256 } = error.detail;
  if (error.code !== "certificate-untrusted") return undefined;
  if (typeof host !== "string" || typeof port !== "number" || typeof sha256 !== "string") return undefined;
  const plain = sha256.replaceAll(":", "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(plain) ? { host, port, sha256: plain } : undefined;
}

export function CertificateDialog({
  error,
  pin,
  onTrust,
  onCancel,
}: {
  readonly error: ErrorView;
  readonly pin: Pin;
  readonly onTrust: (pin: Pin) => void;
  readonly onCancel: () => void;
}) {
  const text = words.addAccount;
  const fact = (name: string) => String(error.detail[name] ?? "");
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      text.certificateSubject,
      [fact("subject"), namesIn(fact("names"))].filter((one) => one !== "").join("\n"),
    ],
    [text.certificateIssuer, fact("issuer")],
    [text.certificateValidity, text.certificateValid(day(fact("validFrom")), day(fact("validTo")))],
    [text.certificateHash, fingerprint(pin.sha256)],
    [text.certificateReason, text.certificateReasons[fact("reason")] ?? fact("reason")],
  ];
  const rows = facts.filter(([, value]) => value !== "");
  return (
    <AlertDialog
      // One certificate can follow the other: each is looked at anew.
      key={`${pin.host} ${pin.port} ${pin.sha256}`}
      title={text.certificateTitle}
      description={
        fact("reason") === "pin-changed"
          ? text.certificateChanged(pin.host, pin.port)
          : text.certificateText(pin.host, pin.port)
      }
      confirm={text.trust}
      width="wide"
      danger
      pause={trustPause}
      onConfirm={() => onTrust(pin)}
      onCancel={onCancel}
    >
      <dl className={styles.certificate}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles.certificateRow}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>{text.trustedHint}</p>
    </AlertDialog>
  );
}

/** In two lines of equal length, as people compare them. */
function fingerprint(sha256: string): ReactNode {
  const pairs = sha256.toUpperCase().match(/../g) ?? [];
  return (
    <>
      {pairs.slice(0, 16).join(":")}:<wbr />
      {pairs.slice(16).join(":")}
    </>
  );
}

/** `DNS:mail.example.org, IP Address:192.0.2.1` without the kinds. */
function namesIn(text: string): string {
  return text
    .split(/,\s*/)
    .map((name) => name.replace(/^(DNS|IP Address):/, ""))
    .join(", ");
}

function day(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toLocaleDateString([], { dateStyle: "medium" });
}
