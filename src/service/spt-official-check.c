/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a set, what lacks, what no form can show. */
#define G_LOG_DOMAIN "spt-official-check"

#include "config.h"

#include "service/spt-official-private.h"

#include <string.h>

#include "base/spt-xml.h"

/* What "xs:include" and its like name that the set does not have. */
static guint
say_missing (SptOfficialSet *self,
             const char     *root,
             const char     *name,
             GHashTable     *seen)
{
  gsize length;
  g_autoptr (GBytes) bytes = _spt_official_set_fetch (name, self, NULL);
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  xmlDocPtr document = data != NULL ? spt_xml_parse (data, length, SPT_OFFICIAL_MAX_XSD_BYTES, name, NULL) : NULL;
  xmlNodePtr schema = document != NULL ? xmlDocGetRootElement (document) : NULL;
  guint n = 0;

  for (xmlNodePtr node = schema != NULL ? schema->children : NULL; node != NULL; node = node->next)
    {
      static const char *const names[] = { "include", "import", "redefine", NULL };
      g_autofree char *location = NULL;
      g_autofree char *base = NULL;
      g_autoptr (GBytes) found = NULL;

      if (node->type != XML_ELEMENT_NODE || !g_strv_contains (names, (const char *) node->name))
        continue;
      location = _spt_official_dup_attribute (node, "schemaLocation");
      if (location == NULL || !g_hash_table_add (seen, g_strdup (location)))
        continue;
      base = g_path_get_basename (location);
      found = _spt_official_set_fetch (base, self, NULL);
      if (found != NULL)
        n += say_missing (self, root, base, seen);
      else
        {
          _spt_official_set_say (self, SPT_ISSUE_ERROR, strstr (location, "://") != NULL ? "set-remote" : "set-include", root, name, location);
          n++;
        }
    }
  if (document != NULL)
    xmlFreeDoc (document);

  return n;
}

static void
say_broken (SptOfficialSet *self,
            guint           document,
            const GError   *error)
{
  const char *root = self->kind->documents[document].root;
  const char *name = self->mains[document];
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (g_error_matches (error, SPT_XSD_ERROR, SPT_XSD_ERROR_MISSING) && say_missing (self, root, name, seen) > 0)
    return;
  _spt_official_set_say (self, SPT_ISSUE_ERROR,
                         g_error_matches (error, SPT_XSD_ERROR, SPT_XSD_ERROR_SIZE) ? "set-size" : "set-invalid", root, name,
                         error->message);
}

static void
say_kept (SptOfficialSet *self,
          guint           document,
          SptXsd         *xsd)
{
  for (guint i = 0; i < spt_xsd_get_n_kept (xsd); i++)
    {
      const SptXsdKept *kept = spt_xsd_get_kept (xsd, i);

      spt_issue_list_add (self->found, SPT_ISSUE_NOTE, "base", kept->code, 0, self->kind->documents[document].root,
                          kept->name, NULL);
    }
}

static void
say_lists (SptOfficialSet *self)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = self->lists != NULL ? _spt_official_lists_parse (self->lists, &error) : NULL;

  g_clear_pointer (&node, json_node_unref);
  if (error != NULL)
    _spt_official_set_say (self, SPT_ISSUE_ERROR, "set-list-broken", NULL, self->kind->lists, error->message);
}

/**
 * spt_official_set_check:
 * @self: a set
 *
 * Compiles all of it, once, and says what is wrong, what lacks, what no form can show.
 *
 * Returns: (transfer none): the findings; their path is a document's root where they are about one
 */
SptIssueList *
spt_official_set_check (SptOfficialSet *self)
{
  g_autoptr (GHashTable) used = NULL;
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->lock);
  if (!self->is_checked)
    {
      guint n = spt_official_set_get_n_documents (self);

      for (guint i = 0; i < spt_issue_list_get_n (self->said); i++)
        spt_issue_list_add_copy (self->found, spt_issue_list_get (self->said, i), 0);
      say_lists (self);
      used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < self->kind->n_documents; i++)
        {
          g_autoptr (GError) error = NULL;
          SptXsd *xsd = NULL;

          if (self->mains[i] != NULL)
            xsd = _spt_official_set_get_schema (self, i, &error);
          else if (n > 0)
            _spt_official_set_say (self, SPT_ISSUE_WARNING, "set-lacks", self->kind->documents[i].root, NULL, NULL);
          if (error != NULL)
            say_broken (self, i, error);
          if (xsd == NULL)
            continue;
          say_kept (self, i, xsd);
          for (guint j = 0; j < spt_xsd_get_files (xsd)->len; j++)
            g_hash_table_add (used, g_path_get_basename (g_ptr_array_index (spt_xsd_get_files (xsd), j)));
        }
      names = _spt_official_list_names (self->files);
      for (guint i = 0; i < names->len && spt_issue_list_get_n_errors (self->found) == 0; i++)
        {
          g_autofree char *base = g_path_get_basename (names->pdata[i]);

          if (!g_hash_table_contains (used, base))
            _spt_official_set_say (self, SPT_ISSUE_NOTE, "set-unused", NULL, names->pdata[i], NULL);
        }
      self->is_checked = TRUE;
    }
  g_mutex_unlock (&self->lock);

  return self->found;
}
