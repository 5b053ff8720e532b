/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a voucher may stand and what may be asked then, out of data/voucher/phases.json. */

#define G_LOG_DOMAIN "spt-voucher-phases"

#include "config.h"

#include "services/voucher/spt-voucher-phases.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-datetime.h"
#include "base/spt-text.h"

#define TABLE        "voucher/phases.json"
#define DEFAULT_DAYS 90

typedef struct
{
  SptVoucherPhase  phase;
  char            *folded; /* (owned) */
  JsonObject      *steps;  /* borrowed from the table */
} Entry;

typedef struct
{
  JsonNode   *root;         /* (owned) (nullable): NULL = the table is broken */
  JsonArray  *operations;   /* borrowed */
  JsonObject *after;        /* borrowed */
  JsonObject *unknown;      /* borrowed: steps of words nobody here knows */
  GArray     *entries;      /* (owned) (element-type Entry) */
} Table;

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* An office may change the table: what it left out is nothing, not the end of the program. */
static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
get_flag (JsonObject *object,
          const char *name)
{
  return json_object_get_boolean_member_with_default (object, name, FALSE);
}

static void
add_entry (JsonArray *phases,
           guint      index,
           JsonNode  *node,
           gpointer   user_data)
{
  JsonObject *object = json_node_get_object (node);
  Table *table = user_data;
  Entry entry = {
    .phase = {
      .name = json_object_get_string_member_with_default (object, "name", ""),
      .stage = json_object_get_string_member_with_default (object, "stage", ""),
      .is_over = get_flag (object, "over"),
      .starts_deadline = get_flag (object, "deadline"),
      .is_documented = get_flag (object, "documented"),
    },
    .steps = get_object (object, "steps"),
  };

  entry.folded = spt_text_fold (entry.phase.name);
  g_array_append_val (table->entries, entry);
}

/* For good: the table lasts as long as the process. */
static const Table *
get_table (void)
{
  static Table table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;

      table.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      table.root = spt_data_load_json (TABLE, &error);
      if (table.root == NULL)
        {
          g_warning (TABLE ": %s", error->message);
        }
      else
        {
          JsonObject *root = json_node_get_object (table.root);

          table.operations = json_object_get_array_member (root, "operations");
          table.after = get_object (root, "after");
          table.unknown = get_object (get_object (root, "unknown"), "steps");
          json_array_foreach_element (json_object_get_array_member (root, "phases"), add_entry,
                                      &table);
        }
      g_once_init_leave (&once, 1);
    }

  return &table;
}

static const Entry *
find_entry (const char *text)
{
  const Table *table = get_table ();
  g_autofree char *folded = spt_text_fold (text != NULL ? text : "");

  for (guint i = 0; i < table->entries->len; i++)
    {
      const Entry *entry = &g_array_index (table->entries, Entry, i);

      if (strcmp (entry->folded, folded) == 0)
        return entry;
    }

  return NULL;
}

/**
 * spt_voucher_phase_find:
 * @text: (nullable): the service's words, in whatever case, with whatever blanks
 *
 * Finds a phase (services facts 4.9 and 4.10, tolerant reader).
 *
 * Returns: (transfer none) (nullable): the phase; %NULL for words that the table does not have, and
 *   for none
 */
const SptVoucherPhase *
spt_voucher_phase_find (const char *text)
{
  const Entry *entry = find_entry (text);

  return entry != NULL && *entry->phase.name != '\0' ? &entry->phase : NULL;
}

/**
 * spt_voucher_phase_after:
 * @operation: "voucher.attivazione"
 *
 * Says where a voucher is once the service has accepted a request, when its own words say nothing
 * known.
 *
 * Returns: (transfer none) (nullable): the phase; %NULL for an operation that moves nothing
 */
const SptVoucherPhase *
spt_voucher_phase_after (const char *operation)
{
  const Table *table = get_table ();

  return table->after != NULL && get_string (table->after, operation) != NULL
         ? spt_voucher_phase_find (get_string (table->after, operation)) : NULL;
}

static guint
get_days (SptAccount *account)
{
  const char *text = account != NULL ? spt_account_get_setting (account, "activation-days") : NULL;
  guint64 days;

  if (text == NULL || *text == '\0' ||
      !g_ascii_string_to_unsigned (text, 10, 1, 3650, &days, NULL))
    return DEFAULT_DAYS;

  return (guint) days;
}

/**
 * spt_voucher_phase_make_news:
 * @text: where a voucher stands, in the service's words
 * @account: (nullable): whose activation-days count; %NULL = 90
 * @now_utc_ms: when it was first seen there, UTC milliseconds
 * @buffer: (array fixed-size=16): room for a date
 * @news: phase, stage, is_over and due_date are set
 *
 * Makes news of a phase: known words as the table spells them, unknown ones as they are. The date
 * is an estimate: the document does not say from when the days run (issue 4, point 3).
 */
void
spt_voucher_phase_make_news (const char     *text,
                             SptAccount     *account,
                             gint64          now_utc_ms,
                             char            buffer[16],
                             SptDossierNews *news)
{
  const SptVoucherPhase *phase = spt_voucher_phase_find (text);

  news->phase = phase != NULL ? phase->name : text != NULL ? text : "";
  news->stage = phase != NULL ? phase->stage : "";
  news->is_over = phase != NULL && phase->is_over;
  news->due_date = NULL;
  if (phase != NULL && phase->starts_deadline)
    {
      SptDatetime today;
      GDate date;

      /* Days of the calendar: one of them has 23 hours, another 25. */
      spt_datetime_from_utc_ms_in_italy (&today, now_utc_ms, NULL);
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, (GDateDay) today.day, (GDateMonth) today.month,
                      (GDateYear) today.year);
      g_date_add_days (&date, get_days (account));
      g_snprintf (buffer, 16, "%04u-%02u-%02u", g_date_get_year (&date),
                  (guint) g_date_get_month (&date), g_date_get_day (&date));
      news->due_date = buffer;
    }
}

/**
 * spt_voucher_list_steps:
 * @service: the service
 * @account: (nullable): the voucher's account
 * @dossier: the voucher
 * @func: is given each operation
 * @user_data: for @func
 *
 * Says what may be asked for a voucher where it stands (services facts 4.9).
 */
void
spt_voucher_list_steps (SptService           *service,
                        SptAccount           *account,
                        const SptDossierData *dossier,
                        SptStepFunc           func,
                        gpointer              user_data)
{
  const Table *table = get_table ();
  const Entry *entry = find_entry (dossier->phase);
  JsonObject *steps = entry != NULL ? entry->steps : table->unknown;

  for (guint i = 0; table->root != NULL && i < json_array_get_length (table->operations); i++)
    {
      const char *operation = json_array_get_string_element (table->operations, i);
      SptStep step;

      spt_step_load (&step, operation, get_object (steps, operation));
      func (&step, user_data);
    }
}
