// A button that shows what is known of a provider in a dialog, where going elsewhere would lose what was typed.
import { Info } from "lucide-react";
import { useState } from "react";
import type { Provider } from "../../../shared/providers/provider.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { words } from "../../words/words.ts";
import { ProviderFacts } from "./provider-facts.tsx";

export function KnowsButton({ provider }: { readonly provider: Provider | undefined }) {
  const [open, setOpen] = useState(false);
  const text = words.providers;
  const title = provider ? text.about(provider.name) : text.other;
  return (
    <>
      <Button kind="quiet" icon={<Info size={16} />} onClick={() => setOpen(true)}>
        {provider ? title : text.generalWay}
      </Button>
      {open && (
        <Dialog title={title} width="wide" onClose={() => setOpen(false)}>
          <ProviderFacts provider={provider} />
        </Dialog>
      )}
    </>
  );
}
