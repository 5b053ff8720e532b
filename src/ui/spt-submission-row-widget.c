/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One submission in the list: what, account and counts, state, next check; in two lines where
 * the list is narrow. */
#define G_LOG_DOMAIN "spt-submission-row-widget"

#include "config.h"

#include "ui/spt-submission-row-widget.h"

#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"

struct _SptSubmissionRowWidget
{
  GtkWidget      parent_instance;

  SptClock      *clock;      /* (owned) */
  SptSubmission *submission; /* (owned) (nullable) */
  SptSubmission *before;     /* (owned) (nullable) */
  guint          idle;

  GtkWidget     *box;
  GtkWidget     *day;
  GtkWidget     *title;
  GtkWidget     *summary;
  GtkWidget     *state;
  GtkWidget     *detail;
};

G_DEFINE_FINAL_TYPE (SptSubmissionRowWidget, spt_submission_row_widget, GTK_TYPE_WIDGET)

static gboolean
update_cb (gpointer user_data)
{
  SptSubmissionRowWidget *self = user_data;

  self->idle = 0;
  spt_submission_row_widget_update (self);
  return G_SOURCE_REMOVE;
}

/* A loaded row notifies twenty properties at once: one update follows. */
static void
notify_cb (GObject    *submission,
           GParamSpec *pspec,
           gpointer    user_data)
{
  SptSubmissionRowWidget *self = user_data;

  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT, update_cb, self, NULL);
}

static void
update_day (SptSubmissionRowWidget *self,
            gint64                  now)
{
  g_autofree char *day = NULL;
  g_autofree char *day_before = NULL;
  gboolean loaded = TRUE;
  gint64 created = 0, created_before = 0;

  g_object_get (self->submission, "created", &created, NULL);
  day = spt_submission_dup_day (created, now);
  if (self->before != NULL)
    {
      g_object_get (self->before, "created", &created_before, "loaded", &loaded, NULL);
      day_before = spt_submission_dup_day (created_before, now);
    }
  gtk_label_set_label (GTK_LABEL (self->day), day);
  gtk_widget_set_visible (self->day, created != 0 && loaded && g_strcmp0 (day, day_before) != 0);
}

/**
 * spt_submission_row_widget_update:
 * @self: a row
 *
 * Says anew what it shows: times come nearer without any change.
 */
void
spt_submission_row_widget_update (SptSubmissionRowWidget *self)
{
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *what = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *spoken = NULL;
  gboolean loaded = FALSE;
  guint order_n = 0;
  gint64 now = 0;

  g_return_if_fail (SPT_IS_SUBMISSION_ROW_WIDGET (self));

  if (self->submission == NULL)
    return;
  g_object_get (self->submission, "loaded", &loaded, NULL);
  gtk_widget_set_visible (self->state, loaded);
  if (!loaded)
    {
      gtk_label_set_label (GTK_LABEL (self->title), " ");
      gtk_label_set_label (GTK_LABEL (self->summary), " ");
      gtk_label_set_label (GTK_LABEL (self->detail), "");
      return;
    }

  now = spt_clock_get_utc_ms (self->clock);
  title = spt_submission_dup_title (self->submission);
  summary = spt_submission_dup_summary (self->submission);
  g_object_get (self->submission, "operation", &operation, "order-n", &order_n, NULL);
  what = order_n > 0 ? spt_order_dup_title (operation, order_n)
                     : g_strdup (spt_operation_label (operation));
  if (g_strcmp0 (title, what) != 0)
    {
      g_autofree char *alone = g_steal_pointer (&summary);

      summary = g_strdup_printf ("%s · %s", what, alone);
    }
  detail = spt_submission_dup_detail (self->submission, now);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
  gtk_label_set_label (GTK_LABEL (self->detail), detail);
  gtk_widget_set_visible (self->detail, *detail != '\0');
  g_object_set (self->state, "state", spt_submission_get_state (self->submission), NULL);
  update_day (self, now);

  spoken = g_strdup_printf ("%s, %s, %s %s", title,
                            spt_ui_state_word (spt_submission_get_state (self->submission), FALSE),
                            summary, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
forget (SptSubmissionRowWidget *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->submission != NULL)
    g_signal_handlers_disconnect_by_data (self->submission, self);
  if (self->before != NULL)
    g_signal_handlers_disconnect_by_data (self->before, self);
  g_clear_object (&self->submission);
  g_clear_object (&self->before);
}

/**
 * spt_submission_row_widget_set:
 * @self: a submission row widget
 * @submission: (nullable): what to show
 * @before: (nullable): the one above it in the list
 *
 * Shows a submission, or nothing any more.
 */
void
spt_submission_row_widget_set (SptSubmissionRowWidget *self,
                               SptSubmission          *submission,
                               SptSubmission          *before)
{
  g_return_if_fail (SPT_IS_SUBMISSION_ROW_WIDGET (self));

  forget (self);
  if (submission == NULL)
    return;

  self->submission = g_object_ref (submission);
  g_signal_connect (submission, "notify", G_CALLBACK (notify_cb), self);
  if (before != NULL)
    {
      self->before = g_object_ref (before);
      g_signal_connect (before, "notify::created", G_CALLBACK (notify_cb), self);
    }
  spt_submission_row_widget_update (self);
}

static void
spt_submission_row_widget_dispose (GObject *object)
{
  SptSubmissionRowWidget *self = SPT_SUBMISSION_ROW_WIDGET (object);

  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_SUBMISSION_ROW_WIDGET);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (spt_submission_row_widget_parent_class)->dispose (object);
}

static void
spt_submission_row_widget_class_init (SptSubmissionRowWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_submission_row_widget_dispose;

  g_type_ensure (SPT_TYPE_STATE_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-submission-row-widget.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionRowWidget, box);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionRowWidget, day);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionRowWidget, title);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionRowWidget, summary);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionRowWidget, state);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionRowWidget, detail);
}

static void
spt_submission_row_widget_init (SptSubmissionRowWidget *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_submission_row_widget_new:
 * @clock: what "today" is measured by
 *
 * Makes the widget of one row.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
spt_submission_row_widget_new (SptClock *clock)
{
  SptSubmissionRowWidget *self = NULL;

  g_return_val_if_fail (SPT_IS_CLOCK (clock), NULL);

  self = g_object_new (SPT_TYPE_SUBMISSION_ROW_WIDGET, NULL);
  self->clock = g_object_ref (clock);
  return GTK_WIDGET (self);
}
