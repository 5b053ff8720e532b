/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of an edit of many positions: which fields there are, what can be done with each, what a change is called. */
#define G_LOG_DOMAIN "spt-bulk-edit-fields"

#include "config.h"

#include "spt-bulk-edit-fields.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-money.h"

static void
field_free (SptBulkField *field)
{
  g_free (field->path);
  g_free (field->label);
  g_free (field);
}

/* What a record can do without is no column of all of them. */
static void
add_group (GPtrArray         *fields,
           const SptGroupDef *group,
           const char        *path,
           const char        *label)
{
  for (guint i = 0; i < group->n_fields; i++)
    {
      SptBulkField *field;

      if (spt_bulk_edit_get_actions (&group->fields[i]) == 0)
        continue;
      field = g_new0 (SptBulkField, 1);
      field->path = g_strconcat (path, group->fields[i].name, NULL);
      field->label = g_strconcat (label, group->fields[i].label, NULL);
      field->field = &group->fields[i];
      field->group = group;
      g_ptr_array_add (fields, field);
    }
  for (guint i = 0; i < group->n_groups; i++)
    {
      g_autofree char *below = NULL;
      g_autofree char *heading = NULL;

      if (group->groups[i]->min == 0)
        continue;
      below = g_strconcat (path, group->groups[i]->name, ".", NULL);
      heading = g_strconcat (group->groups[i]->label, " › ", NULL);
      add_group (fields, group->groups[i], below, heading);
    }
}

/**
 * spt_bulk_fields_list:
 * @schema: of the records
 *
 * Lists the fields that can be edited in many records at once.
 *
 * Returns: (transfer full) (element-type SptBulkField): in the order of the form
 */
GPtrArray *
spt_bulk_fields_list (SptSchema *schema)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);

  add_group (fields, spt_schema_get_root (schema), "", "");
  return fields;
}

/**
 * spt_bulk_fields_sources:
 * @fields: (element-type SptBulkField): all of them
 * @field: one of them
 *
 * Lists the fields that one can be copied from: those beside it, and further out.
 *
 * Returns: (transfer container) (element-type SptBulkField): some of @fields
 */
GPtrArray *
spt_bulk_fields_sources (GPtrArray          *fields,
                         const SptBulkField *field)
{
  GPtrArray *sources = g_ptr_array_new ();

  for (guint i = 0; i < fields->len; i++)
    {
      SptBulkField *source = g_ptr_array_index (fields, i);
      const char *point = strrchr (field->path, '.');
      gsize length = strlen (source->path) - strlen (source->field->name);

      /* The path of its group begins that of ours. */
      if (source != field && strncmp (source->path, field->path, length) == 0 &&
          (source->group == field->group || length == 0 ||
           (point != NULL && (gsize) (point - field->path) + 1 > length)))
        g_ptr_array_add (sources, source);
    }
  return sources;
}

/**
 * spt_bulk_action_word:
 * @action: an action
 *
 * Says what it does.
 *
 * Returns: (transfer none): the words
 */
const char *
spt_bulk_action_word (SptBulkAction action)
{
  static const char *const words[] = {
    [SPT_BULK_SET] = N_("Write a value"),
    [SPT_BULK_CLEAR] = N_("Empty"),
    [SPT_BULK_REPLACE] = N_("Replace part of the text"),
    [SPT_BULK_ADD_DAYS] = N_("Move by days"),
    [SPT_BULK_COPY] = N_("Copy from another field"),
    [SPT_BULK_PERCENT] = N_("Change by a percentage"),
    [SPT_BULK_ROUND] = N_("Round"),
  };

  return _(words[action]);
}

static char *
dup_number (const char *text)
{
  g_autofree char *number = g_strstrip (g_strdup (text));
  char *from = number;
  gsize length;

  if (*from == '+')
    from++;
  length = strlen (from);
  if (length > 0 && from[length - 1] == '%')
    from[length - 1] = '\0';
  return g_strdup (g_strstrip (from));
}

/**
 * spt_bulk_read_days:
 * @text: what was typed
 * @days: (out): the number
 *
 * Reads a number of days.
 *
 * Returns: %FALSE for what is none
 */
gboolean
spt_bulk_read_days (const char *text,
                    gint64     *days)
{
  g_autofree char *number = dup_number (text);

  return g_ascii_string_to_signed (number, 10, -100000, 100000, days, NULL);
}

/**
 * spt_bulk_read_percent:
 * @text: what was typed: "2,5", "-10 %"
 * @hundredths: (out): hundredths of a percent
 *
 * Reads a percentage.
 *
 * Returns: %FALSE for what is none
 */
gboolean
spt_bulk_read_percent (const char *text,
                       gint64     *hundredths)
{
  g_autofree char *number = dup_number (text);

  /* Two decimals and a comma or a point, like an amount. */
  return spt_money_parse_euro (number, hundredths, NULL);
}

/**
 * spt_bulk_field_show:
 * @field: a field
 * @text: its text
 *
 * Says what a text means to people: the words of a choice, a date as it is written here.
 *
 * Returns: (transfer full): the words
 */
char *
spt_bulk_field_show (const SptFieldDef *field,
                     const char        *text)
{
  SptDatetime date;
  gboolean yes;

  if (*text == '\0')
    return g_strdup (_("(empty)"));
  if (field->kind == SPT_FIELD_DATETIME && spt_datetime_parse (text, &date, NULL))
    return spt_datetime_to_italian (&date, FALSE);
  for (guint i = 0; i < field->n_choices; i++)
    {
      if (strcmp (field->choices[i].value, text) == 0)
        return g_strdup (field->choices[i].label);
    }
  if (field->kind == SPT_FIELD_BOOLEAN && spt_record_parse_boolean (text, &yes))
    return g_strdup (yes ? _("Yes") : _("No"));
  return g_strdup (text);
}

/**
 * spt_bulk_edit_dup_label:
 * @edit: a valid edit
 * @field: its field
 * @source_label: (nullable): what it copies from
 *
 * Says what a change is called, in the archive and when it is taken back.
 *
 * Returns: (transfer full): "Payment › Due date: 30 days later"
 */
char *
spt_bulk_edit_dup_label (const SptBulkEdit  *edit,
                         const SptBulkField *field,
                         const char         *source_label)
{
  g_autofree char *number = NULL;
  g_autofree char *value = NULL;

  switch (edit->action)
    {
    case SPT_BULK_SET:
      value = spt_bulk_field_show (field->field, edit->text);
      return g_strdup_printf ("%s: %s", field->label, value);
    case SPT_BULK_CLEAR:
      /* Translators: %s is a field */
      return g_strdup_printf (_("%s: emptied"), field->label);
    case SPT_BULK_REPLACE:
      /* Translators: %1$s is a field, the others are texts */
      return g_strdup_printf (_("%1$s: “%2$s” instead of “%3$s”"), field->label, edit->text,
                              edit->find);
    case SPT_BULK_ADD_DAYS:
      if (edit->number < 0)
        /* Translators: %s is a field */
        return g_strdup_printf (ngettext ("%s: %d day earlier", "%s: %d days earlier",
                                          (gulong) -edit->number), field->label, (int) -edit->number);
      return g_strdup_printf (ngettext ("%s: %d day later", "%s: %d days later",
                                        (gulong) edit->number), field->label, (int) edit->number);
    case SPT_BULK_COPY:
      /* Translators: both are fields */
      return g_strdup_printf (_("%1$s: copied from “%2$s”"), field->label, source_label);
    case SPT_BULK_PERCENT:
      number = spt_money_format (edit->number);
      return g_strdup_printf (edit->number > 0 ? "%s: +%s %%" : "%s: %s %%", field->label, number);
    case SPT_BULK_ROUND:
      number = spt_money_format (edit->number);
      /* Translators: %1$s is a field, %2$s an amount */
      return g_strdup_printf (_("%1$s: rounded to %2$s €"), field->label, number);
    default:
      g_return_val_if_reached (NULL);
    }
}
