// Backups: setting automatic ones up, how they go, and getting things back out of one.
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Page, PageSection } from "../../parts/page.tsx";
import { showToast } from "../../parts/toast.tsx";
import { type Place, useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { ImportDialog } from "../authenticator/import-dialog.tsx";
import type { ImportSource } from "../authenticator/import-source.ts";
import { AutomaticOn, SetUp } from "./automatic-section.tsx";
import { OnPaper } from "./on-paper.tsx";
import { Versions } from "./versions.tsx";

const text = words.backup;

export function BackupScreen({ from }: { readonly from: Place }) {
  const go = useGo();
  const [restoring, setRestoring] = useState<ImportSource>();
  const backup = useCall("backup.get", undefined, ["backup.changed", "codes.changed"]);
  return (
    <Page
      title={text.title}
      lead={text.lead}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go(from)}>
          {words.common.back}
        </Button>
      }
    >
      {backup.state === "failed" && <ErrorNote error={backup.error} />}
      {backup.state === "ready" && (
        <>
          <PageSection title={text.automatic}>
            {backup.value.automatic ? (
              <AutomaticOn view={backup.value} automatic={backup.value.automatic} />
            ) : (
              <SetUp />
            )}
          </PageSection>
          <PageSection title={text.restore}>
            <p>{text.restoreAbout}</p>
            {backup.value.automatic && (
              <Versions onRestore={(versionId) => setRestoring({ from: "version", versionId })} />
            )}
            <div>
              <Button onClick={() => setRestoring({ from: "backup" })}>{text.chooseFile}</Button>
            </div>
          </PageSection>
          <PageSection title={text.paper.title}>
            <OnPaper />
          </PageSection>
        </>
      )}
      {restoring && (
        <ImportDialog
          source={restoring}
          onClose={() => setRestoring(undefined)}
          onImported={(done) => {
            setRestoring(undefined);
            showToast({ text: done });
          }}
        />
      )}
    </Page>
  );
}
