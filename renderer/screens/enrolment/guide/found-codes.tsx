// What a scan has found, before anything is kept: issuer, account and the page it was shown on, and the question.
import type { FoundCode } from "../../../../shared/models/code.ts";
import { providerOf } from "../../../../shared/providers/index.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { PhoneToo } from "../phone-too.tsx";
import type { StepProps } from "../step-props.ts";

export function FoundCodes({
  found,
  shownOn,
  ...props
}: StepProps<"guide"> & {
  readonly found: readonly FoundCode[];
  /** the domain of the page, if Gatepost shows it */
  readonly shownOn: string | undefined;
}) {
  const usable = found.filter(({ entry }) => entry !== undefined);
  // Advertising beside the code is of no interest once the code is there.
  const shown = usable.length > 0 ? usable : found;
  return shown.map((code) =>
    code.entry ? (
      <Usable key={code.foundId} {...props} code={code} entry={code.entry} shownOn={shownOn} />
    ) : (
      <Unusable key={code.foundId} code={code} providerId={props.view.providerId} />
    ),
  );
}

function Usable({
  code,
  entry,
  shownOn,
  view,
  act,
  busy,
}: StepProps<"guide"> & {
  readonly code: FoundCode;
  readonly entry: NonNullable<FoundCode["entry"]>;
  readonly shownOn: string | undefined;
}) {
  const text = words.enrolment.guide.qr;
  const { issuer, account } = entry;
  // The same question as in the core, which refuses without `anyway`: names that are no addresses say nothing.
  const other = account.includes("@") && account.toLowerCase() !== view.address.toLowerCase();
  const keep = () => act({ kind: "use-found", foundId: code.foundId, ...(other ? { anyway: true } : {}) });
  return (
    <section className={styles.found} aria-label={text.found}>
      <h3>{text.found}</h3>
      <dl className={styles.facts}>
        <div>
          <dt>{text.issuer}</dt>
          <dd>
            <bdi>{issuer || text.notSaid}</bdi>
          </dd>
        </div>
        <div>
          <dt>{text.account}</dt>
          <dd>
            <bdi>{account || text.notSaid}</bdi>
          </dd>
        </div>
        {shownOn !== undefined && (
          <div>
            <dt>{text.page}</dt>
            <dd>
              <bdi>{shownOn}</bdi>
            </dd>
          </div>
        )}
      </dl>
      {other && <p className={styles.note}>{text.other(account, view.address)}</p>}
      <ButtonRow>
        <Button kind={other ? "plain" : "primary"} busy={busy} onClick={keep}>
          {other ? text.keepAnyway : text.keep}
        </Button>
      </ButtonRow>
      <PhoneToo view={view} />
    </section>
  );
}

function Unusable({ code, providerId }: { readonly code: FoundCode; readonly providerId: string }) {
  const text = words.enrolment.guide.qr;
  const instead = providerOf(providerId)?.twoFactor.unusableCode ?? text.instead;
  return (
    <div className={styles.problem} role="alert">
      <p>{text.unusable[code.kind]}</p>
      {code.problem && <ErrorNote error={code.problem} />}
      <p>{instead}</p>
    </div>
  );
}
