/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Firms, technicians and instruments: three lists and the form of an entry. */
#define G_LOG_DOMAIN "spt-plant-catalogue-dialog"

#include "config.h"

#include "ui/catasto/spt-plant-catalogue-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "ui/catasto/spt-plant-catalogue-work.h"

#define ROW_DATA "spt-entry"

struct _SptPlantCatalogueDialog
{
  SptSheet             parent_instance;

  const SptSheetParts *sheet; /* (unowned) */
  GPtrArray           *all;   /* (owned) (nullable) (element-type GPtrArray) */
  SptPlantCatalogue    which;

  /* Template */
  GtkToggleButton     *firm_button;
  GtkToggleButton     *technician_button;
  GtkToggleButton     *instrument_button;
};

G_DEFINE_FINAL_TYPE (SptPlantCatalogueDialog, spt_plant_catalogue_dialog, SPT_TYPE_SHEET)

/* What is said of each catalogue; untranslated. */
typedef struct
{
  const char *one;
  const char *a_new;
  const char *none;
  const char *use;
  const char *until;
  const char *over;
  const char *first; /* the field that gets the focus */
} Words;

static const Words words[SPT_N_PLANT_CATALOGUES] = {
  { N_("Firm"), N_("New Firm"), N_("No firm yet"),
    N_("Who installs, maintains, or is appointed third responsible: chosen in a report, not typed."),
    /* Translators: %s is a date */
    N_("valid until %s"), N_("over since %s"), "name" },
  { N_("Technician"), N_("New Technician"), N_("No technician yet"),
    N_("Who makes the checks and signs the reports: chosen, not typed."),
    /* Translators: %s is a date */
    N_("certificate until %s"), N_("certificate over since %s"), "surname" },
  { N_("Instrument"), N_("New Instrument"), N_("No instrument yet"),
    N_("Analysers and gauges, with the day of their next calibration: it stands among the deadlines."),
    /* Translators: %s is a date */
    N_("calibration by %s"), N_("calibration overdue since %s"), "maker" },
};

static char *
dup_today (SptPlantCatalogueDialog *self)
{
  SptDatetime now;

  spt_datetime_from_utc_ms_in_italy (&now, spt_clock_get_utc_ms (spt_desk_get_clock (self->sheet->desk)), NULL);
  return g_strdup_printf ("%04d-%02d-%02d", now.year, now.month, now.day);
}

static GPtrArray *
get_entries (SptPlantCatalogueDialog *self,
             SptPlantCatalogue        which)
{
  return self->all != NULL ? g_ptr_array_index (self->all, which) : NULL;
}

/* --- the list ------------------------------------------------------------------------------------------ */

static SptPlantEntry *
find_entry (SptPlantCatalogueDialog *self,
            gpointer                 widget)
{
  const gint64 *id = g_object_get_data (G_OBJECT (widget), ROW_DATA);
  GPtrArray *entries = get_entries (self, self->which);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      SptPlantEntry *entry = g_ptr_array_index (entries, i);

      if (entry->id == *id)
        return entry;
    }
  return NULL;
}

static void edit (SptPlantCatalogueDialog *self,
                  const SptPlantEntry     *entry);

static void
row_activated_cb (SptPlantCatalogueDialog *self,
                  GtkWidget               *row)
{
  SptPlantEntry *entry = find_entry (self, row);

  if (entry != NULL)
    edit (self, entry);
}

static void
remove_clicked_cb (SptPlantCatalogueDialog *self,
                   GtkWidget               *button)
{
  SptPlantEntry *entry = find_entry (self, button);

  if (entry != NULL)
    spt_sheet_remove (SPT_SHEET (self), entry->id);
}

static gboolean
row_key_cb (GtkEventControllerKey   *controller,
            guint                    keyval,
            guint                    keycode,
            GdkModifierType          state,
            SptPlantCatalogueDialog *self)
{
  if (keyval != GDK_KEY_Delete && keyval != GDK_KEY_KP_Delete)
    return GDK_EVENT_PROPAGATE;
  remove_clicked_cb (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  return GDK_EVENT_STOP;
}

static char *
dup_subtitle (SptPlantCatalogueDialog *self,
              const SptPlantEntry     *entry,
              gboolean                 is_over)
{
  const Words *said = &words[self->which];
  g_autofree char *date = NULL;
  g_autoptr (GString) until = NULL;
  SptDatetime day;

  if (entry->until == NULL || !spt_datetime_parse (entry->until, &day, NULL))
    return g_strdup (entry->detail);
  date = spt_datetime_to_italian (&day, FALSE);
  until = g_string_new (_(is_over ? said->over : said->until));
  g_string_replace (until, "%s", date, 1);

  return g_strdup_printf ("%s%s%s", entry->detail, *entry->detail != '\0' ? " · " : "", until->str);
}

static GtkWidget *
make_row (SptPlantCatalogueDialog *self,
          const SptPlantEntry     *entry,
          const char              *today)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkEventController *keys = gtk_event_controller_key_new ();
  gboolean is_over = entry->until != NULL && strcmp (entry->until, today) < 0;
  g_autofree char *subtitle = dup_subtitle (self, entry, is_over);
  /* Translators: %s is the name of a firm, technician or instrument */
  g_autofree char *name = g_strdup_printf (_("Remove %s"), entry->name);
  GtkWidget *row = spt_ui_new_row (entry->name, subtitle);

  if (is_over)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "state-warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (remove), ROW_DATA, g_memdup2 (&entry->id, sizeof entry->id), g_free);
  g_object_set_data_full (G_OBJECT (row), ROW_DATA, g_memdup2 (&entry->id, sizeof entry->id), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (row_key_cb), self, 0);
  gtk_widget_add_controller (row, keys);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  spt_ui_lead_row (row, NULL, NULL);

  return row;
}

static void
spt_plant_catalogue_dialog_show_list (SptSheet *sheet)
{
  SptPlantCatalogueDialog *self = SPT_PLANT_CATALOGUE_DIALOG (sheet);
  const Words *said = &words[self->which];
  GPtrArray *entries = get_entries (self, self->which);
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *today = dup_today (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sheet->list_box))) != NULL)
    gtk_box_remove (self->sheet->list_box, child);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _(said->use));
  if (entries == NULL || entries->len == 0)
    {
      GtkWidget *button = gtk_button_new_with_label (_(said->a_new));

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(said->none));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sheet.new");
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "pill");
      gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_append (self->sheet->list_box, group);
      gtk_box_append (self->sheet->list_box, button);
    }
  else
    {
      for (guint i = 0; i < entries->len; i++)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                   make_row (self, g_ptr_array_index (entries, i), today));
      gtk_box_append (self->sheet->list_box, group);
    }
  if (self->sheet->form == NULL)
    spt_sheet_show_page (sheet, "list", NULL);
}

static void
kind_changed_cb (SptPlantCatalogueDialog *self)
{
  SptPlantCatalogue which = gtk_toggle_button_get_active (self->firm_button) ? SPT_PLANT_CATALOGUE_FIRMS
                            : gtk_toggle_button_get_active (self->technician_button) ? SPT_PLANT_CATALOGUE_TECHNICIANS
                            : SPT_PLANT_CATALOGUE_INSTRUMENTS;

  if (which == self->which || self->all == NULL)
    return;
  self->which = which;
  spt_plant_catalogue_dialog_show_list (SPT_SHEET (self));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = spt_plant_catalogue_load_finish (SPT_STORE (object), result, &error);
  SptPlantCatalogueDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (all == NULL)
    {
      spt_sheet_say_error (SPT_SHEET (self), error);
      return;
    }
  g_clear_pointer (&self->all, g_ptr_array_unref);
  self->all = g_steal_pointer (&all);
  spt_plant_catalogue_dialog_show_list (SPT_SHEET (self));
}

static void
spt_plant_catalogue_dialog_read (SptSheet *sheet)
{
  const SptSheetParts *parts = spt_sheet_get_parts (sheet);

  spt_plant_catalogue_load_async (spt_desk_get_store (parts->desk), parts->cancellable, loaded_cb, sheet);
}

/* --- the form ------------------------------------------------------------------------------------------ */

static void
edit (SptPlantCatalogueDialog *self,
      const SptPlantEntry     *entry)
{
  SptSchema *schema = spt_plant_catalogue_get_schema (self->which);
  g_autoptr (SptForm) form = NULL;
  g_autoptr (GError) error = NULL;

  if (schema == NULL)
    return; /* said in the log */
  form = spt_form_new (schema);
  if (entry != NULL)
    {
      g_autoptr (SptRecord) record = spt_record_new (schema);

      if (!spt_record_read (record, entry->doc, -1, &error))
        {
          spt_sheet_say_error (SPT_SHEET (self), error);
          return;
        }
      spt_form_load (form, record);
    }
  spt_sheet_edit (SPT_SHEET (self), g_steal_pointer (&form), entry != NULL ? entry->id : 0,
                  _(entry != NULL ? words[self->which].one : words[self->which].a_new), words[self->which].first);
}

static void
spt_plant_catalogue_dialog_begin (SptSheet *sheet)
{
  edit (SPT_PLANT_CATALOGUE_DIALOG (sheet), NULL);
}

static void
spt_plant_catalogue_dialog_check (SptSheet     *sheet,
                                  SptRecord    *record,
                                  SptIssueList *issues)
{
  SptPlantCatalogueDialog *self = SPT_PLANT_CATALOGUE_DIALOG (sheet);
  g_autofree char *today = dup_today (self);

  spt_plant_catalogue_check (self->which, record, get_entries (self, SPT_PLANT_CATALOGUE_FIRMS), today, issues);
}

static void
spt_plant_catalogue_dialog_keep (SptSheet            *sheet,
                                 SptRecord           *record,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  SptPlantCatalogueDialog *self = SPT_PLANT_CATALOGUE_DIALOG (sheet);

  spt_plant_catalogue_save_async (spt_desk_get_store (self->sheet->desk), self->which, self->sheet->id, record,
                                  spt_desk_get_who (self->sheet->desk), self->sheet->cancellable, callback, user_data);
}

/* --- the dialog ---------------------------------------------------------------------------------------- */

static void
spt_plant_catalogue_dialog_finalize (GObject *object)
{
  g_clear_pointer (&SPT_PLANT_CATALOGUE_DIALOG (object)->all, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_plant_catalogue_dialog_parent_class)->finalize (object);
}

static const SptSheetKind sheet_kind = {
  .title = N_("Firms, Technicians, Instruments"),
  .taken_title = N_("It Is There Already"),
  .taken = N_("The catalogue has an entry of that code or name. Change that one, or write another."),
  .removed = N_("Removed from the catalogue"),
  .unsaved = N_("What was typed here is not in the catalogue yet."),
  .remove = spt_plant_catalogue_remove_async,
};

static void
spt_plant_catalogue_dialog_class_init (SptPlantCatalogueDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptSheetClass *sheet_class = SPT_SHEET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = spt_plant_catalogue_dialog_finalize;
  sheet_class->read = spt_plant_catalogue_dialog_read;
  sheet_class->show_list = spt_plant_catalogue_dialog_show_list;
  sheet_class->begin = spt_plant_catalogue_dialog_begin;
  sheet_class->check = spt_plant_catalogue_dialog_check;
  sheet_class->keep = spt_plant_catalogue_dialog_keep;

  spt_sheet_class_set_kind (sheet_class, &sheet_kind, APPLICATION_PATH "/ui/catasto/spt-plant-catalogue-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPlantCatalogueDialog, firm_button);
  gtk_widget_class_bind_template_child (widget_class, SptPlantCatalogueDialog, technician_button);
  gtk_widget_class_bind_template_child (widget_class, SptPlantCatalogueDialog, instrument_button);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
}

static void
spt_plant_catalogue_dialog_init (SptPlantCatalogueDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sheet = spt_sheet_get_parts (SPT_SHEET (self));
}

/**
 * spt_plant_catalogue_dialog_new:
 * @parent: a widget of the window it belongs to
 * @desk: what it works with
 * @account_id: not asked for: the catalogues are those of all accounts
 *
 * Makes the catalogues of firms, technicians and instruments (Issue 6 point 6).
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
spt_plant_catalogue_dialog_new (GtkWidget *parent,
                                SptDesk   *desk,
                                gint64     account_id)
{
  SptPlantCatalogueDialog *self = spt_sheet_new (SPT_TYPE_PLANT_CATALOGUE_DIALOG, parent, desk);

  spt_sheet_show_page (SPT_SHEET (self), "loading", NULL);
  spt_plant_catalogue_dialog_read (SPT_SHEET (self));

  return GTK_WINDOW (self);
}
