// What every provider asks for when a program is registered: where its page leads back to.
import { Copy } from "lucide-react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { IconButton } from "../../parts/icon-button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./oauth-clients.module.css";

export function RedirectNote() {
  const text = words.oauthClients;
  const copy = () => {
    navigator.clipboard.writeText(text.redirectAddress).then(
      () => showToast({ text: text.copied }),
      (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  };
  return (
    <div className={styles.redirect}>
      <p>{text.redirect}</p>
      <p className={styles.address}>
        <code>{text.redirectAddress}</code>
        <IconButton label={text.copyRedirect} icon={<Copy size={16} />} onClick={copy} />
      </p>
    </div>
  );
}
