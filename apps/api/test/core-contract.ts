import type { Core } from '@fairslot/testing';
import { allocationRules } from './core-contract-allocation';
import { changeRules } from './core-contract-changes';
import { holdRules } from './core-contract-holds';
import { Scenes } from './core-scenes';

/** A rule as a sentence, with a small scene that shows it. */
export type Rule = (sentence: string, scene: (scenes: Scenes, core: Core) => Promise<void>) => void;

export interface Contract {
  aCore: () => Promise<Core & { stop?: () => Promise<void> }>;
  /** Sentences that this core is known not to keep yet: such a test passes while its scene fails. */
  notYet?: readonly string[];
}

/** The rules of holds, capacity and allocation, for any core: the one in memory and the one on PostgreSQL are held to the same answers. */
export function coreContract({ aCore, notYet = [] }: Contract): void {
  let core: Core & { stop?: () => Promise<void> };
  let scenes: Scenes;

  beforeAll(async () => {
    core = await aCore();
    scenes = new Scenes(core);
  }, 90_000);

  afterAll(async () => {
    await core.stop?.();
  });

  const rule: Rule = (sentence, scene) => {
    const declare = notYet.includes(sentence) ? test.failing : test;
    // oxlint-disable-next-line jest/expect-expect, jest/valid-title -- the rules bring their sentence and what they expect
    declare(sentence, async () => {
      await scene(scenes, core);
      await scenes.demandCounters();
    });
  };
  describe('holds', () => holdRules(rule));
  describe('capacity and allocation', () => allocationRules(rule));
  describe('changes to bookings', () => changeRules(rule));
}
