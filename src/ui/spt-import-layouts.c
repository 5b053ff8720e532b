/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layouts of files that imports remember, each with the way to forget it. */
#define G_LOG_DOMAIN "spt-import-layouts"

#include "config.h"

#include "spt-import-layouts.h"

#include <glib/gi18n.h>

#include "form/spt-csv-mapping.h"
#include "store/spt-store-imports.h"
#include "ui/spt-ui.h"

struct _SptImportLayouts
{
  AdwPreferencesGroup  parent_instance;

  SptStore            *store;       /* (owned) (nullable) */
  const char          *kind;        /* (nullable), static */
  GtkWidget           *rows;        /* (unowned) (nullable) */
  GCancellable        *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SptImportLayouts, spt_import_layouts, ADW_TYPE_PREFERENCES_GROUP)

static guint forgotten_signal;

/* --- the rows ---------------------------------------------------------------------------------- */

static GtkWidget *
make_row (const SptStoredMapping *stored)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  const char *words = _("Forget the layout…");
  g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_parse (stored->doc, NULL);
  g_autofree char *name = g_strdup_printf ("%s: %s", stored->name, words);
  GtkWidget *row = spt_ui_new_row (stored->name, NULL);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  /* One of a later version's making can be forgotten all the same. */
  if (mapping != NULL)
    {
      g_autoptr (GPtrArray) targets = spt_csv_mapping_list_targets (mapping);
      g_autofree char *n = spt_ui_format_count (targets->len);
      /* Translators: of a layout of files: so many of our columns are filled from it */
      g_autofree char *text = g_strdup_printf (ngettext ("%s column comes in", "%s columns come in",
                                                         targets->len), n);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
    }

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "layouts.forget");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", stored->name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

/* --- forgetting -------------------------------------------------------------------------------- */

typedef struct
{
  const char *kind; /* static */
  char       *name; /* (owned) */
} Forget;

static void
forget_free (gpointer data)
{
  Forget *forget = data;

  g_free (forget->name);
  g_free (forget);
}

static gboolean
forget_mapping (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  const Forget *forget = data;

  return spt_db_remove_mapping (db, forget->kind, forget->name, error);
}

static void
forgot_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Forget *forget = spt_store_run_finish (SPT_STORE (object), result, &error);
  g_autoptr (SptImportLayouts) self = user_data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (forget != NULL)
    {
      g_signal_emit (self, forgotten_signal, 0, forget->name);
    }
  else
    {
      g_autofree char *title = NULL;
      g_autofree char *text = spt_ui_dup_explanation (error, &title);
      const char *responses[] = { "close", _("_Close"), NULL };

      spt_ui_ask_async (GTK_WIDGET (self), title, text, NULL, responses, self->cancellable, NULL,
                        NULL);
    }
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  Forget *forget = user_data;
  SptImportLayouts *self;

  if (g_strcmp0 (answer, "forget") != 0)
    {
      forget_free (forget);
      return;
    }
  self = SPT_IMPORT_LAYOUTS (object);
  spt_store_run_async (self->store, SPT_STORE_WRITE, forget_mapping, forget, forget_free,
                       self->cancellable, forgot_cb, g_object_ref (self));
}

static void
forget_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptImportLayouts *self = SPT_IMPORT_LAYOUTS (widget);
  const char *responses[] = { "cancel", _("_Cancel"), "!forget", _("_Forget"), NULL };
  Forget *forget = g_new0 (Forget, 1);
  g_autofree char *heading = NULL;

  forget->kind = self->kind;
  forget->name = g_variant_dup_string (parameter, NULL);
  /* Translators: %s is the name of a layout of files */
  heading = g_strdup_printf (_("Forget the Layout “%s”?"), forget->name);
  spt_ui_ask_async (widget, heading,
                    _("The next file with these columns asks again what each of them is. What came in with it stays as it is."),
                    NULL, responses, self->cancellable, answered_cb, forget);
}

/* --- the group --------------------------------------------------------------------------------- */

static void
spt_import_layouts_dispose (GObject *object)
{
  SptImportLayouts *self = SPT_IMPORT_LAYOUTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (spt_import_layouts_parent_class)->dispose (object);
}

static void
spt_import_layouts_finalize (GObject *object)
{
  g_clear_object (&SPT_IMPORT_LAYOUTS (object)->cancellable);

  G_OBJECT_CLASS (spt_import_layouts_parent_class)->finalize (object);
}

static void
spt_import_layouts_class_init (SptImportLayoutsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_import_layouts_dispose;
  object_class->finalize = spt_import_layouts_finalize;

  /**
   * SptImportLayouts::forgotten:
   * @name: of the layout that is no longer remembered
   */
  forgotten_signal = g_signal_new ("forgotten", SPT_TYPE_IMPORT_LAYOUTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "layouts.forget", "s", forget_action);
}

static void
spt_import_layouts_init (SptImportLayouts *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * spt_import_layouts_show:
 * @self: the group
 * @store: the archive they are in
 * @kind: of what; static
 * @mappings: (element-type SptStoredMapping): the layouts
 *
 * Shows layouts; without any the group is hidden.
 */
void
spt_import_layouts_show (SptImportLayouts *self,
                         SptStore         *store,
                         const char       *kind,
                         GPtrArray        *mappings)
{
  g_return_if_fail (SPT_IS_IMPORT_LAYOUTS (self));
  g_return_if_fail (SPT_IS_STORE (store));
  g_return_if_fail (kind != NULL);
  g_return_if_fail (mappings != NULL);

  g_set_object (&self->store, store);
  self->kind = kind;
  if (self->rows != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows);
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  for (guint i = 0; i < mappings->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->rows), make_row (g_ptr_array_index (mappings, i)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self), mappings->len > 0);
}
