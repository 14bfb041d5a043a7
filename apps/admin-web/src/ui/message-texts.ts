import { staffMessages } from '@fairslot/texts';

/** The words of the pages about messages; they come with those pages, not with the first load. */
export const messageTexts = staffMessages;
