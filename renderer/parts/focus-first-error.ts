// After a form was refused the first wrong field has the focus: the keys go on there, and it is read out with what is
// wrong with it.
import { type RefObject, useEffect, useRef } from "react";

/** `problems` is another value each time the form was looked through. Put the answered ref on the form. */
export function useFocusFirstError(problems: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the problems are looked for in the page
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);
  return form;
}
