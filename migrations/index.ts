import { Schema1763900000000 } from './1763900000000-schema';
import { Functions1763900000001 } from './1763900000001-functions';
import { Access1763900000002 } from './1763900000002-access';
import { Allocation1764100000000 } from './1764100000000-allocation';
import { AllocationFunctions1764100000001 } from './1764100000001-allocation-functions';
import { Messages1764200000000 } from './1764200000000-messages';
import { PreparedFunctions1764210000000 } from './1764210000000-prepared-functions';
import { MessageLedger1764300000000 } from './1764300000000-message-ledger';
import { MessageStaff1764300000001 } from './1764300000001-message-staff';
import { CallNames1764300000002 } from './1764300000002-call-names';
import { MessageIndexes1764300000003 } from './1764300000003-message-indexes';
import { Invited1764400000000 } from './1764400000000-invited';
import { StaffSite1764500000000 } from './1764500000000-staff-site';
import { Campaigns1764600000000 } from './1764600000000-campaigns';
import { AttemptsInScope1764600000001 } from './1764600000001-attempts-in-scope';
import { PlaceDetails1764750000000 } from './1764750000000-place-details';
import { Equality1764750000001 } from './1764750000001-equality';
import { PeopleLists1764800000000 } from './1764800000000-people-lists';
import { CoordinatorRoles1764900000000 } from './1764900000000-coordinator-roles';
import { DisplacedBookings1764900000000 } from './1764900000000-displaced-bookings';
import { CampaignWords1764900000001 } from './1764900000001-campaign-words';
import { RuleVersions1764900000002 } from './1764900000002-rule-versions';
import { Records1764900000003 } from './1764900000003-records';
import { BookingNotes1764950000000 } from './1764950000000-booking-notes';
import { MoreTime1765000000000 } from './1765000000000-more-time';
import { HelperLinks1765000000001 } from './1765000000001-helper-links';
import { ChangeProposals1765010000000 } from './1765010000000-change-proposals';
import { ListsAtSpeed1765020000000 } from './1765020000000-lists-at-speed';
import { DosesElsewhere1765030000000 } from './1765030000000-doses-elsewhere';
import { Retention1765030000001 } from './1765030000001-retention';
import { KeptClinics1765030000002 } from './1765030000002-kept-clinics';
import { HelperRole1765030000003 } from './1765030000003-helper-role';
import { CompletedByPerson1765050000000 } from './1765050000000-completed-by-person';
import { WavesAtSpeed1765100000001 } from './1765100000001-waves-at-speed';
import { NamesWithoutIndexes1765100000002 } from './1765100000002-names-without-indexes';
import { HomeVisits1765200000001 } from './1765200000001-home-visits';
import { Sleepers1765200000002 } from './1765200000002-sleepers';
import { DraftLinks1765300000001 } from './1765300000001-draft-links';
import { DetailsAgain1765300000002 } from './1765300000002-details-again';
import { HomeVisitsForAll1765600000001 } from './1765600000001-home-visits-for-all';
import { AttemptKinds1765600000002 } from './1765600000002-attempt-kinds';
import { MessageCopies1765600000003 } from './1765600000003-message-copies';
import { AuditAtSpeed1765700000001 } from './1765700000001-audit-at-speed';
import { WakeOnce1765700000002 } from './1765700000002-wake-once';
import { RowsInOrder1765900000001 } from './1765900000001-rows-in-order';
import { ClosureReasons1766000000001 } from './1766000000001-closure-reasons';
import { PasswordCosts1766100000001 } from './1766100000001-password-costs';
import { DosesOfAService1766100000002 } from './1766100000002-doses-of-a-service';
import { WhatChanged1766300000001 } from './1766300000001-what-changed';
import { AskedDetails1766300000002 } from './1766300000002-asked-details';
import { Pauses1766400000001 } from './1766400000001-pauses';
import { ClosuresForServices1766400000002 } from './1766400000002-closures-for-services';
import { RolesThatEnd1766400000003 } from './1766400000003-roles-that-end';
import { AuditOfTheRegion1766400000004 } from './1766400000004-audit-of-the-region';
import { ToldOfASite1766500000001 } from './1766500000001-told-of-a-site';
import { AuditWithoutSessions1766600000001 } from './1766600000001-audit-without-sessions';
import { PausedSeries1766600000002 } from './1766600000002-paused-series';
import { ClinicOptions1766600000003 } from './1766600000003-clinic-options';
import { ApprovedTerms1766600000021 } from './1766600000021-approved-terms';
import { UndoOfTexts1766600000041 } from './1766600000041-undo-of-texts';
import { PersonKeyByHash1766800000001 } from './1766800000001-person-key-by-hash';
import { NumberLists1766700000021 } from './1766700000021-number-lists';
import { PossibleDuplicates1766700000022 } from './1766700000022-possible-duplicates';
import { CampaignBudget1766700000011 } from './1766700000011-campaign-budget';
import { WomenOnlyAtTheDesk1766700000031 } from './1766700000031-women-only-at-the-desk';
import { SendingHours1766700000001 } from './1766700000001-sending-hours';

/** Every migration, oldest first. */
export const migrations = [
  Schema1763900000000,
  Functions1763900000001,
  Access1763900000002,
  Allocation1764100000000,
  AllocationFunctions1764100000001,
  Messages1764200000000,
  PreparedFunctions1764210000000,
  MessageLedger1764300000000,
  MessageStaff1764300000001,
  CallNames1764300000002,
  MessageIndexes1764300000003,
  Invited1764400000000,
  StaffSite1764500000000,
  Campaigns1764600000000,
  AttemptsInScope1764600000001,
  PlaceDetails1764750000000,
  Equality1764750000001,
  PeopleLists1764800000000,
  CoordinatorRoles1764900000000,
  DisplacedBookings1764900000000,
  CampaignWords1764900000001,
  RuleVersions1764900000002,
  Records1764900000003,
  BookingNotes1764950000000,
  MoreTime1765000000000,
  HelperLinks1765000000001,
  ChangeProposals1765010000000,
  ListsAtSpeed1765020000000,
  DosesElsewhere1765030000000,
  Retention1765030000001,
  KeptClinics1765030000002,
  HelperRole1765030000003,
  CompletedByPerson1765050000000,
  WavesAtSpeed1765100000001,
  NamesWithoutIndexes1765100000002,
  HomeVisits1765200000001,
  Sleepers1765200000002,
  DraftLinks1765300000001,
  DetailsAgain1765300000002,
  HomeVisitsForAll1765600000001,
  AttemptKinds1765600000002,
  MessageCopies1765600000003,
  AuditAtSpeed1765700000001,
  WakeOnce1765700000002,
  RowsInOrder1765900000001,
  ClosureReasons1766000000001,
  PasswordCosts1766100000001,
  DosesOfAService1766100000002,
  WhatChanged1766300000001,
  AskedDetails1766300000002,
  Pauses1766400000001,
  ClosuresForServices1766400000002,
  RolesThatEnd1766400000003,
  AuditOfTheRegion1766400000004,
  ToldOfASite1766500000001,
  AuditWithoutSessions1766600000001,
  PausedSeries1766600000002,
  ClinicOptions1766600000003,
  ApprovedTerms1766600000021,
  UndoOfTexts1766600000041,
  SendingHours1766700000001,
  CampaignBudget1766700000011,
  NumberLists1766700000021,
  PossibleDuplicates1766700000022,
  WomenOnlyAtTheDesk1766700000031,
  PersonKeyByHash1766800000001,
];
