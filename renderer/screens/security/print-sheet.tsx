// Offers the emergency sheet: to the printer, or to where the user saves it. Asked for, never made by itself.
import { FileDown, Printer } from "lucide-react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./security.module.css";

export function PrintSheet({ accountId }: { readonly accountId: string }) {
  const text = words.enrolment.guide.sheet;
  const make = (to: "printer" | "pdf") =>
    call("recovery.printSheet", { accountId, to, words: words.emergencySheet(Date.now()) }).then(
      ({ done }) => done && to === "pdf" && showToast({ text: text.saved }),
      (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <div className={styles.sheet}>
      <h3>{text.title}</h3>
      <p className={styles.quiet}>{text.text}</p>
      <ButtonRow>
        <Button icon={<Printer size={16} />} onClick={() => make("printer")}>
          {text.print}
        </Button>
        <Button kind="quiet" icon={<FileDown size={16} />} onClick={() => make("pdf")}>
          {text.save}
        </Button>
      </ButtonRow>
    </div>
  );
}
