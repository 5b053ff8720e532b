/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a set makes different from another. */
#define G_LOG_DOMAIN "spt-official-changes"

#include "config.h"

#include "service/spt-official-private.h"

void
_spt_official_change_free (gpointer change)
{
  SptOfficialChange *self = change;

  g_free (self->page);
  g_free (self->label);
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

typedef struct
{
  GPtrArray *changes;
  int        document;
} Collector;

static void
collect_cb (const SptXsdChange *change,
            gpointer            user_data)
{
  Collector *collector = user_data;
  SptOfficialChange *own = g_new0 (SptOfficialChange, 1);
  SptIssue words = { .domain = "base", .code = change->code, .value = (char *) change->before,
                     .limit = (char *) change->after };

  own->document = collector->document;
  own->kind = change->kind;
  own->page = g_strdup (change->page);
  own->label = g_strdup (change->label);
  own->path = g_strdup (change->path);
  own->text = spt_issue_dup_message (&words, change->label);
  g_ptr_array_add (collector->changes, own);
}

static void
tell_document (SptOfficialSet *self,
               Collector      *collector,
               gboolean        added)
{
  const char *root = self->kind->documents[collector->document].root;
  const SptXsdChange change = {
    added ? SPT_XSD_CHANGE_ADDED : SPT_XSD_CHANGE_REMOVED, added ? "set-document-added" : "set-document-removed",
    NULL, root, root, NULL, NULL
  };

  collect_cb (&change, collector);
}

/**
 * spt_official_set_list_changes:
 * @self: a set
 * @before: the one that it is compared with
 *
 * Lists what @self makes different: documents, elements, what is required, values, rules, lists. Documents that are broken on
 * one side are left out.
 *
 * Returns: (transfer full) (element-type SptOfficialChange): by document, in the order of the forms
 */
GPtrArray *
spt_official_set_list_changes (SptOfficialSet *self,
                               SptOfficialSet *before)
{
  Collector collector = { g_ptr_array_new_with_free_func (_spt_official_change_free), 0 };

  g_return_val_if_fail (self != NULL && before != NULL, collector.changes);

  /* Lists alone leave the schemas as they are. */
  for (guint i = 0; spt_official_set_get_n_documents (self) > 0 && i < self->kind->n_documents; i++)
    {
      g_autoptr (SptXsd) new_xsd = spt_official_set_ref_schema (self, i, NULL);
      g_autoptr (SptXsd) old_xsd = spt_official_set_ref_schema (before, i, NULL);

      collector.document = (int) i;
      if (new_xsd != NULL && old_xsd != NULL)
        spt_xsd_compare (old_xsd, new_xsd, collect_cb, &collector);
      else if (self->mains[i] == NULL && before->mains[i] != NULL)
        tell_document (self, &collector, FALSE);
      else if (self->mains[i] != NULL && before->mains[i] == NULL)
        tell_document (self, &collector, TRUE);
    }
  if (self->lists != NULL)
    {
      g_autoptr (GBytes) old = spt_official_set_ref_lists (before);

      _spt_official_lists_compare (old, self->lists, collector.changes);
    }

  return collector.changes;
}
