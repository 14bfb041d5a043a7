import { Inject, Injectable } from '@nestjs/common';
import {
  type CampaignWords,
  faultsOfWords,
  fillWords,
  formatInvitationCode,
  type InvitationKind,
  invitationKinds,
  plainSigns,
  type WordMark,
  type WordValues,
} from '@fairslot/domain';
import { type EmailText, type InvitationValues, languages, textsFor } from '@fairslot/texts';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError } from '../platform/http/app-error';
import { ServiceCatalogue } from '../services/service-catalogue';

export const LONGEST_FIRST_NAME = 30;
const NO_TOKEN = '0'.repeat(16);
const NO_CODE = formatInvitationCode('0'.repeat(9));

/** An invitation as it is read: the text message, and the e-mail or letter. */
export interface WrittenWords {
  sms: string;
  email: EmailText;
}

/** Puts names into the words of a campaign, or into the standard ones. */
@Injectable()
export class WriteWords {
  constructor(
    private readonly services: ServiceCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  write(
    words: readonly CampaignWords[] | null,
    kind: InvitationKind,
    language: string,
    values: InvitationValues,
  ): WrittenWords {
    const standard = textsFor(language).invitations[kind];
    const own = words?.find((one) => one.kind === kind && one.language === language);
    if (!own) return { sms: plainSigns(standard.sms(values)), email: standard.email(values) };
    const filled = (text: string): string => fillWords(text, marksOf(values));
    const subject = filled(own.subject);
    const paragraphs = filled(own.body)
      .split(/\n\s*\n/)
      .map((text) => text.trim())
      .filter((text) => text !== '');
    return {
      sms: plainSigns(filled(own.sms)),
      email: { subject, heading: subject, paragraphs, action: standard.email(values).action },
    };
  }

  /** The standard words with their marks, in every language that has messages. */
  standard(): CampaignWords[] {
    const marks: InvitationValues = {
      firstName: '{first name}',
      service: '{service}',
      organisation: '{organisation}',
      link: '{link}',
      code: '{code}',
      helpPhone: '{phone}',
    };
    return languages
      .filter(({ hasMessages, status }) => hasMessages && status !== 'pseudo')
      .flatMap(({ lang }) =>
        invitationKinds.map((kind) => {
          const { sms, email } = textsFor(lang).invitations[kind];
          const { subject, paragraphs } = email(marks);
          return { language: lang, kind, sms: plainSigns(sms(marks)), subject, body: paragraphs.join('\n\n') };
        }),
      );
  }

  /** The longest that each mark may become. */
  longest(): WordValues {
    const names = this.services.all().map(({ sensitive, shortName }) => (sensitive ? 'appointment' : shortName));
    const service = names.sort((a, b) => b.length - a.length)[0] ?? 'appointment';
    return marksOf(this.sampleValues('M'.repeat(LONGEST_FIRST_NAME), service));
  }

  /** Throws `invalid`, with each field, for words that nobody should get. */
  demandGood(words: readonly CampaignWords[]): void {
    const longest = this.longest();
    const errors = words.flatMap((one, n) =>
      faultsOfWords(one, longest).map(({ field, code }) => ({ path: `words.${n}.${field}`, code })),
    );
    if (errors.length > 0) throw new AppError('invalid', { errors });
  }

  valuesOf(serviceId: number, firstName: string, link: string, code: string): InvitationValues {
    const service = this.services.get(serviceId);
    const plainName = firstName
      .replace(/[\p{Cc}\p{Cf}./:@\\]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_FIRST_NAME)
      .trim();
    return {
      ...this.sampleValues(plainName || 'Hello', service.sensitive ? 'appointment' : service.shortName),
      link,
      code,
    };
  }

  /** A link and a code to show, which open nothing. */
  opensNothing(): [link: string, code: string] {
    return [`${this.config.PUBLIC_URL}/i/${NO_TOKEN}`, NO_CODE];
  }

  /** With a link and a code that open nothing. */
  sampleValues(firstName: string, service: string): InvitationValues {
    const [link, code] = this.opensNothing();
    return {
      firstName,
      service,
      organisation: this.config.REGION_NAME,
      link,
      code,
      helpPhone: this.config.HELP_PHONE,
    };
  }
}

const marksOf = (values: InvitationValues): Record<WordMark, string> => ({
  'first name': values.firstName,
  service: values.service,
  organisation: values.organisation,
  link: values.link,
  code: values.code,
  phone: values.helpPhone,
});
