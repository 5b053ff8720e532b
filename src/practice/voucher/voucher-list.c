/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the last 90 days, and the ways in which it can surprise its reader (facts 4.10). */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

#define WINDOW (90 * PRC_VOUCHER_DAY)

typedef struct
{
  PrcVoucher *self;
  GPtrArray  *rules;
  GString    *out;
  guint       rows;
} Writer;

/* Another case, blanks around and doubled: one reader's equal is another's unknown. */
static char *
disguise (const char *state,
          guint       row)
{
  g_auto (GStrv) words = g_strsplit (state, " ", -1);
  g_autofree char *spaced = g_strjoinv ("  ", words);

  switch (row % 3)
    {
    case 0:
      return g_ascii_strup (state, -1);
    case 1:
      return g_strdup_printf (" %s ", state);
    default:
      return g_ascii_strdown (spaced, -1);
    }
}

static void
write_row (Writer     *writer,
           const char *operator,
           const char *beneficiary,
           const char *protocol,
           gint64      reserved,
           const char *state)
{
  GString *out = writer->out;
  g_autofree char *shown = prc_rules_find (writer->rules, "state-case") != NULL
                           ? disguise (state, writer->rows) : g_strdup (state);
  JsonObject *unknown = prc_rules_find (writer->rules, "unknown-state");
  gboolean nulls = prc_rules_find (writer->rules, "null-fields") != NULL;

  if (unknown != NULL && writer->rows < (guint) CLAMP (prc_rule_int (unknown, "count", 1), 0,
                                                       1000000))
    {
      g_free (shown);
      shown = g_strdup (prc_rule_text (unknown, "state", "In verifica documentale"));
    }
  g_string_append (out, writer->rows > 0 ? ",{\"PARTITA_IVA_OPERATORE\":"
                   : "{\"PARTITA_IVA_OPERATORE\":");
  prc_append_json (out, nulls ? NULL : operator);
  g_string_append (out, ",\"CODICE_FISCALE_BENEFICIARIO\":");
  prc_append_json (out, beneficiary);
  g_string_append (out, ",\"PROTOCOLLO\":");
  prc_append_json (out, nulls && writer->rows % 2 == 1 ? NULL : protocol);
  g_string_append (out, ",\"DATA_PRENOTAZIONE\":");
  if (nulls && writer->rows % 2 == 1)
    {
      g_string_append (out, "null");
    }
  else
    {
      g_string_append_c (out, '"');
      prc_voucher_append_time (out, reserved, writer->self->settings.zone);
      g_string_append_c (out, '"');
    }
  g_string_append (out, ",\"FASE_OPERATIVA\":");
  prc_append_json (out, nulls && writer->rows % 3 == 2 ? NULL : shown);
  if (prc_rules_find (writer->rules, "extra-fields") != NULL)
    g_string_append (out, ",\"NOTE\":\"aggiunto\",\"IMPORTO\":200.5,\"ALTRO\":{\"a\":[1,null]}");
  g_string_append_c (out, '}');
  writer->rows++;
}

static void
write_stored (Writer     *writer,
              const char *service,
              const char *operator)
{
  PrcVoucher *self = writer->self;
  JsonObject *lag = prc_rules_find (writer->rules, "list-lag");
  gint64 now = prc_now_us (self->context);
  gint64 until = now;
  sqlite3_stmt *rows;

  if (lag != NULL)
    until -= 1000 * CLAMP (prc_rule_int (lag, "ms", 60000), 0, G_GINT64_CONSTANT (86400000));
  rows = prc_db_query (self->db, "SELECT subject, protocol, reserved, state, label FROM voucher "
                       "WHERE service = ?1 AND (operator IS NULL OR operator = ?2) AND reserved >= "
                       "?3 AND reserved <= ?4 AND (state <= 4 OR state = 9) ORDER BY id", "ssii",
                       service, operator, now - WINDOW, until);
  while (prc_db_next (rows))
    {
      const char *label = prc_db_text (rows, 4);

      write_row (writer, operator != NULL ? operator : "", prc_db_text (rows, 0),
                 prc_db_text (rows, 1), sqlite3_column_int64 (rows, 2), label != NULL ? label
                 : prc_voucher_state_name ((PrcVoucherState) sqlite3_column_int (rows, 3)));
    }
}

/* Vouchers that nobody stored, to fill the list. */
static void
write_invented (Writer     *writer,
                const char *operator,
                guint       count)
{
  gint64 now = prc_now_us (writer->self->context);
  guint i;

  for (i = 0; i < count; i++)
    {
      g_autofree char *code = prc_voucher_invent (100000 + i);
      g_autofree char *protocol = g_strdup_printf ("XB%010u", i + 1);

      write_row (writer, operator != NULL ? operator : "", code, protocol,
                 now - (gint64) (1 + i % 80) * PRC_VOUCHER_DAY - i * G_GINT64_CONSTANT (1000003),
                 prc_voucher_state_name ((PrcVoucherState) (i % (PRC_VOUCHER_SOSPESA + 1))));
    }
}

/**
 * prc_voucher_list:
 * @self: the twin
 * @service: the environment
 * @client: the client id of the caller
 * @request: the request
 * @reply: the answer to fill
 *
 * Answers the vouchers of the caller's operator that were reserved in the last 90 days and are in
 * one of the five states; 204 when there are none.
 */
void
prc_voucher_list (PrcVoucher       *self,
                  const char       *service,
                  const char       *client,
                  const PrcRequest *request,
                  PrcReply         *reply)
{
  JsonObject *many = prc_rules_find (request->rules, "list-rows");
  gboolean bare = prc_rules_find (request->rules, "list-bare") != NULL;
  gboolean lower = prc_rules_find (request->rules, "list-lower") != NULL;
  g_autofree char *operator = prc_voucher_operator (self, service, client);
  Writer writer = { self, request->rules, reply->body, 0 };

  prc_voucher_refresh (self);
  prc_reply_set (reply, 200, "application/json; charset=utf-8",
                 bare ? "[" : lower ? "{\"voucher\":[" : "{\"Voucher\":[");
  if (prc_rules_find (request->rules, "list-empty") == NULL)
    {
      write_stored (&writer, service, operator);
      if (many != NULL)
        write_invented (&writer, operator,
                        (guint) CLAMP (prc_rule_int (many, "count", 20000), 0, 1000000));
    }
  g_string_append (reply->body, bare ? "]" : "]}");
  if (writer.rows == 0 && prc_rules_find (request->rules, "list-hollow") == NULL)
    prc_reply_set (reply, 204, NULL, NULL);
}
