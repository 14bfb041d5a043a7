import { Controller } from '@nestjs/common';
import {
  bookForHelped,
  getDraftLink,
  getHelpedDraft,
  holdForHelped,
  searchForHelped,
  shareDraft,
  timesForHelped,
  type DraftLink,
  type HelpedDraft,
  type ResponseOf,
} from '@fairslot/contract';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { BookForHelped } from './book-for-helped';
import { HoldForHelped } from './hold-for-helped';
import { SearchForHelped } from './search-for-helped';
import { ShareDraft } from './share-draft';

@Controller()
export class HelpedDraftsController {
  constructor(
    private readonly shareDraft: ShareDraft,
    private readonly searchForHelped: SearchForHelped,
    private readonly holdForHelped: HoldForHelped,
    private readonly bookForHelped: BookForHelped,
  ) {}

  @Serve(getDraftLink)
  link(@Input() { params }: Parsed<typeof getDraftLink>): Promise<DraftLink> {
    return this.shareDraft.read(params.journeyId);
  }

  @Serve(shareDraft)
  share(@Input() request: Parsed<typeof shareDraft>): Promise<DraftLink> {
    return this.shareDraft.run(request);
  }

  @Serve(getHelpedDraft)
  draft(@Input() { params }: Parsed<typeof getHelpedDraft>): Promise<HelpedDraft> {
    return this.searchForHelped.draft(params.token);
  }

  @Serve(searchForHelped)
  search(@Input() request: Parsed<typeof searchForHelped>): Promise<ResponseOf<typeof searchForHelped>> {
    return this.searchForHelped.run(request);
  }

  @Serve(timesForHelped)
  times(@Input() request: Parsed<typeof timesForHelped>): Promise<ResponseOf<typeof timesForHelped>> {
    return this.searchForHelped.times(request);
  }

  @Serve(holdForHelped)
  hold(@Input() request: Parsed<typeof holdForHelped>): Promise<HelpedDraft> {
    return this.holdForHelped.run(request);
  }

  @Serve(bookForHelped)
  book(@Input() request: Parsed<typeof bookForHelped>): Promise<ResponseOf<typeof bookForHelped>> {
    return this.bookForHelped.run(request);
  }
}
