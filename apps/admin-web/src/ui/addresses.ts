/** Addresses of pages that more than one part of the site links to. */
const at = (siteId: string, page: string): string => `/sites/${encodeURIComponent(siteId)}/${page}`;

export const todayAddress = (siteId: string, date?: string | null, reference?: string): string =>
  `${at(siteId, 'today')}${date ? `?date=${date}` : ''}${reference ? `#${rowId(reference)}` : ''}`;
export const walkInAddress = (siteId: string): string => at(siteId, 'walk-in');
export const blockAddress = (siteId: string, date: string): string => `${at(siteId, 'block')}?date=${date}`;
export const closeAddress = (siteId: string, date: string): string => `${at(siteId, 'close')}?date=${date}`;
export const paperAddress = (siteId: string, date: string): string => `${at(siteId, 'paper')}?date=${date}`;
export const exportAddress = (siteId: string, date: string): string => `${at(siteId, 'export')}?date=${date}`;
export const callListAddress = (siteId: string): string => at(siteId, 'call-list');
export const campaignAddress = (id: string): string => `/campaigns/${encodeURIComponent(id)}`;
export const homeVisitsAddress = '/home-visits';
export const approvalsAddress = '/approvals';
export const approvalAddress = (siteId: string, id: string): string => at(siteId, `approvals/${id}`);
export const stockAddress = (siteId: string): string => at(siteId, 'stock');
export const reportAddress = (siteId: string): string => at(siteId, 'report');
export const reportsAddress = '/reports';
export const detailsAddress = (siteId: string): string => at(siteId, 'details');
export const whyAddress = (siteId: string): string => at(siteId, 'why');
export const bookingAddress = (siteId: string, reference: string): string => at(siteId, `bookings/${reference}`);

export type ClinicsView = 'day' | 'week' | 'month' | 'list';
export const clinicsAddress = (siteId: string, view?: ClinicsView, date?: string): string => {
  const search = new URLSearchParams({ ...(view && { view }), ...(date && { date }) });
  return `${at(siteId, 'clinics')}${search.size > 0 ? `?${search}` : ''}`;
};
export const newClinicAddress = (siteId: string, step = 'dates'): string => at(siteId, `clinics/new/${step}`);
export const clinicAddress = (siteId: string, clinicId: string): string => at(siteId, `clinics/${clinicId}`);
export const seriesAddress = (siteId: string, seriesId: string): string => at(siteId, `series/${seriesId}`);
export const editAddress = (siteId: string, kind: 'clinics' | 'series', id: string, what: string): string =>
  at(siteId, `${kind}/${id}/${what}`);

/** The id of a booking's row on the day list. */
export const rowId = (reference: string): string => `b-${reference}`;
