// `autoconfig <address>`: the servers of an address. With --offline only what is built in; no packet leaves.
import { AppError } from "../../../shared/ipc/errors.ts";
import { type Command, onlyArgument } from "./command.ts";
import { messageOf } from "./messages.ts";

export const autoconfig: Command = {
  usage: "autoconfig <address> [--offline]",
  switches: ["offline"],
  async run(args) {
    const { describeServers, findServers } = await import("../accounts/autoconfig.ts");
    const offline = args.options.offline === true;
    try {
      const found = await findServers(onlyArgument(args, "address"), { practiceDomains: [], offline });
      return { answer: describeServers(found) };
    } catch (failure) {
      // That nobody knows the servers is an answer, with what is known: the question was a good one.
      if (!(failure instanceof AppError) || failure.code !== "servers-not-found") throw failure;
      const { code, detail } = failure;
      return { answer: { error: { code, message: messageOf(failure), ...detail } } };
    }
  },
};
