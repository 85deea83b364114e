// The first start: what Gatepost is, and the two ways to begin.
import { Image, KeyRound, Lock } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { Centred } from "../../parts/centred-page.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { PracticeStart } from "./practice-start.tsx";
import styles from "./welcome.module.css";

const icons = [KeyRound, Lock, Image];

export function WelcomeScreen({ practice }: { readonly practice: boolean }) {
  const go = useGo();
  return (
    <Centred>
      {" "}
      <h1 className={styles.title}>{words.welcome.title}</h1>
      <p className={styles.lead}>{words.welcome.text}</p>
      <ul className={styles.facts}>
        {words.welcome.facts.map((fact, index) => {
          const Icon = icons[index] ?? Lock;
          return (
            <li key={fact} className={styles.fact}>
              <Icon size={18} aria-hidden="true" />
              {fact}
            </li>
          );
        })}
      </ul>
      <div>
        <Button kind="primary" onClick={() => go({ at: "add-account" })}>
          {words.welcome.addAccount}
        </Button>
      </div>
      {practice && <PracticeStart />}
    </Centred>
  );
}
