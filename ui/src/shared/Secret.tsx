/** A password or a code: hidden until one asks to see it, and it can be pasted. */
import { PasswordInput } from 'nhsuk-react-components';
import { useMemo } from 'react';
import { useTexts } from '../texts';

interface SecretProps {
  id: string;
  kind: 'password' | 'code';
  label: string;
  hint?: string;
  error?: string;
  value: string;
  autoComplete: 'current-password' | 'new-password' | 'off';
  onChange: (value: string) => void;
}

export function Secret({ kind, onChange, ...field }: SecretProps) {
  const t = useTexts('signIn');
  const words = useMemo(
    () => ({
      showPassword: t('secret.show'),
      hidePassword: t('secret.hide'),
      showPasswordAriaLabel: t(`secret.show_${kind}`),
      hidePasswordAriaLabel: t(`secret.hide_${kind}`),
      passwordShownAnnouncement: t('secret.shown'),
      passwordHiddenAnnouncement: t('secret.hidden'),
    }),
    [t, kind],
  );
  return (
    <PasswordInput
      {...field}
      name={field.id}
      width={20}
      labelProps={{ size: 's' }}
      showPasswordText={words.showPassword}
      showPasswordAriaLabelText={words.showPasswordAriaLabel}
      i18n={words}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
