import { Module } from '@nestjs/common';
import { ClinicsModule } from '../clinics/clinics.module';
import { MessagesModule } from '../messages/messages.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { BookingCalendar } from './booking-calendar';
import { BookingMessageValues } from './booking-message-values';
import { BookingMessageStore } from './booking-message.store';
import { BookingsController } from './bookings.controller';
import { BookingsStore } from './bookings.store';
import { BookedTogetherStore } from './booked-together.store';
import { CancelBooking } from './cancel-booking';
import { ChangeHelp } from './change-help';
import { ConfirmBooking } from './confirm-booking';
import { DayController } from './day.controller';
import { DayQueries } from './day.queries';
import { DayRowQueries } from './day-row.queries';
import { DayStore } from './day.store';
import { AnswerReply } from './answer-reply';
import { AnswerReplyStore } from './answer-reply.store';
import { AllocationStore } from './allocation.store';
import { BoundHolds } from './bound-holds';
import { FreeHolds } from './free-holds';
import { GiveBack } from './give-back';
import { PlanHold } from './plan-hold';
import { Reallocate } from './reallocate';
import { RestoreBooking } from './restore-booking';
import { SeatHold } from './seat-hold';
import { JudgeMove } from './judge-move';
import { ReplayHold } from './replay-hold';
import { ShowHold } from './show-hold';
import { InvitationsModule } from '../invitations/invitations.module';
import { HoldSlot } from './hold-slot';
import { BookingTokens } from './booking-tokens';
import { HoldsController } from './holds.controller';
import { HoldsStore } from './holds.store';
import { KeepBooking } from './keep-booking';
import { KeepHold } from './keep-hold';
import { ManageController } from './manage.controller';
import { ManageSessions } from './manage-sessions';
import { ManageSessionsStore } from './manage-sessions.store';
import { ManagedBookings } from './managed-booking';
import { MoveBooking } from './move-booking';
import { OpenManageSession } from './open-manage-session';
import { RecordAttendance } from './record-attendance';
import { SearchBookings } from './search-bookings';
import { SearchBookingsQueries } from './search-bookings.queries';
import { WriteBookingMessage } from './write-booking-message';
import { AddMoreTime } from './add-more-time';
import { AddNote } from './add-note';
import { HelperLinksStore } from './helper-links.store';
import { MoreTimeStore } from './more-time.store';
import { AddWalkIn } from './add-walk-in';
import { AskForDetails } from './ask-for-details';
import { AskedDetailsStore } from './asked-details.store';
import { BookForCaller } from './book-for-caller';
import { BookingDetailQueries } from './booking-detail.queries';
import { ChangeDetails } from './change-details';
import { DoseQuestionsStore } from './dose-questions.store';
import { DosesStore } from './doses.store';
import { ExportDay } from './export-day';
import { FreeUseless } from './free-useless';
import { HoldForCaller } from './hold-for-caller';
import { NotesStore } from './notes.store';
import { OpenBooking } from './open-booking';
import { PhoneController } from './phone.controller';
import { RecordOutcomes } from './record-outcomes';
import { SendAgain } from './send-again';
import { SendAskedDetails } from './send-asked-details';
import { SendDetailsAgain } from './send-details-again';
import { ShareBooking } from './share-booking';
import { StaffHoldsStore } from './staff-holds.store';
import { WalkInsStore } from './walk-ins.store';
import { StockModule } from '../stock/stock.module';

@Module({
  imports: [StaffModule, SitesModule, ServicesModule, ClinicsModule, MessagesModule, InvitationsModule, StockModule],
  controllers: [HoldsController, BookingsController, ManageController, DayController, PhoneController],
  providers: [
    HoldsStore,
    BookingsStore,
    ManageSessionsStore,
    BookingMessageStore,
    BookingMessageValues,
    BookingCalendar,
    FreeHolds,
    AskedDetailsStore,
    AskForDetails,
    SendAskedDetails,
    AllocationStore,
    AnswerReplyStore,
    AnswerReply,
    Reallocate,
    GiveBack,
    BoundHolds,
    PlanHold,
    SeatHold,
    ShowHold,
    ReplayHold,
    JudgeMove,
    RestoreBooking,
    BookingTokens,
    HoldSlot,
    KeepHold,
    ConfirmBooking,
    OpenManageSession,
    ManageSessions,
    ManagedBookings,
    MoveBooking,
    CancelBooking,
    ChangeHelp,
    BookedTogetherStore,
    WriteBookingMessage,
    DayQueries,
    DayRowQueries,
    DayStore,
    RecordAttendance,
    SearchBookings,
    SearchBookingsQueries,
    RecordOutcomes,
    ChangeDetails,
    AddWalkIn,
    WalkInsStore,
    DosesStore,
    BookingDetailQueries,
    OpenBooking,
    AddMoreTime,
    HelperLinksStore,
    ShareBooking,
    SendAgain,
    SendDetailsAgain,
    MoreTimeStore,
    AddNote,
    NotesStore,
    ExportDay,
    HoldForCaller,
    StaffHoldsStore,
    BookForCaller,
    DoseQuestionsStore,
    FreeUseless,
    KeepBooking,
  ],
  exports: [
    FreeHolds,
    FreeUseless,
    SendAskedDetails,
    ManageSessionsStore,
    AllocationStore,
    Reallocate,
    WriteBookingMessage,
    BookingTokens,
    HoldSlot,
    ConfirmBooking,
  ],
})
export class BookingsModule {}
