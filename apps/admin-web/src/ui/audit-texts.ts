import { staffAudit } from '@fairslot/texts';

/** The words of the audit; they come with its page, not with the first load. */
export const auditTexts = staffAudit;
