/**
 * SQL that puts other words into a function, wherever they stand in it and whatever else it says; refused where they do not.
 * Migrations that have run elsewhere stand on it: what it does stays.
 */
export const changeFunction = (name: string, from: string, to: string): string => `
DO $do$ DECLARE known text := pg_get_functiondef('${name}'::regprocedure); BEGIN
  IF position($s$${from}$s$ IN known) = 0 THEN RAISE EXCEPTION '${name} does not say what is replaced'; END IF;
  EXECUTE replace(known, $s$${from}$s$, $s$${to}$s$);
END $do$;`;
