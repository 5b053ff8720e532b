/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of TeamSystem's registry: what is to be sent, what was taken, search, selection. */
#define G_LOG_DOMAIN "spt-registry-items-page"

#include "config.h"

#include "ui/tsdigital/spt-registry-items-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-dossier-cells.h"
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
  SptSendListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SptRegistryItemsPage, spt_registry_items_page, SPT_TYPE_SEND_LIST_PAGE)

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
dup_type_cb (gpointer    item,
             const char *type,
             gpointer    user_data)
{
  return g_strdup (g_strcmp0 (type, "person") == 0 ? C_("registry", "Person") : C_("registry", "Company"));
}

static GtkWidget *
make_name (GtkListItem *item)
{
  GtkWidget *name = spt_list_cells_make_label ();

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
  gtk_box_append (GTK_BOX (box), spt_dossier_cells_make_test_tag (item, SPT_TYPE_DOSSIER));
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
  GtkWidget *state = spt_dossier_cells_make_state (item, TRUE);

  spt_dossier_cells_bind (item, phase, "label", G_TYPE_STRING, G_CALLBACK (spt_dossier_cells_dup_phase), "phase", NULL);
  spt_dossier_cells_bind (item, phase, "visible", G_TYPE_BOOLEAN, G_CALLBACK (is_taken_cb), "loaded", "state", NULL);
  g_object_set (state, "whole", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), state);
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
  { "state",   N_("State"),                NULL,           SPT_DOSSIER_SORT_STATE,   -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "since",   N_("Taken On"),             "phase-since",  -1,                       -1, TRUE,  FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
  { "vat",     N_("VAT Number"),           "detail",       SPT_DOSSIER_SORT_DETAIL,  -1, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "number",  N_("Id in the Registry"),   "remote-id",    -1, 150, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "phase",   N_("Phase"),                "phase",        SPT_DOSSIER_SORT_PHASE,   -1, FALSE, FALSE, NULL,        FALSE, G_CALLBACK (spt_dossier_cells_dup_phase) },
  { "place",   N_("Town"),                 "place",        SPT_DOSSIER_SORT_PLACE,   -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "type",    N_("Company or Person?"),   "type",         -1,                       -1, FALSE, FALSE, NULL,        FALSE, G_CALLBACK (dup_type_cb) },
  { "account", N_("Account"),              "account-name", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "import",  N_("Import"),               "import-label", -1,                       -1, FALSE, FALSE, NULL,        FALSE, NULL },
  { "row",     N_("Row in the File"),      "import-row",   SPT_DOSSIER_SORT_IMPORT,  -1, FALSE, FALSE, "numeric",   TRUE,  G_CALLBACK (spt_list_cells_dup_number) },
  { "updated", N_("Last Change"),          "updated",      SPT_DOSSIER_SORT_UPDATED, -1, FALSE, FALSE, "numeric",   FALSE, G_CALLBACK (spt_list_cells_dup_time) },
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
  .below_dup_text = G_CALLBACK (spt_dossier_cells_dup_phase),
  .make_cell = make_cell,
};

/* What is empty says why, and what to do. */
static const SptSendListWords nothing[N_CHIPS] = {
  [CHIP_TO_FIX] = { N_("Nothing to Fix"), N_("No registry item has errors.") },
  [CHIP_READY] = { N_("Nothing to Send"), N_("No item is prepared. A new one is made with “New Registry Item”, or from a subject.") },
  [CHIP_TAKEN] = { N_("Nothing Taken Yet"), N_("What TSDigital has taken in charge stands here, with its id in the registry.") },
};

static const SptSendListKind kind = {
  .list = {
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
    .phrases = {
      [SPT_LIST_SAYS_SELECTED] = NN_("%s registry item selected", "%s registry items selected"),
      /* Translators: of registry items: "4 items selected, 2 of them hidden by the filter" */
      [SPT_LIST_SAYS_HIDDEN] = NN_("%s of them hidden by the filter", "%s of them hidden by the filter"),
      [SPT_LIST_SAYS_SELECT_FILTERED] = NN_("Select %s _Filtered Item", "Select All %s _Filtered Items"),
      [SPT_LIST_SAYS_SELECT_ALL] = NN_("Select _the %s Item", "Select _All %s Items"),
    },
  },
  .ready_chip = CHIP_READY,
  .send_ready = NN_("_Send %s Item…", "_Send %s Items…"),
  .no_account = N_("Here companies and people are created in TeamSystem’s registry. To send, an account of the service is needed; "
                   "items can be written, read from a file and taken from the subjects before."),
  .nothing = nothing,
  .not_sent = N_("This item was not sent yet"),
  .removed = NN_("%s registry item removed", "%s registry items removed"),
  .stays = N_("Nothing removed: what was sent, or is at the service, stays here"),
  .remove = spt_db_remove_dossiers,
};

/* --- what can be done ------------------------------------------------------------------------------ */

static void
subjects_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  spt_window_go (spt_window_of (widget), "subjects");
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

/* --- the page -------------------------------------------------------------------------------------- */

static void
spt_registry_items_page_class_init (SptRegistryItemsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  spt_send_list_page_class_set_kind (SPT_SEND_LIST_PAGE_CLASS (klass), &kind,
                                     APPLICATION_PATH "/ui/tsdigital/spt-registry-items-page.ui");
  gtk_widget_class_install_action (widget_class, "registry.subjects", NULL, subjects_action);
  gtk_widget_class_install_action (widget_class, "registry.open-portal", NULL, open_portal_action);
  gtk_widget_class_install_action (widget_class, "registry.copy-code", NULL, copy_code_action);
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
