import { listCalls, tickOffCall } from './staff/calls';
import { campaignFigureEndpoints } from './staff/campaign-figures';
import { campaignEndpoints } from './staff/campaigns';
import { homeVisitEndpoints } from './staff/home-visits';
import { recordEndpoints } from './staff/records';
import { retentionEndpoints } from './staff/retention';
import { ruleEndpoints } from './staff/rules';
import { cohortEndpoints } from './staff/cohorts';
import { duplicateEndpoints } from './staff/duplicates';
import { peopleEndpoints } from './staff/people';
import {
  cancelClinic,
  createClinic,
  editClinic,
  getClinic,
  listClinics,
  pauseClinic,
  previewClinic,
  previewClinicChange,
  resumeClinic,
} from './staff/clinics';
import { keptClinicEndpoints } from './staff/kept-clinics';
import { createClosure, endClosure, listClosures, previewClosure } from './staff/closures';
import { checkIn, completeBooking, didNotAttend, getDay, searchBookings, undoBooking } from './staff/day';
import {
  countMessages,
  endKillSwitch,
  listBookingMessages,
  listKillSwitches,
  listMessages,
  retryMessage,
  setKillSwitch,
  watchMessages,
  watchQueue,
} from './staff/messages';
import {
  cancelSeries,
  createSeries,
  editSeries,
  getSeries,
  listSeries,
  pauseSeries,
  previewSeries,
  previewSeriesChange,
  resumeSeries,
} from './staff/series';
import { servicePauseEndpoints } from './staff/service-pauses';
import { proposalEndpoints } from './staff/proposals';
import { auditEndpoints } from './staff/audit';
import { reportEndpoints } from './staff/reports';
import { staffSiteEndpoints } from './staff/site-endpoints';
import { getWeek, listStranded } from './staff/week';
import { getSite, listTimes, listWalkIns, searchAvailability } from './public/availability';
import { confirmBooking } from './public/bookings';
import {
  bookForHelped,
  getDraftLink,
  getHelpedDraft,
  holdForHelped,
  searchForHelped,
  shareDraft,
  timesForHelped,
} from './public/helped-drafts';
import { holdSlot, releaseHold, renewHold, sendDetailsAgain } from './public/holds';
import { declineInvitation, getInvitation, openInvitation } from './public/invitations';
import { askToBeTold } from './public/alerts';
import { askForHomeVisit } from './public/home-visits';
import { answerEquality } from './public/equality';
import { checkEligibility, createJourney, deleteJourney, getJourney, updateJourney } from './public/journeys';
import {
  cancelBooking,
  changeHelp,
  closeManageSession,
  getHelpedBooking,
  listManagedBookings,
  moveBooking,
  askForDetails,
  openManageSession,
  keepBooking,
  restoreBooking,
  shareBooking,
  sendAgain,
} from './public/manage';
import { getSitePhoto } from './public/places';
import { listServices, locate, locateNearest } from './public/services';
import { receiveTwilioMessage, receiveTwilioStatus, unsubscribe } from './public/webhooks';

export * from './endpoint';
export * from './errors';
export * from './openapi';
export * from './permissions';
export * from './public/availability';
export * from './public/bookings';
export * from './public/draft-party';
export * from './public/draft-requests';
export * from './public/helped-drafts';
export * from './public/holds';
export * from './public/invitations';
export * from './public/alerts';
export * from './public/equality';
export * from './public/home-visits';
export * from './public/journeys';
export * from './public/manage';
export * from './public/places';
export * from './public/services';
export * from './public/webhooks';
export * from './staff/calls';
export * from './staff/campaign-figures';
export * from './staff/campaigns';
export * from './staff/home-visits';
export * from './staff/records';
export * from './staff/retention';
export * from './staff/kept-clinics';
export * from './staff/rules';
export * from './staff/changes';
export * from './staff/cohorts';
export * from './staff/duplicates';
export * from './staff/people';
export * from './staff/clinics';
export * from './staff/closures';
export * from './staff/day';
export * from './staff/day-export';
export * from './staff/notes';
export * from './staff/phone';
export * from './staff/messages';
export * from './staff/proposals';
export * from './staff/audit';
export * from './staff/reports';
export * from './staff/series';
export * from './staff/service-pauses';
export * from './staff/session';
export * from './staff/region-lists';
export * from './staff/sites';
export * from './staff/site-photos';
export * from './staff/stock';
export * from './staff/team';
export * from './staff/walk-ins';
export * from './staff/week';

/** Every endpoint there is. The API refuses to start when one is not served. */
export const endpoints = [
  listServices,
  locate,
  locateNearest,
  searchAvailability,
  getSite,
  getSitePhoto,
  listTimes,
  listWalkIns,
  answerEquality,
  askToBeTold,
  askForHomeVisit,
  createJourney,
  getJourney,
  updateJourney,
  deleteJourney,
  getDraftLink,
  shareDraft,
  getHelpedDraft,
  searchForHelped,
  timesForHelped,
  holdForHelped,
  bookForHelped,
  checkEligibility,
  holdSlot,
  renewHold,
  releaseHold,
  sendDetailsAgain,
  confirmBooking,
  askForDetails,
  openManageSession,
  closeManageSession,
  getHelpedBooking,
  listManagedBookings,
  moveBooking,
  cancelBooking,
  keepBooking,
  restoreBooking,
  changeHelp,
  sendAgain,
  shareBooking,
  getInvitation,
  openInvitation,
  declineInvitation,
  receiveTwilioStatus,
  receiveTwilioMessage,
  unsubscribe,
  ...staffSiteEndpoints,
  ...peopleEndpoints,
  ...duplicateEndpoints,
  ...cohortEndpoints,
  ...campaignEndpoints,
  ...campaignFigureEndpoints,
  ...recordEndpoints,
  ...retentionEndpoints,
  ...homeVisitEndpoints,
  ...keptClinicEndpoints,
  ...ruleEndpoints,
  getDay,
  searchBookings,
  checkIn,
  completeBooking,
  didNotAttend,
  undoBooking,
  createClinic,
  previewClinic,
  listClinics,
  getClinic,
  previewClinicChange,
  editClinic,
  cancelClinic,
  pauseClinic,
  resumeClinic,
  createSeries,
  previewSeries,
  listSeries,
  getSeries,
  previewSeriesChange,
  editSeries,
  cancelSeries,
  pauseSeries,
  resumeSeries,
  ...servicePauseEndpoints,
  previewClosure,
  createClosure,
  listClosures,
  endClosure,
  ...proposalEndpoints,
  ...auditEndpoints,
  ...reportEndpoints,
  getWeek,
  listStranded,
  listBookingMessages,
  listMessages,
  countMessages,
  watchMessages,
  watchQueue,
  retryMessage,
  listKillSwitches,
  setKillSwitch,
  endKillSwitch,
  listCalls,
  tickOffCall,
] as const;
