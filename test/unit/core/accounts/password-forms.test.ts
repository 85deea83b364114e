// App passwords as people paste them, and passwords that hold a blank.
import { expect, it } from "vitest";
import { passwordForms } from "../../../../electron/core/accounts/password-forms.ts";
import { providers } from "../../../../shared/providers/index.ts";

const forms = (typed: string, cosmetic?: "blanks" | "hyphens" | "none") =>
  passwordForms(typed, cosmetic ? { cosmetic } : {}).map(({ password }) => password);

it("tries as typed first, then without the blanks that are only for the eye", () => {
  expect(forms("ohgh uylv xkwd zgbz ", "blanks")).toEqual(["ohgh uylv xkwd zgbz ", "ohghuylvxkwdzgbz"]);
  expect(forms("ohghuylvxkwdzgbz", "blanks")).toEqual(["ohghuylvxkwdzgbz"]);
  expect(forms("ab12 cd34\u00a0ef56 gh78", "blanks")).toEqual([
    "ab12 cd34\u00a0ef56 gh78",
    "ab12cd34ef56gh78",
  ]);
});

it("keeps hyphens as they are shown", () => {
  expect(forms("abcd-efgh-ijkl-mnop", "hyphens")).toEqual(["abcd-efgh-ijkl-mnop"]);
  expect(forms(" abcd-efgh-ijkl-mnop\t", "hyphens")).toEqual([
    " abcd-efgh-ijkl-mnop\t",
    "abcd-efgh-ijkl-mnop",
  ]);
});

it("never alters a blank inside where the provider's data says nothing of it", () => {
  expect(forms("my long password", "none")).toEqual(["my long password"]);
  expect(forms("my long password")).toEqual(["my long password"]);
  expect(passwordForms(" a b ", undefined).map(({ password }) => password)).toEqual([" a b "]);
});

it.each(providers.map((provider) => [provider.id, provider.afterActivation.appPassword] as const))(
  "gives at most two forms at %s",
  (_id, rule) => {
    for (const typed of ["a", " ", "ab cd ef", "x-y-z "]) {
      const made = passwordForms(typed, rule);
      expect(made.length).toBeLessThanOrEqual(2);
      expect(made[0]).toEqual({ name: "as-typed", password: typed });
    }
  },
);
