-- SPDX-License-Identifier: GPL-3.0-or-later
-- The archive: what is asked of a service for somebody and then followed for weeks (vouchers), the
-- lists of things that an office chooses from, and when a service was last asked about them.

-- A dossier: one beneficiary, one service, one account; what was typed, where it stands.
CREATE TABLE dossier (
  id             INTEGER PRIMARY KEY,
  kind           TEXT    NOT NULL, -- "vouchers"
  account_id     INTEGER REFERENCES account (id),
  subject_id     INTEGER REFERENCES subject (id),
  import_id      INTEGER REFERENCES import_batch (id),
  import_row     INTEGER,
  key            TEXT    NOT NULL DEFAULT '', -- what the service knows it by: a codice fiscale
  name           TEXT    NOT NULL DEFAULT '', -- whom it is about
  type           TEXT    NOT NULL DEFAULT '', -- of what sort, in the service's own word
  detail         TEXT    NOT NULL DEFAULT '', -- what about: an offer
  place          TEXT    NOT NULL DEFAULT '',
  remote_id      TEXT,    -- the service's own number for it
  phase          TEXT    NOT NULL DEFAULT '', -- where it stands, in the service's own words
  stage          TEXT    NOT NULL DEFAULT '', -- the same in ours, for filters: data/<service>/phases.json
  phase_since    INTEGER, -- when it was first seen there
  taken          INTEGER, -- when the service took it, as it says itself
  listed         INTEGER, -- when the service's list last had it
  due_date       TEXT,    -- until when the next step is to be made, ISO
  due_confirmed  INTEGER NOT NULL DEFAULT 0, -- 0 = estimated
  is_found       INTEGER NOT NULL DEFAULT 0, -- 1 = not made here: the service's list showed it
  is_over        INTEGER NOT NULL DEFAULT 0, -- 1 = nothing follows: findable, no work
  n_errors       INTEGER NOT NULL DEFAULT 0,
  n_warnings     INTEGER NOT NULL DEFAULT 0,
  state          TEXT    NOT NULL, -- computed: to-fix, ready, else the state of the last item
  next_operation TEXT,    -- the last word of the operation that is prepared: "attivazione"
  note           TEXT    NOT NULL DEFAULT '',
  created        INTEGER NOT NULL,
  updated        INTEGER NOT NULL, -- by a person; what a service says does not count
  updated_by     TEXT    NOT NULL DEFAULT '',
  removed        INTEGER
) STRICT;
CREATE INDEX dossier_key     ON dossier (kind, key);
CREATE INDEX dossier_remote  ON dossier (kind, remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX dossier_import  ON dossier (import_id, import_row) WHERE import_id IS NOT NULL;
CREATE INDEX dossier_subject ON dossier (subject_id) WHERE subject_id IS NOT NULL;

CREATE TABLE dossier_doc (
  id  INTEGER PRIMARY KEY REFERENCES dossier (id) ON DELETE CASCADE,
  doc TEXT NOT NULL
) STRICT;

CREATE TABLE dossier_issue (
  dossier_id  INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  level       TEXT    NOT NULL CHECK (level IN ('note', 'warning', 'error')),
  overridable INTEGER NOT NULL DEFAULT 0,
  domain      TEXT    NOT NULL,
  code        TEXT    NOT NULL,
  path        TEXT,
  value       TEXT,
  lim         TEXT,
  PRIMARY KEY (dossier_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_override (
  dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
  code       TEXT    NOT NULL,
  path       TEXT    NOT NULL,
  value      TEXT    NOT NULL,
  reason     TEXT    NOT NULL,
  who        TEXT    NOT NULL,
  utc        INTEGER NOT NULL,
  PRIMARY KEY (dossier_id, code, path)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE dossier_search USING fts5 (text, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

-- What became known of a dossier beside its submissions, for its timeline: never changed, never
-- taken away.
CREATE TABLE dossier_fact (
  id         INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
  utc        INTEGER NOT NULL,
  kind       TEXT    NOT NULL, -- found, joined, phase, due, step, note
  who        TEXT    NOT NULL DEFAULT '', -- '' = the service's own list or answer
  before     TEXT,
  after      TEXT
) STRICT;
CREATE INDEX dossier_fact_dossier ON dossier_fact (dossier_id);
CREATE INDEX dossier_fact_news ON dossier_fact (utc) WHERE who = '';

-- What an office chooses from: offers of an account (kind "voucher.offer").
CREATE TABLE catalogue (
  id         INTEGER PRIMARY KEY,
  kind       TEXT    NOT NULL,
  account_id INTEGER REFERENCES account (id),
  code       TEXT    NOT NULL,
  name       TEXT    NOT NULL DEFAULT '',
  doc        TEXT    NOT NULL,
  updated    INTEGER NOT NULL,
  updated_by TEXT    NOT NULL DEFAULT '',
  removed    INTEGER
) STRICT;
CREATE UNIQUE INDEX catalogue_code ON catalogue (kind, IFNULL (account_id, 0), code)
  WHERE removed IS NULL;

-- When a service was last asked where an account's dossiers stand, and what came of it.
ALTER TABLE account ADD COLUMN watched        INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN watched_code   TEXT;
ALTER TABLE account ADD COLUMN watched_failed INTEGER NOT NULL DEFAULT 0; -- times in a row

-- What an import completed: as it was before, and the digest of what it became.
CREATE TABLE dossier_undo (
  import_id  INTEGER NOT NULL REFERENCES import_batch (id),
  dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
  doc        TEXT    NOT NULL,
  doc_sha256 TEXT    NOT NULL,
  PRIMARY KEY (import_id, dossier_id)
) STRICT, WITHOUT ROWID;
