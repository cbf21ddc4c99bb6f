/** Where there is nothing: say so, and why that is fine. */
import type { ReactNode } from 'react';

export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="db-empty" data-testid="empty">
      <p className="db-empty__title">{title}</p>
      {children}
    </div>
  );
}
