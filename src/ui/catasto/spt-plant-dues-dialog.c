/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due of plants: the list, what is done from a row, the office's own contract. */
#define G_LOG_DOMAIN "spt-plant-dues-dialog"

#include "config.h"

#include "ui/catasto/spt-plant-dues-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "ui/catasto/spt-plant-catalogue-dialog.h"
#include "ui/spt-record-work.h"
#include "ui/spt-window.h"

#define MAX_ROWS 200
#define ROW_DATA "spt-deadline"

enum
{
  GROUP_OVERDUE,
  GROUP_MONTH,
  GROUP_THREE,
  GROUP_LATER,
  N_GROUPS
};

G_DEFINE_FINAL_TYPE (SptPlantDuesDialog, spt_plant_dues_dialog, SPT_TYPE_SHEET)

static SptPlantStartFunc start_func;

/**
 * spt_plant_dues_set_start:
 * @func: what begins an intervention
 *
 * Lets a row offer what puts an end to its date.
 */
void
spt_plant_dues_set_start (SptPlantStartFunc func)
{
  start_func = func;
}

/* --- rows ---------------------------------------------------------------------------------------------- */

static char *
dup_date (const char *iso)
{
  SptDatetime date;

  return iso != NULL && spt_datetime_parse (iso, &date, NULL) ? spt_datetime_to_italian (&date, FALSE) : g_strdup ("");
}

static char *
dup_when (int days)
{
  g_autofree char *number = spt_ui_format_count (days < 0 ? -days : days);

  if (days == 0)
    return g_strdup (C_("deadlines", "Today"));
  if (days < 0)
    return g_strdup_printf (ngettext ("%s day late", "%s days late", (gulong) -days), number);
  return g_strdup_printf (ngettext ("In %s day", "In %s days", (gulong) days), number);
}

static void
append_part (GString    *text,
             const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static char *
dup_subtitle (const SptDeadline *due)
{
  GString *text = g_string_new (NULL);
  g_autofree char *date = dup_date (due->date);
  g_autofree char *where = g_strdup_printf ("%s%s%s", due->place, *due->place != '\0' && *due->city != '\0' ? ", " : "",
                                            due->city);

  append_part (text, date);
  if (due->estimated)
    append_part (text, C_("deadlines", "estimated"));
  append_part (text, where);
  append_part (text, due->name);
  append_part (text, due->code);

  return g_string_free (text, FALSE);
}

/* "84" of "catasto.84". */
static const char *
get_type_of (const SptDeadline *due)
{
  const char *dot = due->operation != NULL ? strrchr (due->operation, '.') : NULL;

  return dot != NULL ? dot + 1 : NULL;
}

static GMenuModel *
make_menu (const SptDeadline *due)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuItem) item = NULL;

  if (due->plant_id == 0)
    {
      g_menu_append (menu, _("_Firms, Technicians, Instruments…"), "dues.catalogue");
      return G_MENU_MODEL (menu);
    }
  item = g_menu_item_new (_("_Open the Plant"), NULL);
  g_menu_item_set_action_and_target (item, "dues.open", "x", due->plant_id);
  g_menu_append_item (menu, item);
  if (start_func != NULL && get_type_of (due) != NULL && strcmp (due->kind, SPT_DUE_SEND) != 0)
    {
      g_autoptr (GMenuItem) start = g_menu_item_new (strcmp (due->kind, SPT_DUE_THIRD) == 0
                                                     ? _("_Third Responsible…") : _("Efficiency _Report…"), NULL);

      g_menu_item_set_action_and_target (start, "dues.start", "(xs)", due->plant_id, get_type_of (due));
      g_menu_append_item (menu, start);
    }
  g_clear_object (&item);
  item = g_menu_item_new (_("_Contract’s End…"), NULL);
  g_menu_item_set_action_and_target (item, "dues.contract", "x", due->plant_id);
  g_menu_append_item (menu, item);
  if (strcmp (due->kind, SPT_DUE_CONTRACT) == 0)
    {
      g_autoptr (GMenuItem) remove = g_menu_item_new (_("_Remove This Date"), NULL);

      g_menu_item_set_action_and_target (remove, "dues.remove", "x", due->plant_id);
      g_menu_append_item (menu, remove);
    }

  return G_MENU_MODEL (menu);
}

static void
open_plant (SptPlantDuesDialog *self,
            gint64              plant_id)
{
  GtkWindow *window = self->window;

  gtk_window_close (GTK_WINDOW (self));
  if (SPT_IS_WINDOW (window))
    spt_window_open_record (SPT_WINDOW (window), SPT_KIND_PLANTS, plant_id, NULL);
}

static void
open_catalogue (SptPlantDuesDialog *self)
{
  gtk_window_present (spt_plant_catalogue_dialog_new (GTK_WIDGET (self), self->sheet->desk, 0));
}

static void
row_activated_cb (SptPlantDuesDialog *self,
                  GtkWidget          *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), ROW_DATA);

  if (*id != 0)
    open_plant (self, *id);
  else
    open_catalogue (self);
}

static GtkWidget *
make_row (SptPlantDuesDialog *self,
          const SptDeadline  *due)
{
  GtkWidget *menu_button = gtk_menu_button_new ();
  g_autofree char *title = spt_deadline_dup_title (due);
  g_autofree char *subtitle = dup_subtitle (due);
  g_autofree char *when = dup_when (due->days);
  g_autoptr (GMenuModel) menu = make_menu (due);
  GtkWidget *label = gtk_label_new (when);
  /* Translators: %s is a deadline: "Efficiency report of GT1" */
  g_autofree char *name = g_strdup_printf (_("What to do: %s"), title);
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  gtk_widget_add_css_class (label, due->days < 0 ? "state-error" : due->days <= (int) spt_deadline_get_reminder (due->kind)
                            ? "state-warning" : "dim-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu_button), "view-more-symbolic");
  gtk_widget_set_valign (menu_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (menu_button, "flat");
  gtk_widget_set_tooltip_text (menu_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  spt_ui_set_menu (GTK_MENU_BUTTON (menu_button), menu);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu_button);
  g_object_set_data_full (G_OBJECT (row), ROW_DATA, g_memdup2 (&due->plant_id, sizeof due->plant_id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

/* --- the list ------------------------------------------------------------------------------------------ */

static guint
get_group (SptPlantDuesDialog *self,
           const SptDeadline  *due,
           const int          *until)
{
  for (guint group = GROUP_OVERDUE; group < GROUP_LATER; group++)
    {
      if (due->days <= until[group])
        return group;
    }
  return GROUP_LATER;
}

/* The last day of each group, as days from today. */
static void
get_groups (SptPlantDuesDialog *self,
            int                *until)
{
  SptDatetime now;
  GDate today;
  GDate end;

  spt_datetime_from_utc_ms_in_italy (&now, spt_desk_get_now (self->sheet->desk), NULL);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) now.day, (GDateMonth) now.month, (GDateYear) now.year);
  end = today;
  g_date_add_months (&end, 3);
  until[GROUP_OVERDUE] = -1;
  until[GROUP_MONTH] = g_date_get_days_in_month (g_date_get_month (&today), g_date_get_year (&today)) -
                       g_date_get_day (&today);
  until[GROUP_THREE] = g_date_days_between (&today, &end);
}

static AdwPreferencesGroup *
add_group (SptPlantDuesDialog *self,
           const char         *title,
           const char         *text)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
  gtk_box_append (self->sheet->list_box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
spt_plant_dues_dialog_show_list (SptSheet *sheet)
{
  static const char *const titles[N_GROUPS] = {
    NC_ ("deadlines", "Overdue"), NC_ ("deadlines", "This month"), NC_ ("deadlines", "Within three months"),
    NC_ ("deadlines", "Later")
  };
  SptPlantDuesDialog *self = SPT_PLANT_DUES_DIALOG (sheet);
  AdwPreferencesGroup *groups[N_GROUPS] = { NULL };
  GtkWidget *child;
  int until[N_GROUPS];

  if (self->all == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sheet->list_box))) != NULL)
    gtk_box_remove (self->sheet->list_box, child);
  _spt_plant_dues_choose (self);
  get_groups (self, until);
  for (guint i = 0; i < self->shown->len && i < MAX_ROWS; i++)
    {
      const SptDeadline *due = g_ptr_array_index (self->shown, i);
      guint group = get_group (self, due, until);

      if (groups[group] == NULL)
        groups[group] = add_group (self, g_dpgettext2 (NULL, "deadlines", titles[group]), NULL);
      adw_preferences_group_add (groups[group], make_row (self, due));
    }
  if (self->shown->len > MAX_ROWS)
    {
      g_autofree char *shown = spt_ui_format_count (MAX_ROWS);
      g_autofree char *all = spt_ui_format_count (self->shown->len);
      /* Translators: both %s are numbers of rows */
      g_autofree char *text = g_strdup_printf (_("The first %s of %s are shown: search and filters find the others. "
                                                 "What is exported has them all."), shown, all);

      add_group (self, "", text);
    }
  else if (self->shown->len == 0)
    add_group (self, _("Nothing is due like that"), _("Choose other dates, another kind or place."));
  if (self->sheet->form == NULL)
    spt_sheet_show_page (sheet, self->all->len > 0 ? "list" : "empty", NULL);
}

static void
filter_changed_cb (SptPlantDuesDialog *self)
{
  if (self->all != NULL && !self->filling)
    spt_plant_dues_dialog_show_list (SPT_SHEET (self));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = spt_plant_dues_load_finish (SPT_STORE (object), result, &error);
  SptPlantDuesDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (all == NULL)
    {
      spt_sheet_say_error (SPT_SHEET (self), error);
      return;
    }
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  self->all = g_steal_pointer (&all);
  _spt_plant_dues_fill_places (self);
  spt_plant_dues_dialog_show_list (SPT_SHEET (self));
  if (self->edits != 0)
    {
      gint64 plant_id = self->edits;

      self->edits = 0;
      spt_plant_dues_dialog_edit_contract (self, plant_id);
    }
}

static void
spt_plant_dues_dialog_read (SptSheet *sheet)
{
  const SptSheetParts *parts = spt_sheet_get_parts (sheet);

  spt_plant_dues_load_async (spt_desk_get_store (parts->desk), spt_desk_get_now (parts->desk),
                             parts->cancellable, loaded_cb, sheet);
}

/* --- the contract -------------------------------------------------------------------------------------- */

static SptSchema *
get_schema (void)
{
  static SptSchemaOnce once;

  return spt_schema_load_once (&once, "catasto/contract.json", "catasto");
}

/**
 * spt_plant_dues_dialog_edit_contract:
 * @self: the dialog
 * @plant_id: a plant
 *
 * Goes to the form of the office's own contract about a plant, as soon as it is known what was noted of it.
 */
void
spt_plant_dues_dialog_edit_contract (SptPlantDuesDialog *self,
                                     gint64              plant_id)
{
  SptSchema *schema = get_schema ();
  SptForm *form;

  g_return_if_fail (SPT_IS_PLANT_DUES_DIALOG (self));

  if (schema == NULL)
    return; /* said in the log */
  if (self->all == NULL)
    {
      /* What was noted before has to stand in the form: empty, it would be taken for none. */
      self->edits = plant_id;
      return;
    }
  form = spt_form_new (schema);
  for (guint i = 0; i < self->all->len; i++)
    {
      const SptDeadline *due = g_ptr_array_index (self->all, i);

      if (due->plant_id != plant_id || strcmp (due->kind, SPT_DUE_CONTRACT) != 0)
        continue;
      spt_form_field_set_text (spt_form_find_field (form, "since"), due->since != NULL ? due->since : "");
      spt_form_field_set_text (spt_form_find_field (form, "until"), due->date);
    }
  spt_sheet_edit (SPT_SHEET (self), form, plant_id, _("Contract"), "until");
}

/* A new one is that of the plant that the dialog is about. */
static void
spt_plant_dues_dialog_begin (SptSheet *sheet)
{
  SptPlantDuesDialog *self = SPT_PLANT_DUES_DIALOG (sheet);

  if (self->plant_id != 0)
    spt_plant_dues_dialog_edit_contract (self, self->plant_id);
}

static void
spt_plant_dues_dialog_check (SptSheet     *sheet,
                             SptRecord    *record,
                             SptIssueList *issues)
{
  SptNode *root = spt_record_get_root (record);
  const char *since = spt_node_get_named (root, "since");
  const char *until = spt_node_get_named (root, "until");

  spt_record_check (record, 0, TRUE, issues);
  if (*since != '\0' && *until != '\0' && strcmp (until, since) < 0)
    spt_node_add_issue (root, spt_group_def_find_field (spt_node_get_def (root), "until"), issues, SPT_ISSUE_ERROR,
                        "catasto", "office-ends-before", 0, until, since);
}

static void
spt_plant_dues_dialog_keep (SptSheet            *sheet,
                            SptRecord           *record,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  const SptSheetParts *parts = spt_sheet_get_parts (sheet);
  SptNode *root = spt_record_get_root (record);

  spt_plant_contract_save_async (spt_desk_get_store (parts->desk), parts->id, spt_node_get_named (root, "since"),
                                 spt_node_get_named (root, "until"), spt_desk_get_who (parts->desk),
                                 parts->cancellable, callback, user_data);
}

/* --- actions ------------------------------------------------------------------------------------------- */

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  open_plant (SPT_PLANT_DUES_DIALOG (widget), g_variant_get_int64 (parameter));
}

static void
start_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptPlantDuesDialog *self = SPT_PLANT_DUES_DIALOG (widget);
  GtkWindow *window = self->window;
  g_autoptr (SptDesk) desk = g_object_ref (self->sheet->desk);
  const char *type;
  gint64 id;

  if (start_func == NULL || window == NULL)
    return;
  g_variant_get (parameter, "(x&s)", &id, &type);
  gtk_window_close (GTK_WINDOW (self));
  gtk_window_present (start_func (GTK_WIDGET (window), desk, id, type));
}

static void
contract_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  spt_plant_dues_dialog_edit_contract (SPT_PLANT_DUES_DIALOG (widget), g_variant_get_int64 (parameter));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  spt_sheet_remove (SPT_SHEET (widget), g_variant_get_int64 (parameter));
}

static void
catalogue_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  open_catalogue (SPT_PLANT_DUES_DIALOG (widget));
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptPlantDuesDialog *self = SPT_PLANT_DUES_DIALOG (widget);

  if (spt_sheet_is_on (SPT_SHEET (self), "list"))
    gtk_widget_grab_focus (self->search_entry);
}

/* --- the dialog ---------------------------------------------------------------------------------------- */

/* What was kept elsewhere, a day that went by: looked at when somebody comes back to it. */
static void
changed_cb (SptStore           *store,
            guint               changed,
            SptPlantDuesDialog *self)
{
  if (changed & (SPT_CHANGED_CATALOGUE | SPT_CHANGED_PLANTS | SPT_CHANGED_ELSEWHERE))
    spt_plant_dues_dialog_read (SPT_SHEET (self));
}

static void
spt_plant_dues_dialog_finalize (GObject *object)
{
  SptPlantDuesDialog *self = SPT_PLANT_DUES_DIALOG (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_ptr_array_unref (self->places);

  G_OBJECT_CLASS (spt_plant_dues_dialog_parent_class)->finalize (object);
}

static const SptSheetKind sheet_kind = {
  .title = N_("Deadlines"),
  .taken_title = N_("Not Kept"),
  .taken = N_("The archive has something else there already. Look at the list again."),
  .removed = N_("Date removed"),
  .unsaved = N_("What was typed of the contract is not saved."),
  .remove = spt_plant_contract_remove_async,
};

static void
spt_plant_dues_dialog_class_init (SptPlantDuesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptSheetClass *sheet_class = SPT_SHEET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = spt_plant_dues_dialog_finalize;
  sheet_class->read = spt_plant_dues_dialog_read;
  sheet_class->show_list = spt_plant_dues_dialog_show_list;
  sheet_class->begin = spt_plant_dues_dialog_begin;
  sheet_class->check = spt_plant_dues_dialog_check;
  sheet_class->keep = spt_plant_dues_dialog_keep;

  spt_sheet_class_set_kind (sheet_class, &sheet_kind, APPLICATION_PATH "/ui/catasto/spt-plant-dues-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPlantDuesDialog, tools);
  gtk_widget_class_bind_template_child (widget_class, SptPlantDuesDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptPlantDuesDialog, span_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SptPlantDuesDialog, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SptPlantDuesDialog, place_drop_down);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);

  gtk_widget_class_install_action (widget_class, "dues.open", "x", open_action);
  gtk_widget_class_install_action (widget_class, "dues.start", "(xs)", start_action);
  gtk_widget_class_install_action (widget_class, "dues.contract", "x", contract_action);
  gtk_widget_class_install_action (widget_class, "dues.remove", "x", remove_action);
  gtk_widget_class_install_action (widget_class, "dues.catalogue", NULL, catalogue_action);
  _spt_plant_dues_install_export (widget_class);
  gtk_widget_class_install_action (widget_class, "dues.find", NULL, find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "dues.find", NULL);
}

static void
spt_plant_dues_dialog_init (SptPlantDuesDialog *self)
{
  self->places = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sheet = spt_sheet_get_parts (SPT_SHEET (self));
  _spt_plant_dues_begin_choices (self);
}

/**
 * spt_plant_dues_dialog_new:
 * @parent: a widget of the window it belongs to
 * @desk: what it works with
 * @plant_id: only of that plant; 0 = of all
 * @which: (nullable): how it begins: "overdue", or a kind: %SPT_DUE_SEND
 *
 * Makes the list of what is due of plants (Issue 6 point 7).
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
spt_plant_dues_dialog_new (GtkWidget  *parent,
                           SptDesk    *desk,
                           gint64      plant_id,
                           const char *which)
{
  SptPlantDuesDialog *self = spt_sheet_new (SPT_TYPE_PLANT_DUES_DIALOG, parent, desk);

  self->plant_id = plant_id;
  self->window = gtk_window_get_transient_for (GTK_WINDOW (self));
  _spt_plant_dues_choose_first (self, which);
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (changed_cb), self, 0);
  spt_sheet_show_page (SPT_SHEET (self), "loading", NULL);
  spt_plant_dues_dialog_read (SPT_SHEET (self));

  return GTK_WINDOW (self);
}
