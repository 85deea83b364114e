// Adds an account.
import { words } from "../../words/words.ts";

export function AddAccountScreen() {
  return <h1>{words.addAccount.title}</h1>;
}
