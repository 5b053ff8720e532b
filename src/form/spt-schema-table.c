/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A schema out of a table of data/: every member is looked at, and what is not known is refused. */

#define G_LOG_DOMAIN "spt-schema-table"

#include "config.h"

#include "form/spt-schema-private.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-data.h"
#include "base/spt-json.h"
#include "base/spt-text.h"

/* Deeper tables are a mistake, and the reader calls itself. */
#define MAX_DEPTH 16

static const char *const kind_names[] = {
  [SPT_FIELD_TEXT] = "text",
  [SPT_FIELD_CODE] = "code",
  [SPT_FIELD_MONEY] = "money",
  [SPT_FIELD_BOOLEAN] = "boolean",
  [SPT_FIELD_CHOICE] = "choice",
  [SPT_FIELD_DATETIME] = "datetime",
  [SPT_FIELD_INTEGER] = "integer",
  [SPT_FIELD_FISCAL_CODE] = "fiscal-code",
  [SPT_FIELD_IBAN] = "iban",
  [SPT_FIELD_IUV] = "iuv",
  [SPT_FIELD_NAV] = "nav",
  [SPT_FIELD_EMAIL] = "email",
  [SPT_FIELD_SECRET] = "secret",
  [SPT_FIELD_DATE] = "date",
  [SPT_FIELD_DECIMAL] = "decimal",
  [SPT_FIELD_XML] = "xml",
};

/* The members that a table may have; any other is a slip of the pen, and said. */
static const char *const root_members[] = { "sections", "root", NULL };
static const char *const section_members[] = { "id", "title", "description", NULL };
static const char *const group_members[] = {
  "name", "label", "label-plural", "min", "max", "automatic", "fields", "groups", "show-if",
  "page", NULL
};
static const char *const field_members[] = {
  "name", "label", "help", "section", "kind", "required", "max-error", "max-warning", "max-fraction", "choices",
  "default", "initial", "default-time", "pattern", "also", "advanced", "with", "show-if",
  "exclusive", "role", "list", NULL
};
static const char *const choice_members[] = { "value", "label", "words", NULL };

static void refuse (GError     **error,
                    const char  *where,
                    const char  *format,
                    ...) G_GNUC_PRINTF (3, 4);

static void
refuse (GError     **error,
        const char  *where,
        const char  *format,
        ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error (error, SPT_SCHEMA_ERROR, SPT_SCHEMA_ERROR_INVALID, "%s: %s", where, what);
}

static JsonObject *
get_object (JsonNode           *node,
            const char *const  *members,
            const char         *where,
            GError            **error)
{
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (error, where, "an object is expected");
      return NULL;
    }

  object = json_node_get_object (node);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      if (!g_strv_contains (members, name))
        {
          refuse (error, where, "unknown member “%s”", name);
          return NULL;
        }
    }

  return object;
}

static gboolean
get_array (JsonObject  *object,
           const char  *name,
           const char  *where,
           JsonArray  **out,
           GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *out = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      refuse (error, where, "“%s” must be an array", name);
      return FALSE;
    }
  *out = json_node_get_array (node);

  return TRUE;
}

static gboolean
get_string (SptSchema   *self,
            JsonObject  *object,
            const char  *name,
            gboolean     needed,
            const char  *where,
            const char **out,
            GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *out = NULL;
  if (node == NULL && !needed)
    return TRUE;
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      refuse (error, where, "“%s” must be a string", name);
      return FALSE;
    }
  *out = g_string_chunk_insert_const (self->strings, json_node_get_string (node));

  return TRUE;
}

/* A text for people must be there in both languages, whichever is wanted now. */
static gboolean
get_text (SptSchema   *self,
          JsonObject  *object,
          const char  *name,
          gboolean     needed,
          const char  *where,
          const char **out,
          GError     **error)
{
  static const char *const languages[] = { "it", "en", NULL };
  g_autofree char *inner = g_strdup_printf ("%s/%s", where, name);
  JsonNode *node = json_object_get_member (object, name);
  JsonObject *texts;
  const char *text;

  *out = NULL;
  if (node == NULL && !needed)
    return TRUE;
  texts = get_object (node, languages, inner, error);
  if (texts == NULL)
    return FALSE;
  for (guint i = 0; languages[i] != NULL; i++)
    {
      if (!get_string (self, texts, languages[i], TRUE, inner, &text, error))
        return FALSE;
      if (*text == '\0')
        {
          refuse (error, inner, "“%s” is empty", languages[i]);
          return FALSE;
        }
    }

  text = spt_data_text (object, name);
  g_assert (text != NULL);
  *out = g_string_chunk_insert_const (self->strings, text);

  return TRUE;
}

static gboolean
get_count (JsonObject  *object,
           const char  *name,
           const char  *where,
           guint       *out,
           GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *out = 0;
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_INT64 ||
      json_node_get_int (node) < 0 || json_node_get_int (node) > G_MAXINT)
    {
      refuse (error, where, "“%s” must be a whole number from 0", name);
      return FALSE;
    }
  *out = (guint) json_node_get_int (node);

  return TRUE;
}

static gboolean
get_flag (JsonObject  *object,
          const char  *name,
          const char  *where,
          gboolean    *out,
          GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *out = FALSE;
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      refuse (error, where, "“%s” must be true or false", name);
      return FALSE;
    }
  *out = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
load_sections (SptSchema   *self,
               JsonObject  *root,
               GError     **error)
{
  JsonArray *array;

  if (!get_array (root, "sections", "", &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *where = g_strdup_printf ("/sections/%u", i);
      JsonObject *object = get_object (json_array_get_element (array, i), section_members, where,
                                       error);
      SptSectionDef section = { NULL };

      if (object == NULL ||
          !get_string (self, object, "id", TRUE, where, &section.id, error) ||
          !get_text (self, object, "title", TRUE, where, &section.title, error) ||
          !get_text (self, object, "description", FALSE, where, &section.description, error))
        return FALSE;
      g_array_append_val (self->sections, section);
    }

  return TRUE;
}

static gboolean
has_section (SptSchema  *self,
             const char *id)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      if (g_str_equal (g_array_index (self->sections, SptSectionDef, i).id, id))
        return TRUE;
    }

  return FALSE;
}

static void
add_word (GString    *words,
          const char *text)
{
  g_autofree char *folded = spt_text_fold (text);

  if (*folded != '\0')
    g_string_append_printf (words, "%s\n", folded);
}

/* All that people may write for a choice, whatever the language of the window. */
static gboolean
load_words (SptSchema   *self,
            JsonObject  *choice,
            const char  *where,
            SptChoice   *out,
            GError     **error)
{
  g_autoptr (GString) words = g_string_new ("\n");
  g_autoptr (GList) labels = json_object_get_values (json_object_get_object_member (choice, "label"));
  JsonArray *array;

  add_word (words, out->value);
  for (GList *label = labels; label != NULL; label = label->next)
    add_word (words, json_node_get_string (label->data));

  if (!get_array (choice, "words", where, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        {
          refuse (error, where, "“words” must be strings");
          return FALSE;
        }
      add_word (words, json_node_get_string (node));
    }
  out->words = g_string_chunk_insert_const (self->strings, words->str);

  return TRUE;
}

static gboolean
read_choices (SptSchema    *self,
              JsonArray    *array,
              SptFieldDef  *def,
              const char   *where,
              GError      **error)
{
  g_autofree SptChoice *choices = NULL;

  def->n_choices = json_array_get_length (array);
  choices = g_new0 (SptChoice, def->n_choices);
  for (guint i = 0; i < def->n_choices; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s/choices/%u", where, i);
      JsonObject *choice = get_object (json_array_get_element (array, i), choice_members, inner,
                                       error);

      if (choice == NULL ||
          !get_string (self, choice, "value", TRUE, inner, &choices[i].value, error) ||
          !get_text (self, choice, "label", TRUE, inner, &choices[i].label, error) ||
          !load_words (self, choice, inner, &choices[i], error))
        return FALSE;
    }
  def->choices = choices;
  g_ptr_array_add (self->choices, g_steal_pointer (&choices));

  return TRUE;
}

/* "tsdigital/lists.json:classifier": a table of its own, for whoever wants to change it. */
static gboolean
load_list (SptSchema    *self,
           const char   *list,
           SptFieldDef  *def,
           const char   *where,
           GError      **error)
{
  const char *colon = strrchr (list, ':');
  g_autofree char *path = colon != NULL ? g_strndup (list, (gsize) (colon - list)) : NULL;
  g_autoptr (JsonNode) table = NULL;
  JsonNode *node = NULL;

  if (colon == NULL || def->kind != SPT_FIELD_CHOICE)
    {
      refuse (error, where, "“list” is a data file, a colon and a member, for the kind “choice”");
      return FALSE;
    }
  table = spt_data_load_json (path, error);
  if (table == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (table))
    node = json_object_get_member (json_node_get_object (table), colon + 1);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      refuse (error, where, "there is no list “%s”", list);
      return FALSE;
    }
  def->open = TRUE;

  return read_choices (self, json_node_get_array (node), def, list, error);
}

static gboolean
load_choices (SptSchema    *self,
              JsonObject   *object,
              SptFieldDef  *def,
              const char   *where,
              GError      **error)
{
  const char *list;
  JsonArray *array;

  if (!get_array (object, "choices", where, &array, error) ||
      !get_string (self, object, "list", FALSE, where, &list, error))
    return FALSE;
  if (list != NULL && array == NULL)
    return load_list (self, list, def, where, error);
  if (list != NULL ||
      (array != NULL && json_array_get_length (array) > 0) != (def->kind == SPT_FIELD_CHOICE))
    {
      refuse (error, where, "choices belong to the kind “choice”, and it needs some");
      return FALSE;
    }

  return array == NULL || read_choices (self, array, def, where, error);
}

static gboolean
load_kind (SptSchema    *self,
           JsonObject   *object,
           SptFieldDef  *def,
           const char   *where,
           GError      **error)
{
  const char *kind;

  if (!get_string (self, object, "kind", FALSE, where, &kind, error))
    return FALSE;

  def->kind = SPT_FIELD_TEXT;
  if (kind == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    {
      if (g_str_equal (kind, kind_names[i]))
        {
          def->kind = (SptFieldKind) i;
          return TRUE;
        }
    }
  refuse (error, where, "unknown kind “%s”", kind);

  return FALSE;
}

static gboolean
read_time (const char    *text,
           SptFieldExtra *extra)
{
  guint hour = 0;
  guint minute = 0;
  guint second = 0;
  int length = 0;

  if (sscanf (text, "%2u:%2u:%2u%n", &hour, &minute, &second, &length) != 3 ||
      length != 8 || text[length] != '\0' || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  extra->hour = (gint8) hour;
  extra->minute = (gint8) minute;
  extra->second = (gint8) second;

  return TRUE;
}

static void
write_key (SptSchema     *self,
           const char    *name,
           SptFieldExtra *extra)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, text);
  spt_json_writer_key (&writer, name);
  extra->key = g_string_chunk_insert_len (self->strings, text->str, (gssize) text->len);
  extra->key_length = text->len;
}

static gboolean
load_field (SptSchema      *self,
            JsonNode       *node,
            SptFieldDef    *def,
            SptFieldExtra  *extra,
            const char     *where,
            GError        **error)
{
  JsonObject *object = get_object (node, field_members, where, error);

  if (object == NULL ||
      !get_string (self, object, "name", TRUE, where, &def->name, error) ||
      !get_text (self, object, "label", TRUE, where, &def->label, error) ||
      !get_text (self, object, "help", FALSE, where, &def->help, error) ||
      !get_string (self, object, "section", FALSE, where, &def->section, error) ||
      !load_kind (self, object, def, where, error) ||
      !get_flag (object, "required", where, &def->required, error) ||
      !get_count (object, "max-error", where, &def->max_error, error) ||
      !get_count (object, "max-warning", where, &def->max_warning, error) ||
      !get_count (object, "max-fraction", where, &extra->fraction, error) ||
      !load_choices (self, object, def, where, error) ||
      !get_string (self, object, "default", FALSE, where, &def->default_value, error) ||
      !get_string (self, object, "initial", FALSE, where, &def->initial_value, error) ||
      !get_string (self, object, "default-time", FALSE, where, &def->default_time, error) ||
      !get_string (self, object, "pattern", FALSE, where, &def->pattern, error) ||
      !get_string (self, object, "also", FALSE, where, &def->also, error) ||
      !get_flag (object, "advanced", where, &def->advanced, error) ||
      !get_flag (object, "exclusive", where, &def->exclusive, error) ||
      !get_string (self, object, "with", FALSE, where, &def->with, error) ||
      !get_string (self, object, "show-if", FALSE, where, &def->show_if, error) ||
      !get_string (self, object, "role", FALSE, where, &def->role, error))
    return FALSE;

  if (*def->name == '\0' || strpbrk (def->name, "[]\"\\") != NULL)
    {
      refuse (error, where, "“%s” is no name for a field", def->name);
      return FALSE;
    }
  if (def->section != NULL && !has_section (self, def->section))
    {
      refuse (error, where, "there is no section “%s”", def->section);
      return FALSE;
    }
  if (def->default_time != NULL &&
      (def->kind != SPT_FIELD_DATETIME || !read_time (def->default_time, extra)))
    {
      refuse (error, where, "“default-time” is hh:mm:ss, and for the kind “datetime”");
      return FALSE;
    }
  if (def->pattern != NULL)
    {
      g_autofree char *whole = g_strconcat ("\\A(?:", def->pattern, ")\\z", NULL);

      /* Without G_REGEX_OPTIMIZE: its just-in-time state changes at the first match, and threads
       * share the schema. */
      extra->regex = g_regex_new (whole, 0, 0, error);
      if (extra->regex == NULL)
        {
          g_prefix_error (error, "%s: ", where);
          return FALSE;
        }
    }

  write_key (self, def->name, extra);
  extra->number = self->n_fields++;
  extra->fraction += json_object_has_member (object, "max-fraction"); /* 0 = any */
  extra->strip = def->kind != SPT_FIELD_TEXT && def->kind != SPT_FIELD_SECRET;
  extra->squeeze = def->kind == SPT_FIELD_FISCAL_CODE || def->kind == SPT_FIELD_IBAN ||
                   def->kind == SPT_FIELD_IUV || def->kind == SPT_FIELD_NAV;
  extra->drop_hyphens = def->kind == SPT_FIELD_FISCAL_CODE;
  extra->upper = def->kind == SPT_FIELD_FISCAL_CODE || def->kind == SPT_FIELD_IBAN;

  return TRUE;
}

/* "!field=a|b" */
static gboolean
resolve_condition (const SptGroupExtra  *group,
                   const SptFieldDef    *def, /* (nullable) */
                   const char           *show_if,
                   SptFieldExtra        *extra,
                   const char           *where,
                   GError              **error)
{
  const char *start = show_if;
  const char *equals = strchr (start, '=');
  g_autofree char *name = NULL;

  if (equals == NULL)
    {
      refuse (error, where, "“show-if” is “field=value|value”");
      return FALSE;
    }
  if (*start == '!')
    {
      extra->show_negated = TRUE;
      start++;
    }

  name = g_strndup (start, equals - start);
  for (guint up = 0; group != NULL; up++, group = group->parent)
    {
      const SptFieldDef *other = spt_group_def_find_field (&group->def, name);

      if (other != NULL && other != def)
        {
          extra->show_up = up;
          extra->show_index = other->index;
          extra->show_values = equals[1] != '\0' ? g_strsplit (equals + 1, "|", -1)
                                                 : g_strdupv ((char *[]) { (char *) "", NULL });
          return TRUE;
        }
    }
  refuse (error, where, "“show-if” names the unknown field “%s”", name);

  return FALSE;
}

static gboolean
check_names (const SptGroupDef  *group,
             const char         *where,
             GError            **error)
{
  for (guint i = 0; i < group->n_fields; i++)
    {
      if (spt_group_def_find_field (group, group->fields[i].name) != &group->fields[i] ||
          spt_group_def_find_group (group, group->fields[i].name) != NULL)
        {
          refuse (error, where, "the name “%s” stands twice", group->fields[i].name);
          return FALSE;
        }
    }
  for (guint i = 0; i < group->n_groups; i++)
    {
      if (spt_group_def_find_group (group, group->groups[i]->name) != group->groups[i])
        {
          refuse (error, where, "the name “%s” stands twice", group->groups[i]->name);
          return FALSE;
        }
    }

  return TRUE;
}

static SptGroupExtra *load_group (SptSchema            *self,
                                  JsonNode             *node,
                                  const SptGroupExtra  *parent,
                                  guint                 depth,
                                  const char           *where,
                                  GError              **error);

static gboolean
load_fields (SptSchema      *self,
             JsonArray      *array,
             SptGroupExtra  *group,
             const char     *where,
             GError        **error)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;
  SptFieldDef *fields = g_new0 (SptFieldDef, MAX (n, 1));

  group->def.fields = fields;
  group->def.n_fields = n;
  group->extras = g_new0 (SptFieldExtra, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s/fields/%u", where, i);

      fields[i].index = i;
      fields[i].name = "";
      if (!load_field (self, json_array_get_element (array, i), &fields[i], &group->extras[i],
                       inner, error))
        return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s/fields/%u", where, i);

      if (fields[i].with != NULL &&
          (group->parent == NULL ||
           spt_group_def_find_field (&group->parent->def, fields[i].with) == NULL))
        {
          refuse (error, inner, "“with” names the unknown field “%s”", fields[i].with);
          return FALSE;
        }
      if (fields[i].show_if != NULL &&
          !resolve_condition (group, &fields[i], fields[i].show_if, &group->extras[i], inner, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_children (SptSchema      *self,
               JsonArray      *array,
               SptGroupExtra  *group,
               guint           depth,
               const char     *where,
               GError        **error)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  group->def.groups = g_new0 (const SptGroupDef *, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s/groups/%u", where, i);
      SptGroupExtra *child = load_group (self, json_array_get_element (array, i), group, depth + 1,
                                         inner, error);

      if (child == NULL)
        return FALSE;
      child->def.index = i;
      group->def.groups[i] = &child->def;
      group->def.n_groups++;
    }

  return TRUE;
}

static SptGroupExtra *
load_group (SptSchema            *self,
            JsonNode             *node,
            const SptGroupExtra  *parent,
            guint                 depth,
            const char           *where,
            GError              **error)
{
  SptGroupExtra *group = NULL;
  JsonArray *fields;
  JsonArray *groups;
  JsonObject *object = get_object (node, group_members, where, error);

  if (object == NULL)
    return NULL;
  if (depth > MAX_DEPTH)
    {
      refuse (error, where, "groups stand more than %d deep", MAX_DEPTH);
      return NULL;
    }

  group = g_new0 (SptGroupExtra, 1);
  group->parent = parent;
  if (!get_string (self, object, "name", parent != NULL, where, &group->def.name, error) ||
      !get_text (self, object, "label", TRUE, where, &group->def.label, error) ||
      !get_text (self, object, "label-plural", FALSE, where, &group->def.label_plural, error) ||
      !get_count (object, "min", where, &group->def.min, error) ||
      !get_count (object, "max", where, &group->def.max, error) ||
      !get_flag (object, "automatic", where, &group->def.automatic, error) ||
      !get_flag (object, "page", where, &group->def.page, error) ||
      !get_string (self, object, "show-if", FALSE, where, &group->def.show_if, error) ||
      (group->def.show_if != NULL &&
       !resolve_condition (parent, NULL, group->def.show_if, &group->shown, where, error)) ||
      !get_array (object, "fields", where, &fields, error) ||
      !get_array (object, "groups", where, &groups, error) ||
      !load_fields (self, fields, group, where, error) ||
      !load_children (self, groups, group, depth, where, error) ||
      !check_names (&group->def, where, error))
    {
      spt_group_extra_free (group);
      return NULL;
    }

  if (parent == NULL)
    group->def.name = "";
  if (group->def.label_plural == NULL)
    group->def.label_plural = group->def.label;
  if ((parent != NULL && *group->def.name == '\0') || strpbrk (group->def.name, "[].\"\\") != NULL)
    {
      refuse (error, where, "“%s” is no name for a group", group->def.name);
      spt_group_extra_free (group);
      return NULL;
    }

  return group;
}

/**
 * spt_schema_new:
 * @table: the root of a table
 * @domain: the message domain of its checks ("gpd")
 * @error: return location for a #GError
 *
 * Makes a schema from a table. Its members: `sections` (array of `id`, `title`, `description`) and
 * `root`, a group; a group has `name`, `label`, `label-plural`, `min`, `max`, `page`, `show-if`,
 * `fields`, `groups`; a field `name`, `label`, `help`, `section`, `kind` and, as in #SptFieldDef, `required`,
 * `max-error`, `max-warning`, `max-fraction` (of a decimal: its digits after the point), `choices` (array of `value`, `label`), `default`, `initial`,
 * `default-time`, `pattern`, `also`, `advanced`, `with`, `show-if`, `exclusive`, `role`; `list` ("file:member", instead of
 * `choices`). Titles, labels and the like are `{"it":
 * …, "en": …}`; the language in force now stays with the schema. Anything else is refused.
 *
 * Returns: (transfer full): the schema, or %NULL with %SPT_SCHEMA_ERROR or a #GRegexError
 */
SptSchema *
spt_schema_new (JsonNode    *table,
                const char  *domain,
                GError     **error)
{
  g_autoptr (SptSchema) self = NULL;
  JsonObject *object;

  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (domain != NULL, NULL);

  self = g_new0 (SptSchema, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->sections = g_array_new (FALSE, TRUE, sizeof (SptSectionDef));
  self->strings = g_string_chunk_new (4096);
  self->choices = g_ptr_array_new_with_free_func (g_free);
  self->domain = g_intern_string (domain);

  object = get_object (table, root_members, "", error);
  if (object == NULL || !load_sections (self, object, error))
    return NULL;
  self->root = load_group (self, json_object_get_member (object, "root"), NULL, 0, "/root", error);
  if (self->root == NULL)
    return NULL;

  return g_steal_pointer (&self);
}
