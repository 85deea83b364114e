// Scanning from any screen: starts a search and draws its dialog, and after it the one that takes a collected export over.
import { type ReactNode, useCallback, useState } from "react";
import type { CodeEntry } from "../../../shared/models/code.ts";
import { showToast } from "../../parts/toast.tsx";
import { ImportDialog } from "../authenticator/import-dialog.tsx";
import type { ImportSource } from "../authenticator/import-source.ts";
import { CameraDialog } from "./camera-dialog.tsx";
import { ChooseSourceDialog } from "./choose-source-dialog.tsx";
import { ScanDialog } from "./scan-dialog.tsx";
import type { ScanSource } from "./scan-source.ts";
import { UnlockFirst } from "./unlock-first.tsx";

type Open =
  | { readonly kind: "scan"; readonly source: ScanSource }
  | { readonly kind: "choose-source" }
  | { readonly kind: "camera" }
  | { readonly kind: "import"; readonly source: ImportSource };

export interface Scanning {
  readonly scan: (source: ScanSource) => void;
  /** asks for a screen or window first */
  readonly chooseSource: () => void;
  readonly openCamera: () => void;
  /** to be drawn; undefined while nothing is open */
  readonly dialog: ReactNode;
}

export function useScanning({
  onSaved,
  onByHand,
}: {
  readonly onSaved: (entry: CodeEntry) => void;
  readonly onByHand?: () => void;
}): Scanning {
  const [open, setOpen] = useState<Open>();
  const close = useCallback(() => setOpen(undefined), []);
  const scan = useCallback((source: ScanSource) => setOpen({ kind: "scan", source }), []);
  const chooseSource = useCallback(() => setOpen({ kind: "choose-source" }), []);
  const scanSource = useCallback(
    (sourceId: string | undefined) => scan({ from: "source", sourceId }),
    [scan],
  );
  const openCamera = useCallback(() => setOpen({ kind: "camera" }), []);
  const takeOver = useCallback((source: ImportSource) => setOpen({ kind: "import", source }), []);
  const ways = { scan, chooseSource, openCamera };
  const byHand = onByHand && {
    onByHand() {
      close();
      onByHand();
    },
  };
  if (!open) return { ...ways, dialog: undefined };
  const draw = () => {
    switch (open.kind) {
      case "scan":
        return (
          <ScanDialog
            source={open.source}
            onClose={close}
            onSaved={onSaved}
            onTakeOver={takeOver}
            {...byHand}
          />
        );
      case "choose-source":
        return <ChooseSourceDialog onChoose={scanSource} onClose={close} />;
      case "camera": {
        const file = () => scan({ from: "chooseFile" });
        return <CameraDialog onClose={close} onSaved={onSaved} onChooseFile={file} onTakeOver={takeOver} />;
      }
      case "import": {
        const imported = (done: string) => {
          close();
          showToast({ text: done });
        };
        return <ImportDialog source={open.source} onClose={close} onImported={imported} />;
      }
    }
  };
  return { ...ways, dialog: <UnlockFirst onClose={close}>{draw()}</UnlockFirst> };
}
