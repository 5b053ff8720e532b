/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where sets of schemas and lists stand in the user's data folder, and the notes that go with them. */
#define G_LOG_DOMAIN "spt-official-place"

#include "config.h"

#include "service/spt-official-private.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-json.h"

#define MAX_NOTE (1024 * 1024)

void
spt_official_pointer_clear (SptOfficialPointer *self)
{
  g_free (self->set);
  g_free (self->previous);
  g_free (self->over_schemas);
  g_free (self->over_lists);
}

/* --- places -------------------------------------------------------------------------------------------------- */

char *
_spt_official_dup_place (const SptOfficialKind *kind,
                         const char            *name)
{
  g_autofree char *path = name != NULL ? g_strconcat (kind->folder, "/", name, NULL) : g_strdup (kind->folder);

  return spt_data_dup_user_path (path);
}

char *
_spt_official_dup_set_place (const SptOfficialKind *kind,
                             const char            *id,
                             const char            *name)
{
  g_autofree char *sets = _spt_official_dup_place (kind, SPT_OFFICIAL_SETS);

  return g_build_filename (sets, id, name, NULL);
}

/* A name that we gave, not one that leads elsewhere. */
gboolean
_spt_official_is_id (const char *text)
{
  return text != NULL && g_ascii_isdigit (*text) &&
         strspn (text, "0123456789abcdefTZ-") == strlen (text) && strlen (text) < 64;
}

/* --- notes --------------------------------------------------------------------------------------------------- */

/* NULL without an error: there is none. */
JsonNode *
_spt_official_load_note (const char  *path,
                         GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) own = NULL;
  gsize length;
  JsonNode *node;

  if (!g_file_get_contents (path, &text, &length, &own))
    {
      if (!g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOENT) &&
          !g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
        g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "“%s”: %s", path, own->message);
      return NULL;
    }
  node = spt_json_parse (text, length, MAX_NOTE, &own);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "“%s”: %s", path,
               own != NULL ? own->message : "not an object");
  g_clear_pointer (&node, json_node_unref);

  return NULL;
}

char *
_spt_official_dup_member (JsonObject *object,
                          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? g_strdup (json_node_get_string (node))
                                                                          : NULL;
}

gboolean
_spt_official_pointer_load (const SptOfficialKind             *kind,
                            SptOfficialPointer                *self,
                            GError                           **error)
{
  g_autofree char *path = _spt_official_dup_place (kind, SPT_OFFICIAL_POINTER);
  g_autoptr (GError) own = NULL;
  g_autoptr (JsonNode) node = _spt_official_load_note (path, &own);
  JsonObject *object;

  *self = (SptOfficialPointer) { 0 };
  if (own != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return FALSE;
    }
  if (node == NULL)
    return TRUE;
  object = json_node_get_object (node);
  self->set = _spt_official_dup_member (object, "set");
  self->previous = _spt_official_dup_member (object, "previous");
  self->over_schemas = _spt_official_dup_member (object, "over-schemas");
  self->over_lists = _spt_official_dup_member (object, "over-lists");
  if (self->set != NULL && !_spt_official_is_id (self->set))
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "“%s” names no set", path);
      return FALSE;
    }

  return TRUE;
}

gboolean
_spt_official_write_file (const char  *path,
                          const char  *data,
                          gsize        length,
                          GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) own = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0 &&
      g_file_set_contents_full (path, data != NULL ? data : "", (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &own))
    return TRUE;
  g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_KEEP, "“%s”: %s", path,
               own != NULL ? own->message : "the folder cannot be made");

  return FALSE;
}

gboolean
_spt_official_write_note (const char  *path,
                          JsonObject  *object,
                          GError     **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, TRUE);

  return _spt_official_write_file (path, text, strlen (text), error);
}

void
_spt_official_set_member (JsonObject *object,
                          const char *name,
                          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/* The one step that changes what is in force. */
gboolean
_spt_official_pointer_save (const SptOfficialKind             *kind,
                            const SptOfficialPointer          *self,
                            GError                           **error)
{
  g_autofree char *path = _spt_official_dup_place (kind, SPT_OFFICIAL_POINTER);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "format", 1);
  _spt_official_set_member (object, "set", self->set);
  _spt_official_set_member (object, "previous", self->previous);
  _spt_official_set_member (object, "over-schemas", self->over_schemas);
  _spt_official_set_member (object, "over-lists", self->over_lists);

  return _spt_official_write_note (path, object, error);
}
