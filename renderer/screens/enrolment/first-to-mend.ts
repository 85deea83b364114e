// What the last button of a practice provider waits for, in words.
import type { StillMissing } from "../../../shared/models/enrolment.ts";
import { words } from "../../words/words.ts";

/**
 * A missing secret does not hold the button: pressed, it says what has become of the secret, and leads back to the QR code
 * where the provider still shows it. undefined: nothing is in the way.
 */
export function firstToMend(missing: readonly StillMissing[]): string | undefined {
  const first = missing.find((each) => each !== "secret");
  if (first === undefined) return undefined;
  return first === "artefact"
    ? words.enrolment.activate.artefactMissing
    : words.enrolment.guide.missing[first];
}
