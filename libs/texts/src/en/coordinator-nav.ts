/** Links of the staff site to the pages for coordinators. */
export const coordinatorNav = {
  campaigns: 'Campaigns',
  people: 'People',
  lists: 'Lists',
  cohorts: 'Cohorts',
  records: 'Records',
  region: 'Region',
  overview: 'Overview',
  messages: 'Messages',
  audit: 'Audit',
  setUp: 'Set up',
};
