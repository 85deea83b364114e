// All providers that are known, with a search, for whoever wants to look one up or is choosing one.
import { ArrowLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Provider } from "../../../shared/providers/index.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { Page } from "../../parts/page.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { type Place, useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import styles from "./providers.module.css";
import { searchProviders } from "./search-providers.ts";

export function ProvidersScreen({ from, search }: { readonly from: Place; readonly search?: string }) {
  const go = useGo();
  const text = words.providers;
  const [typed, setTyped] = useState(search ?? "");
  const found = searchProviders(typed);
  // Whoever comes back finds the list as it was.
  const open = (providerId: string | undefined) =>
    go({ at: "provider", providerId, from: { at: "providers", from, search: typed } });
  return (
    <Page
      title={text.allTitle}
      lead={text.allLead}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go(from)}>
          {words.common.back}
        </Button>
      }
    >
      <TextField
        label={text.search}
        hint={text.searchHint}
        type="search"
        autoFocus
        value={typed}
        onChange={setTyped}
      />
      <p role="status" className={styles.quiet}>
        {found.length === 0 ? text.noneFound : text.found(found.length)}
      </p>
      {found.length > 0 && (
        <ul className={styles.list} aria-label={text.list}>
          {found.map((provider) => (
            <ProviderItem key={provider.id} provider={provider} onOpen={() => open(provider.id)} />
          ))}
        </ul>
      )}
      <ButtonRow>
        <Button onClick={() => open(undefined)}>{text.other}</Button>
      </ButtonRow>
    </Page>
  );
}

function ProviderItem({ provider, onOpen }: { readonly provider: Provider; readonly onOpen: () => void }) {
  const text = words.providers;
  return (
    <li>
      <button type="button" className={styles.item} aria-label={provider.name} onClick={onOpen}>
        <span className={styles.itemText}>
          <span className={styles.name}>{provider.name}</span>
          <span className={styles.quiet}>
            {text.offered[provider.twoFactor.offered]} {text.effect[provider.afterActivation.effect]}
          </span>
        </span>
        <ChevronRight size={16} aria-hidden="true" />
      </button>
    </li>
  );
}
