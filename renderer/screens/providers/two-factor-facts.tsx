// The second factor at one provider: what is offered, where, what is needed, step by step, and what one keeps.
import type { Provider } from "../../../shared/providers/provider.ts";
import { Facts } from "../../parts/facts.tsx";
import { PageSection } from "../../parts/page.tsx";
import { words } from "../../words/words.ts";
import { MenuPath, Steps, Sure } from "./fact-parts.tsx";
import { ProviderLinks } from "./provider-links.tsx";
import styles from "./providers.module.css";

export function TwoFactorFacts({ provider }: { readonly provider: Provider }) {
  const text = words.providers;
  const { offered, methods, menuPath, needs, steps, generalWay, unusableCode, oneDevice } =
    provider.twoFactor;
  return (
    <PageSection title={text.twoFactor}>
      <p>{text.offered[offered]}</p>
      <Facts>
        {methods.length > 0 && (
          <>
            <dt>{text.methods}</dt>
            <dd>{methods.map((method) => text.method[method]).join(", ")}</dd>
          </>
        )}
        {menuPath.length > 0 && (
          <>
            <dt>{text.where}</dt>
            <dd>
              <MenuPath path={menuPath} />
            </dd>
          </>
        )}
        {needs.length > 0 && (
          <>
            <dt>{text.needed}</dt>
            <dd>{needs.map((need) => text.need[need]).join(", ")}</dd>
          </>
        )}
      </Facts>
      <ProviderLinks provider={provider} pages={["two-factor", "two-factor-help", "web-login"]} />
      {unusableCode !== undefined && <p className={styles.note}>{unusableCode}</p>}
      {steps.length > 0 && (
        <div className={styles.part}>
          <h3>{text.steps}</h3>
          {generalWay && <p className={styles.note}>{text.stepsGeneral}</p>}
          <Steps steps={steps.map((step) => step.text)} />
          {oneDevice && <p>{text.oneDevice}</p>}
        </div>
      )}
      <Keep provider={provider} />
      <Sure how={provider.confidence.twoFactor} />
    </PageSection>
  );
}

function Keep({ provider }: { readonly provider: Provider }) {
  const text = words.providers;
  const { artefacts, offered } = provider.twoFactor;
  if (artefacts.length === 0 && offered !== "totp") return null;
  return (
    <div className={styles.part}>
      <h3>{text.keep}</h3>
      {artefacts.length === 0 && <p>{text.nothingKept}</p>}
      <dl className={styles.keep}>
        {artefacts.map(({ kind, count, purpose }) => (
          <div key={kind}>
            <dt>
              {text.artefact[kind]}
              {text.count(count)}
            </dt>
            <dd>{purpose}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
