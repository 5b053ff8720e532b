-- SPDX-License-Identifier: GPL-3.0-or-later
-- The archive, version 7: heating plants, each with its libretto, its numbered parts, its dates, and the
-- interventions (dossiers) that are about it.

CREATE TABLE plant (
  id             INTEGER PRIMARY KEY,
  account_id     INTEGER REFERENCES account (id), -- of the first thing prepared with one
  subject_id     INTEGER REFERENCES subject (id), -- who is responsible
  third_id       INTEGER REFERENCES subject (id), -- the third responsible
  import_id      INTEGER REFERENCES import_batch (id),
  import_row     INTEGER,
  -- What its libretto says, as the service describes it.
  code           TEXT    NOT NULL DEFAULT '', -- the register's
  name           TEXT    NOT NULL DEFAULT '', -- of whom is responsible
  name_code      TEXT    NOT NULL DEFAULT '',
  third          TEXT    NOT NULL DEFAULT '', -- the third responsible in charge
  third_code     TEXT    NOT NULL DEFAULT '',
  place          TEXT    NOT NULL DEFAULT '',
  city           TEXT    NOT NULL DEFAULT '',
  units          TEXT    NOT NULL DEFAULT '', -- cadastral data, POD, PDR
  generators     TEXT    NOT NULL DEFAULT '', -- those in use
  fuel           TEXT    NOT NULL DEFAULT '',
  power_w        INTEGER NOT NULL DEFAULT -1, -- watts; -1 = not known
  serials        TEXT    NOT NULL DEFAULT '', -- of all its parts, for the index of words
  -- What the register has of it.
  standing       TEXT    NOT NULL DEFAULT '' CHECK (standing = '' OR standing = 'active' OR
                                                    standing = 'dismissed'),
  present_date   TEXT,    -- a person says that other software sent it: since when, ISO
  present_source TEXT,    -- how that is known
  present_who    TEXT,
  present_utc    INTEGER, -- NULL = nobody says so
  stage          TEXT    AS (CASE WHEN standing <> '' THEN standing WHEN present_utc NOT NULL THEN 'present'
                                  ELSE 'never-sent' END) VIRTUAL,
  is_over        INTEGER AS (standing = 'dismissed') VIRTUAL,
  due_date       TEXT,    -- the first of plant_due, ISO
  due_kind       TEXT,
  schema_sha256  TEXT,    -- of the schema that the libretto was checked with
  n_errors       INTEGER NOT NULL DEFAULT 0,
  n_warnings     INTEGER NOT NULL DEFAULT 0,
  state          TEXT    NOT NULL DEFAULT 'draft', -- of its first open intervention, else see plant_state
  note           TEXT    NOT NULL DEFAULT '',
  created        INTEGER NOT NULL,
  updated        INTEGER NOT NULL, -- by a person; what was accepted does not count
  updated_by     TEXT    NOT NULL DEFAULT '',
  removed        INTEGER
) STRICT;
CREATE INDEX plant_code    ON plant (code);
CREATE INDEX plant_import  ON plant (import_id, import_row) WHERE import_id IS NOT NULL;
CREATE INDEX plant_subject ON plant (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX plant_third   ON plant (third_id) WHERE third_id IS NOT NULL;

-- Its libretto, as the register has it as far as that is known here; NULL = nothing is.
CREATE TABLE plant_doc (
  id  INTEGER PRIMARY KEY REFERENCES plant (id) ON DELETE CASCADE,
  doc TEXT
) STRICT;

CREATE TABLE plant_issue (
  plant_id    INTEGER NOT NULL REFERENCES plant (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  level       TEXT    NOT NULL CHECK (level IN ('note', 'warning', 'error')),
  overridable INTEGER NOT NULL DEFAULT 0,
  domain      TEXT    NOT NULL,
  code        TEXT    NOT NULL,
  path        TEXT,
  value       TEXT,
  lim         TEXT,
  PRIMARY KEY (plant_id, n)
) STRICT, WITHOUT ROWID;

-- Its numbered parts, all that were ever known: a number is never given again.
CREATE TABLE plant_part (
  plant_id     INTEGER NOT NULL REFERENCES plant (id) ON DELETE CASCADE,
  kind         TEXT    NOT NULL, -- "GT"
  number       INTEGER NOT NULL,
  turn         INTEGER NOT NULL, -- 0 = what stands there now, else replaced, the oldest first
  title        TEXT    NOT NULL DEFAULT '',
  serial       TEXT    NOT NULL DEFAULT '',
  detail       TEXT    NOT NULL DEFAULT '',
  installed    TEXT,
  gone         TEXT,    -- when it was taken out of use, ISO
  is_generator INTEGER NOT NULL DEFAULT 0,
  path         TEXT    NOT NULL DEFAULT '', -- in the libretto; '' = it is not there any more
  PRIMARY KEY (plant_id, kind, number, turn)
) STRICT, WITHOUT ROWID;

-- Its dates, the next first.
CREATE TABLE plant_due (
  plant_id  INTEGER NOT NULL REFERENCES plant (id) ON DELETE CASCADE,
  n         INTEGER NOT NULL,
  kind      TEXT    NOT NULL, -- "report"
  component TEXT    NOT NULL DEFAULT '', -- "GT1"
  date      TEXT    NOT NULL, -- ISO
  since     TEXT,
  estimated INTEGER NOT NULL DEFAULT 0,
  operation TEXT    NOT NULL DEFAULT '', -- what puts an end to it: "catasto.84"
  PRIMARY KEY (plant_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX plant_due_date ON plant_due (date);

-- What became known of a plant beside its interventions, for its timeline: never changed, never taken away.
CREATE TABLE plant_fact (
  id       INTEGER PRIMARY KEY,
  plant_id INTEGER NOT NULL REFERENCES plant (id) ON DELETE CASCADE,
  utc      INTEGER NOT NULL,
  kind     TEXT    NOT NULL, -- applied, present, revoked
  who      TEXT    NOT NULL DEFAULT '', -- '' = the program, for what was accepted
  before   TEXT,
  after    TEXT
) STRICT;
CREATE INDEX plant_fact_plant ON plant_fact (plant_id);

CREATE VIRTUAL TABLE plant_search USING fts5 (text, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

-- What an import completed: as it was before (NULL = no libretto), and the digest of what it became.
CREATE TABLE plant_undo (
  import_id  INTEGER NOT NULL REFERENCES import_batch (id),
  plant_id   INTEGER NOT NULL REFERENCES plant (id) ON DELETE CASCADE,
  doc        TEXT,
  doc_sha256 TEXT    NOT NULL,
  PRIMARY KEY (import_id, plant_id)
) STRICT, WITHOUT ROWID;

-- An intervention: a dossier that is one document about one plant.
ALTER TABLE dossier ADD COLUMN plant_id INTEGER REFERENCES plant (id);
ALTER TABLE dossier ADD COLUMN applied  INTEGER; -- when its document became part of the plant's libretto
CREATE INDEX dossier_plant ON dossier (plant_id) WHERE plant_id IS NOT NULL;

-- A plant stands where its first open intervention does; whoever changes one of them, this follows.
CREATE VIEW plant_state (id, state) AS
  SELECT p.id, IFNULL ((SELECT d.state FROM dossier AS d WHERE d.plant_id = p.id AND d.removed IS NULL AND
                        d.is_over = 0 ORDER BY d.id LIMIT 1),
                       CASE WHEN p.n_errors > 0 THEN 'to-fix' WHEN p.stage = 'never-sent' THEN 'draft'
                            ELSE 'done' END) FROM plant AS p;
CREATE TRIGGER plant_state_new AFTER INSERT ON plant
BEGIN
  UPDATE plant SET state = (SELECT state FROM plant_state WHERE id = NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER plant_state_own AFTER UPDATE OF n_errors, standing, present_utc ON plant
BEGIN
  UPDATE plant SET state = (SELECT state FROM plant_state WHERE id = NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER plant_state_changed AFTER UPDATE OF state, is_over, removed, plant_id ON dossier
WHEN NEW.plant_id NOT NULL
BEGIN
  UPDATE plant SET state = (SELECT state FROM plant_state WHERE id = NEW.plant_id) WHERE id = NEW.plant_id;
END;
