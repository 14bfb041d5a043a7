import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeFunction } from './change-function';

const RESUME = 'resume_paused_clinics(date)';
const DUE = `  due := ARRAY(SELECT id FROM clinic WHERE paused_until < p_today ORDER BY id);`;
const SERIES = `  UPDATE clinic_series SET status = 'open', paused_until = NULL WHERE paused_until < p_today;
`;

/** A series knows that it is paused, so that clinics added to it are paused as the others are. */
export class PausedSeries1766600000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
ALTER TABLE clinic_series
  DROP CONSTRAINT clinic_series_status_check,
  ADD CONSTRAINT clinic_series_status_check CHECK (status IN ('open', 'paused', 'cancelled')),
  -- The last local day of the pause; empty: until somebody resumes the series.
  ADD paused_until date,
  ADD CONSTRAINT clinic_series_paused_until CHECK (paused_until IS NULL OR status = 'paused');
-- Whose coming clinics are all paused, as a pause of the series leaves them.
UPDATE clinic_series s SET status = 'paused', paused_until = coming.until
  FROM (SELECT series_id, CASE WHEN bool_and(paused_until IS NOT NULL) THEN max(paused_until) END AS until FROM clinic
    WHERE series_id IS NOT NULL AND date >= app_now()::date AND status <> 'cancelled' GROUP BY series_id HAVING bool_and(status = 'paused')) AS coming
  WHERE coming.series_id = s.id AND s.status = 'open';
`);
    await q.query(changeFunction(RESUME, DUE, SERIES + DUE));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(changeFunction(RESUME, SERIES, ''));
    await q.query(`
UPDATE clinic_series SET status = 'open', paused_until = NULL WHERE status = 'paused';
ALTER TABLE clinic_series
  DROP COLUMN paused_until,
  DROP CONSTRAINT clinic_series_status_check,
  ADD CONSTRAINT clinic_series_status_check CHECK (status IN ('open', 'cancelled'));
`);
  }
}
