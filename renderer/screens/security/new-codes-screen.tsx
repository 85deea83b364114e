// New backup codes for an account: made on the provider's page, which stands beside the field where it may, and pasted
// here. They replace all old ones at once. What was pasted goes with the screen.
import { ArrowLeft } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { PageColumns } from "../../parts/provider-page/page-columns.tsx";
import { ProviderPage } from "../../parts/provider-page/provider-page.tsx";
import { TextArea } from "../../parts/text-area.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { providerOfAccount } from "../providers/provider-of-account.ts";
import styles from "./security.module.css";

export function NewCodesScreen({ accountId }: { readonly accountId: string }) {
  const go = useGo();
  const text = words.kept;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const account = accounts.state === "ready" ? accounts.value.find(({ id }) => id === accountId) : undefined;
  const provider = account && providerOfAccount(account);
  const beside = provider?.refusesEmbedding === false && provider.links.security !== undefined;
  const leave = () => go({ at: "security", accountId });
  const replacing = <Replacing accountId={accountId} beside={beside} onReplaced={leave} />;
  return (
    <main className={beside ? styles.besidePage : styles.alone}>
      <PageHead
        title={text.newCodesTitle}
        back={
          <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={leave}>
            {words.enrolment.toSecurity}
          </Button>
        }
      >
        {account?.address}
      </PageHead>
      {beside ? (
        <PageColumns page={<ProviderPage accountId={accountId} link="security" />}>{replacing}</PageColumns>
      ) : (
        replacing
      )}
    </main>
  );
}

function Replacing({
  accountId,
  beside,
  onReplaced,
}: {
  readonly accountId: string;
  /** the provider's page is on screen already */
  readonly beside: boolean;
  readonly onReplaced: () => void;
}) {
  const text = words.kept;
  const [pasted, setPasted] = useState("");
  const [problem, setProblem] = useState<ErrorView>();
  const [busy, setBusy] = useState(false);
  const replace = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    call("kept.replaceBackupCodes", { accountId, text: pasted })
      .then(
        ({ count }) => {
          showToast({ text: text.replaced(count) });
          onReplaced();
        },
        (failure: unknown) => setProblem(toErrorView(failure)),
      )
      .finally(() => setBusy(false));
  };
  const openPage = () =>
    call("links.openProvider", { accountId, link: "security" }).catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <form onSubmit={replace} className={styles.replacing}>
      <p>{text.newCodesAbout}</p>
      {!beside && (
        <ButtonRow>
          <Button onClick={openPage}>{text.look}</Button>
        </ButtonRow>
      )}
      <TextArea label={text.pasted} rows={8} value={pasted} onChange={setPasted} />
      {problem && <ErrorNote error={problem} />}
      <ButtonRow>
        <Button type="submit" kind="primary" busy={busy} disabled={pasted.trim() === ""}>
          {text.replace}
        </Button>
        <Button kind="quiet" onClick={onReplaced}>
          {words.common.cancel}
        </Button>
      </ButtonRow>
    </form>
  );
}
