// Joins the handlers of all topics; the compiler asks here for every call that nobody answers.
import type { Handlers } from "./answer.ts";

export function createHandlers(all: Handlers): Handlers {
  return all;
}
