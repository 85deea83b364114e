// Settings.
import { words } from "../../words/words.ts";

export function SettingsScreen({ version }: { readonly version: string }) {
  return <h1>{words.settings.version(version)}</h1>;
}
