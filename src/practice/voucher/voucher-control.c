/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints below /control/vouchers: what the portal and INPS do, and settings. */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include "../prc-control.h"

#include <string.h>

static const char *
environment (JsonObject *object)
{
  const char *service = prc_rule_text (object, "service", "voucher");

  return g_str_equal (service, "voucher-test") ? "voucher-test" : "voucher";
}

static char *
subject_of (JsonObject *object,
            gboolean   *firm)
{
  const char *person = prc_rule_text (object, "codiceFiscale", NULL);
  const char *vat = prc_rule_text (object, "partitaIva", NULL);

  *firm = person == NULL && vat != NULL;
  return person != NULL || vat != NULL ? g_utf8_strup (person != NULL ? person : vat, -1) : NULL;
}

/* A voucher made on the portal, where nobody asks the rules of the services. */
static const char *
make_voucher (gpointer    twin,
              JsonObject *object,
              PrcReply   *reply)
{
  PrcVoucher *self = twin;
  const char *service = environment (object);
  const char *state = prc_rule_text (object, "state", "Prenotata");
  gint64 now = prc_now_us (self->context);
  gint64 days = CLAMP (prc_rule_int (object, "days_ago", 0), 0, 3650);
  g_autofree char *protocol = NULL;
  PrcVoucherRow row = { 0, };
  PrcVoucherForm form = { 0, };
  gboolean waits, good;

  form.subject = subject_of (object, &form.firm);
  if (form.subject == NULL || *form.subject == '\0')
    {
      g_free (form.subject);
      return "a text member \"codiceFiscale\" or \"partitaIva\" is expected";
    }
  protocol = g_strdup (prc_rule_text (object, "protocollo", NULL));
  if (protocol == NULL)
    protocol = prc_voucher_protocol (self, service);
  row.operator = (char *) prc_rule_text (object, "operator", NULL);
  row.protocol = protocol;
  row.state = prc_voucher_state_parse (state);
  row.label = g_str_equal (state, prc_voucher_state_name (row.state)) ? NULL : (char *) state;
  row.reserved = now - days * PRC_VOUCHER_DAY;
  row.activated = row.state == PRC_VOUCHER_ATTIVATA || row.state == PRC_VOUCHER_CESSATA
                  ? row.reserved : PRC_VOUCHER_NO_DATE;
  waits = row.state == PRC_VOUCHER_INVIATA || row.state == PRC_VOUCHER_ATTESA;
  good = prc_voucher_insert (self, service, &form, &row, "portal", PRC_VOUCHER_PRENOTATA, NULL,
                             waits ? now + (row.state == PRC_VOUCHER_INVIATA
                                            ? self->settings.first_us : self->settings.second_us)
                             : PRC_VOUCHER_NO_DATE);
  g_free (form.subject);
  if (!good)
    return "the PROTOCOLLO is taken";
  prc_reply_set (reply, 200, "application/json", "{\"protocollo\":");
  prc_append_json (reply->body, protocol);
  g_string_append_c (reply->body, '}');
  return NULL;
}

static const char *
advance (gpointer    twin,
         JsonObject *object,
         PrcReply   *reply)
{
  PrcVoucher *self = twin;
  const char *service = prc_rule_text (object, "service", NULL);
  gboolean firm;
  g_autofree char *subject = subject_of (object, &firm);

  g_string_printf (reply->body, "{\"moved\":%" G_GINT64_FORMAT "}",
                   prc_voucher_advance (self, service, subject,
                                        prc_rule_text (object, "state", NULL)));
  return NULL;
}

static const char *
set_offer (gpointer    twin,
           JsonObject *object,
           PrcReply   *reply)
{
  PrcVoucher *self = twin;
  const char *code = prc_rule_text (object, "code", NULL);
  const char *technology = prc_rule_text (object, "technology", "MULTI");

  if (code == NULL)
    return "a text member \"code\" is expected";
  prc_db_run (self->db, "INSERT OR REPLACE INTO voucher_offer (service, code, technology, active) "
              "VALUES (?1, ?2, ?3, ?4)", "sssi", environment (object), code, technology,
              prc_rule_int (object, "active", 1));
  return NULL;
}

static const char *
set_client (gpointer    twin,
            JsonObject *object,
            PrcReply   *reply)
{
  PrcVoucher *self = twin;
  const char *client = prc_rule_text (object, "client", NULL);
  const char *operator = prc_rule_text (object, "operator", NULL);

  if (client == NULL)
    return "a text member \"client\" is expected";
  prc_db_run (self->db, "DELETE FROM voucher_operator WHERE service = ?1 AND client = ?2", "ss",
              environment (object), client);
  if (operator != NULL)
    prc_db_run (self->db, "INSERT INTO voucher_operator (service, client, operator) VALUES (?1, ?2, "
                "?3)", "sss", environment (object), client, operator);
  return NULL;
}

static const char *
set_settings (gpointer    twin,
              JsonObject *object,
              PrcReply   *reply)
{
  PrcVoucher *self = twin;
  static const struct
  {
    const char *name;
    const char *values;          /* NULL: a number */
  } settings[] = {
    { "robot", " auto manual " },
    { "dates", " ignore reject require " },
    { "zone", " offset local utc " },
    { "first_ms", NULL },
    { "second_ms", NULL },
    { "lapse_days", NULL },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const char *text = prc_rule_text (object, settings[i].name, "");
      gint64 number = prc_rule_int (object, settings[i].name, -1);
      g_autofree char *value = NULL;
      g_autofree char *word = g_strdup_printf (" %s ", text);

      if (!json_object_has_member (object, settings[i].name))
        continue;
      if (settings[i].values != NULL ? strstr (settings[i].values, word) == NULL : number < 0)
        return settings[i].name;
      value = settings[i].values != NULL ? g_strdup (text)
              : g_strdup_printf ("%" G_GINT64_FORMAT, number);
      prc_voucher_save_setting (self, settings[i].name, value);
    }
  return NULL;
}

static void
append_relatives (PrcVoucher *self,
                  gint64      id,
                  GString    *out)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT code FROM voucher_relative WHERE voucher = "
                                     "?1 ORDER BY code", "i", id);
  gboolean first = TRUE;

  for (; prc_db_next (rows); first = FALSE)
    {
      if (!first)
        g_string_append_c (out, ',');
      prc_append_json (out, prc_db_text (rows, 0));
    }
}

static void
append_text (GString      *out,
             const char   *name,
             sqlite3_stmt *rows,
             int           column)
{
  g_string_append_printf (out, ",\"%s\":", name);
  prc_append_json (out, prc_db_text (rows, column));
}

static void
dump (gpointer          twin,
      const PrcRequest *request,
      PrcReply         *reply)
{
  PrcVoucher *self = twin;
  const char *service = prc_control_query (request, "service");
  const char *code = prc_control_query (request, "code");
  gboolean first = TRUE;
  sqlite3_stmt *rows;

  prc_voucher_refresh (self);
  prc_reply_set (reply, 200, "application/json", "{\"count\":");
  rows = prc_db_query (self->db, "SELECT count (*) FROM voucher WHERE (?1 IS NULL OR service = ?1)"
                       " AND (?2 IS NULL OR subject = ?2)", "ss", service, code);
  while (prc_db_next (rows))
    g_string_append_printf (reply->body, "%" G_GINT64_FORMAT ",\"vouchers\":[",
                            (gint64) sqlite3_column_int64 (rows, 0));
  rows = prc_db_query (self->db, "SELECT id, firm, service, subject, operator, protocol, origin, "
                       "offer, technology, state, label, reserved FROM voucher WHERE (?1 IS NULL OR "
                       "service = ?1) AND (?2 IS NULL OR subject = ?2) ORDER BY id LIMIT ?3", "ssi",
                       service, code, (gint64) prc_control_limit (request));
  for (; prc_db_next (rows); first = FALSE)
    {
      const char *label = prc_db_text (rows, 10);

      g_string_append_printf (reply->body, "%s{\"firm\":%s", first ? "" : ",",
                              sqlite3_column_int (rows, 1) != 0 ? "true" : "false");
      append_text (reply->body, "service", rows, 2);
      append_text (reply->body, "beneficiary", rows, 3);
      append_text (reply->body, "operator", rows, 4);
      append_text (reply->body, "protocollo", rows, 5);
      append_text (reply->body, "origin", rows, 6);
      append_text (reply->body, "offer", rows, 7);
      append_text (reply->body, "technology", rows, 8);
      g_string_append (reply->body, ",\"state\":");
      prc_append_json (reply->body, label != NULL ? label
                       : prc_voucher_state_name ((PrcVoucherState) sqlite3_column_int (rows, 9)));
      g_string_append (reply->body, ",\"reserved\":\"");
      prc_voucher_append_time (reply->body, sqlite3_column_int64 (rows, 11), PRC_VOUCHER_ZONE_UTC);
      g_string_append (reply->body, "\",\"relatives\":[");
      append_relatives (self, sqlite3_column_int64 (rows, 0), reply->body);
      g_string_append (reply->body, "]}");
    }
  g_string_append (reply->body, "]}");
}

static const PrcControl controls[] = {
  { "/vouchers", make_voucher, dump },
  { "/vouchers/advance", advance, NULL },
  { "/vouchers/offers", set_offer, NULL },
  { "/vouchers/clients", set_client, NULL },
  { "/vouchers/settings", set_settings, NULL },
};

/**
 * prc_voucher_control:
 * @self: the twin
 * @request: a request below /control
 * @reply: the answer to fill
 *
 * Handles what is below /control/vouchers.
 *
 * Returns: %FALSE if the path is not one of ours
 */
gboolean
prc_voucher_control (PrcVoucher       *self,
                     const PrcRequest *request,
                     PrcReply         *reply)
{
  return prc_control_serve (self, controls, G_N_ELEMENTS (controls), request, reply);
}
