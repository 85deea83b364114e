// Switching on two-factor authentication for one account: the list of steps, and the present one beside it.
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import type { EnrolmentView } from "../../../shared/models/enrolment.ts";
import type { PageLink } from "../../../shared/models/provider-page.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { spoken } from "../../parts/spoken.ts";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import styles from "./enrolment.module.css";
import { BesidePage } from "./guide/beside-page.tsx";
import { OwnBrowser } from "./guide/own-browser.tsx";
import { TakenPdfContext, useTakenPdf } from "./guide/taken-pdf.ts";
import { LoginAgain, needsLogin } from "./login-again.tsx";
import { StepList } from "./step-list.tsx";
import { StepScreen } from "./step-screen.tsx";
import { type Enrolment, useEnrolment } from "./use-enrolment.ts";

export function EnrolmentScreen({ accountId }: { readonly accountId: string }) {
  const go = useGo();
  const text = words.enrolment;
  const enrolment = useEnrolment(accountId);
  const { view, error } = enrolment;
  const toSecurity = () => go({ at: "security", accountId });
  const link = view && pageFor(view);
  const pdf = useTakenPdf(view?.current.step === "guide" ? view.id : undefined, enrolment.act);
  return (
    <main className={link ? styles.besidePage : styles.page}>
      <section className={styles.region} aria-label={text.title}>
        <PageHead
          title={text.title}
          back={
            <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={toSecurity}>
              {text.toSecurity}
            </Button>
          }
        >
          {view && `${view.providerName} · ${view.address}`}
        </PageHead>
        {error !== undefined && <ErrorNote error={error} />}
        {view === undefined
          ? error === undefined && <p role="status">{words.common.loading}</p>
          : link === undefined && (
              <div className={styles.columns}>
                <StepList view={view} />
                <TakenPdfContext.Provider value={pdf}>
                  <Steps enrolment={enrolment} view={view} onStopped={toSecurity} />
                </TakenPdfContext.Provider>
              </div>
            )}
        {view && link && (
          <BesidePage
            accountId={accountId}
            link={link}
            at={view.at}
            wantsCode={wantsCode(view)}
            looks={view.looks}
            onFile={wantsPdf(view) ? pdf.takeDownload : undefined}
          >
            <TakenPdfContext.Provider value={pdf}>
              <Steps enrolment={enrolment} view={view} onStopped={toSecurity} />
            </TakenPdfContext.Provider>
            <StepList view={view} />
          </BesidePage>
        )}
      </section>
    </main>
  );
}

/** The page of the provider that is shown beside the present step; undefined: none. */
function pageFor({ how, current }: EnrolmentView): PageLink | undefined {
  if (how !== "here") return undefined;
  if (current.step === "guide") return "security";
  return current.step === "imap-switch" || current.step === "app-password" ? current.step : undefined;
}

function Steps({
  enrolment,
  view,
  onStopped,
}: {
  readonly enrolment: Enrolment;
  readonly view: EnrolmentView;
  readonly onStopped: () => void;
}) {
  const { act, busy, begin } = enrolment;
  return (
    <div className={styles.main}>
      {view.how === "own-browser" && <OwnBrowser view={view} />}
      <StepScreen key={`${view.at} ${view.current.step}`} view={view} act={act} busy={busy} begin={begin} />
      {needsLogin(view) && <LoginAgain act={act} busy={busy} />}
      <p role="status" className={spoken}>
        {busy ? words.enrolment.working : ""}
      </p>
      <Foot enrolment={enrolment} onStopped={onStopped} />
    </div>
  );
}

function Foot({ enrolment, onStopped }: { readonly enrolment: Enrolment; readonly onStopped: () => void }) {
  const text = words.enrolment;
  const [asking, setAsking] = useState(false);
  const { view, busy, act } = enrolment;
  if (view === undefined || view.current.step === "done") return null;
  const stop = async () => {
    setAsking(false);
    if (await enrolment.stop()) onStopped();
  };
  return (
    <ButtonRow>
      {view.canGoBack && (
        <Button onClick={() => act({ kind: "back" })} disabled={busy}>
          {words.common.back}
        </Button>
      )}
      {!isOn(view) && (
        <Button kind="quiet" onClick={() => setAsking(true)} disabled={busy}>
          {text.stop}
        </Button>
      )}
      {asking && (
        <AlertDialog
          title={text.stopTitle}
          description={text.stopText}
          confirm={text.stopConfirm}
          onConfirm={() => void stop()}
          onCancel={() => setAsking(false)}
        />
      )}
    </ButtonRow>
  );
}

/** What is on cannot be stopped from here. */
function isOn({ current }: EnrolmentView): boolean {
  return current.step === "imap-switch" || current.step === "app-password";
}

/** A PDF is of use only where the provider puts a key into one. */
function wantsPdf({ current, providerId }: EnrolmentView): boolean {
  const artefacts = providerOf(providerId)?.twoFactor.artefacts ?? [];
  const hasKey = artefacts.some(({ kind }) => kind === "secret-key-pdf" || kind === "emergency-key");
  return current.step === "guide" && hasKey;
}

function wantsCode({ current }: EnrolmentView): boolean {
  return current.step === "guide" && (current.asks === "qr-code" || current.codeId === undefined);
}
