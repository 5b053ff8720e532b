/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers: what is said and counted of them, what can be sent. */
#define G_LOG_DOMAIN "spt-vouchers-page"

#include "config.h"

#include "ui/voucher/spt-vouchers-page-private.h"

#include <glib/gi18n.h>

#include "ui/voucher/spt-vouchers-same.h"

G_DEFINE_FINAL_TYPE (SptVouchersPage, spt_vouchers_page, SPT_TYPE_SEND_LIST_PAGE)

/* --- what is said --------------------------------------------------------------------------------- */

/* What is empty says why, and what to do. */
static const SptSendListWords nothing[SPT_N_VOUCHER_CHIPS] = {
  [SPT_VOUCHERS_CURRENT] = { N_("Nothing under Way"), N_("All vouchers have ended. They are under “Ended”.") },
  [SPT_VOUCHERS_TO_FIX] = { N_("Nothing to Fix"), N_("No voucher has errors.") },
  [SPT_VOUCHERS_READY] = {
    N_("Nothing to Send"),
    N_("No reservation or other step is prepared. A new voucher is made with “New Voucher”; the steps of the others "
       "are on their pages."),
  },
  [SPT_VOUCHERS_ASKED] = {
    N_("Nothing Waits for the ISEE"),
    N_("INPS checks the ISEE of what was reserved; until then vouchers stand here."),
  },
  [SPT_VOUCHERS_OPEN] = {
    N_("Nothing to Activate"),
    N_("When the ISEE allows a voucher it becomes Prenotata and stands here. “Update” asks the service now."),
  },
};

static const SptSendListKind kind = {
  .list = {
    .record = SPT_KIND_VOUCHERS,
    .rows = &spt_vouchers_kind,
    .layout = &spt_vouchers_layout,
    .chips = spt_voucher_chips,
    .n_chips = SPT_N_VOUCHER_CHIPS,
    .context = "vouchers",
    .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
    .by = SPT_LIST_OF_ACCOUNT,
    .new_label = N_("New Voucher"),
    .list_label = N_("Vouchers"),
    .search_hint = N_("Name, tax code, VAT number, PROTOCOLLO, offer…"),
    .search_label = N_("Search vouchers"),
    .chips_label = N_("Filter by what is to be done"),
    .only_import = N_("Only the vouchers of one import"),
    .only_submission = N_("Only the vouchers of one submission"),
    .show_all = N_("Show All Vouchers"),
    .show_hidden = N_("Clear the filter so that all selected vouchers are in the list"),
    .nothing = N_("No voucher answers to this filter and search."),
    .empty = {
      "network-wireless-symbolic",
      N_("No Vouchers"),
      N_("Here vouchers for families and firms are reserved, followed through the ISEE check, activated and ended. A new one is "
         "written here, many come from a file; what was made in the portal comes with the list of the service."),
      {
        { N_("_New Voucher"), "records.new" },
        { N_("_Import from a File…"), "records.import" },
        { N_("_Ask the Service What the Portal Has"), "vouchers.update" },
      },
    },
    .selection_buttons = {
      { N_("_Export…"), "records.export" },
      { N_("_Remove"), "records.delete" },
    },
    /* Translators: name of a file. Nothing of whom it is about may stand in it. */
    .export_name = N_("vouchers.csv"),
    .phrases = {
      [SPT_LIST_SAYS_SELECTED] = NN_("%s voucher selected", "%s vouchers selected"),
      /* Translators: of vouchers: "4 vouchers selected, 2 of them hidden by the filter" */
      [SPT_LIST_SAYS_HIDDEN] = NN_("%s of them hidden by the filter", "%s of them hidden by the filter"),
      [SPT_LIST_SAYS_SELECT_FILTERED] = NN_("Select %s _Filtered Voucher", "Select All %s _Filtered Vouchers"),
      [SPT_LIST_SAYS_SELECT_ALL] = NN_("Select _the %s Voucher", "Select _All %s Vouchers"),
    },
  },
  .ready_chip = SPT_VOUCHERS_READY,
  .send_ready = NN_("_Send %s Prepared…", "_Send %s Prepared…"),
  .no_account = N_("Here vouchers for families and firms are reserved, followed through the ISEE check, activated and ended. To "
                   "send, and to ask what the portal has, an account of the service is needed. Vouchers can be written and read "
                   "from a file before."),
  .nothing = nothing,
  .removed = NN_("%s voucher removed", "%s vouchers removed"),
  .stays = N_("Nothing removed: what was sent, or is at the service, stays here"),
  .remove = spt_db_remove_dossiers,
};

static void
update_pairs (SptVouchersPage *self)
{
  guint n = self->tally->n_pairs;
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s voucher found in the portal has the tax code of one made here. Is it the same?",
                               "%s vouchers found in the portal have the tax code of one made here. Are they the same?",
                               n), number);

  g_object_set (self->same_strip, "text", text, "revealed", n > 0, NULL);
}

/* --- asking the archive ---------------------------------------------------------------------------- */

static void
spt_vouchers_page_begin_count (SptSendListPage  *page,
                               SptSendListCount *count)
{
  count->more = spt_vouchers_tally_new ();
  count->free_more = (GDestroyNotify) spt_vouchers_tally_free;
}

static void
spt_vouchers_page_counted (SptSendListPage  *page,
                           SptSendListCount *count)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (page);

  g_clear_pointer (&self->tally, spt_vouchers_tally_free);
  self->tally = g_steal_pointer (&count->more);
  update_pairs (self);
  _spt_vouchers_page_show_watch (self);
}

/* What is to be activated is read by the day, unless a heading says otherwise. */
static void
spt_vouchers_page_fill_query (SptListPage  *page,
                              SptListQuery *query)
{
  guint chip = spt_list_page_get_chip (page);

  if ((chip == SPT_VOUCHERS_DUE || chip == SPT_VOUCHERS_OPEN) &&
      query->sort == spt_vouchers_layout.default_sort)
    {
      query->sort = SPT_DOSSIER_SORT_DUE;
      query->descending = FALSE;
    }
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
update_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _spt_vouchers_page_ask (SPT_VOUCHERS_PAGE (widget));
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  spt_vouchers_compare (widget, spt_page_get_desk (SPT_PAGE (widget)), 0,
                        spt_list_page_get_cancellable (SPT_LIST_PAGE (widget)));
}

/* F5 asks the service: that is what somebody wants to know here. */
static void
spt_vouchers_page_refresh (SptPage *page)
{
  spt_list_page_follow (SPT_LIST_PAGE (page), FALSE);
  _spt_vouchers_page_ask (SPT_VOUCHERS_PAGE (page));
}

static void
spt_vouchers_page_finalize (GObject *object)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (object);

  g_clear_pointer (&self->tally, spt_vouchers_tally_free);
  g_clear_pointer (&self->trouble, g_free);
  spt_news_sum_clear (&self->brought);

  G_OBJECT_CLASS (spt_vouchers_page_parent_class)->finalize (object);
}

static void
spt_vouchers_page_class_init (SptVouchersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptSendListPageClass *send_class = SPT_SEND_LIST_PAGE_CLASS (klass);

  object_class->finalize = spt_vouchers_page_finalize;
  SPT_PAGE_CLASS (klass)->refresh = spt_vouchers_page_refresh;
  SPT_LIST_PAGE_CLASS (klass)->fill_query = spt_vouchers_page_fill_query;
  send_class->begin_count = spt_vouchers_page_begin_count;
  send_class->count_more = spt_vouchers_count_more;
  send_class->counted = spt_vouchers_page_counted;

  spt_send_list_page_class_set_kind (send_class, &kind, APPLICATION_PATH "/ui/voucher/spt-vouchers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, update_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, same_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_box);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_spinner);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_label);
  gtk_widget_class_install_action (widget_class, "vouchers.update", NULL, update_action);
  gtk_widget_class_install_action (widget_class, "vouchers.compare", NULL, compare_action);
}

static void
spt_vouchers_page_init (SptVouchersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_vouchers_page_new:
 * @desk: the desk
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_vouchers_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_VOUCHERS_PAGE, "desk", desk, NULL);
}
