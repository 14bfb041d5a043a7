import { Inject, Injectable } from '@nestjs/common';
import { FreeHolds } from './bookings/free-holds';
import { FreeUseless } from './bookings/free-useless';
import { ManageSessionsStore } from './bookings/manage-sessions.store';
import { SendAskedDetails } from './bookings/send-asked-details';
import { ReleaseWaves } from './campaigns/release-waves';
import { KeepClinic } from './clinic-changes/keep-clinic';
import { ResumePaused } from './clinic-changes/resume-paused';
import { SendAlerts } from './clinic-changes/send-alerts.job';
import { FollowSlots } from './clinics/follow-slots';
import { ReconcileSlots } from './clinics/reconcile-slots';
import { SlotsStore } from './clinics/slots.store';
import { JourneysStore } from './journeys/journeys.store';
import { Dispatch } from './messages/dispatch';
import { FindLostMessages } from './messages/find-lost-messages';
import { WriteLetters } from './messages/letters/write-letters.job';
import { ProviderHealth } from './messages/provider-health';
import { SettleMessages } from './messages/settle-messages';
import { ForgetReplies } from './messages/webhooks/forget-replies.job';
import { KeepRecords } from './people/keep-records';
import { ImportPeople } from './people/import-people';
import { CONFIG, type Config } from './platform/config/config';
import { Timers } from './platform/jobs/timers';
import { ServiceCatalogue } from './services/service-catalogue';
import { ServicePauses } from './services/service-pauses';
import { SiteDirectory } from './sites/site-directory';
import { SendInvitations } from './team/send-invitations.job';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Every timed job of the program, with the reason for it. */
@Injectable()
export class Schedule {
  constructor(
    private readonly timers: Timers,
    private readonly sites: SiteDirectory,
    private readonly services: ServiceCatalogue,
    private readonly pauses: ServicePauses,
    private readonly slots: FollowSlots,
    private readonly slotsStore: SlotsStore,
    private readonly kept: KeepClinic,
    private readonly paused: ResumePaused,
    private readonly reconcile: ReconcileSlots,
    private readonly holds: FreeHolds,
    private readonly useless: FreeUseless,
    private readonly asked: SendAskedDetails,
    private readonly sessions: ManageSessionsStore,
    private readonly journeys: JourneysStore,
    private readonly dispatch: Dispatch,
    private readonly lost: FindLostMessages,
    private readonly settle: SettleMessages,
    private readonly providers: ProviderHealth,
    private readonly letters: WriteLetters,
    private readonly replies: ForgetReplies,
    private readonly staffInvitations: SendInvitations,
    private readonly staffAlerts: SendAlerts,
    private readonly waves: ReleaseWaves,
    private readonly imports: ImportPeople,
    private readonly records: KeepRecords,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Loads what lives in memory and starts the timers of this process's roles. */
  async start(): Promise<void> {
    const { timers } = this;
    await this.loadCatalogues();
    // Both roles answer with, or write messages about, sites and services; staff edits must reach them within seconds.
    timers.every(3 * SECOND, 'read sites and services anew', () => this.loadCatalogues());
    if (this.config.ROLES.includes('api')) {
      await this.slots.load();
      // Search may be five seconds old at most; a quarter of a second is what residents notice least.
      timers.every(SECOND / 4, 'follow slots', () => this.slots.poll());
      // Times that have begun are never offered again and would only fill memory.
      timers.every(10 * MINUTE, 'forget past slots', async () => this.slots.forget());
    }
    if (!this.config.ROLES.includes('worker')) return;
    // A lapsed hold is no hold at once; this only puts its place back on sale.
    timers.every(2 * SECOND, 'expire holds', () => this.holds.run());
    // Whoever lost their reference waits with the phone in hand.
    timers.every(2 * SECOND, 'send details asked for', () => this.asked.run());
    // Lists say who has had it elsewhere, or has died; their places are somebody else's within minutes.
    timers.every(MINUTE, 'free useless bookings', () => this.useless.run());
    // The part of a clinic kept back from the public goes on sale at a set time.
    timers.every(MINUTE, 'release reserved shares', () => this.slotsStore.releaseReserved());
    // Places kept for some people until a date are everybody's on that date.
    timers.every(MINUTE, 'open kept clinics', () => this.kept.run());
    // A pause has a last day, and nobody is there at midnight.
    timers.every(MINUTE, 'resume paused clinics', () => this.paused.run());
    // Proof that nothing was oversold or lost; a slot that fails it is taken off sale within the minute.
    timers.every(MINUTE, 'reconcile slots', () => this.reconcile.run());
    // The guarantee behind every message; the nudge after a booking is only speed.
    timers.every(SECOND, 'scan messages', () => this.dispatch.scan());
    // A worker that died while sending, and messages too late to be of use.
    timers.every(5 * SECOND, 'sweep messages', () => this.lost.sweep());
    // Where an answer was lost, the provider knows.
    timers.every(2 * SECOND, 'ask for lost messages', () => this.lost.ask());
    // Whoever a message did not reach is reached in another way, or called.
    timers.every(2 * SECOND, 'settle failed messages', () => this.settle.run());
    // A change by the site of which nobody knows that it was heard.
    timers.every(MINUTE, 'call the unheard', () => this.settle.callUnheard());
    // Staff see that a provider rests before people ask them where their text is.
    timers.every(MINUTE, 'report providers', () => this.providers.report());
    // The print supplier fetches what there is.
    timers.every(60 * MINUTE, 'write letters', () => this.letters.run());
    // Nobody needs what somebody texted us for ever.
    timers.every(60 * MINUTE, 'forget replies', () => this.replies.run());
    // Whoever was invited to the staff site is told within seconds, and again where the mail server was away.
    timers.every(5 * SECOND, 'send staff invitations', () => this.staffInvitations.run());
    // A change that waits for a second person waits an hour: they have to hear of it at once.
    timers.every(5 * SECOND, 'send staff alerts', () => this.staffAlerts.run());
    // Invitations flow as times become free; a pause is heeded at once, a new clinic within seconds.
    timers.every(5 * SECOND, 'release waves', () => this.waves.run());
    // An import can be undone for a day; what it changed is not kept longer.
    timers.every(60 * MINUTE, 'forget what imports changed', () => this.imports.forget());
    // Nothing is kept for ever; it goes at night, once somebody has looked at how much and switched it on.
    timers.every(10 * MINUTE, 'let go what is past its time', () => this.records.run());
    // Drafts live 20 hours; what nobody can read any more should not be kept.
    timers.every(10 * MINUTE, 'forget drafts', () => this.journeys.expire());
    // Keys, sessions and failed look-ups past their use.
    timers.every(60 * MINUTE, 'tidy sessions and keys', () => this.sessions.tidy());
    // Every process has read an event after seconds; an hour is plenty.
    timers.every(10 * MINUTE, 'trim slot events', () => this.slotsStore.trimEvents());
  }

  private async loadCatalogues(): Promise<void> {
    await Promise.all([this.sites.load(), this.services.load(), this.pauses.load()]);
  }
}
