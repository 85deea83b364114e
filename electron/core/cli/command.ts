// What a command of the terminal is: arguments in, one JSON value out. Refusals are thrown as `Refused`.

/** Arguments after the command's own words. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** SECURITY: secrets are printed only if this was asked for by its name. */
  readonly showSecrets: boolean;
}

export interface Command {
  readonly usage: string;
  /** names of options that take a value, and of those that are there or not */
  readonly values?: readonly string[];
  readonly switches?: readonly string[];
  /** `exitCode` 2 with an answer: every part of the input was refused, each in its place */
  run(args: Arguments): Promise<{ readonly answer: unknown; readonly exitCode?: 2 }>;
}

/** Bad input: printed as `{ error: { code, field?, message } }`, exit code 2. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

/** The value of an option as text, if it was given. */
export function textOption({ options }: Arguments, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** A whole number, not negative. */
export function numberOption(args: Arguments, name: string): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) {
    throw new Refused("bad-input", `--${name} must be a whole number that is not negative.`, name);
  }
  return number;
}

/** Exactly one positional argument. */
export function onlyArgument({ positionals }: Arguments, what: string): string {
  const [first, ...more] = positionals;
  if (first === undefined || more.length > 0) throw new Refused("bad-input", `Give exactly one ${what}.`);
  return first;
}
