// The first start.
import { words } from "../../words/words.ts";

export function WelcomeScreen({ practice }: { readonly practice: boolean }) {
  return <h1>{practice ? words.welcome.title : words.welcome.title}</h1>;
}
