/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the list of plants: beginning, sending, marking as present. */
#define G_LOG_DOMAIN "spt-plants-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "outbox/spt-plants.h"
#include "ui/catasto/spt-intervention-start.h"
#include "ui/catasto/spt-consumption-sheet.h"
#include "ui/catasto/spt-day-reports.h"
#include "ui/catasto/spt-plants-page-private.h"
#include "ui/catasto/spt-plants-present-dialog.h"

#define NEW_PLANT "4"
#define EXISTING  "9"

/* --- beginning ------------------------------------------------------------------------------------- */

static void
new_plant_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  spt_intervention_start (widget, spt_page_get_desk (SPT_PAGE (widget)), 0, NEW_PLANT);
}

static void
existing_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  spt_intervention_start (widget, spt_page_get_desk (SPT_PAGE (widget)), 0, EXISTING);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "new") == 0)
    gtk_widget_activate_action (user_data, "plants.new-plant", NULL);
  else if (g_strcmp0 (response, "existing") == 0)
    gtk_widget_activate_action (user_data, "plants.existing", NULL);
}

/* A plant begins in one of two ways, and which one only a person knows. */
void
_spt_plants_page_open (SptListPage *page,
                       gint64       id)
{
  const char *responses[] = {
    "cancel", _("_Cancel"), "existing", _("_Existing Libretto"), "*new", _("_New Plant"), NULL
  };

  if (id != 0)
    spt_window_open_record (spt_window_of (GTK_WIDGET (page)), SPT_KIND_PLANTS, id, NULL);
  else
    spt_ui_ask_async (GTK_WIDGET (page), _("What Does the Plant Begin With?"),
                      _("“New plant” is for one that was just installed. “Existing libretto” is for one that has a libretto "
                        "already, on paper or in another program."), NULL, responses, spt_list_page_get_cancellable (page),
                      chosen_cb, page);
}

/* --- sending --------------------------------------------------------------------------------------- */

typedef struct
{
  GArray *plants; /* (owned) */
  GArray *ids;    /* (owned): what is ready of them */
} Ready;

static void
ready_free (Ready *ready)
{
  g_array_unref (ready->plants);
  g_array_unref (ready->ids);
  g_free (ready);
}

static gboolean
find_ready (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Ready *ready = data;

  g_array_set_size (ready->ids, 0);
  for (guint i = 0; i < ready->plants->len; i++)
    {
      const SptListQuery query = {
        .plant_id = g_array_index (ready->plants, gint64, i), .states = 1u << SPT_STATE_READY
      };
      g_autoptr (GArray) ids = spt_db_query_list (db, &spt_interventions_kind, &query, cancellable, error);

      if (ids == NULL)
        return FALSE;
      g_array_append_vals (ready->ids, ids->data, ids->len);
    }

  return TRUE;
}

static void
found_ready_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Ready *ready = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptListPage *page = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (ready == NULL)
    spt_ui_report_error (GTK_WIDGET (page), error);
  else if (ready->ids->len == 0)
    spt_window_toast (spt_window_of (GTK_WIDGET (page)), _("Nothing of these plants is ready to be sent"), NULL, NULL, NULL);
  else
    spt_send_list_page_present_send (page, SPT_KIND_INTERVENTIONS, ready->ids);
}

/* Of the plants; without any all that is ready, which the sheet looks for itself. */
void
_spt_plants_page_send (SptSendListPage *page,
                       GArray          *plants)
{
  Ready *ready;

  if (plants == NULL)
    {
      spt_send_list_page_present_send (SPT_LIST_PAGE (page), SPT_KIND_INTERVENTIONS, NULL);
      return;
    }
  ready = g_new0 (Ready, 1);
  ready->plants = g_array_copy (plants);
  ready->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_READ, find_ready, ready,
                       (GDestroyNotify) ready_free, spt_list_page_get_cancellable (SPT_LIST_PAGE (page)), found_ready_cb, page);
}

/* --- already present ------------------------------------------------------------------------------- */

static void
present_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_autoptr (GArray) plants = spt_list_page_dup_targets (SPT_LIST_PAGE (widget));

  if (plants->len > 0)
    spt_list_page_present (SPT_LIST_PAGE (widget),
                           spt_plants_present_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget)), plants));
}

/* Of those that are selected, or the one with the focus. */
static void
day_reports_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_autoptr (GArray) plants = spt_list_page_dup_targets (SPT_LIST_PAGE (widget));

  spt_list_page_present (SPT_LIST_PAGE (widget), spt_day_reports_new (widget, spt_page_get_desk (SPT_PAGE (widget)), plants));
}

static void
consumption_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_autoptr (GArray) plants = spt_list_page_dup_targets (SPT_LIST_PAGE (widget));

  spt_list_page_present (SPT_LIST_PAGE (widget),
                         spt_consumption_sheet_new (widget, spt_page_get_desk (SPT_PAGE (widget)),
                                                    plants->len > 0 ? plants : NULL));
}

/* --- the actions ----------------------------------------------------------------------------------- */

void
_spt_plants_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "plants.new-plant", new_plant_action },
    { "plants.existing", existing_action },
    { "plants.present", present_action },
    { "plants.day-reports", day_reports_action },
    { "plants.consumption", consumption_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}
