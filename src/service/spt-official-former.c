/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sets that were taken over, which one may go back to. */
#define G_LOG_DOMAIN "spt-official-former"

#include "config.h"

#include "service/spt-official-private.h"

#include <string.h>

static void
former_free (gpointer former)
{
  SptOfficialFormer *self = former;

  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

static int
compare_former (gconstpointer a,
                gconstpointer b)
{
  const SptOfficialFormer *one = *(const SptOfficialFormer *const *) a;
  const SptOfficialFormer *other = *(const SptOfficialFormer *const *) b;

  if (one->taken_utc_ms != other->taken_utc_ms)
    return one->taken_utc_ms > other->taken_utc_ms ? -1 : 1;

  return strcmp (other->id, one->id);
}

static SptOfficialFormer *
read_former (const SptOfficialKind            *kind,
             const char                       *id,
             const SptOfficialPointer         *pointer)
{
  g_autofree char *path = _spt_official_dup_set_place (kind, id, SPT_OFFICIAL_NOTE);
  g_autofree char *schemas = _spt_official_dup_set_place (kind, id, kind->schemas);
  g_autofree char *lists = kind->lists != NULL ? _spt_official_dup_set_place (kind, id, kind->lists) : NULL;
  g_autoptr (JsonNode) note = _spt_official_load_note (path, NULL);
  JsonNode *number = note != NULL ? json_object_get_member (json_node_get_object (note), "documents") : NULL;
  SptOfficialFormer *former;

  if (note == NULL)
    return NULL;
  former = g_new0 (SptOfficialFormer, 1);
  former->id = g_strdup (id);
  former->label = _spt_official_dup_member (json_node_get_object (note), "label");
  former->taken_utc_ms = _spt_official_get_taken_utc_ms (note);
  if (g_file_test (schemas, G_FILE_TEST_IS_DIR) && number != NULL &&
      json_node_get_value_type (number) == G_TYPE_INT64)
    former->n_documents = (guint) CLAMP (json_node_get_int (number), 0, kind->n_documents);
  former->has_lists = lists != NULL && g_file_test (lists, G_FILE_TEST_EXISTS);
  former->is_in_force = g_strcmp0 (pointer->set, id) == 0;
  former->is_previous = g_strcmp0 (pointer->previous, id) == 0;

  return former;
}

/**
 * spt_official_list_former:
 * @kind: what is published for a service
 *
 * Lists the sets that were taken over, the one in force too.
 *
 * Returns: (transfer full) (element-type SptOfficialFormer): the latest first
 */
GPtrArray *
spt_official_list_former (const SptOfficialKind *kind)
{
  GPtrArray *former = g_ptr_array_new_with_free_func (former_free);
  g_autofree char *sets = _spt_official_dup_place (kind, SPT_OFFICIAL_SETS);
  g_autoptr (GDir) dir = g_dir_open (sets, 0, NULL);
  g_auto (SptOfficialPointer) pointer = { 0 };
  const char *name;

  /* A pointer that cannot be read names none of them. */
  if (!_spt_official_pointer_load (kind, &pointer, NULL))
    g_debug ("“%s” has no pointer that can be read", sets);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      SptOfficialFormer *one = _spt_official_is_id (name) ? read_former (kind, name, &pointer) : NULL;

      if (one != NULL)
        g_ptr_array_add (former, one);
    }
  g_ptr_array_sort (former, compare_former);

  return former;
}
