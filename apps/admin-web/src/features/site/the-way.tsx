import type { SiteDetails } from '@fairslot/contract';
import { readLanguage, STAFF_LANGUAGES } from '@fairslot/domain';
import { TextField } from '@fairslot/ui';
import { texts } from '../../ui/texts';
import { LinesField } from './lines-field';

const words = texts.site;

interface TheWayProps {
  draft: SiteDetails;
  onChange: (draft: SiteDetails) => void;
  errorOf: (field: string) => string | undefined;
}

/** Buses, the nearest station, what else there is to say of the way, and what staff speak. */
export function TheWay({ draft, onChange, errorOf }: TheWayProps) {
  const { station } = draft;
  const setStation = (name: string, minutes: string) =>
    onChange({ ...draft, station: name || minutes ? { name, minutes: Number(minutes) } : null });
  return (
    <>
      <LinesField
        id="buses"
        label={words.buses}
        hint={words.busesHint}
        error={errorOf('buses')}
        lines={draft.buses.map(({ route, stop }) => (stop ? `${route}: ${stop}` : route))}
        onChange={(lines) => onChange({ ...draft, buses: lines.map(readBus) })}
      />
      <TextField
        id="station"
        name="station"
        label={words.station}
        error={errorOf('station')}
        value={station?.name ?? ''}
        onChange={({ target }) => setStation(target.value, station?.minutes ? String(station.minutes) : '')}
      />
      <TextField
        id="stationMinutes"
        name="stationMinutes"
        label={words.stationMinutes}
        error={errorOf('stationMinutes')}
        room={3}
        inputMode="numeric"
        value={station?.minutes ? String(station.minutes) : ''}
        onChange={({ target }) => setStation(station?.name ?? '', target.value.replace(/\D/g, '').slice(0, 2))}
      />
      <LinesField
        id="travel"
        label={words.travel}
        hint={words.travelHint}
        error={errorOf('travel')}
        lines={draft.travel}
        onChange={(travel) => onChange({ ...draft, travel })}
      />
      <LinesField
        id="languages"
        label={words.languages}
        hint={words.languagesHint}
        error={errorOf('languages')}
        lines={draft.languages.map(nameOf)}
        onChange={(lines) => onChange({ ...draft, languages: lines.map((line) => readLanguage(line)?.code ?? line) })}
      />
    </>
  );
}

/** "82A: Eastern Avenue"; without its stop it is refused. */
function readBus(line: string): { route: string; stop: string } {
  const [route = '', ...stop] = line.split(':');
  return { route: route.trim(), stop: stop.join(':').trim() };
}

const nameOf = (code: string): string => STAFF_LANGUAGES.find((one) => one.code === code)?.english ?? code;

/** What was typed, without its empty lines. */
export const readWay = ({ buses, station, travel, languages }: SiteDetails) => ({
  buses: buses.filter(({ route, stop }) => route || stop),
  station,
  travel: travel.map((line) => line.trim()).filter(Boolean),
  languages: [...new Set(languages.map((one) => one.trim()).filter(Boolean))],
});
