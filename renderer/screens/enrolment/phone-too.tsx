// The offer to link a phone from the same QR code, and what it honestly means to have both factors in one place.
import type { EnrolmentView } from "../../../shared/models/enrolment.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import { words } from "../../words/words.ts";
import styles from "./enrolment.module.css";

export function PhoneToo({ view }: { readonly view: EnrolmentView }) {
  const text = words.enrolment.guide.qr;
  const oneDevice = providerOf(view.providerId)?.twoFactor.oneDevice === true;
  return (
    <>
      <p>{text.phone}</p>
      {oneDevice && <p>{text.oneDevice(view.providerName)}</p>}
      <p className={styles.quiet}>{text.honest}</p>
    </>
  );
}
