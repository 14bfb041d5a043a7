import { useApiQuery } from '@fairslot/client/react';
import { getDay, type DayRow, type ResponseOf } from '@fairslot/contract';
import { useQueryClient } from '@tanstack/react-query';

export type Day = ResponseOf<typeof getDay>;

const pollEvery = 15_000;

const dayInput = (siteId: string, date: string | undefined) => ({ params: { siteId }, query: date ? { date } : {} });

/** The day list of a site, read again every 15 seconds while it is on screen. Without a date it is the API's own today. */
export function useDay(siteId: string, date: string | undefined) {
  return useApiQuery(getDay, dayInput(siteId, date), { refetchInterval: pollEvery });
}

/** Ways to change the list that is on screen before it is read again. */
export function useDayCache(siteId: string, date: string | undefined) {
  const queries = useQueryClient();
  const key = [getDay.name, dayInput(siteId, date)];
  return {
    /** Puts in the row as an act answered it. A list asked for before the act must not overwrite it, so that is dropped. */
    async put(row: DayRow) {
      await queries.cancelQueries({ queryKey: key });
      queries.setQueryData<Day>(
        key,
        (day) => day && { ...day, items: day.items.map((old) => (old.reference === row.reference ? row : old)) },
      );
      void queries.invalidateQueries({ queryKey: [getDay.name] });
    },
    /** Reads the list again now and answers the row as it stands, if it is still there. */
    async readAgain(reference: string): Promise<DayRow | undefined> {
      await queries.refetchQueries({ queryKey: key });
      return queries.getQueryData<Day>(key)?.items.find((row) => row.reference === reference);
    },
    /** What the API calls today at this site, once a list without a date was read. */
    today: () => queries.getQueryData<Day>([getDay.name, dayInput(siteId, undefined)])?.date,
  };
}
