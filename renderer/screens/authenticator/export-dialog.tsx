// Codes for another authenticator or for a safe place: which format, its passphrase or a warning, and what was written.
import { type ReactNode, useState } from "react";
import type { CallOutput } from "../../../shared/ipc/contract.ts";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { ExportFormat, type ExportReport, sealedFormats } from "../../../shared/models/export.ts";
import { call } from "../../ipc/client.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { CheckBox } from "../../parts/check-box.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { isRight, NewPassphrase, nothingTyped } from "../../parts/new-passphrase.tsx";
import { Select } from "../../parts/select.tsx";
import { words } from "../../words/words.ts";
import { useConfirm } from "../lock/use-confirm.tsx";
import styles from "./importing.module.css";
import { QrPictures } from "./qr-pictures.tsx";

const text = words.exporting;

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const [format, setFormat] = useState<ExportFormat>("gatepost");
  const [typed, setTyped] = useState(nothingTyped);
  const [understood, setUnderstood] = useState(false);
  const confirm = useConfirm();
  const [tries, setTries] = useState(0);
  const [report, setReport] = useState<ExportReport>();
  const [shown, setShown] = useState<CallOutput<"export.revealMigration">>();
  const [refused, setRefused] = useState<ErrorView>();
  const saving = useJobCall("export.save", ({ result }) => {
    if (result?.kind !== "exported") return;
    setReport(result.report);
    setTyped(nothingTyped);
  });
  const sealed = sealedFormats.has(format);
  const isReady = sealed ? isRight(typed) : understood && confirm.isReady;
  const begin = () => {
    setTries(tries + 1);
    setRefused(undefined);
    if (!isReady) return;
    const confirmed = sealed ? {} : confirm.take();
    if (format === "google-migration") {
      call("export.revealMigration", confirmed).then(setShown, (failure: unknown) =>
        setRefused(toErrorView(failure)),
      );
    } else {
      saving.start({ format, ...confirmed, ...(sealed && { passphrase: typed.passphrase }) });
    }
  };
  const ended = report !== undefined || shown !== undefined;
  const error = refused ?? (saving.error?.code === "cancelled" ? undefined : saving.error);
  const close = () => {
    saving.cancel();
    onClose();
  };

  return (
    <Dialog
      title={text.title}
      onClose={close}
      actions={
        ended ? (
          <Button kind="primary" onClick={onClose}>
            {words.common.close}
          </Button>
        ) : (
          <>
            <Button onClick={saving.running ? saving.cancel : close}>{words.common.cancel}</Button>
            {!saving.running && (
              <Button kind="primary" disabled={!sealed && !isReady} onClick={begin}>
                {format === "google-migration" ? text.show : text.save}
              </Button>
            )}
          </>
        )
      }
    >
      {error && <ErrorNote error={error} />}
      {saving.running && (
        <JobBar job={saving.job} label={text.working} phase={text.phases[saving.job?.phase ?? ""]} />
      )}
      {report && <Report report={report} />}
      {shown && (
        <>
          <QrPictures pictures={shown.pictures} />
          <LeftOutList entries={shown.leftOut} />
        </>
      )}
      {!ended && !saving.running && (
        <Form problems={tries} onSubmit={begin}>
          <Select
            label={text.format}
            value={format}
            options={ExportFormat.options.map((value) => ({ value, label: text.formats[value].name }))}
            onChange={(next) => {
              setFormat(next);
              setTries(0);
            }}
          />
          <p>{text.formats[format].says}</p>
          {sealed ? (
            <NewPassphrase
              label={text.passphrase}
              hint={text.passphraseHint}
              typed={typed}
              tried={tries > 0}
              onChange={setTyped}
            />
          ) : (
            <Unprotected {...{ understood, setUnderstood }} confirm={confirm.field} />
          )}
        </Form>
      )}
    </Dialog>
  );
}

function Unprotected({
  understood,
  setUnderstood,
  confirm,
}: {
  readonly understood: boolean;
  readonly setUnderstood: (understood: boolean) => void;
  readonly confirm: ReactNode;
}) {
  return (
    <>
      <div className={styles.warning}>
        <p>{text.warning}</p>
        <CheckBox checked={understood} onChange={setUnderstood}>
          {text.understood}
        </CheckBox>
      </div>
      {confirm}
    </>
  );
}

function Report({ report }: { readonly report: ExportReport }) {
  return (
    <>
      <p role="status">{text.done(report.entries, report.gone)}</p>
      <LeftOutList entries={report.leftOut} />
    </>
  );
}

function LeftOutList({ entries }: { readonly entries: ExportReport["leftOut"] }) {
  if (entries.length === 0) return null;
  return (
    <section className={styles.troubles}>
      <p>{text.leftOut}</p>
      <ul>
        {entries.map(({ issuer, account }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the list never changes
          <li key={index}>
            <bdi>{words.authenticator.nameOf(issuer, account)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
