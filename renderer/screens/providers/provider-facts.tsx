// Everything that is known of one provider, from the second factor to the sources; or, where nothing is known, the
// general way. It stands on a page of its own and in a dialog.
import { ExternalLink } from "lucide-react";
import type { Provider } from "../../../shared/providers/provider.ts";
import { Button } from "../../parts/button.tsx";
import { PageSection } from "../../parts/page.tsx";
import { words } from "../../words/words.ts";
import { Lines, Steps } from "./fact-parts.tsx";
import { MailProgramFacts } from "./mail-program-facts.tsx";
import { openKnown } from "./open-known.ts";
import styles from "./providers.module.css";
import { ServerFacts } from "./server-facts.tsx";
import { TwoFactorFacts } from "./two-factor-facts.tsx";

export function ProviderFacts({ provider }: { readonly provider: Provider | undefined }) {
  if (provider === undefined) return <GeneralWay />;
  const text = words.providers;
  return (
    <div className={styles.all}>
      <TwoFactorFacts provider={provider} />
      <MailProgramFacts provider={provider} />
      <ServerFacts provider={provider} />
      {provider.doubts.length > 0 && (
        <PageSection title={text.doubts}>
          <Lines lines={provider.doubts} />
        </PageSection>
      )}
      <PageSection title={text.sources}>
        <p>{text.checked(provider.checked)}</p>
        <Sources provider={provider} />
      </PageSection>
    </div>
  );
}

function Sources({ provider }: { readonly provider: Provider }) {
  return (
    <ul className={styles.sources}>
      {provider.sources.map((address, source) => {
        const short = address.replace(/^https:\/\//, "").replace(/\/$/, "");
        return (
          <li key={address}>
            <Button
              kind="quiet"
              className={styles.source}
              icon={<ExternalLink size={14} />}
              aria-label={words.providers.source(short)}
              onClick={() => openKnown(provider.id, { source })}
            >
              {short}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function GeneralWay() {
  const text = words.providers;
  return (
    <PageSection title={text.unknown}>
      <p>{text.unknownText}</p>
      <Steps steps={text.unknownSteps} />
      <p>{text.unknownAsk}</p>
    </PageSection>
  );
}
