/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due of plants and of the catalogues: read and chosen. */
#define G_LOG_DOMAIN "spt-deadlines"

#include "config.h"

#include "outbox/spt-deadlines.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-json.h"
#include "base/spt-text.h"

#define MAX_DOC (64 * 1024)
#define UID_CHARS 40
#define SPAN_MONTHS 3

/* A date that an entry of a catalogue has. */
typedef struct
{
  const char *entry_kind;
  const char *field;
  const char *kind;
  const char *name[2]; /* fields that make its name */
} EntryDate;

static const EntryDate entry_dates[] = {
  { SPT_CATALOGUE_FIRM, "validUntil", SPT_DUE_REGISTRATION, { "name" } },
  { SPT_CATALOGUE_FIRM, "fgasUntil", SPT_DUE_CERTIFICATE, { "name" } },
  { SPT_CATALOGUE_TECHNICIAN, "certificateUntil", SPT_DUE_CERTIFICATE, { "surname", "name" } },
  { SPT_CATALOGUE_INSTRUMENT, "calibrationDue", SPT_DUE_CALIBRATION, { "maker", "model" } },
};

/**
 * spt_deadline_free:
 * @self: (transfer full) (nullable): a deadline
 *
 * Frees it.
 */
void
spt_deadline_free (SptDeadline *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->name);
  g_free (self->place);
  g_free (self->city);
  g_free (self->component);
  g_free (self->date);
  g_free (self->since);
  g_free (self->uid);
  g_free (self);
}

/* --- days --------------------------------------------------------------------------------------------- */

static gboolean
parse_day (const char *text,
           GDate      *day)
{
  SptDatetime date;

  if (text == NULL || !spt_datetime_parse (text, &date, NULL))
    return FALSE;
  g_date_set_dmy (day, (GDateDay) date.day, (GDateMonth) date.month, (GDateYear) date.year);
  return TRUE;
}

/* Terms run by the day in Italy. */
static void
get_today (gint64  now_utc_ms,
           GDate  *day)
{
  SptDatetime now;

  spt_datetime_from_utc_ms_in_italy (&now, now_utc_ms, NULL);
  g_date_set_dmy (day, (GDateDay) now.day, (GDateMonth) now.month, (GDateYear) now.year);
}

/* --- reading ------------------------------------------------------------------------------------------ */

/* Stays the same when the date is another one; of reports to be sent there may be several. */
static char *
dup_uid (const SptDeadline *self,
         gint64             made)
{
  g_autofree char *text =
    g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s/%s/%s/%s", self->plant_id != 0 ? "plant" : "entry",
                     self->plant_id + self->entry_id, made, self->kind, self->component,
                     self->entry_kind != NULL ? self->entry_kind : "",
                     strcmp (self->kind, SPT_DUE_SEND) == 0 && self->since != NULL ? self->since : "");
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  digest[UID_CHARS] = '\0';
  return g_strconcat (digest, "@sportello", NULL);
}

static void
add (GPtrArray   *all,
     SptDeadline *self,
     const GDate *today,
     gint64       made)
{
  GDate day;

  if (!parse_day (self->date, &day))
    {
      spt_deadline_free (self);
      return;
    }
  self->days = g_date_days_between (today, &day);
  self->uid = dup_uid (self, made);
  g_ptr_array_add (all, self);
}

static gboolean
add_plants (SptDb        *db,
            GPtrArray    *all,
            const GDate  *today,
            GError      **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_due_plants (db, NULL, NULL, NULL, 0, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      SptDuePlant *row = g_ptr_array_index (rows, i);
      SptDeadline *self = g_new0 (SptDeadline, 1);

      self->kind = g_intern_string (row->kind);
      self->plant_id = row->plant_id;
      self->code = g_steal_pointer (&row->code);
      self->name = g_steal_pointer (&row->name);
      self->place = g_steal_pointer (&row->place);
      self->city = g_steal_pointer (&row->city);
      self->component = g_steal_pointer (&row->component);
      self->date = g_steal_pointer (&row->date);
      self->since = g_steal_pointer (&row->since);
      self->estimated = row->estimated;
      self->operation = row->operation != NULL && *row->operation != '\0' ? g_intern_string (row->operation) : NULL;
      self->account_id = row->account_id;
      add (all, self, today, row->created);
    }

  return TRUE;
}

static char *
join (JsonObject        *doc,
      const char *const *fields)
{
  const char *first = spt_json_opt_string (doc, fields[0]);
  const char *second = fields[1] != NULL ? spt_json_opt_string (doc, fields[1]) : NULL;

  return g_strdup_printf ("%s%s%s", first != NULL ? first : "", second != NULL ? " " : "",
                          second != NULL ? second : "");
}

static gboolean
add_entries (SptDb            *db,
             GPtrArray        *all,
             const EntryDate  *what,
             const GDate      *today,
             GError          **error)
{
  g_autoptr (GPtrArray) entries = spt_db_list_catalogue (db, what->entry_kind, 0, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      SptCatalogueEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (JsonNode) node = spt_json_parse (entry->doc, strlen (entry->doc), MAX_DOC, NULL);
      JsonObject *doc = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *date = doc != NULL ? spt_json_opt_string (doc, what->field) : NULL;
      SptDeadline *self;

      if (date == NULL || *date == '\0')
        continue;
      self = g_new0 (SptDeadline, 1);
      self->kind = what->kind;
      self->entry_id = entry->id;
      self->entry_kind = what->entry_kind;
      self->code = g_strdup (entry->code);
      self->name = join (doc, what->name);
      self->place = g_strdup ("");
      self->city = g_strdup ("");
      self->component = g_strdup ("");
      self->date = g_strdup (date);
      add (all, self, today, 0);
    }

  return TRUE;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const SptDeadline *one = *(SptDeadline *const *) a;
  const SptDeadline *other = *(SptDeadline *const *) b;
  int order = one->days - other->days;

  if (order == 0)
    order = g_utf8_collate (one->city, other->city);
  if (order == 0)
    order = g_utf8_collate (one->place, other->place);
  return order != 0 ? order : strcmp (one->uid, other->uid);
}

/**
 * spt_deadlines_load:
 * @db: a connection
 * @now_utc_ms: now
 * @error: (out) (optional): why not
 *
 * Reads what is due of plants (catasto facts 9.1, 9.2), what the office noted itself, and what ends of the firms,
 * technicians and instruments in the catalogues.
 *
 * Returns: (transfer full) (element-type SptDeadline) (nullable): all of them, the next first
 */
GPtrArray *
spt_deadlines_load (SptDb    *db,
                    gint64    now_utc_ms,
                    GError  **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_deadline_free);
  GDate today;

  get_today (now_utc_ms, &today);
  if (!add_plants (db, all, &today, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (entry_dates); i++)
    {
      if (!add_entries (db, all, &entry_dates[i], &today, error))
        return NULL;
    }
  g_ptr_array_sort (all, compare);

  return g_steal_pointer (&all);
}

/* --- choosing ----------------------------------------------------------------------------------------- */

/* A province stands behind a town: "Bari (BA)". */
static gboolean
is_at (const SptDeadline *self,
       const char        *place)
{
  const char *open = strrchr (self->city, '(');

  if (strlen (place) == 2 && open != NULL)
    return g_ascii_strncasecmp (open + 1, place, 2) == 0 && open[3] == ')';
  return g_strcmp0 (self->city, place) == 0;
}

static gboolean
has_words (const SptDeadline *self,
           char             **words)
{
  g_autofree char *all = g_strjoin (" ", self->code, self->place, self->city, self->name, self->component, NULL);
  g_autofree char *folded = spt_text_fold (all);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (folded, words[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_of_kind (const SptDeadline *self,
            const char        *kind)
{
  return strcmp (self->kind, kind) == 0 || (strcmp (kind, SPT_DUE_OFFICE) == 0 && self->plant_id == 0) ||
         (strcmp (kind, SPT_DUE_REPORT) == 0 && strcmp (self->kind, SPT_DUE_FIRST_REPORT) == 0);
}

/**
 * spt_deadlines_filter:
 * @all: (element-type SptDeadline): out of these
 * @filter: which
 * @now_utc_ms: now
 *
 * Chooses.
 *
 * Returns: (transfer container) (element-type SptDeadline): in the order of @all, which owns them
 */
GPtrArray *
spt_deadlines_filter (GPtrArray               *all,
                      const SptDeadlineFilter *filter,
                      gint64                   now_utc_ms)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = spt_text_fold (filter->text != NULL ? filter->text : "");
  g_auto (GStrv) words = g_strsplit (g_strstrip (folded), " ", -1);
  int last = G_MAXINT;
  GDate today;
  GDate end;

  get_today (now_utc_ms, &today);
  end = today;
  if (filter->span == SPT_DEADLINES_OVERDUE)
    last = -1;
  else if (filter->span == SPT_DEADLINES_MONTH)
    last = g_date_get_days_in_month (g_date_get_month (&today), g_date_get_year (&today)) - g_date_get_day (&today);
  else if (filter->span == SPT_DEADLINES_THREE)
    {
      g_date_add_months (&end, SPAN_MONTHS);
      last = g_date_days_between (&today, &end);
    }

  for (guint i = 0; i < all->len; i++)
    {
      SptDeadline *self = g_ptr_array_index (all, i);

      if (self->days <= last && (filter->kind == NULL || is_of_kind (self, filter->kind)) &&
          (filter->place == NULL || is_at (self, filter->place)) &&
          (filter->plant_id == 0 || self->plant_id == filter->plant_id) &&
          (filter->account_id == 0 || self->account_id == 0 || self->account_id == filter->account_id) &&
          has_words (self, words))
        g_ptr_array_add (found, self);
    }

  return found;
}

/* --- firms --------------------------------------------------------------------------------------------- */

static char *
dup_text (JsonObject *doc,
          const char *field)
{
  const char *text = spt_json_opt_string (doc, field);

  return g_strdup (text != NULL ? text : "");
}

/**
 * spt_plant_firms_load:
 * @db: a connection
 * @account_id: whose catalogue, beside that of all; 0 = that of all alone
 * @error: (out) (optional): why not
 *
 * Reads the firms of the office's own catalogue.
 *
 * Returns: (transfer full) (element-type SptPlantFirm) (nullable): the firms
 */
GPtrArray *
spt_plant_firms_load (SptDb   *db,
                      gint64   account_id,
                      GError **error)
{
  g_autoptr (GPtrArray) entries = spt_db_list_catalogue (db, SPT_CATALOGUE_FIRM, account_id, error);
  g_autoptr (GPtrArray) firms = NULL;

  if (entries == NULL)
    return NULL;
  firms = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_firm_free);
  for (guint i = 0; i < entries->len; i++)
    {
      SptCatalogueEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (JsonNode) node = spt_json_parse (entry->doc, strlen (entry->doc), MAX_DOC, NULL);
      JsonObject *doc = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      SptPlantFirm *firm;

      if (doc == NULL)
        continue;
      firm = g_new0 (SptPlantFirm, 1);
      firm->vat_number = dup_text (doc, "vatNumber");
      firm->fiscal_code = dup_text (doc, "fiscalCode");
      firm->valid_until = dup_text (doc, "validUntil");
      firm->fgas = dup_text (doc, "fgas");
      firm->fgas_until = dup_text (doc, "fgasUntil");
      g_ptr_array_add (firms, firm);
    }

  return g_steal_pointer (&firms);
}
