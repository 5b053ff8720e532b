-- SPDX-License-Identifier: GPL-3.0-or-later
-- The archive, version 5: the account that a position is bound to stands where its state does, so
-- that preparing 100,000 of them writes the narrow table only.

ALTER TABLE position_now ADD COLUMN account_id INTEGER REFERENCES account (id);
UPDATE position_now SET account_id = p.account_id FROM position AS p
  WHERE p.id = position_now.id AND p.account_id IS NOT NULL;
ALTER TABLE position DROP COLUMN account_id;

-- What item_one_open of version 3 refuses, asked in another order: whether the record has another
-- item at all comes first, for mostly it has none.
DROP TRIGGER item_one_open;
CREATE TRIGGER item_one_open AFTER INSERT ON item
WHEN EXISTS (SELECT 1 FROM item AS i
             WHERE i.record_kind = NEW.record_kind AND i.record_id = NEW.record_id AND
             (i.submission_id <> NEW.submission_id OR i.n <> NEW.n))
BEGIN
  SELECT RAISE (ABORT, 'the record is in a submission that is not finished')
    WHERE (SELECT followed FROM submission WHERE id = NEW.submission_id) = 0 AND
    EXISTS (SELECT 1 FROM item AS i JOIN submission AS s ON s.id = i.submission_id
            WHERE i.record_kind = NEW.record_kind AND i.record_id = NEW.record_id AND
            (i.submission_id <> NEW.submission_id OR i.n <> NEW.n) AND
            s.followed = 0 AND s.state NOT IN ('done', 'partly-done', 'refused', 'cancelled'));
END;
