// Starts the page. It draws what the core says and keeps no truth of its own.
import "./no-eval.ts";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./styles/tokens.css";
import "./styles/base.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
