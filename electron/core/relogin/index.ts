// The way into this topic.
export { consequenceOf } from "./consequence.ts";
export { kindOfCredential } from "./credential-kind.ts";
export { describeHealth } from "./describe-health.ts";
export { type ExplainInput, type Explanation, explain, possibleCauses } from "./explain.ts";
export type { LoginHistory } from "./history.ts";
export { type Judged, judgeFailure } from "./judge-failure.ts";
export { passingTrouble } from "./passing.ts";
export { providerOfAccount } from "./provider-of-account.ts";
export { describeRefusal } from "./refusal.ts";
export { trustedWebAlert, webAlertOf } from "./web-alert.ts";
export { withCause } from "./with-cause.ts";
