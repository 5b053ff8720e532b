/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look-ups of certified addresses: what is said and counted of them, what can be sent. */
#define G_LOG_DOMAIN "spt-lookups-page"

#include "config.h"

#include "ui/trovapec/spt-lookups-page-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (SptLookupsPage, spt_lookups_page, SPT_TYPE_SEND_LIST_PAGE)

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

/* What is empty says why, and what to do. */
static const SptSendListWords nothing[SPT_N_LOOKUP_CHIPS] = {
  [SPT_LOOKUPS_READY] = { N_("Nothing to Send"), N_("No look-up is prepared. “Paste Codes” makes some.") },
  [SPT_LOOKUPS_WAITING] = { N_("Nothing Is Waited For"), N_("No code is being looked up now.") },
  [SPT_LOOKUPS_FOUND] = { N_("Nothing Found Yet"), N_("Addresses that were found stand here.") },
  [SPT_LOOKUPS_NOT_FOUND] = {
    N_("Nothing Here"), N_("Codes without an address stand here. An empty answer holds for its day only."),
  },
};

static const SptSendListKind kind = {
  .list = {
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
    .phrases = {
      [SPT_LIST_SAYS_SELECTED] = NN_("%s look-up selected", "%s look-ups selected"),
      /* Translators: of look-ups: "4 look-ups selected, 2 of them hidden by the filter" */
      [SPT_LIST_SAYS_HIDDEN] = NN_("%s of them hidden by the filter", "%s of them hidden by the filter"),
      [SPT_LIST_SAYS_SELECT_FILTERED] = NN_("Select %s _Filtered Look-up", "Select All %s _Filtered Look-ups"),
      [SPT_LIST_SAYS_SELECT_ALL] = NN_("Select _the %s Look-up", "Select _All %s Look-ups"),
    },
  },
  .ready_chip = SPT_LOOKUPS_READY,
  .send_ready = NN_("_Send %s Look-up…", "_Send %s Look-ups…"),
  .no_account = N_("TrovaPEC finds the certified address (PEC) that belongs to a tax code or a VAT number. It takes a key that "
                   "comes with a contract, and each look-up is paid for. Codes can be collected before."),
  .nothing = nothing,
  .removed = NN_("%s look-up removed", "%s look-ups removed"),
  .stays = N_("Nothing removed: what was asked of the service stays here"),
  .remove = spt_db_remove_dossiers,
};

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
  SPT_LIST_PAGE_CLASS (klass)->open = spt_lookups_page_open;

  spt_send_list_page_class_set_kind (SPT_SEND_LIST_PAGE_CLASS (klass), &kind,
                                     APPLICATION_PATH "/ui/trovapec/spt-lookups-page.ui");
  _spt_lookups_page_install_actions (GTK_WIDGET_CLASS (klass));
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
