import { Controller } from '@nestjs/common';
import {
  decideDuplicate,
  type DoseImport,
  forgetColumns,
  importDoses,
  importPeople,
  listDoseImports,
  listDuplicates,
  listImports,
  type PeopleImport,
  rememberedColumns,
  type ResponseOf,
  undoDoseImport,
  undoDuplicate,
  undoImport,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { DecideDuplicate } from './decide-duplicate';
import { ImportDoses } from './import-doses';
import { ImportPeople } from './import-people';
import { RememberedColumns } from './remembered-columns';

@Controller()
export class PeopleController {
  constructor(
    private readonly imports: ImportPeople,
    private readonly doses: ImportDoses,
    private readonly columns: RememberedColumns,
    private readonly pairs: DecideDuplicate,
  ) {}

  @Serve(importPeople)
  import(@Input() request: Parsed<typeof importPeople, StaffCaller>): Promise<PeopleImport> {
    return this.imports.run(request);
  }

  @Serve(listImports)
  list(): Promise<ResponseOf<typeof listImports>> {
    return this.imports.list();
  }

  @Serve(undoImport)
  undo(@Input() request: Parsed<typeof undoImport, StaffCaller>): Promise<ResponseOf<typeof undoImport>> {
    return this.imports.undo(request);
  }

  @Serve(importDoses)
  importDoses(@Input() request: Parsed<typeof importDoses, StaffCaller>): Promise<DoseImport> {
    return this.doses.run(request);
  }

  @Serve(listDoseImports)
  listDoses(): Promise<ResponseOf<typeof listDoseImports>> {
    return this.doses.list();
  }

  @Serve(undoDoseImport)
  undoDoses(@Input() request: Parsed<typeof undoDoseImport, StaffCaller>): Promise<ResponseOf<typeof undoDoseImport>> {
    return this.doses.undo(request);
  }

  @Serve(listDuplicates)
  duplicates(@Input() request: Parsed<typeof listDuplicates, StaffCaller>): Promise<ResponseOf<typeof listDuplicates>> {
    return this.pairs.list(request);
  }

  @Serve(decideDuplicate)
  decide(@Input() request: Parsed<typeof decideDuplicate, StaffCaller>): Promise<ResponseOf<typeof decideDuplicate>> {
    return this.pairs.decide(request);
  }

  @Serve(undoDuplicate)
  undoDecision(@Input() request: Parsed<typeof undoDuplicate, StaffCaller>): Promise<void> {
    return this.pairs.undo(request);
  }

  @Serve(rememberedColumns)
  remembered(
    @Input() request: Parsed<typeof rememberedColumns, StaffCaller>,
  ): Promise<ResponseOf<typeof rememberedColumns>> {
    return this.columns.show(request);
  }

  @Serve(forgetColumns)
  forget(@Input() request: Parsed<typeof forgetColumns, StaffCaller>): Promise<void> {
    return this.columns.forget(request);
  }
}
