/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the twin: who may ask, what a code gets, and what was asked. */
#define G_LOG_DOMAIN "spt-practice"

#include "trovapec.h"

#include <string.h>

static const char schema[] =
  "CREATE TABLE IF NOT EXISTS trovapec_key (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, "
  "balance INTEGER NOT NULL, price INTEGER NOT NULL, postpaid INTEGER NOT NULL, active INTEGER NOT "
  "NULL);"
  "CREATE TABLE IF NOT EXISTS trovapec_code (code TEXT PRIMARY KEY, address TEXT NOT NULL, words "
  "TEXT, failure TEXT, form TEXT NOT NULL, trick TEXT, delay_ms INTEGER);"
  "CREATE TABLE IF NOT EXISTS trovapec_request (id INTEGER PRIMARY KEY, account INTEGER NOT NULL "
  "REFERENCES trovapec_key, code TEXT NOT NULL, token TEXT NOT NULL UNIQUE, received INTEGER NOT "
  "NULL, due INTEGER NOT NULL, address TEXT NOT NULL, words TEXT NOT NULL, failure TEXT, form TEXT "
  "NOT NULL, cancelled INTEGER NOT NULL DEFAULT 0, price INTEGER NOT NULL, asked INTEGER NOT NULL "
  "DEFAULT 0);"
  "CREATE INDEX IF NOT EXISTS trovapec_request_code ON trovapec_request (account, code);";

static const struct
{
  const char *key;
  gint64      balance;
  gint64      price;
  gboolean    postpaid;
  gboolean    active;
} keys[] = {
  { "chiave-di-prova", 10000, 50, FALSE, TRUE },
  { "chiave-ricca", 1000000, 50, FALSE, TRUE },
  { "chiave-esaurita", 20, 50, FALSE, TRUE },
  { "chiave-posticipata", 0, 50, TRUE, TRUE },
  { "chiave-sospesa", 10000, 50, FALSE, FALSE },
};

/* Partite IVA of nobody, with the right control figure: 99900 and the row's number. */
static const struct
{
  const char *code;
  const char *address;
  const char *words;
  const char *failure;
  const char *form;
  const char *trick;
  gint64      delay_ms;          /* 0: the setting's; -1: never */
} codes[] = {
  { "00743110157", "ditta.di.prova@pec.esempio.example", NULL, NULL, "full", NULL, 0 },
  { "99900011000", "prima.prova@pec.esempio.example", NULL, NULL, "full", NULL, 0 },
  { "99900021009", "", NULL, NULL, "full", NULL, 0 },
  { "99900031008", "terza.prova@pec.esempio.example", NULL, NULL, "full", NULL, 600000 },
  { "99900041007", "quarta.prova@pec.esempio.example", NULL, NULL, "full", NULL, -1 },
  { "99900051006", "pec.senza.chiocciola", NULL, NULL, "full", NULL, 0 },
  { "99900061005", "sesta.prova@pec.esempio.example", "pec trovata|registro imprese", NULL, "full",
    NULL, 0 },
  { "99900071004", "settima.prova@pec.esempio.example", NULL, NULL, "bare", NULL, 0 },
  { "99900081003", "", NULL, NULL, "bare", NULL, 0 },
  { "99900091002", "", NULL, "ricerca non riuscita", "full", NULL, 0 },
  { "99900101009", "decima.prova@pec.esempio.example", NULL, NULL, "full", "drop", 0 },
  { "99900111008", "undicesima.prova@pec.esempio.example", NULL, NULL, "full", "500", 0 },
};

/* Asked by a colleague with the same key, so that it is there already. */
#define PRESENT_CODE "99900121007"

static void
plant (PrcTrovapec *self)
{
  g_autoptr (PrcTrovapecRequest) present = NULL;
  PrcTrovapecAccount account;
  guint i;

  if (prc_db_number (self->db, "SELECT 1 FROM trovapec_key", "") != 0)
    return;
  prc_db_run (self->db, "BEGIN IMMEDIATE", "");
  for (i = 0; i < G_N_ELEMENTS (keys); i++)
    prc_trovapec_set_key (self, keys[i].key, keys[i].balance, keys[i].price, keys[i].postpaid,
                          keys[i].active);
  for (i = 0; i < G_N_ELEMENTS (codes); i++)
    prc_db_run (self->db, "INSERT INTO trovapec_code (code, address, words, failure, form, trick, "
                "delay_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "ssssssi", codes[i].code,
                codes[i].address, codes[i].words, codes[i].failure, codes[i].form, codes[i].trick,
                codes[i].delay_ms);
  present = prc_trovapec_foresee (self, PRESENT_CODE);
  present->token = g_strdup ("di-un-collega");
  present->due = PRC_TROVAPEC_NEVER;
  if (prc_trovapec_account (self, keys[0].key, &account))
    prc_trovapec_insert (self, account.id, present);
  prc_db_run (self->db, "COMMIT", "");
}

/**
 * prc_trovapec_store_open:
 * @self: the twin
 * @error: return location
 *
 * Makes the tables and, the first time, puts in the keys and codes there are from the beginning.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_trovapec_store_open (PrcTrovapec  *self,
                         GError      **error)
{
  if (!prc_db_exec (self->db, schema, error))
    return FALSE;
  plant (self);
  return TRUE;
}

/**
 * prc_trovapec_set_key:
 * @self: the twin
 * @key: the user key
 * @balance: cents
 * @price: cents a request
 * @postpaid: whether the balance may fall below zero
 * @active: %FALSE: every call is refused
 *
 * Stores who may ask.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_trovapec_set_key (PrcTrovapec *self,
                      const char  *key,
                      gint64       balance,
                      gint64       price,
                      gboolean     postpaid,
                      gboolean     active)
{
  return prc_db_run (self->db, "INSERT INTO trovapec_key (key, balance, price, postpaid, active) "
                     "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key) DO UPDATE SET balance = ?2, "
                     "price = ?3, postpaid = ?4, active = ?5", "siiii", key, balance, price,
                     (gint64) postpaid, (gint64) active);
}

/**
 * prc_trovapec_account:
 * @self: the twin
 * @key: a user key
 * @account: (out): filled if the key is known
 *
 * Finds whose key it is.
 *
 * Returns: %FALSE if it is nobody's
 */
gboolean
prc_trovapec_account (PrcTrovapec        *self,
                      const char         *key,
                      PrcTrovapecAccount *account)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT id, balance, price, postpaid, active FROM "
                                     "trovapec_key WHERE key = ?1", "s", key);
  gboolean found = FALSE;

  for (; prc_db_next (rows); found = TRUE)
    {
      account->id = sqlite3_column_int64 (rows, 0);
      account->balance = sqlite3_column_int64 (rows, 1);
      account->price = sqlite3_column_int64 (rows, 2);
      account->postpaid = sqlite3_column_int (rows, 3) != 0;
      account->active = sqlite3_column_int (rows, 4) != 0;
    }
  return found;
}

/* By the rule a code whose last figure is 0 or 5 has no address. */
static gboolean
unlisted_found (PrcTrovapec *self,
                const char  *code)
{
  gsize i = strlen (code);

  if (!prc_settings_is (self->settings, "unlisted", "rule"))
    return prc_settings_is (self->settings, "unlisted", "found");
  while (i > 0 && !g_ascii_isdigit (code[i - 1]))
    i--;
  return i > 0 && (code[i - 1] - '0') % 5 != 0;
}

/**
 * prc_trovapec_foresee:
 * @self: the twin
 * @code: the code, upper case
 *
 * What a request for this code will get, and when, if it is accepted now.
 *
 * Returns: (transfer full): a request without id, token and price
 */
PrcTrovapecRequest *
prc_trovapec_foresee (PrcTrovapec *self,
                      const char  *code)
{
  PrcTrovapecRequest *what = g_new0 (PrcTrovapecRequest, 1);
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT address, words, failure, form, trick, "
                                     "delay_ms FROM trovapec_code WHERE code = ?1", "s", code);
  gint64 delay = 0;

  what->code = g_strdup (code);
  while (prc_db_next (rows))
    {
      what->address = g_strdup (prc_db_text (rows, 0));
      what->words = g_strdup (prc_db_text (rows, 1));
      what->failure = g_strdup (prc_db_text (rows, 2));
      what->form = g_strdup (prc_db_text (rows, 3));
      what->trick = g_strdup (prc_db_text (rows, 4));
      delay = sqlite3_column_int64 (rows, 5);
    }
  if (what->form == NULL)
    {
      g_autofree char *lower = g_ascii_strdown (code, -1);

      what->form = g_strdup ("full");
      what->address = unlisted_found (self, code)
                      ? g_strconcat (lower, "@pec.esempio.example", NULL) : g_strdup ("");
    }
  if (what->words == NULL)
    what->words = g_strdup (*what->address != '\0' ? "pec trovata" : "pec non trovata");
  if (delay == 0)
    delay = prc_settings_number (self->settings, "delay_ms");
  what->due = delay < 0 ? PRC_TROVAPEC_NEVER : prc_now_us (self->context) + delay * 1000;
  return what;
}

/**
 * prc_trovapec_find:
 * @self: the twin
 * @account: whose
 * @code: (nullable): the last request for this code that is not cancelled, an unfinished one first
 * @token: (nullable): the request of this token, whatever became of it
 *
 * Finds a request by one of the two.
 *
 * Returns: (transfer full) (nullable): the request
 */
PrcTrovapecRequest *
prc_trovapec_find (PrcTrovapec              *self,
                   const PrcTrovapecAccount *account,
                   const char               *code,
                   const char               *token)
{
  gint64 now = prc_now_us (self->context);
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT id, code, token, due, address, words, failure,"
                                     " form, price, cancelled FROM trovapec_request WHERE account ="
                                     " ?1 AND ((?2 IS NOT NULL AND code = ?2 AND cancelled = 0) OR "
                                     "token = ?3) ORDER BY due > ?4 DESC, id DESC LIMIT 1", "issi",
                                     account->id, code, token, now);
  PrcTrovapecRequest *found = NULL;

  while (prc_db_next (rows))
    {
      g_clear_pointer (&found, prc_trovapec_request_free);
      found = g_new0 (PrcTrovapecRequest, 1);
      found->id = sqlite3_column_int64 (rows, 0);
      found->code = g_strdup (prc_db_text (rows, 1));
      found->token = g_strdup (prc_db_text (rows, 2));
      found->due = sqlite3_column_int64 (rows, 3);
      found->address = g_strdup (prc_db_text (rows, 4));
      found->words = g_strdup (prc_db_text (rows, 5));
      found->failure = g_strdup (prc_db_text (rows, 6));
      found->form = g_strdup (prc_db_text (rows, 7));
      found->price = sqlite3_column_int64 (rows, 8);
      found->state = sqlite3_column_int (rows, 9) != 0 ? PRC_TROVAPEC_CANCELLED
                     : found->due <= now ? PRC_TROVAPEC_DONE : PRC_TROVAPEC_PENDING;
    }
  return found;
}

/**
 * prc_trovapec_insert:
 * @self: the twin
 * @account: id of the key
 * @what: code, token, due, answer and price
 *
 * Stores an accepted request.
 *
 * Returns: %FALSE if the token is taken
 */
gboolean
prc_trovapec_insert (PrcTrovapec              *self,
                     gint64                    account,
                     const PrcTrovapecRequest *what)
{
  return prc_db_run (self->db, "INSERT INTO trovapec_request (account, code, token, received, due, "
                     "address, words, failure, form, price) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                     "?9, ?10)", "issiissssi", account, what->code, what->token,
                     prc_now_us (self->context), what->due, what->address, what->words,
                     what->failure, what->form, what->price);
}

/**
 * prc_trovapec_request_free:
 * @self: (transfer full): a request
 *
 * Frees it.
 */
void
prc_trovapec_request_free (PrcTrovapecRequest *self)
{
  g_free (self->code);
  g_free (self->token);
  g_free (self->address);
  g_free (self->words);
  g_free (self->failure);
  g_free (self->form);
  g_free (self->trick);
  g_free (self);
}
