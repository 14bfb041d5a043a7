// Each mutant breaks one promise of the booking core or of the staff site. `caughtBy` names the tests that must notice.
const FUNCTIONS = 'migrations/1764100000001-allocation-functions.ts';
const FIRST_FUNCTIONS = 'migrations/1763900000001-functions.ts';
const HOLDS = 'apps/api/src/bookings/holds.store.ts';

const edit = (file, find, replace) => ({ file, find, replace });

export const mutants = [
  {
    name: 'no guard',
    edits: [edit(HOLDS, 'AND taken + reserved < capacity AND service_ids @>', 'AND service_ids @>')],
    caughtBy: ['apps/api/test/race'],
  },
  {
    name: 'no CHECK',
    edits: [
      edit(
        'migrations/1763900000000-schema.ts',
        'CONSTRAINT slot_never_oversold CHECK (taken BETWEEN 0 AND capacity)',
        'CONSTRAINT slot_never_oversold CHECK (taken >= 0 OR true)',
      ),
    ],
    caughtBy: ['migrations/migrations.spec'],
  },
  {
    name: 'no person index',
    edits: [
      edit(
        'migrations/1764100000000-allocation.ts',
        `CREATE UNIQUE INDEX booking_one_live_per_person ON booking (person_id, service_id, dose)
  WHERE proved AND continues IS NULL`,
        `CREATE INDEX booking_one_live_per_person ON booking (person_id, service_id, dose)
  WHERE proved AND continues IS NULL`,
      ),
    ],
    caughtBy: ['apps/api/test/proved'],
  },
  {
    name: 'release without compare-and-set',
    edits: [
      edit(
        FUNCTIONS,
        'WHERE id = p_booking AND status = ANY (p_from) AND slot_id IS NOT DISTINCT FROM seen\n        AND (NOT p_only_lapsed',
        'WHERE id = p_booking AND (NOT p_only_lapsed',
      ),
    ],
    caughtBy: ['apps/api/test/booking-edges'],
  },
  {
    name: 'release as a single CTE',
    edits: [
      edit(
        FUNCTIONS,
        `  LOOP
    SELECT slot_id INTO seen FROM booking WHERE id = p_booking;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM 1 FROM slot WHERE id = seen FOR UPDATE;`,
        `  WITH over AS (
    UPDATE booking SET status = p_to, version = version + 1 WHERE id = p_booking AND status = ANY (p_from) RETURNING *
  ), freed AS (
    UPDATE slot SET taken = taken - 1 FROM over WHERE slot.id = over.slot_id
  ) SELECT * INTO ended FROM over;
  RETURN ended;
  LOOP`,
      ),
      // Nothing before the statement may wait: its snapshot is the point.
      edit(
        FUNCTIONS,
        `  PERFORM 1 FROM slot WHERE id IN (SELECT slot_id FROM booking WHERE id = p_booking OR continues = p_booking) ORDER BY id FOR UPDATE;
  FOR part`,
        '  FOR part',
      ),
    ],
    caughtBy: ['apps/api/test/stranded'],
  },
  {
    name: 'move releases first',
    edits: [
      edit(
        FUNCTIONS,
        `  IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND NOT (status = 'held' AND hold_expires_at >= app_now())) THEN RETURN 'expired'; END IF;`,
        `  IF old.slot_id IS NOT NULL THEN PERFORM give_back(old.slot_id, old.id); END IF;
  IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND NOT (status = 'held' AND hold_expires_at >= app_now())) THEN RETURN 'expired'; END IF;`,
      ),
    ],
    caughtBy: ['apps/api/test/booking-edges'],
  },
  {
    name: 'restore after resale',
    edits: [
      edit(
        FUNCTIONS,
        `IF EXISTS (SELECT 1 FROM booking b LEFT JOIN booking k ON k.restores = b.id AND k.status = 'held' AND k.hold_expires_at >= app_now()
      WHERE (b.id = p_booking OR b.continues = p_booking) AND k.id IS NULL) THEN RETURN 'gone'; END IF;
  FOR part IN SELECT b.id, k.id AS kept, k.slot_id FROM booking b JOIN booking k ON k.restores = b.id AND k.status = 'held'`,
        `FOR part IN SELECT b.id, k.id AS kept, k.slot_id FROM booking b JOIN booking k ON k.restores = b.id`,
      ),
    ],
    caughtBy: ['apps/api/test/restore'],
  },
  {
    name: "expiry by the program's clock",
    edits: [
      edit(
        FUNCTIONS,
        `IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND (status <> 'held' OR hold_expires_at < app_now())) THEN`,
        `IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND (status <> 'held' OR hold_expires_at < now())) THEN`,
      ),
    ],
    caughtBy: ['apps/api/test/clock'],
  },
  {
    name: 'idempotency ignores the body',
    edits: [edit(FIRST_FUNCTIONS, `IF known.request_hash <> p_hash THEN outcome := 'reused'; RETURN; END IF;`, '')],
    caughtBy: ['apps/api/test/crash'],
  },
  {
    name: 'a slot event dropped',
    edits: [
      edit(
        'migrations/1764210000000-prepared-functions.ts',
        'CREATE TRIGGER slot_updated AFTER UPDATE ON slot FOR EACH ROW EXECUTE FUNCTION note_slot();',
        'CREATE TRIGGER slot_updated AFTER UPDATE ON slot FOR EACH ROW WHEN (false) EXECUTE FUNCTION note_slot();',
      ),
    ],
    caughtBy: ['apps/api/test/booking-path'],
  },
  {
    name: 'party partly booked',
    edits: [
      edit(
        FUNCTIONS,
        `IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND (status <> 'held' OR hold_expires_at < app_now())) THEN`,
        `IF EXISTS (SELECT 1 FROM booking WHERE party_id = p_party AND position = 1 AND (status <> 'held' OR hold_expires_at < app_now())) THEN`,
      ),
    ],
    caughtBy: ['apps/api/test/parties'],
  },
  {
    name: 'no advisory lock',
    edits: [
      edit(
        'apps/api/src/bookings/allocation.store.ts',
        'SELECT pg_advisory_xact_lock(d.site_id,',
        'SELECT int4larger(d.site_id,',
      ),
    ],
    caughtBy: ['apps/api/test/clinic-changes-race'],
  },
  {
    name: 'stale preview accepted',
    edits: [
      edit(
        'apps/api/src/clinic-changes/try-change.ts',
        'if (seen.preview !== undefined) return seen.preview === preview.preview;',
        'if (seen.preview !== undefined) return true;',
      ),
    ],
    caughtBy: ['apps/api/test/clinic-changes.spec'],
  },
  // Promises of the staff site.
  {
    name: 'staff: no undo',
    edits: [
      edit(
        'apps/admin-web/src/features/day/row-acts.ts',
        "today: ['check_in', 'complete', 'did_not_attend', 'undo'],",
        "today: ['check_in', 'complete', 'did_not_attend'],",
      ),
    ],
    caughtBy: ['apps/admin-web/src/features/day/day-list'],
  },
  {
    name: 'staff: own roles',
    edits: [
      edit(
        'migrations/1764500000000-staff-site.ts',
        "IF p_actor = p_user THEN RAISE EXCEPTION 'nobody changes their own access'",
        "IF p_actor < p_user AND p_actor = p_user THEN RAISE EXCEPTION 'nobody changes their own access'",
      ),
    ],
    caughtBy: ['apps/api/test/staff-accounts'],
  },
  {
    name: 'staff: figures of a closure do not add up',
    edits: [
      edit(
        'apps/api/src/clinic-changes/refit-slots.ts',
        'toCall: stranded.length - told.size - newTimes.size,',
        'toCall: stranded.length - told.size,',
      ),
    ],
    caughtBy: ['apps/api/test/clinic-changes-closures'],
  },
  {
    name: 'staff: reopened after a message has left',
    edits: [
      edit(
        'apps/api/src/clinic-changes/take-back.ts',
        "return states.every(({ state }) => state === 'pending');",
        'return states.length >= 0;',
      ),
    ],
    caughtBy: ['apps/api/test/clinic-changes-closures'],
  },
  {
    // The policies of the program are left out by that test: only the database stands between a desk and another site.
    name: 'staff: no row-level security',
    edits: [
      edit(
        'migrations/1763900000002-access.ts',
        'CREATE POLICY staff_scope ON ${table} TO fairslot_staff USING (site_id = ANY (app_scope())) WITH CHECK (site_id = ANY (app_scope()))`,',
        'CREATE POLICY staff_scope ON ${table} TO fairslot_staff USING (true) WITH CHECK (true)`,',
      ),
    ],
    caughtBy: ['apps/api/test/staff-scope'],
  },
  {
    name: 'waves: two look at once, and nothing says who is invited',
    edits: [
      edit(
        'apps/api/src/campaigns/invite.store.ts',
        `AND (looked_at IS NULL OR looked_at < app_now() - interval '30 seconds' OR looked_at > app_now())`,
        '',
      ),
      edit(
        'migrations/1765100000001-waves-at-speed.ts',
        'CREATE UNIQUE INDEX invitation_once',
        'CREATE INDEX invitation_once',
      ),
    ],
    caughtBy: ['apps/api/test/waves-crash'],
  },
  {
    name: 'waves: a message is left for later',
    edits: [
      edit(
        'apps/api/src/campaigns/invite.store.ts',
        'AS m (way, kind, send_after, not_after) ON m.way = g.way',
        'AS m (way, kind, send_after, not_after) ON m.way = g.way AND g.person_id % 100 > 0',
      ),
    ],
    caughtBy: ['apps/api/test/waves-crash'],
  },
  {
    name: 'waves: a batch that was interrupted is not counted',
    edits: [edit('apps/api/src/campaigns/invite.store.ts', 'before + invitations.length,', 'invitations.length,')],
    caughtBy: ['apps/api/test/waves-crash'],
  },
  {
    name: 'waves: one who has two reasons counts twice',
    edits: [
      edit(
        'apps/api/src/campaigns/plan-campaign.ts',
        'people: people(selected.filter(({ excluded }) => excluded === reason)),',
        "people: people(selected.filter(({ excluded }) => excluded === reason || (reason === 'opted_out' && excluded === 'deceased'))),",
      ),
    ],
    caughtBy: ['apps/api/test/campaigns.spec'],
  },
];
