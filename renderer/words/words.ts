// The words on screen in the user's language. English is the first; a language is one more object of the same shape.
import { en } from "./en.ts";

export type Words = typeof en;

export const words: Words = en;
