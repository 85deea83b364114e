// `otp code <uri>`: the code of an otpauth link, now or at a given time.
import type { Command } from "./command.ts";
import { numberOption, onlyArgument } from "./command.ts";

export const otpCode: Command = {
  usage: "otp code <uri> [--at <unix seconds>] [--counter <n>]",
  values: ["at", "counter"],
  async run(args) {
    const { parseOtpauth } = await import("../otp/otpauth.ts");
    const { codeOfEntry } = await import("./code-of-entry.ts");
    const entry = parseOtpauth(onlyArgument(args, "otpauth:// link"));
    const at = numberOption(args, "at");
    return {
      answer: codeOfEntry(entry, {
        at: at === undefined ? Date.now() : at * 1_000,
        counter: numberOption(args, "counter"),
        showSecrets: args.showSecrets,
      }),
    };
  },
};
