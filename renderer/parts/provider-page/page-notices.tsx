// What a provider's page wanted: to lead elsewhere, or to hand over a file. The user decides; nothing happens by itself.
import { FileDown, ShieldAlert } from "lucide-react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { PageView } from "../../../shared/models/provider-page.ts";
import { call } from "../../ipc/client.ts";
import { fileSize } from "../../words/dates.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { Button } from "../button.tsx";
import { showToast } from "../toast.tsx";
import styles from "./provider-page.module.css";

const run = (asked: Promise<unknown>) =>
  asked.catch((failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }));

export function BlockedNotice({ blocked }: { readonly blocked: NonNullable<PageView["blocked"]> }) {
  const text = words.providerPage;
  const { why, host, asciiHost, canOpenOutside } = blocked;
  return (
    <div className={styles.notice} role="alert">
      <ShieldAlert size={18} className={styles.icon} aria-hidden="true" />
      <p>
        {text.blocked[why](host)}
        {/* SECURITY: P23. Letters of other alphabets can look like Latin ones. */}
        {asciiHost !== host && ` ${text.foreignName(asciiHost)}`}
      </p>
      {canOpenOutside && (
        <Button onClick={() => void run(call("page.openBlocked"))}>{text.openBlocked}</Button>
      )}
      <Button kind="quiet" onClick={() => void run(call("page.dismissBlocked"))}>
        {text.dismiss}
      </Button>
    </div>
  );
}

export function OfferNotice({
  download,
  onTaken,
}: {
  readonly download: NonNullable<PageView["download"]>;
  /** without it nobody here has a use for a file */
  readonly onTaken: ((downloadId: string) => void) | undefined;
}) {
  const text = words.providerPage;
  const { id: downloadId, name, size } = download;
  const take = () => void run(call("page.takeDownload", { downloadId }).then(() => onTaken?.(downloadId)));
  return (
    <div className={styles.notice} role="alert">
      <FileDown size={18} className={styles.icon} aria-hidden="true" />
      <p>{text.offered(name, fileSize(size))}</p>
      {onTaken !== undefined && (
        <Button kind="primary" onClick={take}>
          {text.take}
        </Button>
      )}
      <Button kind="quiet" onClick={() => void run(call("page.refuseDownload", { downloadId }))}>
        {text.refuse}
      </Button>
    </div>
  );
}
