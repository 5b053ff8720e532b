/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of a creditor body over a list; out of sight while the archive knows one body only. */
#define G_LOG_DOMAIN "spt-body-filter"

#include "config.h"

#include "spt-body-filter.h"

#include <glib/gi18n.h>

#include "ui/spt-account-work.h"
#include "ui/spt-ui.h"

#define SCHEMA "io.github.sportello.Sportello"
#define SETTINGS_KEY "body-filter"
#define READ_DELAY_MS 400

struct _SptBodyFilter
{
  GtkWidget     parent_instance;

  SptStore     *store;       /* (owned) (nullable) */
  GSettings    *settings;    /* (owned) (nullable): none in a test of templates */
  GCancellable *cancellable; /* (owned) */
  GPtrArray    *bodies;      /* (owned) (nullable) (element-type SptBody) */
  char         *chosen;      /* (owned) (nullable): a tax code */
  GtkWidget    *drop_down;   /* (owned by the widget tree) (nullable): made for two bodies or more */
  guint         read_timeout;
  guint         filling : 1; /* the list follows the archive, nobody chose */
};

G_DEFINE_FINAL_TYPE (SptBodyFilter, spt_body_filter, GTK_TYPE_WIDGET)

static guint chosen_signal;

/* NULL where the schema is not installed (a test of templates): then nothing is remembered. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
remember (SptBodyFilter *self)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, SETTINGS_KEY, self->chosen != NULL ? self->chosen : "");
}

static void
show_chosen (SptBodyFilter *self)
{
  guint selected = 0;

  if (self->drop_down == NULL)
    return;
  for (guint i = 0; self->bodies != NULL && i < self->bodies->len; i++)
    {
      if (g_strcmp0 (((SptBody *) g_ptr_array_index (self->bodies, i))->code, self->chosen) == 0)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), selected);
  self->filling = FALSE;
}

static void
selected_cb (SptBodyFilter *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  const char *code = NULL;

  if (self->filling || self->bodies == NULL)
    return;
  if (selected > 0 && selected <= self->bodies->len)
    code = ((SptBody *) g_ptr_array_index (self->bodies, selected - 1))->code;
  if (g_strcmp0 (code, self->chosen) == 0)
    return;

  g_free (self->chosen);
  self->chosen = g_strdup (code);
  remember (self);
  g_signal_emit (self, chosen_signal, 0);
}

/* --- the bodies ---------------------------------------------------------------------------------------- */

static gboolean
same_bodies (GPtrArray *one,
             GPtrArray *two)
{
  if (one == NULL || one->len != two->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    {
      const SptBody *a = g_ptr_array_index (one, i);
      const SptBody *b = g_ptr_array_index (two, i);

      if (strcmp (a->code, b->code) != 0 || g_strcmp0 (a->name, b->name) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Most archives know one body and never see it. */
static void
make_drop_down (SptBodyFilter *self)
{
  g_autoptr (GtkExpression) name =
    gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->drop_down = gtk_drop_down_new (NULL, NULL);
  gtk_drop_down_set_expression (GTK_DROP_DOWN (self->drop_down), name);
  spt_ui_name_drop_down (GTK_DROP_DOWN (self->drop_down), _("Creditor body"));
  gtk_widget_set_parent (self->drop_down, GTK_WIDGET (self));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fill_drop_down (SptBodyFilter *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->drop_down == NULL)
    make_drop_down (self);
  gtk_string_list_append (names, _("All Bodies"));
  for (guint i = 0; i < self->bodies->len; i++)
    {
      const SptBody *body = g_ptr_array_index (self->bodies, i);
      g_autofree char *label = spt_body_dup_label (body->code, body->name);

      gtk_string_list_append (names, label);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->drop_down), G_LIST_MODEL (names));
  self->filling = FALSE;
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->drop_down), self->bodies->len > 8);
}

static void
show_bodies (SptBodyFilter *self)
{
  if (self->bodies->len > 1)
    fill_drop_down (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->bodies->len > 1);

  /* Another archive has other bodies: a choice that it does not know would hide everything. */
  if (self->chosen != NULL &&
      (self->bodies->len < 2 || spt_body_find (self->bodies, self->chosen) == NULL))
    {
      g_clear_pointer (&self->chosen, g_free);
      g_signal_emit (self, chosen_signal, 0);
    }
  show_chosen (self);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bodies = spt_bodies_list_finish (SPT_STORE (object), result, &error);
  SptBodyFilter *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  if (bodies == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (same_bodies (self->bodies, bodies))
    return;
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  self->bodies = g_steal_pointer (&bodies);
  show_bodies (self);
}

static void
read_cb (gpointer user_data)
{
  SptBodyFilter *self = user_data;

  self->read_timeout = 0;
  spt_bodies_list_async (self->store, self->cancellable, listed_cb, self);
}

/* After the list that the page asks for. */
static void
read_soon (SptBodyFilter *self)
{
  if (self->read_timeout == 0)
    self->read_timeout = g_timeout_add_once (READ_DELAY_MS, read_cb, self);
}

static void
store_changed_cb (SptBodyFilter *self,
                  guint          what)
{
  if ((what & (SPT_CHANGED_POSITIONS | SPT_CHANGED_ACCOUNTS | SPT_CHANGED_ELSEWHERE)) != 0)
    read_soon (self);
}

/* --- the widget ---------------------------------------------------------------------------------------- */

static void
spt_body_filter_dispose (GObject *object)
{
  SptBodyFilter *self = SPT_BODY_FILTER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->read_timeout, g_source_remove);
  g_clear_pointer (&self->drop_down, gtk_widget_unparent);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (spt_body_filter_parent_class)->dispose (object);
}

static void
spt_body_filter_finalize (GObject *object)
{
  SptBodyFilter *self = SPT_BODY_FILTER (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  g_free (self->chosen);

  G_OBJECT_CLASS (spt_body_filter_parent_class)->finalize (object);
}

static void
spt_body_filter_class_init (SptBodyFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_body_filter_dispose;
  object_class->finalize = spt_body_filter_finalize;

  chosen_signal = g_signal_new ("chosen", SPT_TYPE_BODY_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
spt_body_filter_init (SptBodyFilter *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_hide (GTK_WIDGET (self));
}

/**
 * spt_body_filter_set_store:
 * @self: the choice
 * @store: the archive
 *
 * Begins with the body that was chosen last on this computer; the bodies are read a moment later, and after each change.
 */
void
spt_body_filter_set_store (SptBodyFilter *self,
                           SptStore      *store)
{
  g_return_if_fail (SPT_IS_BODY_FILTER (self));
  g_return_if_fail (self->store == NULL);

  self->settings = open_settings ();
  self->chosen = spt_body_filter_dup_remembered ();
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  read_soon (self);
}

/**
 * spt_body_filter_dup_remembered:
 *
 * Gets the body that was chosen last on this computer, in whatever archive.
 *
 * Returns: (transfer full) (nullable): its tax code; %NULL = all, or none was chosen
 */
char *
spt_body_filter_dup_remembered (void)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autofree char *code = settings != NULL ? g_settings_get_string (settings, SETTINGS_KEY) : NULL;

  return code != NULL && *code != '\0' ? g_steal_pointer (&code) : NULL;
}

/**
 * spt_body_filter_get:
 * @self: the choice
 *
 * Gets the body that is chosen.
 *
 * Returns: (transfer none) (nullable): its tax code; %NULL = all
 */
const char *
spt_body_filter_get (SptBodyFilter *self)
{
  g_return_val_if_fail (SPT_IS_BODY_FILTER (self), NULL);

  return self->chosen;
}

/**
 * spt_body_filter_clear:
 * @self: the choice
 * @forget: whether the next start shows all as well
 *
 * Shows all bodies, without a signal: who was led to a list sees what he was led to.
 */
void
spt_body_filter_clear (SptBodyFilter *self,
                       gboolean       forget)
{
  g_return_if_fail (SPT_IS_BODY_FILTER (self));

  if (self->chosen == NULL)
    return;
  g_clear_pointer (&self->chosen, g_free);
  if (forget)
    remember (self);
  show_chosen (self);
}
