/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a schema: what it includes and imports, from its own set only, and what they define. */

#define G_LOG_DOMAIN "spt-xsd-set"

#include "config.h"

#include "form/spt-xsd-private.h"

#include <string.h>

#include "base/spt-sha256.h"
#include "base/spt-xml.h"

#define MAX_FILES 64

typedef struct
{
  SptXsdSet       *set;
  SptXsdFetchFunc  fetch;
  gpointer         user_data;
  gsize            n_bytes;
} Loader;

static gboolean load_file (Loader      *loader,
                           const char  *name,
                           const char  *ns,
                           GError     **error);

static void
free_document (gpointer document)
{
  xmlFreeDoc (document);
}

/* "a/../b.xsd" beside "c/d.xsd" is "c/b.xsd"; NULL for what leaves the set. */
static char *
join_names (const char *base,
            const char *location)
{
  g_auto (GStrv) steps = NULL;
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  g_autofree char *folder = g_path_get_dirname (base);
  g_autofree char *whole = g_str_equal (folder, ".") ? g_strdup (location)
                                                     : g_strconcat (folder, "/", location, NULL);

  if (*location == '/' || strchr (location, ':') != NULL || strchr (location, '\\') != NULL ||
      strchr (location, '%') != NULL)
    return NULL;
  steps = g_strsplit (whole, "/", -1);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (*steps[i] == '\0' || g_str_equal (steps[i], "."))
        continue;
      if (!g_str_equal (steps[i], ".."))
        g_ptr_array_add (path, steps[i]);
      else if (path->len > 0)
        g_ptr_array_set_size (path, path->len - 1);
      else
        return NULL;
    }
  if (path->len == 0)
    return NULL;
  g_ptr_array_add (path, NULL);

  return g_strjoinv ("/", (char **) path->pdata);
}

static gboolean
fetch_file (Loader      *loader,
            const char  *name,
            const char  *address,
            GError     **error)
{
  SptXsdSet *set = loader->set;
  g_autoptr (GError) own_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  xmlDocPtr document;

  if (!g_hash_table_contains (set->bytes, name))
    {
      if (set->names->len >= MAX_FILES)
        {
          g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_SIZE, "more than %d files", MAX_FILES);
          return FALSE;
        }
      bytes = loader->fetch (name, loader->user_data, &own_error);
      if (bytes == NULL)
        {
          if (address != NULL)
            g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_MISSING,
                         "“%s” is an address, which is not fetched, and the set has no file “%s”",
                         address, name);
          else
            g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_MISSING, "“%s”: %s", name,
                         own_error != NULL ? own_error->message : "no such file");
          return FALSE;
        }
      loader->n_bytes += g_bytes_get_size (bytes);
      if (loader->n_bytes > SPT_XSD_MAX_BYTES)
        {
          g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_SIZE,
                       "the schema has more than %d bytes", SPT_XSD_MAX_BYTES);
          return FALSE;
        }
      document = spt_xml_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                SPT_XSD_MAX_BYTES, name, &own_error);
      if (document == NULL)
        {
          g_set_error_literal (error, SPT_XSD_ERROR, SPT_XSD_ERROR_INVALID, own_error->message);
          return FALSE;
        }
      g_hash_table_insert (set->documents, g_strdup (name), document);
      g_hash_table_insert (set->bytes, g_strdup (name), g_bytes_ref (bytes));
      g_ptr_array_add (set->names, g_strdup (name));
    }
  if (address != NULL)
    {
      GBytes *known = g_hash_table_lookup (set->bytes, name);

      g_hash_table_replace (set->bytes, g_strdup (address), g_bytes_ref (known));
    }

  return TRUE;
}

/* xs:include, xs:import, xs:redefine */
static gboolean
follow (Loader      *loader,
        const char  *base,
        const char  *ns,
        xmlNodePtr   node,
        GError     **error)
{
  gboolean is_import = spt_xsd_is (node, "import");
  g_autofree char *location = spt_xsd_dup_attribute (node, "schemaLocation");
  g_autofree char *wanted = is_import ? spt_xsd_dup_attribute (node, "namespace") : NULL;
  g_autofree char *name = NULL;
  const char *address = NULL;

  if (location == NULL)
    return TRUE;
  name = join_names (base, location);
  if (name == NULL)
    {
      address = location;
      name = g_path_get_basename (location);
    }
  if (!fetch_file (loader, name, address, error))
    return FALSE;

  return load_file (loader, name, is_import ? (wanted != NULL ? wanted : "") : ns, error);
}

/* (nullable) */
static char *
dup_key (const SptXsdView *view,
         xmlNodePtr        node)
{
  g_autofree char *name = spt_xsd_dup_attribute (node, "name");

  return name == NULL ? NULL
         : g_strdup_printf ("%s %s %s",
                            spt_xsd_is (node, "simpleType") || spt_xsd_is (node, "complexType")
                            ? "type" : (const char *) node->name,
                            view->ns, name);
}

/* What a child of xs:redefine defines takes the place of what was read before it, for all; what it is made of is still found
 * through it. What redefines nothing libxml2 refuses. */
static void
redefine_global (SptXsdSet        *set,
                 const SptXsdView *view,
                 xmlNodePtr        node)
{
  g_autofree char *key = dup_key (view, node);
  g_autofree char *own_key = NULL; /* what the table called the first one by */
  SptXsdGlobal *before = key != NULL ? g_hash_table_lookup (set->globals, key) : NULL;
  SptXsdGlobal *global;

  if (before == NULL || before->node == node)
    return;
  global = g_new0 (SptXsdGlobal, 1);
  global->node = node;
  global->view = view;
  global->before = before;
  g_hash_table_steal_extended (set->globals, key, (gpointer *) &own_key, NULL);
  g_hash_table_insert (set->globals, g_strdup_printf ("redefined %p", (void *) node), before);
  g_hash_table_insert (set->globals, g_steal_pointer (&key), global);
}

static void
index_global (SptXsdSet        *set,
              const SptXsdView *view,
              xmlNodePtr        node)
{
  SptXsdGlobal *global;
  char *key = dup_key (view, node);

  if (key == NULL)
    return;
  if (g_hash_table_contains (set->globals, key))
    {
      g_free (key);
      return;
    }
  global = g_new0 (SptXsdGlobal, 1);
  global->node = node;
  global->view = view;
  g_hash_table_insert (set->globals, key, global);
}

static GHashTable *
get_members (SptXsdSet  *set,
             const char *head)
{
  GHashTable *members = g_hash_table_lookup (set->heads, head);

  if (members == NULL)
    {
      members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_add (members, g_strdup (head));
      g_hash_table_insert (set->heads, g_strdup (head), members);
    }

  return members;
}

/* Substitutes of substitutes. */
static void
spread_members (SptXsdSet *set)
{
  gboolean changed = TRUE;

  while (changed)
    {
      GHashTableIter iter;
      gpointer head;
      gpointer members;

      changed = FALSE;
      g_hash_table_iter_init (&iter, set->heads);
      while (g_hash_table_iter_next (&iter, &head, &members))
        {
          g_autofree gpointer *names = g_hash_table_get_keys_as_array (members, NULL);

          for (guint i = 0; names[i] != NULL; i++)
            {
              GHashTable *inner = g_hash_table_lookup (set->heads, names[i]);
              GHashTableIter inner_iter;
              gpointer name;

              if (inner == NULL || inner == members)
                continue;
              g_hash_table_iter_init (&inner_iter, inner);
              while (g_hash_table_iter_next (&inner_iter, &name, NULL))
                {
                  if (!g_hash_table_contains (members, name))
                    changed = g_hash_table_add (members, g_strdup (name));
                }
            }
        }
    }
}

static gboolean
load_file (Loader      *loader,
           const char  *name,
           const char  *ns,
           GError     **error)
{
  SptXsdSet *set = loader->set;
  xmlDocPtr document = g_hash_table_lookup (set->documents, name);
  xmlNodePtr root = xmlDocGetRootElement (document);
  g_autofree char *own = NULL;
  g_autofree char *form = NULL;
  g_autofree char *attribute_form = NULL;
  g_autofree char *key = NULL;
  SptXsdView *view;

  if (!spt_xsd_is (root, "schema"))
    {
      g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_INVALID, "“%s” is not an XML schema", name);
      return FALSE;
    }
  own = spt_xsd_dup_attribute (root, "targetNamespace");
  if (own == NULL)
    own = g_strdup (ns != NULL ? ns : "");
  key = g_strdup_printf ("%s %s", own, name);
  if (g_hash_table_contains (set->views, key))
    return TRUE;

  form = spt_xsd_dup_attribute (root, "elementFormDefault");
  attribute_form = spt_xsd_dup_attribute (root, "attributeFormDefault");
  view = g_new0 (SptXsdView, 1);
  view->document = document;
  view->ns = g_string_chunk_insert_const (set->strings, own);
  view->qualified = g_strcmp0 (form, "qualified") == 0;
  view->attributes_qualified = g_strcmp0 (attribute_form, "qualified") == 0;
  g_hash_table_insert (set->views, g_steal_pointer (&key), view);
  if (set->main == NULL)
    set->main = view;

  for (xmlNodePtr node = spt_xsd_next (root->children); node != NULL;
       node = spt_xsd_next (node->next))
    {
      g_autofree char *head = NULL;

      if (spt_xsd_is (node, "include") || spt_xsd_is (node, "import") ||
          spt_xsd_is (node, "redefine"))
        {
          if (!follow (loader, name, view->ns, node, error))
            return FALSE;
          for (xmlNodePtr child = spt_xsd_is (node, "redefine") ? spt_xsd_next (node->children) : NULL; child != NULL;
               child = spt_xsd_next (child->next))
            redefine_global (set, view, child);
          continue;
        }
      index_global (set, view, node);
      head = spt_xsd_dup_attribute (node, "substitutionGroup");
      if (head != NULL)
        {
          /* By its last part: a head too many is shown as XML, one too few would lose something. */
          const char *colon = strrchr (head, ':');
          char *name_of_member = spt_xsd_dup_attribute (node, "name");

          if (name_of_member != NULL)
            g_hash_table_add (get_members (set, colon != NULL ? colon + 1 : head), name_of_member);
        }
    }

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
hash_files (SptXsdSet *set)
{
  g_autoptr (SptSha256) sum = spt_sha256_new ();

  g_ptr_array_sort (set->names, compare_names);
  for (guint i = 0; i < set->names->len; i++)
    {
      const char *name = g_ptr_array_index (set->names, i);
      gsize length;
      const char *data = g_bytes_get_data (g_hash_table_lookup (set->bytes, name), &length);
      g_autofree char *head = g_strdup_printf ("%s\n%" G_GSIZE_FORMAT "\n", name, length);

      spt_sha256_update (sum, head, strlen (head));
      spt_sha256_update (sum, data, length);
    }

  return spt_sha256_dup_hex (sum);
}

/*
 * spt_xsd_set_new:
 * @main_name: the file to begin with
 * @fetch: gives files
 * @user_data: for @fetch
 * @error: return location for a #GError
 *
 * Reads a schema and what it includes and imports. A plain relative name is asked of @fetch; of an
 * address, its last part is: nothing is ever fetched from elsewhere.
 *
 * Returns: (transfer full): the files, or %NULL with %SPT_XSD_ERROR
 */
SptXsdSet *
spt_xsd_set_new (const char       *main_name,
                 SptXsdFetchFunc   fetch,
                 gpointer          user_data,
                 GError          **error)
{
  SptXsdSet *self = g_new0 (SptXsdSet, 1);
  Loader loader = { self, fetch, user_data, 0 };

  self->bytes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_document);
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->globals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_hash_table_unref);
  self->strings = g_string_chunk_new (4096);

  if (!fetch_file (&loader, main_name, NULL, error) ||
      !load_file (&loader, main_name, NULL, error))
    {
      spt_xsd_set_free (self);
      return NULL;
    }
  spread_members (self);
  self->main_name = g_strdup (main_name);
  self->hash = hash_files (self);

  return self;
}

void
spt_xsd_set_free (SptXsdSet *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->bytes);
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->documents);
  g_hash_table_unref (self->views);
  g_hash_table_unref (self->globals);
  g_hash_table_unref (self->heads);
  g_string_chunk_free (self->strings);
  g_free (self->main_name);
  g_free (self->hash);
  g_free (self);
}

static void
note_error (void           *user_data,
            const xmlError *error)
{
  GString *words = user_data;
  const char *file = error->file != NULL ? error->file : "";

  if (error->level < XML_ERR_ERROR || words->len > 0 || error->message == NULL)
    return;
  if (g_str_has_prefix (file, SPT_XML_BASE))
    file += strlen (SPT_XML_BASE);
  g_string_append_printf (words, "%s, line %d: %s", file, error->line, error->message);
  g_strchomp (words->str);
  words->len = strlen (words->str);
}

static xmlSchemaPtr
compile (GHashTable *files,
         const char *main_name,
         GString    *words)
{
  /* What is no address, for a blank in it, libxml2 makes one of, and not this one. */
  g_autofree char *escaped = g_uri_escape_string (main_name, "/", FALSE);
  g_autofree char *address = g_strconcat (SPT_XML_BASE, escaped, NULL);
  xmlSchemaParserCtxtPtr parser;
  xmlSchemaPtr compiled = NULL;

  spt_xml_serve (files);
  xmlSetStructuredErrorFunc (words, (xmlStructuredErrorFunc) (void (*)(void))note_error);
  parser = xmlSchemaNewParserCtxt (address);
  if (parser != NULL)
    {
      xmlSchemaSetParserStructuredErrors (parser,
                                          (xmlStructuredErrorFunc) (void (*)(void))note_error,
                                          words);
      compiled = xmlSchemaParse (parser);
      xmlSchemaFreeParserCtxt (parser);
    }
  xmlSetStructuredErrorFunc (NULL, NULL);
  spt_xml_serve (NULL);

  /* What it could not include is only a warning to it. */
  if (compiled != NULL && words->len > 0)
    g_clear_pointer (&compiled, xmlSchemaFree);

  return compiled;
}

/* Compiles the schema; libxml2 finds the files in the set, and nowhere else. */
xmlSchemaPtr
spt_xsd_set_compile (SptXsdSet   *self,
                     const char  *main_name,
                     GError     **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  xmlSchemaPtr compiled = compile (self->bytes, main_name, words);

  if (compiled == NULL)
    g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_INVALID, "%s",
                 words->len > 0 ? words->str : "not a schema");

  return compiled;
}

static void
ask_for_nothing (xmlNodePtr node)
{
  static const char *const particles[] = {
    "element", "sequence", "choice", "all", "group", "any", NULL
  };

  for (; node != NULL; node = spt_xsd_next (node->next))
    {
      gboolean is_global = spt_xsd_is (node->parent, "schema") || spt_xsd_is (node->parent, "redefine");
      gboolean is_definition = spt_xsd_is (node->parent, "group");

      if (!is_global && !is_definition &&
          g_strv_contains (particles, (const char *) node->name))
        xmlSetProp (node, (const xmlChar *) "minOccurs", (const xmlChar *) "0");
      if (!is_global && spt_xsd_is (node, "attribute"))
        {
          g_autofree char *use = spt_xsd_dup_attribute (node, "use");

          if (g_strcmp0 (use, "required") == 0)
            xmlUnsetProp (node, (const xmlChar *) "use");
        }
      ask_for_nothing (spt_xsd_next (node->children));
    }
}

/*
 * spt_xsd_set_compile_lenient:
 * @self: the files of a schema that compiles
 * @main_name: the file to begin with
 *
 * Compiles the same schema with nothing required. Where something lacks, libxml2 does not look at what
 * follows in the same element; by this it does.
 *
 * Returns: (transfer full) (nullable): the schema; %NULL where it is none any more
 */
xmlSchemaPtr
spt_xsd_set_compile_lenient (SptXsdSet  *self,
                             const char *main_name)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_bytes_unref);
  g_autoptr (GString) words = g_string_new (NULL);
  xmlSchemaPtr compiled;
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  g_hash_table_iter_init (&iter, self->bytes);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      xmlDocPtr document = spt_xml_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                          SPT_XSD_MAX_BYTES, name, NULL);
      xmlChar *text = NULL;
      int length = 0;

      if (document == NULL)
        continue;
      ask_for_nothing (xmlDocGetRootElement (document));
      xmlDocDumpMemory (document, &text, &length);
      g_hash_table_insert (files, g_strdup (name), g_bytes_new (text, (gsize) length));
      xmlFree (text);
      xmlFreeDoc (document);
    }

  compiled = compile (files, main_name, words);
  if (compiled == NULL)
    g_debug ("not lenient: %s", words->str);

  return compiled;
}

const SptXsdGlobal *
spt_xsd_set_find (SptXsdSet  *self,
                  const char *kind,
                  const char *ns,
                  const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", kind, ns, name);

  return g_hash_table_lookup (self->globals, key);
}

/* A redefinition names what it is made of by the name that it has itself: as its base, or as a group in it. Any other type
 * inside it that has the name is the new one. */
static gboolean
is_own_origin (const SptXsdGlobal *global,
               xmlNodePtr          node,
               const char         *attribute)
{
  if (strcmp (attribute, "base") == 0)
    return node->parent == global->node || (node->parent != NULL && node->parent->parent == global->node);
  if (strcmp (attribute, "ref") != 0 || spt_xsd_is (node, "element") || spt_xsd_is (node, "attribute"))
    return FALSE;
  for (; node != NULL; node = node->parent)
    {
      if (node == global->node)
        return TRUE;
    }

  return FALSE;
}

const SptXsdGlobal *
spt_xsd_set_resolve (SptXsdSet         *self,
                     const SptXsdView  *view,
                     xmlNodePtr         node,
                     const char        *attribute,
                     const char        *kind,
                     char             **builtin)
{
  g_autofree char *text = spt_xsd_dup_attribute (node, attribute);
  const char *colon = text != NULL ? strchr (text, ':') : NULL;
  g_autofree char *prefix = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  const char *name = colon != NULL ? colon + 1 : text;
  const char *ns = view->ns;
  const SptXsdGlobal *global;
  xmlNsPtr found;

  if (builtin != NULL)
    *builtin = NULL;
  if (text == NULL)
    return NULL;
  found = xmlSearchNs (view->document, node, (const xmlChar *) prefix);
  if (found != NULL && found->href != NULL)
    ns = (const char *) found->href;
  if (xmlStrEqual ((const xmlChar *) ns, SPT_XSD_NS))
    {
      if (builtin != NULL)
        *builtin = g_strdup (name);
      return NULL;
    }

  global = spt_xsd_set_find (self, kind, ns, name);

  /* What was redefined may have been a redefinition itself. */
  for (const SptXsdGlobal *one = global; one != NULL && one->before != NULL; one = one->before)
    {
      if (is_own_origin (one, node, attribute))
        return one->before;
    }

  return global;
}
