/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person who fills in forms has to know of a change from one schema to another. */

#define G_LOG_DOMAIN "spt-xsd-compare"

#include "config.h"

#include "form/spt-xsd-compare.h"

#include <string.h>

#include "base/spt-messages.h"
#include "form/spt-xsd-private.h"

/* So much of a list of values is told. */
#define MAX_VALUES 12
/* And of the rules of one type. */
#define MAX_RULE 400

typedef struct
{
  SptXsdChangeFunc  func;
  gpointer          user_data;
  GString          *path; /* (owned) */
} Walk;

/* Where the walk is. */
typedef struct
{
  const SptGroupDef *before;
  const SptGroupDef *after;
  const char        *page; /* (nullable) */
} Spot;

static void
tell (Walk             *walk,
      SptXsdChangeKind  kind,
      const char       *code,
      const char       *page,
      const char       *label,
      const char       *name,
      const char       *before,
      const char       *after)
{
  gsize length = walk->path->len;
  SptXsdChange change = { kind, code, page, label, NULL, before, after };

  if (name != NULL)
    g_string_append_printf (walk->path, "%s%s", length > 0 ? "." : "", name);
  change.path = walk->path->str;
  walk->func (&change, walk->user_data);
  g_string_truncate (walk->path, length);
}

/* "#rest" is no element of the schema's. */
static gboolean
is_shown (const SptFieldDef *field)
{
  return field->kind != SPT_FIELD_XML;
}

/* --- fields ------------------------------------------------------------------------------------------ */

static const char *
get_kind_code (SptFieldKind kind)
{
  switch (kind)
    {
    case SPT_FIELD_BOOLEAN:
      return "set-kind-boolean";
    case SPT_FIELD_CHOICE:
      return "set-kind-choice";
    case SPT_FIELD_DATETIME:
      return "set-kind-datetime";
    case SPT_FIELD_INTEGER:
      return "set-kind-integer";
    case SPT_FIELD_DATE:
      return "set-kind-date";
    case SPT_FIELD_DECIMAL:
      return "set-kind-decimal";
    case SPT_FIELD_TEXT:
    case SPT_FIELD_CODE:
    case SPT_FIELD_MONEY:
    case SPT_FIELD_FISCAL_CODE:
    case SPT_FIELD_IBAN:
    case SPT_FIELD_IUV:
    case SPT_FIELD_NAV:
    case SPT_FIELD_EMAIL:
    case SPT_FIELD_SECRET:
    case SPT_FIELD_XML:
    default:
      return "set-kind-text";
    }
}

static char *
dup_kind_word (SptFieldKind kind)
{
  const SptMessage *message = spt_messages_find ("base", get_kind_code (kind));

  return g_strdup (message != NULL ? message->title : get_kind_code (kind));
}

static const SptChoice *
find_choice (const SptFieldDef *field,
             const char        *value)
{
  for (guint i = 0; i < field->n_choices; i++)
    {
      if (strcmp (field->choices[i].value, value) == 0)
        return &field->choices[i];
    }

  return NULL;
}

/* The values of @field that @other does not have. */
static char *
dup_own_values (const SptFieldDef *field,
                const SptFieldDef *other)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < field->n_choices; i++)
    {
      const SptChoice *choice = &field->choices[i];

      if (*choice->value == '\0' || find_choice (other, choice->value) != NULL)
        continue;
      if (n++ >= MAX_VALUES)
        continue;
      g_string_append (text, n > 1 ? ", " : "");
      if (strcmp (choice->value, choice->label) == 0)
        g_string_append (text, choice->value);
      else
        g_string_append_printf (text, "%s (%s)", choice->value, choice->label);
    }
  if (n > MAX_VALUES)
    g_string_append_printf (text, ", … (+%u)", n - MAX_VALUES);

  return n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
compare_choices (Walk              *walk,
                 const Spot        *spot,
                 const SptFieldDef *before,
                 const SptFieldDef *after)
{
  g_autofree char *gone = dup_own_values (before, after);
  g_autofree char *come = dup_own_values (after, before);

  if (gone != NULL)
    tell (walk, SPT_XSD_CHANGE_CHANGED, "set-choice-removed", spot->page, after->label, after->name, gone, NULL);
  if (come != NULL)
    tell (walk, SPT_XSD_CHANGE_CHANGED, "set-choice-added", spot->page, after->label, after->name, NULL, come);
  for (guint i = 0; i < after->n_choices; i++)
    {
      const SptChoice *old = find_choice (before, after->choices[i].value);

      if (old != NULL && strcmp (old->label, after->choices[i].label) != 0)
        {
          g_autofree char *was = g_strdup_printf ("%s (%s)", old->value, old->label);
          g_autofree char *is = g_strdup_printf ("%s (%s)", old->value, after->choices[i].label);

          tell (walk, SPT_XSD_CHANGE_CHANGED, "set-choice-label", spot->page, after->label, after->name, was, is);
        }
    }
}

static void
compare_field (Walk              *walk,
               const Spot        *spot,
               const SptFieldDef *before,
               const SptFieldDef *after)
{
  if (before->kind != after->kind)
    {
      g_autofree char *was = dup_kind_word (before->kind);
      g_autofree char *is = dup_kind_word (after->kind);

      tell (walk, SPT_XSD_CHANGE_CHANGED, "set-field-kind", spot->page, after->label, after->name, was, is);
    }
  else if (after->kind == SPT_FIELD_CHOICE)
    compare_choices (walk, spot, before, after);
  if (before->required != after->required)
    tell (walk, SPT_XSD_CHANGE_CHANGED, after->required ? "set-field-required" : "set-field-optional", spot->page,
          after->label, after->name, NULL, NULL);
  if (before->max_error != after->max_error && before->kind == after->kind)
    {
      g_autofree char *was = before->max_error > 0 ? g_strdup_printf ("%u", before->max_error) : g_strdup ("∞");
      g_autofree char *is = after->max_error > 0 ? g_strdup_printf ("%u", after->max_error) : g_strdup ("∞");

      tell (walk, SPT_XSD_CHANGE_CHANGED, "set-field-length", spot->page, after->label, after->name, was, is);
    }
  if (g_strcmp0 (before->label, after->label) != 0)
    tell (walk, SPT_XSD_CHANGE_CHANGED, "set-label", spot->page, after->label, after->name, before->label,
          after->label);
}

/* --- groups ------------------------------------------------------------------------------------------ */

static char *
dup_span (const SptGroupDef *group)
{
  if (group->max == 0)
    return g_strdup_printf ("%u–∞", group->min);

  return group->min == group->max ? g_strdup_printf ("%u", group->min)
                                  : g_strdup_printf ("%u–%u", group->min, group->max);
}

static void compare_groups (Walk       *walk,
                            const Spot *spot);

static void
compare_group (Walk              *walk,
               const Spot        *around,
               const SptGroupDef *before,
               const SptGroupDef *after)
{
  Spot spot = { before, after, after->page ? after->label : around->page };
  gsize length = walk->path->len;

  if (before->min != after->min || before->max != after->max)
    {
      g_autofree char *was = dup_span (before);
      g_autofree char *is = dup_span (after);

      tell (walk, SPT_XSD_CHANGE_CHANGED, "set-group-occurs", spot.page, after->label, after->name, was, is);
    }
  g_string_append_printf (walk->path, "%s%s", length > 0 ? "." : "", after->name);
  compare_groups (walk, &spot);
  g_string_truncate (walk->path, length);
}

/* A field that repeats from now on is a group: the same element. */
static gboolean
has_element (const SptGroupDef *group,
             const char        *name)
{
  return spt_group_def_find_field (group, name) != NULL || spt_group_def_find_group (group, name) != NULL;
}

static void
compare_groups (Walk       *walk,
                const Spot *spot)
{
  const SptGroupDef *before = spot->before;
  const SptGroupDef *after = spot->after;

  for (guint i = 0; i < after->n_fields; i++)
    {
      const SptFieldDef *field = &after->fields[i];
      const SptFieldDef *old = spt_group_def_find_field (before, field->name);

      if (!is_shown (field))
        continue;
      if (old != NULL)
        compare_field (walk, spot, old, field);
      else if (spt_group_def_find_group (before, field->name) != NULL)
        tell (walk, SPT_XSD_CHANGE_CHANGED, "set-once", spot->page, field->label, field->name, NULL, NULL);
      else
        tell (walk, SPT_XSD_CHANGE_ADDED, field->required ? "set-field-added-required" : "set-field-added",
              spot->page, field->label, field->name, NULL, NULL);
    }
  for (guint i = 0; i < before->n_fields; i++)
    {
      if (is_shown (&before->fields[i]) && !has_element (after, before->fields[i].name))
        tell (walk, SPT_XSD_CHANGE_REMOVED, "set-field-removed", spot->page, before->fields[i].label,
              before->fields[i].name, NULL, NULL);
    }
  for (guint i = 0; i < after->n_groups; i++)
    {
      const SptGroupDef *group = after->groups[i];
      const SptGroupDef *old = spt_group_def_find_group (before, group->name);
      const char *page = group->page ? group->label : spot->page;

      if (old != NULL)
        compare_group (walk, spot, old, group);
      else if (spt_group_def_find_field (before, group->name) != NULL)
        tell (walk, SPT_XSD_CHANGE_CHANGED, "set-repeats", page, group->label, group->name, NULL, NULL);
      else
        tell (walk, SPT_XSD_CHANGE_ADDED, group->min > 0 ? "set-group-added-required" : "set-group-added", page,
              group->label, group->name, NULL, NULL);
    }
  for (guint i = 0; i < before->n_groups; i++)
    {
      const SptGroupDef *group = before->groups[i];

      if (!has_element (after, group->name))
        tell (walk, SPT_XSD_CHANGE_REMOVED, "set-group-removed", group->page ? group->label : spot->page,
              group->label, group->name, NULL, NULL);
    }
}

/* --- rules of values ---------------------------------------------------------------------------------- */

/* What forms have no field for, but libxml2 holds texts against. */
static const char *const facets[] = {
  "pattern", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "totalDigits", "fractionDigits",
  "length", "minLength", NULL
};

/* What a facet belongs to: the next definition with a name. */
static char *
dup_owner (xmlNodePtr node)
{
  for (node = node->parent; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      char *name = spt_xsd_dup_attribute (node, "name");

      if (name != NULL)
        return name;
    }

  return g_strdup ("?");
}

/* @owner: (transfer full) */
static void
add_rule (GHashTable *rules,
          char       *owner,
          const char *what,
          const char *value)
{
  GString *text = g_hash_table_lookup (rules, owner);

  if (text == NULL)
    {
      text = g_string_new (NULL);
      g_hash_table_insert (rules, owner, text);
    }
  else
    g_free (owner);
  if (text->len < MAX_RULE)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", what, value != NULL ? value : "");
}

static void
collect_rules (xmlNodePtr  node,
               GHashTable *rules)
{
  for (node = spt_xsd_next (node); node != NULL; node = spt_xsd_next (node->next))
    {
      g_autofree char *fixed = spt_xsd_dup_attribute (node, "fixed");
      g_autofree char *name = spt_xsd_dup_attribute (node, "name");

      if (g_strv_contains (facets, (const char *) node->name))
        {
          g_autofree char *value = spt_xsd_dup_attribute (node, "value");

          add_rule (rules, dup_owner (node), (const char *) node->name, value);
        }
      /* What may have one value only has no field. */
      if (fixed != NULL && name != NULL)
        add_rule (rules, g_steal_pointer (&name), "fixed", fixed);
      collect_rules (node->children, rules);
    }
}

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

static GHashTable *
list_rules (SptXsd *xsd)
{
  GHashTable *rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_text);

  for (guint i = 0; i < xsd->set->names->len; i++)
    {
      xmlDocPtr document = g_hash_table_lookup (xsd->set->documents, g_ptr_array_index (xsd->set->names, i));

      collect_rules (xmlDocGetRootElement (document)->children, rules);
    }

  return rules;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
compare_rules (Walk   *walk,
               SptXsd *before,
               SptXsd *after)
{
  g_autoptr (GHashTable) old_rules = list_rules (before);
  g_autoptr (GHashTable) new_rules = list_rules (after);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  /* A type that came or went shows in the fields that have it. */
  g_hash_table_iter_init (&iter, new_rules);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_hash_table_contains (old_rules, name))
        g_ptr_array_add (names, name);
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      GString *was = g_hash_table_lookup (old_rules, g_ptr_array_index (names, i));
      GString *is = g_hash_table_lookup (new_rules, g_ptr_array_index (names, i));
      g_autofree char *label = spt_xsd_dup_words (g_ptr_array_index (names, i));

      if (strcmp (was->str, is->str) != 0)
        tell (walk, SPT_XSD_CHANGE_CHANGED, "set-rule", NULL, label, g_ptr_array_index (names, i), was->str, is->str);
    }
}

/**
 * spt_xsd_compare:
 * @before: a schema
 * @after: another one for the same documents
 * @func: (scope call): hears of each change
 * @user_data: for @func
 *
 * Compares two schemas by the forms that they make, and by the rules that their types have for texts (issue 6,
 * "changes shown"). Elements are the same when their paths are.
 */
void
spt_xsd_compare (SptXsd           *before,
                 SptXsd           *after,
                 SptXsdChangeFunc  func,
                 gpointer          user_data)
{
  Walk walk = { func, user_data, NULL };
  Spot spot;

  g_return_if_fail (before != NULL && after != NULL);
  g_return_if_fail (func != NULL);

  if (strcmp (spt_xsd_get_hash (before), spt_xsd_get_hash (after)) == 0)
    return;
  walk.path = g_string_new (NULL);
  spot = (Spot) { spt_schema_get_root (before->schema), spt_schema_get_root (after->schema), NULL };
  if (strcmp (before->root->ns, after->root->ns) != 0)
    tell (&walk, SPT_XSD_CHANGE_CHANGED, "set-namespace", NULL, after->root->name, NULL, before->root->ns,
          after->root->ns);
  compare_groups (&walk, &spot);
  compare_rules (&walk, before, after);
  g_string_free (walk.path, TRUE);
}
