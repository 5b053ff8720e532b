/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this service wants back at the next poll or settle of a submission, as JSON. */

#define G_LOG_DOMAIN "spt-gpd-note"

#include "config.h"

#include "services/gpd/spt-gpd-note.h"

#include <string.h>

#include "base/spt-json.h"

/**
 * spt_gpd_note_load:
 * @self: a note
 * @text: (nullable): what spt_gpd_note_dup_text() gave
 *
 * Reads a note; what does not read starts afresh, for a note is a help and never needed.
 */
void
spt_gpd_note_load (SptGpdNote *self,
                   const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? spt_json_parse (text, strlen (text), SPT_JSON_MAX_TREE,
                                                             NULL)
                                           : NULL;
  JsonObject *object;
  JsonNode *node;

  memset (self, 0, sizeof *self);
  self->processed = -1;
  self->excluded = g_ptr_array_new_with_free_func (g_free);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;

  object = json_node_get_object (root);
  self->since_404 = spt_json_opt_int (object, "since404", 0);
  self->processed = spt_json_opt_int (object, "processed", -1);
  self->since_processed = spt_json_opt_int (object, "sinceProcessed", 0);
  self->step = (guint) CLAMP (spt_json_opt_int (object, "step", 0), 0, 1000);
  node = json_object_get_member (object, "provisional");
  self->provisional = node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
                      json_node_get_boolean (node);
  node = json_object_get_member (object, "excluded");
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *id = json_array_get_element (array, i);

          if (json_node_get_value_type (id) == G_TYPE_STRING)
            g_ptr_array_add (self->excluded, json_node_dup_string (id));
        }
    }
}

static void
write_int (SptJsonWriter *writer,
           const char    *key,
           gint64         value,
           gint64         nothing)
{
  if (value == nothing)
    return;
  spt_json_writer_put_int (writer, key, value);
}

/**
 * spt_gpd_note_dup_text:
 * @self: a note
 *
 * Writes the note for the archive.
 *
 * Returns: (transfer full): the text
 */
char *
spt_gpd_note_dup_text (SptGpdNote *self)
{
  GString *out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  write_int (&writer, "since404", self->since_404, 0);
  write_int (&writer, "processed", self->processed, -1);
  write_int (&writer, "sinceProcessed", self->since_processed, 0);
  write_int (&writer, "step", self->step, 0);
  if (self->provisional)
    spt_json_writer_put_bool (&writer, "provisional", TRUE);
  if (self->excluded->len > 0)
    {
      spt_json_writer_key (&writer, "excluded");
      spt_json_writer_begin_array (&writer);
      for (guint i = 0; i < self->excluded->len; i++)
        spt_json_writer_string (&writer, g_ptr_array_index (self->excluded, i));
      spt_json_writer_end_array (&writer);
    }
  spt_json_writer_end_object (&writer);

  return g_string_free (out, FALSE);
}

/**
 * spt_gpd_note_excludes:
 * @self: a note
 * @file_id: of an upload
 *
 * Says whether an upload was looked at already and is not the one sought.
 *
 * Returns: %TRUE if so
 */
gboolean
spt_gpd_note_excludes (SptGpdNote *self,
                       const char *file_id)
{
  return g_ptr_array_find_with_equal_func (self->excluded, file_id, g_str_equal, NULL);
}

/**
 * spt_gpd_note_exclude:
 * @self: a note
 * @file_id: of an upload
 *
 * Notes that an upload is not the one sought.
 */
void
spt_gpd_note_exclude (SptGpdNote *self,
                      const char *file_id)
{
  if (!spt_gpd_note_excludes (self, file_id))
    g_ptr_array_add (self->excluded, g_strdup (file_id));
}

/**
 * spt_gpd_note_clear:
 * @self: a note
 *
 * Lets go of what the note holds.
 */
void
spt_gpd_note_clear (SptGpdNote *self)
{
  g_clear_pointer (&self->excluded, g_ptr_array_unref);
}
