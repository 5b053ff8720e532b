/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of schemas and lists: what it is, the schemas of its documents, a whole one out of a part. */
#define G_LOG_DOMAIN "spt-official-set"

#include "config.h"

#include "service/spt-official-private.h"

#include <string.h>

#include "base/spt-sha256.h"

/* Where what is kept of another set stands in a new one. */
#define KEPT_PREFIX "in-uso-"

G_DEFINE_QUARK (spt_official_error_quark, spt_official_error)

GHashTable *
_spt_official_files_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

void
_spt_official_set_say (SptOfficialSet *self,
                       SptIssueLevel   level,
                       const char     *code,
                       const char     *root,
                       const char     *value,
                       const char     *limit)
{
  spt_issue_list_add (self->found, level, "base", code, 0, root, value, limit);
}

/* --- sums ------------------------------------------------------------------------------------------------ */

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
_spt_official_list_names (GHashTable *files)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_strings);

  return names;
}

static void
add_to_sum (SptSha256  *sum,
            const char *name,
            GBytes     *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *head = g_strdup_printf ("%s\n%" G_GSIZE_FORMAT "\n", name, length);

  spt_sha256_update (sum, head, strlen (head));
  spt_sha256_update (sum, data, length);
}

char *
_spt_official_sum_files (GHashTable *files)
{
  g_autoptr (SptSha256) sum = spt_sha256_new ();
  g_autoptr (GPtrArray) names = _spt_official_list_names (files);

  for (guint i = 0; i < names->len; i++)
    add_to_sum (sum, names->pdata[i], g_hash_table_lookup (files, names->pdata[i]));

  return spt_sha256_dup_hex (sum);
}

char *
_spt_official_sum_bytes (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

void
_spt_official_set_sum (SptOfficialSet *self)
{
  g_autofree char *files = _spt_official_sum_files (self->files);
  g_autofree char *lists = self->lists != NULL ? _spt_official_sum_bytes (self->lists) : g_strdup ("");
  g_autofree char *both = g_strconcat (files, "\n", lists, NULL);

  g_free (self->hash);
  self->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
}

SptOfficialSet *
_spt_official_set_new (const SptOfficialKind *kind,
                       SptOfficialOrigin      origin,
                       GHashTable            *files,
                       GBytes                *lists)
{
  SptOfficialSet *self = g_new0 (SptOfficialSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->kind = kind;
  self->origin = origin;
  self->files = files;
  self->lists = lists;
  self->said = spt_issue_list_new (500);
  self->found = spt_issue_list_new (500);
  self->mains = g_new0 (char *, kind->n_documents);
  self->schemas = g_new0 (SptXsd *, kind->n_documents);
  self->compiling = g_new0 (GMutex, kind->n_documents);
  for (guint i = 0; i < kind->n_documents; i++)
    g_mutex_init (&self->compiling[i]);
  _spt_official_set_recognise (self);
  _spt_official_set_sum (self);

  return self;
}

/* --- schemas ------------------------------------------------------------------------------------------------- */

/* What a schema calls "../Comuni/Tipi.xsd" is found also where somebody has put all files into one folder. */
GBytes *
_spt_official_set_fetch (const char  *name,
                         gpointer     user_data,
                         GError     **error)
{
  SptOfficialSet *self = user_data;
  GBytes *bytes = g_hash_table_lookup (self->files, name);
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *wanted = g_ascii_strdown (name, -1);
  g_autofree char *wanted_base = g_ascii_strdown (base, -1);
  GBytes *by_base = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  gboolean many = FALSE;

  if (bytes != NULL)
    return g_bytes_ref (bytes);
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *lower = g_ascii_strdown (key, -1);
      g_autofree char *lower_base = g_path_get_basename (lower);

      if (strcmp (lower, wanted) == 0)
        return g_bytes_ref (value);
      if (strcmp (lower_base, wanted_base) != 0)
        continue;
      many |= by_base != NULL && !g_bytes_equal (by_base, value);
      by_base = value;
    }
  if (by_base != NULL && !many)
    return g_bytes_ref (by_base);
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, many ? "several files have this name" : "no such file");

  return NULL;
}

SptXsd *
_spt_official_set_get_schema (SptOfficialSet  *self,
                              guint            document,
                              GError         **error)
{
  const char *root = self->kind->documents[document].root;
  SptXsd *xsd;

  g_mutex_lock (&self->compiling[document]);
  if (self->schemas[document] == NULL && self->mains[document] == NULL)
    g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING, "the schemas in use have no “%s”", root);
  else if (self->schemas[document] == NULL)
    self->schemas[document] = spt_xsd_new (self->mains[document], _spt_official_set_fetch, self, root, self->kind->domain, error);
  xsd = self->schemas[document];
  g_mutex_unlock (&self->compiling[document]);

  return xsd;
}

/**
 * spt_official_set_ref_schema:
 * @self: a set
 * @document: number of a document of its kind
 * @error: return location for an error
 *
 * Gets the schema of a document, with the labels of the language in force when it was asked for first.
 *
 * Returns: (transfer full): the schema, or %NULL with %SPT_XSD_ERROR or %SPT_OFFICIAL_ERROR_MISSING
 */
SptXsd *
spt_official_set_ref_schema (SptOfficialSet  *self,
                             guint            document,
                             GError         **error)
{
  SptXsd *xsd;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (document < self->kind->n_documents, NULL);

  xsd = _spt_official_set_get_schema (self, document, error);

  return xsd != NULL ? spt_xsd_ref (xsd) : NULL;
}

/* --- out of a part a whole --------------------------------------------------------------------------------------- */

/**
 * spt_official_set_count_lacking:
 * @self: a set
 * @other: another one
 *
 * Returns: how many documents @other has schemas of and @self does not
 */
guint
spt_official_set_count_lacking (SptOfficialSet *self,
                                SptOfficialSet *other)
{
  guint n = 0;

  for (guint i = 0; i < self->kind->n_documents; i++)
    n += self->mains[i] == NULL && other->mains[i] != NULL;

  return n;
}

static const char *
skip_kept_prefix (const char *name)
{
  const char *slash = g_str_has_prefix (name, KEPT_PREFIX) ? strchr (name, '/') : NULL;

  return slash != NULL ? slash + 1 : name;
}

/**
 * spt_official_set_complete:
 * @self: a set, not shared yet
 * @other: the set in force
 *
 * Adds what @self lacks as @other has it, files and all, in a folder of their own: no file of @self is ever
 * read for those documents. One whose schema is broken is not added.
 */
void
spt_official_set_complete (SptOfficialSet *self,
                           SptOfficialSet *other)
{
  g_autoptr (GString) prefix = g_string_new (NULL);
  guint n = 1;
  gboolean taken = TRUE;

  g_return_if_fail (self != NULL && other != NULL);

  while (taken)
    {
      GHashTableIter iter;
      gpointer name;

      g_string_printf (prefix, KEPT_PREFIX "%u/", n++);
      taken = FALSE;
      g_hash_table_iter_init (&iter, self->files);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        taken |= g_str_has_prefix (name, prefix->str);
    }
  for (guint i = 0; i < self->kind->n_documents; i++)
    {
      g_autoptr (SptXsd) xsd = NULL;
      GPtrArray *names;

      if (self->mains[i] != NULL || other->mains[i] == NULL)
        continue;
      xsd = spt_official_set_ref_schema (other, i, NULL);
      if (xsd == NULL)
        continue;
      names = spt_xsd_get_files (xsd);
      for (guint j = 0; j < names->len; j++)
        {
          const char *name = names->pdata[j];
          GBytes *bytes = _spt_official_set_fetch (name, other, NULL);

          if (bytes != NULL)
            g_hash_table_replace (self->files, g_strconcat (prefix->str, skip_kept_prefix (name), NULL), bytes);
        }
      self->mains[i] = g_strconcat (prefix->str, skip_kept_prefix (other->mains[i]), NULL);
    }
  self->is_checked = FALSE;
  spt_issue_list_reset (self->found);
  for (guint i = 0; i < self->kind->n_documents; i++)
    {
      g_clear_pointer (&self->mains[i], g_free);
      g_clear_pointer (&self->schemas[i], spt_xsd_unref);
    }
  _spt_official_set_recognise (self);
  _spt_official_set_sum (self);
}

/* --- what it is ------------------------------------------------------------------------------------------------------ */

/**
 * spt_official_set_ref:
 * @self: a set
 *
 * Returns: (transfer full): @self
 */
SptOfficialSet *
spt_official_set_ref (SptOfficialSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spt_official_set_unref:
 * @self: (transfer full) (nullable): a set
 *
 * Gives a reference back.
 */
void
spt_official_set_unref (SptOfficialSet *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->kind->n_documents; i++)
    {
      g_clear_pointer (&self->schemas[i], spt_xsd_unref);
      g_free (self->mains[i]);
      g_mutex_clear (&self->compiling[i]);
    }
  g_free (self->compiling);
  g_free (self->schemas);
  g_free (self->mains);
  g_hash_table_unref (self->files);
  g_clear_pointer (&self->lists, g_bytes_unref);
  g_clear_pointer (&self->old_lists, g_bytes_unref);
  g_clear_pointer (&self->lists_node, json_node_unref);
  spt_issue_list_free (self->said);
  spt_issue_list_free (self->found);
  g_free (self->id);
  g_free (self->label);
  g_free (self->hash);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * spt_official_set_get_origin:
 * @self: a set
 *
 * Returns: where it comes from
 */
SptOfficialOrigin
spt_official_set_get_origin (SptOfficialSet *self)
{
  return self->origin;
}

/**
 * spt_official_set_get_label:
 * @self: a set
 *
 * Returns: (nullable): what it was made from, of one that was taken over
 */
const char *
spt_official_set_get_label (SptOfficialSet *self)
{
  return self->label;
}

/**
 * spt_official_set_get_taken_utc_ms:
 * @self: a set
 *
 * Returns: when it was taken over; 0 for others
 */
gint64
spt_official_set_get_taken_utc_ms (SptOfficialSet *self)
{
  return self->taken_utc_ms;
}

/**
 * spt_official_set_get_hash:
 * @self: a set
 *
 * Returns: 64 hexadecimal digits that tell it from any other
 */
const char *
spt_official_set_get_hash (SptOfficialSet *self)
{
  return self->hash;
}

/**
 * spt_official_set_get_n_documents:
 * @self: a set
 *
 * Returns: how many documents it has schemas of
 */
guint
spt_official_set_get_n_documents (SptOfficialSet *self)
{
  guint n = 0;

  for (guint i = 0; i < self->kind->n_documents; i++)
    n += self->mains[i] != NULL;

  return n;
}

/**
 * spt_official_set_get_file:
 * @self: a set
 * @document: number of a document
 *
 * Returns: (nullable): the file that begins its schema
 */
const char *
spt_official_set_get_file (SptOfficialSet *self,
                           guint           document)
{
  g_return_val_if_fail (document < self->kind->n_documents, NULL);

  return self->mains[document];
}

/**
 * spt_official_set_is_kept:
 * @self: a set
 * @document: number of a document
 *
 * Returns: whether its schema is one that was in force before, see spt_official_set_complete()
 */
gboolean
spt_official_set_is_kept (SptOfficialSet *self,
                          guint           document)
{
  const char *name = spt_official_set_get_file (self, document);

  return name != NULL && g_str_has_prefix (name, KEPT_PREFIX);
}

/**
 * spt_official_set_get_n_files:
 * @self: a set
 *
 * Returns: how many schema files it has
 */
guint
spt_official_set_get_n_files (SptOfficialSet *self)
{
  return g_hash_table_size (self->files);
}

/**
 * spt_official_set_has_lists:
 * @self: a set
 *
 * Returns: whether it has code lists of its own
 */
gboolean
spt_official_set_has_lists (SptOfficialSet *self)
{
  return self->lists != NULL;
}

/**
 * spt_official_set_ref_lists:
 * @self: a set
 *
 * Returns: (transfer full) (nullable): the file of lists that belongs to it
 */
GBytes *
spt_official_set_ref_lists (SptOfficialSet *self)
{
  GBytes *lists = self->lists != NULL ? self->lists : self->old_lists;

  return lists != NULL ? g_bytes_ref (lists) : NULL;
}

/* With the lock held. (nullable): the lists that count. */
static JsonNode *
need_lists (SptOfficialSet *self)
{
  if (self->lists_node == NULL)
    {
      g_autoptr (GError) error = NULL;

      if (self->lists != NULL)
        self->lists_node = _spt_official_lists_parse (self->lists, &error);
      if (error != NULL)
        g_warning ("%s/%s: %s", self->kind->folder, self->kind->lists, error->message);
      if (self->lists_node == NULL && self->old_lists != NULL)
        self->lists_node = _spt_official_lists_parse (self->old_lists, NULL);
    }

  return self->lists_node;
}

/**
 * spt_official_set_find_value:
 * @self: a set
 * @list: id of a list: "combustibile"
 * @value: a value of it
 * @member: what is asked for: "class"
 *
 * Looks a value up in the lists. Where those of @self cannot be read, which spt_official_set_check() says, the shipped ones are
 * used.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
spt_official_set_find_value (SptOfficialSet *self,
                             const char     *list,
                             const char     *value,
                             const char     *member)
{
  JsonNode *lists;
  const char *text;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->lock);
  lists = need_lists (self);
  text = lists != NULL ? _spt_official_lists_find (lists, list, value, member) : NULL;
  g_mutex_unlock (&self->lock);

  return text;
}

/**
 * spt_official_set_dup_labels:
 * @self: a set
 * @list: id of a list: "combustibile"
 * @value: a value of it
 *
 * Says what a value is called, for whoever reads what people write in any language.
 *
 * Returns: (transfer full) (nullable): its name in each language that the lists have, one a line
 */
char *
spt_official_set_dup_labels (SptOfficialSet *self,
                             const char     *list,
                             const char     *value)
{
  JsonNode *lists;
  char *labels;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->lock);
  lists = need_lists (self);
  labels = lists != NULL ? _spt_official_lists_dup_labels (lists, list, value) : NULL;
  g_mutex_unlock (&self->lock);

  return labels;
}
