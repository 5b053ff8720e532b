/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dividing a payment into instalments: how, and what will come of it. */
#define G_LOG_DOMAIN "spt-plan-dialog"

#include "config.h"

#include "spt-plan-dialog.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "ui/spt-ui.h"

#define USUAL_N       4
#define OWN_DATES     3  /* in the list of how often */
#define USUAL_DAYS    30 /* the first one from now, where the payment has no due date */

struct _SptPlanDialog
{
  AdwWindow        parent_instance;

  SptService      *service;     /* (owned) */
  char            *doc;         /* (owned): the position as it is */
  char            *divided;     /* (owned) (nullable): as it would be */
  char            *description; /* (owned) (nullable) */
  gint64           now;
  GPtrArray       *dates;       /* (owned): the entries of dates, unowned; empty without own dates */
  guint            filling : 1;

  /* Template */
  GtkWidget       *apply_button;
  GtkSpinButton   *n_spin;
  AdwComboRow     *every_row;
  AdwEntryRow     *first_row;
  AdwComboRow     *rest_row;
  GtkSwitch       *single_switch;
  GtkLabel        *trouble_label;
  GtkWidget       *preview_group;
  GtkListBox      *preview_list;
};

enum
{
  SIGNAL_DIVIDED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (SptPlanDialog, spt_plan_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static SptRecord *
read_record (SptPlanDialog *self,
             const char    *doc)
{
  SptRecord *record = spt_record_new (SPT_SERVICE_GET_CLASS (self->service)->get_record_schema (
                                        self->service));
  g_autoptr (GError) error = NULL;

  if (!spt_record_read (record, doc, -1, &error))
    g_warning ("The position to divide cannot be read: %s", error->message);
  return record;
}

static gboolean
has_own_dates (SptPlanDialog *self)
{
  return adw_combo_row_get_selected (self->every_row) == OWN_DATES;
}

static guint
get_n (SptPlanDialog *self)
{
  return (guint) gtk_spin_button_get_value_as_int (self->n_spin);
}

/* The text of a field of the @n-th payment. */
static const char *
get_text (SptRecord  *record,
          guint       n,
          const char *name)
{
  g_autofree char *path = g_strdup_printf ("paymentOption[%u].%s", n, name);
  SptNode *node;
  const SptFieldDef *field;

  if (!spt_record_find_path (record, path, &node, &field) || field == NULL)
    return "";
  return spt_node_get (node, field->index);
}

static char *
dup_date_text (const char *text)
{
  SptDatetime date;

  return spt_datetime_parse (text, &date, NULL) ? spt_datetime_to_italian (&date, FALSE)
                                                : g_strdup (text);
}

/* --- the preview --------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (SptPlanDialog *self,
          guint          number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *amount = gtk_label_new ("");
  g_autofree char *title = NULL;

  /* Translators: %u is which of several instalments */
  title = g_strdup_printf (_("Instalment %u"), number + 1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (amount, "numeric");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data (G_OBJECT (row), "spt-amount", amount);
  if (has_own_dates (self))
    {
      GtkWidget *entry = gtk_entry_new ();
      g_autofree char *name = NULL;

      /* Translators: %s is "Instalment 2" */
      name = g_strdup_printf (_("Due date of %s"), title);
      gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 10);
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_ptr_array_add (self->dates, entry);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), amount);
  return row;
}

static void update (SptPlanDialog *self);

static void
value_changed_cb (SptPlanDialog *self)
{
  if (!self->filling)
    update (self);
}

/* Dates of one's own begin as the months would have them. */
static void
fill_dates (SptPlanDialog *self)
{
  SptDatetime first;

  if (!spt_datetime_parse (gtk_editable_get_text (GTK_EDITABLE (self->first_row)), &first, NULL))
    return;
  for (guint i = 0; i < self->dates->len; i++)
    {
      GDate date;
      SptDatetime at = first;
      g_autofree char *text = NULL;

      g_date_clear (&date, 1);
      g_date_set_dmy (&date, first.day, first.month, first.year);
      g_date_add_months (&date, i);
      at.day = (gint8) g_date_get_day (&date);
      at.month = (gint8) g_date_get_month (&date);
      at.year = (gint16) g_date_get_year (&date);
      text = spt_datetime_to_italian (&at, FALSE);
      gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (self->dates, i)), text);
    }
}

static void
rebuild (SptPlanDialog *self)
{
  GtkWidget *row;

  self->filling = TRUE;
  g_ptr_array_set_size (self->dates, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->preview_list))) != NULL)
    gtk_list_box_remove (self->preview_list, row);
  for (guint i = 0; i < get_n (self); i++)
    gtk_list_box_append (self->preview_list, make_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->first_row), !has_own_dates (self));
  fill_dates (self);
  for (guint i = 0; i < self->dates->len; i++)
    g_signal_connect_object (g_ptr_array_index (self->dates, i), "changed",
                             G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

static void
shape_changed_cb (SptPlanDialog *self)
{
  if (self->filling)
    return;
  rebuild (self);
  update (self);
}

static void
say_trouble (SptPlanDialog *self,
             const char    *code)
{
  const SptMessage *message = code != NULL
                              ? spt_messages_find (spt_service_get_info (self->service)->id, code)
                              : NULL;
  g_autofree char *text = NULL;

  if (message != NULL)
    text = message->next != NULL ? g_strdup_printf ("%s %s", message->text, message->next)
                                 : g_strdup (message->text);
  gtk_label_set_text (self->trouble_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble_label), text != NULL);
  gtk_widget_set_visible (self->preview_group, code == NULL || self->dates->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.apply", code == NULL);
}

static void
show_preview (SptPlanDialog *self,
              SptRecord     *record,
              gboolean       has_single)
{
  guint i = has_single ? 1 : 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->preview_list)); row != NULL;
       row = gtk_widget_get_next_sibling (row), i++)
    {
      GtkLabel *label = g_object_get_data (G_OBJECT (row), "spt-amount");
      g_autofree char *date = dup_date_text (get_text (record, i, "dueDate"));
      g_autofree char *amount = NULL;
      g_autofree char *text = NULL;
      gint64 cents = 0;

      if (spt_money_parse_euro (get_text (record, i, "amount"), &cents, NULL))
        amount = spt_money_format (cents);
      text = g_strdup_printf ("%s €", amount != NULL ? amount : "–");
      gtk_label_set_text (label, text);
      if (self->dates->len == 0)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), date);
    }
}

/* Done on a copy: what is shown is what will be. */
static void
update (SptPlanDialog *self)
{
  const SptDuesTable *table = SPT_SERVICE_GET_CLASS (self->service)->get_dues (self->service);
  g_autoptr (SptRecord) record = read_record (self, self->doc);
  g_autofree SptDatetime *dates = NULL;
  SptInstalments how = {
    .n = get_n (self),
    .months = has_own_dates (self) ? 0 : adw_combo_row_get_selected (self->every_row) + 1,
    .keep_single = gtk_switch_get_active (self->single_switch),
    .rest_last = adw_combo_row_get_selected (self->rest_row) == 1,
    .description = self->description,
  };
  const char *code = NULL;

  g_clear_pointer (&self->divided, g_free);
  if (has_own_dates (self))
    {
      dates = g_new0 (SptDatetime, how.n);
      for (guint i = 0; i < self->dates->len && i < how.n; i++)
        {
          if (!spt_datetime_parse (gtk_editable_get_text (GTK_EDITABLE (
                                                            g_ptr_array_index (self->dates, i))),
                                   &dates[i], NULL))
            dates[i] = (SptDatetime) { 0 }
          ;                                 /* said as a date that is none */
        }
      how.dates = dates;
    }
  else if (!spt_datetime_parse (gtk_editable_get_text (GTK_EDITABLE (self->first_row)), &how.first,
                                NULL))
    {
      how.first = (SptDatetime) { 0 };
      code = "plan-dates";
    }

  if (code == NULL)
    code = table->divide (self->service, &how, record, self->now);
  if (code == NULL)
    {
      self->divided = spt_record_dup_doc (record);
      show_preview (self, record, how.keep_single);
    }
  say_trouble (self, code);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptPlanDialog *self = SPT_PLAN_DIALOG (widget);

  if (self->divided == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_DIVIDED], 0, self->divided);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- the dialog ---------------------------------------------------------------------------------------- */

static void
spt_plan_dialog_dispose (GObject *object)
{
  SptPlanDialog *self = SPT_PLAN_DIALOG (object);

  self->filling = TRUE; /* what goes away changes no more */
  g_clear_object (&self->service);

  G_OBJECT_CLASS (spt_plan_dialog_parent_class)->dispose (object);
}

static void
spt_plan_dialog_finalize (GObject *object)
{
  SptPlanDialog *self = SPT_PLAN_DIALOG (object);

  g_free (self->doc);
  g_free (self->divided);
  g_free (self->description);
  g_ptr_array_unref (self->dates);

  G_OBJECT_CLASS (spt_plan_dialog_parent_class)->finalize (object);
}

static void
spt_plan_dialog_class_init (SptPlanDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_plan_dialog_dispose;
  object_class->finalize = spt_plan_dialog_finalize;

  signals[SIGNAL_DIVIDED] =
    g_signal_new ("divided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-plan-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, n_spin);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, every_row);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, rest_row);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, single_switch);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, preview_group);
  gtk_widget_class_bind_template_child (widget_class, SptPlanDialog, preview_list);
  gtk_widget_class_bind_template_callback (widget_class, shape_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);

  gtk_widget_class_install_action (widget_class, "plan.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_plan_dialog_init (SptPlanDialog *self)
{
  self->dates = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_plan_dialog_new:
 * @parent: a widget of the window it belongs to
 * @service: whose record it is
 * @record: a position with one payment; copied
 * @description: (nullable): reason of an instalment, with placeholders
 * @n: how many are proposed; 0 = the usual number
 * @months: from one to the next; 0 = one
 * @now_utc_ms: what day it is
 *
 * Makes the dialog that divides a payment.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
spt_plan_dialog_new (GtkWidget  *parent,
                     SptService *service,
                     SptRecord  *record,
                     const char *description,
                     guint       n,
                     guint       months,
                     gint64      now_utc_ms)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  SptPlanDialog *self = g_object_new (SPT_TYPE_PLAN_DIALOG, "transient-for", root, NULL);
  g_autofree char *first = dup_date_text (get_text (record, 0, "dueDate"));

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->service = g_object_ref (service);
  self->doc = spt_record_dup_doc (record);
  self->description = g_strdup (description);
  self->now = now_utc_ms;
  if (*first == '\0')
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_utc_ms / 1000);
      g_autoptr (GDateTime) then = g_date_time_add_days (now, USUAL_DAYS);

      g_free (first);
      first = g_date_time_format (then, "%d/%m/%Y");
    }

  gtk_editable_set_text (GTK_EDITABLE (self->first_row), first);
  gtk_spin_button_set_value (self->n_spin, n >= 2 ? n : USUAL_N);
  adw_combo_row_set_selected (self->every_row, months >= 1 && months <= 3 ? months - 1 : 0);
  self->filling = FALSE;
  rebuild (self);
  update (self);
  return GTK_WINDOW (self);
}
