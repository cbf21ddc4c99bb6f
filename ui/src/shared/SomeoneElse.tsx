/** The name of somebody who is on no list, and what they are to the child. */
import { TextInput } from 'nhsuk-react-components';

interface Someone {
  name: string;
  relationship: string;
}

interface SomeoneElseProps extends Someone {
  labels: { name: string; relationship: string; hint: string };
  /** What is wrong with the name. */
  error?: string;
  onChange: (someone: Partial<Someone>) => void;
}

export function SomeoneElse({ name, relationship, labels, error, onChange }: SomeoneElseProps) {
  return (
    <>
      <TextInput
        id="name"
        label={labels.name}
        error={error}
        value={name}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextInput
        id="relationship"
        label={labels.relationship}
        hint={labels.hint}
        value={relationship}
        autoComplete="off"
        onChange={(event) => onChange({ relationship: event.target.value })}
      />
    </>
  );
}
