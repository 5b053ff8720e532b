/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A schema made ready for use: its form, its compiled twin, documents in and out. */

#define G_LOG_DOMAIN "spt-xsd"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-xml.h"

G_DEFINE_QUARK (spt_xsd_error_quark, spt_xsd_error)

static const SptXsdGlobal *
find_root (SptXsdSet * set,
           const char  *root,
           GError * *error)
{
  const SptXsdGlobal *first = NULL;
  xmlNodePtr schema = xmlDocGetRootElement (set->main->document);

  if (root == NULL && *set->main->ns != '\0')
    first = spt_xsd_set_find (set, "element", set->main->ns, set->main->ns);
  if (root != NULL)
    first = spt_xsd_set_find (set, "element", set->main->ns, root);
  for (xmlNodePtr node = spt_xsd_next (schema->children);
       root == NULL && first == NULL && node != NULL; node = spt_xsd_next (node->next))
    {
      g_autofree char *name = spt_xsd_dup_attribute (node, "name");

      if (spt_xsd_is (node, "element") && name != NULL)
        first = spt_xsd_set_find (set, "element", set->main->ns, name);
    }
  if (first == NULL)
    g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_ROOT, "the schema has no element “%s”",
                 root != NULL ? root : "");

  return first;
}

/**
 * spt_xsd_new:
 * @main_name: the file that begins
 * @fetch: gives the bytes of files
 * @user_data: for @fetch
 * @root: (nullable): the root element of documents
 * @domain: message domain of the checks; the codes of this file are in data/messages.json
 * @error: return location for a #GError
 *
 * Reads and compiles a schema and makes the model of its form. Nothing is fetched from an address;
 * 4 MiB and 64 files at most. Labels are in the language in force now.
 *
 * Returns: (transfer full): the schema, or %NULL with %SPT_XSD_ERROR
 */
SptXsd *
spt_xsd_new (const char       *main_name,
             SptXsdFetchFunc   fetch,
             gpointer          user_data,
             const char       *root,
             const char       *domain,
             GError          **error)
{
  g_autoptr (SptXsd) self = NULL;
  const SptXsdGlobal *element;

  g_return_val_if_fail (main_name != NULL, NULL);
  g_return_val_if_fail (fetch != NULL, NULL);
  g_return_val_if_fail (domain != NULL, NULL);

  self = g_new0 (SptXsd, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->kept = g_array_new (FALSE, TRUE, sizeof (SptXsdKept));
  self->set = spt_xsd_set_new (main_name, fetch, user_data, error);
  if (self->set == NULL)
    return NULL;
  /* First libxml2: what it takes for a schema is sound enough to be walked. */
  self->compiled = spt_xsd_set_compile (self->set, main_name, error);
  if (self->compiled == NULL)
    return NULL;
  self->context = xmlSchemaNewValidCtxt (self->compiled);
  element = find_root (self->set, root, error);
  if (element == NULL || !spt_xsd_model_build (self, element, domain, error))
    return NULL;
  spt_xsd_set_codec (self, TRUE);

  return g_steal_pointer (&self);
}

static GBytes *
fetch_data (const char  *name,
            gpointer     user_data,
            GError     **error)
{
  const char *folder = user_data;
  g_autofree char *path = g_build_path ("/", folder, name, NULL);

  return spt_data_load (path, error);
}

/**
 * spt_xsd_load_data:
 * @folder: as under data/ ("catasto/xsd")
 * @main_name: a file in it
 * @domain: message domain of the checks
 * @error: return location for a #GError
 *
 * Reads a schema from the data, see spt_xsd_new(): of each file the user's copy, else ours.
 *
 * Returns: (transfer full): the schema, or %NULL
 */
SptXsd *
spt_xsd_load_data (const char  *folder,
                   const char  *main_name,
                   const char  *domain,
                   GError     **error)
{
  g_return_val_if_fail (folder != NULL, NULL);

  return spt_xsd_new (main_name, fetch_data, (gpointer) folder, NULL, domain, error);
}

static GBytes *
fetch_file (const char  *name,
            gpointer     user_data,
            GError     **error)
{
  g_autofree char *path = g_build_filename (user_data, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > SPT_XSD_MAX_BYTES)
    {
      g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_SIZE, "not a file, or too large");
      return NULL;
    }

  return g_file_load_bytes (file, NULL, NULL, error);
}

/**
 * spt_xsd_load_folder:
 * @folder: a folder of the disk
 * @main_name: a file in it
 * @domain: message domain of the checks
 * @error: return location for a #GError
 *
 * Reads a schema from a folder, see spt_xsd_new().
 *
 * Returns: (transfer full): the schema, or %NULL
 */
SptXsd *
spt_xsd_load_folder (const char  *folder,
                     const char  *main_name,
                     const char  *domain,
                     GError     **error)
{
  g_return_val_if_fail (folder != NULL, NULL);

  return spt_xsd_new (main_name, fetch_file, (gpointer) folder, NULL, domain, error);
}

/**
 * spt_xsd_ref:
 * @self: a schema
 *
 * Takes a reference; any thread may.
 *
 * Returns: (transfer full): @self
 */
SptXsd *
spt_xsd_ref (SptXsd *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spt_xsd_unref:
 * @self: (transfer full) (nullable): a schema
 *
 * Gives a reference back.
 */
void
spt_xsd_unref (SptXsd *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->lenient_context, xmlSchemaFreeValidCtxt);
  g_clear_pointer (&self->lenient, xmlSchemaFree);
  g_clear_pointer (&self->context, xmlSchemaFreeValidCtxt);
  g_clear_pointer (&self->compiled, xmlSchemaFree);
  spt_xsd_part_free (self->root);
  /* A record may outlive what reads and writes its documents. */
  if (self->schema != NULL)
    spt_xsd_set_codec (self, FALSE);
  spt_schema_unref (self->schema);
  spt_xsd_set_free (self->set);
  g_array_unref (self->kept);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * spt_xsd_get_schema:
 * @self: a schema
 *
 * Gets what forms and records are made of.
 *
 * Returns: (transfer none): the form's schema
 */
SptSchema *
spt_xsd_get_schema (SptXsd *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->schema;
}

/**
 * spt_xsd_get_root_name:
 * @self: a schema
 *
 * Gets the name of the root element.
 *
 * Returns: (transfer none): the name
 */
const char *
spt_xsd_get_root_name (SptXsd *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root->name;
}

/**
 * spt_xsd_get_namespace:
 * @self: a schema
 *
 * Gets the namespace of the root element.
 *
 * Returns: (transfer none): the namespace, "" for none
 */
const char *
spt_xsd_get_namespace (SptXsd *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root->ns;
}

/**
 * spt_xsd_get_hash:
 * @self: a schema
 *
 * Gets the sum that tells one set of files from another.
 *
 * Returns: (transfer none): 64 hexadecimal digits
 */
const char *
spt_xsd_get_hash (SptXsd *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->set->hash;
}

/**
 * spt_xsd_get_files:
 * @self: a schema
 *
 * Gets the names of the files that it was read from.
 *
 * Returns: (transfer none) (element-type utf8): the names, sorted
 */
GPtrArray *
spt_xsd_get_files (SptXsd *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->set->names;
}

/**
 * spt_xsd_get_n_kept:
 * @self: a schema
 *
 * Counts what forms do not show and documents keep.
 *
 * Returns: how many
 */
guint
spt_xsd_get_n_kept (SptXsd *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->kept->len;
}

/**
 * spt_xsd_get_kept:
 * @self: a schema
 * @index: from 0
 *
 * Gets one thing that forms do not show.
 *
 * Returns: (transfer none): it
 */
const SptXsdKept *
spt_xsd_get_kept (SptXsd *self,
                  guint   index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->kept->len, NULL);

  return &g_array_index (self->kept, SptXsdKept, index);
}

/* @page: which one it is about, %NULL = what is in none; @in: the one that we are in. */
static void
list_kept (const SptXsdPart  *part,
           const SptGroupDef *def,
           const SptGroupDef *page,
           const SptGroupDef *in,
           GArray            *kept)
{
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    {
      const SptXsdPart *child = g_ptr_array_index (part->parts, i);
      const SptGroupDef *inner = def;
      gboolean known = page != in;

      if (child->kind == SPT_XSD_PART_KEPT)
        {
          const SptXsdKept one = { child->label, child->code };

          for (guint j = 0; j < kept->len && !known; j++)
            {
              const SptXsdKept *other = &g_array_index (kept, SptXsdKept, j);

              known = strcmp (other->name, one.name) == 0 && strcmp (other->code, one.code) == 0;
            }
          if (!known)
            g_array_append_val (kept, one);
          continue;
        }
      if (child->kind == SPT_XSD_PART_ELEMENT || child->kind == SPT_XSD_PART_TURN)
        {
          if (child->group >= def->n_groups)
            continue;
          inner = def->groups[child->group];
        }
      list_kept (child, inner, page, inner != def && inner->page ? inner : in, kept);
    }
}

/**
 * spt_xsd_list_kept:
 * @self: a schema
 * @page: (nullable): the definition of a page of it; %NULL = what is on none
 *
 * Lists what a page does not show and documents keep, each once.
 *
 * Returns: (transfer full) (element-type SptXsdKept): what and why
 */
GArray *
spt_xsd_list_kept (SptXsd            *self,
                   const SptGroupDef *page)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (SptXsdKept));

  g_return_val_if_fail (self != NULL, kept);

  list_kept (self->root, spt_schema_get_root (self->schema), page, NULL, kept);

  return kept;
}

static void
list_pages (const SptGroupDef *group,
            GString           *path,
            GPtrArray         *pages)
{
  for (guint i = 0; i < group->n_groups; i++)
    {
      gsize length = path->len;

      g_string_append_printf (path, "%s%s", length > 0 ? "." : "", group->groups[i]->name);
      if (group->groups[i]->page)
        g_ptr_array_add (pages, g_strdup (path->str));
      list_pages (group->groups[i], path, pages);
      g_string_truncate (path, length);
    }
}

/**
 * spt_xsd_list_pages:
 * @self: a schema
 *
 * Lists the groups that are pages.
 *
 * Returns: (transfer full) (element-type utf8): their paths, as definitions
 */
GPtrArray *
spt_xsd_list_pages (SptXsd *self)
{
  GPtrArray *pages;
  g_autoptr (GString) path = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  pages = g_ptr_array_new_with_free_func (g_free);
  list_pages (spt_schema_get_root (self->schema), path, pages);

  return pages;
}

/* @filled: (out): whether anything stands in it. A group that is empty and may be is not asked for. */
static gboolean
lacks_required (SptFormGroup *group,
                gboolean     *filled)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  gboolean lacks = FALSE;

  *filled = FALSE;
  for (guint i = 0; i < def->n_fields; i++)
    {
      SptFormField *field = spt_form_group_get_field (group, i);

      if (*spt_form_field_get_text (field) != '\0')
        *filled = TRUE;
      else if (def->fields[i].required && spt_form_field_get_visible (field))
        lacks = TRUE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);
      guint n = g_list_model_get_n_items (children);

      for (guint j = 0; j < n; j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);
          gboolean child_filled;

          if (lacks_required (child, &child_filled) && (child_filled || def->groups[i]->min > 0))
            lacks = TRUE;
          *filled |= child_filled;
        }
    }

  return lacks;
}

static SptXsdPageState
get_group_state (SptFormGroup *group,
                 const char   *page)
{
  const char *dot = strchr (page, '.');
  g_autofree char *name = dot != NULL ? g_strndup (page, (gsize) (dot - page)) : g_strdup (page);
  const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (group), name);
  SptXsdPageState state = SPT_XSD_PAGE_UNUSED;
  gboolean filled;
  GListModel *children;
  guint n;

  if (def == NULL || !spt_form_group_wants (group, def->index, NULL))
    return SPT_XSD_PAGE_UNUSED;
  children = spt_form_group_get_children (group, def->index);
  n = g_list_model_get_n_items (children);
  if (n < def->min)
    return SPT_XSD_PAGE_MISSING;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SptFormGroup) child = g_list_model_get_item (children, i);
      SptXsdPageState own = SPT_XSD_PAGE_DONE;

      if (dot != NULL)
        own = get_group_state (child, dot + 1);
      else
        own = spt_form_group_get_n_errors (child) > 0 || (lacks_required (child, &filled) && (filled || def->min > 0))
              ? SPT_XSD_PAGE_MISSING : SPT_XSD_PAGE_DONE;
      if (own == SPT_XSD_PAGE_MISSING)
        return own;
      state = MAX (state, own);
    }

  return state;
}

/**
 * spt_xsd_get_page_state:
 * @form: a form of a schema
 * @page: a path of spt_xsd_list_pages()
 *
 * Says how far a page is. What lacks as a whole (a group with too few instances) belongs to no field:
 * it counts for the page that it is, and else for none. A required field that is empty counts before
 * anything was checked.
 *
 * Returns: the state
 */
SptXsdPageState
spt_xsd_get_page_state (SptForm    *form,
                        const char *page)
{
  g_return_val_if_fail (SPT_IS_FORM (form), SPT_XSD_PAGE_UNUSED);
  g_return_val_if_fail (page != NULL, SPT_XSD_PAGE_UNUSED);

  return get_group_state (spt_form_get_root (form), page);
}

/**
 * spt_xsd_get_part_state:
 * @parent: the group that the page stands in
 * @page: its definition
 *
 * The same of a page in one instance of the groups around it.
 *
 * Returns: the state
 */
SptXsdPageState
spt_xsd_get_part_state (SptFormGroup      *parent,
                        const SptGroupDef *page)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (parent), SPT_XSD_PAGE_UNUSED);
  g_return_val_if_fail (page != NULL, SPT_XSD_PAGE_UNUSED);

  return get_group_state (parent, page->name);
}

/**
 * spt_xsd_read:
 * @self: a schema
 * @data: (array length=length): a document
 * @length: in bytes
 * @record: of spt_xsd_get_schema(); reset first
 * @disordered: (out) (optional): whether elements stood in another order
 * @error: return location for a #GError
 *
 * Reads a document, valid or not: what has no field goes into "#rest" of its group. One of more than
 * 5 MiB, with a document type, or of another root element or namespace is refused.
 *
 * Returns: %FALSE with %SPT_XSD_ERROR_DOCUMENT or %SPT_XSD_ERROR_ROOT
 */
gboolean
spt_xsd_read (SptXsd      *self,
              const char  *data,
              gsize        length,
              SptRecord   *record,
              gboolean    *disordered,
              GError     **error)
{
  g_autoptr (GError) own_error = NULL;
  xmlDocPtr document;
  gboolean done;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (spt_record_get_schema (record) == self->schema, FALSE);

  document = spt_xml_parse (data, length, SPT_XSD_MAX_DOCUMENT, self->root->name, &own_error);
  if (document == NULL)
    {
      g_set_error_literal (error, SPT_XSD_ERROR, SPT_XSD_ERROR_DOCUMENT, own_error->message);
      return FALSE;
    }
  done = spt_xsd_read_tree (self, document, record, NULL, disordered, NULL, error);
  xmlFreeDoc (document);

  return done;
}

/**
 * spt_xsd_write:
 * @self: a schema
 * @record: of spt_xsd_get_schema()
 *
 * Writes the document of a record: what is empty, hidden by a choice or not chosen is left out. It
 * may not be valid: spt_xsd_check() says.
 *
 * Returns: (transfer full): UTF-8
 */
GBytes *
spt_xsd_write (SptXsd    *self,
               SptRecord *record)
{
  xmlDocPtr document;
  xmlChar *text = NULL;
  int length = 0;
  GBytes *bytes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (spt_record_get_schema (record) == self->schema, NULL);

  document = spt_xsd_write_tree (self, record, NULL);
  xmlDocDumpFormatMemoryEnc (document, &text, &length, "UTF-8", 1);
  bytes = g_bytes_new (text, (gsize) length);
  xmlFree (text);
  xmlFreeDoc (document);

  return bytes;
}
