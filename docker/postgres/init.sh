#!/bin/sh
# Runs once, when the database server is created: the three roles and an empty database owned by one of them.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" -f "${ROLES_FILE:-/fairslot/roles.sql}"
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v owner_password="$FAIRSLOT_OWNER_PASSWORD" -v public_password="$FAIRSLOT_PUBLIC_PASSWORD" <<'SQL'
ALTER ROLE fairslot_owner PASSWORD :'owner_password';
ALTER ROLE fairslot_public PASSWORD :'public_password';
CREATE DATABASE fairslot OWNER fairslot_owner;
REVOKE ALL ON DATABASE fairslot FROM PUBLIC;
GRANT CONNECT ON DATABASE fairslot TO fairslot_public;
SQL
