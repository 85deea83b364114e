// SMTP through the gate of its host: only so many logins are under way there at the same moment, whoever's they are.
import type { HostGate } from "../accounts/host-gate.ts";
import type { Smtp, SmtpTarget } from "./smtp.ts";

export function gatedSmtp(smtp: Smtp, gate: HostGate): Smtp {
  /** Waits for a place; what it answers gives the place back, and may be called twice. */
  const takePlace = ({ server }: SmtpTarget): Promise<() => void> =>
    new Promise((taken, failed) => {
      const held = () => new Promise<void>((leave) => taken(() => leave()));
      gate.enter(server.host, held).catch(failed);
    });
  return {
    async check(target, signal) {
      const leave = await takePlace(target);
      return smtp.check(target, signal).finally(leave);
    },
    // A large message may take minutes; once it is logged in it is in nobody's way.
    async send(target, input, signal) {
      const leave = await takePlace(target);
      const onLoggedIn = () => {
        leave();
        input.onLoggedIn?.();
      };
      return smtp.send(target, { ...input, onLoggedIn }, signal).finally(leave);
    },
  };
}
