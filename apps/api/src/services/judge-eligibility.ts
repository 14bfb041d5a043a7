import { Inject, Injectable } from '@nestjs/common';
import type { EligibilityAnswer, KnownFacts } from '@fairslot/contract';
import {
  ageInYears,
  evaluateEligibility,
  isLocalDate,
  localDateOf,
  type EligibilityFacts,
  type LocalDate,
} from '@fairslot/domain';
import { Clock } from '../platform/clock/clock';
import { CONFIG, type Config } from '../platform/config/config';
import { AppError, type FieldFault } from '../platform/http/app-error';
import type { ServiceRow } from './service.entity';

export type Answers = Record<string, boolean | string>;

/** What people say of the dose before: its date, "none", "all" of them, or "unsure", which the clinic finds out. */
const LAST_DOSE = 'last_dose';
const OLDEST_YEARS = 130;
const CODE = /^[A-Za-z0-9]{6,12}$/;

/** Judges a service's rule for a person on the appointment date, from the answers people give. */
@Injectable()
export class JudgeEligibility {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  judge(
    service: Pick<ServiceRow, 'rule'>,
    dateOfBirth: LocalDate | undefined,
    answers: Answers,
    on: LocalDate,
    known: KnownFacts = {},
  ): EligibilityAnswer {
    const flags = Object.fromEntries(
      Object.entries(answers).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    );
    const last = answers[LAST_DOSE];
    if (last === 'all')
      return { outcome: 'already_vaccinated', reasons: [{ code: 'doses_complete', facts: ['doses'] }] };
    const facts: EligibilityFacts = {
      ...(known as Partial<EligibilityFacts>),
      ...(dateOfBirth ? { dateOfBirth } : {}),
      flags,
      ...(typeof last === 'string' && isLocalDate(last)
        ? { doses: [{ vaccine: service.rule.vaccine, date: last }] }
        : {}),
    };
    const {
      outcome,
      earliestDate,
      missing = [],
      reasons,
      unansweredReferrals = [],
    } = evaluateEligibility(service.rule, facts, on);
    // Reasons to see somebody first do not hold the outcome back, but they are asked before booking.
    const toAsk = [...new Set([...missing, ...unansweredReferrals])];
    return {
      outcome,
      ...(earliestDate ? { earliestDate } : {}),
      ...(toAsk.length > 0 ? { missing: toAsk } : {}),
      reasons: reasons.map((reason) => ({ ...reason })),
    };
  }

  /** Throws unless the person may have the service on that date. With `mayAsk`, facts that are missing are no refusal yet. */
  demand(
    service: ServiceRow,
    dateOfBirth: LocalDate | undefined,
    answers: Answers,
    startsAt: Date,
    mayAsk: boolean,
  ): void {
    const on = localDateOf(startsAt, this.config.TIME_ZONE);
    const eligibility = this.judge(service, dateOfBirth, answers, on);
    if (eligibility.outcome === 'eligible') return;
    if (eligibility.outcome !== 'needs_information') throw new AppError('not_eligible', { eligibility });
    if (!mayAsk) throw new AppError('needs_information', { eligibility });
  }

  /** Faults of a date of birth that no living person has; `on` a day to come, nobody who is not born by then. */
  birthFaults(dateOfBirth: LocalDate, path: string, on = this.today()): FieldFault[] {
    const today = this.today();
    if (dateOfBirth > today && dateOfBirth > on) return [{ path, code: 'date_of_birth_in_future' }];
    return ageInYears(dateOfBirth, today) >= OLDEST_YEARS ? [{ path, code: 'date_of_birth_too_old' }] : [];
  }

  /** Faults of the codes a service asks for, such as a referral code. */
  codeFaults(service: ServiceRow, answers: Answers, path: string): FieldFault[] {
    return service.questions
      .filter((question) => question.kind === 'code')
      .flatMap(({ id }): FieldFault[] => {
        const code = answers[id];
        if (typeof code !== 'string' || code === '') return [{ path: `${path}.${id}`, code: 'code_missing' }];
        return CODE.test(code.replace(/[\s-]/g, '')) ? [] : [{ path: `${path}.${id}`, code: 'code_wrong' }];
      });
  }

  today(): LocalDate {
    return localDateOf(this.clock.now(), this.config.TIME_ZONE);
  }
}
