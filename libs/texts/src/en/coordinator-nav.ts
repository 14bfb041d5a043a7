/** Links of the staff site to the pages for coordinators. */
export const coordinatorNav = {
  overview: 'Overview',
  reports: 'All reports',
  people: 'People',
  cohorts: 'Cohorts',
  campaigns: 'Campaigns',
  records: 'Records',
  audit: 'Audit',
  messages: 'Messages',
};
