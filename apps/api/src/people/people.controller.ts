import { Controller } from '@nestjs/common';
import { importPeople, listImports, undoImport, type PeopleImport, type ResponseOf } from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ImportPeople } from './import-people';

@Controller()
export class PeopleController {
  constructor(private readonly imports: ImportPeople) {}

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
}
