/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a form that comes from a schema, as spt_schema_new() takes it. */

#define G_LOG_DOMAIN "spt-xsd-field"

#include "config.h"

#include "form/spt-xsd-private.h"

SptXsdBox *
spt_xsd_box_new (void)
{
  SptXsdBox *self = g_new0 (SptXsdBox, 1);

  self->fields = json_array_new ();
  self->groups = json_array_new ();
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
spt_xsd_box_free (SptXsdBox *self)
{
  json_array_unref (self->fields);
  json_array_unref (self->groups);
  g_hash_table_unref (self->names);
  g_free (self);
}

/* A name that no other member of the group has, and that a path can hold. */
static void
set_name (SptXsdBox  *self,
          const char *name,
          JsonObject *object)
{
  g_autofree char *plain = g_strdelimit (g_strdup (name), ".", ':');
  g_autofree char *unique = g_strdup (plain);

  for (guint i = 2; !g_hash_table_add (self->names, g_strdup (unique)); i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s~%u", plain, i);
    }
  json_object_set_string_member (object, "name", unique);
}

guint
spt_xsd_box_add_field (SptXsdBox  *self,
                       const char *name,
                       JsonObject *object)
{
  set_name (self, name, object);
  json_array_add_object_element (self->fields, object);

  return json_array_get_length (self->fields) - 1;
}

guint
spt_xsd_box_add_group (SptXsdBox  *self,
                       const char *name,
                       JsonObject *object,
                       SptXsdBox  *inner)
{
  set_name (self, name, object);
  json_object_set_array_member (object, "fields", json_array_ref (inner->fields));
  json_object_set_array_member (object, "groups", json_array_ref (inner->groups));
  json_array_add_object_element (self->groups, object);

  return json_array_get_length (self->groups) - 1;
}

/* The schema has one text for all: whoever it is for was chosen when it was read. */
void
spt_xsd_object_set_text (JsonObject *object,
                         const char *name,
                         const char *text)
{
  JsonObject *texts = json_object_new ();

  json_object_set_string_member (texts, "it", text);
  json_object_set_string_member (texts, "en", text);
  json_object_set_object_member (object, name, texts);
}

JsonObject *
spt_xsd_object_new (const char *label,
                    const char *help,
                    const char *show_if)
{
  JsonObject *object = json_object_new ();

  spt_xsd_object_set_text (object, "label", label);
  if (help != NULL)
    spt_xsd_object_set_text (object, "help", help);
  if (show_if != NULL)
    json_object_set_string_member (object, "show-if", show_if);

  return object;
}

static JsonArray *
make_choices (GPtrArray *nodes)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *choices = json_array_new ();

  for (guint i = 0; i < nodes->len; i++)
    {
      xmlNodePtr node = g_ptr_array_index (nodes, i);
      g_autofree char *value = spt_xsd_dup_attribute (node, "value");
      g_autofree char *help = NULL;
      g_autofree char *label = NULL;
      JsonObject *choice;

      if (!g_hash_table_add (seen, g_strdup (value)))
        continue;
      choice = json_object_new ();
      label = spt_xsd_first_child (node, "annotation") != NULL
              ? spt_xsd_dup_label (node, NULL, value, &help) : g_strdup (value);
      json_object_set_string_member (choice, "value", value);
      spt_xsd_object_set_text (choice, "label", *label != '\0' ? label : "–");
      json_array_add_object_element (choices, choice);
    }

  return choices;
}

JsonObject *
spt_xsd_field_new (const char        *label,
                   const char        *help,
                   const char        *show_if,
                   const SptXsdValue *value,
                   const char        *initial,
                   gboolean           required)
{
  static const struct
  {
    SptFieldKind  kind;
    const char   *name;
  } kinds[] = {
    { SPT_FIELD_BOOLEAN, "boolean" }, { SPT_FIELD_DATE, "date" }, { SPT_FIELD_DECIMAL, "decimal" },
    { SPT_FIELD_INTEGER, "integer" }, { SPT_FIELD_CODE, "code" }, { SPT_FIELD_CHOICE, "choice" }
  };
  JsonObject *object = spt_xsd_object_new (label, help, show_if);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].kind == value->kind)
        json_object_set_string_member (object, "kind", kinds[i].name);
    }
  if (value->choices != NULL)
    json_object_set_array_member (object, "choices", make_choices (value->choices));
  if (value->max_length > 0 && value->kind != SPT_FIELD_CHOICE)
    json_object_set_int_member (object, "max-error", value->max_length);
  if (value->fraction > 0 && value->kind == SPT_FIELD_DECIMAL)
    json_object_set_int_member (object, "max-fraction", value->fraction - 1);
  if (initial != NULL && *initial != '\0')
    json_object_set_string_member (object, "initial", initial);
  if (required)
    json_object_set_boolean_member (object, "required", TRUE);

  return object;
}
