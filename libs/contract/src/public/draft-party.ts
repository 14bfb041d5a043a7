import { isLocalDate, type LocalDate, siteNeedsOf } from '@fairslot/domain';
import type { JourneyDraft } from './journeys';

/** The answer that tells the dose before: its date, or one of these. */
export const LAST_DOSE = 'last_dose';
export const withoutDate = ['none', 'all', 'unsure'] as const;

type Answered = Pick<JourneyDraft, 'answers'>;

/** The date of the last dose, where it is known. */
export function lastDoseOf({ answers }: Answered): LocalDate | undefined {
  const said = answers?.[LAST_DOSE];
  return typeof said === 'string' && isLocalDate(said) ? said : undefined;
}

/** Which dose is booked: the second after one with a date. Where nobody is sure it is the first, and the clinic finds out. */
export const doseOf = (of: Answered): number => (lastDoseOf(of) ? 2 : 1);

/** Somebody who is to be booked; `place` is 0 for the first person of the draft, 1 to 5 for the others. */
export interface Attendee {
  place: number;
  serviceId: string;
  firstName?: string;
  lastName?: string;
  dateOfBirth?: string;
  nhsNumber?: string;
  answers?: NonNullable<JourneyDraft['answers']>;
}

type Someone = Omit<Attendee, 'place' | 'serviceId'> & { serviceId?: string; verdict?: JourneyDraft['verdict'] };

const mayCome = ({ verdict }: Someone): boolean => verdict === undefined || verdict.outcome === 'eligible';

/** Everybody of the draft whom the rules let come, in order. One person goes on whatever the rules say: pages tell it why not. */
export function attendeesOf(draft: JourneyDraft): Attendee[] {
  const { serviceId = '', forWhom, others = [] } = draft;
  const all: Someone[] = forWhom === 'group' ? [draft as Someone, ...(others as Someone[])] : [draft as Someone];
  return all
    .map((one, place) => ({ one, place }))
    .filter(({ one }) => all.length === 1 || mayCome(one))
    .map(({ one, place }) => ({
      place,
      serviceId: one.serviceId ?? serviceId,
      ...(one.firstName && { firstName: one.firstName }),
      ...(one.lastName && { lastName: one.lastName }),
      ...(one.dateOfBirth && { dateOfBirth: one.dateOfBirth }),
      ...(one.nhsNumber && { nhsNumber: one.nhsNumber }),
      ...(one.answers && { answers: one.answers }),
    }));
}

export const MORE_TIME = 'more_time';
export const needsMoreTime = (draft: JourneyDraft): boolean => Boolean(draft.help?.includes(MORE_TIME));

/** Help that decides which places come first, and whether times are long enough. */
function rankingOf(help: readonly string[] = []): string | undefined {
  const names = [...siteNeedsOf(help), ...(help.includes(MORE_TIME) ? ['moreTime'] : [])];
  return names.length > 0 ? names.join(',') : undefined;
}

/** Who is looked for, as availability and times are asked for them. */
export function partyQuery(draft: JourneyDraft) {
  const attendees = attendeesOf(draft);
  const help = rankingOf(draft.help);
  const [only] = attendees;
  return {
    ...(attendees.length > 1
      ? {
          attendees: attendees.map(({ serviceId }) => serviceId).join(','),
          together: draft.together ?? ('parallel' as const),
        }
      : {
          service: only?.serviceId ?? draft.serviceId ?? '',
          ...(draft.alsoServiceId && { also: draft.alsoServiceId }),
        }),
    ...(help && { help }),
    ...(draft.invited && { access: draft.invited.access }),
  };
}

/** The same, for times that are proposed to the person of a draft: clinics that are nothing for them are left out. */
export function proposing(draft: JourneyDraft) {
  const without = draft.invited?.without;
  return { ...partyQuery(draft), ...(without && { without: without.join(',') }) };
}
