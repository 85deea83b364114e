// Buttons that open a provider's pages, each with the host it leads to; a page that is not known has none.
import { ExternalLink } from "lucide-react";
import { type KnownPage, knownPage } from "../../../shared/providers/known-page.ts";
import type { Provider } from "../../../shared/providers/provider.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { words } from "../../words/words.ts";
import { openKnown } from "./open-known.ts";

export function ProviderLinks({
  provider,
  pages,
}: {
  readonly provider: Provider;
  readonly pages: readonly KnownPage[];
}) {
  const known = pages.flatMap((page) => {
    const address = knownPage(provider, page);
    return address === undefined ? [] : [{ page, host: new URL(address).host, address }];
  });
  // Where two of them are the same page, one button is enough.
  const different = known.filter(
    ({ address }, at) => known.findIndex((other) => other.address === address) === at,
  );
  if (different.length === 0) return null;
  return (
    <ButtonRow>
      {different.map(({ page, host }) => (
        <Button key={page} icon={<ExternalLink size={16} />} onClick={() => openKnown(provider.id, page)}>
          {words.providers.open[page](host)}
        </Button>
      ))}
    </ButtonRow>
  );
}
