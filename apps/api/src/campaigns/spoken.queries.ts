import { Injectable } from '@nestjs/common';
import type { InvitationKind } from '@fairslot/domain';
import { languages } from '@fairslot/texts';
import { Database } from '../platform/database/database';
import type { CampaignRow } from './campaigns.store';

const SPOKEN = {
  name: 'campaigns.spoken',
  text: `SELECT language, count(*)::integer AS people FROM person_profile WHERE place_id = ANY ($1) AND deceased_on IS NULL GROUP BY 1`,
};
const written = new Set(
  languages.filter(({ hasMessages, status }) => hasMessages && status !== 'pseudo').map(({ lang }) => lang),
);

/** The languages that people of a campaign's Places read. */
@Injectable()
export class SpokenQueries {
  constructor(private readonly database: Database) {}

  /**
   * Languages that people there read and that standard words exist in, while the campaign has words of its own in others only:
   * they would be told something else than everybody. Languages without standard words are written to in English as ever.
   */
  async missingWords({
    words,
    placeIds,
  }: Pick<CampaignRow, 'words' | 'placeIds'>): Promise<{ language: string; kind: InvitationKind; people: number }[]> {
    const kinds = [...new Set(words.map(({ kind }) => kind))];
    if (kinds.length === 0) return [];
    const spoken = await this.database.once<{ language: string; people: number }>(SPOKEN, [placeIds]);
    const read = spoken.filter(({ language }) => written.has(language));
    if (!read.some(({ language }) => language === 'en')) read.push({ language: 'en', people: 0 });
    return kinds.flatMap((kind) =>
      read
        .filter(({ language }) => !words.some((one) => one.kind === kind && one.language === language))
        .map(({ language, people }) => ({ language, kind, people })),
    );
  }
}
