/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core: creates, updates and deletes positions by the rules of GPD facts 12. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include <string.h>

typedef struct
{
  gint64   id;
  char    *status;
  gint64   validity;      /* PRC_NO_DATE: none */
  char    *document;
} Stored;

typedef struct
{
  PrcGpd     *self;
  const char *service;
  const char *ec;
  PrcArena   *arena;
  PrcOutcome *outcome;
} Job;

static void
stored_clear (Stored *stored)
{
  g_clear_pointer (&stored->status, g_free);
  g_clear_pointer (&stored->document, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stored, stored_clear)

/**
 * prc_outcome_free:
 * @outcome: (transfer full): a #PrcOutcome
 *
 * Frees an outcome.
 */
void
prc_outcome_free (gpointer outcome)
{
  g_free (((PrcOutcome *) outcome)->message);
  g_free (outcome);
}

static gboolean
find_stored (Job        *job,
             const char *iupd,
             Stored     *stored)
{
  gint64 now = prc_now_us (job->self->context);
  sqlite3_stmt *rows;
  gboolean expires = FALSE;

  /* The batch jobs of the real core may be late; here time has always passed. */
  rows = prc_db_query (job->self->db, "SELECT id, status, validity, document, switch = 1"
                       " AND (SELECT max (due) FROM option o WHERE o.position = p.id) < ?4"
                       " AND NOT EXISTS (SELECT 1 FROM option o WHERE o.position = p.id"
                       "                 AND o.status <> 'PO_UNPAID')"
                       " FROM position p WHERE service = ?1 AND ec = ?2 AND iupd = ?3", "sssi",
                       job->service, job->ec, iupd, now);
  while (prc_db_next (rows))
    {
      stored_clear (stored);
      stored->id = sqlite3_column_int64 (rows, 0);
      stored->status = g_strdup (prc_db_text (rows, 1));
      stored->validity = sqlite3_column_type (rows, 2) == SQLITE_NULL
                         ? PRC_NO_DATE : sqlite3_column_int64 (rows, 2);
      stored->document = g_strdup (prc_db_text (rows, 3));
      expires = sqlite3_column_int (rows, 4) != 0;
    }
  if (stored->status == NULL)
    return FALSE;
  if (g_str_equal (stored->status, "PUBLISHED") && stored->validity != PRC_NO_DATE &&
      stored->validity <= now)
    {
      g_free (stored->status);
      stored->status = g_strdup ("VALID");
    }
  if (g_str_equal (stored->status, "VALID") && expires)
    {
      g_free (stored->status);
      stored->status = g_strdup ("EXPIRED");
    }
  return TRUE;
}

/* Text columns hold 255 characters and no U+0000 (which the reader turned into U+FFFF). */
static gboolean
fits (const char *text)
{
  return text == NULL || (g_utf8_strlen (text, -1) <= 255 && strstr (text, "\xef\xbf\xbf") == NULL);
}

static gboolean
position_fits (const PrcPosition *p)
{
  const char *texts[] = { p->iupd, p->fiscal_code, p->full_name, p->street_name, p->civic_number,
                          p->postal_code, p->city, p->province, p->region, p->country, p->email,
                          p->phone, p->company_name, p->office_name };
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!fits (texts[i]))
        return FALSE;
    }
  for (i = 0; i < p->options.length; i++)
    {
      const PrcOption *o = p->options.items[i];

      if (!fits (o->iuv) || !fits (o->nav) || !fits (o->description))
        return FALSE;
      for (j = 0; j < o->transfers.length; j++)
        {
          const PrcTransfer *t = o->transfers.items[j];

          if (!fits (t->organization) || !fits (t->remittance) || !fits (t->category) ||
              !fits (t->company_name))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
has_hole (const PrcPosition *position)
{
  guint i;

  if (position->options.null || position->options.hole)
    return TRUE;
  for (i = 0; i < position->options.length; i++)
    {
      if (((PrcOption *) position->options.items[i])->transfers.hole)
        return TRUE;
    }
  return FALSE;
}

static gboolean
broken (Job *job)
{
  return prc_outcome (job->outcome, 500, "Internal Server Error");
}

/* What the mapper fills in: NAV from IUV, the body of each transfer. */
static void
complete (Job         *job,
          PrcPosition *position)
{
  guint i, j;

  for (i = 0; i < position->options.length; i++)
    {
      PrcOption *option = position->options.items[i];

      if (option->nav == NULL)
        {
          gsize length = strlen (option->iuv);

          option->nav = prc_arena_alloc (job->arena, length + 2);
          option->nav[0] = '3';
          memcpy (option->nav + 1, option->iuv, length);
        }
      for (j = 0; j < option->transfers.length; j++)
        {
          PrcTransfer *transfer = option->transfers.items[j];

          if (transfer->organization == NULL)
            transfer->organization = prc_arena_text (job->arena, job->ec, strlen (job->ec));
        }
    }
}

/* Uniqueness of (iuv, beneficiary, idTransfer): a repeat for another body is not caught. */
static gboolean
transfers_unique (const PrcOption *option)
{
  guint i, j;

  for (i = 0; i < option->transfers.length; i++)
    {
      const PrcTransfer *a = option->transfers.items[i];

      for (j = 0; j < i; j++)
        {
          const PrcTransfer *b = option->transfers.items[j];

          if (g_str_equal (a->id_transfer, b->id_transfer) &&
              g_str_equal (a->organization, b->organization))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
insert_option (Job             *job,
               gint64           position,
               const PrcOption *option,
               gint64           fee)
{
  return transfers_unique (option) &&
         prc_db_run (job->self->db, "INSERT INTO option (position, service, ec, iuv, nav, status, "
                     "partial, fee, due) VALUES (?1, ?2, ?3, ?4, ?5, 'PO_UNPAID', ?6, ?7, ?8)",
                     "issssiii",
                     position, job->service, job->ec, option->iuv, option->nav, option->partial,
                     fee, option->due_date);
}

/* An option-less position is taken and stays PUBLISHED for ever (GPD facts 6.1). */
static const char *
published_status (const PrcPosition *position,
                  gint64             now)
{
  return position->options.length > 0 &&
         (position->validity_date == PRC_NO_DATE || position->validity_date <= now)
         ? "VALID" : "PUBLISHED";
}

static gboolean
create (Job         *job,
        PrcPosition *position)
{
  gint64 now = prc_now_us (job->self->context);
  g_autoptr (GString) document = g_string_new (NULL);
  const char *status;
  gboolean good;
  gint64 id;
  guint i;

  if (has_hole (position))
    return broken (job);
  if (!prc_rules_fields (position, job->outcome) ||
      !prc_rules_dates (position, FALSE, position->validity_date, now, job->outcome) ||
      !prc_rules_amounts (position, job->outcome))
    return FALSE;
  complete (job, position);
  if (!position_fits (position))
    return broken (job);

  status = published_status (position, now);
  if (position->validity_date == PRC_NO_DATE && position->options.length > 0)
    position->validity_date = now;
  prc_position_write (position, FALSE, document);
  good = prc_db_run (job->self->db, "INSERT INTO position (service, ec, iupd, status, switch, "
                     "validity, document) VALUES (?1, ?2, ?3, ?4, ?5, nullif (?6, ?7), ?8)",
                     "ssssiiis",
                     job->service, job->ec, position->iupd, status, position->switch_to_expired,
                     position->validity_date, PRC_NO_DATE, document->str);
  id = prc_db_last_id (job->self->db);
  for (i = 0; good && i < position->options.length; i++)
    good = insert_option (job, id, position->options.items[i], 0);
  if (!good)
    return prc_outcome (job->outcome, 409, "Some debt position, IUV or notice number is already "
                        "present for the organization fiscal code [%s]", job->ec);
  return prc_outcome (job->outcome, 201, "Debt position CREATED");
}

/* The core assigns metadata values the wrong way round: keys that exist keep their old value. */
static void
keep_metadata (PrcOption       *option,
               const PrcOption *old)
{
  guint i, j;

  for (i = 0; i < option->metadata.length; i++)
    {
      PrcMeta *meta = option->metadata.items[i];

      for (j = 0; j < old->metadata.length; j++)
        {
          const PrcMeta *before = old->metadata.items[j];

          if (g_str_equal (meta->key, before->key))
            meta->value = before->value;
        }
    }
}

static gint64
stored_fee (Job        *job,
            gint64      position,
            const char *iuv)
{
  return prc_db_number (job->self->db, "SELECT fee FROM option WHERE position = ?1 AND iuv = ?2", "is",
                        position, iuv);
}

/* A fee of the notification service is put back on the option and its first own transfer. */
static gboolean
add_fee (Job       *job,
         PrcOption *option,
         gint64     fee)
{
  guint i;

  for (i = 0; fee > 0 && i < option->transfers.length; i++)
    {
      PrcTransfer *transfer = option->transfers.items[i];

      if (g_str_equal (transfer->organization, job->ec))
        {
          if (transfer->amount > G_MAXINT64 - fee || option->amount > G_MAXINT64 - fee)
            return FALSE;
          transfer->amount += fee;
          option->amount += fee;
          return TRUE;
        }
    }
  return fee == 0;
}

static const PrcOption *
option_of (const PrcPosition *position,
           const char        *iuv)
{
  guint i;

  for (i = 0; position != NULL && i < position->options.length; i++)
    {
      const PrcOption *option = position->options.items[i];

      if (g_str_equal (option->iuv, iuv))
        return option;
    }
  return NULL;
}

static gboolean
refuse_state (Job        *job,
              const char *iupd,
              const char *what)
{
  return prc_outcome (job->outcome, 409, "The debt position cannot be %s in its state "
                      "[organization=%s, iupd=%s]", what, job->ec, iupd);
}

static gboolean
not_found (Job        *job,
           const char *iupd)
{
  return prc_outcome (job->outcome, 404, "No debt position found for the organization [%s] and the "
                      "IUPD [%s]", job->ec, iupd);
}

static gboolean
replace_options (Job         *job,
                 gint64       id,
                 PrcPosition *position,
                 gint64      *fees)
{
  gboolean good = prc_db_run (job->self->db, "DELETE FROM option WHERE position = ?1", "i", id);
  guint i;

  for (i = 0; good && i < position->options.length; i++)
    good = insert_option (job, id, position->options.items[i], fees[i]);
  return good;
}

static gboolean
update (Job         *job,
        PrcPosition *position)
{
  gint64 now = prc_now_us (job->self->context);
  g_autoptr (GString) document = g_string_new (NULL);
  g_auto (Stored) stored = { 0, };
  g_autofree gint64 *fees = NULL;
  PrcPosition *old;
  gint64 validity;
  const char *status;
  guint i;

  if (has_hole (position))
    return broken (job);
  if (!prc_rules_fields (position, job->outcome))
    return FALSE;
  if (!find_stored (job, position->iupd, &stored))
    return not_found (job, position->iupd);
  if (!g_str_equal (stored.status, "DRAFT") && !g_str_equal (stored.status, "PUBLISHED") &&
      !g_str_equal (stored.status, "VALID") && !g_str_equal (stored.status, "EXPIRED"))
    return refuse_state (job, position->iupd, "updated");

  validity = position->validity_date;
  if (validity == PRC_NO_DATE && g_str_equal (stored.status, "VALID"))
    validity = stored.validity;
  if (!prc_rules_dates (position, TRUE, validity, now, job->outcome) ||
      !prc_rules_amounts (position, job->outcome))
    return FALSE;
  position->validity_date = validity;
  complete (job, position);
  if (!position_fits (position))
    return broken (job);

  old = prc_position_read (stored.document, strlen (stored.document), job->arena);
  fees = g_new0 (gint64, position->options.length + 1);
  for (i = 0; i < position->options.length; i++)
    {
      PrcOption *option = position->options.items[i];
      const PrcOption *before = option_of (old, option->iuv);

      if (before != NULL)
        keep_metadata (option, before);
      fees[i] = stored_fee (job, stored.id, option->iuv);
      if (!add_fee (job, option, fees[i]))
        return prc_outcome (job->outcome, 422, "The notification fee cannot be placed: no transfer "
                            "of the organization [%s] in the payment option [%s]", job->ec,
                            option->iuv);
    }
  status = published_status (position, now);
  if (position->validity_date == PRC_NO_DATE && position->options.length > 0)
    position->validity_date = now;
  prc_position_write (position, FALSE, document);
  if (!replace_options (job, stored.id, position, fees))
    return prc_outcome (job->outcome, 409, "Some IUV or notice number is already present for the "
                        "organization fiscal code [%s]", job->ec);
  if (!prc_db_run (job->self->db, "UPDATE position SET status = ?2, switch = ?3, validity = nullif "
                   "(?4, ?5), document = ?6 WHERE id = ?1", "isiiis", stored.id,
                   status, position->switch_to_expired, position->validity_date, PRC_NO_DATE,
                   document->str))
    return broken (job);
  return prc_outcome (job->outcome, 200, "Debt position operation OK");
}

static gboolean
remove_one (Job        *job,
            const char *iupd)
{
  g_auto (Stored) stored = { 0, };
  const char *p;

  for (p = job->ec; g_ascii_isalnum (*p) || *p == '_'; p++)
    ;
  if (*p != '\0' || p - job->ec != 11)
    return prc_outcome (job->outcome, 400, "organizationfiscalcode: must match \"\\w{11}\"");
  if (!find_stored (job, iupd, &stored))
    return not_found (job, iupd);
  if (g_str_equal (stored.status, "PARTIALLY_PAID") || g_str_equal (stored.status, "PAID") ||
      g_str_equal (stored.status, "REPORTED"))
    return refuse_state (job, iupd, "deleted");
  if (!prc_db_run (job->self->db, "DELETE FROM position WHERE id = ?1", "i", stored.id))
    return broken (job);
  return prc_outcome (job->outcome, 200, "Debt position operation OK");
}

static gboolean
apply (Job           *job,
       PrcOp          op,
       gconstpointer  item)
{
  PrcPosition *copy;
  g_autoptr (GString) text = NULL;

  if (op == PRC_OP_DELETE)
    return remove_one (job, item);
  /* The rules fill the position in, and a failed chunk is tried again: work on a copy. */
  text = g_string_new (NULL);
  prc_position_write (item, FALSE, text);
  copy = prc_position_read (text->str, text->len, job->arena);
  if (copy == NULL)
    return broken (job);
  return op == PRC_OP_CREATE ? create (job, copy) : update (job, copy);
}

/**
 * prc_core_one:
 * @self: the twin
 * @service: the mount's id
 * @ec: the creditor body
 * @op: what to do
 * @item: a #PrcPosition, or the IUPD for a deletion
 * @outcome: filled
 *
 * Handles one position alone; what fails leaves no trace.
 */
void
prc_core_one (PrcGpd        *self,
              const char    *service,
              const char    *ec,
              PrcOp          op,
              gconstpointer  item,
              PrcOutcome    *outcome)
{
  Job job = { self, service, ec, prc_arena_new (), outcome };

  prc_db_run (self->db, "SAVEPOINT one", "");
  if (!apply (&job, op, item))
    prc_db_run (self->db, "ROLLBACK TO one", "");
  prc_db_run (self->db, "RELEASE one", "");
  prc_arena_free (job.arena);
}

/**
 * prc_core_chunk:
 * @self: the twin
 * @service: the mount's id
 * @ec: the creditor body
 * @op: what to do
 * @items: what prc_core_one() takes
 * @outcomes: (element-type PrcOutcome): gets one outcome for each item
 * @bulk: (out): whether the whole chunk went through at once
 *
 * Tries all or nothing first, then one by one (GPD facts 11).
 */
void
prc_core_chunk (PrcGpd     *self,
                const char *service,
                const char *ec,
                PrcOp       op,
                GPtrArray  *items,
                GPtrArray  *outcomes,
                gboolean   *bulk)
{
  Job job = { self, service, ec, prc_arena_new (), NULL };
  guint i;

  *bulk = TRUE;
  g_ptr_array_set_size (outcomes, 0);
  prc_db_run (self->db, "SAVEPOINT chunk", "");
  for (i = 0; *bulk && i < items->len; i++)
    {
      PrcOutcome *outcome = g_new0 (PrcOutcome, 1);

      g_ptr_array_add (outcomes, outcome);
      job.outcome = outcome;
      prc_arena_reset (job.arena);
      *bulk = apply (&job, op, g_ptr_array_index (items, i));
    }
  if (!*bulk)
    {
      prc_db_run (self->db, "ROLLBACK TO chunk", "");
      g_ptr_array_set_size (outcomes, 0);
    }
  prc_db_run (self->db, "RELEASE chunk", "");
  for (i = 0; !*bulk && i < items->len; i++)
    {
      PrcOutcome *outcome = g_new0 (PrcOutcome, 1);

      prc_core_one (self, service, ec, op, g_ptr_array_index (items, i), outcome);
      g_ptr_array_add (outcomes, outcome);
    }
  prc_arena_free (job.arena);
}
