// Why a page could not be loaded: Chromium's numbers (net_error_list.h) as errors of ours. Pure.
import { AppError } from "../../../shared/ipc/errors.ts";

const reasons: Readonly<Record<number, string>> = {
  [-7]: "timed-out",
  [-21]: "lost",
  [-100]: "lost",
  [-101]: "lost",
  [-102]: "refused",
  [-105]: "name",
  [-106]: "offline",
  [-109]: "lost",
  [-118]: "timed-out",
  [-137]: "name",
  [-324]: "lost",
};
/** it was stopped, became a download, or was refused by us, who have told of it already */
const noFault = new Set([-3, -20]);
const tooManyRedirects = -310;

/** undefined: nothing that anybody must be told. */
export function faultOf(errorCode: number, address: string): AppError | undefined {
  if (noFault.has(errorCode)) return undefined;
  const host = URL.canParse(address) ? new URL(address).host : "";
  if (errorCode <= -200 && errorCode > -300) return new AppError("page-certificate-untrusted", { host });
  if (errorCode === tooManyRedirects) return new AppError("page-too-many-redirects", { host });
  const reason = reasons[errorCode];
  return new AppError("page-not-reached", { host, ...(reason ? { reason } : {}) });
}
