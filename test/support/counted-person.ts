// A person whose clicks and typed fields are counted, one each: what stands in docs/benchmarks.md is counted by this.
import type { Locator, Page } from "playwright-core";

const patient = { timeout: 30_000 };

export interface CountedPerson {
  /** everything that was done, in order */
  readonly actions: readonly string[];
  /** Presses a button by its name. */
  press(where: Page | Locator, name: string): Promise<void>;
  /** Follows a link of a page. */
  follow(where: Page | Locator, name: string | RegExp): Promise<void>;
  /** Fills in a field, by typing or by pasting. */
  type(field: Locator, what: string, value: string): Promise<void>;
  /** Ticks a box. */
  tick(box: Locator, what: string): Promise<void>;
  /** What is done where no test can follow: on a phone, in another program, in a dialog of the system. */
  elsewhere(...what: readonly string[]): void;
  forget(): void;
}

export function countedPerson(): CountedPerson {
  let actions: string[] = [];
  return {
    get actions() {
      return actions;
    },
    async press(where, name) {
      actions.push(`press ${name}`);
      await where.getByRole("button", { name, exact: true }).first().click(patient);
    },
    async follow(where, name) {
      actions.push(`follow ${name}`);
      await where
        .getByRole("link", { name, exact: typeof name === "string" })
        .first()
        .click(patient);
    },
    async type(field, what, value) {
      actions.push(`type ${what}`);
      await field.fill(value, patient);
    },
    async tick(box, what) {
      actions.push(`tick ${what}`);
      await box.check(patient);
    },
    elsewhere(...what) {
      actions.push(...what);
    },
    forget() {
      actions = [];
    },
  };
}
