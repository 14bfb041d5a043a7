import { Controller } from '@nestjs/common';
import {
  approveCampaign,
  type Campaign,
  type CampaignPlan,
  type CampaignProgress,
  type CampaignSimulation,
  changeCampaign,
  createCampaign,
  getCampaign,
  getProgress,
  getRegionOverview,
  getStandardWords,
  listCampaigns,
  pauseCampaign,
  planCampaign,
  simulateCampaign,
  refuseCampaign,
  type RegionOverview,
  releaseCampaign,
  requestApproval,
  type ResponseOf,
  resumeCampaign,
  sendTestMessage,
  setBudget,
  slowCampaign,
  stopCampaign,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { maySeePeople } from '../staff/staff.policy';
import { PlanCampaign } from './plan-campaign';
import { SimulateCampaign } from './simulate-campaign';
import { RegionQueries } from './region.queries';
import { SendTestMessage } from './send-test-message';
import { SetBudget } from './set-budget';
import { ShowCampaign } from './show-campaign';
import { ShowProgress } from './show-progress';
import { WriteCampaign } from './write-campaign';
import { WriteWords } from './write-words';

type On = Parsed<typeof approveCampaign, StaffCaller>;

@Controller()
export class CampaignsController {
  constructor(
    private readonly show: ShowCampaign,
    private readonly campaigns: WriteCampaign,
    private readonly budget: SetBudget,
    private readonly plans: PlanCampaign,
    private readonly simulation: SimulateCampaign,
    private readonly progressOf: ShowProgress,
    private readonly region: RegionQueries,
    private readonly words: WriteWords,
    private readonly test: SendTestMessage,
  ) {}

  @Serve(listCampaigns)
  async list(
    @Input() { caller }: Parsed<typeof listCampaigns, StaffCaller>,
  ): Promise<ResponseOf<typeof listCampaigns>> {
    return { items: await this.show.list(caller) };
  }

  @Serve(createCampaign)
  create(@Input() request: Parsed<typeof createCampaign, StaffCaller>): Promise<Campaign> {
    return this.campaigns.create(request);
  }

  @Serve(getStandardWords)
  standardWords(): ResponseOf<typeof getStandardWords> {
    return { items: this.words.standard(), longest: this.words.longest() };
  }

  @Serve(sendTestMessage)
  sendTest(@Input() request: Parsed<typeof sendTestMessage, StaffCaller>): Promise<ResponseOf<typeof sendTestMessage>> {
    return this.test.run(request);
  }

  @Serve(getCampaign)
  async get(@Input() { params, caller }: On): Promise<Campaign> {
    return this.show.shown(await this.show.find(params.campaignId, caller), caller);
  }

  @Serve(changeCampaign)
  change(@Input() request: Parsed<typeof changeCampaign, StaffCaller>): Promise<Campaign> {
    return this.campaigns.change(request);
  }

  @Serve(planCampaign)
  async plan(@Input() { params, caller }: On): Promise<CampaignPlan> {
    return this.plans.run(await this.show.find(params.campaignId, caller), maySeePeople(caller));
  }

  @Serve(simulateCampaign)
  async simulate(@Input() { params, caller }: On): Promise<CampaignSimulation> {
    return this.simulation.run(await this.show.find(params.campaignId, caller));
  }

  @Serve(requestApproval)
  requestApproval(@Input() request: On): Promise<Campaign> {
    return this.campaigns.requestApproval(request);
  }

  @Serve(approveCampaign)
  approve(@Input() request: On): Promise<Campaign> {
    return this.campaigns.approve(request);
  }

  @Serve(refuseCampaign)
  refuse(@Input() request: On): Promise<Campaign> {
    return this.campaigns.refuse(request);
  }

  @Serve(releaseCampaign)
  release(@Input() request: On): Promise<Campaign> {
    return this.campaigns.release(request);
  }

  @Serve(pauseCampaign)
  pause(@Input() request: On): Promise<Campaign> {
    return this.campaigns.pause(request);
  }

  @Serve(resumeCampaign)
  resume(@Input() request: On): Promise<Campaign> {
    return this.campaigns.resume(request);
  }

  @Serve(slowCampaign)
  slow(@Input() request: Parsed<typeof slowCampaign, StaffCaller>): Promise<Campaign> {
    return this.campaigns.slow(request);
  }

  @Serve(stopCampaign)
  stop(@Input() request: Parsed<typeof stopCampaign, StaffCaller>): Promise<Campaign> {
    return this.campaigns.stop(request);
  }

  @Serve(getProgress)
  async progress(@Input() { params, caller }: On): Promise<CampaignProgress> {
    const campaign = await this.show.find(params.campaignId, caller);
    return this.progressOf.run(campaign, await this.plans.left(campaign), caller);
  }

  @Serve(setBudget)
  setBudget(@Input() request: Parsed<typeof setBudget, StaffCaller>): Promise<Campaign> {
    return this.budget.run(request);
  }

  @Serve(getRegionOverview)
  overview(@Input() { query, caller }: Parsed<typeof getRegionOverview, StaffCaller>): Promise<RegionOverview> {
    return this.region.overview(query.serviceId, caller);
  }
}
