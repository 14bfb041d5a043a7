import { NO_OPTIONS, type ClinicOption, type LocalDate } from '@fairslot/domain';
import type { PausedAt } from '../services/service-pauses';
import type { Companions } from './count-together';
import type { SlotIndex } from './slot-index';
import type { PartyTime } from './starts';
import type { Wish } from './wish';

/** People who begin together, as the days are asked for them. */
export interface AskedCompanions extends Companions {
  people: number;
  /** By the number of a purpose: 1 where it serves them all. */
  servesAll: Uint8Array;
  /** Equal for equal companions. */
  key: string;
}

/** What is asked of the clinics of just these options: times of one sort are told apart from those of another. */
export interface AskedSort {
  options: readonly ClinicOption[];
  /** The whole party, or each person alone where they come one after another. */
  companions: AskedCompanions[];
  moreTime: boolean;
  /** One person with one slot: then what is free on a plain day is a sum. */
  isOne: boolean;
}

/** What one search asks of every site. */
export interface Asked {
  /** Equal for equal questions. */
  key: string;
  /** Nearly everywhere one, of clinics without options. */
  sorts: AskedSort[];
  /** Times at such clinics come first; nothing where there are none. */
  prefers: readonly ClinicOption[];
  index: SlotIndex;
  firstDay: number;
  /** The dates asked for, from the first day on. */
  dates: LocalDate[];
  /** Only times after this instant. */
  now: number;
  /** Days on which a site has paused one of the services. */
  paused: PausedAt | null;
}

/** The sorts of clinics that may have times for a wish. */
export const sortsFor = (index: SlotIndex, wish: Wish): AskedSort[] =>
  index.purposes.optionSets
    .filter((options) => !options.some((option) => wish.without.includes(option)))
    .map((options) => askedSort(index, wish, options))
    .filter(({ options, companions }) => options.length === 0 || companions.every(isServed));

/** Where each appointment is longer, nobody needs two of them. */
function askedSort(
  index: SlotIndex,
  { services, together, audienceId, ...wish }: Wish,
  options: readonly ClinicOption[],
): AskedSort {
  const serviceIds = services.map(({ id }) => id);
  const moreTime = wish.moreTime && !options.includes('longer');
  const apart = together === 'consecutive' ? serviceIds.map((id) => [id]) : [serviceIds];
  const companions = apart.map((ids) => askedCompanions(index, ids, audienceId, moreTime, options));
  return { options, companions, moreTime, isOne: serviceIds.length === 1 && !moreTime };
}

const isServed = ({ serving }: AskedCompanions): boolean => serving.every((one) => one.includes(1));

function askedCompanions(
  index: SlotIndex,
  serviceIds: number[],
  audienceId: number | null,
  moreTime: boolean,
  options: readonly ClinicOption[],
): AskedCompanions {
  const serving = serviceIds.map((id) => index.purposes.thatServe(id, audienceId, options));
  const [first, ...others] = serving as [Uint8Array];
  const servesAll =
    others.length === 0 ? first : first.map((one, n) => (serving.every((each) => each[n] === 1) ? one : 0));
  const key = `${serviceIds.join('+')}/${audienceId ?? ''}/${moreTime}/${options.join('+')}`;
  return { serviceIds, audienceId, options, serving, moreTime, people: serviceIds.length, servesAll, key };
}

/** How many of the preferred options a time has. */
export const preferredIn = ({ options = NO_OPTIONS }: PartyTime, prefers: readonly ClinicOption[]): number =>
  prefers.filter((option) => options.includes(option)).length;

/** Times with the most preferred options first; among equals in the order given. */
export const preferredFirst = <T extends PartyTime>(times: readonly T[], prefers: readonly ClinicOption[]): T[] =>
  [...times].sort((a, b) => preferredIn(b, prefers) - preferredIn(a, prefers));
