// The authenticator: all codes with their rings, and the ways to add one. A picture can also be dropped or pasted here.
import { KeyRound, Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { CodeEntry } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Menu, MenuItem } from "../../parts/menu.tsx";
import { showToast } from "../../parts/toast.tsx";
import { words } from "../../words/words.ts";
import { BackupNote } from "../backup/backup-note.tsx";
import type { ScanSource } from "../scan/scan-source.ts";
import { useDroppedPictures } from "../scan/use-dropped-pictures.ts";
import { useScanning } from "../scan/use-scanning.tsx";
import styles from "./authenticator.module.css";
import { ByHandDialog } from "./by-hand-dialog.tsx";
import { ClockNote } from "./clock-note.tsx";
import { CodeRow, tellProblem } from "./code-row.tsx";
import { EditCodeDialog } from "./edit-code-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { LinkPhoneDialog } from "./qr-pictures.tsx";
import { type CodesNow, useCodes } from "./use-codes.ts";

const text = words.authenticator;
/** Afterwards it is brought back from the bin. */
const undoSeconds = 20;

type Open =
  | { readonly kind: "by-hand" }
  | { readonly kind: "edit"; readonly entry: CodeEntry }
  | { readonly kind: "import" }
  | { readonly kind: "export" }
  | { readonly kind: "link"; readonly entry: CodeEntry };

export function AuthenticatorScreen() {
  const codes = useCodes();
  const [open, setOpen] = useState<Open>();
  const close = useCallback(() => setOpen(undefined), []);
  const saved = useCallback(
    (entry: CodeEntry) => showToast({ text: text.added(text.nameOf(entry.issuer, entry.account)) }),
    [],
  );
  const byHand = useCallback(() => setOpen({ kind: "by-hand" }), []);
  const { scan, dialog } = useScanning({ onSaved: saved, onByHand: byHand });
  const { dropping, ...drop } = useDroppedPictures(
    (pictures) => scan({ from: "pictures", pictures }),
    open === undefined && dialog === undefined,
  );

  return (
    <main className={styles.screen} {...drop}>
      <Codes codes={codes} setOpen={setOpen} scan={scan} />
      {dropping && <div className={styles.dropping}>{words.scanning.drop}</div>}
      {dialog}
      {open?.kind === "edit" && (
        <EditCodeDialog
          entry={open.entry}
          onClose={close}
          onLink={() => setOpen({ kind: "link", entry: open.entry })}
        />
      )}
      {open?.kind === "link" && <LinkPhoneDialog entry={open.entry} onClose={close} />}
      {open?.kind === "export" && <ExportDialog onClose={close} />}
      {open?.kind === "import" && (
        <ImportDialog
          onClose={close}
          onImported={(added) => {
            close();
            showToast({ text: words.importing.done(added) });
          }}
        />
      )}
      {open?.kind === "by-hand" && (
        <ByHandDialog
          onClose={close}
          onSaved={(entry) => {
            close();
            saved(entry);
          }}
        />
      )}
    </main>
  );
}

function Codes({
  codes,
  setOpen,
  scan,
}: {
  readonly codes: CodesNow;
  readonly setOpen: (open: Open) => void;
  readonly scan: (source: ScanSource) => void;
}) {
  const [search, setSearch] = useState("");
  const entries = codes.list.state === "ready" ? codes.list.value : undefined;
  const shown = useMemo(() => entries?.filter((entry) => fits(entry, search)) ?? [], [entries, search]);
  const edit = useCallback((entry: CodeEntry) => setOpen({ kind: "edit", entry }), [setOpen]);
  const add = (
    <AddMenu
      scan={scan}
      byHand={() => setOpen({ kind: "by-hand" })}
      importCodes={() => setOpen({ kind: "import" })}
    />
  );
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h1>{text.title}</h1>
        {entries !== undefined && entries.length > 0 && (
          <>
            <input
              type="search"
              className={styles.search}
              aria-label={text.search}
              placeholder={text.search}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
            <Button onClick={() => setOpen({ kind: "export" })}>{words.exporting.button}</Button>
            {add}
          </>
        )}
      </header>
      <ClockNote />
      <BackupNote />
      {codes.list.state === "failed" && <ErrorNote error={codes.list.error} />}
      {entries?.length === 0 && (
        <EmptyState icon={<KeyRound size={32} />} title={text.empty} action={add}>
          <p>{text.emptyText}</p>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <ul className={styles.list} aria-label={text.list}>
          {shown.map((entry) => (
            <CodeRow
              key={entry.id}
              entry={entry}
              current={codes.current.get(entry.id)}
              onEdit={edit}
              onRemove={remove}
            />
          ))}
        </ul>
      )}
      {entries !== undefined && entries.length > 0 && shown.length === 0 && (
        <p role="status">{text.nothingFound(search)}</p>
      )}
    </div>
  );
}

function AddMenu({
  scan,
  byHand,
  importCodes,
}: {
  readonly scan: (source: ScanSource) => void;
  readonly byHand: () => void;
  readonly importCodes: () => void;
}) {
  return (
    <Menu
      trigger={
        <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />}>
          {text.add}
        </Button>
      }
    >
      <MenuItem onSelect={() => scan({ from: "screen" })}>{text.addScreen}</MenuItem>
      <MenuItem onSelect={() => scan({ from: "chooseFile" })}>{text.addPicture}</MenuItem>
      <MenuItem onSelect={() => scan({ from: "clipboard" })}>{text.addClipboard}</MenuItem>
      <MenuItem onSelect={byHand}>{text.addByHand}</MenuItem>
      <MenuItem onSelect={importCodes}>{words.importing.menu}</MenuItem>
    </Menu>
  );
}

/** Every word of the search stands somewhere in the names. */
function fits({ issuer, account }: CodeEntry, search: string): boolean {
  const names = `${issuer} ${account}`.toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word));
}

function remove(entry: CodeEntry): void {
  const name = text.nameOf(entry.issuer, entry.account);
  const codeId = entry.id;
  call("codes.remove", { codeId }).then(() => {
    const undo = () =>
      call("codes.restore", { codeId }).then(() => showToast({ text: text.restored(name) }), tellProblem);
    showToast({
      text: text.removed(name),
      action: { label: words.common.undo, run: () => void undo() },
      seconds: undoSeconds,
    });
  }, tellProblem);
}
