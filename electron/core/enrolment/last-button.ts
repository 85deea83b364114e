// What Gatepost insists on before the provider's last button, whichever way the enrolment goes: nothing is switched on
// blindly. The secret can be read back, what gets a person back in is kept, and the authenticator is backed up, or
// knowingly not. Must not know any way or provider.
import type { StillMissing } from "../../../shared/models/enrolment.ts";
import type { EnrolmentRecord } from "./enrolment-record.ts";
import { isSecretThere } from "./keep-code.ts";
import type { EnrolmentTools } from "./running-enrolment.ts";

/** In the order in which they are to be mended. `artefactsKept`: all that the provider has given up to this step. */
export async function missingBeforeLast(
  record: EnrolmentRecord,
  artefactsKept: boolean,
  tools: EnrolmentTools,
): Promise<readonly StillMissing[]> {
  const secret = await isSecretThere(record.codeId, tools);
  const backup = record.withoutBackup || (await isBackedUp(record, tools));
  return [
    ...(secret ? [] : (["secret"] as const)),
    ...(artefactsKept ? [] : (["artefact"] as const)),
    ...(backup ? [] : (["backup"] as const)),
  ];
}

/** A backup counts if the secret was in it. */
async function isBackedUp({ codeId }: EnrolmentRecord, tools: EnrolmentTools): Promise<boolean> {
  const last = await tools.lastBackup();
  const code = (await tools.vault.list()).find(({ id }) => id === codeId);
  return last !== undefined && code !== undefined && last >= code.addedAt;
}
