/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that begins a day's efficiency reports: day, firm and technician once, then plant after plant. */
#define G_LOG_DOMAIN "spt-day-reports"

#include "config.h"

#include "ui/catasto/spt-day-reports.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "store/spt-store-dossiers.h"
#include "ui/catasto/spt-day-reports-work.h"
#include "ui/spt-record-page.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define IDS      "spt-day-reports"
#define MAX_ROWS 12
#define DUE_DAYS 30
#define WAIT_MS  120

struct _SptDayReports
{
  AdwWindow     parent_instance;

  SptDesk      *desk;        /* (owned) */
  GtkWidget    *parent;      /* (weak) */
  GCancellable *cancellable; /* (owned) */
  GCancellable *search;      /* (owned) (nullable): of the last words */
  GPtrArray    *firms;       /* (owned) (nullable) */
  GPtrArray    *technicians; /* (owned) (nullable) */
  GPtrArray    *found;       /* (owned): what answers to the words */
  GPtrArray    *chosen;      /* (owned) */
  guint         timer;
  gboolean      working;

  /* Template */
  GtkEditable  *day_row;
  AdwComboRow  *firm_row;
  AdwComboRow  *technician_row;
  GtkWidget    *search_entry;
  GtkListBox   *found_list;
  GtkWidget    *chosen_box;
  GtkListBox   *chosen_list;
  GtkLabel     *summary_label;
  GtkButton    *begin_button;
};

G_DEFINE_FINAL_TYPE (SptDayReports, spt_day_reports, ADW_TYPE_WINDOW)

/* --- what is said ---------------------------------------------------------------------------------- */

static char *
dup_day (SptDayReports * self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->day_row)));
  SptDatetime day;

  return spt_datetime_parse (text, &day, NULL) ? spt_datetime_to_iso (&day) : NULL;
}

static void
update (SptDayReports *self)
{
  g_autofree char *day = dup_day (self);
  g_autofree char *number = spt_ui_format_count (self->chosen->len);
  g_autofree char *text = self->chosen->len == 0
                          ? g_strdup (_("Choose the plants one by one: Return takes the first that is found."))
                          : g_strdup_printf (ngettext ("%s report, begun from the one before it",
                                                       "%s reports, each begun from the one before it", self->chosen->len), number);
  g_autofree char *label = self->chosen->len == 0 ? g_strdup (_("_Begin"))
                           : g_strdup_printf (ngettext ("_Begin %s Report", "_Begin %s Reports", self->chosen->len), number);

  if (day == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->day_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->day_row), "error");
  gtk_label_set_label (self->summary_label, day != NULL ? text : _("The day is written as 16/12/2026."));
  gtk_button_set_label (self->begin_button, label);
  gtk_widget_set_visible (self->chosen_box, self->chosen->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.begin", self->chosen->len > 0 && day != NULL && !self->working);
}

static GtkWidget *
new_row (const SptDayReport *report,
         const char         *icon_name,
         const char         *tooltip,
         const char         *action,
         guint               position)
{
  GtkWidget *row;
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *parts = spt_day_report_dup_parts (report);
  g_autofree char *title = g_strdup_printf ("%s · %s", report->code, parts);
  g_autofree char *subtitle = NULL;
  g_autofree char *due = NULL;
  SptDatetime date;

  if (report->due != NULL && spt_datetime_parse (report->due, &date, NULL))
    {
      g_autofree char *day = spt_datetime_to_italian (&date, FALSE);

      /* Translators: %s is a date: until when a report is due */
      due = g_strdup_printf (_("due by %s"), day);
    }
  subtitle = g_strjoin (" · ", report->name, report->place, report->open_id != 0 ? _("begun already") : due, NULL);
  row = spt_ui_new_row (title, subtitle);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", position);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
fill_list (GtkListBox *list,
           GPtrArray  *reports,
           guint       max,
           const char *icon_name,
           const char *tooltip,
           const char *action)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; i < MIN (reports->len, max); i++)
    gtk_list_box_append (list, new_row (g_ptr_array_index (reports, i), icon_name, tooltip, action, i));
  gtk_widget_set_visible (GTK_WIDGET (list), reports->len > 0);
}

static void
show_chosen (SptDayReports *self)
{
  fill_list (self->chosen_list, self->chosen, G_MAXUINT, "list-remove-symbolic", _("Take Out"), "reports.remove");
  update (self);
}

static void
choose (SptDayReports *self,
        SptDayReport  *report)
{
  for (guint i = 0; i < self->chosen->len; i++)
    {
      if (spt_day_report_is_same (g_ptr_array_index (self->chosen, i), report))
        return;
    }
  g_ptr_array_add (self->chosen, spt_day_report_ref (report));
}

/* --- finding --------------------------------------------------------------------------------------- */

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = spt_day_reports_find_finish (SPT_STORE (object), result, &error);
  SptDayReports *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (found == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_ptr_array_unref (self->found);
  self->found = found;
  fill_list (self->found_list, self->found, MAX_ROWS, "list-add-symbolic", _("Add"), "reports.add");
}

static void
look_cb (gpointer user_data)
{
  SptDayReports *self = user_data;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  self->timer = 0;
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (words[strspn (words, " ")] == '\0')
    {
      g_ptr_array_set_size (self->found, 0);
      fill_list (self->found_list, self->found, 0, "list-add-symbolic", NULL, "reports.add");
      return;
    }
  self->search = g_cancellable_new ();
  spt_day_reports_find_async (spt_desk_get_store (self->desk), words, NULL, NULL, MAX_ROWS, self->search, found_cb, self);
}

static void
search_cb (SptDayReports *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (WAIT_MS, look_cb, self);
}

/* The first, and the next words. */
static void
take_first_cb (SptDayReports *self)
{
  if (self->found->len == 0)
    return;
  choose (self, g_ptr_array_index (self->found, 0));
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (self->search_entry);
  show_chosen (self);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptDayReports *self = SPT_DAY_REPORTS (widget);
  guint at = g_variant_get_uint32 (parameter);

  if (at >= self->found->len)
    return;
  choose (self, g_ptr_array_index (self->found, at));
  gtk_widget_grab_focus (self->search_entry);
  show_chosen (self);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptDayReports *self = SPT_DAY_REPORTS (widget);
  guint at = g_variant_get_uint32 (parameter);

  if (at >= self->chosen->len)
    return;
  g_ptr_array_remove_index (self->chosen, at);
  gtk_widget_grab_focus (self->search_entry);
  show_chosen (self);
}

static void
found_many_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = spt_day_reports_find_finish (SPT_STORE (object), result, &error);
  SptDayReports *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (found == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  for (guint i = 0; i < found->len; i++)
    choose (self, g_ptr_array_index (found, i));
  show_chosen (self);
  if (found->len == 0)
    gtk_label_set_label (self->summary_label, _("No report is due within 30 days."));
}

/* Of the deadlines: what is late, and what comes within a month. */
static void
add_due_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptDayReports *self = SPT_DAY_REPORTS (widget);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (spt_desk_get_now (self->desk) / 1000);
  g_autoptr (GDateTime) until = g_date_time_add_days (now, DUE_DAYS);
  g_autofree char *text = g_date_time_format (until, "%Y-%m-%d");

  spt_day_reports_find_async (spt_desk_get_store (self->desk), NULL, text, NULL, 0, self->cancellable, found_many_cb, self);
}

/* --- firm and technician --------------------------------------------------------------------------- */

static void
fill_combo (AdwComboRow *row,
            GPtrArray   *entries)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("As in the report before"));
  for (guint i = 0; i < entries->len; i++)
    {
      const SptCatalogueEntry *entry = g_ptr_array_index (entries, i);

      gtk_string_list_append (names, entry->name);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  /* The only one of a small firm. */
  adw_combo_row_set_selected (row, entries->len == 1 ? 1 : 0);
}

static void
choices_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *firms = NULL;
  GPtrArray *technicians = NULL;
  gboolean done = spt_day_reports_choices_finish (SPT_STORE (object), result, &firms, &technicians, &error);
  SptDayReports *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->firms = firms;
  self->technicians = technicians;
  fill_combo (self->firm_row, firms);
  fill_combo (self->technician_row, technicians);
}

static const char *
get_doc (AdwComboRow *row,
         GPtrArray   *entries)
{
  guint selected = adw_combo_row_get_selected (row);

  return entries != NULL && selected > 0 && selected <= entries->len
         ? ((const SptCatalogueEntry *) g_ptr_array_index (entries, selected - 1))->doc : NULL;
}

/* --- beginning ------------------------------------------------------------------------------------- */

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_day_reports_make_finish (SPT_STORE (object), result, &error);
  SptDayReports *self = user_data;
  SptWindow *window;

  if (spt_ui_is_cancelled (error))
    return;
  self->working = FALSE;
  if (ids == NULL)
    {
      update (self);
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_object_set_data_full (G_OBJECT (self->desk), IDS, g_array_ref (ids), (GDestroyNotify) g_array_unref);
  window = self->parent != NULL ? spt_window_of (self->parent) : NULL;
  gtk_window_close (GTK_WINDOW (self));
  /* Ctrl+Return saves one and opens the next. */
  if (window != NULL && ids->len > 0)
    spt_record_page_go_through (window, SPT_KIND_INTERVENTIONS, g_array_index (ids, gint64, 0), ids, SPT_QUEUE_ONLY);
}

static void
begin_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptDayReports *self = SPT_DAY_REPORTS (widget);
  g_autofree char *day = dup_day (self);

  if (self->working || self->chosen->len == 0 || day == NULL)
    return;
  self->working = TRUE;
  update (self);
  spt_day_reports_make_async (spt_desk_get_store (self->desk), self->chosen, day, get_doc (self->firm_row, self->firms),
                              get_doc (self->technician_row, self->technicians), spt_desk_get_who (self->desk),
                              spt_desk_get_now (self->desk), self->cancellable, made_cb, self);
}

/* --- the window ------------------------------------------------------------------------------------ */

static void
spt_day_reports_dispose (GObject *object)
{
  SptDayReports *self = SPT_DAY_REPORTS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (spt_day_reports_parent_class)->dispose (object);
}

static void
spt_day_reports_finalize (GObject *object)
{
  SptDayReports *self = SPT_DAY_REPORTS (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->search);
  g_clear_pointer (&self->firms, g_ptr_array_unref);
  g_clear_pointer (&self->technicians, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_day_reports_parent_class)->finalize (object);
}

static void
spt_day_reports_class_init (SptDayReportsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_day_reports_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_day_reports_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/catasto/spt-day-reports.ui");
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, day_row);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, firm_row);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, technician_row);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, found_list);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, chosen_box);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, chosen_list);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SptDayReports, begin_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_first_cb);
  gtk_widget_class_install_action (widget_class, "reports.begin", NULL, begin_action);
  gtk_widget_class_install_action (widget_class, "reports.add", "u", add_action);
  gtk_widget_class_install_action (widget_class, "reports.remove", "u", remove_action);
  gtk_widget_class_install_action (widget_class, "reports.add-due", NULL, add_due_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "reports.begin", NULL);
}

static void
spt_day_reports_init (SptDayReports *self)
{
  self->cancellable = g_cancellable_new ();
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_day_report_unref);
  self->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_day_report_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_day_reports_new:
 * @parent: what it is opened from
 * @desk: the desk
 * @plant_ids: (nullable) (element-type gint64): plants that are chosen already
 *
 * Makes the sheet.
 *
 * Returns: (transfer none): the sheet, to be presented
 */
GtkWindow *
spt_day_reports_new (GtkWidget *parent,
                     SptDesk   *desk,
                     GArray    *plant_ids)
{
  SptDayReports *self = g_object_new (SPT_TYPE_DAY_REPORTS, "transient-for", gtk_widget_get_root (parent), NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (spt_desk_get_now (desk) / 1000);
  g_autofree char *today = g_date_time_format (now, "%d/%m/%Y");

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->parent, parent);
  gtk_editable_set_text (self->day_row, today);
  gtk_widget_grab_focus (self->search_entry);
  spt_day_reports_choices_async (spt_desk_get_store (desk), self->cancellable, choices_cb, self);
  if (plant_ids != NULL && plant_ids->len > 0)
    spt_day_reports_find_async (spt_desk_get_store (desk), NULL, NULL, plant_ids, G_MAXUINT, self->cancellable, found_many_cb,
                                self);
  update (self);

  return GTK_WINDOW (self);
}

/**
 * spt_day_reports_get_ids:
 * @desk: the desk
 *
 * Returns: (transfer none) (element-type gint64) (nullable): the reports that were begun together last
 */
GArray *
spt_day_reports_get_ids (SptDesk *desk)
{
  return g_object_get_data (G_OBJECT (desk), IDS);
}

/**
 * spt_day_reports_forget:
 * @desk: the desk
 *
 * Forgets which reports were begun together.
 */
void
spt_day_reports_forget (SptDesk *desk)
{
  g_object_set_data (G_OBJECT (desk), IDS, NULL);
}
