import { Injectable } from '@nestjs/common';
import { distanceMetres, parseOutcode, parsePostcode } from '@fairslot/domain';
import { SiteDirectory } from './site-directory';

export interface LocatedPlace {
  label: string;
  latitude: number;
  longitude: number;
  approximate: boolean;
}

const MOST = 10;
/** Whoever is farther from every outcode of the region is not in it. */
const OUTSIDE_METRES = 25_000;

/** Finds what people type for "where": a postcode or outcode, a town, or a site by name. Nothing leaves the machine. */
@Injectable()
export class Locate {
  constructor(private readonly directory: SiteDirectory) {}

  run(text: string): LocatedPlace[] {
    const postcode = parsePostcode(text);
    const outcode = postcode?.outcode ?? parseOutcode(text);
    const known = outcode && this.directory.outcode(outcode);
    if (known) return [point(postcode?.postcode ?? known.outcode, known)];
    const words = fold(text);
    if (words.length < 2) return [];
    return [...this.towns(words), ...this.sites(words)].slice(0, MOST);
  }

  /** The outcode around a point; undefined outside the region. */
  nearest(at: { latitude: number; longitude: number }): LocatedPlace | undefined {
    let best: { metres: number; place: LocatedPlace } | undefined;
    for (const known of this.directory.allOutcodes()) {
      const metres = distanceMetres(at, known);
      if (metres <= (best?.metres ?? OUTSIDE_METRES)) best = { metres, place: point(known.outcode, known) };
    }
    return best?.place;
  }

  /** A town is the mean of its outcodes. */
  private towns(words: string): LocatedPlace[] {
    const byTown = new Map<string, { latitude: number; longitude: number }[]>();
    for (const outcode of this.directory.allOutcodes()) {
      if (
        !fold(outcode.town)
          .split(' ')
          .some((_, i, all) => all.slice(i).join(' ').startsWith(words))
      )
        continue;
      byTown.set(outcode.town, [...(byTown.get(outcode.town) ?? []), outcode]);
    }
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    return [...byTown]
      .map(([town, points]) =>
        point(town, { latitude: mean(points.map((p) => p.latitude)), longitude: mean(points.map((p) => p.longitude)) }),
      )
      .sort(
        (a, b) => Number(fold(b.label) === words) - Number(fold(a.label) === words) || a.label.localeCompare(b.label),
      );
  }

  private sites(words: string): LocatedPlace[] {
    return this.directory
      .open()
      .filter((site) => holdsEveryWord(fold(site.name), words))
      .map((site) => ({ label: site.name, latitude: site.latitude, longitude: site.longitude, approximate: false }));
  }
}

function point(label: string, at: { latitude: number; longitude: number }): LocatedPlace {
  return { label, latitude: at.latitude, longitude: at.longitude, approximate: true };
}

/** "royal liverpool hospital" finds Royal Liverpool University Hospital. */
function holdsEveryWord(name: string, words: string): boolean {
  const parts = name.split(' ');
  return words.split(' ').every((word) => parts.some((part) => part.startsWith(word)));
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
