/** The contact of an invitation, as it is stored: with the invitation where somebody left it there, else where the list keeps it. */
export interface InvitedContactRow {
  rowKey: string | null;
  contact: Buffer | null;
  /** Null where the contact is the invitation's own. */
  listKey: string | null;
}

/** The columns of it, of an invitation i and the person_contact l of its person; a list that says nothing more of them leaves nothing. */
export const INVITED_CONTACT = `i.row_key AS "rowKey", COALESCE(i.contact_ct, l.contact_ct) AS contact, CASE WHEN i.contact_ct IS NULL THEN l.row_key END AS "listKey"`;

/** What brings l to an invitation i. */
export const WITH_LIST_CONTACT = 'LEFT JOIN person_contact l ON l.person_id = i.person_id';
