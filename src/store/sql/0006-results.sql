-- SPDX-License-Identifier: GPL-3.0-or-later
-- The archive, version 6: what a service found for a dossier, and what a service wants to be told again
-- at the next call with an account.

ALTER TABLE dossier ADD COLUMN result TEXT NOT NULL DEFAULT ''; -- an address
ALTER TABLE account ADD COLUMN service_note TEXT; -- JSON, the service's own
