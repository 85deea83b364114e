// What happens to mail programs at one provider once the second factor is on: app password, access, OAuth2.
import type { AppPassword, Provider } from "../../../shared/providers/provider.ts";
import { PageSection } from "../../parts/page.tsx";
import { words } from "../../words/words.ts";
import { Lines, MenuPath, Steps, Sure } from "./fact-parts.tsx";
import { ProviderLinks } from "./provider-links.tsx";
import styles from "./providers.module.css";

export function MailProgramFacts({ provider }: { readonly provider: Provider }) {
  const text = words.providers;
  const { effect, summary, appPassword, imapSwitch } = provider.afterActivation;
  return (
    <PageSection title={text.programs}>
      <p className={styles.strong}>{text.effect[effect]}</p>
      <p>{summary}</p>
      {appPassword && (
        <div className={styles.part}>
          <h3>{text.appPassword}</h3>
          <Lines lines={appPasswordLines(appPassword)} />
          {appPassword.menuPath.length > 0 && <MenuPath path={appPassword.menuPath} />}
          {appPassword.steps.length > 0 && <Steps steps={appPassword.steps} />}
          <ProviderLinks provider={provider} pages={["app-password"]} />
        </div>
      )}
      {imapSwitch && (
        <div className={styles.part}>
          <h3>{text.imapSwitch}</h3>
          <Lines
            lines={[
              ...(imapSwitch.required ? [text.imapSwitchRequired] : []),
              text.imapSwitchNamed(imapSwitch.name),
            ]}
          />
          {imapSwitch.menuPath.length > 0 && <MenuPath path={imapSwitch.menuPath} />}
          <Steps steps={imapSwitch.steps} />
          <ProviderLinks provider={provider} pages={["imap-switch"]} />
        </div>
      )}
      {provider.oauth && !provider.oauth.required && <p>{text.oauth}</p>}
      <Sure how={provider.confidence.afterActivation} />
    </PageSection>
  );
}

function appPasswordLines(known: AppPassword): readonly string[] {
  const text = words.providers;
  const when = known.always ? "always" : known.required ? "required" : "optional";
  return [
    text.appPasswordWhen[when],
    text.appPasswordNamed(known.name),
    ...(known.onlyAfterActivation ? [text.onlyAfter] : []),
    ...(known.revokedBy ?? []).map((by) => text.revokedBy[by]),
    ...(known.worksAfterMinutes === undefined ? [] : [text.worksAfter(known.worksAfterMinutes)]),
    ...(known.cosmetic === undefined ? [] : [text.cosmetic[known.cosmetic]]),
  ];
}
