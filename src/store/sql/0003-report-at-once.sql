-- SPDX-License-Identifier: GPL-3.0-or-later
-- The archive, version 3: what a report or an order changes of 100,000 positions is small enough to
-- be written at once.

-- --- positions -------------------------------------------------------------------------------

-- Where a position stands: the only columns that its submissions change, apart from the rest, which
-- would be written again with them. In a table this narrow a list of one state needs no index. (The
-- checks without IN, which makes a table of its list for every row.)
CREATE TABLE position_now (
  id             INTEGER PRIMARY KEY REFERENCES position (id) ON DELETE CASCADE,
  state          TEXT    NOT NULL, -- computed: to-fix, ready, else the state of the last item
  next_operation TEXT    CHECK (next_operation = 'create' OR next_operation = 'update' OR
                                next_operation = 'delete'),
  -- 0 not at the service; 1 the present document is; 2 position_doc.accepted_doc is
  accepted       INTEGER NOT NULL DEFAULT 0 CHECK (accepted BETWEEN 0 AND 2)
) STRICT;
INSERT INTO position_now (id, state, next_operation, accepted)
  SELECT id, state, next_operation, accepted FROM position;
DROP INDEX position_state;
ALTER TABLE position DROP COLUMN state;
ALTER TABLE position DROP COLUMN next_operation;
ALTER TABLE position DROP COLUMN accepted;
-- Hardly any; without them position_now alone tells how many stand where.
CREATE INDEX position_removed ON position (removed) WHERE removed IS NOT NULL;

-- --- items -----------------------------------------------------------------------------------

-- What holds of the items of which nothing was said by itself (state 'draft'), where that is not
-- simply the submission's own state: of the 99,000 that went well in the same words, say, so that
-- only the other 1,000 are written.
ALTER TABLE submission ADD COLUMN rest_state   TEXT;
ALTER TABLE submission ADD COLUMN rest_code    TEXT;
ALTER TABLE submission ADD COLUMN rest_message TEXT;

-- An item is open while its submission is not final; nothing has to be written when it closes.
DROP INDEX item_open;
ALTER TABLE item DROP COLUMN open;

-- The few that say something by themselves.
CREATE INDEX item_said ON item (submission_id, state) WHERE state <> 'draft';

-- A record is in at most one submission that is not final, of those that are ours: refused here,
-- whoever writes.
CREATE TRIGGER item_one_open BEFORE INSERT ON item
WHEN NEW.record_id IS NOT NULL AND
  (SELECT followed FROM submission WHERE id = NEW.submission_id) = 0 AND
  EXISTS (SELECT 1 FROM item AS i JOIN submission AS s ON s.id = i.submission_id
          WHERE i.record_kind = NEW.record_kind AND i.record_id = NEW.record_id AND
          s.followed = 0 AND s.state NOT IN ('done', 'partly-done', 'refused', 'cancelled'))
BEGIN
  SELECT RAISE (ABORT, 'the record is in a submission that is not finished');
END;
CREATE TRIGGER item_same_record BEFORE UPDATE OF submission_id, record_kind, record_id ON item
BEGIN
  SELECT RAISE (ABORT, 'an item keeps its submission and its record');
END;
CREATE TRIGGER submission_final BEFORE UPDATE OF state, followed ON submission
WHEN (OLD.followed = 1 OR OLD.state IN ('done', 'partly-done', 'refused', 'cancelled')) AND
  NEW.followed = 0 AND NEW.state NOT IN ('done', 'partly-done', 'refused', 'cancelled')
BEGIN
  SELECT RAISE (ABORT, 'what is final, or followed, stays so');
END;
