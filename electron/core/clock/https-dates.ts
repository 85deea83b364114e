// Asks web servers for their time: the Date field of an answer to HEAD (RFC 9110 section 6.6.1), over https, without
// cookies, following nothing. Whole seconds only, so each is asked a few times in different parts of the second.
import { setTimeout } from "node:timers/promises";
import { type ClockSample, sampleOf } from "./clock-offset.ts";

export interface DateQuestion {
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
  /** milliseconds since 1970, of this computer */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** milliseconds for each answer */
  readonly limit?: number;
}

const times = 3;
/** Milliseconds: not a whole part of a second, so that each answer says something new. */
const pause = 370;
const answerLimit = 5_000;
const second = 1_000;

/** What these hosts tell; one that does not answer, or without a readable date, tells nothing. */
export async function askDates(
  hosts: readonly string[],
  question: DateQuestion,
): Promise<readonly ClockSample[]> {
  return (await Promise.all(hosts.map((host) => askHost(host, question)))).flat();
}

async function askHost(host: string, question: DateQuestion): Promise<readonly ClockSample[]> {
  const samples: ClockSample[] = [];
  for (let count = 0; count < times; count++) {
    if (count > 0) await setTimeout(pause, undefined, { signal: question.signal }).catch(stopped);
    if (question.signal.aborted) break;
    const sample = await askOnce(host, question);
    if (!sample) break;
    samples.push(sample);
  }
  return samples;
}

async function askOnce(
  host: string,
  { fetch, now, signal, limit = answerLimit }: DateQuestion,
): Promise<ClockSample | undefined> {
  const asked = now();
  let date: string | null;
  try {
    const answer = await fetch(`https://${host}/`, {
      method: "HEAD",
      redirect: "manual",
      credentials: "omit",
      headers: { "cache-control": "no-cache" },
      signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]),
    });
    // An answer out of a cache is as old as it says.
    if (Number(answer.headers.get("age") ?? 0) > 0) return undefined;
    date = answer.headers.get("date");
  } catch (failure) {
    // Being offline, or a host without a web server: there is nothing to learn, and nothing went wrong.
    if (failure instanceof Error) return undefined;
    throw failure;
  }
  const told = Date.parse(date ?? "");
  return Number.isNaN(told) ? undefined : sampleOf(host, told, second, { asked, heard: now() });
}

function stopped(failure: unknown): void {
  if (!(failure instanceof Error && failure.name === "AbortError")) throw failure;
}
