/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finding as a row of a grid, and how a path is said to a person. */
#define G_LOG_DOMAIN "spt-issue-row"

#include "config.h"

#include "spt-issue-row.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "outbox/spt-record-kind.h"
#include "ui/spt-ui.h"

struct _SptIssueRow
{
  GObject        parent_instance;

  guint          row;
  SptIssueLevel  level;
  gint64         record_id; /* 0 = none */
  char          *name;      /* (owned) (nullable) */
  char          *path;      /* (owned) (nullable) */
  char          *field;     /* (owned) */
  char          *column;    /* (owned) */
  char          *file;      /* (owned) (nullable) */
  char          *target;    /* (owned) (nullable): which of our columns */
  char          *mended;    /* (owned) (nullable): what was written instead */
  char          *value;     /* (owned) */
  char          *text;      /* (owned) */
  const char    *next;      /* (nullable): of the catalogue */
};

typedef enum
{
  PROP_ROW = 1,
  PROP_ROW_TEXT,
  PROP_HEADING,
  PROP_FIELD,
  PROP_COLUMN,
  PROP_PLACE,
  PROP_VALUE,
  PROP_TEXT,
  PROP_NEXT,
  PROP_ADVICE,
  PROP_ICON_NAME,
  PROP_ICON_CLASSES,
  PROP_LEVEL_WORD,
  PROP_LEVEL,
  PROP_MENDABLE,
  N_PROPS
} SptIssueRowProperty;

G_DEFINE_FINAL_TYPE (SptIssueRow, spt_issue_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static const char *const error_classes[] = { "error", NULL };
static const char *const warning_classes[] = { "warning", NULL };
static const char *const mended_classes[] = { "success", NULL };

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

/**
 * spt_issue_dup_field_path:
 * @schema: what the record is made of
 * @path: where an issue is
 *
 * Finds the field to show for a path: that field, or the first one of the group that the path names.
 *
 * Returns: (transfer full) (nullable): the field's path; %NULL where the schema does not know it
 */
char *
spt_issue_dup_field_path (SptSchema  *schema,
                          const char *path)
{
  const SptGroupDef *group = spt_schema_get_root (schema);
  const char *at = path;

  while (*at != '\0')
    {
      g_autofree char *name = NULL;
      int index;
      const char *rest = take_step (at, &name, &index);
      const SptGroupDef *child = spt_group_def_find_group (group, name);

      if (child == NULL)
        return spt_group_def_find_field (group, name) != NULL ? g_strdup (path) : NULL;
      group = child;
      at = rest;
      if (*at == '\0' && group->n_fields > 0)
        return g_strdup_printf ("%s%s.%s", path, index < 0 ? "[0]" : "", group->fields[0].name);
    }
  return NULL;
}

/* The record's name, else the file of several, else the row of the file. */
static char *
dup_heading (SptIssueRow *self)
{
  if (self->record_id != 0)
    return g_strdup (self->name != NULL && *self->name != '\0' ? self->name
                                                               : _("Position without a debtor"));
  if (self->file != NULL)
    return g_strdup (self->file);
  if (self->row > 0)
    {
      g_autofree char *number = spt_ui_format_count (self->row);

      /* Translators: of a file */
      return g_strdup_printf (_("Row %s"), number);
    }
  return g_strdup (_("The whole file"));
}

/* Field, column and value in one line, without what is missing. */
static char *
dup_line (SptIssueRow *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const char *const parts[] = { self->field, self->column, self->value };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      /* A path that the form does not know stands for itself. */
      if (i > 0 && g_strcmp0 (parts[i], self->field) == 0)
        continue;
      if (line->len > 0)
        g_string_append (line, " · ");
      g_string_append (line, parts[i]);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* What was wrong, or that it was mended. */
static char *
dup_text (SptIssueRow *self)
{
  if (self->mended == NULL)
    return g_strdup (self->text != NULL ? self->text : "");
  if (*self->mended == '\0')
    return g_strdup (_("Emptied. It is being checked again."));
  /* Translators: %s is what a person wrote instead of a faulty value */
  return g_strdup_printf (_("Corrected: %s. It is being checked again."), self->mended);
}

static const char *
get_icon_name (SptIssueRow *self)
{
  if (self->text == NULL)
    return "";
  if (self->mended != NULL)
    return "object-select-symbolic";
  return self->level == SPT_ISSUE_ERROR ? spt_ui_state_icon (SPT_STATE_TO_FIX) : "dialog-warning-symbolic";
}

static const char *
get_level_word (SptIssueRow *self)
{
  if (self->text == NULL)
    return "";
  if (self->mended != NULL)
    return C_("finding", "Corrected");
  return self->level == SPT_ISSUE_ERROR ? C_("finding", "To correct") : C_("finding", "Worth a look");
}

static void
spt_issue_row_finalize (GObject *object)
{
  SptIssueRow *self = SPT_ISSUE_ROW (object);

  g_free (self->name);
  g_free (self->path);
  g_free (self->field);
  g_free (self->column);
  g_free (self->file);
  g_free (self->value);
  g_free (self->text);
  g_free (self->target);
  g_free (self->mended);

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
      g_value_take_string (value, self->row > 0 ? spt_ui_format_count (self->row)
                                                : g_strdup ("–"));
      break;
    case PROP_HEADING:
      g_value_take_string (value, dup_heading (self));
      break;
    case PROP_FIELD:
      g_value_set_string (value, self->field != NULL ? self->field : "");
      break;
    case PROP_COLUMN:
      g_value_set_string (value, self->column != NULL ? self->column : "");
      break;
    case PROP_PLACE:
      g_value_take_string (value, dup_line (self));
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->value != NULL ? self->value : "");
      break;
    case PROP_TEXT:
      g_value_take_string (value, dup_text (self));
      break;
    case PROP_NEXT:
      g_value_set_string (value, self->next != NULL && self->mended == NULL ? self->next : "");
      break;
    case PROP_ADVICE:
      if (self->text != NULL && self->next != NULL && self->mended == NULL)
        g_value_take_string (value, g_strdup_printf ("%s\n%s", self->text, self->next));
      else
        g_value_take_string (value, dup_text (self));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, get_icon_name (self));
      break;
    case PROP_ICON_CLASSES:
      g_value_set_boxed (value, self->mended != NULL ? mended_classes
                         : self->level == SPT_ISSUE_ERROR ? error_classes : warning_classes);
      break;
    case PROP_LEVEL_WORD:
      g_value_set_string (value, get_level_word (self));
      break;
    case PROP_MENDABLE:
      g_value_set_boolean (value, spt_issue_row_get_mendable (self));
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
  static const char *const texts[N_PROPS] = {
    [PROP_ROW_TEXT] = "row-text", [PROP_HEADING] = "heading", [PROP_FIELD] = "field",
    [PROP_COLUMN] = "column", [PROP_PLACE] = "place", [PROP_VALUE] = "value", [PROP_TEXT] = "text",
    [PROP_NEXT] = "next", [PROP_ADVICE] = "advice",
    [PROP_ICON_NAME] = "icon-name", [PROP_LEVEL_WORD] = "level-word",
  };

  object_class->finalize = spt_issue_row_finalize;
  object_class->get_property = spt_issue_row_get_property;

  properties[PROP_ROW] = g_param_spec_uint ("row", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LEVEL] =
    g_param_spec_int ("level", NULL, NULL, SPT_ISSUE_NOTE, SPT_ISSUE_ERROR, SPT_ISSUE_NOTE, flags);
  properties[PROP_ICON_CLASSES] =
    g_param_spec_boxed ("icon-classes", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_MENDABLE] = g_param_spec_boolean ("mendable", NULL, NULL, FALSE, flags);
  for (guint i = 1; i < N_PROPS; i++)
    {
      if (texts[i] != NULL)
        properties[i] = g_param_spec_string (texts[i], NULL, NULL, NULL, flags);
    }
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
spt_issue_row_init (SptIssueRow *self)
{
}

/**
 * spt_issue_row_new:
 *
 * Makes a row that says nothing yet.
 *
 * Returns: (transfer full): the row
 */
SptIssueRow *
spt_issue_row_new (void)
{
  return g_object_new (SPT_TYPE_ISSUE_ROW, NULL);
}

/* A row of a table that became no record yet has its faults at the columns of the kind's own table, which need not be called
 * as the fields of the record are: "codice" is "Codice dell'impianto". */
static void
take_column_place (SptIssueRow *self,
                   const char  *kind)
{
  const SptRecordKind *known = kind != NULL && self->path != NULL ? spt_record_kind_find (kind) : NULL;
  guint n_columns = 0;
  const SptCsvColumn *columns = known != NULL && known->list_csv_columns != NULL ? known->list_csv_columns (&n_columns) : NULL;

  for (guint i = 0; i < n_columns; i++)
    {
      if (strcmp (columns[i].name, self->path) != 0 || columns[i].label == NULL)
        continue;
      g_free (self->field);
      self->field = columns[i].group_label != NULL ? g_strdup_printf ("%s › %s", columns[i].group_label, columns[i].label)
                                                   : g_strdup (columns[i].label);
      return;
    }
}

static void
notify_all (SptIssueRow *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/**
 * spt_issue_row_fill:
 * @self: a row
 * @issue: a finding
 * @schema: what the record is made of
 * @kind: (nullable): the kind of the records: %SPT_KIND_PLANTS
 * @column: (nullable): of the table that the record came from
 *
 * Makes it say what was found.
 */
void
spt_issue_row_fill (SptIssueRow    *self,
                    const SptIssue *issue,
                    SptSchema      *schema,
                    const char     *kind,
                    const char     *column)
{
  const SptMessage *message;

  g_return_if_fail (SPT_IS_ISSUE_ROW (self));
  g_return_if_fail (issue != NULL && schema != NULL);

  g_free (self->path);
  g_free (self->field);
  g_free (self->column);
  g_free (self->value);
  g_free (self->text);
  g_free (self->file);
  self->file = g_strdup (issue->file);
  message = spt_messages_find (issue->domain, issue->code);
  self->row = issue->row;
  self->level = issue->level;
  self->path = g_strdup (issue->path);
  self->field = spt_issue_dup_place (schema, issue->path);
  if (g_strcmp0 (self->field, issue->path) == 0)
    take_column_place (self, kind);
  self->column = g_strdup (column);
  self->value = g_strdup (issue->value);
  self->text = spt_issue_dup_message (issue, self->field);
  self->next = message != NULL ? message->next : NULL;
  notify_all (self);
}

/**
 * spt_issue_row_set_record:
 * @self: a row
 * @record_id: the record it is about
 * @name: (nullable): what it is called
 *
 * Says whom it is about.
 */
void
spt_issue_row_set_record (SptIssueRow *self,
                          gint64       record_id,
                          const char  *name)
{
  g_return_if_fail (SPT_IS_ISSUE_ROW (self));

  self->record_id = record_id;
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADING]);
}

/**
 * spt_issue_row_get_record_id:
 * @self: an issue row
 *
 * Returns: the record it is about; 0 = none
 */
gint64
spt_issue_row_get_record_id (SptIssueRow *self)
{
  g_return_val_if_fail (SPT_IS_ISSUE_ROW (self), 0);
  return self->record_id;
}

/**
 * spt_issue_row_get_path:
 * @self: an issue row
 *
 * Returns: (nullable): where in the record
 */
const char *
spt_issue_row_get_path (SptIssueRow *self)
{
  g_return_val_if_fail (SPT_IS_ISSUE_ROW (self), NULL);
  return self->path;
}

/**
 * spt_issue_row_get_row:
 * @self: an issue row
 *
 * Returns: the row of the file, from 1; 0 = the whole file
 */
guint
spt_issue_row_get_row (SptIssueRow *self)
{
  g_return_val_if_fail (SPT_IS_ISSUE_ROW (self), 0);
  return self->row;
}

/**
 * spt_issue_row_set_target:
 * @self: a row
 * @target: (nullable): one of our columns
 *
 * Says what could be mended there.
 */
void
spt_issue_row_set_target (SptIssueRow *self,
                          const char  *target)
{
  g_return_if_fail (SPT_IS_ISSUE_ROW (self));

  g_free (self->target);
  self->target = g_strdup (target);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MENDABLE]);
}

/**
 * spt_issue_row_get_target:
 * @self: an issue row
 *
 * Returns: (nullable): the column of ours that can be mended
 */
const char *
spt_issue_row_get_target (SptIssueRow *self)
{
  g_return_val_if_fail (SPT_IS_ISSUE_ROW (self), NULL);
  return self->target;
}

/**
 * spt_issue_row_set_mended:
 * @self: a row
 * @text: (nullable): what a person wrote instead; %NULL = nothing any more
 *
 * Makes it say that it was mended, until a check says something else.
 */
void
spt_issue_row_set_mended (SptIssueRow *self,
                          const char  *text)
{
  g_return_if_fail (SPT_IS_ISSUE_ROW (self));

  g_free (self->mended);
  self->mended = g_strdup (text);
  notify_all (self);
}

/**
 * spt_issue_row_get_mendable:
 * @self: an issue row
 *
 * Returns: whether it can be mended where it stands
 */
gboolean
spt_issue_row_get_mendable (SptIssueRow *self)
{
  g_return_val_if_fail (SPT_IS_ISSUE_ROW (self), FALSE);
  return self->row > 0 && self->target != NULL && self->mended == NULL;
}
