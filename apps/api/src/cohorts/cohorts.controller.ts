import { Controller } from '@nestjs/common';
import {
  addCohortVersion,
  type Cohort,
  type CohortCount,
  countCohort,
  createCohort,
  explainCohort,
  getCohort,
  listCohorts,
  listNumberLists,
  listPeople,
  pasteNumberList,
  type ResponseOf,
  seeExamples,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { PasteNumberList } from './paste-number-list';
import { SaveCohort } from './save-cohort';

@Controller()
export class CohortsController {
  constructor(
    private readonly cohorts: SaveCohort,
    private readonly numbers: PasteNumberList,
  ) {}

  @Serve(listNumberLists)
  numberLists(): Promise<ResponseOf<typeof listNumberLists>> {
    return this.numbers.list();
  }

  @Serve(pasteNumberList)
  pasteNumbers(
    @Input() request: Parsed<typeof pasteNumberList, StaffCaller>,
  ): Promise<ResponseOf<typeof pasteNumberList>> {
    return this.numbers.run(request);
  }

  @Serve(listPeople)
  people(@Input() request: Parsed<typeof listPeople, StaffCaller>): Promise<ResponseOf<typeof listPeople>> {
    return this.cohorts.people(request);
  }

  @Serve(countCohort)
  count(@Input() request: Parsed<typeof countCohort, StaffCaller>): Promise<CohortCount> {
    return this.cohorts.count(request);
  }

  @Serve(explainCohort)
  explain(@Input() request: Parsed<typeof explainCohort, StaffCaller>): Promise<ResponseOf<typeof explainCohort>> {
    return this.cohorts.explain(request);
  }

  @Serve(seeExamples)
  examples(@Input() request: Parsed<typeof seeExamples, StaffCaller>): Promise<ResponseOf<typeof seeExamples>> {
    return this.cohorts.examples(request);
  }

  @Serve(listCohorts)
  list(): Promise<ResponseOf<typeof listCohorts>> {
    return this.cohorts.list();
  }

  @Serve(createCohort)
  create(@Input() request: Parsed<typeof createCohort, StaffCaller>): Promise<Cohort> {
    return this.cohorts.create(request);
  }

  @Serve(getCohort)
  get(@Input() request: Parsed<typeof getCohort, StaffCaller>): Promise<Cohort> {
    return this.cohorts.get(request);
  }

  @Serve(addCohortVersion)
  addVersion(@Input() request: Parsed<typeof addCohortVersion, StaffCaller>): Promise<Cohort> {
    return this.cohorts.addVersion(request);
  }
}
