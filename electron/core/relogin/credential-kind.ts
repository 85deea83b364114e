// Whether what a person typed looks like an application password of the provider. Only its shape is looked at, here, and
// only the answer goes anywhere.
import type { AccountRecord } from "../mail/mail-service.ts";
import { providerOfAccount } from "./provider-of-account.ts";

export function kindOfCredential(
  account: Pick<AccountRecord, "address" | "providerId">,
  password: string,
): "password" | "app-password" {
  const shape = providerOfAccount(account, [])?.afterActivation.appPassword?.shape;
  if (shape === undefined) return "password";
  const whole = new RegExp(`^(?:${shape})$`, "u");
  return [password, password.trim(), password.replaceAll(/[\s-]/g, "")].some((each) => whole.test(each))
    ? "app-password"
    : "password";
}
