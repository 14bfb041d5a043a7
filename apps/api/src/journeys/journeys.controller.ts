import { Controller } from '@nestjs/common';
import { answerEquality, createJourney, deleteJourney, getJourney, updateJourney } from '@fairslot/contract';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { AnswerEquality } from './answer-equality';
import { type Journey, KeepJourney } from './keep-journey';

@Controller()
export class JourneysController {
  constructor(
    private readonly journeys: KeepJourney,
    private readonly equality: AnswerEquality,
  ) {}

  @Serve(createJourney)
  create(): Promise<Journey> {
    return this.journeys.create();
  }

  @Serve(getJourney)
  read(@Input() { params }: Parsed<typeof getJourney>): Promise<Journey> {
    return this.journeys.read(params.journeyId);
  }

  @Serve(updateJourney)
  update(@Input() { params, body }: Parsed<typeof updateJourney>): Promise<Journey> {
    return this.journeys.update(params.journeyId, body.draft);
  }

  @Serve(deleteJourney)
  async clear(@Input() { params }: Parsed<typeof deleteJourney>): Promise<void> {
    await this.journeys.clear(params.journeyId);
  }

  @Serve(answerEquality)
  async answer(@Input() request: Parsed<typeof answerEquality>): Promise<void> {
    await this.equality.run(request);
  }
}
