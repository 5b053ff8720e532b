/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the twin, its settings, the vouchers it begins with, and what is looked up. */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

static const char schema[] =
  "CREATE TABLE IF NOT EXISTS voucher (id INTEGER PRIMARY KEY, service TEXT NOT NULL, subject TEXT "
  "NOT NULL, firm INTEGER NOT NULL, operator TEXT, protocol TEXT NOT NULL, state INTEGER NOT NULL, "
  "label TEXT, reserved INTEGER NOT NULL, due INTEGER, outcome INTEGER NOT NULL, outcome_label "
  "TEXT, bookable INTEGER, activated INTEGER, offer TEXT, technology TEXT, magic TEXT, origin TEXT "
  "NOT NULL, UNIQUE (service, protocol));"
  "CREATE INDEX IF NOT EXISTS voucher_subject ON voucher (service, subject);"
  "CREATE INDEX IF NOT EXISTS voucher_due ON voucher (due);"
  "CREATE INDEX IF NOT EXISTS voucher_bookable ON voucher (state, bookable);"
  "CREATE TABLE IF NOT EXISTS voucher_relative (voucher INTEGER NOT NULL REFERENCES voucher ON "
  "DELETE CASCADE, code TEXT NOT NULL, PRIMARY KEY (voucher, code));"
  "CREATE INDEX IF NOT EXISTS voucher_relative_code ON voucher_relative (code);"
  "CREATE TABLE IF NOT EXISTS voucher_token (token TEXT PRIMARY KEY, service TEXT NOT NULL, client "
  "TEXT NOT NULL, expires INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS voucher_operator (service TEXT NOT NULL, client TEXT NOT NULL, "
  "operator TEXT NOT NULL, PRIMARY KEY (service, client));"
  "CREATE TABLE IF NOT EXISTS voucher_offer (service TEXT NOT NULL, code TEXT NOT NULL, technology "
  "TEXT NOT NULL, active INTEGER NOT NULL, PRIMARY KEY (service, code));";

static gint64
as_number (const char *text,
           gint64      fallback)
{
  gint64 value;

  return text != NULL &&
         g_ascii_string_to_signed (text, 10, 0, G_GINT64_CONSTANT (3650) * 86400 * 1000, &value,
                                   NULL) ? value : fallback;
}

static void
apply_setting (PrcVoucher *self,
               const char *name,
               const char *value)
{
  PrcVoucherSettings *settings = &self->settings;

  if (g_str_equal (name, "robot"))
    settings->manual = g_str_equal (value, "manual");
  else if (g_str_equal (name, "dates"))
    settings->dates = g_str_equal (value, "reject") ? PRC_VOUCHER_DATES_REJECT
                      : g_str_equal (value, "require") ? PRC_VOUCHER_DATES_REQUIRE
                      : PRC_VOUCHER_DATES_IGNORE;
  else if (g_str_equal (name, "zone"))
    settings->zone = g_str_equal (value, "local") ? PRC_VOUCHER_ZONE_LOCAL
                     : g_str_equal (value, "utc") ? PRC_VOUCHER_ZONE_UTC : PRC_VOUCHER_ZONE_OFFSET;
  else if (g_str_equal (name, "first_ms"))
    settings->first_us = as_number (value, 5000) * 1000;
  else if (g_str_equal (name, "second_ms"))
    settings->second_us = as_number (value, 20000) * 1000;
  else if (g_str_equal (name, "lapse_days"))
    settings->lapse_us = MIN (as_number (value, 90), 36500) * PRC_VOUCHER_DAY;
}

/**
 * prc_voucher_save_setting:
 * @self: the twin
 * @name: robot, dates, zone, first_ms, second_ms or lapse_days
 * @value: its value
 *
 * Sets it, now and for the processes to come.
 */
void
prc_voucher_save_setting (PrcVoucher *self,
                          const char *name,
                          const char *value)
{
  g_autofree char *key = g_strconcat ("voucher-", name, NULL);

  apply_setting (self, name, value);
  prc_db_run (self->db, "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", "ss", key,
              value);
}

static void
load_settings (PrcVoucher *self)
{
  gboolean fast = self->context->fast;
  sqlite3_stmt *rows;

  self->settings.first_us = fast ? 0 : 5 * G_USEC_PER_SEC;
  self->settings.second_us = fast ? 0 : 20 * G_USEC_PER_SEC;
  self->settings.lapse_us = 90 * PRC_VOUCHER_DAY;
  rows = prc_db_query (self->db, "SELECT substr (name, 9), value FROM meta WHERE name LIKE "
                       "'voucher-%'", "");
  while (prc_db_next (rows))
    apply_setting (self, prc_db_text (rows, 0), prc_db_text (rows, 1));
}

/* The operators of the invented vouchers that belong to somebody else. */
#define OTHER_ONE "99999991005"
#define OTHER_TWO "12345671205"

typedef struct
{
  const char      *service;
  const char      *operator;
  PrcVoucherState  state;
  gint             days;       /* since the reservation */
} Seed;

/* In production the others are not seen, but their beneficiaries are taken; in the test environment
 * every developer works under the same operator. The row gives the index for prc_voucher_invent(),
 * from 1; two rows of one index are one beneficiary. */
static const struct
{
  guint index;
  Seed  seed;
} seeds[] = {
  { 1, { "voucher", OTHER_ONE, PRC_VOUCHER_PRENOTATA, 20 } },
  { 2, { "voucher", OTHER_ONE, PRC_VOUCHER_ATTIVATA, 200 } },
  { 3, { "voucher", OTHER_ONE, PRC_VOUCHER_PRENOTATA, 12 } },
  { 3, { "voucher", OTHER_TWO, PRC_VOUCHER_PRENOTATA, 11 } },
  { 11, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_INVIATA, 1 } },
  { 12, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_ATTESA, 2 } },
  { 13, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_NON_PRENOTABILE, 9 } },
  { 14, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_PRENOTATA, 30 } },
  { 15, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_SOSPESA, 45 } },
  { 16, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_ATTIVATA, 60 } },
  { 17, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_SOSPESA, 95 } },
  { 18, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_PRENOTATA, 3 } },
  { 18, { "voucher-test", PRC_VOUCHER_TEST_OPERATOR, PRC_VOUCHER_PRENOTATA, 2 } },
};

static void
plant (PrcVoucher *self)
{
  gint64 now = prc_now_us (self->context);
  guint i;

  if (prc_db_number (self->db, "SELECT 1 FROM meta WHERE name = 'voucher-planted'", "") != 0)
    return;
  prc_db_run (self->db, "BEGIN IMMEDIATE", "");
  for (i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      const Seed *seed = &seeds[i].seed;
      g_autofree char *code = prc_voucher_invent (seeds[i].index);
      g_autofree char *protocol = prc_voucher_protocol (self, seed->service);
      PrcVoucherForm form = { PRC_VOUCHER_PRENOTAZIONE, FALSE, code, };
      PrcVoucherRow row = { 0, };

      row.operator = (char *) seed->operator;
      row.protocol = protocol;
      row.state = seed->state;
      row.reserved = now - seed->days * PRC_VOUCHER_DAY;
      row.activated = seed->state == PRC_VOUCHER_ATTIVATA ? row.reserved + 5 * PRC_VOUCHER_DAY
                      : PRC_VOUCHER_NO_DATE;
      prc_voucher_insert (self, seed->service, &form, &row, "other", -1, NULL,
                          PRC_VOUCHER_NO_DATE);
    }
  prc_db_run (self->db, "INSERT INTO meta (name, value) VALUES ('voucher-planted', '1')", "");
  prc_db_run (self->db, "COMMIT", "");
}

/**
 * prc_voucher_store_open:
 * @self: the twin
 * @error: return location
 *
 * Makes the tables, reads the settings, and puts in what others have, the first time.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_voucher_store_open (PrcVoucher  *self,
                        GError     **error)
{
  if (!prc_db_exec (self->db, schema, error))
    return FALSE;
  load_settings (self);
  plant (self);
  return TRUE;
}

/**
 * prc_voucher_row_free:
 * @row: (transfer full): a #PrcVoucherRow
 *
 * Frees it.
 */
void
prc_voucher_row_free (gpointer row)
{
  PrcVoucherRow *self = row;

  g_free (self->operator);
  g_free (self->protocol);
  g_free (self->label);
  g_free (self->magic);
  g_free (self);
}

/**
 * prc_voucher_find:
 * @self: the twin
 * @service: the environment
 * @subject: the beneficiary
 *
 * All vouchers of one beneficiary, oldest first, after letting time pass.
 *
 * Returns: (transfer full) (element-type PrcVoucherRow): the vouchers
 */
GPtrArray *
prc_voucher_find (PrcVoucher *self,
                  const char *service,
                  const char *subject)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (prc_voucher_row_free);
  sqlite3_stmt *rows;

  prc_voucher_refresh (self);
  rows = prc_db_query (self->db, "SELECT id, firm, operator, protocol, state, label, magic, "
                       "reserved, activated FROM voucher WHERE service = ?1 AND subject = ?2 ORDER "
                       "BY id", "ss", service, subject);
  while (prc_db_next (rows))
    {
      PrcVoucherRow *row = g_new0 (PrcVoucherRow, 1);
      const char *label = prc_db_text (rows, 5);

      row->id = sqlite3_column_int64 (rows, 0);
      row->firm = sqlite3_column_int (rows, 1) != 0;
      row->operator = g_strdup (prc_db_text (rows, 2));
      row->protocol = g_strdup (prc_db_text (rows, 3));
      row->state = (PrcVoucherState) sqlite3_column_int (rows, 4);
      row->label = g_strdup (label != NULL ? label : prc_voucher_state_name (row->state));
      row->magic = g_strdup (prc_db_text (rows, 6));
      row->reserved = sqlite3_column_int64 (rows, 7);
      row->activated = sqlite3_column_type (rows, 8) != SQLITE_NULL
                       ? sqlite3_column_int64 (rows, 8) : PRC_VOUCHER_NO_DATE;
      g_ptr_array_add (found, row);
    }
  return found;
}

/**
 * prc_voucher_operator:
 * @self: the twin
 * @service: the environment
 * @client: the client id of the caller
 *
 * The operator for whom a client id works: the one of its first change. In the test environment it
 * is the one of appendix B for everybody.
 *
 * Returns: (transfer full) (nullable): the partita IVA, %NULL if the client changed nothing yet
 */
char *
prc_voucher_operator (PrcVoucher *self,
                      const char *service,
                      const char *client)
{
  sqlite3_stmt *rows;
  char *found = NULL;

  if (g_str_equal (service, "voucher-test"))
    return g_strdup (PRC_VOUCHER_TEST_OPERATOR);
  rows = prc_db_query (self->db, "SELECT operator FROM voucher_operator WHERE service = ?1 AND "
                       "client = ?2", "ss", service, client);
  while (prc_db_next (rows))
    {
      g_free (found);
      found = g_strdup (prc_db_text (rows, 0));
    }
  return found;
}

/**
 * prc_voucher_protocol:
 * @self: the twin
 * @service: the environment
 *
 * Draws the next number.
 *
 * Returns: (transfer full): a PROTOCOLLO that no voucher has
 */
char *
prc_voucher_protocol (PrcVoucher *self,
                      const char *service)
{
  gint64 last = prc_db_number (self->db, "SELECT coalesce (max (id), 0) FROM voucher", "");
  char *number = NULL;

  /* One made through the control endpoint may have any number. */
  do
    {
      g_free (number);
      number = g_strdup_printf ("%s%010" G_GINT64_FORMAT,
                                g_str_equal (service, "voucher") ? "VB" : "CB", ++last);
    }
  while (prc_db_number (self->db, "SELECT 1 FROM voucher WHERE service = ?1 AND protocol = ?2", "ss",
                        service, number) != 0);
  return number;
}

/**
 * prc_voucher_insert:
 * @self: the twin
 * @service: the environment
 * @form: the reservation
 * @row: operator, protocol, state, label, magic, reserved, activated
 * @origin: who made it: api, portal or other
 * @outcome: the #PrcVoucherState that the robot will say, -1 if it never answers
 * @outcome_label: (nullable): how the list writes that
 * @due: when the robot's next step comes; %PRC_VOUCHER_NO_DATE if never by itself
 *
 * Stores a new voucher and its relatives.
 *
 * Returns: %FALSE if the protocol is taken
 */
gboolean
prc_voucher_insert (PrcVoucher           *self,
                    const char           *service,
                    const PrcVoucherForm *form,
                    const PrcVoucherRow  *row,
                    const char           *origin,
                    gint                  outcome,
                    const char           *outcome_label,
                    gint64                due)
{
  gint64 id;
  guint i;

  if (!prc_db_run (self->db, "INSERT INTO voucher (service, subject, firm, operator, protocol, "
                   "state, label, reserved, outcome, outcome_label, offer, technology, magic, "
                   "origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                   "ssissisiisssss", service, form->subject, (gint64) form->firm, row->operator,
                   row->protocol, (gint64) row->state, row->label, row->reserved,
                   (gint64) outcome, outcome_label, form->offer, form->technology, row->magic,
                   origin))
    return FALSE;
  id = prc_db_last_id (self->db);
  if (due != PRC_VOUCHER_NO_DATE)
    prc_db_run (self->db, "UPDATE voucher SET due = ?2 WHERE id = ?1", "ii", id, due);
  if (row->state == PRC_VOUCHER_PRENOTATA)
    prc_db_run (self->db, "UPDATE voucher SET bookable = reserved WHERE id = ?1", "i", id);
  if (row->activated != PRC_VOUCHER_NO_DATE)
    prc_db_run (self->db, "UPDATE voucher SET activated = ?2 WHERE id = ?1", "ii", id,
                row->activated);
  for (i = 0; form->relatives != NULL && i < form->relatives->len; i++)
    prc_db_run (self->db, "INSERT OR IGNORE INTO voucher_relative (voucher, code) VALUES (?1, ?2)",
                "is", id, g_ptr_array_index (form->relatives, i));
  return TRUE;
}

static const char *const test_offers[] = {
  "OPE040-FAM1-FTTH-100-245",
  "OPE040-FAM1-MULTI-100-246",
  "OPE040-FAM1-FWA-100-247",
  NULL
};

/**
 * prc_voucher_offer:
 * @self: the twin
 * @service: the environment
 * @code: an offer code
 * @known: (out): whether the operator has it and it is active
 * @technology: (out) (transfer full) (nullable): its technology; %NULL if any may be chosen
 *
 * Looks an offer up: first what the control endpoint said, then the three of appendix B in the test
 * environment, while in production any code is good unless its end says otherwise.
 */
void
prc_voucher_offer (PrcVoucher  *self,
                   const char  *service,
                   const char  *code,
                   gboolean    *known,
                   char       **technology)
{
  static const char *const technologies[] = { "FWA", "FTTH", "FTTC", "FTTB", "SAT", NULL };
  g_auto (GStrv) parts = g_strsplit (code, "-", -1);
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT technology, active FROM voucher_offer WHERE "
                                     "service = ?1 AND code = ?2", "ss", service, code);
  gboolean stored = FALSE;
  guint i;

  *technology = NULL;
  while (prc_db_next (rows))
    {
      const char *name = prc_db_text (rows, 0);

      stored = TRUE;
      *known = sqlite3_column_int (rows, 1) != 0;
      g_free (*technology);
      *technology = g_str_equal (name, "MULTI") ? NULL : g_strdup (name);
    }
  if (stored)
    return;
  *known = g_str_equal (service, "voucher-test")
           ? g_strv_contains (test_offers, code)
           : !g_str_has_suffix (code, "-IGNOTA") && !g_str_has_suffix (code, "-CHIUSA");
  for (i = 0; *technology == NULL && parts[i] != NULL; i++)
    {
      if (g_strv_contains (technologies, parts[i]))
        *technology = g_strdup (parts[i]);
    }
}
