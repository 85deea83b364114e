// Starts the page of the small quick-code window: nothing of mail is loaded into it.
import "./no-eval.ts";
import { createRoot } from "react-dom/client";
import { QuickCodeScreen } from "./screens/quick-code/quick-code-screen.tsx";
import "./styles/tokens.css";
import "./styles/base.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<QuickCodeScreen />);
