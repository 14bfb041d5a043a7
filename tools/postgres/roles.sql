-- The three database roles of the program (cluster-wide). Idempotent, and safe when several processes run it at once.
-- Passwords are set apart from this file, by whoever runs it.
--   fairslot_owner   owns the database and runs migrations; never used by the running program
--   fairslot_public  what the program signs in as; holds nothing it was not granted
--   fairslot_staff   a transaction of staff work changes to it (SET LOCAL ROLE); nobody signs in as it
DO $$
DECLARE
  wanted record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('fairslot roles'));
  FOR wanted IN
    SELECT * FROM (VALUES
      ('fairslot_owner', 'LOGIN INHERIT'),
      ('fairslot_public', 'LOGIN NOINHERIT'),
      ('fairslot_staff', 'NOLOGIN NOINHERIT')
    ) AS role (name, options)
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name);
    BEGIN
      EXECUTE format('CREATE ROLE %I %s NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', wanted.name, wanted.options);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      -- Advisory locks belong to one database: someone connected to another one was faster.
      NULL;
    END;
  END LOOP;

  IF NOT pg_has_role('fairslot_public', 'fairslot_staff', 'MEMBER') THEN
    BEGIN
      GRANT fairslot_staff TO fairslot_public;
    EXCEPTION WHEN unique_violation THEN
      NULL;
    END;
  END IF;
END
$$;
