// After the activation, in the provider's order: POP3/IMAP access switched on again, then a password for Gatepost, which
// is tried over IMAP and SMTP here. If the old password still works, nothing is asked for.
import { ClipboardPaste } from "lucide-react";
import { providerOf } from "../../../../shared/providers/index.ts";
import { type JobCall, useCall, useJobCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { JobBar } from "../../../parts/job-bar.tsx";
import { words } from "../../../words/words.ts";
import { SignInForm } from "../../relogin/sign-in-form.tsx";
import styles from "../enrolment.module.css";
import { openProviderPage } from "../open-provider-page.ts";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function SwitchImapOn({ view, act, busy, problem }: StepProps<"imap-switch">) {
  const text = words.enrolment.guide.after;
  const facts = providerOf(view.providerId)?.afterActivation.imapSwitch;
  return (
    <StepFrame title={text.imapTitle} why={text.imapWhy(view.providerName)}>
      <Instructions menuPath={facts?.menuPath ?? []} steps={facts?.steps ?? []} />
      {view.how !== "here" && view.pages.includes("imap-switch") && (
        <ButtonRow>
          <Button onClick={() => openProviderPage(view.accountId, "imap-switch")}>{text.openImap}</Button>
        </ButtonRow>
      )}
      <ProblemNote problem={problem} />
      <ButtonRow>
        <Button kind="primary" busy={busy} onClick={() => act({ kind: "continue" })}>
          {words.enrolment.guide.next}
        </Button>
      </ButtonRow>
    </StepFrame>
  );
}

export function MakeAppPassword({ view, act, busy, problem }: StepProps<"app-password">) {
  const text = words.enrolment.guide.after;
  const facts = providerOf(view.providerId)?.afterActivation.appPassword;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const state =
    accounts.state === "ready" ? accounts.value.find(({ id }) => id === view.accountId)?.state : undefined;
  const signIn = useJobCall("accounts.signIn", () => act({ kind: "continue" }));
  const pasted = useJobCall("enrolment.signInPasted", () => act({ kind: "continue" }));
  const flows = state?.kind === "ok" && !signIn.running && !pasted.running;
  return (
    <StepFrame title={text.appTitle} why={text.appWhy(view.providerName)}>
      <Instructions menuPath={facts?.menuPath ?? []} steps={facts?.steps ?? []} />
      {facts?.revokedBy?.map((why) => (
        <p key={why} className={styles.quiet}>
          {text.revoked[why]}
        </p>
      ))}
      {facts?.worksAfterMinutes !== undefined && (
        <p className={styles.note}>{text.worksAfter(facts.worksAfterMinutes)}</p>
      )}
      {view.how !== "here" && view.pages.includes("app-password") && (
        <ButtonRow>
          <Button onClick={() => openProviderPage(view.accountId, "app-password")}>{text.openApp}</Button>
        </ButtonRow>
      )}
      <PasteAndSignIn view={view} pasted={pasted} blocked={signIn.running} needed={!flows} />
      <SignInForm accountId={view.accountId} wants="app-password" signIn={signIn} second={true} />
      {flows && (
        <p role="status" className={styles.good}>
          {text.flows}
        </p>
      )}
      <ProblemNote problem={problem} />
      <ButtonRow>
        <Button kind={flows ? "primary" : "quiet"} busy={busy} onClick={() => act({ kind: "continue" })}>
          {flows ? words.enrolment.guide.next : text.skip}
        </Button>
      </ButtonRow>
    </StepFrame>
  );
}

/** The password as it was copied from the page: one press instead of a field and a button. */
function PasteAndSignIn({
  view,
  pasted,
  blocked,
  needed,
}: Pick<StepProps<"app-password">, "view"> & {
  readonly pasted: JobCall<"enrolment.signInPasted">;
  readonly blocked: boolean;
  /** nothing is signed in yet */
  readonly needed: boolean;
}) {
  const text = words.enrolment.guide.after;
  return (
    <>
      <ButtonRow>
        <Button
          kind={needed ? "primary" : "plain"}
          icon={<ClipboardPaste size={16} />}
          busy={pasted.running}
          disabled={blocked}
          onClick={() => pasted.start({ enrolmentId: view.id })}
        >
          {text.paste}
        </Button>
      </ButtonRow>
      {pasted.running && (
        <JobBar
          job={pasted.job}
          label={words.relogin.working}
          phase={words.relogin.phases[pasted.job?.phase ?? ""]}
          onCancel={pasted.cancel}
        />
      )}
      {pasted.error !== undefined && !pasted.running && <ErrorNote error={pasted.error} />}
      <p className={styles.quiet}>{text.orType}</p>
    </>
  );
}

function Instructions({
  menuPath,
  steps,
}: {
  readonly menuPath: readonly string[];
  readonly steps: readonly string[];
}) {
  const text = words.enrolment.guide.after;
  return (
    <>
      {menuPath.length > 0 && (
        <p className={styles.quiet}>
          {text.menuPath} {menuPath.join(" › ")}
        </p>
      )}
      {steps.length > 0 && (
        <ul className={styles.bullets}>
          {steps.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
