// Imported first: tells zod not to look whether it may compile code. It may not, and the policy would report the try.
import { config } from "zod";

config({ jitless: true });
