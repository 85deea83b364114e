// Words of the emergency sheet, the one page of Gatepost that is read on paper.
import type { SheetWords } from "../../../shared/models/emergency-sheet.ts";

/** `at`: when it is made, milliseconds since 1970. */
export function emergencySheet(at: number): SheetWords {
  return {
    language: "en",
    title: "Emergency sheet",
    lead: "Keep this page where only you can find it, away from the computer. Whoever has it and your password can log in.",
    made: `Made by Gatepost on ${new Date(at).toLocaleDateString("en", { dateStyle: "long" })}.`,
    address: "Address",
    provider: "Provider",
    login: "Login page",
    help: "Help of the provider",
    digits: "Six digits",
    digitsHere: "Made by Gatepost on this computer. When it is lost, use what stands below.",
    digitsNot: "Gatepost does not hold the secret of the six digits.",
    codes: "Backup codes",
    codesFor: "Each replaces the six digits once. Cross out what you have used.",
    key: "Secret key for emergencies",
    keyFor: "Typed in when you recover your password, it switches two-factor authentication off.",
    phone: "Recovery phone",
    phoneUse: "The provider sends a code to this number when you log in or recover your password.",
    phoneKept: "Tell the provider before you give up this number.",
    phoneFor: "Write down the number that the provider has, so that you keep it when you change your number.",
    none: "Nothing is kept in Gatepost. If you keep it elsewhere, write down where:",
    used: "used",
  };
}
