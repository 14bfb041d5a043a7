import { textsFor } from '@fairslot/texts';
import { deployment } from './deployment';

/** The words of the pages for coordinators; they come with those pages, not with the first load. */
export const coordinatorTexts = textsFor(deployment.language).coordinator;
