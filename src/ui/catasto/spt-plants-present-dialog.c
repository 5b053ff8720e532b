/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants that other software sent already: since when, how that is known, who says so; or that taken back. */
#define G_LOG_DOMAIN "spt-plants-present-dialog"

#include "config.h"

#include "ui/catasto/spt-plants-present-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "outbox/spt-plants.h"

struct _SptPlantsPresentDialog
{
  AdwWindow       parent_instance;

  SptDesk        *desk;        /* (owned) */
  GArray         *ids;         /* (owned) (element-type gint64) */
  GCancellable   *cancellable; /* (owned) */
  gboolean        is_busy;
  gboolean        can_mark;

  /* Template */
  AdwWindowTitle *title;
  GtkWidget      *mark_button;
  GtkWidget      *revoke_button;
  GtkLabel       *what_label;
  GtkWidget      *group;
  GtkEditable    *date_row;
  GtkEditable    *source_row;
  GtkEditable    *who_row;
  GtkLabel       *error_label;
};

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (SptPlantsPresentDialog, spt_plants_present_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* --- the archive ------------------------------------------------------------------------------------------- */

typedef struct
{
  GArray   *ids;    /* (owned) (element-type gint64) */
  char     *date;   /* (owned) (nullable) */
  char     *source; /* (owned) (nullable) */
  char     *who;    /* (owned) (nullable) */
  gboolean  revoke;
  gint64    now;
  guint     n_free;    /* of how many nobody has said so, and nothing was accepted */
  guint     n_present;
  guint     n_done;
  char     *code;      /* (owned) (nullable): of a single one */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_array_unref (work->ids);
  g_free (work->date);
  g_free (work->source);
  g_free (work->who);
  g_free (work->code);
  g_free (work);
}

static Work *
work_new (SptPlantsPresentDialog *self)
{
  Work *work = g_new0 (Work, 1);

  work->ids = g_array_ref (self->ids);
  work->now = spt_desk_get_now (self->desk);

  return work;
}

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  for (guint i = 0; i < work->ids->len; i++)
    {
      g_autoptr (SptPlant) plant = spt_db_get_plant (db, g_array_index (work->ids, gint64, i), error);
      const SptPlantRow *row = plant != NULL ? spt_plant_get_row (plant) : NULL;

      if (row == NULL)
        return FALSE;
      work->n_present += row->is_present;
      work->n_free += !row->is_present && *row->standing == '\0';
      if (work->ids->len == 1)
        {
          work->code = g_strdup (row->code);
          work->date = g_strdup (row->present_date);
          work->source = g_strdup (row->present_source);
          g_free (work->who);
          work->who = g_strdup (row->present_who);
        }
    }

  return TRUE;
}

static gboolean
keep_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  const gint64 *ids = (const gint64 *) (gpointer) work->ids->data;

  if (work->revoke)
    return spt_plants_revoke_present (db, ids, work->ids->len, work->who, work->now, &work->n_done, error);

  return spt_plants_mark_present (db, ids, work->ids->len, work->date, work->source, work->who, work->now, &work->n_done, error);
}

/* --- what is shown ------------------------------------------------------------------------------------------- */

/* A day as people write it; %NULL and @is_date FALSE when it is none. */
static char *
dup_day (SptPlantsPresentDialog *self,
         gboolean               *is_date)
{
  g_autofree char *text = spt_text_strip (gtk_editable_get_text (self->date_row));
  g_autofree char *iso = NULL;
  SptDatetime date;

  *is_date = TRUE;
  if (*text == '\0')
    return NULL;
  *is_date = spt_datetime_parse (text, &date, NULL);
  if (!*is_date)
    return NULL;
  iso = spt_datetime_to_iso (&date);

  return g_strndup (iso, strlen ("2026-01-01"));
}

static void
update (SptPlantsPresentDialog *self)
{
  gboolean is_date;
  g_autofree char *source = spt_text_strip (gtk_editable_get_text (self->source_row));
  g_autofree char *who = spt_text_strip (gtk_editable_get_text (self->who_row));

  g_free (dup_day (self, &is_date));
  if (is_date)
    gtk_widget_remove_css_class (GTK_WIDGET (self->date_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->date_row), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "present.mark",
                                 self->can_mark && !self->is_busy && is_date && *source != '\0' && *who != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "present.revoke", !self->is_busy);
}

static void
say_error (SptPlantsPresentDialog *self,
           const char             *text)
{
  gtk_label_set_text (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
}

static void
show_one (SptPlantsPresentDialog *self,
          const Work             *work)
{
  g_autofree char *date = NULL;
  SptDatetime parsed;

  adw_window_title_set_subtitle (self->title, work->code);
  if (work->n_present == 0)
    return;
  if (work->date != NULL && spt_datetime_parse (work->date, &parsed, NULL))
    date = spt_datetime_to_italian (&parsed, FALSE);
  gtk_editable_set_text (self->date_row, date != NULL ? date : "");
  gtk_editable_set_text (self->source_row, work->source != NULL ? work->source : "");
  gtk_editable_set_text (self->who_row, work->who != NULL ? work->who : "");
}

static void
show (SptPlantsPresentDialog *self,
      const Work             *work)
{
  g_autofree char *text = NULL;

  self->can_mark = work->n_free > 0;
  if (work->ids->len == 1)
    show_one (self, work);
  if (work->n_free == 0 && work->n_present == 0)
    text = g_strdup (_("The register has accepted a document of it from here: there is nothing to mark."));
  else if (work->n_free == 0)
    text = g_strdup_printf (ngettext ("%u plant is marked. Without the mark its first submission is the whole libretto again.",
                                      "%u plants are marked. Without the mark the first submission of each is the whole libretto again.",
                                      work->n_present), work->n_present);
  else
    text = g_strdup_printf (ngettext ("Other software sent %u plant already: that counts as its first submission.",
                                      "Other software sent %u plants already: that counts as the first submission of each.",
                                      work->n_free), work->n_free);
  gtk_label_set_text (self->what_label, text);
  gtk_widget_set_visible (self->mark_button, self->can_mark);
  gtk_widget_set_sensitive (self->group, self->can_mark);
  gtk_widget_set_visible (self->group, self->can_mark || work->ids->len == 1);
  gtk_widget_set_visible (self->revoke_button, work->n_present > 0);
  update (self);
  if (self->can_mark)
    gtk_widget_grab_focus (GTK_WIDGET (self->date_row));
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Work *work = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (work != NULL)
    show (user_data, work);
  else
    say_error (user_data, _("The plants could not be read. Close this window and try again."));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Work *work = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptPlantsPresentDialog *self;

  if (spt_ui_is_cancelled (error))
    return;
  self = user_data;
  self->is_busy = FALSE;
  update (self);
  if (work == NULL)
    {
      g_warning ("plants were not marked: %s", error->message);
      say_error (self, _("Nothing was kept. Try again."));
      return;
    }
  if (work->n_done == 0)
    {
      say_error (self, work->revoke ? _("Something of it was sent or is prepared: the mark stays.")
                                    : _("Nothing has changed: the plants are known to the register already."));
      return;
    }
  g_signal_emit (self, signals[SIGNAL_DONE], 0, work->n_done, work->ids->len);
  gtk_window_close (GTK_WINDOW (self));
}

static void
keep (SptPlantsPresentDialog *self,
      gboolean                revoke)
{
  Work *work = work_new (self);
  gboolean is_date;

  work->revoke = revoke;
  work->date = dup_day (self, &is_date);
  work->source = spt_text_strip (gtk_editable_get_text (self->source_row));
  work->who = revoke ? g_strdup (spt_desk_get_who (self->desk)) : spt_text_strip (gtk_editable_get_text (self->who_row));
  self->is_busy = TRUE;
  update (self);
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_WRITE, keep_job, work, work_free, self->cancellable, kept_cb, self);
}

static void
mark (SptPlantsPresentDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "present.mark", NULL);
}

static void
mark_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  keep (SPT_PLANTS_PRESENT_DIALOG (widget), FALSE);
}

static void
revoke_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  keep (SPT_PLANTS_PRESENT_DIALOG (widget), TRUE);
}

/* --- the window ------------------------------------------------------------------------------------------------ */

static void
spt_plants_present_dialog_dispose (GObject *object)
{
  SptPlantsPresentDialog *self = SPT_PLANTS_PRESENT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_PLANTS_PRESENT_DIALOG);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_plants_present_dialog_parent_class)->dispose (object);
}

static void
spt_plants_present_dialog_finalize (GObject *object)
{
  g_clear_object (&SPT_PLANTS_PRESENT_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (spt_plants_present_dialog_parent_class)->finalize (object);
}

static void
spt_plants_present_dialog_class_init (SptPlantsPresentDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_plants_present_dialog_dispose;
  object_class->finalize = spt_plants_present_dialog_finalize;

  /**
   * SptPlantsPresentDialog::done:
   * @n_changed: of how many plants it holds now, or does not any more
   * @n_asked: for how many it was asked
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/catasto/spt-plants-present-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, mark_button);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, revoke_button);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, what_label);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, group);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, source_row);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, who_row);
  gtk_widget_class_bind_template_child (widget_class, SptPlantsPresentDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, mark);

  gtk_widget_class_install_action (widget_class, "present.mark", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "present.revoke", NULL, revoke_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "present.mark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_plants_present_dialog_init (SptPlantsPresentDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_plants_present_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @ids: (element-type gint64): plants, one or a selection
 *
 * Makes the dialog that says of plants that other software sent them already, with date, source and who says so, on
 * record; or takes that back while nothing was sent on it. Signal "done" when it was kept.
 *
 * Returns: (transfer none): the window; the caller presents it
 */
GtkWindow *
spt_plants_present_dialog_new (GtkWidget *parent,
                               SptDesk   *desk,
                               GArray    *ids)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  SptPlantsPresentDialog *self = g_object_new (SPT_TYPE_PLANTS_PRESENT_DIALOG, "transient-for",
                                               GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->desk = g_object_ref (desk);
  self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);
  g_array_append_vals (self->ids, ids->data, ids->len);
  if (spt_desk_get_who (desk) != NULL)
    gtk_editable_set_text (self->who_row, spt_desk_get_who (desk));
  update (self);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, look_job, work_new (self), work_free, self->cancellable, looked_cb, self);
  spt_ui_fit_sheet (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}
