// `mail parse <file.eml>`: what the program makes of a message.

import { readInput } from "../read-input.ts";
import { type Command, onlyArgument } from "./command.ts";

const maxBytes = 128 * 1024 * 1024;

export const mailParse: Command = {
  usage: "mail parse <file.eml>",
  async run(args) {
    const { describeMessage } = await import("../mail/mime.ts");
    return { answer: await describeMessage(await readInput(onlyArgument(args, "message file"), maxBytes)) };
  },
};
