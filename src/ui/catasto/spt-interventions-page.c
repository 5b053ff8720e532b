/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interventions of all plants: what is to be corrected, sent, waits in a queue, was accepted. */
#define G_LOG_DOMAIN "spt-interventions-page"

#include "config.h"

#include "ui/catasto/spt-interventions-page-private.h"

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "outbox/spt-intake.h"
#include "store/spt-store-plants.h"
#include "ui/catasto/spt-consumption-sheet.h"
#include "ui/catasto/spt-day-reports.h"
#include "ui/catasto/spt-interventions-words.h"
#include "ui/spt-record-page.h"

/* Reports that were begun together. */
typedef struct
{
  GArray *ids;     /* (owned) (nullable) */
  guint   n_open;  /* to be filled in */
  guint   n_ready; /* to be sent */
  gint64  next;    /* the first to be filled in; 0 = none */
} Day;

struct _SptInterventionsPage
{
  SptSendListPage parent_instance;

  Day            *day; /* (owned) (nullable): as it was counted last */

  /* Template */
  SptStrip       *day_strip;
};

G_DEFINE_FINAL_TYPE (SptInterventionsPage, spt_interventions_page, SPT_TYPE_SEND_LIST_PAGE)

/* --- what it says ----------------------------------------------------------------------------------- */

/* What is empty says why, and what to do. */
static const SptSendListWords nothing[SPT_N_INTERVENTIONS_CHIPS] = {
  [SPT_INTERVENTIONS_CHIP_TO_FIX] = { N_("Nothing to Correct"), N_("No intervention has errors.") },
  [SPT_INTERVENTIONS_CHIP_READY] = { N_("Nothing to Send"), N_("No intervention is ready. One is begun from its plant’s page.") },
  [SPT_INTERVENTIONS_CHIP_ACCEPTED] = { N_("Nothing Accepted Yet"), N_("What the register has accepted stands here.") },
};

static const SptSendListKind kind = {
  .list = {
    .record = SPT_KIND_INTERVENTIONS,
    .rows = &spt_interventions_kind,
    .layout = &spt_interventions_layout,
    .chips = spt_interventions_chips,
    .n_chips = SPT_N_INTERVENTIONS_CHIPS,
    .context = "interventions",
    .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
    .by = SPT_LIST_OF_ACCOUNT,
    .new_label = N_("Reports of a Day"),
    .list_label = N_("Interventions"),
    .search_hint = N_("Plant code, responsible, place, generator…"),
    .search_label = N_("Search interventions"),
    .chips_label = N_("Filter by what is to be done and by kind"),
    .only_import = N_("Only the interventions of one import"),
    .only_submission = N_("Only the interventions of one submission"),
    .show_all = N_("Show All Interventions"),
    .show_hidden = N_("Clear the filter so that all selected interventions are in the list"),
    .nothing = N_("No intervention answers to this filter and search."),
    .empty = {
      "document-properties-symbolic",
      N_("No Interventions"),
      N_("Here stands what is prepared, sent and accepted of all plants: librettos, efficiency reports, consumption, replacements. An "
         "intervention is begun from its plant’s page; many reports or the year’s consumption are entered from here."),
      {
        { N_("_Choose a Plant"), "interventions.plants" },
        { N_("_Reports of a Day…"), "interventions.day-reports" },
        { N_("_Consumption of Many Plants…"), "interventions.consumption" },
      },
    },
    .selection_buttons = {
      { N_("_Export…"), "records.export" },
      { N_("_Remove"), "records.delete" },
    },
    /* Translators: name of a file. Nothing of whom it is about may stand in it. */
    .export_name = N_("interventions.csv"),
    .phrases = {
      [SPT_LIST_SAYS_SELECTED] = NN_("%s intervention selected", "%s interventions selected"),
      /* Translators: of interventions: "4 interventions selected, 2 of them hidden by the filter" */
      [SPT_LIST_SAYS_HIDDEN] = NN_("%s of them hidden by the filter", "%s of them hidden by the filter"),
      [SPT_LIST_SAYS_SELECT_FILTERED] = NN_("Select %s _Filtered Intervention", "Select All %s _Filtered Interventions"),
      [SPT_LIST_SAYS_SELECT_ALL] = NN_("Select _the %s Intervention", "Select _All %s Interventions"),
    },
  },
  .ready_chip = SPT_INTERVENTIONS_CHIP_READY,
  .send_ready = NN_("_Send %s Ready Document…", "_Send %s Ready Documents…"),
  .no_account = N_("Here stands what is prepared, sent and accepted of all plants. To send, an account of the register is needed; "
                   "documents can be written before."),
  .nothing = nothing,
  .not_sent = N_("This intervention was not sent yet"),
  .removed = NN_("%s intervention removed", "%s interventions removed"),
  .stays = N_("Nothing removed: what was sent, or is at the service, stays here"),
  .remove = spt_db_remove_dossiers,
};

/* --- asking the archive ---------------------------------------------------------------------------- */

static Day *
day_new (GArray *ids)
{
  Day *day = g_new0 (Day, 1);

  if (ids != NULL)
    day->ids = g_array_copy (ids);
  return day;
}

static void
day_free (Day *day)
{
  g_clear_pointer (&day->ids, g_array_unref);
  g_free (day);
}

static void
spt_interventions_page_begin_count (SptSendListPage  *page,
                                    SptSendListCount *count)
{
  count->more = day_new (spt_day_reports_get_ids (spt_page_get_desk (SPT_PAGE (page))));
  count->free_more = (GDestroyNotify) day_free;
}

/* How far those of the day are; what was taken away meanwhile counts for nothing. */
static gboolean
count_day (SptDb   *db,
           Day     *day,
           GError **error)
{
  day->n_open = day->n_ready = 0;
  day->next = 0;
  for (guint i = 0; day->ids != NULL && i < day->ids->len; i++)
    {
      gint64 id = g_array_index (day->ids, gint64, i);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, &local_error);
      SptState state;

      if (dossier == NULL && !g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (dossier == NULL)
        continue;
      state = spt_dossier_get_data (dossier)->state;
      if (state == SPT_STATE_TO_FIX && day->n_open++ == 0)
        day->next = id;
      day->n_ready += state == SPT_STATE_READY;
    }

  return TRUE;
}

/* What can be sent at all is less than what is ready. */
static gboolean
spt_interventions_page_count_more (SptDb             *db,
                                   SptSendListCount  *count,
                                   GError           **error)
{
  SptListQuery ready = count->query;
  guint states[SPT_N_STATES];

  ready.type = SPT_INTERVENTIONS_SENT;
  if (!spt_db_count_list (db, &spt_interventions_kind, &ready, states, error))
    return FALSE;
  count->n_ready = states[SPT_STATE_READY];

  return count_day (db, count->more, error);
}

static void
spt_interventions_page_counted (SptSendListPage  *page,
                                SptSendListCount *count)
{
  SptInterventionsPage *self = SPT_INTERVENTIONS_PAGE (page);

  g_clear_pointer (&self->day, day_free);
  self->day = g_steal_pointer (&count->more);
}

/* --- what is said ---------------------------------------------------------------------------------- */

/* What was begun together is gone through, and then sent together. */
static void
spt_interventions_page_update (SptListPage *page)
{
  SptInterventionsPage *self = SPT_INTERVENTIONS_PAGE (page);
  const Day *day = self->day;
  g_autofree char *text = NULL;
  g_autofree char *button = NULL;

  SPT_LIST_PAGE_CLASS (spt_interventions_page_parent_class)->update (page);

  if (day != NULL && day->n_open > 0)
    {
      g_autofree char *all = spt_ui_format_count (day->ids->len);
      g_autofree char *open = spt_ui_format_count (day->n_open);

      /* Translators: of the reports of a day; %1$s of %2$s */
      text = g_strdup_printf (_("Reports of the day: %1$s of %2$s still to be filled in"), open, all);
      button = g_strdup (_("_Go On"));
    }
  else if (day != NULL && day->n_ready > 0)
    {
      g_autofree char *ready = spt_ui_format_count (day->n_ready);

      text = g_strdup (_("The reports of the day are ready"));
      button = g_strdup_printf (ngettext ("_Send %s Report…", "_Send %s Reports…", day->n_ready), ready);
    }
  g_object_set (self->day_strip, "text", text != NULL ? text : "", "button-label", button != NULL ? button : "", "revealed",
                text != NULL, NULL);
}

/* --- its plant, what it waits for ----------------------------------------------------------------- */

typedef void (*UseFunc) (GtkWidget            *widget,
                         const SptDossierData *data);

typedef struct
{
  gint64      id;
  UseFunc     use;
  SptDossier *dossier; /* (owned) */
  gint64      before;  /* 0 = nothing */
} Ask;

static void
ask_free (Ask *ask)
{
  g_clear_object (&ask->dossier);
  g_free (ask);
}

static gboolean
find_row (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Ask *ask = data;

  ask->dossier = spt_db_get_dossier (db, ask->id, error);
  return ask->dossier != NULL && spt_db_get_intervention_reason (db, ask->id, &ask->before, error);
}

static void
found_row_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Ask *ask = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (ask == NULL)
    spt_ui_report_error (GTK_WIDGET (user_data), error);
  else if (ask->use != NULL)
    ask->use (user_data, spt_dossier_get_data (ask->dossier));
  else if (ask->before != 0)
    spt_window_open_record (spt_window_of (user_data), SPT_KIND_INTERVENTIONS, ask->before, NULL);
  else
    spt_window_toast (spt_window_of (user_data), _("This intervention waits for nothing"), NULL, NULL, NULL);
}

/* Of the row with the focus. @use NULL: what stands before it opens. */
static void
ask_row (GtkWidget *widget,
         UseFunc    use)
{
  gint64 id = spt_list_page_get_focused (SPT_LIST_PAGE (widget));
  Ask *ask;

  if (id <= 0)
    return;
  ask = g_new0 (Ask, 1);
  ask->id = id;
  ask->use = use;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (widget)), SPT_STORE_READ, find_row, ask, (GDestroyNotify) ask_free,
                       spt_list_page_get_cancellable (SPT_LIST_PAGE (widget)), found_row_cb, widget);
}

static void
open_plant (GtkWidget            *widget,
            const SptDossierData *data)
{
  spt_window_open_record (spt_window_of (widget), SPT_KIND_PLANTS, data->plant_id, NULL);
}

static void
copy_code (GtkWidget            *widget,
           const SptDossierData *data)
{
  if (*data->key == '\0')
    {
      spt_window_toast (spt_window_of (widget), _("This plant has no code yet"), NULL, NULL, NULL);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), data->key);
  spt_window_toast (spt_window_of (widget), _("Plant code copied"), NULL, NULL, NULL);
}

static void
open_plant_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ask_row (widget, open_plant);
}

static void
open_before_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  ask_row (widget, NULL);
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ask_row (widget, copy_code);
}

/* --- many at once --------------------------------------------------------------------------------- */

static void
day_reports_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  spt_list_page_present (SPT_LIST_PAGE (widget),
                         spt_day_reports_new (widget, spt_page_get_desk (SPT_PAGE (widget)), NULL));
}

/* Those of the day that have something to be filled in, one after the other. */
static void
day_go_on_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptInterventionsPage *self = SPT_INTERVENTIONS_PAGE (widget);
  GArray *ids = spt_day_reports_get_ids (spt_page_get_desk (SPT_PAGE (widget)));

  if (ids == NULL || ids->len == 0)
    return;
  if (self->day != NULL && self->day->next != 0)
    spt_record_page_go_through (spt_window_of (widget), SPT_KIND_INTERVENTIONS, self->day->next, ids, SPT_QUEUE_ONLY);
  else
    spt_send_list_page_present_send (SPT_LIST_PAGE (widget), SPT_KIND_INTERVENTIONS, ids);
}

static void
consumption_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  spt_list_page_present (SPT_LIST_PAGE (widget),
                         spt_consumption_sheet_new (widget, spt_page_get_desk (SPT_PAGE (widget)), NULL));
}

/* What was begun together meanwhile is counted anew: nothing in the archive says which those are. */
static void
spt_interventions_page_shown (SptPage *page)
{
  if (SPT_PAGE_CLASS (spt_interventions_page_parent_class)->shown != NULL)
    SPT_PAGE_CLASS (spt_interventions_page_parent_class)->shown (page);
  spt_list_page_count (SPT_LIST_PAGE (page));
}

/* What a file can bring of many plants at once. */
static void
spt_interventions_page_import (SptPage *page,
                               GSList  *files)
{
  GtkWindow *sheet;

  if (files != NULL && files->next != NULL)
    {
      g_autoptr (GError) error = g_error_new (SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_SEVERAL, "Tables of consumption come one by one");

      spt_ui_report_error (GTK_WIDGET (page), error);
      return;
    }
  sheet = spt_consumption_sheet_new (GTK_WIDGET (page), spt_page_get_desk (page), NULL);
  spt_list_page_present (SPT_LIST_PAGE (page), sheet);
  spt_consumption_sheet_import (SPT_CONSUMPTION_SHEET (sheet), files != NULL ? files->data : NULL);
}

/* An intervention is begun from its plant; what is new from here are many. */
static void
spt_interventions_page_open (SptListPage *page,
                             gint64       id)
{
  if (id == 0)
    day_reports_action (GTK_WIDGET (page), NULL, NULL);
  else
    spt_window_open_record (spt_window_of (GTK_WIDGET (page)), SPT_KIND_INTERVENTIONS, id, NULL);
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
plants_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  spt_window_go (spt_window_of (widget), "plants");
}

static void
spt_interventions_page_finalize (GObject *object)
{
  g_clear_pointer (&SPT_INTERVENTIONS_PAGE (object)->day, day_free);

  G_OBJECT_CLASS (spt_interventions_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "interventions.plants", plants_action },
    { "interventions.day-reports", day_reports_action },
    { "interventions.day-go-on", day_go_on_action },
    { "interventions.consumption", consumption_action },
    { "interventions.open-plant", open_plant_action },
    { "interventions.open-before", open_before_action },
    { "interventions.copy-code", copy_code_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}

static void
spt_interventions_page_class_init (SptInterventionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptListPageClass *list_class = SPT_LIST_PAGE_CLASS (klass);
  SptSendListPageClass *send_class = SPT_SEND_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = spt_interventions_page_finalize;
  SPT_PAGE_CLASS (klass)->shown = spt_interventions_page_shown;
  SPT_PAGE_CLASS (klass)->import = spt_interventions_page_import;
  list_class->open = spt_interventions_page_open;
  list_class->update = spt_interventions_page_update;
  send_class->begin_count = spt_interventions_page_begin_count;
  send_class->count_more = spt_interventions_page_count_more;
  send_class->counted = spt_interventions_page_counted;

  spt_send_list_page_class_set_kind (send_class, &kind, APPLICATION_PATH "/ui/catasto/spt-interventions-page.ui");
  g_type_ensure (SPT_TYPE_STRIP);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionsPage, day_strip);
  install_actions (widget_class);
}

static void
spt_interventions_page_init (SptInterventionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_interventions_page_new:
 * @desk: the desk
 *
 * Makes the list.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_interventions_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_INTERVENTIONS_PAGE, "desk", desk, NULL);
}
