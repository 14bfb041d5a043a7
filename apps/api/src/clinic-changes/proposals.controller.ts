import { Controller } from '@nestjs/common';
import {
  approveProposal,
  askSecondPerson,
  getProposal,
  listProposals,
  refuseProposal,
  seeAlert,
  withdrawProposal,
  type Proposal,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { DecideProposal } from './decide-proposal';
import { ProposalsQueries } from './proposals.queries';
import { SeeAlert } from './see-alert';

@Controller()
export class ProposalsController {
  constructor(
    private readonly decisions: DecideProposal,
    private readonly queries: ProposalsQueries,
    private readonly alerts: SeeAlert,
  ) {}

  @Serve(askSecondPerson)
  ask(@Input() request: Parsed<typeof askSecondPerson, StaffCaller>): Promise<Proposal> {
    return this.decisions.ask(request);
  }

  @Serve(listProposals)
  list(@Input() request: Parsed<typeof listProposals, StaffCaller>): Promise<ResponseOf<typeof listProposals>> {
    return this.queries.list(request.caller);
  }

  @Serve(getProposal)
  get(@Input() request: Parsed<typeof getProposal, StaffCaller>): Promise<ResponseOf<typeof getProposal>> {
    return this.decisions.get(request);
  }

  @Serve(approveProposal)
  approve(@Input() request: Parsed<typeof approveProposal, StaffCaller>): Promise<ResponseOf<typeof approveProposal>> {
    return this.decisions.approve(request);
  }

  @Serve(refuseProposal)
  refuse(@Input() request: Parsed<typeof refuseProposal, StaffCaller>): Promise<Proposal> {
    return this.decisions.refuse(request);
  }

  @Serve(withdrawProposal)
  withdraw(@Input() request: Parsed<typeof withdrawProposal, StaffCaller>): Promise<Proposal> {
    return this.decisions.withdraw(request);
  }

  @Serve(seeAlert)
  see(@Input() request: Parsed<typeof seeAlert, StaffCaller>): Promise<void> {
    return this.alerts.run(request);
  }
}
