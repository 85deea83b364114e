// The handlers of one topic: all calls of the contract whose name begins with `prefix.`. Each topic builds its own;
// handlers.ts joins them, and the compiler says which call nobody answers.
import type { CallName } from "../../shared/ipc/contract.ts";
import type { Handlers } from "./answer.ts";

export type HandlersOf<Prefix extends string> = {
  readonly [Name in CallName as Name extends `${Prefix}.${string}` ? Name : never]: Handlers[Name];
};
