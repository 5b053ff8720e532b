/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the page of a plant. */
#define G_LOG_DOMAIN "spt-plant-actions"

#include "config.h"

#include "ui/catasto/spt-intervention-start.h"
#include "ui/catasto/spt-intervention-xml.h"
#include "ui/catasto/spt-plant-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/catasto/spt-plant-dues-dialog.h"
#include "ui/catasto/spt-plants-present-dialog.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

static const SptPlantRow *
get_row (SptPlantPage *self)
{
  return self->loaded != NULL ? spt_plant_get_row (self->loaded->plant) : NULL;
}

/* --- decisions ----------------------------------------------------------------------------------------- */

typedef struct
{
  SptPlantPage     *self; /* (owned) */
  SptPlantDecision  decision;
  gint64            id;
} Deciding;

/* The page may be left, or go with its plant: what brings it back holds on to the desk, which stays. */
typedef struct
{
  SptPlantDecision decision;
  gint64           id;
} Undo;

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_plant_decide_finish (SPT_STORE (object), result, &error))
    g_warning ("It was not brought back: %s", error != NULL ? error->message : "it is not what it was");
}

static void
undo (gpointer owner)
{
  const Undo *what = g_object_get_data (owner, "spt-undo");
  SptDesk *desk = g_object_get_data (owner, "spt-desk");

  spt_plant_decide_async (spt_desk_get_store (desk), what->decision, what->id, NULL, spt_desk_get_who (desk),
                          spt_desk_get_now (desk), NULL, undone_cb, NULL);
}

static void
offer_undo (SptPlantPage     *self,
            const char       *text,
            SptPlantDecision  decision,
            gint64            id)
{
  GObject *desk = G_OBJECT (spt_page_get_desk (SPT_PAGE (self)));
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
  const Undo what = { decision, id };

  g_object_set_data_full (owner, "spt-undo", g_memdup2 (&what, sizeof what), g_free);
  g_object_set_data (owner, "spt-desk", desk);
  /* The last one of each sort: its toast is the one in sight. */
  g_object_set_data_full (desk, decision == SPT_PLANT_RESTORE ? "spt-plant-removed" : "spt-plant-abandoned", owner,
                          g_object_unref);
  spt_undo_toast (spt_window_of (GTK_WIDGET (self)), text, owner, undo);
}

static void
say (SptPlantPage     *self,
     SptPlantDecision  decision,
     gint64            id,
     gboolean          done)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  if (window == NULL)
    return;
  switch (decision)
    {
    case SPT_PLANT_ABANDON:
      offer_undo (self, _("Taken out of the queue"), SPT_PLANT_TAKE_UP, id);
      break;
    case SPT_PLANT_APPLY:
      spt_window_toast (window, _("The libretto has it now"), NULL, NULL, NULL);
      break;
    case SPT_PLANT_REVOKE:
      spt_window_toast (window, done ? _("It does not count as already present any more")
                        : _("Nothing revoked: something of this plant was sent or is prepared"), NULL, NULL, NULL);
      break;
    case SPT_PLANT_NOTE:
      spt_window_toast (window, _("Note kept"), NULL, NULL, NULL);
      break;
    case SPT_PLANT_REMOVE:
      if (!done)
        {
          spt_window_toast (window, _("Nothing removed: what was sent, or is at the register, stays here"), NULL, NULL, NULL);
          break;
        }
      offer_undo (self, _("Plant removed"), SPT_PLANT_RESTORE, id);
      spt_page_set_gone (SPT_PAGE (self), TRUE);
      spt_window_back (window);
      break;
    case SPT_PLANT_RESTORE:
    case SPT_PLANT_TAKE_UP:
    default:
      break;
    }
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Deciding *deciding = user_data;
  g_autoptr (SptPlantPage) self = deciding->self;
  SptPlantDecision decision = deciding->decision;
  gint64 id = deciding->id;
  g_autoptr (GError) error = NULL;
  gboolean done = spt_plant_decide_finish (SPT_STORE (object), result, &error);

  g_free (deciding);
  self->working = FALSE;
  if (spt_ui_is_cancelled (error))
    return;
  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    say (self, decision, id, done);
}

static void
decide (SptPlantPage     *self,
        SptPlantDecision  decision,
        gint64            id,
        const char       *text)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Deciding *deciding;

  if (self->working || self->loaded == NULL)
    return;
  self->working = TRUE;
  deciding = g_new0 (Deciding, 1);
  deciding->self = g_object_ref (self);
  deciding->decision = decision;
  deciding->id = id;
  /* What was decided is written, whether somebody waits or not. */
  spt_plant_decide_async (spt_desk_get_store (desk), decision, id, text, spt_desk_get_who (desk), spt_desk_get_now (desk),
                          NULL, decided_cb, deciding);
}

static void
abandon_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  decide (SPT_PLANT_PAGE (widget), SPT_PLANT_ABANDON, g_variant_get_int64 (parameter), NULL);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  decide (SPT_PLANT_PAGE (widget), SPT_PLANT_APPLY, g_variant_get_int64 (parameter), NULL);
}

static void
revoke_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  decide (SPT_PLANT_PAGE (widget), SPT_PLANT_REVOKE, SPT_PLANT_PAGE (widget)->parts->id, NULL);
}

static void
present_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, SPT_PLANT_PAGE (widget)->parts->id);
  gtk_window_present (spt_plants_present_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget)), ids));
}

static void
note_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autofree char *text = spt_text_strip (g_variant_get_string (parameter, NULL));

  decide (SPT_PLANT_PAGE (widget), SPT_PLANT_NOTE, SPT_PLANT_PAGE (widget)->parts->id, text);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  decide (SPT_PLANT_PAGE (widget), SPT_PLANT_REMOVE, SPT_PLANT_PAGE (widget)->parts->id, NULL);
}

/* --- going on ------------------------------------------------------------------------------------------ */

static void
start_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  spt_intervention_start (widget, spt_page_get_desk (SPT_PAGE (widget)), SPT_PLANT_PAGE (widget)->parts->id,
                          g_variant_get_string (parameter, NULL));
}

static void
complete_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  spt_intervention_start (widget, spt_page_get_desk (SPT_PAGE (widget)), SPT_PLANT_PAGE (widget)->parts->id, SPT_INTERVENTION_LOCAL);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = g_variant_get_int64 (parameter);
  const SptRecordPages *pages = spt_record_pages_find (SPT_KIND_INTERVENTIONS);

  g_array_append_val (ids, id);
  if (pages != NULL && pages->send != NULL)
    gtk_window_present (spt_send_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget)), SPT_KIND_INTERVENTIONS, ids));
}

static void
open_intervention_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  spt_window_open_record (spt_window_of (widget), SPT_KIND_INTERVENTIONS, g_variant_get_int64 (parameter), NULL);
}

static void
open_subject_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  spt_window_open_record (spt_window_of (widget), "beneficiaries", g_variant_get_int64 (parameter), NULL);
}

static void
add_subject_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  spt_window_new_subject (spt_window_of (widget), g_variant_get_string (parameter, NULL));
}

static void
show_place_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  _spt_plant_page_show_place (SPT_PLANT_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
dues_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_window_present (spt_plant_dues_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget)), SPT_PLANT_PAGE (widget)->parts->id,
                                                 NULL));
}

static void
contract_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  gint64 id = SPT_PLANT_PAGE (widget)->parts->id;
  GtkWindow *dialog = spt_plant_dues_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget)), id, NULL);

  spt_plant_dues_dialog_edit_contract (SPT_PLANT_DUES_DIALOG (dialog), id);
  gtk_window_present (dialog);
}

/* --- paper, code --------------------------------------------------------------------------------------- */

static void
print_libretto_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  _spt_plant_page_print (SPT_PLANT_PAGE (widget), 0, FALSE);
}

static void
pdf_libretto_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  _spt_plant_page_print (SPT_PLANT_PAGE (widget), 0, TRUE);
}

/* One that no set in force can read goes out as it was kept. */
static void
xml_libretto_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SptPlantLoad *loaded = SPT_PLANT_PAGE (widget)->loaded;
  g_autofree char *code = g_strcanon (g_strdup (spt_plant_get_row (loaded->plant)->code), G_CSET_A_2_Z G_CSET_a_2_z
                                      G_CSET_DIGITS, '-');
  g_autofree char *file_name = g_strdup_printf ("%s-libretto.xml", *code != '\0' ? code : "impianto");
  g_autoptr (GBytes) bytes = loaded->libretto != NULL ? spt_xsd_write (loaded->xsd, loaded->libretto)
                             : g_bytes_new (loaded->doc, strlen (loaded->doc));

  gtk_window_present (spt_intervention_xml_new (widget, bytes, file_name));
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  _spt_plant_page_print (SPT_PLANT_PAGE (widget), g_variant_get_int64 (parameter), FALSE);
}

static void
pdf_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  _spt_plant_page_print (SPT_PLANT_PAGE (widget), g_variant_get_int64 (parameter), TRUE);
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const SptPlantRow *row = get_row (SPT_PLANT_PAGE (widget));

  if (row == NULL || *row->code == '\0')
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), row->code);
  spt_window_toast (spt_window_of (widget), _("Code copied"), NULL, NULL, NULL);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  spt_window_toast (spt_window_of (widget), _("Copied"), NULL, NULL, NULL);
}

/* --- the actions --------------------------------------------------------------------------------------- */

void
_spt_plant_page_update_actions (SptPlantPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const SptPlantRow *row = get_row (self);
  const SptRecordPages *pages = spt_record_pages_find (SPT_KIND_INTERVENTIONS);
  gboolean has_libretto = self->loaded != NULL && self->loaded->libretto != NULL;

  gtk_widget_action_set_enabled (widget, "plant.copy-code", row != NULL && *row->code != '\0');
  gtk_widget_action_set_enabled (widget, "plant.print-libretto", has_libretto);
  gtk_widget_action_set_enabled (widget, "plant.pdf-libretto", has_libretto);
  gtk_widget_action_set_enabled (widget, "plant.xml-libretto", self->loaded != NULL && self->loaded->doc != NULL &&
                                 *self->loaded->doc != '\0');
  gtk_widget_action_set_enabled (widget, "plant.complete", has_libretto);
  gtk_widget_action_set_enabled (widget, "plant.present",
                                 row != NULL && !row->is_present && g_strcmp0 (row->stage, SPT_PLANT_STAGE_NEVER_SENT) == 0);
  gtk_widget_action_set_enabled (widget, "plant.revoke", row != NULL && row->is_present);
  gtk_widget_action_set_enabled (widget, "plant.delete", row != NULL);
  gtk_widget_action_set_enabled (widget, "plant.dues", row != NULL);
  gtk_widget_action_set_enabled (widget, "plant.contract", row != NULL);
  gtk_widget_action_set_enabled (widget, "plant.send", pages != NULL && pages->send != NULL);
}

void
_spt_plant_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    const char                 *type;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "plant.abandon", "x", abandon_action },
    { "plant.apply", "x", apply_action },
    { "plant.revoke", NULL, revoke_action },
    { "plant.present", NULL, present_action },
    { "plant.note", "s", note_action },
    { "plant.delete", NULL, delete_action },
    { "plant.start", "s", start_action },
    { "plant.complete", NULL, complete_action },
    { "plant.show-place", "s", show_place_action },
    { "plant.dues", NULL, dues_action },
    { "plant.contract", NULL, contract_action },
    { "plant.send", "x", send_action },
    { "plant.open-intervention", "x", open_intervention_action },
    { "plant.open-subject", "x", open_subject_action },
    { "plant.add-subject", "s", add_subject_action },
    { "plant.print-libretto", NULL, print_libretto_action },
    { "plant.pdf-libretto", NULL, pdf_libretto_action },
    { "plant.xml-libretto", NULL, xml_libretto_action },
    { "plant.print", "x", print_action },
    { "plant.pdf", "x", pdf_action },
    { "plant.copy-code", NULL, copy_code_action },
    { "plant.copy", "s", copy_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}
