/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of TeamSystem's registry: what is to be sent, what was taken, search, selection. */
#define G_LOG_DOMAIN "spt-registry-items-page"

#include "config.h"

#include "ui/tsdigital/spt-registry-items-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-views.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-dossier-cells.h"
#include "ui/spt-dossiers-remove.h"
#include "ui/spt-send-dialog.h"
#include "ui/tsdigital/spt-registry-portal.h"

#define BIT(state) (1u << SPT_STATE_##state)

enum
{
  CHIP_ALL,
  CHIP_TO_FIX,
  CHIP_READY,
  CHIP_UNCERTAIN,
  CHIP_REFUSED,
  CHIP_NOT_SENT,
  CHIP_UNDER_WAY,
  CHIP_TAKEN,
  N_CHIPS
};

struct _SptRegistryItemsPage
{
  SptListPage parent_instance;

  guint       n_ready;
  guint       has_some    : 1;
  guint       has_account : 1; /* nothing leaves without one */
  guint       counted     : 1; /* once */

  /* Template */
  GtkButton  *send_button;
};

G_DEFINE_FINAL_TYPE (SptRegistryItemsPage, spt_registry_items_page, SPT_TYPE_LIST_PAGE)

/* --- what it lists ------------------------------------------------------------------------------- */

/* A row without a word would look like a mistake of ours. */
static char *
dup_name_cb (gpointer item,
             const char *name,
             gpointer user_data)
{
  return g_strdup (name != NULL && *name != '\0' ? name : _("Item without a name"));
}

static char *
dup_phase_cb (gpointer    item,
              const char *phase,
              gpointer    user_data)
{
  /* What was refused has none either: where such a one stands its state says. */
  return g_strdup (phase != NULL ? phase : "");
}

static char *
dup_type_cb (gpointer    item,
             const char *type,
             gpointer    user_data)
{
  return g_strdup (g_strcmp0 (type, "person") == 0 ? C_("registry", "Person") : C_("registry", "Company"));
}

static char *
dup_when_cb (gpointer item,
             gint64   utc_ms,
             gpointer user_data)
{
  g_autoptr (GDateTime) when = utc_ms > 0 ? g_date_time_new_from_unix_local (utc_ms / 1000) : NULL;

  return when != NULL ? g_date_time_format (when, "%d/%m/%Y %H:%M") : g_strdup ("");
}

static char *
dup_number_cb (gpointer item,
               guint    number,
               gpointer user_data)
{
  return number > 0 ? spt_ui_format_count (number) : g_strdup ("");
}

static GtkWidget *
make_name (GtkListItem *item)
{
  GtkWidget *name = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  spt_dossier_cells_bind (item, name, "label", G_TYPE_STRING, G_CALLBACK (dup_name_cb), "name", NULL);
  return name;
}

static GtkWidget *
make_code (GtkListItem *item)
{
  GtkWidget *code = gtk_label_new (NULL);

  gtk_widget_add_css_class (code, "monospace");
  spt_dossier_cells_bind (item, code, "label", G_TYPE_STRING, NULL, "key", NULL);
  return code;
}

static GtkWidget *
make_marked (GtkListItem *item,
             GtkWidget   *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (GTK_IS_LABEL (what))
    gtk_label_set_width_chars (GTK_LABEL (what), 12);
  gtk_box_append (GTK_BOX (box), what);
  gtk_box_append (GTK_BOX (box), spt_dossier_cells_make_test_tag (item));
  return box;
}

static gboolean
is_taken_cb (gpointer item,
             gboolean loaded,
             SptState state,
             gpointer user_data)
{
  return loaded && state == SPT_STATE_DONE;
}

/* Where the service has it, and until then where the asking stands: one of them has something to say. */
static GtkWidget *
make_standing (GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *phase = gtk_label_new (NULL);

  spt_dossier_cells_bind (item, phase, "label", G_TYPE_STRING, G_CALLBACK (dup_phase_cb), "phase", NULL);
  spt_dossier_cells_bind (item, phase, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_taken_cb), "loaded", "state", NULL);
  gtk_box_append (GTK_BOX (box), spt_dossier_cells_make_state (item, TRUE));
  gtk_box_append (GTK_BOX (box), phase);
  return box;
}

static GtkWidget *
make_cell (const char  *id,
           GtkListItem *item)
{
  if (strcmp (id, "name") == 0)
    return make_marked (item, make_name (item));
  if (strcmp (id, "row-name") == 0)
    return make_name (item);
  if (strcmp (id, "row-state") == 0)
    return make_marked (item, spt_dossier_cells_make_state (item, TRUE));
  if (strcmp (id, "row-beside") == 0)
    return make_code (item);
  if (strcmp (id, "state") == 0)
    return make_standing (item);
  return NULL;
}

/* *INDENT-OFF* */
static const SptListColumn columns[] = {
  { "name",    N_("Company or Person"),    NULL,           SPT_DOSSIER_SORT_NAME,    -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "key",     N_("Tax Code"),             "key",          SPT_DOSSIER_SORT_KEY,     -1, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "state",   N_("State"),                NULL,           SPT_DOSSIER_SORT_STATE,  140, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "since",   N_("Taken On"),             "phase-since",  -1,                       -1, TRUE,  FALSE, "numeric",   FALSE, G_CALLBACK (dup_when_cb) },
  { "vat",     N_("VAT Number"),           "detail",       SPT_DOSSIER_SORT_DETAIL,  -1, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "number",  N_("Id in the Registry"),   "remote-id",    -1, 150, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "phase",   N_("Phase"),                "phase",        SPT_DOSSIER_SORT_PHASE,   -1, FALSE, FALSE, NULL,        FALSE, G_CALLBACK (dup_phase_cb) },
  { "place",   N_("Town"),                 "place",        SPT_DOSSIER_SORT_PLACE,   -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "type",    N_("Company or Person?"),   "type",         -1,                       -1, FALSE, FALSE, NULL,        FALSE, G_CALLBACK (dup_type_cb) },
  { "account", N_("Account"),              "account-name", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "import",  N_("Import"),               "import-label", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "row",     N_("Row in the File"),      "import-row",   SPT_DOSSIER_SORT_IMPORT,  -1, FALSE, FALSE, "numeric",   TRUE,  G_CALLBACK (dup_number_cb) },
  { "updated", N_("Last Change"),          "updated",      SPT_DOSSIER_SORT_UPDATED, -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (dup_when_cb) },
};

/* What needs doing first, then what the service has. */
static const SptListChip chips[N_CHIPS] = {
  [CHIP_ALL] = { NC_("registry", "All"), 0, NULL, FALSE, FALSE, TRUE },
  [CHIP_TO_FIX] = { NC_("registry", "To fix"), BIT (TO_FIX), NULL, FALSE, FALSE, TRUE },
  [CHIP_READY] = { NC_("registry", "To send"), BIT (READY), NULL, FALSE, FALSE, TRUE },
  [CHIP_UNCERTAIN] = { NC_("registry", "Outcome uncertain"), BIT (UNCERTAIN), NULL, FALSE, FALSE, FALSE },
  [CHIP_REFUSED] = { NC_("registry", "Refused"), BIT (REFUSED), NULL, FALSE, FALSE, FALSE },
  [CHIP_NOT_SENT] = { NC_("registry", "Not sent"), BIT (NOT_SENT), NULL, FALSE, FALSE, FALSE },
  [CHIP_UNDER_WAY] = { NC_("registry", "Being sent"), BIT (SENDING) | BIT (WAITING), NULL, FALSE, FALSE, FALSE },
  [CHIP_TAKEN] = { NC_("registry", "Taken in charge"), 0, "taken", FALSE, FALSE, TRUE },
};
/* *INDENT-ON* */

static const SptListLayout layout = {
  .name = "registry-items",
  .get_type = spt_dossier_get_type,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .default_sort = SPT_DOSSIER_SORT_UPDATED,
  .default_descending = TRUE,
  .name_property = "name",
  .beside_property = "key",
  .below_property = "phase",
  .below_dup_text = G_CALLBACK (dup_phase_cb),
  .make_cell = make_cell,
};

static char *
dup_phrase (SptListPhrase phrase,
            guint         n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_LIST_SAYS_SELECTED:
      return g_strdup_printf (ngettext ("%s registry item selected", "%s registry items selected", n), number);
    case SPT_LIST_SAYS_HIDDEN:
      /* Translators: of registry items: "4 items selected, 2 of them hidden by the filter" */
      return g_strdup_printf (ngettext ("%s of them hidden by the filter", "%s of them hidden by the filter", n), number);
    case SPT_LIST_SAYS_SELECT_FILTERED:
      return g_strdup_printf (ngettext ("Select %s _Filtered Item", "Select All %s _Filtered Items", n), number);
    case SPT_LIST_SAYS_SELECT_ALL:
    default:
      return g_strdup_printf (ngettext ("Select _the %s Item", "Select _All %s Items", n), number);
    }
}

static const SptListPageKind kind = {
  .record = SPT_KIND_REGISTRY_ITEMS,
  .rows = &spt_registry_items_kind,
  .layout = &layout,
  .chips = chips,
  .n_chips = N_CHIPS,
  .context = "registry",
  .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
  .by = SPT_LIST_OF_ACCOUNT,
  .new_label = N_("New Registry Item"),
  .list_label = N_("Registry items"),
  .search_hint = N_("Name, tax code, VAT number, id, town…"),
  .search_label = N_("Search registry items"),
  .chips_label = N_("Filter by what is to be done"),
  .only_import = N_("Only the items of one import"),
  .only_submission = N_("Only the items of one submission"),
  .show_all = N_("Show All Items"),
  .show_hidden = N_("Clear the filter so that all selected items are in the list"),
  .nothing = N_("No registry item answers to this filter and search."),
  .empty = {
    "spt-company-symbolic",
    N_("No Companies in TSDigital"),
    N_("Here companies and people are created in TeamSystem’s registry. The quickest way is from a subject of the directory: its "
       "data is taken over. A new one is written here, many come from a file."),
    {
      { N_("_New Item"), "records.new" },
      { N_("_Import from a File…"), "records.import" },
      { N_("_Choose from the Subjects"), "registry.subjects" },
    },
  },
  .selection_buttons = {
    { N_("_Export…"), "records.export" },
    { N_("_Remove"), "records.delete" },
  },
  /* Translators: name of a file. Nothing of whom it is about may stand in it. */
  .export_name = N_("registry-items.csv"),
  .dup_phrase = dup_phrase,
};

/* --- asking the archive ---------------------------------------------------------------------------- */

typedef struct
{
  SptListQuery query;   /* its search is owned */
  char        *search;  /* (owned) (nullable) */
  gint64       now;     /* UTC milliseconds */
  guint        counts[N_CHIPS];
  guint        n_all;
  gboolean     has_account;
} Tally;

static void
tally_free (Tally *tally)
{
  g_free (tally->search);
  g_free (tally);
}

static gboolean
has_account (SptDb     *db,
             gboolean  *has,
             GError   **error)
{
  const char *service = spt_service_get_info (spt_services_find_kind (SPT_KIND_REGISTRY_ITEMS))->id;
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    *has |= g_strcmp0 (spt_account_get_service (g_ptr_array_index (accounts, i)), service) == 0;
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
  guint states[SPT_N_STATES];

  if (!spt_list_count_chips (db, &spt_registry_items_kind, chips, N_CHIPS, &tally->query, tally->now, tally->counts,
                             error) ||
      !spt_db_count_list (db, &spt_registry_items_kind, &all, states, error))
    return FALSE;
  tally->n_all = 0;
  for (guint i = 0; i < SPT_N_STATES; i++)
    tally->n_all += states[i];
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
  SptRegistryItemsPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (tally == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->n_ready = tally->counts[CHIP_READY];
  self->has_some = tally->n_all > 0;
  self->has_account = tally->has_account;
  self->counted = TRUE;
  spt_list_page_show_counts (SPT_LIST_PAGE (self), tally->counts, tally->n_all > 0);
}

static void
spt_registry_items_page_count (SptListPage        *page,
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

static void
spt_registry_items_page_update (SptListPage *page)
{
  SptRegistryItemsPage *self = SPT_REGISTRY_ITEMS_PAGE (page);
  gboolean any_selected = spt_id_selection_get_n_selected (spt_list_page_get_selection (page)) > 0;
  g_autofree char *ready = spt_ui_format_count (self->n_ready);
  g_autofree char *send = any_selected || self->n_ready == 0
                          ? g_strdup (_("_Send…"))
                          : g_strdup_printf (ngettext ("_Send %s Item…", "_Send %s Items…", self->n_ready), ready);

  gtk_button_set_label (self->send_button, send);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->send_button)), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (GTK_WIDGET (self->send_button), self->has_some);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "registry.send", any_selected || self->n_ready > 0);
}

/* The first step is the one that is possible: who has no account cannot send. */
static void
spt_registry_items_page_say_empty (SptListPage  *page,
                                   SptListEmpty *empty)
{
  SptRegistryItemsPage *self = SPT_REGISTRY_ITEMS_PAGE (page);

  if (!self->counted || self->has_account)
    return;
  empty->text = N_("Here companies and people are created in TeamSystem’s registry. To send, an account of the service is needed; "
                   "items can be written, read from a file and taken from the subjects before.");
  empty->buttons[2] = empty->buttons[1];
  empty->buttons[1] = empty->buttons[0];
  empty->buttons[0] = (SptListButton) { N_("_Add an Account…"), "registry.add-account" };
}

/* What is empty says why, and what to do. */
static void
spt_registry_items_page_say_nothing (SptListPage        *page,
                                     const SptListQuery *query,
                                     SptListNothing     *nothing)
{
  static const struct
  {
    const char *title;
    const char *text;
  } words[N_CHIPS] = {
    [CHIP_TO_FIX] = { N_("Nothing to Fix"), N_("No registry item has errors.") },
    [CHIP_READY] = { N_("Nothing to Send"), N_("No item is prepared. A new one is made with “New Registry Item”, or from a subject.") },
    [CHIP_TAKEN] = { N_("Nothing Taken Yet"), N_("What TSDigital has taken in charge stands here, with its id in the registry.") },
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
                                                    SPT_KIND_REGISTRY_ITEMS, ids));
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
                                                 spt_services_find_kind (SPT_KIND_REGISTRY_ITEMS)));
}

static void
subjects_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  spt_window_go (spt_window_of (widget), "subjects");
}

/* --- its submission, the portal -------------------------------------------------------------------- */

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
  g_autoptr (GPtrArray) history = spt_db_list_record_history (db, SPT_KIND_REGISTRY_ITEMS, last->id, error);

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
    spt_window_toast (window, _("This item was not sent yet"), NULL, NULL, NULL);
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

static void
open_portal_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  gint64 id = spt_list_page_get_focused (SPT_LIST_PAGE (widget));

  if (id > 0)
    spt_registry_portal_open (widget, spt_page_get_store (SPT_PAGE (widget)), id,
                              spt_list_page_get_cancellable (SPT_LIST_PAGE (widget)));
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gint64 id = spt_list_page_get_focused (SPT_LIST_PAGE (widget));

  if (id > 0)
    spt_registry_portal_copy_code (widget, spt_page_get_store (SPT_PAGE (widget)), id,
                                   spt_list_page_get_cancellable (SPT_LIST_PAGE (widget)));
}

static char *
dup_removed (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s registry item removed", "%s registry items removed", n), number);
}

static void
spt_registry_items_page_remove (SptListPage *page,
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
    { "registry.send", send_action },
    { "registry.send-these", send_these_action },
    { "registry.add-account", add_account_action },
    { "registry.subjects", subjects_action },
    { "registry.open-submission", open_submission_action },
    { "registry.open-portal", open_portal_action },
    { "registry.copy-code", copy_code_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}

static void
spt_registry_items_page_class_init (SptRegistryItemsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptListPageClass *list_class = SPT_LIST_PAGE_CLASS (klass);

  list_class->count = spt_registry_items_page_count;
  list_class->update = spt_registry_items_page_update;
  list_class->say_empty = spt_registry_items_page_say_empty;
  list_class->say_nothing = spt_registry_items_page_say_nothing;
  list_class->remove = spt_registry_items_page_remove;

  spt_list_page_class_set_kind (list_class, &kind, APPLICATION_PATH "/ui/tsdigital/spt-registry-items-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemsPage, send_button);
  install_actions (widget_class);
}

static void
spt_registry_items_page_init (SptRegistryItemsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_registry_items_page_new:
 * @desk: the desk
 *
 * Makes the list.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_registry_items_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_REGISTRY_ITEMS_PAGE, "desk", desk, NULL);
}
