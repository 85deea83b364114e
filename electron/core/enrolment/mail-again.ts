// After an activation at a practice provider that cuts mail programs off: lets them in again, has a password made for
// Gatepost, and signs in with it. In the provider's order; each part may be repeated.
import { AppError } from "../../../shared/ipc/errors.ts";
import { passwordName } from "../accounts/credentials.ts";
import type { JobControl } from "../jobs.ts";
import type { Secret } from "../secret.ts";
import type { EnrolmentTools, Held } from "./running-enrolment.ts";

/** As the provider lists it among the passwords that were made for programs. */
const programName = "Gatepost";

/**
 * The old password stays in the keychain until both servers have taken the new one.
 * @throws AppError `enrolment-order` before it is on, or where nothing has changed for mail programs; what the provider
 * or the servers refuse
 */
export async function mailAgain(held: Held, control: JobControl, tools: EnrolmentTools): Promise<void> {
  const { step, accountId } = held.record;
  if (step.step !== "done" || step.effect !== "sign-in-again") throw new AppError("enrolment-order");
  control.report("switching-access");
  const password = held.password ?? (await tools.keychain.read(passwordName(accountId)));
  if (!password) throw new AppError("password-gone");
  await inSession(held, password, tools, () => held.driver.switchAccessOn());
  control.report("making-password");
  // One that was made before and could not be tried for want of a line is still good.
  held.appPassword ??= await inSession(held, password, tools, () =>
    held.driver.makeAppPassword(programName, password),
  );
  try {
    await tools.accounts.signIn(accountId, { kind: "password", password: held.appPassword }, control);
  } catch (failure) {
    // What a server has refused is not tried again.
    if (failure instanceof AppError && failure.code === "login-refused") held.appPassword = undefined;
    throw failure;
  }
  held.appPassword = undefined;
  held.password = undefined;
}

/** Signs in at the provider where there is no session, or none any more: with the digits that Gatepost makes itself. */
async function inSession<Value>(
  held: Held,
  password: Secret,
  tools: EnrolmentTools,
  work: () => Promise<Value>,
): Promise<Value> {
  if (held.driver.signedIn) {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof AppError) || failure.code !== "enrolment-session-expired") throw failure;
    }
  }
  await signIn(held, password, tools);
  return work();
}

async function signIn({ driver, record }: Held, password: Secret, tools: EnrolmentTools): Promise<void> {
  const entry = (await tools.vault.current()).find(({ id }) => id === record.codeId);
  const { code, next } = entry ?? {};
  if (code === undefined) throw new AppError("enrolment-secret-not-stored", { reason: "gone" });
  try {
    await driver.signIn(password, code);
  } catch (failure) {
    const used = failure instanceof AppError && failure.code === "enrolment-code-used";
    // The enrolment itself has used the digits of this moment: the next ones are taken already.
    if (!used || next === undefined) throw failure;
    await driver.signIn(password, next);
  }
}
