/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's second step: what of their columns comes into which of ours. */
#define G_LOG_DOMAIN "spt-import-columns"

#include "config.h"

#include "spt-import-columns.h"

#include <glib/gi18n.h>

#include "ui/spt-import-column-row.h"
#include "store/spt-store-dues.h"
#include "ui/spt-import-picker.h"
#include "ui/spt-ui.h"

/* How long one may go on turning before the file is looked at anew. */
#define HEADER_DELAY_MS 400

/* Rows that belong together: the position, the debtor, one transfer. */
typedef struct
{
  const char *label;   /* (nullable) */
  GtkWidget  *widget;  /* (unowned) */
  GtkWidget  *more;    /* (unowned): shows the rest of it */
  GPtrArray  *rows;    /* (owned) (element-type SptImportColumnRow) */
  gboolean    is_open; /* all of its rows are shown */
  gboolean    is_part; /* of the record, which may go without it */
} Group;

struct _SptImportColumns
{
  AdwBin                parent_instance;

  SptImportWork        *work;       /* (owned) (nullable) */
  GPtrArray            *shown;      /* (owned) (element-type Group) */
  SptImportPicker      *picker;     /* (unowned): a child */
  SptImportColumnRow   *asking;     /* (unowned) (nullable): whom the picker is open for */
  gboolean              for_second;
  guint                 n_sample;
  guint                 header_timer;
  gboolean              is_filling;
  gboolean              narrow;

  /* Template */
  GtkBox               *bar;
  GtkLabel             *file_label;
  GtkLabel             *sample_label;
  GtkWidget            *scroller;
  GtkSpinButton        *header_spin;
  AdwComboRow          *decimal_row;
  AdwComboRow          *due_row;
  GtkBox               *groups;
  GtkWidget            *group_button;
  GtkWidget            *unused;
  GtkLabel             *unused_label;
  GtkEditable          *name_row;
  GtkLabel             *missing_label;
  GtkWidget            *check_button;
};

typedef enum
{
  PROP_NARROW = 1
} SptImportColumnsProperty;

G_DEFINE_FINAL_TYPE (SptImportColumns, spt_import_columns, ADW_TYPE_BIN)

static GParamSpec *properties[PROP_NARROW + 1];
static guint header_signal;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->rows);
  g_free (group);
}

/* --- samples ------------------------------------------------------------------------------------------- */

static void
show_sample (SptImportColumns *self)
{
  const SptImportLook *look = spt_import_work_get_look (self->work);
  guint n = look->rows->len;
  GtkWidget *widget = GTK_WIDGET (self);

  if (n == 0)
    {
      gtk_label_set_text (self->sample_label, _("The file has no rows"));
    }
  else
    {
      guint row = g_array_index (look->row_numbers, guint, self->n_sample);
      g_autofree char *number = spt_ui_format_count (row);
      /* Translators: of a file, whose values are shown as examples */
      g_autofree char *text = g_strdup_printf (_("Row %s"), number);

      gtk_label_set_text (self->sample_label, text);
    }
  gtk_widget_action_set_enabled (widget, "columns.previous", self->n_sample > 0);
  gtk_widget_action_set_enabled (widget, "columns.next", self->n_sample + 1 < n);

  for (guint i = 0; i < self->shown->len; i++)
    {
      Group *group = g_ptr_array_index (self->shown, i);

      for (guint j = 0; j < group->rows->len; j++)
        spt_import_column_row_update (g_ptr_array_index (group->rows, j), self->n_sample);
    }
}

/* What an amount says of its decimal sign: "1.234" nothing, "1.234,50" and "12,5" all. */
static gboolean
says_decimal_sign (const char *amount)
{
  const char *first = strpbrk (amount, ".,");
  const char *last = NULL;

  if (first == NULL)
    return TRUE; /* it needs none */
  last = MAX (strrchr (amount, '.'), strrchr (amount, ','));
  if (*first != *last)
    return TRUE;
  return strspn (last + 1, "0123456789") != 3 || (first != last && last[4] == '\0');
}

/* Only where some amount can be read in two ways, and none of those looked at settles it. */
static gboolean
is_decimal_unclear (SptImportColumns *self)
{
  const SptImportLook *look = spt_import_work_get_look (self->work);
  guint n;
  const SptCsvColumn *columns = spt_import_work_get_columns (self->work, &n);
  gboolean unclear = FALSE;

  if (look->format == SPT_INTAKE_SHEET)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (columns[i].kind != SPT_FIELD_MONEY ||
          spt_import_work_get_template (self->work, columns[i].name) == NULL)
        continue;
      for (guint row = 0; row < look->rows->len; row++)
        {
          g_autofree char *text = spt_import_work_dup_sample (self->work, columns[i].name, row);

          if (!says_decimal_sign (text))
            unclear = TRUE;
          else if (strpbrk (text, ".,") != NULL)
            return FALSE;
        }
    }
  return unclear;
}

/* --- what is left -------------------------------------------------------------------------------------- */

static void
show_unused (SptImportColumns *self)
{
  const SptImportLook *look = spt_import_work_get_look (self->work);
  g_autofree guint8 *used = g_new0 (guint8, look->header->len + 1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const SptCsvColumn *columns = spt_import_work_get_columns (self->work, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *template_text = spt_import_work_get_template (self->work, columns[i].name);
      g_autoptr (GArray) taken = NULL;

      if (template_text == NULL)
        continue;
      taken = spt_import_template_get_columns (template_text, look->header, NULL);
      for (guint j = 0; j < taken->len; j++)
        used[g_array_index (taken, guint, j)] = 1;
    }
  for (guint i = 0; i < look->header->len; i++)
    {
      if (!used[i])
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                                (const char *) g_ptr_array_index (look->header, i));
    }
  gtk_label_set_text (self->unused_label, text->str);
  gtk_widget_set_visible (self->unused, text->len > 0);
}

/* A file that lacks something can be checked all the same: the check says it for each row. */
static void
show_missing (SptImportColumns *self)
{
  g_autoptr (GPtrArray) missing = spt_import_work_list_missing (self->work);
  GPtrArray *dues = spt_import_work_get_dues (self->work);
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), missing->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->due_row),
                          dues != NULL && dues->len > 0 &&
                          (missing->len > 0 || spt_import_work_get_due_type (self->work) != 0));
  if (missing->len > 0)
    {
      g_ptr_array_add (missing, NULL);
      list = g_strjoinv (", ", (char **) missing->pdata);
      /* Translators: %s are the names of columns */
      text = g_strdup_printf (_("Still missing: %s"), list);
      gtk_label_set_text (self->missing_label, text);
    }
}

static void
show_decimal (SptImportColumns *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->decimal_row),
                          spt_import_work_get_decimal (self->work) != SPT_DECIMAL_AUTO ||
                          is_decimal_unclear (self));
}

static void
changed_cb (SptImportColumns *self)
{
  show_unused (self);
  show_missing (self);
  show_decimal (self);
}

/* --- groups -------------------------------------------------------------------------------------------- */

static gboolean
matters (SptImportColumnRow *row)
{
  return spt_import_column_row_is_required (row) || spt_import_column_row_is_filled (row);
}

static gboolean
group_matters (Group *group)
{
  for (guint i = 0; i < group->rows->len; i++)
    {
      if (matters (g_ptr_array_index (group->rows, i)))
        return TRUE;
    }
  return FALSE;
}

/* Only the columns that matter are shown at first. */
static void
fold_group (Group *group)
{
  guint n_hidden = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < group->rows->len; i++)
    {
      gboolean shows = group->is_open || matters (g_ptr_array_index (group->rows, i));

      gtk_widget_set_visible (g_ptr_array_index (group->rows, i), shows);
      n_hidden += !shows;
    }
  text = g_strdup_printf (ngettext ("%u More Column", "%u More Columns", n_hidden), n_hidden);
  gtk_button_set_label (GTK_BUTTON (group->more), text);
  gtk_widget_set_visible (group->more, n_hidden > 0);
}

static void
show_group_button (SptImportColumns *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Group *group = g_ptr_array_index (self->shown, i);

      if (!gtk_widget_get_visible (group->widget))
        {
          /* Translators: %s is a group of columns: "Transfer 2" */
          g_autofree char *text = g_strdup_printf (_("Add “%s”"), group->label != NULL ? group->label : "");

          gtk_button_set_label (GTK_BUTTON (self->group_button), text);
          gtk_widget_set_visible (self->group_button, TRUE);
          return;
        }
    }
  gtk_widget_set_visible (self->group_button, FALSE);
}

static void
open_group (Group *group)
{
  SptImportColumnRow *first = NULL;

  for (guint i = 0; i < group->rows->len && first == NULL; i++)
    {
      if (!gtk_widget_get_visible (group->widget) || !gtk_widget_get_visible (g_ptr_array_index (group->rows, i)))
        first = g_ptr_array_index (group->rows, i);
    }
  group->is_open = TRUE;
  gtk_widget_set_visible (group->widget, TRUE);
  fold_group (group);
  if (first != NULL)
    spt_import_column_row_focus (first);
}

static void
more_cb (GtkWidget *button,
         Group     *group)
{
  open_group (group);
}

static void
add_group_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptImportColumns *self = SPT_IMPORT_COLUMNS (widget);

  for (guint i = 0; i < self->shown->len; i++)
    {
      Group *group = g_ptr_array_index (self->shown, i);

      if (!gtk_widget_get_visible (group->widget))
        {
          open_group (group);
          break;
        }
    }
  show_group_button (self);
}

static void
pick_asked_cb (SptImportColumnRow *row,
               GtkWidget          *at,
               gboolean            second,
               SptImportColumns   *self)
{
  const SptImportLook *look = spt_import_work_get_look (self->work);
  const SptImportChoice *choice = spt_import_column_row_get_choice (row);
  const char *const *sample = self->n_sample < look->rows->len ? g_ptr_array_index (look->rows, self->n_sample)
                                                               : NULL;
  SptImportChoiceKind kind = second || (choice->kind == SPT_IMPORT_JOINED && choice->first < look->header->len)
                             ? SPT_IMPORT_COLUMN : choice->kind;

  self->asking = row;
  self->for_second = second;
  spt_import_picker_open (self->picker, at, look->header, sample, second, kind,
                          second ? choice->second : choice->first);
}

static void
picked_cb (SptImportColumns *self,
           guint             kind,
           guint             column)
{
  if (self->asking != NULL)
    spt_import_column_row_pick (self->asking, self->for_second, kind, column);
}

static void
forget_groups (SptImportColumns *self)
{
  self->asking = NULL;
  for (guint i = 0; i < self->shown->len; i++)
    gtk_box_remove (self->groups, ((Group *) g_ptr_array_index (self->shown, i))->widget);
  g_ptr_array_set_size (self->shown, 0);
}

static Group *
add_group (SptImportColumns *self,
           const char       *label)
{
  Group *group = g_new0 (Group, 1);

  group->label = label;
  group->widget = adw_preferences_group_new ();
  group->more = gtk_button_new ();
  group->rows = g_ptr_array_new ();
  if (label != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (label, -1);

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group->widget), escaped);
    }
  else
    {
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group->widget), C_("columns", "General"));
    }
  gtk_widget_add_css_class (group->more, "flat");
  gtk_widget_set_valign (group->more, GTK_ALIGN_CENTER);
  g_signal_connect (group->more, "clicked", G_CALLBACK (more_cb), group);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group->widget), group->more);
  gtk_box_append (self->groups, group->widget);
  g_ptr_array_add (self->shown, group);
  return group;
}

/* What a column stands under: its own group, else the section of the record's form that its field is in. */
static const char *
find_group_label (SptImportColumns   *self,
                  const SptCsvColumn *column)
{
  SptSchema *schema = spt_import_work_get_schema (self->work);
  const SptGroupDef *root = spt_schema_get_root (schema);
  const SptFieldDef *field = spt_group_def_find_field (root, column->name);
  const SptSectionDef *sections;
  guint n;

  /* What other columns are made of stands with those that say who it is. */
  if (field == NULL && column->group_label == NULL)
    field = &root->fields[0];
  if (column->group_label != NULL || field == NULL || field->section == NULL)
    return column->group_label;
  sections = spt_schema_get_sections (schema, &n);
  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (sections[i].id, field->section))
        return sections[i].title;
    }
  return NULL;
}

static Group *
find_group (SptImportColumns *self,
            const char       *label)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Group *group = g_ptr_array_index (self->shown, i);

      if (g_strcmp0 (group->label, label) == 0)
        return group;
    }
  return add_group (self, label);
}

/* What all rows ask for was asked in words; what each of them asks for is a column. */
static gboolean
is_asked_elsewhere (SptImportColumns   *self,
                    const SptCsvColumn *column)
{
  return spt_import_work_get_operation (self->work) != NULL &&
         g_strcmp0 (column->name, spt_import_work_get_operation_column (self->work)) == 0;
}

static void
make_groups (SptImportColumns *self)
{
  guint n;
  const SptCsvColumn *columns = spt_import_work_get_columns (self->work, &n);
  Group *group;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row;

      if (is_asked_elsewhere (self, &columns[i]))
        continue;
      row = spt_import_column_row_new (self->work, &columns[i]);
      group = find_group (self, find_group_label (self, &columns[i]));
      group->is_part = columns[i].group_label != NULL;
      spt_import_column_row_set_narrow (SPT_IMPORT_COLUMN_ROW (row), self->narrow);
      g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "pick-asked", G_CALLBACK (pick_asked_cb), self, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group->widget), row);
      g_ptr_array_add (group->rows, row);
    }
  for (guint i = 0; i < self->shown->len; i++)
    {
      group = g_ptr_array_index (self->shown, i);
      group->is_part = group->is_part || spt_import_work_is_step (self->work);
      gtk_widget_set_visible (group->widget, !group->is_part || group_matters (group));
      fold_group (group);
    }
  show_group_button (self);
}

/* --- the rest of the page ------------------------------------------------------------------------------ */

static gboolean
header_row_cb (gpointer user_data)
{
  SptImportColumns *self = user_data;

  self->header_timer = 0;
  spt_import_work_set_header_row (self->work, (guint) gtk_spin_button_get_value_as_int (self->header_spin));
  g_signal_emit (self, header_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
header_changed_cb (SptImportColumns *self)
{
  if (self->is_filling)
    return;
  g_clear_handle_id (&self->header_timer, g_source_remove);
  self->header_timer = g_timeout_add (HEADER_DELAY_MS, header_row_cb, self);
}

static void
decimal_changed_cb (SptImportColumns *self)
{
  if (!self->is_filling)
    spt_import_work_set_decimal (self->work, (SptDecimalSign) adw_combo_row_get_selected (self->decimal_row));
}

static void
due_changed_cb (SptImportColumns *self)
{
  guint selected = adw_combo_row_get_selected (self->due_row);
  GPtrArray *dues;

  if (self->is_filling)
    return;
  dues = spt_import_work_get_dues (self->work);
  spt_import_work_set_due_type (self->work, selected > 0 && selected <= dues->len
                                ? ((SptDueType *) g_ptr_array_index (dues, selected - 1))->id : 0);
  show_sample (self);
  changed_cb (self);
}

/* By name; two bodies may have a kind of one name. */
static void
fill_dues (SptImportColumns *self)
{
  GPtrArray *dues = spt_import_work_get_dues (self->work);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, C_("kind of due", "None"));
  for (guint i = 0; dues != NULL && i < dues->len; i++)
    {
      const SptDueType *due = g_ptr_array_index (dues, i);
      g_autofree char *name = g_strdup_printf ("%s · %s", due->name, due->organization);

      gtk_string_list_append (names, name);
      if (due->id == spt_import_work_get_due_type (self->work))
        selected = i + 1;
    }
  adw_combo_row_set_model (self->due_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->due_row, selected);
}

static void
name_changed_cb (SptImportColumns *self)
{
  if (!self->is_filling)
    spt_import_work_set_mapping_name (self->work, gtk_editable_get_text (self->name_row));
}

static void
step_sample (SptImportColumns *self,
             int               step)
{
  self->n_sample = (guint) ((int) self->n_sample + step);
  show_sample (self);
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  step_sample (SPT_IMPORT_COLUMNS (widget), -1);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  step_sample (SPT_IMPORT_COLUMNS (widget), 1);
}

static void
set_narrow (SptImportColumns *self,
            gboolean          narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  for (guint i = 0; i < self->shown->len; i++)
    {
      Group *group = g_ptr_array_index (self->shown, i);

      for (guint j = 0; j < group->rows->len; j++)
        spt_import_column_row_set_narrow (g_ptr_array_index (group->rows, j), narrow);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
spt_import_columns_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, SPT_IMPORT_COLUMNS (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_import_columns_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (prop_id == PROP_NARROW)
    set_narrow (SPT_IMPORT_COLUMNS (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_import_columns_dispose (GObject *object)
{
  SptImportColumns *self = SPT_IMPORT_COLUMNS (object);

  g_clear_handle_id (&self->header_timer, g_source_remove);
  if (self->picker != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->picker));
      self->picker = NULL;
      forget_groups (self);
    }
  g_clear_object (&self->work);

  G_OBJECT_CLASS (spt_import_columns_parent_class)->dispose (object);
}

static void
spt_import_columns_finalize (GObject *object)
{
  g_ptr_array_unref (SPT_IMPORT_COLUMNS (object)->shown);

  G_OBJECT_CLASS (spt_import_columns_parent_class)->finalize (object);
}

static void
spt_import_columns_class_init (SptImportColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_import_columns_dispose;
  object_class->finalize = spt_import_columns_finalize;
  object_class->get_property = spt_import_columns_get_property;
  object_class->set_property = spt_import_columns_set_property;

  /**
   * SptImportColumns:narrow:
   *
   * One below the other instead of side by side.
   */
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SptImportColumns::header-row-changed:
   * @self: the page
   *
   * The names of the columns are in another row: the file has to be looked at anew.
   */
  header_signal = g_signal_new ("header-row-changed", SPT_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, bar);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, file_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, sample_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, scroller);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, header_spin);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, decimal_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, due_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, groups);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, group_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, unused);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, unused_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, name_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, missing_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportColumns, check_button);

  gtk_widget_class_install_action (widget_class, "columns.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "columns.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "columns.add-group", NULL, add_group_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "columns.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "columns.next", NULL);
}

static void
spt_import_columns_init (SptImportColumns *self)
{
  const char *signs[] = { _("Found from the amounts"), _("Comma: 1.234,50"), _("Point: 1,234.50"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (signs);

  self->shown = g_ptr_array_new_with_free_func (group_free);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->decimal_row, G_LIST_MODEL (list));
  self->is_filling = FALSE;

  self->picker = SPT_IMPORT_PICKER (spt_import_picker_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->picker), GTK_WIDGET (self));
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header_spin, "value-changed", G_CALLBACK (header_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->decimal_row, "notify::selected", G_CALLBACK (decimal_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->due_row, "notify::selected", G_CALLBACK (due_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (name_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * spt_import_columns_show:
 * @self: the page
 * @work: an import whose file was looked at
 *
 * Shows what is known of it.
 */
void
spt_import_columns_show (SptImportColumns *self,
                         SptImportWork    *work)
{
  const SptImportLook *look;
  g_autofree char *name = NULL;
  g_autofree char *format = NULL;
  g_autofree char *text = NULL;
  g_autofree char *proposed = NULL;

  g_return_if_fail (SPT_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (SPT_IS_IMPORT_WORK (work) && spt_import_work_get_look (work) != NULL);

  g_set_object (&self->work, work);
  look = spt_import_work_get_look (work);
  name = spt_import_work_dup_name (work);
  format = spt_import_work_dup_format (work);
  text = g_strdup_printf ("%s · %s", name, format);
  gtk_label_set_text (self->file_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->file_label), text);

  self->is_filling = TRUE;
  self->n_sample = 0;
  forget_groups (self);
  make_groups (self);
  gtk_spin_button_set_value (self->header_spin, look->header_row);
  adw_combo_row_set_selected (self->decimal_row, spt_import_work_get_decimal (work));
  fill_dues (self);
  if (spt_import_work_get_mapping_name (work) == NULL)
    {
      proposed = spt_import_work_dup_proposed_name (work);
      spt_import_work_set_mapping_name (work, proposed);
    }
  gtk_editable_set_text (self->name_row,
                         spt_import_work_get_mapping_name (work) != NULL ? spt_import_work_get_mapping_name (work)
                                                                         : "");
  self->is_filling = FALSE;

  show_sample (self);
  changed_cb (self);
}

/**
 * spt_import_columns_focus:
 * @self: the page
 *
 * Puts the focus where work is left: on the first column that is missing, else on the button.
 */
void
spt_import_columns_focus (SptImportColumns *self)
{
  g_return_if_fail (SPT_IS_IMPORT_COLUMNS (self));

  for (guint i = 0; i < self->shown->len; i++)
    {
      Group *group = g_ptr_array_index (self->shown, i);

      for (guint j = 0; j < group->rows->len; j++)
        {
          SptImportColumnRow *row = g_ptr_array_index (group->rows, j);

          if (spt_import_column_row_is_required (row) && !spt_import_column_row_is_filled (row))
            {
              spt_import_column_row_focus (row);
              return;
            }
        }
    }
  gtk_widget_grab_focus (self->check_button);
}
