// `auth explain`: why a server refused a login, from its own words.
import { type Command, Refused, textOption } from "./command.ts";

const protocols = ["imap", "smtp", "pop3", "oauth"] as const;
const maxText = 10_000;

export const authExplain: Command = {
  usage:
    "auth explain --provider <id or -> --protocol <imap|smtp|pop3|oauth> --text <server's answer> [--code <code>]",
  values: ["provider", "protocol", "text", "code"],
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
    return { answer: explain({ ...known, protocol, text }) };
  },
};
