import type { RuleGroupForm, ServiceRule } from '@fairslot/contract';
import { coordinatorTexts } from '../../ui/coordinator-texts';

const words = coordinatorTexts.rules;
export type Condition = NonNullable<RuleGroupForm['conditions']>[number];

export function sentenceOf(condition: Condition, questions: ServiceRule['questions']): string {
  switch (condition.kind) {
    case 'age':
      return words.sentence.age(condition.from, condition.below);
    case 'sex':
      return words.sentence.sex[condition.sex];
    case 'place':
      return words.sentence.place(condition.places.join(` ${coordinatorTexts.cohorts.or} `));
    case 'pregnant':
      return words.sentence.pregnant;
    case 'flag':
      return words.sentence.flag(questions.find(({ id }) => id === condition.flag)?.label ?? condition.flag);
  }
}

/** '65 and over: aged 65 and over'. */
export function groupSentence({ label, conditions }: RuleGroupForm, questions: ServiceRule['questions']): string {
  if (conditions === null) return words.group(label, words.kept);
  if (conditions.length === 0) return words.group(label, words.everybody.toLowerCase());
  return words.group(label, conditions.map((one) => sentenceOf(one, questions)).join(words.and));
}
