/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interventions of all plants: what is to be corrected, sent, waits in a queue, was accepted. */
#define G_LOG_DOMAIN "spt-interventions-page"

#include "config.h"

#include "ui/catasto/spt-interventions-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "service/spt-plants.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-plants.h"
#include "store/spt-store-views.h"
#include "ui/catasto/spt-consumption-sheet.h"
#include "ui/catasto/spt-day-reports.h"
#include "ui/catasto/spt-interventions-words.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-dossiers-remove.h"
#include "ui/spt-record-page.h"
#include "ui/spt-send-dialog.h"

struct _SptInterventionsPage
{
  SptListPage parent_instance;

  guint       n_ready;
  guint       has_some    : 1;
  guint       has_account : 1; /* nothing leaves without one */
  guint       counted     : 1; /* once */

  guint       n_day;       /* reports that were begun together */
  guint       n_day_open;  /* of them: to be filled in */
  guint       n_day_ready; /* of them: to be sent */
  gint64      day_next;    /* the first to be filled in; 0 = none */

  /* Template */
  GtkButton  *send_button;
  SptStrip   *day_strip;
};

G_DEFINE_FINAL_TYPE (SptInterventionsPage, spt_interventions_page, SPT_TYPE_LIST_PAGE)

/* --- what it says ----------------------------------------------------------------------------------- */

static char *
dup_phrase (SptListPhrase phrase,
            guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_LIST_SAYS_SELECTED:
      return g_strdup_printf (ngettext ("%s intervention selected", "%s interventions selected", n), number);
    case SPT_LIST_SAYS_HIDDEN:
      /* Translators: of interventions: "4 interventions selected, 2 of them hidden by the filter" */
      return g_strdup_printf (ngettext ("%s of them hidden by the filter", "%s of them hidden by the filter", n), number);
    case SPT_LIST_SAYS_SELECT_FILTERED:
      return g_strdup_printf (ngettext ("Select %s _Filtered Intervention", "Select All %s _Filtered Interventions", n), number);
    case SPT_LIST_SAYS_SELECT_ALL:
    default:
      return g_strdup_printf (ngettext ("Select _the %s Intervention", "Select _All %s Interventions", n), number);
    }
}

static const SptListPageKind kind = {
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
  .dup_phrase = dup_phrase,
};

/* --- asking the archive ---------------------------------------------------------------------------- */

typedef struct
{
  SptListQuery query;   /* its search is owned */
  char        *search;  /* (owned) (nullable) */
  gint64       now;     /* UTC milliseconds */
  guint        counts[SPT_N_INTERVENTIONS_CHIPS];
  guint        n_all;
  guint        n_ready; /* of what can be sent at all */
  GArray      *day;     /* (owned) (nullable): reports that were begun together */
  guint        n_day_open;
  guint        n_day_ready;
  gint64       day_next;
  gboolean     has_account;
} Tally;

static void
tally_free (Tally *tally)
{
  g_free (tally->search);
  g_clear_pointer (&tally->day, g_array_unref);
  g_free (tally);
}

static gboolean
has_account (SptDb     *db,
             gboolean  *has,
             GError   **error)
{
  const char *service = spt_service_get_info (spt_plants_get_service (NULL))->id;
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    *has |= g_strcmp0 (spt_account_get_service (g_ptr_array_index (accounts, i)), service) == 0;
  return TRUE;
}

/* How far those of the day are; what was taken away meanwhile counts for nothing. */
static gboolean
count_day (SptDb   *db,
           Tally   *tally,
           GError **error)
{
  tally->n_day_open = tally->n_day_ready = 0;
  tally->day_next = 0;
  for (guint i = 0; tally->day != NULL && i < tally->day->len; i++)
    {
      gint64 id = g_array_index (tally->day, gint64, i);
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
      if (state == SPT_STATE_TO_FIX && tally->n_day_open++ == 0)
        tally->day_next = id;
      tally->n_day_ready += state == SPT_STATE_READY;
    }

  return TRUE;
}

static gboolean
count (SptDb         *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  const SptListQuery all = { 0 };
  Tally *tally = data;
  SptListQuery ready = tally->query;
  guint states[SPT_N_STATES];

  if (!spt_list_count_chips (db, &spt_interventions_kind, spt_interventions_chips, SPT_N_INTERVENTIONS_CHIPS, &tally->query, tally->now, tally->counts,
                             error) ||
      !spt_db_count_list (db, &spt_interventions_kind, &all, states, error))
    return FALSE;
  tally->n_all = 0;
  tally->n_ready = 0;
  for (guint i = 0; i < SPT_N_STATES; i++)
    tally->n_all += states[i];
  ready.type = SPT_INTERVENTIONS_SENT;
  if (!spt_db_count_list (db, &spt_interventions_kind, &ready, states, error))
    return FALSE;
  tally->n_ready = states[SPT_STATE_READY];
  if (!count_day (db, tally, error))
    return FALSE;
  tally->has_account = FALSE;

  return has_account (db, &tally->has_account, error);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Tally *tally = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptInterventionsPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (tally == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->n_ready = tally->n_ready;
  self->has_some = tally->n_all > 0;
  self->has_account = tally->has_account;
  self->counted = TRUE;
  self->n_day = tally->day != NULL ? tally->day->len : 0;
  self->n_day_open = tally->n_day_open;
  self->n_day_ready = tally->n_day_ready;
  self->day_next = tally->day_next;
  spt_list_page_show_counts (SPT_LIST_PAGE (self), tally->counts, tally->n_all > 0);
}

static void
spt_interventions_page_count (SptListPage        *page,
                              const SptListQuery *query,
                              GCancellable       *cancellable)
{
  Tally *tally = g_new0 (Tally, 1);

  if (spt_day_reports_get_ids (spt_page_get_desk (SPT_PAGE (page))) != NULL)
    tally->day = g_array_copy (spt_day_reports_get_ids (spt_page_get_desk (SPT_PAGE (page))));
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

/* What was begun together is gone through, and then sent together. */
static void
say_day (SptInterventionsPage *self)
{
  g_autofree char *all = spt_ui_format_count (self->n_day);
  g_autofree char *open = spt_ui_format_count (self->n_day_open);
  g_autofree char *ready = spt_ui_format_count (self->n_day_ready);
  g_autofree char *text = NULL;
  g_autofree char *button = NULL;

  if (self->n_day_open > 0)
    {
      /* Translators: of the reports of a day; %1$s of %2$s */
      text = g_strdup_printf (_("Reports of the day: %1$s of %2$s still to be filled in"), open, all);
      button = g_strdup (_("_Go On"));
    }
  else if (self->n_day_ready > 0)
    {
      text = g_strdup (_("The reports of the day are ready"));
      button = g_strdup_printf (ngettext ("_Send %s Report…", "_Send %s Reports…", self->n_day_ready), ready);
    }
  g_object_set (self->day_strip, "text", text != NULL ? text : "", "button-label", button != NULL ? button : "", "revealed",
                text != NULL, NULL);
}

static void
spt_interventions_page_update (SptListPage *page)
{
  SptInterventionsPage *self = SPT_INTERVENTIONS_PAGE (page);
  gboolean any_selected = spt_id_selection_get_n_selected (spt_list_page_get_selection (page)) > 0;
  g_autofree char *ready = spt_ui_format_count (self->n_ready);
  g_autofree char *send = any_selected || self->n_ready == 0
                          ? g_strdup (_("_Send…"))
                          : g_strdup_printf (ngettext ("_Send %s Ready Document…", "_Send %s Ready Documents…", self->n_ready), ready);

  say_day (self);
  gtk_button_set_label (self->send_button, send);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->send_button)), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (GTK_WIDGET (self->send_button), self->has_some);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "interventions.send", any_selected || self->n_ready > 0);
}

/* The first step is the one that is possible: who has no account cannot send. */
static void
spt_interventions_page_say_empty (SptListPage  *page,
                                  SptListEmpty *empty)
{
  SptInterventionsPage *self = SPT_INTERVENTIONS_PAGE (page);

  if (!self->counted || self->has_account)
    return;
  empty->text = N_("Here stands what is prepared, sent and accepted of all plants. To send, an account of the register is needed; "
                   "documents can be written before.");
  empty->buttons[2] = empty->buttons[1];
  empty->buttons[1] = empty->buttons[0];
  empty->buttons[0] = (SptListButton) { N_("_Add an Account…"), "interventions.add-account" };
}

/* What is empty says why, and what to do. */
static void
spt_interventions_page_say_nothing (SptListPage        *page,
                                    const SptListQuery *query,
                                    SptListNothing     *nothing)
{
  static const struct
  {
    const char *title;
    const char *text;
  } words[SPT_N_INTERVENTIONS_CHIPS] = {
    [SPT_INTERVENTIONS_CHIP_TO_FIX] = { N_("Nothing to Correct"), N_("No intervention has errors.") },
    [SPT_INTERVENTIONS_CHIP_READY] = { N_("Nothing to Send"), N_("No intervention is ready. One is begun from its plant’s page.") },
    [SPT_INTERVENTIONS_CHIP_ACCEPTED] = { N_("Nothing Accepted Yet"), N_("What the register has accepted stands here.") },
  };
  guint chip = spt_list_page_get_chip (page);

  if (query->search != NULL || query->account_id != 0 || words[chip].title == NULL)
    return;
  nothing->title = words[chip].title;
  nothing->text = words[chip].text;
}

/* --- what can be done ------------------------------------------------------------------------------ */

static void
present_sheet (SptListPage *self,
               GArray      *ids)
{
  spt_list_page_present (self, spt_send_dialog_new (GTK_WIDGET (self), spt_page_get_desk (SPT_PAGE (self)),
                                                    SPT_KIND_INTERVENTIONS, ids));
}

/* The selection; without one all that is ready, which the sheet looks for itself. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (spt_list_page_get_selection (SPT_LIST_PAGE (widget)));

  present_sheet (SPT_LIST_PAGE (widget), ids->len > 0 ? ids : NULL);
}

/* What the menu of a row is about. */
static void
send_these_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_autoptr (GArray) ids = spt_list_page_dup_targets (SPT_LIST_PAGE (widget));

  if (ids->len > 0)
    present_sheet (SPT_LIST_PAGE (widget), ids);
}

static void
add_account_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  gtk_window_present (spt_account_dialog_new_of (widget, spt_page_get_desk (SPT_PAGE (widget)),
                                                 spt_plants_get_service (NULL)));
}

static void
plants_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  spt_window_go (spt_window_of (widget), "plants");
}

/* --- its submission, its plant -------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  gint64 submission; /* 0 = none */
} Last;

static gboolean
find_last (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Last *last = data;
  g_autoptr (GPtrArray) history = spt_db_list_record_history (db, SPT_KIND_INTERVENTIONS, last->id, error);

  if (history == NULL)
    return FALSE;
  last->submission = history->len > 0 ? ((SptRecordHistory *) g_ptr_array_index (history, 0))->submission_id : 0;
  return TRUE;
}

static void
found_last_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Last *last = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptWindow *window;

  if (spt_ui_is_cancelled (error))
    return;
  window = spt_window_of (GTK_WIDGET (user_data));
  if (last == NULL)
    spt_ui_report_error (GTK_WIDGET (user_data), error);
  else if (last->submission == 0)
    spt_window_toast (window, _("This intervention was not sent yet"), NULL, NULL, NULL);
  else
    spt_window_open_submission (window, last->submission);
}

static void
open_submission_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  gint64 id = spt_list_page_get_focused (SPT_LIST_PAGE (widget));
  Last *last;

  if (id <= 0)
    return;
  last = g_new0 (Last, 1);
  last->id = id;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (widget)), SPT_STORE_READ, find_last, last, g_free,
                       spt_list_page_get_cancellable (SPT_LIST_PAGE (widget)), found_last_cb, widget);
}

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
  if (self->day_next != 0)
    spt_record_page_go_through (spt_window_of (widget), SPT_KIND_INTERVENTIONS, self->day_next, ids, SPT_QUEUE_ONLY);
  else
    present_sheet (SPT_LIST_PAGE (widget), ids);
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
                               GFile   *file)
{
  GtkWindow *sheet = spt_consumption_sheet_new (GTK_WIDGET (page), spt_page_get_desk (page), NULL);

  spt_list_page_present (SPT_LIST_PAGE (page), sheet);
  spt_consumption_sheet_import (SPT_CONSUMPTION_SHEET (sheet), file);
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

static char *
dup_removed (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s intervention removed", "%s interventions removed", n), number);
}

static void
spt_interventions_page_remove (SptListPage *page,
                               GArray      *ids,
                               gboolean     restore)
{
  spt_dossiers_remove (page, ids, restore, dup_removed);
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "interventions.send", send_action },
    { "interventions.send-these", send_these_action },
    { "interventions.add-account", add_account_action },
    { "interventions.plants", plants_action },
    { "interventions.day-reports", day_reports_action },
    { "interventions.day-go-on", day_go_on_action },
    { "interventions.consumption", consumption_action },
    { "interventions.open-submission", open_submission_action },
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

  SPT_PAGE_CLASS (klass)->shown = spt_interventions_page_shown;
  SPT_PAGE_CLASS (klass)->import = spt_interventions_page_import;
  list_class->open = spt_interventions_page_open;
  list_class->count = spt_interventions_page_count;
  list_class->update = spt_interventions_page_update;
  list_class->say_empty = spt_interventions_page_say_empty;
  list_class->say_nothing = spt_interventions_page_say_nothing;
  list_class->remove = spt_interventions_page_remove;

  spt_list_page_class_set_kind (list_class, &kind, APPLICATION_PATH "/ui/catasto/spt-interventions-page.ui");
  g_type_ensure (SPT_TYPE_STRIP);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionsPage, day_strip);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionsPage, send_button);
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
