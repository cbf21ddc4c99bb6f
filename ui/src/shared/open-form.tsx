/**
 * Which forms are open. The page "You're back online" never comes while one is: a half-filled form is finished first.
 *
 * A form page says so twice over: its route carries `handle: { form: true }`, and it calls `useOpenForm()` (alone enough
 * for a form that opens inside another page).
 */
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

interface Forms {
  open: number;
  /** The same, at this very moment: a form that opened in this very drawing counts. */
  isOpen: () => boolean;
  enter: () => () => void;
}

const Context = createContext<Forms>({ open: 0, isOpen: () => false, enter: () => () => undefined });

export function OpenForms({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(0);
  const count = useRef(0);
  const enter = useMemo(
    () => () => {
      setOpen(++count.current);
      return () => setOpen(--count.current);
    },
    [],
  );
  const forms = useMemo(() => ({ open, isOpen: () => count.current > 0, enter }), [open, enter]);
  return <Context value={forms}>{children}</Context>;
}

/** Marks that a form is open for as long as the component stands (and `when` holds). */
export function useOpenForm(when = true): void {
  const { enter } = useContext(Context);
  useEffect(() => (when ? enter() : undefined), [enter, when]);
}

export function useForms(): Forms {
  return useContext(Context);
}
