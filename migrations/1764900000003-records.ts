import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTIONS = [
  'record_people(bytea, text)',
  'record_export(bigint[])',
  'record_views(bigint[])',
  'erase_people(bigint[])',
];

/** What is held about one person: found, written out, who looked at it, and erased. The program reaches it by these functions alone. */
export class Records1764900000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
-- Rows of one person: those with the number, or of the booking, and every row with the same key.
CREATE FUNCTION record_people(p_nhs bytea, p_reference text) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH found AS (
    SELECT p.person_key, p.nhs_number_bi FROM person p WHERE p.nhs_number_bi = p_nhs
    UNION SELECT p.person_key, p.nhs_number_bi FROM booking b JOIN person p ON p.id = b.person_id WHERE b.reference = p_reference
  ), same AS (
    SELECT p.id FROM person p
    WHERE p.person_key IN (SELECT person_key FROM found) OR p.nhs_number_bi IN (SELECT nhs_number_bi FROM found WHERE nhs_number_bi IS NOT NULL)
  )
  -- Who was listed under a replaced number too is the same person.
  SELECT COALESCE(array_agg(DISTINCT id), '{}') FROM (
    SELECT id FROM same UNION SELECT person_id FROM person_profile WHERE superseded_by IN (SELECT id FROM same)
  ) AS everything
$$;

CREATE FUNCTION record_export(p_people bigint[]) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object(
    'people', (SELECT COALESCE(jsonb_agg(jsonb_build_object('rowKey', p.row_key, 'firstName', p.first_name, 'lastName', p.last_name,
        'dateOfBirth', p.date_of_birth, 'nhsNumber', encode(p.nhs_number_ct, 'hex'), 'postcode', encode(p.postcode_ct, 'hex'), 'since', p.created_at)
      ORDER BY p.id), '[]') FROM person p WHERE p.id = ANY (p_people)),
    'lists', (SELECT COALESCE(jsonb_agg(jsonb_build_object('place', pl.name, 'outcode', f.outcode, 'deprivationFifth', f.deprivation_fifth,
        'sex', f.sex, 'ethnicity', f.ethnicity, 'language', f.language, 'practice', f.practice, 'flags', f.flags, 'deceasedOn', f.deceased_on,
        'changedAt', f.changed_at, 'contactKey', c.row_key, 'contact', encode(c.contact_ct, 'hex'))), '[]')
      FROM person_profile f JOIN place pl ON pl.id = f.place_id LEFT JOIN person_contact c ON c.person_id = f.person_id
      WHERE f.person_id = ANY (p_people)),
    'bookings', (SELECT COALESCE(jsonb_agg(jsonb_build_object('reference', b.reference, 'service', s.name, 'site', t.name, 'start', b.starts_at,
        'status', b.status, 'outcome', b.outcome, 'answers', b.answers, 'help', b.help, 'source', b.source, 'bookedAt', b.booked_at,
        'contactKey', c.row_key, 'mobile', encode(c.mobile_ct, 'hex'), 'email', encode(c.email_ct, 'hex'), 'landline', encode(c.landline_ct, 'hex'))
      ORDER BY b.id), '[]')
      FROM booking b JOIN service s ON s.id = b.service_id JOIN site t ON t.id = b.site_id LEFT JOIN contact c ON c.party_id = b.party_id
      WHERE b.person_id = ANY (p_people)),
    'invitations', (SELECT COALESCE(jsonb_agg(jsonb_build_object('from', a.name, 'createdAt', i.created_at, 'openedAt', i.opened_at,
        'declinedAt', i.declined_at, 'reason', i.decline_reason) ORDER BY i.id), '[]')
      FROM invitation i JOIN audience a ON a.id = i.audience_id WHERE i.person_id = ANY (p_people)),
    'messages', (SELECT COALESCE(jsonb_agg(jsonb_build_object('kind', m.kind, 'channel', m.channel, 'state', m.state, 'sentAt', m.sent_at)
      ORDER BY m.id), '[]')
      FROM message m WHERE m.booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people))
        OR m.invitation_id IN (SELECT id FROM invitation WHERE person_id = ANY (p_people))),
    'doses', (SELECT COALESCE(jsonb_agg(jsonb_build_object('service', s.name, 'givenAt', d.given_at, 'undoneAt', d.undone_at) ORDER BY d.id), '[]')
      FROM dose d JOIN service s ON s.id = d.service_id WHERE d.person_id = ANY (p_people)))
$$;

CREATE FUNCTION record_views(p_people bigint[]) RETURNS TABLE (at timestamptz, actor text, action text, site text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.at, COALESCE(staff_name(NULLIF(substring(a.actor FROM '^staff:(\\d+)$'), '')::integer), a.actor), a.action, s.name
  FROM audit a LEFT JOIN site s ON s.id = a.site_id
  WHERE a.booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people))
    OR a.action LIKE 'record.%' AND (a.details->'people') @> to_jsonb(p_people)
  ORDER BY a.at DESC LIMIT 500
$$;

-- Names, dates, numbers, contacts and answers go; that somebody was booked, invited or vaccinated stays as a count of nobody.
-- Answers how many bookings are still to come: then nothing is erased.
CREATE FUNCTION erase_people(p_people bigint[], OUT live integer, OUT erased integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE parties bigint[];
BEGIN
  PERFORM 1 FROM person WHERE id = ANY (p_people) ORDER BY id FOR UPDATE;
  SELECT count(*)::integer INTO live FROM booking WHERE person_id = ANY (p_people) AND status IN ('held', 'booked', 'checked_in');
  erased := 0;
  IF live > 0 THEN RETURN; END IF;
  -- A contact that somebody else of the party still needs is theirs.
  parties := ARRAY(SELECT DISTINCT b.party_id FROM booking b WHERE b.person_id = ANY (p_people)
    AND NOT EXISTS (SELECT 1 FROM booking o WHERE o.party_id = b.party_id AND o.person_id <> ALL (p_people)));
  UPDATE message SET state = 'superseded' WHERE state = 'pending' AND (booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people))
    OR invitation_id IN (SELECT id FROM invitation WHERE person_id = ANY (p_people)));
  UPDATE call_list_entry SET done_at = app_now(), outcome = 'not_needed' WHERE done_at IS NULL
    AND (booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people)) OR invitation_id IN (SELECT id FROM invitation WHERE person_id = ANY (p_people)));
  DELETE FROM manage_session WHERE booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people));
  DELETE FROM inbound_message WHERE booking_id IN (SELECT id FROM booking WHERE person_id = ANY (p_people));
  UPDATE contact SET mobile_ct = NULL, mobile_bi = NULL, email_ct = NULL, email_bi = NULL, landline_ct = NULL, landline_bi = NULL WHERE party_id = ANY (parties);
  UPDATE booking SET answers = '{}', help = '{}', person_key = decode(md5(random()::text || id::text), 'hex'), manage_token_hash = NULL,
    manage_token_version = manage_token_version + 1, version = version + 1 WHERE person_id = ANY (p_people);
  UPDATE invitation SET contact_ct = NULL, code_bi = NULL, token_hash = decode(md5(random()::text || id::text) || md5(random()::text), 'hex'),
    token_version = token_version + 1, expires_at = LEAST(expires_at, app_now()) WHERE person_id = ANY (p_people);
  -- An import that is undone would bring them back.
  DELETE FROM people_import_before WHERE person_id = ANY (p_people);
  DELETE FROM superseded_number WHERE person_id = ANY (p_people);
  DELETE FROM person_contact WHERE person_id = ANY (p_people);
  DELETE FROM person_profile WHERE person_id = ANY (p_people);
  UPDATE person SET first_name = 'Erased', last_name = 'Erased', date_of_birth = '1900-01-01', nhs_number_ct = NULL, nhs_number_bi = NULL,
    postcode_ct = NULL, person_key = decode(md5(random()::text || id::text), 'hex') WHERE id = ANY (p_people);
  GET DIAGNOSTICS erased = ROW_COUNT;
END $$;
`);
    for (const name of FUNCTIONS)
      await q.query(
        `REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION ${name} TO fairslot_public`,
      );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of FUNCTIONS) await q.query(`DROP FUNCTION ${name}`);
  }
}
