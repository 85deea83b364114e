// Stands in for a screen that failed by a fault of ours, so that the window is never simply empty.
import { TriangleAlert } from "lucide-react";
import { Component, type ReactNode } from "react";
import { words } from "../words/words.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

interface FallbackProps {
  readonly children: ReactNode;
}

/** A class because React tells of failures in drawing only to classes. */
export class Fallback extends Component<FallbackProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <EmptyState
        icon={<TriangleAlert size={28} />}
        title={words.app.failedTitle}
        action={
          <Button kind="primary" onClick={() => window.location.reload()}>
            {words.app.failedAgain}
          </Button>
        }
      >
        {words.app.failedText}
      </EmptyState>
    );
  }
}
