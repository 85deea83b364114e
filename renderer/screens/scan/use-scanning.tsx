// Scanning from any screen: starts a search and draws its dialog, and after it the one that takes a collected export over.
import { type ReactNode, useCallback, useState } from "react";
import type { CodeEntry } from "../../../shared/models/code.ts";
import { showToast } from "../../parts/toast.tsx";
import { ImportDialog } from "../authenticator/import-dialog.tsx";
import { ScanDialog } from "./scan-dialog.tsx";
import type { ScanSource } from "./scan-source.ts";

type Open =
  | { readonly kind: "scan"; readonly source: ScanSource }
  | { readonly kind: "take-over"; readonly batchId: string };

export interface Scanning {
  readonly scan: (source: ScanSource) => void;
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
  const byHand = onByHand && {
    onByHand() {
      close();
      onByHand();
    },
  };
  if (open?.kind === "scan") {
    const dialog = (
      <ScanDialog
        source={open.source}
        onClose={close}
        onSaved={onSaved}
        onTakeOver={(batchId) => setOpen({ kind: "take-over", batchId })}
        {...byHand}
      />
    );
    return { scan, dialog };
  }
  if (open?.kind === "take-over") {
    const imported = (done: string) => {
      close();
      showToast({ text: done });
    };
    return {
      scan,
      dialog: (
        <ImportDialog
          source={{ from: "scan", batchId: open.batchId }}
          onClose={close}
          onImported={imported}
        />
      ),
    };
  }
  return { scan, dialog: undefined };
}
