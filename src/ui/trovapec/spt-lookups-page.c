/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look-ups of certified addresses: what is said and counted of them, what can be sent. */
#define G_LOG_DOMAIN "spt-lookups-page"

#include "config.h"

#include "ui/trovapec/spt-lookups-page-private.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "store/spt-store-accounts.h"
#include "ui/trovapec/spt-lookup-dialog.h"

G_DEFINE_FINAL_TYPE (SptLookupsPage, spt_lookups_page, SPT_TYPE_LIST_PAGE)

#define BIT(state) (1u << SPT_STATE_##state)

/* What needs doing first, then what was answered. */
/* *INDENT-OFF* */
static const SptListChip chips[SPT_N_LOOKUP_CHIPS] = {
  [SPT_LOOKUPS_ALL] = { NC_("lookups", "All"), 0, NULL, FALSE, FALSE, TRUE },
  [SPT_LOOKUPS_TO_FIX] = { NC_("lookups", "To fix"), BIT (TO_FIX), NULL, FALSE, FALSE, FALSE },
  [SPT_LOOKUPS_READY] = { NC_("lookups", "To send"), BIT (READY), NULL, FALSE, FALSE, TRUE },
  [SPT_LOOKUPS_UNCERTAIN] = { NC_("lookups", "Outcome uncertain"), BIT (UNCERTAIN), NULL, FALSE, FALSE, FALSE },
  [SPT_LOOKUPS_REFUSED] = { NC_("lookups", "Refused"), BIT (REFUSED), NULL, FALSE, FALSE, FALSE },
  [SPT_LOOKUPS_NOT_SENT] = { NC_("lookups", "Not sent"), BIT (NOT_SENT), NULL, FALSE, FALSE, FALSE },
  [SPT_LOOKUPS_WAITING] = { NC_("lookups", "Waiting"), BIT (SENDING) | BIT (WAITING), NULL, FALSE, FALSE, TRUE },
  [SPT_LOOKUPS_LOST] = { NC_("lookups", "Answer lost"), 0, "lost", FALSE, FALSE, FALSE },
  [SPT_LOOKUPS_FOUND] = { NC_("lookups", "Found"), 0, "found", FALSE, FALSE, TRUE },
  [SPT_LOOKUPS_NOT_FOUND] = { NC_("lookups", "Not found"), 0, "not-found", FALSE, FALSE, TRUE },
  [SPT_LOOKUPS_CHECK] = { NC_("lookups", "To be checked"), 0, "check", FALSE, FALSE, FALSE },
  [SPT_LOOKUPS_CANCELLED] = { NC_("lookups", "Cancelled"), 0, "cancelled", FALSE, FALSE, FALSE },
};
/* *INDENT-ON* */

/* --- what is said ------------------------------------------------------------------------------------ */

static char *
dup_phrase (SptListPhrase phrase,
            guint         n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_LIST_SAYS_SELECTED:
      return g_strdup_printf (ngettext ("%s look-up selected", "%s look-ups selected", n), number);
    case SPT_LIST_SAYS_HIDDEN:
      /* Translators: of look-ups: "4 look-ups selected, 2 of them hidden by the filter" */
      return g_strdup_printf (ngettext ("%s of them hidden by the filter", "%s of them hidden by the filter", n), number);
    case SPT_LIST_SAYS_SELECT_FILTERED:
      return g_strdup_printf (ngettext ("Select %s _Filtered Look-up", "Select All %s _Filtered Look-ups", n), number);
    case SPT_LIST_SAYS_SELECT_ALL:
    default:
      return g_strdup_printf (ngettext ("Select _the %s Look-up", "Select _All %s Look-ups", n), number);
    }
}

static const SptListPageKind kind = {
  .record = SPT_KIND_LOOKUPS,
  .rows = &spt_lookups_kind,
  .layout = &spt_lookups_layout,
  .chips = chips,
  .n_chips = SPT_N_LOOKUP_CHIPS,
  .context = "lookups",
  .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
  .by = SPT_LIST_OF_ACCOUNT,
  .new_label = N_("Paste Codes…"),
  .list_label = N_("Look-ups of certified addresses"),
  .search_hint = N_("Name, tax code, VAT number, address…"),
  .search_label = N_("Search look-ups"),
  .chips_label = N_("Filter by result"),
  .only_import = N_("Only the look-ups of one import"),
  .only_submission = N_("Only the look-ups of one submission"),
  .show_all = N_("Show All Look-ups"),
  .show_hidden = N_("Clear the filter so that all selected look-ups are in the list"),
  .nothing = N_("No look-up answers to this filter and search."),
  .empty = {
    "mail-unread-symbolic",
    N_("No Certified Address Looked Up Yet"),
    N_("TrovaPEC finds the certified address (PEC) that belongs to a tax code or a VAT number; each look-up is paid for. Codes "
       "are pasted here, come from a file, or from the subjects, who keep the address that was found."),
    {
      { N_("_Paste Codes…"), "lookups.paste" },
      { N_("_Import from a File…"), "records.import" },
      { N_("_Choose among the Subjects"), "lookups.show-subjects" },
    },
  },
  .selection_buttons = {
    { N_("_Copy Addresses"), "lookups.copy" },
    { N_("_Export…"), "records.export" },
    { N_("_Remove"), "records.delete" },
  },
  /* Translators: name of a file. Nothing of whom it is about may stand in it. */
  .export_name = N_("certified-addresses.csv"),
  .dup_phrase = dup_phrase,
};

static void
spt_lookups_page_update (SptListPage *page)
{
  SptLookupsPage *self = SPT_LOOKUPS_PAGE (page);
  gboolean any_selected = spt_id_selection_get_n_selected (spt_list_page_get_selection (page)) > 0;
  g_autofree char *ready = spt_ui_format_count (self->n_ready);
  g_autofree char *send = any_selected || self->n_ready == 0
                          ? g_strdup (_("_Send…"))
                          : g_strdup_printf (ngettext ("_Send %s Look-up…", "_Send %s Look-ups…", self->n_ready), ready);

  gtk_button_set_label (self->send_button, send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lookups.send", any_selected || self->n_ready > 0);
}

/* The first step is the one that is possible: who has no account cannot ask. */
static void
spt_lookups_page_say_empty (SptListPage  *page,
                            SptListEmpty *empty)
{
  SptLookupsPage *self = SPT_LOOKUPS_PAGE (page);

  if (!self->counted || self->n_accounts > 0)
    return;
  empty->text = N_("TrovaPEC finds the certified address (PEC) that belongs to a tax code or a VAT number. It takes a key that "
                   "comes with a contract, and each look-up is paid for. Codes can be collected before.");
  empty->buttons[2] = empty->buttons[1];
  empty->buttons[1] = empty->buttons[0];
  empty->buttons[0] = (SptListButton) { N_("_Add an Account…"), "lookups.add-account" };
}

/* What is empty says why, and what to do. */
static void
spt_lookups_page_say_nothing (SptListPage        *page,
                              const SptListQuery *query,
                              SptListNothing     *nothing)
{
  static const struct
  {
    const char *title;
    const char *text;
  } words[SPT_N_LOOKUP_CHIPS] = {
    [SPT_LOOKUPS_READY] = { N_("Nothing to Send"), N_("No look-up is prepared. “Paste Codes” makes some.") },
    [SPT_LOOKUPS_WAITING] = { N_("Nothing Is Waited For"), N_("No code is being looked up now.") },
    [SPT_LOOKUPS_FOUND] = { N_("Nothing Found Yet"), N_("Addresses that were found stand here.") },
    [SPT_LOOKUPS_NOT_FOUND] = {
      N_("Nothing Here"), N_("Codes without an address stand here. An empty answer holds for its day only."),
    },
  };
  guint chip = spt_list_page_get_chip (page);

  if (query->search != NULL || query->account_id != 0 || words[chip].title == NULL)
    return;
  nothing->title = words[chip].title;
  nothing->text = words[chip].text;
}

/* --- asking the archive ------------------------------------------------------------------------------ */

typedef struct
{
  SptListQuery  query;  /* its search is owned */
  char         *search; /* (owned) (nullable) */
  gint64        now;
  guint         counts[SPT_N_LOOKUP_CHIPS];
  guint         n_all;
  guint         n_accounts;
} Tally;

static void
tally_free (gpointer data)
{
  Tally *tally = data;

  g_free (tally->search);
  g_free (tally);
}

static gboolean
tally_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const char *service = spt_service_get_info (spt_services_find_kind (SPT_KIND_LOOKUPS))->id;
  const SptListQuery all = { 0 };
  Tally *tally = data;
  guint states[SPT_N_STATES];
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);

  if (accounts == NULL ||
      !spt_list_count_chips (db, &spt_lookups_kind, chips, SPT_N_LOOKUP_CHIPS, &tally->query, tally->now, tally->counts,
                             error) ||
      !spt_db_count_list (db, &spt_lookups_kind, &all, states, error))
    return FALSE;
  tally->n_all = 0;
  for (guint state = 0; state < SPT_N_STATES; state++)
    tally->n_all += states[state];
  tally->n_accounts = 0;
  for (guint i = 0; i < accounts->len; i++)
    tally->n_accounts += g_strcmp0 (spt_account_get_service (g_ptr_array_index (accounts, i)), service) == 0;

  return TRUE;
}

static void
tallied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Tally *tally = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptLookupsPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (tally == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->n_ready = tally->counts[SPT_LOOKUPS_READY];
  self->n_accounts = tally->n_accounts;
  self->counted = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->send_button), tally->n_all > 0);
  spt_list_page_show_counts (SPT_LIST_PAGE (self), tally->counts, tally->n_all > 0);
}

static void
spt_lookups_page_count (SptListPage        *page,
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
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_READ, tally_job, tally, tally_free, cancellable,
                       tallied_cb, page);
}

/* --- the page ---------------------------------------------------------------------------------------- */

/* A new one is made of a code: there is nothing else to write. */
static void
spt_lookups_page_open (SptListPage *page,
                       gint64       id)
{
  if (id == 0)
    gtk_widget_activate_action (GTK_WIDGET (page), "lookups.paste", NULL);
  else
    SPT_LIST_PAGE_CLASS (spt_lookups_page_parent_class)->open (page, id);
}

static void
spt_lookups_page_class_init (SptLookupsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptListPageClass *list_class = SPT_LIST_PAGE_CLASS (klass);

  list_class->open = spt_lookups_page_open;
  list_class->count = spt_lookups_page_count;
  list_class->update = spt_lookups_page_update;
  list_class->say_empty = spt_lookups_page_say_empty;
  list_class->say_nothing = spt_lookups_page_say_nothing;
  list_class->remove = _spt_lookups_page_remove;

  spt_list_page_class_set_kind (list_class, &kind, APPLICATION_PATH "/ui/trovapec/spt-lookups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptLookupsPage, send_button);
  _spt_lookups_page_install_actions (widget_class);
}

static void
spt_lookups_page_init (SptLookupsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_lookups_page_new:
 * @desk: the desk
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_lookups_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_LOOKUPS_PAGE, "desk", desk, NULL);
}
