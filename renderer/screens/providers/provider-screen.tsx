// The page on one provider, or on the general way where none is known.
import { ArrowLeft } from "lucide-react";
import { providerOf } from "../../../shared/providers/index.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { Page } from "../../parts/page.tsx";
import { type Place, useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { ProviderFacts } from "./provider-facts.tsx";

export function ProviderScreen({
  providerId,
  from,
}: {
  readonly providerId: string | undefined;
  readonly from: Place;
}) {
  const go = useGo();
  const provider = providerOf(providerId);
  const text = words.providers;
  return (
    <Page
      title={provider ? text.about(provider.name) : text.other}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go(from)}>
          {words.common.back}
        </Button>
      }
    >
      <ProviderFacts provider={provider} />
      <ButtonRow>
        <Button onClick={() => go({ at: "providers", from: from.at === "providers" ? from.from : from })}>
          {text.allTitle}
        </Button>
      </ButtonRow>
    </Page>
  );
}
