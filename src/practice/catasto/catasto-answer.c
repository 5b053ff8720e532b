/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer's envelope, the same for all outcomes (facts 12.2). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#define TYPE "application/xml; charset=utf-8"

/* Statuses that are not 422 (facts 12.2). */
static const struct
{
  const char *code;
  guint       status;
} statuses[] = {
  { "OK", 200 },             { "E-XML", 400 },          { "E-ENDPOINT", 400 },
  { "E-COMPETENZA", 403 },   { "E-PRIMO-INVIO", 409 },  { "E-GIA-PRESENTE", 409 },
  { "E-RCEE-DOPPIO", 409 },  { "E-IMPIANTO-DISMESSO", 409 },
};

static guint
status_of (const char *code)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (g_str_equal (statuses[i].code, code))
        return statuses[i].status;
    }
  return 422;
}

/* Text may quote what a parser could not read: characters that XML knows not become blanks. */
static void
append (GString    *out,
        const char *name,
        const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *escaped = NULL;
  char *at;

  if (text == NULL)
    return;
  valid = g_utf8_make_valid (text, -1);
  for (at = valid; *at != '\0'; at++)
    {
      if (((guchar) *at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7f)
        *at = ' ';
    }
  escaped = g_markup_escape_text (valid, -1);
  g_string_append_printf (out, "<%s>%s</%s>", name, escaped, name);
}

/**
 * prc_catasto_stamp:
 * @now_us: an instant
 * @format: for g_date_time_format()
 *
 * Writes an instant in the time of Italy.
 *
 * Returns: (transfer full): the text
 */
char *
prc_catasto_stamp (gint64      now_us,
                   const char *format)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Rome");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) here = NULL;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  here = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (here, format);
}

static void
open_answer (GString    *out,
             const char *outcome,
             const char *code,
             const char *message)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<risposta xmlns=\"urn:catasto:risposta:1\">");
  append (out, "esito", outcome);
  append (out, "codice", code);
  append (out, "messaggio", message);
}

static void
append_call (GString *out,
             guint    call,
             gint64   now_us)
{
  g_autofree char *stamp = prc_catasto_stamp (now_us, "%Y-%m-%dT%H:%M:%S%:z");

  append (out, "data_ricezione", stamp);
  if (call > 0)
    g_string_append_printf (out, "<api_call>api_call_%u</api_call>", call);
}

static void
append_finding (PrcCatastoCheck         *check,
                const PrcCatastoFinding *finding,
                GString                 *out)
{
  int line = finding->node != NULL ? (int) xmlGetLineNo (finding->node) : finding->line;

  g_string_append (out, "<segnalazione>");
  append (out, "livello", finding->warning ? "AVVISO" : "ERRORE");
  append (out, "codice", finding->code);
  if (line > 0)
    g_string_append_printf (out, "<riga>%d</riga>", line);
  if (finding->node != NULL)
    {
      g_autofree char *path = prc_catasto_path (finding->node);
      const char *label = prc_catasto_label (check->twin->schemas, finding->node);

      append (out, "xpath", path);
      append (out, "campo", label != NULL ? label : (const char *) finding->node->name);
    }
  append (out, "messaggio", finding->message);
  g_string_append (out, "</segnalazione>");
}

static const PrcCatastoFinding *
first_error (PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; check->findings != NULL && i < check->findings->len; i++)
    {
      const PrcCatastoFinding *finding = g_ptr_array_index (check->findings, i);

      if (!finding->warning)
        return finding;
    }
  return NULL;
}

static void
append_lists (PrcCatastoCheck *check,
              GString         *out)
{
  guint i;

  if (check->findings != NULL && check->findings->len > 0)
    {
      g_string_append (out, "<segnalazioni>");
      for (i = 0; i < check->findings->len; i++)
        append_finding (check, g_ptr_array_index (check->findings, i), out);
      g_string_append (out, "</segnalazioni>");
    }
  if (check->expected->len > 0)
    {
      g_string_append (out, "<rcee_attesi>");
      for (i = 0; i < check->expected->len; i++)
        append (out, "componente", g_ptr_array_index (check->expected, i));
      g_string_append (out, "</rcee_attesi>");
    }
}

/**
 * prc_catasto_answer:
 * @check: the check, judged
 * @request: the request, whose fault rules may change the shape
 * @reply: the answer to fill
 * @protocol: (nullable): the number of the submission; %NULL if it was refused
 *
 * Writes the outcome of a call. The first error gives code and status.
 */
void
prc_catasto_answer (PrcCatastoCheck  *check,
                    const PrcRequest *request,
                    PrcReply         *reply,
                    const char       *protocol)
{
  const PrcCatastoFinding *error = first_error (check);
  const char *code = error != NULL ? error->code : "OK";
  gboolean warned = check->findings != NULL && check->findings->len > 0;
  const char *outcome = error != NULL ? "RIFIUTATO" : warned ? "ACCETTATO_CON_AVVISI" : "ACCETTATO";

  prc_reply_set (reply, status_of (code), TYPE, NULL);
  if (prc_rules_find (request->rules, "odd-outcome") != NULL)
    outcome = "IN_VALUTAZIONE";
  open_answer (reply->body, prc_rules_find (request->rules, "no-outcome") != NULL ? NULL : outcome,
               code, error != NULL ? error->message : prc_catasto_message ("OK"));
  if (prc_rules_find (request->rules, "no-id") == NULL)
    append (reply->body, "id_invio", protocol);
  append_call (reply->body, check->call, prc_now_us (check->twin->context));
  append (reply->body, "API_ID", check->api_id);
  append (reply->body, "L1_codice_impianto", check->code);
  append_lists (check, reply->body);
  g_string_append (reply->body, "</risposta>\n");
}

/**
 * prc_catasto_refusal:
 * @reply: the answer to fill
 * @status: HTTP status
 * @code: the code of facts 11, or one of the twin's own
 * @call: the number of the call; 0: none
 * @now_us: the practice clock
 *
 * Refuses what was not read as a document.
 */
void
prc_catasto_refusal (PrcReply   *reply,
                     guint       status,
                     const char *code,
                     guint       call,
                     gint64      now_us)
{
  prc_reply_set (reply, status, TYPE, NULL);
  open_answer (reply->body, "RIFIUTATO", code, prc_catasto_message (code));
  append_call (reply->body, call, now_us);
  g_string_append (reply->body, "</risposta>\n");
}

/**
 * prc_catasto_refuse:
 * @operation: "api_call_2" and the like
 * @reply: the answer to fill
 * @status: 401, 403 or 429
 *
 * What a transport fault wants.
 */
void
prc_catasto_refuse (const char *operation,
                    PrcReply   *reply,
                    guint       status)
{
  guint call = 0;

  if (g_str_has_prefix (operation, "api_call_"))
    call = (guint) g_ascii_strtoull (operation + 9, NULL, 10);
  if (status == 401)
    prc_reply_header (reply, "WWW-Authenticate", "Basic realm=\"catasto\"");
  if (status == 429)
    prc_reply_header (reply, "Retry-After", "1");
  prc_catasto_refusal (reply, status, status == 401 ? "E-CREDENZIALI" : status == 403 ? "E-COMPETENZA"
                       : "E-OCCUPATO", call, g_get_real_time ());
}
