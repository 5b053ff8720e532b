/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look-ups that are made of codes which a person chose. */
#define G_LOG_DOMAIN "spt-lookup-make"

#include "config.h"

#include "ui/trovapec/spt-lookup-codes.h"

#include <string.h>

#include <glib/gi18n.h>

#include "outbox/spt-record-kind.h"
#include "store/spt-store-dossiers.h"

typedef struct
{
  GPtrArray *codes; /* (owned) (element-type SptLookupCode) */
  gint64     account_id;
  gint64     now;
  char      *who;   /* (owned) */
  GArray    *ids;   /* (owned) (nullable) */
} Make;

static void
make_free (gpointer data)
{
  Make *make = data;

  g_ptr_array_unref (make->codes);
  g_clear_pointer (&make->ids, g_array_unref);
  g_free (make->who);
  g_free (make);
}

static void
set_text (SptRecord  *record,
          const char *name,
          const char *text)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), name);

  spt_node_set (root, field->index, text, -1);
}

/* That somebody said yes is on record as any error that a person takes upon himself. */
static gboolean
say_yes (SptDb         *db,
         gint64         id,
         SptIssueList  *issues,
         const char    *who,
         GError       **error)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (spt_lookup_issue_is_known (issue) &&
          !spt_db_override_dossier (db, id, issue->code, issue->path, issue->value, _("Asked again on purpose"),
                                    who, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_one (SptDb                *db,
          Make                 *make,
          const SptLookupCode  *code,
          GError              **error)
{
  const SptRecordKind *kind = spt_record_kind_find (SPT_KIND_LOOKUPS);
  g_autoptr (SptRecord) record = spt_record_new (kind->get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) doc = g_string_new (NULL);
  SptRecordEntry entry = {
    .record = record,
    .now_utc_ms = make->now,
    .account_id = make->account_id,
    .who = make->who,
    .doc = doc,
  };
  gint64 id;

  set_text (record, "codice", code->code);
  if (*code->name != '\0')
    set_text (record, "nome", code->name);
  if (!kind->check (db, &entry, issues, error))
    return FALSE;
  kind->describe (&entry);
  id = kind->save (db, &entry, issues, error);
  g_free (entry.scratch);
  if (id == 0 || (code->subject_id != 0 && !spt_db_set_dossier_subject (db, id, code->subject_id, error)))
    return FALSE;
  g_array_append_val (make->ids, id);

  return say_yes (db, id, issues, make->who, error);
}

static gboolean
make_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Make *make = data;

  g_clear_pointer (&make->ids, g_array_unref);
  make->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < make->codes->len; i++)
    {
      const SptLookupCode *code = g_ptr_array_index (make->codes, i);

      if (code->kind == SPT_LOOKUP_CODE_PREPARED)
        g_array_append_val (make->ids, code->dossier_id);
      else if (!make_one (db, make, code, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_lookups_make_async:
 * @store: the archive
 * @codes: (element-type SptLookupCode): of which; copied
 * @account_id: with which account they go; 0 = not decided
 * @who: the clerk
 * @cancellable: (nullable): stops it before it is written
 * @callback: called when done
 * @user_data: for it
 *
 * Makes a look-up of each, in one transaction.
 */
void
spt_lookups_make_async (SptStore            *store,
                        GPtrArray           *codes,
                        gint64               account_id,
                        const char          *who,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Make *make = g_new0 (Make, 1);

  make->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_lookup_code_free);
  for (guint i = 0; i < codes->len; i++)
    g_ptr_array_add (make->codes, spt_lookup_code_copy (g_ptr_array_index (codes, i)));
  make->account_id = account_id;
  make->now = spt_clock_get_utc_ms (spt_store_get_clock (store));
  make->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, make_job, make, make_free, cancellable, callback, user_data);
}

/**
 * spt_lookups_make_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_lookups_make_async().
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the look-ups
 */
GArray *
spt_lookups_make_finish (SptStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  Make *make = spt_store_run_finish (store, result, error);

  return make != NULL ? g_steal_pointer (&make->ids) : NULL;
}
