// `auth explain`: why a server refused a login, from its own words.
import { z } from "zod";
import type { LoginHistory } from "../relogin/index.ts";
import { type Command, Refused, textOption } from "./command.ts";

const protocols = ["imap", "smtp", "pop3", "oauth"] as const;
const maxText = 10_000;

export const authExplain: Command = {
  usage:
    "auth explain --provider <id or -> --protocol <imap|smtp|pop3|oauth> --text <server's answer> [--code <code>] [--history <JSON>]",
  values: ["provider", "protocol", "text", "code", "history"],
  async run(args) {
    const { explain } = await import("../relogin/index.ts");
    if (args.positionals.length > 0) throw new Refused("bad-input", "Put the server's answer into --text.");
    const protocol = protocols.find((known) => known === textOption(args, "protocol"));
    if (!protocol)
      throw new Refused("bad-input", `--protocol must be one of ${protocols.join(", ")}.`, "protocol");
    const text = textOption(args, "text");
    if (text === undefined) throw new Refused("bad-input", "--text is missing.", "text");
    if (text.length > maxText) throw new Refused("too-large", "--text is too long.", "text");
    const provider = textOption(args, "provider") ?? "-";
    const code = textOption(args, "code");
    const known = { provider: provider === "-" ? undefined : provider, ...(code !== undefined && { code }) };
    return { answer: explain({ ...known, protocol, text, history: historyOf(textOption(args, "history")) }) };
  },
};

/** What happened before, as LoginHistory in relogin/history.ts; times in milliseconds. */
const History = z.strictObject({
  acceptedAgo: z.number().nonnegative().optional(),
  workedFor: z.number().nonnegative().optional(),
  twoFactor: z.enum(["on", "off", "unknown"]).optional(),
  twoFactorAgo: z.number().nonnegative().optional(),
  credential: z.enum(["password", "app-password"]).optional(),
  logins: z.number().int().nonnegative().optional(),
  sameAnswers: z.number().int().nonnegative().optional(),
});

function historyOf(text: string | undefined): LoginHistory | undefined {
  if (text === undefined) return undefined;
  const known = text.length > maxText ? undefined : History.safeParse(parsed(text));
  if (!known?.success)
    throw new Refused(
      "bad-input",
      `--history must be JSON with some of ${Object.keys(History.shape).join(", ")}.`,
      "history",
    );
  return known.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is as little a history as any other wrong value.
    return undefined;
  }
}
