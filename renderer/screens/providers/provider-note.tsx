// One sentence on the provider of a typed address, before a password is typed for it, and the way to all the rest.
import type { Provider } from "../../../shared/providers/provider.ts";
import { words } from "../../words/words.ts";
import { KnowsButton } from "./knows-button.tsx";
import styles from "./providers.module.css";

/** `provider` undefined: nobody knows it, and the general way is offered. */
export function ProviderNote({ provider }: { readonly provider: Provider | undefined }) {
  return (
    <div aria-live="polite" className={styles.providerNote}>
      <p>{provider ? noteOn(provider) : words.providers.unknownNote}</p>
      <KnowsButton provider={provider} />
    </div>
  );
}

function noteOn({ name, oauth, afterActivation }: Provider): string {
  const { note } = words.providers;
  const { effect, appPassword } = afterActivation;
  if (oauth?.required) return note.oauth(name);
  if (effect === "bridge-only") return note.bridge(name);
  if (appPassword?.always) return note.always(name, appPassword.name);
  if (appPassword?.required) return note.required(name);
  return effect === "unknown" ? note.unknown(name) : note.plain(name);
}
