/** A form that is answered on its page: nothing is sent anywhere but to the page that asks. */
import { Form } from 'nhsuk-react-components';
import type { ReactNode } from 'react';

export function AnswerForm({ onAnswer, children }: { onAnswer: () => unknown; children: ReactNode }) {
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer();
      }}
    >
      {children}
    </Form>
  );
}
