/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that starts an intervention: asks what its operation needs and nothing else, then opens its page. */
#define G_LOG_DOMAIN "spt-intervention-start"

#include "config.h"

#include "ui/catasto/spt-intervention-start.h"

#include <glib/gi18n.h>

#include "ui/catasto/spt-intervention-page.h"
#include "ui/spt-window.h"

struct _SptInterventionStart
{
  AdwWindow     parent_instance;

  SptDesk      *desk;        /* (owned) */
  SptWindow    *window;      /* (unowned): that of @parent */
  GCancellable *cancellable; /* (owned) */
  const char   *type;        /* interned */
  gint64        plant_id;
  gint64        previous;
};

G_DEFINE_FINAL_TYPE (SptInterventionStart, spt_intervention_start, ADW_TYPE_WINDOW)

static void
begun_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptInterventionBegun *begun = spt_intervention_begin_finish (SPT_STORE (object), result, &error);
  SptInterventionStart *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (begun == NULL)
    spt_ui_report_error (GTK_WIDGET (self->window), error);
  else
    spt_window_push (self->window, spt_intervention_page_new_begun (self->desk, begun));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
begin (SptInterventionStart *self)
{
  const SptInterventionPlan plan = { .plant_id = self->plant_id, .type = self->type, .previous = self->previous };

  spt_intervention_begin_async (spt_desk_get_store (self->desk), &plan, spt_desk_get_now (self->desk),
                                self->cancellable, begun_cb, self);
}

static void
spt_intervention_start_show (GtkWidget *widget)
{
  begin (SPT_INTERVENTION_START (widget));
}

static void
spt_intervention_start_dispose (GObject *object)
{
  SptInterventionStart *self = SPT_INTERVENTION_START (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_intervention_start_parent_class)->dispose (object);
}

static void
spt_intervention_start_finalize (GObject *object)
{
  g_clear_object (&SPT_INTERVENTION_START (object)->cancellable);

  G_OBJECT_CLASS (spt_intervention_start_parent_class)->finalize (object);
}

static void
spt_intervention_start_class_init (SptInterventionStartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_intervention_start_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_intervention_start_finalize;
  GTK_WIDGET_CLASS (klass)->show = spt_intervention_start_show;
}

static void
spt_intervention_start_init (SptInterventionStart *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * spt_intervention_start_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @plant_id: of which plant; 0 = a new one
 * @type: "84", %SPT_INTERVENTION_LOCAL
 *
 * Makes the sheet that starts an intervention; the caller presents it. Where nothing is to be asked it never shows.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_intervention_start_new (GtkWidget  *parent,
                            SptDesk    *desk,
                            gint64      plant_id,
                            const char *type)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  SptInterventionStart *self = g_object_new (SPT_TYPE_INTERVENTION_START, "transient-for",
                                             GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->desk = g_object_ref (desk);
  self->window = spt_window_of (parent);
  self->plant_id = plant_id;
  self->type = g_intern_string (type);

  return GTK_WINDOW (self);
}

/**
 * spt_intervention_start_from:
 * @parent: a widget of the window
 * @desk: what it works with
 * @plant_id: of which plant
 * @type: "84"
 * @previous: the intervention that it begins from
 *
 * Starts one that takes over what does not expire of an earlier one.
 */
void
spt_intervention_start_from (GtkWidget  *parent,
                             SptDesk    *desk,
                             gint64      plant_id,
                             const char *type,
                             gint64      previous)
{
  GtkWindow *window = spt_intervention_start_new (parent, desk, plant_id, type);

  SPT_INTERVENTION_START (window)->previous = previous;
  gtk_window_present (window);
}
