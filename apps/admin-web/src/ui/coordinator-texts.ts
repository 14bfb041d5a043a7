import { coordinator } from '@fairslot/texts';

/** The words of the pages for coordinators; they come with those pages, not with the first load. */
export const coordinatorTexts = coordinator;
