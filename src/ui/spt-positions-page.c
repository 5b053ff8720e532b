/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of debt positions: filter, search, selection, and what can be done with it. */
#define G_LOG_DOMAIN "spt-positions-page"

#include "config.h"

#include "spt-positions-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-money.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-list-columns.h"

#define TALLY_DELAY_MS 120

#define BIT(state) (1u << SPT_STATE_##state)

/**
 * ChipDef:
 * @label: untranslated
 * @states: which states, 0 = all
 * @always: shown even when nothing is in it
 */
typedef struct
{
  const char *label;
  guint       states;
  gboolean    always;
} ChipDef;

/* *INDENT-OFF* */
static const ChipDef chip_defs[] = {
  { NC_("filter", "All"),               0,                                  TRUE },
  { NC_("filter", "To fix"),            BIT (TO_FIX),                       TRUE },
  { NC_("filter", "Ready"),             BIT (READY),                        TRUE },
  { NC_("filter", "Outcome uncertain"), BIT (UNCERTAIN),                    FALSE },
  { NC_("filter", "Not sent"),          BIT (NOT_SENT),                     FALSE },
  { NC_("filter", "Under way"),         BIT (SENDING) | BIT (WAITING),      TRUE },
  { NC_("filter", "Accepted"),          BIT (DONE) | BIT (PARTLY_DONE),     TRUE },
  { NC_("filter", "Refused"),           BIT (REFUSED),                      TRUE },
};
/* *INDENT-ON* */

G_STATIC_ASSERT (G_N_ELEMENTS (chip_defs) == SPT_N_CHIPS);

G_DEFINE_FINAL_TYPE (SptPositionsPage, spt_positions_page, SPT_TYPE_PAGE)

/* --- small helpers ------------------------------------------------------------------------------------- */

static SptStore *
get_store (SptPositionsPage * self)
{
  return spt_desk_get_store (spt_page_get_desk (SPT_PAGE (self)));
}

static void
fill_query (SptPositionsPage *self,
            SptPositionQuery *query)
{
  *query = (SptPositionQuery) {
    .states = self->states,
    .search = self->search,
    .import_id = self->import_id,
    .submission_id = self->submission_id,
    .organization = spt_body_filter_get (self->body_filter),
  };
  spt_list_columns_get_sort (self->grid, &query->sort, &query->descending);
}

gboolean
_spt_positions_page_is_narrow (SptPositionsPage *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->adaptive, "narrow", &narrow, NULL);
  return narrow;
}

static gboolean
has_filter (SptPositionsPage *self)
{
  return self->states != 0 || spt_body_filter_get (self->body_filter) != NULL || self->import_id != 0 || self->submission_id != 0 ||
         (self->search != NULL && *self->search != '\0');
}

/* --- what is said -------------------------------------------------------------------------------------- */

static void
update_chips (SptPositionsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (chip_defs); i++)
    {
      const char *label = g_dpgettext2 (NULL, "filter", chip_defs[i].label);
      GtkWidget *button = self->chip_buttons[i];
      g_autofree char *text = NULL;
      guint count = 0;

      for (guint state = 0; state < SPT_N_STATES; state++)
        {
          if (chip_defs[i].states == 0 || (chip_defs[i].states & (1u << state)) != 0)
            count += self->tally.counts[state];
        }
      if (count > 0)
        {
          g_autofree char *number = spt_ui_format_count (count);

          text = g_strdup_printf ("%s  %s", label, number);
        }
      gtk_button_set_label (GTK_BUTTON (button), text != NULL ? text : label);
      gtk_widget_set_visible (button, chip_defs[i].always || count > 0 ||
                              gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
    }
}

/* On a narrow page the buttons stand below what is said; the icon that clears the selection alone stays beside it. */
static void
turn_selection_box (SptPositionsPage *self)
{
  gboolean has_words = gtk_widget_get_visible (self->show_hidden_button) ||
                       gtk_widget_get_visible (GTK_WIDGET (self->select_all_button));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->selection_box),
                                  has_words && _spt_positions_page_is_narrow (self)
                                  ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
update_selection_line (SptPositionsPage *self)
{
  guint n_selected = spt_id_selection_get_n_selected (self->selection);
  guint n_hidden = spt_id_selection_get_n_hidden (self->selection);
  guint n_items = spt_row_list_get_length (self->list);
  g_autofree char *selected = spt_ui_format_count (n_selected);
  g_autofree char *hidden = spt_ui_format_count (n_hidden);
  g_autofree char *items = spt_ui_format_count (n_items);
  g_autofree char *one = g_strdup_printf (ngettext ("%s selected", "%s selected", n_selected),
                                          selected);

  if (n_hidden > 0)
    {
      g_autofree char *two = NULL;
      g_autofree char *text = NULL;

      two = g_strdup_printf (ngettext ("%s hidden by the filter", "%s hidden by the filter",
                                       n_hidden), hidden);
      /* Translators: "312 selected, 40 hidden by the filter" */
      text = g_strdup_printf (_("%1$s, %2$s"), one, two);
      gtk_label_set_text (self->selection_label, text);
    }
  else
    {
      gtk_label_set_text (self->selection_label, one);
    }
  gtk_widget_set_visible (self->show_hidden_button, n_hidden > 0);

  if (n_items > n_selected - n_hidden)
    {
      g_autofree char *text = NULL;

      if (has_filter (self))
        text = g_strdup_printf (ngettext ("Select %s _Filtered", "Select All %s _Filtered",
                                          n_items), items);
      else
        text = g_strdup_printf (ngettext ("Select _All %s", "Select _All %s", n_items), items);
      gtk_button_set_label (self->select_all_button, text);
      gtk_widget_show (GTK_WIDGET (self->select_all_button));
    }
  else
    {
      gtk_widget_hide (GTK_WIDGET (self->select_all_button));
    }
  gtk_widget_set_visible (self->selection_box, n_selected > 0);
  turn_selection_box (self);
}

static void
update_bottom (SptPositionsPage *self)
{
  guint n_selected = spt_id_selection_get_n_selected (self->selection);
  guint n = self->tally.n_sendable;
  g_autofree char *number = spt_ui_format_count (n);
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

  if (n_selected > 0)
    {
      g_autofree char *sum = spt_money_format (self->tally.sum);
      g_autofree char *amount = g_strdup_printf ("%s €", sum);

      gtk_label_set_text (self->sum_label, amount);
    }
  else
    {
      gtk_label_set_text (self->sum_label, "");
    }
  update_selection_line (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "positions.send", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "positions.edit", n_selected > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "positions.unselect-all", n_selected > 0);
}

static void
update_scope (SptPositionsPage *self)
{
  gboolean scoped = self->import_id != 0 || self->submission_id != 0;

  gtk_widget_set_visible (self->scope_box, scoped);
  if (self->import_id != 0)
    gtk_label_set_text (self->scope_label, _("Only the positions of one import"));
  else if (self->submission_id != 0)
    gtk_label_set_text (self->scope_label, _("Only the positions of one submission"));
}

/* Everything of "to fix" was mended: that is no search without a hit, and the next step is to send. */
static void
update_nothing (SptPositionsPage *self)
{
  gboolean is_mended = self->states == BIT (TO_FIX) && self->tally.counts[SPT_STATE_TO_FIX] == 0 &&
                       self->tally.counts[SPT_STATE_READY] > 0 &&
                       (self->search == NULL || *self->search == '\0');

  adw_status_page_set_icon_name (self->nothing_page, is_mended ? "emblem-ok-symbolic" : "system-search-symbolic");
  adw_status_page_set_title (self->nothing_page, is_mended ? _("Nothing Left to Correct") : _("Nothing Found"));
  adw_status_page_set_description (self->nothing_page, is_mended
                                   ? _("What was to be corrected here is in order; what is ready can be sent.")
                                   : _("No position answers to this filter and search."));
  gtk_button_set_label (GTK_BUTTON (self->nothing_button), is_mended ? _("Show _Ready") : _("_Clear Filter"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->nothing_button), is_mended ? "positions.show-ready"
                                                                                   : "positions.clear-filter");
}

static void
update_stack (SptPositionsPage *self)
{
  gboolean any = spt_row_list_get_length (self->list) > 0;
  const char *name;

  if (!self->loaded)
    name = "loading";
  else if (any)
    name = _spt_positions_page_is_narrow (self) ? "list" : "grid";
  else
    name = has_filter (self) ? "nothing" : "empty";
  update_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->bottom, any || spt_id_selection_get_n_selected (self->selection));
}

/* --- asking the archive -------------------------------------------------------------------------------- */

static void
tally_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPositionsTally *tally = spt_positions_tally_finish (SPT_STORE (object), result, &error);
  SptPositionsPage *self = user_data;
  guint n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
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
  update_chips (self);
  update_bottom (self);
  update_nothing (self);

  n = tally->n_new + tally->n_gone;
  if (n == 0)
    return;
  /* Where nothing can jump, or a sheet of ours covers the list, it simply follows. */
  if (spt_row_list_get_length (self->list) == 0 || self->dialog != NULL ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->to_top = self->to_top || !gtk_widget_get_mapped (GTK_WIDGET (self));
      spt_row_list_refresh (self->list);
    }
  else
    {
      g_autofree char *number = spt_ui_format_count (n);
      g_autofree char *text = g_strdup_printf (ngettext ("%s update", "%s updates", n), number);

      g_object_set (self->updates_strip, "text", text, "revealed", TRUE, NULL);
    }
}

static void
run_tally_cb (gpointer user_data)
{
  SptPositionsPage *self = user_data;
  SptPositionQuery query;
  g_autoptr (GArray) selected = spt_id_selection_dup_ids (self->selection);
  g_autoptr (GArray) shown = NULL;

  self->tally_timeout = 0;
  if (self->compare && self->loaded)
    {
      guint n_ids = 0;
      const gint64 *ids = spt_row_list_get_ids (self->list, &n_ids);

      shown = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
      if (n_ids > 0)
        g_array_append_vals (shown, ids, n_ids);
    }
  self->compare = FALSE;

  g_cancellable_cancel (self->tally_cancellable);
  g_clear_object (&self->tally_cancellable);
  self->tally_cancellable = g_cancellable_new ();
  fill_query (self, &query);
  spt_positions_tally_async (get_store (self), &query, selected, shown, self->tally_cancellable,
                             tally_cb, self);
}

/* Counts anew in a moment; with @compare it also looks whether the list has become old. */
void
_spt_positions_page_count (SptPositionsPage *self,
                           gboolean          compare)
{
  if (compare)
    self->compare = TRUE;
  if (self->tally_timeout == 0)
    self->tally_timeout = g_timeout_add_once (TALLY_DELAY_MS, run_tally_cb, self);
}

static void
ask (SptPositionsPage *self,
     gboolean          to_top)
{
  SptPositionQuery query;

  if (self->list == NULL)
    return; /* being taken apart: a sorted grid says so as its columns go */
  fill_query (self, &query);
  self->to_top = to_top;
  /* What is counted of the former list would only keep this one waiting. */
  g_cancellable_cancel (self->tally_cancellable);
  g_clear_handle_id (&self->tally_timeout, g_source_remove);
  g_object_set (self->updates_strip, "revealed", FALSE, NULL);
  spt_row_list_set_query (self->list, &query);
  update_scope (self);
  _spt_positions_page_count (self, FALSE);
}

static void
sorter_changed_cb (SptPositionsPage *self)
{
  if (self->list != NULL)
    spt_list_columns_remember_sort (self->grid);
  ask (self, TRUE);
}

/* GTK 4.8 has no scroll_to (): the list inside a column view, and every list view, has an action for it. */
static void
scroll_to_top (GtkWidget *view)
{
  GtkWidget *list = view;

  if (GTK_IS_COLUMN_VIEW (view))
    {
      list = gtk_widget_get_first_child (view);
      while (list != NULL && !GTK_IS_LIST_VIEW (list))
        list = gtk_widget_get_next_sibling (list);
    }
  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", 0);
}

static void
list_refreshed_cb (SptPositionsPage *self)
{
  self->loaded = TRUE;
  g_object_set (self->updates_strip, "revealed", FALSE, NULL);
  if (self->to_top && spt_row_list_get_length (self->list) > 0)
    {
      scroll_to_top (_spt_positions_page_is_narrow (self) ? GTK_WIDGET (self->list_view) : GTK_WIDGET (self->grid));
      self->to_top = FALSE;
    }
  update_stack (self);
  update_bottom (self);
  spt_list_columns_show_rest (GTK_WIDGET (self), self->list);
  /* Who was led here goes on with the keyboard: F8, the arrows. */
  if (self->led_here && spt_row_list_get_length (self->list) > 0)
    spt_list_bin_focus_row (GTK_WIDGET (self->stack));
  self->led_here = FALSE;
}

static void
selection_changed_cb (SptPositionsPage *self)
{
  /* The words at once, the sums when they have been asked for. */
  update_selection_line (self);
  update_stack (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "positions.edit",
                                 spt_id_selection_get_n_selected (self->selection) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "positions.unselect-all",
                                 spt_id_selection_get_n_selected (self->selection) > 0);
  _spt_positions_page_count (self, FALSE);
}

static void
store_changed_cb (SptPositionsPage *self,
                  guint             what)
{
  if ((what & (SPT_CHANGED_POSITIONS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ELSEWHERE)) != 0)
    _spt_positions_page_count (self, TRUE);
}

/* --- filter and search --------------------------------------------------------------------------------- */

static void
mark_chip (SptPositionsPage *self)
{
  guint chip = 0;

  for (guint i = 0; i < G_N_ELEMENTS (chip_defs); i++)
    {
      if (chip_defs[i].states == self->states)
        chip = i;
    }
  self->filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chip_buttons[chip]), TRUE);
  self->filling = FALSE;
}

static void
chip_toggled_cb (GtkToggleButton  *button,
                 SptPositionsPage *self)
{
  if (self->filling || !gtk_toggle_button_get_active (button))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (chip_defs); i++)
    {
      if (self->chip_buttons[i] == GTK_WIDGET (button))
        self->states = chip_defs[i].states;
    }
  ask (self, TRUE);
}

static void
body_chosen_cb (SptPositionsPage *self)
{
  ask (self, TRUE);
}

static void
search_changed_cb (SptPositionsPage *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);

  if (g_strcmp0 (self->search != NULL ? self->search : "", text) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (text);
  ask (self, TRUE);
}

static void
search_mode_cb (SptPositionsPage *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search_entry, "");
}

/* --- keyboard and pointer ------------------------------------------------------------------------------ */

static void
row_activated_cb (SptPositionsPage *self,
                  guint             position)
{
  gint64 id = spt_row_list_get_id (self->list, position);

  if (id > 0)
    _spt_positions_page_open (self, id);
}

/* Only the view that is seen makes rows. */
static void
width_changed_cb (SptPositionsPage *self)
{
  gboolean narrow = _spt_positions_page_is_narrow (self);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  gtk_column_view_set_model (self->grid, narrow ? NULL : model);
  gtk_list_view_set_model (self->list_view, narrow ? model : NULL);
  turn_selection_box (self);
  gtk_widget_set_visible (self->import_button, !narrow); /* it is in the menu as well */
  update_stack (self);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
spt_positions_page_find (SptPage *page)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (page);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
spt_positions_page_refresh (SptPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "positions.refresh", NULL);
}

static void
spt_positions_page_create_new (SptPage *page)
{
  _spt_positions_page_open (SPT_POSITIONS_PAGE (page), 0);
}

static void
spt_positions_page_import (SptPage *page,
                           GFile   *file)
{
  _spt_positions_page_present (SPT_POSITIONS_PAGE (page),
                               spt_import_dialog_new (GTK_WIDGET (page), spt_page_get_desk (page), file));
}

static void
spt_positions_page_shown (SptPage *page)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (page);

  if (self->list != NULL)
    _spt_positions_page_count (self, TRUE);
}

static void
spt_positions_page_constructed (GObject *object)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (object);
  SptDesk *desk;
  g_autoptr (GtkListItemFactory) factory = NULL;

  G_OBJECT_CLASS (spt_positions_page_parent_class)->constructed (object);

  desk = spt_page_get_desk (SPT_PAGE (self));
  if (desk == NULL)
    return; /* a test of the template alone */

  spt_body_filter_set_store (self->body_filter, spt_desk_get_store (desk));
  self->list = spt_row_list_new_positions (spt_desk_get_store (desk));
  spt_list_columns_follow_window (GTK_WIDGET (self), self->list);
  self->selection = spt_id_selection_new (self->list);
  spt_list_columns_add (self->grid, &spt_positions_layout, self->selection, self->column_actions, self->columns_menu);
  factory = spt_list_columns_new_row_factory (&spt_positions_layout, self->selection);
  gtk_list_view_set_factory (self->list_view, factory);

  g_signal_connect_object (self->list, "refreshed", G_CALLBACK (list_refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->grid), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  width_changed_cb (self);
  update_bottom (self);
  ask (self, FALSE);
}

static void
spt_positions_page_dispose (GObject *object)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->tally_cancellable);
  g_clear_handle_id (&self->tally_timeout, g_source_remove);
  spt_list_columns_drop_menu (GTK_WIDGET (self));
  g_clear_weak_pointer (&self->dialog);
  if (self->grid != NULL)
    gtk_column_view_set_model (self->grid, NULL);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_pointer (&self->tally.scope, g_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (spt_positions_page_parent_class)->dispose (object);
}

static void
spt_positions_page_finalize (GObject *object)
{
  SptPositionsPage *self = SPT_POSITIONS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->tally_cancellable);
  g_clear_object (&self->column_actions);
  g_clear_pointer (&self->removed, g_array_unref);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (spt_positions_page_parent_class)->finalize (object);
}

static void
spt_positions_page_class_init (SptPositionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_positions_page_constructed;
  object_class->dispose = spt_positions_page_dispose;
  object_class->finalize = spt_positions_page_finalize;
  page_class->find = spt_positions_page_find;
  page_class->refresh = spt_positions_page_refresh;
  page_class->create_new = spt_positions_page_create_new;
  page_class->import = spt_positions_page_import;
  page_class->shown = spt_positions_page_shown;

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_BODY_FILTER);
  g_type_ensure (SPT_TYPE_STRIP);

  g_type_ensure (SPT_TYPE_LIST_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-positions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, body_filter);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, scope_box);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, scope_label);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, updates_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, nothing_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, grid);
  gtk_widget_class_bind_template_child_full (widget_class, "list", FALSE,
                                             G_STRUCT_OFFSET (SptPositionsPage, list_view));
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, selection_box);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, show_hidden_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, select_all_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, sum_label);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, page_menu);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, columns_menu);
  gtk_widget_class_bind_template_child (widget_class, SptPositionsPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, body_chosen_cb);

  _spt_positions_page_install_actions (widget_class);
}

static void
spt_positions_page_init (SptPositionsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column_actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  spt_ui_set_menu (self->menu_button, self->page_menu);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  G_ACTION_GROUP (self->column_actions));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  for (guint i = 0; i < G_N_ELEMENTS (chip_defs); i++)
    {
      GtkWidget *button =
        gtk_toggle_button_new_with_label (g_dpgettext2 (NULL, "filter", chip_defs[i].label));

      gtk_widget_add_css_class (button, "filter");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->chip_buttons[0]));
      g_signal_connect_object (button, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (self->chips), button);
      self->chip_buttons[i] = button;
    }
  mark_chip (self);
  update_chips (self);
  spt_list_columns_listen (GTK_WIDGET (self->grid), self->selection, GTK_WIDGET (self),
                           self->row_menu);
  spt_list_columns_listen (GTK_WIDGET (self->list_view), self->selection, GTK_WIDGET (self),
                           self->row_menu);
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

/**
 * spt_positions_page_set_filter:
 * @self: the page
 * @states: bit set of 1 << SptState, 0 = all
 * @import_id: only of this import, 0 = any
 * @submission_id: only of this submission, 0 = any
 *
 * Shows what a card, a toast or a dialog leads to, of all bodies, with the focus on the first of them. The selection stays.
 */
void
spt_positions_page_set_filter (SptPositionsPage *self,
                               guint             states,
                               gint64            import_id,
                               gint64            submission_id)
{
  g_return_if_fail (SPT_IS_POSITIONS_PAGE (self));

  spt_body_filter_clear (self->body_filter, FALSE);
  _spt_positions_page_filter (self, states, import_id, submission_id);
}

/* The same of the body that is chosen. */
void
_spt_positions_page_filter (SptPositionsPage *self,
                            guint             states,
                            gint64            import_id,
                            gint64            submission_id)
{
  self->states = states;
  self->import_id = import_id;
  self->submission_id = submission_id;
  mark_chip (self);
  update_chips (self);
  if (self->list == NULL)
    return;
  ask (self, TRUE);
  self->led_here = TRUE;
}
