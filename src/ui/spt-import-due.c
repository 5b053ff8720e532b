/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kind of due that fills what a file does not say. */
#define G_LOG_DOMAIN "spt-import-due"

#include "config.h"

#include "spt-import-work-private.h"

#include "service/spt-service.h"
#include "store/spt-store-dues.h"

GPtrArray *
spt_import_work_get_dues (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->dues;
}

gint64
spt_import_work_get_due_type (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), 0);
  return self->due_type_id;
}

/* A payment of a hundred euros, which the shares of a kind are reckoned from. */
static void
add_payments (SptNode *root)
{
  const SptGroupDef *def = spt_node_get_def (root);

  for (guint i = 0; i < def->n_groups; i++)
    {
      const SptGroupDef *group = def->groups[i];
      SptNode *child = spt_node_add_child (root, i);

      for (guint j = 0; j < group->n_fields; j++)
        {
          if (group->fields[j].kind == SPT_FIELD_MONEY)
            spt_node_set (child, j, "100,00", -1);
        }
    }
}

static void
list_filled (SptImportWork *self,
             SptNode       *node,
             gboolean       is_asked)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL);
      char *column;

      /* The amount was ours. */
      if (*spt_node_get (node, i) == '\0' || (is_asked && def->fields[i].kind == SPT_FIELD_MONEY))
        continue;
      spt_node_append_path (node, &def->fields[i], path);
      column = self->records->dup_csv_column (path->str);
      if (column != NULL)
        g_hash_table_add (self->due_columns, column);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        list_filled (self, spt_node_get_child (node, i, j), spt_node_get_parent (node) == NULL);
    }
}

/**
 * spt_import_work_set_due_type:
 * @self: an import
 * @due_type_id: one of its kinds of dues; 0 = none
 *
 * Says from which kind of due comes what the file does not say.
 */
void
spt_import_work_set_due_type (SptImportWork *self,
                              gint64         due_type_id)
{
  SptService *service = spt_services_find_kind (self->kind->id);
  const SptDuesTable *table = service != NULL && SPT_SERVICE_GET_CLASS (service)->get_dues != NULL
                              ? SPT_SERVICE_GET_CLASS (service)->get_dues (service) : NULL;

  self->due_type_id = 0;
  g_clear_pointer (&self->due_columns, g_hash_table_unref);
  for (guint i = 0; table != NULL && self->dues != NULL && due_type_id != 0 && i < self->dues->len; i++)
    {
      const SptDueType *kind = g_ptr_array_index (self->dues, i);
      g_autoptr (SptRecord) due = spt_record_new (table->get_schema (service));
      g_autoptr (SptRecord) record = spt_record_new (self->records->get_schema ());
      g_autoptr (GError) error = NULL;

      if (kind->id != due_type_id)
        continue;
      if (!spt_record_read (due, kind->doc, -1, &error))
        {
          g_warning ("A kind of due cannot be read: %s", error->message);
          return;
        }
      self->due_type_id = due_type_id;
      self->due_columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      add_payments (spt_record_get_root (record));
      table->apply (service, due, record, spt_desk_get_now (self->desk));
      list_filled (self, spt_record_get_root (record), FALSE);
    }
}
