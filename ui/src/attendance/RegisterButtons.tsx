/**
 * Attending or absent, with one tap. Which one holds is said by the button itself once it is on the disk; a second tap on it changes
 * nothing.
 */
import type { AttendanceStatus } from '../backend/generated/AttendanceStatus';
import type { RecordId } from '../backend/generated/RecordId';
import type { Registration } from '../backend/generated/Registration';
import { useAct } from '../shared/backend';
import { RefusalMessage } from '../shared/Refusal';
import { useTexts } from '../texts';

const STATUSES: AttendanceStatus[] = ['attending', 'not_attending'];

interface RegisterButtonsProps {
  child: RecordId;
  name: string;
  session: RecordId;
  registration: Registration;
}

export function RegisterButtons({ child, name, session, registration }: RegisterButtonsProps) {
  const t = useTexts('attendance');
  const save = useAct((backend, status: AttendanceStatus) => backend.saveAttendance({ child, session, status }));
  return (
    <div className="db-register" role="group" aria-label={t('group', { name })}>
      {STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className={`db-register__button db-register__button--${status}`}
          aria-pressed={registration === status}
          aria-label={t('button', { status: t(status), name })}
          onClick={() => void save.run(status)}
        >
          {t(status)}
        </button>
      ))}
      {save.refusal && <RefusalMessage refusal={save.refusal} />}
    </div>
  );
}
