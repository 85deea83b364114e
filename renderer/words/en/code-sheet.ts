// Words of the sheet with all codes, which is read on paper.
import type { CodeSheetWords } from "../../../shared/models/code-sheet.ts";

/** `at`: when it is made, milliseconds since 1970. */
export function codeSheet(at: number): CodeSheetWords {
  return {
    language: "en",
    title: "All codes of the authenticator",
    lead: "Whoever has this paper can make all of these codes. Keep it where only you can find it, away from the computer. To get a code back, scan its QR code with an authenticator, or type its secret key in.",
    made: `Made by Gatepost on ${new Date(at).toLocaleDateString("en", { dateStyle: "long" })}.`,
    secretKey: "Secret key",
    type: "Type",
    algorithm: "Algorithm",
    digits: "Digits",
    period: "Seconds",
    counter: "Counter",
    pin: "PIN",
    recovery: "To get back into",
    backupCodes: "Backup codes. Each replaces the six digits once; cross out what you have used.",
    emergencyKey: "Secret key for emergencies",
    used: "used",
    nameless: "Without a name",
  };
}
