import { Controller } from '@nestjs/common';
import {
  changeServiceRule,
  getServiceRule,
  type RuleDryRun,
  type ServiceRule,
  tryServiceRule,
} from '@fairslot/contract';
import type { StaffCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { ChangeRule } from './change-rule';

@Controller()
export class RulesController {
  constructor(private readonly rules: ChangeRule) {}

  @Serve(getServiceRule)
  get(@Input() request: Parsed<typeof getServiceRule, StaffCaller>): Promise<ServiceRule> {
    return this.rules.get(request);
  }

  @Serve(tryServiceRule)
  try(@Input() request: Parsed<typeof tryServiceRule, StaffCaller>): Promise<RuleDryRun> {
    return this.rules.try(request);
  }

  @Serve(changeServiceRule)
  change(@Input() request: Parsed<typeof changeServiceRule, StaffCaller>): Promise<ServiceRule> {
    return this.rules.change(request);
  }
}
