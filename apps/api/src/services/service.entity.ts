import type { DoseTerms, EligibilityProgramme } from '@fairslot/domain';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export interface ServiceQuestion {
  /** Name of the flag in the rule, or of the code kept with the booking. */
  id: string;
  kind: 'yes_no' | 'code';
  label: string;
  /** How it reads as one of several boxes to tick; the label where left out. */
  phrase?: string;
  hint?: string;
}

/** What is given: a vaccine for a group of people, or a kind of clinic visit. Its rule is data. */
@Entity('service')
export class ServiceRow {
  @PrimaryGeneratedColumn({ type: 'integer' })
  id: number;

  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text' })
  kind: 'vaccine' | 'clinic';

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', name: 'short_name' })
  shortName: string;

  @Column({ type: 'text', name: 'who_for' })
  whoFor: string;

  @Column({ type: 'text', name: 'what_changed' })
  whatChanged: string;

  @Column({ type: 'text' })
  preparation: string;

  @Column({ type: 'text', name: 'outcome_word' })
  outcomeWord: 'vaccinated' | 'seen';

  @Column({ type: 'smallint' })
  minutes: number;

  @Column({ type: 'date', name: 'opens_on', nullable: true })
  opensOn: string | null;

  @Column({ type: 'date', name: 'closes_on', nullable: true })
  closesOn: string | null;

  @Column({ type: 'boolean' })
  paused: boolean;

  @Column({ type: 'boolean' })
  sensitive: boolean;

  @Column({ type: 'boolean', name: 'draws_stock' })
  drawsStock: boolean;

  @Column({ type: 'jsonb' })
  questions: ServiceQuestion[];

  @Column({ type: 'jsonb' })
  doses: DoseTerms[];

  @Column({ type: 'jsonb' })
  rule: EligibilityProgramme;

  @Column({ type: 'integer', name: 'rule_version' })
  ruleVersion: number;
}
