// The provider's QR code as it shows it, large enough for a phone. The picture is fetched for this step only and
// forgotten with it.
import { useEffect, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import styles from "./enrolment.module.css";

export function ProviderPicture({ enrolmentId }: { readonly enrolmentId: string }) {
  const [address, setAddress] = useState<string>();
  const [error, setError] = useState<ErrorView>();
  useEffect(() => {
    let made: string | undefined;
    let ended = false;
    call("enrolment.revealPicture", { enrolmentId }).then(
      ({ png }) => {
        if (ended) return;
        made = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" }));
        setAddress(made);
      },
      (failure: unknown) => !ended && setError(toErrorView(failure)),
    );
    return () => {
      ended = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [enrolmentId]);
  if (error !== undefined) return <ErrorNote error={error} />;
  return (
    <div className={styles.picture}>
      {address !== undefined && <img src={address} alt={words.enrolment.authenticator.picture} />}
    </div>
  );
}
