/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the list of plants: beginning, sending, taking away; and how many there are of each. */
#define G_LOG_DOMAIN "spt-plants-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "outbox/spt-plants.h"
#include "ui/catasto/spt-intervention-start.h"
#include "ui/catasto/spt-consumption-sheet.h"
#include "ui/catasto/spt-day-reports.h"
#include "ui/catasto/spt-plants-page-private.h"
#include "ui/catasto/spt-plants-present-dialog.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-send-dialog.h"

#define NEW_PLANT "4"
#define EXISTING  "9"

/* --- counts ---------------------------------------------------------------------------------------- */

typedef struct
{
  SptListQuery query;  /* its search is owned */
  char        *search; /* (owned) (nullable) */
  gint64       now;    /* UTC milliseconds */
  guint        counts[SPT_N_PLANTS_CHIPS];
  guint        n_all;
} Tally;

static void
tally_free (Tally *tally)
{
  g_free (tally->search);
  g_free (tally);
}

static gboolean
count (SptDb         *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  const SptListQuery all = { 0 };
  Tally *tally = data;
  guint states[SPT_N_STATES];

  if (!spt_list_count_chips (db, &spt_plants_kind, spt_plants_chips, SPT_N_PLANTS_CHIPS, &tally->query, tally->now,
                             tally->counts, error) ||
      !spt_db_count_list (db, &spt_plants_kind, &all, states, error))
    return FALSE;
  tally->n_all = 0;
  for (guint i = 0; i < SPT_N_STATES; i++)
    tally->n_all += states[i];

  return TRUE;
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Tally *tally = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptPlantsPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (tally == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->n_ready = tally->counts[SPT_PLANTS_CHIP_READY];
  self->has_some = tally->n_all > 0;
  spt_list_page_show_counts (SPT_LIST_PAGE (self), tally->counts, tally->n_all > 0);
}

void
_spt_plants_page_count (SptListPage        *page,
                        const SptListQuery *query,
                        GCancellable       *cancellable)
{
  Tally *tally = g_new0 (Tally, 1);

  tally->now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (page)));
  tally->search = query->search != NULL && *query->search != '\0' ? g_strdup (query->search) : NULL;
  tally->query = (SptListQuery) {
    .search = tally->search,
    .account_id = query->account_id,
    .import_id = query->import_id,
    .submission_id = query->submission_id,
  };
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_READ, count, tally, (GDestroyNotify) tally_free,
                       cancellable, counted_cb, page);
}

/* --- what is said ---------------------------------------------------------------------------------- */

void
_spt_plants_page_update (SptListPage *page)
{
  SptPlantsPage *self = SPT_PLANTS_PAGE (page);
  gboolean any_selected = spt_id_selection_get_n_selected (spt_list_page_get_selection (page)) > 0;

  gtk_button_set_label (self->send_button, any_selected ? _("_Send What Is Ready of These…") : _("_Send What Is Ready…"));
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->send_button)), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (GTK_WIDGET (self->send_button), self->has_some);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plants.send", any_selected || self->n_ready > 0);
}

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
    spt_list_page_present (page, spt_send_dialog_new (GTK_WIDGET (page), spt_page_get_desk (SPT_PAGE (page)),
                                                      SPT_KIND_INTERVENTIONS, ready->ids));
}

static void
send_of (SptListPage *page,
         GArray      *plants)
{
  Ready *ready;

  if (plants->len == 0)
    return;
  ready = g_new0 (Ready, 1);
  ready->plants = g_array_copy (plants);
  ready->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_READ, find_ready, ready,
                       (GDestroyNotify) ready_free, spt_list_page_get_cancellable (page), found_ready_cb, page);
}

/* The selection; without one all that is ready, which the sheet looks for itself. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptListPage *page = SPT_LIST_PAGE (widget);
  g_autoptr (GArray) plants = spt_id_selection_dup_ids (spt_list_page_get_selection (page));

  if (plants->len > 0)
    send_of (page, plants);
  else
    spt_list_page_present (page, spt_send_dialog_new (widget, spt_page_get_desk (SPT_PAGE (page)),
                                                      SPT_KIND_INTERVENTIONS, NULL));
}

/* What the menu of a row is about. */
static void
send_these_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_autoptr (GArray) plants = spt_list_page_dup_targets (SPT_LIST_PAGE (widget));

  send_of (SPT_LIST_PAGE (widget), plants);
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

/* --- taking away ----------------------------------------------------------------------------------- */

typedef struct
{
  GArray  *ids;  /* (owned) */
  GArray  *done; /* (owned) (nullable) */
  gboolean restore;
} Removal;

static void
removal_free (Removal *removal)
{
  g_array_unref (removal->ids);
  g_clear_pointer (&removal->done, g_array_unref);
  g_free (removal);
}

static gboolean
remove_them (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Removal *removal = data;

  g_clear_pointer (&removal->done, g_array_unref);
  removal->done = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < removal->ids->len; i++)
    {
      gint64 id = g_array_index (removal->ids, gint64, i);
      guint n;

      if (!spt_db_remove_plants (db, &id, 1, removal->restore, &n, error))
        return FALSE;
      if (n > 0)
        g_array_append_val (removal->done, id);
    }

  return TRUE;
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Removal *removal = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptListPage *page = user_data;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (spt_ui_is_cancelled (error))
    return;
  if (removal == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (page), error);
      return;
    }
  if (removal->restore)
    return;
  if (removal->done->len == 0)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (page)),
                        _("Nothing removed: what was sent, or is at the register, stays here"), NULL, NULL, NULL);
      return;
    }
  number = spt_ui_format_count (removal->done->len);
  text = g_strdup_printf (ngettext ("%s plant removed", "%s plants removed", removal->done->len), number);
  spt_list_page_say_removed (page, removal->done, text);
}

void
_spt_plants_page_remove (SptListPage *page,
                         GArray      *ids,
                         gboolean     restore)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->ids = g_array_copy (ids);
  removal->restore = restore;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_WRITE, remove_them, removal,
                       (GDestroyNotify) removal_free, spt_list_page_get_cancellable (page), removed_cb, page);
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
    { "plants.send", send_action },
    { "plants.send-these", send_these_action },
    { "plants.present", present_action },
    { "plants.day-reports", day_reports_action },
    { "plants.consumption", consumption_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}
