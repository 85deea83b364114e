// The way into this topic.
export { consequenceOf } from "./consequence.ts";
export { type ExplainInput, type Explanation, explain } from "./explain.ts";
export { passingTrouble } from "./passing.ts";
export { describeRefusal, providerOfAccount } from "./refusal.ts";
