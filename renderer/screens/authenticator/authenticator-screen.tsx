// The authenticator: all codes with their rings, and the ways to add one. A picture can also be dropped or pasted here.
import { useCallback, useEffect, useMemo, useState } from "react";
import type { CodeEntry } from "../../../shared/models/code.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { LockButton } from "../lock/lock-button.tsx";
import { useDroppedPictures } from "../scan/use-dropped-pictures.ts";
import { useScanning } from "../scan/use-scanning.tsx";
import { AddCodeMenu } from "./add-code-menu.tsx";
import styles from "./authenticator.module.css";
import { BinDialog } from "./bin-dialog.tsx";
import { ByHandDialog } from "./by-hand-dialog.tsx";
import { EditCodeDialog } from "./edit/edit-code-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { GroupsDialog } from "./groups-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { groupsOf } from "./list/arrange-codes.ts";
import { CodesPane } from "./list/codes-pane.tsx";
import { LinkPhoneDialog } from "./qr-pictures.tsx";
import { useCodes } from "./use-codes.ts";

const text = words.authenticator;
const none: readonly CodeEntry[] = [];

type Open =
  | { readonly kind: "by-hand" }
  | { readonly kind: "edit"; readonly entry: CodeEntry }
  | { readonly kind: "bin" }
  | { readonly kind: "groups" }
  | { readonly kind: "import" }
  | { readonly kind: "export" }
  | { readonly kind: "link"; readonly entry: CodeEntry };

export function AuthenticatorScreen({
  scanAsked,
}: {
  /** see Place: the screen is to be scanned at once */
  readonly scanAsked?: number | undefined;
}) {
  const codes = useCodes();
  const settings = useCall("settings.get", undefined, ["settings.changed"]);
  const bin = useCall("codes.bin", undefined, ["codes.changed"]);
  const [open, setOpen] = useState<Open>();
  const entries = codes.list.state === "ready" ? codes.list.value : none;
  const groups = useMemo(() => groupsOf(entries), [entries]);
  const close = useCallback(() => setOpen(undefined), []);
  const edit = useCallback((entry: CodeEntry) => setOpen({ kind: "edit", entry }), []);
  const showBin = useCallback(() => setOpen({ kind: "bin" }), []);
  const showGroups = useCallback(() => setOpen({ kind: "groups" }), []);
  const saved = useCallback(
    (entry: CodeEntry) => showToast({ text: text.added(text.nameOf(entry.issuer, entry.account)) }),
    [],
  );
  const byHand = useCallback(() => setOpen({ kind: "by-hand" }), []);
  const { dialog, ...scanning } = useScanning({ onSaved: saved, onByHand: byHand });
  const { dropping, ...drop } = useDroppedPictures(
    (pictures) => scanning.scan({ from: "pictures", pictures }),
    open === undefined && dialog === undefined,
  );

  const { scan } = scanning;
  const go = useGo();
  useEffect(() => {
    if (scanAsked === undefined) return;
    scan({ from: "screen" });
    // Once: whoever unlocks later has not asked again.
    go({ at: "authenticator" });
  }, [scanAsked, scan, go]);
  const importCodes = useCallback(() => setOpen({ kind: "import" }), []);
  const exportCodes = useCallback(() => setOpen({ kind: "export" }), []);
  const commands = useMemo(
    () => [
      { name: text.commands.add(text.addScreen), keys: "", run: () => scan({ from: "screen" }) },
      { name: text.commands.add(text.addPicture), keys: "", run: () => scan({ from: "chooseFile" }) },
      { name: text.commands.add(text.addClipboard), keys: "", run: () => scan({ from: "clipboard" }) },
      { name: text.commands.add(text.addByHand), keys: "", run: byHand },
      { name: words.importing.menu, keys: "", run: importCodes },
      { name: words.exporting.button, keys: "", run: exportCodes },
    ],
    [scan, byHand, importCodes, exportCodes],
  );
  const add = <AddCodeMenu scanning={scanning} byHand={byHand} importCodes={importCodes} />;
  return (
    <main className={styles.screen} {...drop}>
      <CodesPane
        codes={codes}
        settings={settings.state === "ready" ? settings.value : undefined}
        binned={bin.state === "ready" ? bin.value.length : 0}
        add={add}
        commands={commands}
        tools={
          <>
            <LockButton />
            <Button onClick={exportCodes}>{words.exporting.button}</Button>
            {add}
          </>
        }
        onEdit={edit}
        onGroups={showGroups}
        onBin={showBin}
      />
      {dropping && <div className={styles.dropping}>{words.scanning.drop}</div>}
      {dialog}
      {open?.kind === "edit" && (
        <EditCodeDialog
          entry={open.entry}
          groups={groups.map(({ name }) => name)}
          onClose={close}
          onLink={() => setOpen({ kind: "link", entry: open.entry })}
        />
      )}
      {open?.kind === "link" && <LinkPhoneDialog entry={open.entry} onClose={close} />}
      {open?.kind === "bin" && <BinDialog onClose={close} />}
      {open?.kind === "groups" && <GroupsDialog groups={groups} onClose={close} />}
      {open?.kind === "export" && <ExportDialog onClose={close} />}
      {open?.kind === "import" && (
        <ImportDialog
          onClose={close}
          onImported={(done) => {
            close();
            showToast({ text: done });
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
