// Starts the practice provider and adds its account. Present only where the core can do it (never when packaged).
import { useState } from "react";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { Select } from "../../parts/select.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import styles from "./welcome.module.css";

export function PracticeStart() {
  const go = useGo();
  const [providerId, setProviderId] = useState<"mail-com" | "mailfence">("mail-com");
  const practice = useJobCall("app.startPractice", () => go({ at: "mail" }));
  return (
    <div className={styles.practice}>
      <p className={styles.practiceText}>{words.welcome.practiceText}</p>
      <ButtonRow>
        <Button busy={practice.running} onClick={() => practice.start({ providerId })}>
          {words.welcome.practice}
        </Button>
        <Select
          label={words.welcome.practiceProvider}
          quietLabel
          value={providerId}
          onChange={setProviderId}
          disabled={practice.running}
          options={[
            { value: "mail-com", label: words.welcome.practiceLikeMailCom },
            { value: "mailfence", label: words.welcome.practiceLikeMailfence },
          ]}
        />
      </ButtonRow>
      {practice.running && <JobBar job={practice.job} label={words.welcome.practiceStarting} />}
      {practice.error !== undefined && <ErrorNote error={practice.error} />}
    </div>
  );
}
