-- SPDX-License-Identifier: GPL-3.0-or-later
-- The archive, version 1. Times are UTC milliseconds; amounts are euro cents; states are the words
-- of docs/states.md.

CREATE TABLE setting (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  id             INTEGER PRIMARY KEY,
  uuid           TEXT    NOT NULL UNIQUE,
  service        TEXT    NOT NULL,
  name           TEXT    NOT NULL,
  environment    TEXT    NOT NULL CHECK (environment IN ('practice', 'test', 'production')),
  base_url       TEXT    NOT NULL,
  credential     TEXT    NOT NULL,
  settings       TEXT    NOT NULL,
  created        INTEGER NOT NULL,
  last_success   INTEGER NOT NULL DEFAULT 0,
  last_test      INTEGER NOT NULL DEFAULT 0,
  last_test_code TEXT,
  removed        INTEGER
) STRICT;
CREATE UNIQUE INDEX account_name ON account (name) WHERE removed IS NULL;

CREATE TABLE import_batch (
  id          INTEGER PRIMARY KEY,
  kind        TEXT    NOT NULL,
  label       TEXT    NOT NULL,
  created     INTEGER NOT NULL,
  n_good      INTEGER NOT NULL DEFAULT 0,
  n_faulty    INTEGER NOT NULL DEFAULT 0,
  n_rejected  INTEGER NOT NULL DEFAULT 0,
  undone      INTEGER
) STRICT;

CREATE TABLE position (
  id             INTEGER PRIMARY KEY,
  account_id     INTEGER REFERENCES account (id),
  import_id      INTEGER REFERENCES import_batch (id),
  import_row     INTEGER,
  iupd           TEXT,
  organization   TEXT,
  debtor_code    TEXT,
  debtor_name    TEXT,
  description    TEXT,
  iuv            TEXT,
  amount         INTEGER NOT NULL DEFAULT -1,
  due_date       TEXT,
  n_options      INTEGER NOT NULL DEFAULT 0,
  -- 0 not at the service; 1 the present document is; 2 position_doc.accepted_doc is
  accepted       INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1, 2)),
  n_errors       INTEGER NOT NULL DEFAULT 0,
  n_warnings     INTEGER NOT NULL DEFAULT 0,
  state          TEXT    NOT NULL, -- computed: to-fix, ready, else the state of the last item
  next_operation TEXT    CHECK (next_operation IN ('create', 'update', 'delete')),
  marked_delete  INTEGER NOT NULL DEFAULT 0,
  gone           INTEGER NOT NULL DEFAULT 0, -- 1 = deleted at the service: findable, no work
  note           TEXT    NOT NULL DEFAULT '',
  created        INTEGER NOT NULL,
  updated        INTEGER NOT NULL, -- by a person; what a service says does not count
  updated_by     TEXT    NOT NULL DEFAULT '',
  removed        INTEGER
) STRICT;
-- Few, because each makes an import slower: a list without an index is sorted on the reader's
-- thread in about 100 ms for 200,000 rows.
CREATE INDEX position_iupd    ON position (iupd);
CREATE INDEX position_state   ON position (state, updated) WHERE removed IS NULL;
CREATE INDEX position_updated ON position (updated) WHERE removed IS NULL AND gone = 0;
CREATE INDEX position_import  ON position (import_id, import_row) WHERE import_id IS NOT NULL;

-- Apart from the columns, so that lists, counts and changes of state never drag the documents
-- through memory.
CREATE TABLE position_doc (
  id           INTEGER PRIMARY KEY REFERENCES position (id) ON DELETE CASCADE,
  doc          TEXT NOT NULL,
  accepted_doc TEXT -- what the service last accepted, kept when the document is edited afterwards
) STRICT;

CREATE TABLE position_issue (
  position_id INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  level       TEXT    NOT NULL CHECK (level IN ('note', 'warning', 'error')),
  overridable INTEGER NOT NULL DEFAULT 0,
  domain      TEXT    NOT NULL,
  code        TEXT    NOT NULL,
  path        TEXT,
  value       TEXT,
  lim         TEXT,
  PRIMARY KEY (position_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX position_issue_code ON position_issue (code);

-- Identifier errors a person has taken upon himself; while the value stays the same the issue is
-- a warning.
CREATE TABLE position_override (
  position_id INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
  code        TEXT    NOT NULL,
  path        TEXT    NOT NULL,
  value       TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  who         TEXT    NOT NULL,
  utc         INTEGER NOT NULL,
  PRIMARY KEY (position_id, code, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE payload (
  id      INTEGER PRIMARY KEY,
  salt    BLOB    NOT NULL, -- 32 random bytes; empty = erased
  digest  BLOB    NOT NULL, -- SHA-256 (salt || data)
  data    BLOB,             -- NULL = erased
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE job (
  id         INTEGER PRIMARY KEY,
  uuid       TEXT    NOT NULL UNIQUE,
  service    TEXT    NOT NULL,
  operation  TEXT    NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  title      TEXT    NOT NULL,
  created    INTEGER NOT NULL,
  created_by TEXT    NOT NULL
) STRICT;

CREATE TABLE submission (
  id             INTEGER PRIMARY KEY,
  uuid           TEXT    NOT NULL UNIQUE,
  job_id         INTEGER NOT NULL REFERENCES job (id),
  account_id     INTEGER NOT NULL REFERENCES account (id),
  service        TEXT    NOT NULL,
  operation      TEXT    NOT NULL,
  lane           TEXT    NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN (
    'draft', 'ready', 'sending', 'waiting', 'done', 'partly-done', 'refused', 'not-sent',
    'uncertain', 'cancelled')),
  state_since    INTEGER NOT NULL,
  ordered_at     INTEGER,
  not_before     INTEGER NOT NULL DEFAULT 0, -- next try of what stays ready
  n_tries        INTEGER NOT NULL DEFAULT 0,
  resend_of      INTEGER REFERENCES submission (id),
  method         TEXT    NOT NULL,
  path           TEXT    NOT NULL,
  content_type   TEXT,
  body_id        INTEGER REFERENCES payload (id),
  body_sha256    TEXT    NOT NULL,
  remote_id      TEXT,
  provisional    INTEGER NOT NULL DEFAULT 0,
  phase          TEXT,
  progress_done  INTEGER NOT NULL DEFAULT -1,
  progress_total INTEGER NOT NULL DEFAULT -1,
  next_check     INTEGER,
  n_polls        INTEGER NOT NULL DEFAULT 0,
  note           TEXT,
  code           TEXT,
  message        TEXT,
  report_id      INTEGER REFERENCES payload (id),
  n_items        INTEGER NOT NULL DEFAULT 0,
  n_done         INTEGER NOT NULL DEFAULT 0,
  n_refused      INTEGER NOT NULL DEFAULT 0,
  created        INTEGER NOT NULL,
  updated        INTEGER NOT NULL
) STRICT;
CREATE INDEX submission_state ON submission (state);
CREATE INDEX submission_job ON submission (job_id);
CREATE INDEX submission_remote ON submission (account_id, remote_id) WHERE remote_id IS NOT NULL;

CREATE TABLE attempt (
  id            INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission (id),
  kind          TEXT    NOT NULL CHECK (kind IN ('send', 'poll', 'settle')),
  started       INTEGER NOT NULL,
  ended         INTEGER,
  outcome       TEXT, -- accepted, pending, refused, not-sent, unknown
  http_status   INTEGER NOT NULL DEFAULT 0,
  code          TEXT,
  message       TEXT,
  exchange_id   INTEGER REFERENCES payload (id)
) STRICT;
CREATE INDEX attempt_submission ON attempt (submission_id);

CREATE TABLE item (
  submission_id INTEGER NOT NULL REFERENCES submission (id),
  n             INTEGER NOT NULL,
  key           TEXT    NOT NULL,
  row           INTEGER NOT NULL,
  record_kind   TEXT,
  record_id     INTEGER,
  open          INTEGER NOT NULL DEFAULT 1, -- 1 while the submission is not final
  state         TEXT    NOT NULL, -- 'draft' = follows the submission: nothing was said of it
  code          TEXT,
  message       TEXT,
  PRIMARY KEY (submission_id, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX item_open ON item (record_kind, record_id)
  WHERE open = 1 AND record_id IS NOT NULL;
CREATE INDEX item_record ON item (record_kind, record_id) WHERE record_id IS NOT NULL;
CREATE INDEX item_key ON item (submission_id, key);

CREATE TABLE event (
  seq            INTEGER PRIMARY KEY,
  utc            INTEGER NOT NULL,
  kind           TEXT    NOT NULL,
  submission_id  INTEGER,
  attempt_id     INTEGER,
  actor          TEXT    NOT NULL,
  text           TEXT    NOT NULL,
  payload_id     INTEGER REFERENCES payload (id),
  payload_digest BLOB,
  prev           BLOB    NOT NULL,
  hash           BLOB    NOT NULL
) STRICT;
CREATE INDEX event_submission ON event (submission_id) WHERE submission_id IS NOT NULL;

-- Words of positions. Contentless, kept by the writer in the same transaction; no triggers (they
-- fail under trusted_schema=OFF). Only whether a row has a word is asked, hence detail and
-- columnsize.
CREATE VIRTUAL TABLE search USING fts5 (text, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

-- Ranges of position ids that came in by an import and are not in the index yet.
CREATE TABLE search_pending (
  first INTEGER PRIMARY KEY,
  last  INTEGER NOT NULL
) STRICT;
