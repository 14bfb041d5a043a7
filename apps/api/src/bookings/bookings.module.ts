import { Module } from '@nestjs/common';
import { ClinicsModule } from '../clinics/clinics.module';
import { MessagesModule } from '../messages/messages.module';
import { ServicesModule } from '../services/services.module';
import { SitesModule } from '../sites/sites.module';
import { StaffModule } from '../staff/staff.module';
import { BookingMessageStore } from './booking-message.store';
import { BookingsController } from './bookings.controller';
import { BookingsStore } from './bookings.store';
import { CancelBooking } from './cancel-booking';
import { ConfirmBooking } from './confirm-booking';
import { DayController } from './day.controller';
import { DayQueries } from './day.queries';
import { DayRowQueries } from './day-row.queries';
import { DayStore } from './day.store';
import { ExpireHolds } from './expire-holds';
import { HoldSlot } from './hold-slot';
import { BookingTokens } from './booking-tokens';
import { HoldsController } from './holds.controller';
import { HoldsStore } from './holds.store';
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

@Module({
  imports: [StaffModule, SitesModule, ServicesModule, ClinicsModule, MessagesModule],
  controllers: [HoldsController, BookingsController, ManageController, DayController],
  providers: [
    HoldsStore,
    BookingsStore,
    ManageSessionsStore,
    BookingMessageStore,
    ExpireHolds,
    BookingTokens,
    HoldSlot,
    KeepHold,
    ConfirmBooking,
    OpenManageSession,
    ManageSessions,
    ManagedBookings,
    MoveBooking,
    CancelBooking,
    WriteBookingMessage,
    DayQueries,
    DayRowQueries,
    DayStore,
    RecordAttendance,
    SearchBookings,
    SearchBookingsQueries,
  ],
  exports: [ExpireHolds, ManageSessionsStore],
})
export class BookingsModule {}
