/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finding as a row of a grid, and how a path is said to a person. */
#define G_LOG_DOMAIN "spt-issue-row"

#include "config.h"

#include "spt-issue-row.h"

struct _SptIssueRow
{
  GObject        parent_instance;

  guint          row;
  SptIssueLevel  level;
  char          *field; /* (owned) */
  char          *value; /* (owned) */
  char          *text;  /* (owned) */
};

typedef enum
{
  PROP_ROW = 1,
  PROP_ROW_TEXT,
  PROP_FIELD,
  PROP_VALUE,
  PROP_TEXT,
  PROP_LEVEL,
  N_PROPS
} SptIssueRowProperty;

G_DEFINE_FINAL_TYPE (SptIssueRow, spt_issue_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* One step of a path: "transfer[0]" or "iban". Gives what comes after it. */
static const char *
take_step (const char  *path,
           char       **name,
           int         *index)
{
  const char *end = path + strcspn (path, "[");
  const char *dot = strstr (path, "].");

  *index = -1;
  if (*end == '\0')
    {
      *name = g_strdup (path);
      return end;
    }
  *name = g_strndup (path, (gsize) (end - path));
  *index = (int) g_ascii_strtoll (end + 1, NULL, 10);
  return dot != NULL ? dot + 2 : path + strlen (path);
}

/**
 * spt_issue_dup_place:
 * @schema: what the record is made of
 * @path: (nullable): where an issue is
 *
 * Says a path in the words of the form.
 *
 * Returns: (transfer full): the words
 */
char *
spt_issue_dup_place (SptSchema  *schema,
                     const char *path)
{
  g_autoptr (GString) place = g_string_new (NULL);
  const SptGroupDef *group = spt_schema_get_root (schema);
  const char *at = path != NULL ? path : "";

  while (*at != '\0')
    {
      g_autofree char *name = NULL;
      int index;
      const char *rest = take_step (at, &name, &index);
      const SptGroupDef *child = spt_group_def_find_group (group, name);
      const SptFieldDef *field = child == NULL ? spt_group_def_find_field (group, name) : NULL;

      if (child == NULL && field == NULL)
        return g_strdup (path);
      if (place->len > 0)
        g_string_append (place, " › ");
      if (field != NULL)
        {
          g_string_append (place, field->label);
          break;
        }
      g_string_append (place, child->label);
      if (index >= 0 && child->max != 1)
        g_string_append_printf (place, " %d", index + 1);
      group = child;
      at = rest;
    }
  return g_strdup (place->str);
}

static void
spt_issue_row_finalize (GObject *object)
{
  SptIssueRow *self = SPT_ISSUE_ROW (object);

  g_free (self->field);
  g_free (self->value);
  g_free (self->text);

  G_OBJECT_CLASS (spt_issue_row_parent_class)->finalize (object);
}

static void
spt_issue_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SptIssueRow *self = SPT_ISSUE_ROW (object);

  switch ((SptIssueRowProperty) prop_id)
    {
    case PROP_ROW:
      g_value_set_uint (value, self->row);
      break;
    case PROP_ROW_TEXT:
      g_value_take_string (value, self->row > 0 ? g_strdup_printf ("%u", self->row)
                                                : g_strdup ("–"));
      break;
    case PROP_FIELD:
      g_value_set_string (value, self->field);
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_LEVEL:
      g_value_set_int (value, (int) self->level);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_issue_row_class_init (SptIssueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = spt_issue_row_finalize;
  object_class->get_property = spt_issue_row_get_property;

  properties[PROP_ROW] = g_param_spec_uint ("row", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ROW_TEXT] = g_param_spec_string ("row-text", NULL, NULL, NULL, flags);
  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_LEVEL] =
    g_param_spec_int ("level", NULL, NULL, SPT_ISSUE_NOTE, SPT_ISSUE_ERROR, SPT_ISSUE_NOTE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
spt_issue_row_init (SptIssueRow *self)
{
}

/**
 * spt_issue_row_new:
 * @issue: a finding
 * @schema: what the record is made of
 *
 * Makes a row of it.
 *
 * Returns: (transfer full): the row
 */
SptIssueRow *
spt_issue_row_new (const SptIssue *issue,
                   SptSchema      *schema)
{
  SptIssueRow *self = g_object_new (SPT_TYPE_ISSUE_ROW, NULL);

  self->row = issue->row;
  self->level = issue->level;
  self->field = spt_issue_dup_place (schema, issue->path);
  self->value = g_strdup (issue->value != NULL ? issue->value : "");
  self->text = spt_issue_dup_message (issue, self->field);
  return self;
}

/**
 * spt_issue_row_new_list:
 * @issues: findings
 * @schema: what the records are made of
 * @max: how many rows at most
 *
 * Makes rows of the gravest findings.
 *
 * Returns: (transfer full): the list
 */
GListStore *
spt_issue_row_new_list (SptIssueList *issues,
                        SptSchema    *schema,
                        guint         max)
{
  GListStore *list = g_list_store_new (SPT_TYPE_ISSUE_ROW);
  guint n_issues = spt_issue_list_get_n (issues);

  for (int level = SPT_ISSUE_ERROR; level >= SPT_ISSUE_WARNING; level--)
    {
      for (guint i = 0; i < n_issues && g_list_model_get_n_items (G_LIST_MODEL (list)) < max; i++)
        {
          const SptIssue *issue = spt_issue_list_get (issues, i);

          if ((int) issue->level == level)
            {
              g_autoptr (SptIssueRow) row = spt_issue_row_new (issue, schema);

              g_list_store_append (list, row);
            }
        }
    }
  return list;
}
