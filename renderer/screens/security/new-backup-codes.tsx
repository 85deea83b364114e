// Offers new backup codes when few are left; they are made and kept on a screen of their own.
import { fewCodes } from "../../../shared/security/if-lost.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import styles from "./security.module.css";

export function NewBackupCodes({ accountId, left }: { readonly accountId: string; readonly left: number }) {
  const go = useGo();
  const text = words.kept;
  return (
    <>
      {left <= fewCodes && (
        <p className={styles.few} role="status">
          {text.fewCodes(left)}
        </p>
      )}
      <ButtonRow>
        <Button
          kind={left <= fewCodes ? "primary" : "plain"}
          onClick={() => go({ at: "new-codes", accountId })}
        >
          {text.newCodes}
        </Button>
      </ButtonRow>
    </>
  );
}
