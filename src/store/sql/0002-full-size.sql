-- SPDX-License-Identifier: GPL-3.0-or-later
-- The archive, version 2: people and companies, layouts of other people's files, kinds of dues,
-- notice numbers, changes of many positions at once, uploads made elsewhere.

-- --- people and companies ------------------------------------------------------------------

CREATE TABLE subject (
  id          INTEGER PRIMARY KEY,
  kind        TEXT    NOT NULL CHECK (kind IN ('F', 'G')), -- person, company
  fiscal_code TEXT,    -- codice fiscale, upper case
  vat_number  TEXT,    -- partita IVA, 11 digits
  name        TEXT    NOT NULL DEFAULT '', -- as lists show it, a person's surname first
  name_key    TEXT    NOT NULL DEFAULT '', -- its words folded and sorted: who may be the same
  birth_date  TEXT,    -- ISO
  city        TEXT    NOT NULL DEFAULT '',
  email       TEXT    NOT NULL DEFAULT '',
  pec         TEXT    NOT NULL DEFAULT '',
  n_errors    INTEGER NOT NULL DEFAULT 0,
  n_warnings  INTEGER NOT NULL DEFAULT 0,
  state       TEXT    NOT NULL, -- computed: to-fix, ready
  import_id   INTEGER REFERENCES import_batch (id),
  import_row  INTEGER,
  merged_into INTEGER REFERENCES subject (id),
  created     INTEGER NOT NULL,
  updated     INTEGER NOT NULL,
  updated_by  TEXT    NOT NULL DEFAULT '',
  edits       INTEGER NOT NULL DEFAULT 0, -- saves after the first
  removed     INTEGER
) STRICT;
CREATE INDEX subject_fiscal_code ON subject (fiscal_code)
  WHERE fiscal_code IS NOT NULL AND removed IS NULL;
CREATE INDEX subject_vat_number  ON subject (vat_number)
  WHERE vat_number IS NOT NULL AND removed IS NULL;
CREATE INDEX subject_name_key    ON subject (name_key) WHERE removed IS NULL;
CREATE INDEX subject_import      ON subject (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE subject_doc (
  id  INTEGER PRIMARY KEY REFERENCES subject (id) ON DELETE CASCADE,
  doc TEXT NOT NULL
) STRICT;

CREATE TABLE subject_issue (
  subject_id  INTEGER NOT NULL REFERENCES subject (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  level       TEXT    NOT NULL CHECK (level IN ('note', 'warning', 'error')),
  overridable INTEGER NOT NULL DEFAULT 0,
  domain      TEXT    NOT NULL,
  code        TEXT    NOT NULL,
  path        TEXT,
  value       TEXT,
  lim         TEXT,
  PRIMARY KEY (subject_id, n)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE subject_search USING fts5 (text, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

-- What an import or a merge made of subjects that were there before, so that it can be taken back;
-- those that came with it know their import.
CREATE TABLE subject_undo (
  import_id  INTEGER NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
  subject_id INTEGER NOT NULL REFERENCES subject (id),
  doc        TEXT    NOT NULL, -- before
  doc_sha256 TEXT    NOT NULL, -- after: what was edited since is left as it is
  PRIMARY KEY (import_id, subject_id)
) STRICT, WITHOUT ROWID;

-- Positions that a merge moved from one subject to another.
CREATE TABLE subject_undo_link (
  import_id   INTEGER NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
  position_id INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
  subject_id  INTEGER NOT NULL REFERENCES subject (id), -- before
  PRIMARY KEY (import_id, position_id)
) STRICT, WITHOUT ROWID;

-- Pairs that look alike and are not the same, as somebody said: a < b.
CREATE TABLE subject_distinct (
  a INTEGER NOT NULL REFERENCES subject (id) ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES subject (id) ON DELETE CASCADE,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

-- The debtor was taken from there; his data are copied, so that what was sent stays what it was.
ALTER TABLE position ADD COLUMN subject_id INTEGER REFERENCES subject (id);
CREATE INDEX position_subject ON position (subject_id) WHERE subject_id IS NOT NULL;

-- --- imports -------------------------------------------------------------------------------

-- How the columns of somebody's file become ours; found again by the header.
CREATE TABLE csv_mapping (
  id     INTEGER PRIMARY KEY,
  kind   TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  header TEXT    NOT NULL, -- SHA-256 of the column names in their order
  doc    TEXT    NOT NULL, -- JSON, see docs/csv.md
  used   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX csv_mapping_name ON csv_mapping (kind, name);
CREATE INDEX csv_mapping_header ON csv_mapping (kind, header);

-- The file as it came, so that its rows can go back with their outcomes whatever became of it.
CREATE TABLE import_source (
  import_id INTEGER PRIMARY KEY REFERENCES import_batch (id) ON DELETE CASCADE,
  name      TEXT    NOT NULL,
  mapping   TEXT,   -- the mapping's document; NULL = the plain layout
  size      INTEGER NOT NULL,
  sha256    TEXT    NOT NULL
) STRICT;

CREATE TABLE import_source_part (
  import_id INTEGER NOT NULL REFERENCES import_source (import_id) ON DELETE CASCADE,
  n         INTEGER NOT NULL,
  data      BLOB    NOT NULL, -- deflated
  PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;

-- What became of the rows that are not the first of a record of this import: joined to one, the one of a record that was in the
-- archive to be fixed, or rejected. The first rows are in position.import_row.
CREATE TABLE import_row (
  import_id INTEGER NOT NULL REFERENCES import_source (import_id) ON DELETE CASCADE,
  row       INTEGER NOT NULL,
  first_row INTEGER, -- joined to the record that begins there
  part      INTEGER NOT NULL DEFAULT 0, -- which of its payments
  record_id INTEGER, -- it mended this record
  domain    TEXT,    -- why it was rejected
  code      TEXT,
  path      TEXT,
  value     TEXT,
  lim       TEXT,
  PRIMARY KEY (import_id, row)
) STRICT, WITHOUT ROWID;

-- --- kinds of dues and notice numbers --------------------------------------------------------

CREATE TABLE due_type (
  id           INTEGER PRIMARY KEY,
  organization TEXT    NOT NULL, -- tax code of the creditor body
  name         TEXT    NOT NULL,
  doc          TEXT    NOT NULL,
  created      INTEGER NOT NULL,
  updated      INTEGER NOT NULL,
  updated_by   TEXT    NOT NULL DEFAULT '',
  removed      INTEGER
) STRICT;
CREATE UNIQUE INDEX due_type_name ON due_type (organization, name) WHERE removed IS NULL;

ALTER TABLE position ADD COLUMN due_type_id INTEGER REFERENCES due_type (id);

-- The next free base number (13 digits) of a body's generation point; never goes back. The file
-- beside the archive has the same, for the day a backup is restored.
CREATE TABLE iuv_counter (
  organization TEXT    NOT NULL,
  segregation  TEXT    NOT NULL CHECK (length (segregation) = 2),
  next         INTEGER NOT NULL,
  reserved     INTEGER NOT NULL DEFAULT 0, -- what the file says since this row was written
  confirmed    INTEGER NOT NULL DEFAULT 1, -- 0 = after a restore: a person has to say it first
  PRIMARY KEY (organization, segregation)
) STRICT, WITHOUT ROWID;

-- IUVs of the second and further payments of a position, and NAVs given by hand. position.iuv has
-- the first, which for most positions is all there is: an import of 100,000 writes nothing here.
CREATE TABLE position_notice (
  number      TEXT    NOT NULL,
  position_id INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
  PRIMARY KEY (number, position_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX position_notice_position ON position_notice (position_id);
INSERT OR IGNORE INTO position_notice (number, position_id)
  SELECT json_extract (o.value, '$.iuv'), d.id FROM position_doc AS d
  JOIN position AS p ON p.id = d.id,
  json_each (CASE WHEN json_valid (d.doc) THEN d.doc ELSE '{}' END, '$.paymentOption') AS o
  WHERE p.n_options > 1 AND json_extract (o.value, '$.iuv') <> coalesce (p.iuv, '');
INSERT OR IGNORE INTO position_notice (number, position_id)
  SELECT json_extract (o.value, '$.nav'), d.id FROM position_doc AS d,
  json_each (CASE WHEN json_valid (d.doc) THEN d.doc ELSE '{}' END, '$.paymentOption') AS o
  WHERE json_extract (o.value, '$.nav') <> '';

-- --- many positions at once ------------------------------------------------------------------

CREATE TABLE bulk_change (
  id      INTEGER PRIMARY KEY,
  label   TEXT    NOT NULL,
  who     TEXT    NOT NULL,
  created INTEGER NOT NULL,
  n       INTEGER NOT NULL DEFAULT 0,
  undone  INTEGER
) STRICT;

CREATE TABLE bulk_change_doc (
  change_id   INTEGER NOT NULL REFERENCES bulk_change (id) ON DELETE CASCADE,
  position_id INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
  doc         TEXT    NOT NULL, -- before
  doc_sha256  TEXT    NOT NULL, -- after: what was edited since is not undone
  PRIMARY KEY (change_id, position_id)
) STRICT, WITHOUT ROWID;

-- --- after sending ---------------------------------------------------------------------------

-- 1 = the upload was made with other software and is followed here: no body, rows from the report.
ALTER TABLE submission ADD COLUMN followed INTEGER NOT NULL DEFAULT 0;
-- What else a report said of this row (GPD facts 13 T11): the success wins, both are shown.
ALTER TABLE item ADD COLUMN also TEXT;
ALTER TABLE position ADD COLUMN delete_reason TEXT;
