/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four operations: order of checks, outcomes of Appendix A, the change and its ledger line. */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"
#include "../prc-ledger.h"

#include <string.h>

/* One request on its way. */
typedef struct
{
  PrcVoucher       *self;
  const char       *service;
  const char       *client;
  const PrcRequest *request;
  PrcVoucherForm   *form;
  GPtrArray        *rows;        /* all vouchers of the beneficiary */
  PrcVoucherRow    *target;      /* the one to change */
  gint64            started;
  PrcReply         *reply;
} Job;

static void
append_moment (GString    *out,
               const char *name,
               gint64      us)
{
  g_string_append_printf (out, ",\"%s\":\"", name);
  prc_voucher_append_time (out, us, PRC_VOUCHER_ZONE_OFFSET);
  g_string_append_c (out, '"');
}

/* The answer of facts 4.7; @state may be NULL. */
static void
answer (Job        *job,
        guint       status,
        const char *state,
        const char *outcome,
        const char *text)
{
  GPtrArray *rules = job->request->rules;
  gboolean nulls = prc_rules_find (rules, "null-fields") != NULL;
  GString *out = job->reply->body;

  prc_reply_set (job->reply, status, "application/json; charset=utf-8",
                 "{\"partitaIvaOperatore\":");
  prc_append_json (out, job->form->operator != NULL ? job->form->operator : "");
  append_moment (out, "dataOperazione", job->started);
  append_moment (out, "dataResponse", prc_now_us (job->self->context));
  g_string_append (out, ",\"faseOperativa\":");
  prc_append_json (out, nulls ? NULL : state != NULL ? state : "");
  if (prc_rules_find (rules, "no-esito") == NULL)
    {
      g_string_append (out, ",\"esito\":");
      prc_append_json (out, outcome);
    }
  g_string_append (out, ",\"descrizione\":");
  prc_append_json (out, nulls ? NULL : text);
  if (prc_rules_find (rules, "extra-fields") != NULL)
    g_string_append (out, ",\"idTransazione\":\"7f\",\"avvisi\":[{\"livello\":1}],\"durata\":0.25");
  g_string_append_c (out, '}');
}

static void
refuse (Job        *job,
        guint       number,
        const char *state,
        const char *text)
{
  g_autofree char *outcome = g_strdup_printf ("REQUEST_BUSINESS_NOK_%03u", number);

  answer (job, 400, state, outcome, text);
}

static void
fail (Job *job)
{
  answer (job, 500, NULL, "REQUEST_PROCESSING_NOK", "Internal Error");
}

static void
refuse_fields (Job *job)
{
  g_autoptr (GString) text = g_string_new ("Parametri di input non conformi o mancanti: ");
  guint i;

  for (i = 0; i < job->form->faulty->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (job->form->faulty, i));
  answer (job, 400, NULL, "REQUEST_VALIDATION_NOK", text->str);
}

static void
refuse_busy (Job *job)
{
  answer (job, 400, NULL, "REQUEST_VALIDATION_NOK",
          "Stiamo gia' elaborando una richiesta per il codice fiscale specificato");
}

/* The operator of a request must be the caller's: appendix B in the test environment, elsewhere the
 * one for whom the client id made its first change. */
static void
check_operator (Job *job)
{
  g_autofree char *bound = prc_voucher_operator (job->self, job->service, job->client);
  GPtrArray *faulty = job->form->faulty;
  guint i;

  for (i = 0; i < faulty->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (faulty, i), "partitaIvaOperatore"))
        return;
    }
  if (bound != NULL && job->form->operator != NULL && !g_str_equal (bound, job->form->operator))
    g_ptr_array_add (faulty, (gpointer) "partitaIvaOperatore");
}

static char *
lock_name (Job *job)
{
  return g_strdup_printf ("%s|%s", job->service, job->form->subject);
}

static gboolean
locked (Job *job)
{
  g_autofree char *name = lock_name (job);
  gint64 *until = g_hash_table_lookup (job->self->locks, name);

  if (until == NULL)
    return FALSE;
  if (*until > prc_now_us (job->self->context))
    return TRUE;
  g_hash_table_remove (job->self->locks, name);
  return FALSE;
}

static void
lock (Job        *job,
      JsonObject *rule)
{
  gint64 *until = g_new (gint64, 1);

  *until = prc_now_us (job->self->context) +
           1000 * CLAMP (prc_rule_int (rule, "ms", 5000), 0, 3600000);
  g_hash_table_replace (job->self->locks, lock_name (job), until);
}

static gboolean
foreign (Job                 *job,
         const PrcVoucherRow *row)
{
  return row->operator != NULL && !g_str_equal (row->operator, job->form->operator);
}

/* Provinces 001 to 111, and never as many as 400 municipalities in one. */
static gboolean
municipality_known (const char *code)
{
  guint64 number;

  return g_ascii_string_to_unsigned (code, 10, 0, 999999, &number, NULL) && number / 1000 >= 1 &&
         number / 1000 <= 111 && number % 1000 >= 1 && number % 1000 < 400;
}

/* Relatives who hold or share a voucher in course. */
static char *
taken_relatives (Job *job)
{
  GString *list = g_string_new (NULL);
  guint i;

  for (i = 0; i < job->form->relatives->len; i++)
    {
      const char *code = g_ptr_array_index (job->form->relatives, i);

      if (prc_db_number (job->self->db, "SELECT 1 FROM voucher v WHERE v.service = ?1 AND v.state NOT "
                         "IN (2, 6, 7, 8) AND (v.subject = ?2 OR EXISTS (SELECT 1 FROM "
                         "voucher_relative r WHERE r.voucher = v.id AND r.code = ?2)) LIMIT 1", "ss",
                         job->service, code) != 0)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", code);
    }
  return g_string_free (list, list->len == 0);
}

static guint
count_open (Job            *job,
            PrcVoucherRow **last)
{
  guint count = 0;
  guint i;

  for (i = 0; i < job->rows->len; i++)
    {
      PrcVoucherRow *row = g_ptr_array_index (job->rows, i);

      if (prc_voucher_state_open (row->state))
        {
          *last = row;
          count++;
        }
    }
  return count;
}

static gboolean
refuse_many (Job                 *job,
             const PrcVoucherRow *row)
{
  refuse (job, 10, row->label,
          "Riscontrata anomalia: per lo stesso beneficiario sono presenti più richieste attive.");
  return FALSE;
}

static gboolean
refuse_foreign (Job *job)
{
  refuse (job, 8, NULL, "Beneficiario già in carico ad altro operatore");
  return FALSE;
}

static gboolean
refuse_offer (Job *job)
{
  refuse (job, 4, job->target != NULL ? job->target->label : NULL,
          "Codice Univoco Offerta non presente tra quelli censiti per l’operatore oppure offerta "
          "non attiva");
  return FALSE;
}

static gboolean
refuse_date (Job *job)
{
  refuse (job, 9, job->target != NULL ? job->target->label : NULL,
          "data fornita in input non valida");
  return FALSE;
}

/* Not after today and not before @from, in days of Rome. */
static gboolean
date_good (Job    *job,
           gint64  from)
{
  gint64 day = prc_voucher_day (job->form->date);

  return day <= prc_voucher_day (prc_now_us (job->self->context)) &&
         (from == PRC_VOUCHER_NO_DATE || day >= prc_voucher_day (from));
}

/* 008, 010, 001, 011, 005, 004, 002, 003 (009 only where the date is required). */
static gboolean
judge_reservation (Job *job)
{
  PrcVoucherForm *form = job->form;
  PrcVoucherRow *last = NULL;
  guint open = count_open (job, &last);
  g_autofree char *technology = NULL;
  g_autofree char *taken = NULL;
  gboolean known = FALSE;
  guint i;

  prc_voucher_offer (job->self, job->service, form->offer, &known, &technology);
  for (i = 0; i < job->rows->len; i++)
    {
      PrcVoucherRow *row = g_ptr_array_index (job->rows, i);

      if (prc_voucher_state_open (row->state) && foreign (job, row))
        return refuse_foreign (job);
      if (row->state == PRC_VOUCHER_CESSATA && last == NULL)
        last = row;
    }
  if (open > 1)
    return refuse_many (job, last);
  if (!municipality_known (form->municipality))
    {
      g_autofree char *text = g_strdup_printf ("Nessun comune trovato avente codice ISTAT %s",
                                               form->municipality);

      refuse (job, 1, NULL, text);
      return FALSE;
    }
  if (form->speed < 30)
    {
      refuse (job, 11, NULL, "Velocità di download inferiore a 30Mbit/s");
      return FALSE;
    }
  if (known && technology != NULL && !g_str_equal (technology, form->technology))
    {
      refuse (job, 5, NULL, "Valore specificato per input tecnologiaPrenotata non valido");
      return FALSE;
    }
  if (!known)
    return refuse_offer (job);
  if (form->date != PRC_VOUCHER_NO_DATE && !date_good (job, PRC_VOUCHER_NO_DATE))
    return refuse_date (job);
  if (last != NULL)
    {
      refuse (job, 2, last->label, "Esistono Prenotazioni/Attivazioni in corso per il cliente");
      return FALSE;
    }
  taken = taken_relatives (job);
  if (taken != NULL)
    {
      g_autofree char *text = g_strdup_printf ("Esistono Prenotazioni/Attivazioni attive per i "
                                               "seguenti componenti del nucleo famigliare: [%s]",
                                               taken);

      refuse (job, 3, NULL, text);
      return FALSE;
    }
  return TRUE;
}

/* 006, 010, 008, 007, 009, 004. */
static gboolean
judge_step (Job *job)
{
  PrcVoucherForm *form = job->form;
  PrcVoucherRow *row = NULL;
  guint open = count_open (job, &row);
  gint64 from;
  guint i;

  for (i = 0; open == 0 && i < job->rows->len; i++)
    {
      PrcVoucherRow *old = g_ptr_array_index (job->rows, i);

      if (old->state == PRC_VOUCHER_NON_PRENOTABILE || old->state == PRC_VOUCHER_CESSATA)
        row = old;
    }
  if (row == NULL)
    {
      refuse (job, 6, NULL,
              "Non è presente alcuna richiesta in corso per il beneficiario specificato");
      return FALSE;
    }
  job->target = row;
  if (open > 1)
    return refuse_many (job, row);
  if (foreign (job, row))
    return refuse_foreign (job);
  if (!prc_voucher_state_allows (row->state, form->op))
    {
      g_autofree char *text = g_strdup_printf ("Per il beneficiario specificato è presente una "
                                               "richiesta in stato '%s'. Tale stato non permette "
                                               "di proseguire con la richiesta corrente",
                                               row->label);

      refuse (job, 7, row->label, text);
      return FALSE;
    }
  from = form->op == PRC_VOUCHER_CESSAZIONE ? row->activated : row->reserved;
  if (form->date != PRC_VOUCHER_NO_DATE && !date_good (job, from))
    return refuse_date (job);
  if (form->offer != NULL)
    {
      g_autofree char *technology = NULL;
      gboolean known = FALSE;

      prc_voucher_offer (job->self, job->service, form->offer, &known, &technology);
      if (!known)
        return refuse_offer (job);
    }
  return TRUE;
}

static gboolean
write_line (Job        *job,
            const char *protocol,
            const char *state)
{
  PrcContext *context = job->self->context;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, job->request->body);
  g_autoptr (GString) line = prc_pending_line (context, job->service,
                                               prc_voucher_op_name (job->form->op));

  g_string_append (line, ",\"beneficiary\":");
  prc_append_json (line, job->form->subject);
  g_string_append (line, ",\"operator\":");
  prc_append_json (line, job->form->operator);
  g_string_append (line, ",\"protocollo\":");
  prc_append_json (line, protocol);
  g_string_append (line, ",\"state\":");
  prc_append_json (line, state);
  g_string_append_printf (line, ",\"sha256\":\"%s\"", digest);
  return prc_pending_add (context, line);
}

/* What the robot will say about the people whose last word says so. */
static const struct
{
  const char *word;
  gint        outcome;           /* -1: none */
  const char *label;
  gboolean    stays;             /* not even the first step */
} fates[] = {
  { "respinta", PRC_VOUCHER_NON_PRENOTABILE, NULL, FALSE },
  { "sospesa", PRC_VOUCHER_SOSPESA, NULL, FALSE },
  { "ignota", PRC_VOUCHER_OTHER, "In verifica documentale", FALSE },
  { "attesa", -1, NULL, FALSE },
  { "inviata", -1, NULL, TRUE },
};

/* A colleague at work on the portal meanwhile: the list will show what nobody here sent. */
static gboolean
store_on_portal (Job *job)
{
  PrcVoucher *self = job->self;
  g_autofree char *protocol = prc_voucher_protocol (self, job->service);
  guint number = (guint) g_ascii_strtoull (protocol + 2, NULL, 10);
  g_autofree char *code = prc_voucher_invent (1000 + number);
  PrcVoucherForm form = { PRC_VOUCHER_PRENOTAZIONE, FALSE, code, };
  PrcVoucherRow row = { 0, };

  row.operator = job->form->operator;
  row.protocol = protocol;
  row.state = PRC_VOUCHER_PRENOTATA;
  row.reserved = job->started;
  row.activated = PRC_VOUCHER_NO_DATE;
  return prc_voucher_insert (self, job->service, &form, &row, "portal", -1, NULL,
                             PRC_VOUCHER_NO_DATE);
}

static gboolean
store_reservation (Job *job)
{
  PrcVoucher *self = job->self;
  g_autofree char *protocol = prc_voucher_protocol (self, job->service);
  PrcVoucherRow row = { 0, };
  gint outcome = PRC_VOUCHER_PRENOTATA;
  const char *label = NULL;
  gint64 due = job->started + self->settings.first_us;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (fates); i++)
    {
      if (g_strcmp0 (job->form->word, fates[i].word) != 0)
        continue;
      outcome = fates[i].outcome;
      label = fates[i].label;
      if (fates[i].stays)
        due = PRC_VOUCHER_NO_DATE;
    }
  row.operator = job->form->operator;
  row.protocol = protocol;
  row.state = PRC_VOUCHER_INVIATA;
  row.magic = job->form->later_word;
  row.reserved = job->started;
  row.activated = PRC_VOUCHER_NO_DATE;
  if (!prc_voucher_insert (self, job->service, job->form, &row, "api", outcome, label, due) ||
      (g_strcmp0 (job->form->word, "portale") == 0 && !store_on_portal (job)))
    return FALSE;
  return write_line (job, protocol, prc_voucher_state_name (row.state));
}

static gboolean
store_step (Job             *job,
            PrcVoucherState  state)
{
  PrcVoucher *self = job->self;
  gboolean good;

  good = prc_db_run (self->db, "UPDATE voucher SET state = ?2, label = NULL, due = NULL, operator = "
                     "?3 WHERE id = ?1", "iis", job->target->id, (gint64) state,
                     job->form->operator);
  if (good && state == PRC_VOUCHER_ATTIVATA)
    good = prc_db_run (self->db, "UPDATE voucher SET activated = ?2, offer = coalesce (?3, offer), "
                       "technology = ?4 WHERE id = ?1", "iiss", job->target->id, job->form->date,
                       job->form->offer, job->form->technology);
  return good && write_line (job, job->target->protocol, prc_voucher_state_name (state));
}

/* The change, the operator of the client id and the ledger line, all or nothing. */
static gboolean
commit (Job             *job,
        PrcVoucherState  state)
{
  PrcVoucher *self = job->self;
  gboolean good;

  if (!prc_db_run (self->db, "BEGIN IMMEDIATE", ""))
    return FALSE;
  good = job->form->op == PRC_VOUCHER_PRENOTAZIONE ? store_reservation (job)
         : store_step (job, state);
  good = good &&
         prc_db_run (self->db, "INSERT OR IGNORE INTO voucher_operator (service, client, operator)"
                     " VALUES (?1, ?2, ?3)", "sss", job->service, job->client, job->form->operator);
  return prc_pending_commit (self->context, good);
}

static gboolean
wants (Job        *job,
       const char *fault,
       const char *word)
{
  const char *magic = job->form->op == PRC_VOUCHER_PRENOTAZIONE ? job->form->word
                      : job->target != NULL ? job->target->magic : NULL;

  return prc_rules_find (job->request->rules, fault) != NULL || g_strcmp0 (magic, word) == 0;
}

/* Answers that leave everything as it is, though nothing is wrong with the request. */
static gboolean
spared (Job *job)
{
  JsonObject *rule = prc_rules_find (job->request->rules, "nok");
  JsonObject *good = prc_rules_find (job->request->rules, "ok-nok");

  if (wants (job, "busy", "lavorazione"))
    refuse_busy (job);
  else if (wants (job, "nok", "novantanove"))
    answer (job, (guint) CLAMP (prc_rule_int (rule, "status", 400), 200, 599), NULL,
            prc_rule_text (rule, "esito", "REQUEST_BUSINESS_NOK_099"),
            prc_rule_text (rule, "text", "Controllo non superato"));
  else if (wants (job, "ok-nok", "duecento"))
    answer (job, 200, NULL, prc_rule_text (good, "esito", "REQUEST_BUSINESS_NOK_002"),
            prc_rule_text (good, "text",
                           "Esistono Prenotazioni/Attivazioni in corso per il cliente"));
  else if (wants (job, "processing-nok", "interno"))
    fail (job);
  else
    return FALSE;
  return TRUE;
}

static void
accept (Job *job)
{
  static const struct
  {
    PrcVoucherState state;
    const char     *text;
  } results[] = {
    { PRC_VOUCHER_INVIATA, "Richiesta presa in carico. In attesa dei controlli ISEE." },
    { PRC_VOUCHER_ATTIVATA, "Richiesta attivazione registrata con successo" },
    { PRC_VOUCHER_CESSATA, "Richiesta cessazione registrata con successo" },
    { PRC_VOUCHER_DISDETTA, "Richiesta disdetta registrata con successo" },
  };
  PrcVoucherState state = results[job->form->op].state;

  if (spared (job))
    return;
  if (!commit (job, state) || wants (job, "committed-nok", "salvata"))
    {
      fail (job);
      return;
    }
  answer (job, 200, prc_voucher_state_name (state), "OK", results[job->form->op].text);
  job->reply->cut = wants (job, "drop-after", "caduta");
}

/**
 * prc_voucher_submit:
 * @self: the twin
 * @service: the environment
 * @op: the operation
 * @client: the client id of the caller
 * @request: the request
 * @reply: the answer to fill
 *
 * Takes one of the four requests through fields, lock and rules to its change.
 */
void
prc_voucher_submit (PrcVoucher       *self,
                    const char       *service,
                    PrcVoucherOp      op,
                    const char       *client,
                    const PrcRequest *request,
                    PrcReply         *reply)
{
  g_auto (PrcVoucherForm) form;
  g_autoptr (GPtrArray) rows = NULL;
  JsonObject *rule = prc_rules_find (request->rules, "lock");
  Job job = { self, service, client, request, &form, NULL, NULL, prc_now_us (self->context), reply };

  prc_voucher_form_init (&form, op);
  prc_voucher_check (&form, request->body, self->settings.dates);
  check_operator (&job);
  if (form.faulty->len > 0)
    {
      refuse_fields (&job);
      return;
    }
  if (locked (&job))
    {
      refuse_busy (&job);
      return;
    }
  rows = prc_voucher_find (self, service, form.subject);
  job.rows = rows;
  if (op == PRC_VOUCHER_PRENOTAZIONE ? judge_reservation (&job) : judge_step (&job))
    accept (&job);
  if (rule != NULL)
    lock (&job, rule);
}
