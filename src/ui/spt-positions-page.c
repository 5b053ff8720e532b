/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of debt positions: what it counts and sums, what can be sent of it. */
#define G_LOG_DOMAIN "spt-positions-page"

#include "config.h"

#include "spt-positions-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-money.h"
#include "ui/spt-position-work.h"

#define BIT(state) (1u << SPT_STATE_##state)

G_DEFINE_FINAL_TYPE (SptPositionsPage, spt_positions_page, SPT_TYPE_LIST_PAGE)

/* --- what is said -------------------------------------------------------------------------------------- */

/* *INDENT-OFF* */
static const SptListChip chips[] = {
  { NC_("filter", "All"), 0, NULL, FALSE, FALSE, TRUE },
  { NC_("filter", "To fix"), BIT (TO_FIX), NULL, FALSE, FALSE, TRUE },
  { NC_("filter", "Ready"), BIT (READY), NULL, FALSE, FALSE, TRUE },
  { NC_("filter", "Outcome uncertain"), BIT (UNCERTAIN), NULL, FALSE, FALSE, FALSE },
  { NC_("filter", "Not sent"), BIT (NOT_SENT), NULL, FALSE, FALSE, FALSE },
  { NC_("filter", "Under way"), BIT (SENDING) | BIT (WAITING), NULL, FALSE, FALSE, TRUE },
  { NC_("filter", "Accepted"), BIT (DONE) | BIT (PARTLY_DONE), NULL, FALSE, FALSE, TRUE },
  { NC_("filter", "Refused"), BIT (REFUSED), NULL, FALSE, FALSE, TRUE },
};
/* *INDENT-ON* */

static const SptListPageKind kind = {
  .record = SPT_KIND_POSITIONS,
  .rows = &spt_positions_kind,
  .layout = &spt_positions_layout,
  .chips = chips,
  .n_chips = G_N_ELEMENTS (chips),
  .context = "filter",
  .changed = SPT_CHANGED_POSITIONS | SPT_CHANGED_SUBMISSIONS,
  .by = SPT_LIST_OF_BODY,
  .new_label = N_("New Position"),
  .list_label = N_("Debt positions"),
  .search_hint = N_("Debtor, tax code, IUPD, IUV, reason…"),
  .search_label = N_("Search debt positions"),
  .chips_label = N_("Filter by state"),
  .only_import = N_("Only the positions of one import"),
  .only_submission = N_("Only the positions of one submission"),
  .show_all = N_("Show All"),
  .show_hidden = N_("Clear the filter so that all selected positions are in the list"),
  .nothing = N_("No position answers to this filter and search."),
  .empty = {
    "view-list-symbolic",
    N_("No Debt Positions"),
    N_("Here the amounts that citizens and companies owe are prepared, checked and sent. They come from a file, or are written "
       "one by one."),
    {
      { N_("_Import from a File…"), "records.import" },
      { N_("_New Position"), "records.new" },
    },
  },
  .phrases = {
    [SPT_LIST_SAYS_SELECTED] = NN_("%s selected", "%s selected"),
    [SPT_LIST_SAYS_HIDDEN] = NN_("%s hidden by the filter", "%s hidden by the filter"),
    [SPT_LIST_SAYS_SELECT_FILTERED] = NN_("Select %s _Filtered", "Select All %s _Filtered"),
    [SPT_LIST_SAYS_SELECT_ALL] = NN_("Select _All %s", "Select _All %s"),
  },
};

static void
spt_positions_page_update (SptListPage *page)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (page);
  guint n_selected = spt_id_selection_get_n_selected (spt_list_page_get_selection (page));
  guint n = self->tally.n_sendable;
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *sum = spt_money_format (self->tally.sum);
  g_autofree char *amount = g_strdup_printf ("%s €", sum);
  g_autofree char *text = NULL;

  if (g_strcmp0 (self->tally.operation, "delete") == 0)
    text = g_strdup_printf (ngettext ("_Send %s Deletion…", "_Send %s Deletions…", n), number);
  else if (g_strcmp0 (self->tally.operation, "update") == 0)
    text = g_strdup_printf (ngettext ("_Send %s Update…", "_Send %s Updates…", n), number);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("_Send %s Ready…", "_Send %s Ready…", n), number);
  else
    text = g_strdup (_("_Send…"));
  gtk_button_set_label (self->send_button, text);
  /* Where letters are large and the window narrow, the list is not pushed out of it. */
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->send_button)), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->edit_button)), PANGO_ELLIPSIZE_END);
  gtk_label_set_text (self->sum_label, n_selected > 0 ? amount : "");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "positions.send", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "positions.edit", n_selected > 0);
}

/* Everything of "to fix" was mended: that is no search without a hit, and the next step is to send. */
static void
spt_positions_page_say_nothing (SptListPage        *page,
                                const SptListQuery *query,
                                SptListNothing     *nothing)
{
  const guint *counts = SPT_POSITIONS_PAGE (page)->tally.counts;

  if (query->states == BIT (TO_FIX) && counts[SPT_STATE_TO_FIX] == 0 && counts[SPT_STATE_READY] > 0 &&
      query->search == NULL)
    *nothing = (SptListNothing) {
      "emblem-ok-symbolic", N_("Nothing Left to Correct"),
      N_("What was to be corrected here is in order; what is ready can be sent."),
      { N_("Show _Ready"), "positions.show-ready" },
    }
  ;
}

/* --- asking the archive -------------------------------------------------------------------------------- */

static void
show_updates (SptPositionsPage *self,
              guint             n)
{
  SptListPage *page = SPT_LIST_PAGE (self);
  gboolean is_seen = gtk_widget_get_mapped (GTK_WIDGET (self));
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s update", "%s updates", n), number);

  /* Where nothing can jump, or a sheet of ours covers the list, it simply follows. */
  if (spt_row_list_get_length (spt_list_page_get_list (page)) == 0 || spt_list_page_is_covered (page) || !is_seen)
    spt_list_page_follow (page, !is_seen);
  else
    g_object_set (self->updates_strip, "text", text, "revealed", TRUE, NULL);
}

static void
tally_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsTally *tally = spt_positions_tally_finish (SPT_STORE (object), result, &error);
  SptPositionsPage *self = user_data;
  guint counts[G_N_ELEMENTS (chips)];

  if (spt_ui_is_cancelled (error))
    return;
  if (tally == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->tally.scope, g_array_unref);
  self->tally = *tally;
  if (tally->scope != NULL)
    g_array_ref (tally->scope);
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    counts[i] = spt_list_chip_sum (&chips[i], tally->counts);
  spt_list_page_show_counts (SPT_LIST_PAGE (self), counts, FALSE);
  if (tally->n_new + tally->n_gone > 0)
    show_updates (self, tally->n_new + tally->n_gone);
}

static void
spt_positions_page_count (SptListPage        *page,
                          const SptListQuery *query,
                          GCancellable       *cancellable)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (page);
  g_autoptr (GArray) selected = spt_id_selection_dup_ids (spt_list_page_get_selection (page));
  g_autoptr (GArray) shown = NULL;

  if (self->compare && spt_list_page_is_loaded (page))
    {
      guint n_ids = 0;
      const gint64 *ids = spt_row_list_get_ids (spt_list_page_get_list (page), &n_ids);

      shown = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
      if (n_ids > 0)
        g_array_append_vals (shown, ids, n_ids);
    }
  self->compare = FALSE;
  spt_positions_tally_async (spt_page_get_store (SPT_PAGE (page)), query, selected, shown, cancellable,
                             tally_cb, self);
}

/* What is sent and answered changes it all the time: the list does not jump under who reads it. */
static void
spt_positions_page_changed (SptListPage *page)
{
  SPT_POSITIONS_PAGE (page)->compare = TRUE;
  spt_list_page_count (page);
}

static void
spt_positions_page_shown (SptPage *page)
{
  SPT_POSITIONS_PAGE (page)->compare = TRUE;
  SPT_PAGE_CLASS (spt_positions_page_parent_class)->shown (page);
}

static void
list_refreshed_cb (SptPositionsPage *self)
{
  g_object_set (self->updates_strip, "revealed", FALSE, NULL);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
spt_positions_page_constructed (GObject *object)
{
  SptListPage *page = SPT_LIST_PAGE (object);

  G_OBJECT_CLASS (spt_positions_page_parent_class)->constructed (object);

  if (spt_list_page_get_list (page) == NULL)
    return; /* a test of the template alone */

  g_signal_connect_object (spt_list_page_get_list (page), "refreshed", G_CALLBACK (list_refreshed_cb), page,
                           G_CONNECT_SWAPPED);
  /* The words at once, the sums when they have been asked for. */
  g_signal_connect_object (spt_list_page_get_selection (page), "changed", G_CALLBACK (spt_list_page_count), page,
                           G_CONNECT_SWAPPED);
}

static void
spt_positions_page_finalize (GObject *object)
{
  g_clear_pointer (&SPT_POSITIONS_PAGE (object)->tally.scope, g_array_unref);

  G_OBJECT_CLASS (spt_positions_page_parent_class)->finalize (object);
}

static void
spt_positions_page_class_init (SptPositionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptListPageClass *list_class = SPT_LIST_PAGE_CLASS (klass);

  object_class->constructed = spt_positions_page_constructed;
  object_class->finalize = spt_positions_page_finalize;
  SPT_PAGE_CLASS (klass)->shown = spt_positions_page_shown;
  list_class->count = spt_positions_page_count;
  list_class->changed = spt_positions_page_changed;
  list_class->update = spt_positions_page_update;
  list_class->say_nothing = spt_positions_page_say_nothing;
  list_class->remove = _spt_positions_page_remove;

  spt_list_page_class_set_kind (list_class, &kind, APPLICATION_PATH "/ui/spt-positions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, updates_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, sum_label);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, send_button);
  _spt_positions_page_install_actions (widget_class);
}

static void
spt_positions_page_init (SptPositionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_positions_page_new:
 * @desk: what it works with
 *
 * Makes the page.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_positions_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_POSITIONS_PAGE, "desk", desk, NULL);
}
