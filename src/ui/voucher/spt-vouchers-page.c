/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers: stages as chips, search, selection, what can be done with them. */
#define G_LOG_DOMAIN "spt-vouchers-page"

#include "config.h"

#include "ui/voucher/spt-vouchers-page-private.h"

#include <glib/gi18n.h>

#define COUNT_DELAY_MS 120

G_DEFINE_FINAL_TYPE (SptVouchersPage, spt_vouchers_page, SPT_TYPE_PAGE)

/* --- small helpers -------------------------------------------------------------------------------- */

static SptStore *
get_store (SptVouchersPage * self)
{
  return spt_desk_get_store (spt_page_get_desk (SPT_PAGE (self)));
}

static gboolean
is_narrow (SptVouchersPage *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->adaptive, "narrow", &narrow, NULL);
  return narrow;
}

static gboolean
has_filter (SptVouchersPage *self)
{
  return self->chip != SPT_VOUCHERS_CURRENT || self->states != 0 || self->import_id != 0 ||
         self->submission_id != 0 || spt_account_filter_get (self->account_filter) != 0 ||
         (self->search != NULL && *self->search != '\0');
}

/* The search and the scope, without the chip. */
static SptListQuery
get_scope (SptVouchersPage *self)
{
  return (SptListQuery) {
           .states = self->states,
           .search = self->search,
           .import_id = self->import_id,
           .submission_id = self->submission_id,
           .account_id = spt_account_filter_get (self->account_filter),
  };
}

/* --- what is said --------------------------------------------------------------------------------- */

static void
update_chips (SptVouchersPage *self)
{
  for (guint i = 0; i < SPT_N_VOUCHER_CHIPS; i++)
    {
      const char *label = g_dpgettext2 (NULL, "vouchers", spt_voucher_chips[i].label);
      guint count = self->tally != NULL ? self->tally->counts[i] : 0;
      g_autofree char *number = spt_ui_format_count (count);
      g_autofree char *text = g_strdup_printf ("%s  %s", label, number);
      GtkWidget *button = self->chip_buttons[i];

      gtk_button_set_label (GTK_BUTTON (button), count > 0 ? text : label);
      gtk_widget_set_visible (button, spt_voucher_chips[i].always || count > 0 ||
                              gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
    }
}

static void
update_selection (SptVouchersPage *self)
{
  guint n_selected = spt_id_selection_get_n_selected (self->selection);
  guint n_hidden = spt_id_selection_get_n_hidden (self->selection);
  guint n_items = spt_row_list_get_length (self->list);
  guint n_ready = self->tally != NULL ? self->tally->counts[SPT_VOUCHERS_READY] : 0;
  g_autofree char *selected = spt_ui_format_count (n_selected);
  g_autofree char *items = spt_ui_format_count (n_items);
  g_autofree char *ready = spt_ui_format_count (n_ready);
  g_autofree char *text = g_strdup_printf (ngettext ("%s voucher selected", "%s vouchers selected",
                                                     n_selected), selected);
  g_autofree char *all = g_strdup_printf (ngettext ("Select _All %s", "Select _All %s", n_items),
                                          items);
  g_autofree char *send = n_selected > 0 || n_ready == 0
                          ? g_strdup (_("_Send…"))
                          : g_strdup_printf (ngettext ("_Send %s Prepared…", "_Send %s Prepared…",
                                                       n_ready), ready);

  gtk_label_set_text (self->selection_label, text);
  gtk_button_set_label (self->select_all_button, all);
  gtk_button_set_label (self->send_button, send);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->send_button)),
                           PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (self->show_hidden_button, n_hidden > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->select_all_button), n_items > n_selected - n_hidden);
  gtk_widget_set_visible (self->selection_box, n_selected > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), n_selected > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "vouchers.send", n_selected > 0 || n_ready > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "vouchers.unselect-all", n_selected > 0);
}

/* What is empty says why, and what to do. */
static void
update_nothing (SptVouchersPage *self)
{
  const char *title = _("Nothing Found");
  const char *text = _("No voucher answers to this filter and search.");

  if ((self->search == NULL || *self->search == '\0') &&
      spt_account_filter_get (self->account_filter) == 0)
    {
      switch (self->chip)
        {
        case SPT_VOUCHERS_CURRENT:
          title = _("Nothing under Way");
          text = _("All vouchers have ended. They are under “Ended”.");
          break;
        case SPT_VOUCHERS_TO_FIX:
          title = _("Nothing to Fix");
          text = _("No voucher has errors.");
          break;
        case SPT_VOUCHERS_READY:
          title = _("Nothing to Send");
          text = _("No reservation or other step is prepared. A new voucher is made with “New Voucher”; the steps of the others "
                   "are on their pages.");
          break;
        case SPT_VOUCHERS_ASKED:
          title = _("Nothing Waits for the ISEE");
          text = _("INPS checks the ISEE of what was reserved; until then vouchers stand here.");
          break;
        case SPT_VOUCHERS_OPEN:
          title = _("Nothing to Activate");
          text = _("When the ISEE allows a voucher it becomes Prenotata and stands here. “Update” asks the service now.");
          break;
        default:
          break;
        }
    }
  adw_status_page_set_title (self->nothing_page, title);
  adw_status_page_set_description (self->nothing_page, text);
}

static void
update_stack (SptVouchersPage *self)
{
  gboolean any = spt_row_list_get_length (self->list) > 0;
  gboolean has_some = self->tally != NULL && self->tally->n_all > 0;
  const char *name;

  if (!self->loaded)
    name = "loading";
  else if (any)
    name = is_narrow (self) ? "list" : "grid";
  else
    name = has_filter (self) || has_some ? "nothing" : "empty";
  update_nothing (self);
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->bottom,
                          any || has_some || spt_id_selection_get_n_selected (self->selection) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->send_button), has_some);
  update_selection (self);
}

static void
update_scope (SptVouchersPage *self)
{
  gtk_widget_set_visible (self->scope_box, self->import_id != 0 || self->submission_id != 0);
  gtk_label_set_text (self->scope_label, self->import_id != 0
                                         ? _("Only the vouchers of one import")
                                         : _("Only the vouchers of one submission"));
}

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
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptVouchersTally *tally = spt_vouchers_tally_finish (SPT_STORE (object), result, &error);
  SptVouchersPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (tally == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->tally, spt_vouchers_tally_free);
  self->tally = tally;
  update_chips (self);
  update_pairs (self);
  update_stack (self);
  _spt_vouchers_page_show_watch (self);
}

static void
run_count_cb (gpointer user_data)
{
  SptVouchersPage *self = user_data;
  SptListQuery scope = get_scope (self);

  self->count_timeout = 0;
  g_cancellable_cancel (self->count_cancellable);
  g_clear_object (&self->count_cancellable);
  self->count_cancellable = g_cancellable_new ();
  spt_vouchers_tally_async (get_store (self), &scope, self->count_cancellable, counted_cb, self);
}

void
_spt_vouchers_page_count (SptVouchersPage *self)
{
  if (self->count_timeout == 0)
    self->count_timeout = g_timeout_add_once (COUNT_DELAY_MS, run_count_cb, self);
}

static void
ask (SptVouchersPage *self)
{
  g_autofree char *due_until =
    spt_vouchers_dup_due_until (spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))));
  SptListQuery query = get_scope (self);

  if (self->list == NULL)
    return; /* being taken apart: a sorted grid says so as its columns go */
  spt_vouchers_add_chip (&query, self->chip, due_until);
  spt_list_columns_get_sort (self->grid, &query.sort, &query.descending);
  /* What is to be activated is read by the day, unless a heading says otherwise. */
  if ((self->chip == SPT_VOUCHERS_DUE || self->chip == SPT_VOUCHERS_OPEN) &&
      query.sort == spt_vouchers_layout.default_sort)
    {
      query.sort = SPT_DOSSIER_SORT_DUE;
      query.descending = FALSE;
    }
  spt_row_list_set_query (self->list, &query);
  update_scope (self);
  _spt_vouchers_page_count (self);
}

static void
sorter_changed_cb (SptVouchersPage *self)
{
  if (self->list != NULL)
    spt_list_columns_remember_sort (self->grid);
  ask (self);
}

static void
list_refreshed_cb (SptVouchersPage *self)
{
  self->loaded = TRUE;
  update_stack (self);
  spt_list_columns_show_rest (GTK_WIDGET (self), self->list);
  if (self->led_here && spt_row_list_get_length (self->list) > 0)
    spt_list_bin_focus_row (GTK_WIDGET (self->stack));
  self->led_here = FALSE;
}

static void
store_changed_cb (SptVouchersPage *self,
                  guint            what)
{
  if ((what & (SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS |
               SPT_CHANGED_ELSEWHERE)) == 0)
    return;
  spt_row_list_refresh (self->list);
  _spt_vouchers_page_count (self);
}

static void
selection_changed_cb (SptVouchersPage *self)
{
  update_stack (self);
}

/* --- filter and search ------------------------------------------------------------------------------ */

static void
mark_chip (SptVouchersPage *self)
{
  self->filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chip_buttons[self->chip]), TRUE);
  self->filling = FALSE;
  update_chips (self);
}

static void
chip_toggled_cb (GtkToggleButton *button,
                 SptVouchersPage *self)
{
  if (self->filling || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < SPT_N_VOUCHER_CHIPS; i++)
    {
      if (self->chip_buttons[i] == GTK_WIDGET (button))
        self->chip = i;
    }
  self->states = 0;
  ask (self);
}

static void
account_chosen_cb (SptVouchersPage *self)
{
  ask (self);
}

static void
search_changed_cb (SptVouchersPage *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);

  if (g_strcmp0 (self->search != NULL ? self->search : "", text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  ask (self);
}

static void
search_mode_cb (SptVouchersPage *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search_entry, "");
}

/* All of that chip: no search, no scope. */
void
_spt_vouchers_page_filter (SptVouchersPage *self,
                           guint            chip)
{
  self->chip = chip;
  self->states = 0;
  self->import_id = 0;
  self->submission_id = 0;
  g_clear_pointer (&self->search, g_free);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  spt_account_filter_clear (self->account_filter);
  mark_chip (self);
  self->led_here = TRUE;
  ask (self);
}

static void
row_activated_cb (SptVouchersPage *self,
                  guint            position)
{
  gint64 id = spt_row_list_get_id (self->list, position);

  if (id > 0)
    _spt_vouchers_page_open (self, id);
}

/* Only the view that is seen makes rows. */
static void
width_changed_cb (SptVouchersPage *self)
{
  gboolean narrow = is_narrow (self);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  gtk_column_view_set_model (self->grid, narrow ? NULL : model);
  gtk_list_view_set_model (self->list_view, narrow ? model : NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->selection_box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->import_button, !narrow); /* both are in the menu as well */
  gtk_widget_set_visible (self->update_button, !narrow);
  update_stack (self);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
spt_vouchers_page_find (SptPage *page)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (page);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* F5 asks the service: that is what somebody wants to know here. */
static void
spt_vouchers_page_refresh (SptPage *page)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (page);

  spt_row_list_refresh (self->list);
  _spt_vouchers_page_ask (self);
}

static void
spt_vouchers_page_create_new (SptPage *page)
{
  _spt_vouchers_page_open (SPT_VOUCHERS_PAGE (page), 0);
}

/* The days that are left are others tomorrow. */
static void
spt_vouchers_page_shown (SptPage *page)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (page);

  if (self->list != NULL)
    _spt_vouchers_page_count (self);
}

static void
spt_vouchers_page_constructed (GObject *object)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (object);
  SptDesk *desk;
  g_autoptr (GtkListItemFactory) factory = NULL;

  G_OBJECT_CLASS (spt_vouchers_page_parent_class)->constructed (object);

  desk = spt_page_get_desk (SPT_PAGE (self));
  if (desk == NULL)
    return; /* a test of the template alone */

  _spt_vouchers_columns_set_clock (spt_desk_get_clock (desk));
  spt_account_filter_set_kind (self->account_filter, SPT_KIND_VOUCHERS);
  spt_account_filter_set_store (self->account_filter, get_store (self));
  self->list = spt_row_list_new (get_store (self), &spt_vouchers_kind);
  spt_list_columns_follow_window (GTK_WIDGET (self), self->list);
  self->selection = spt_id_selection_new (self->list);
  spt_list_columns_add (self->grid, &spt_vouchers_layout, self->selection, self->column_actions,
                        self->columns_menu);
  factory = spt_list_columns_new_row_factory (&spt_vouchers_layout, self->selection);
  gtk_list_view_set_factory (self->list_view, factory);

  g_signal_connect_object (self->list, "refreshed", G_CALLBACK (list_refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->grid), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  width_changed_cb (self);
  ask (self);
}

static void
spt_vouchers_page_dispose (GObject *object)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->count_cancellable);
  g_clear_handle_id (&self->count_timeout, g_source_remove);
  spt_list_columns_drop_menu (GTK_WIDGET (self));
  g_clear_weak_pointer (&self->dialog);
  if (self->grid != NULL)
    gtk_column_view_set_model (self->grid, NULL);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (spt_vouchers_page_parent_class)->dispose (object);
}

static void
spt_vouchers_page_finalize (GObject *object)
{
  SptVouchersPage *self = SPT_VOUCHERS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->count_cancellable);
  g_clear_object (&self->column_actions);
  g_clear_pointer (&self->removed, g_array_unref);
  g_clear_pointer (&self->tally, spt_vouchers_tally_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->trouble, g_free);
  spt_news_sum_clear (&self->brought);

  G_OBJECT_CLASS (spt_vouchers_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/voucher/spt-vouchers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, update_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, account_filter);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, chips);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, scope_box);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, scope_label);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, same_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_strip);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_box);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_spinner);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, watch_label);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, grid);
  gtk_widget_class_bind_template_child_full (widget_class, "list", FALSE,
                                             G_STRUCT_OFFSET (SptVouchersPage, list_view));
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, empty_account);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, empty_new);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, empty_ask);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, selection_box);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, show_hidden_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, select_all_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, page_menu);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, columns_menu);
  gtk_widget_class_bind_template_child (widget_class, SptVouchersPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
}

static void
spt_vouchers_page_class_init (SptVouchersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_vouchers_page_constructed;
  object_class->dispose = spt_vouchers_page_dispose;
  object_class->finalize = spt_vouchers_page_finalize;
  page_class->find = spt_vouchers_page_find;
  page_class->refresh = spt_vouchers_page_refresh;
  page_class->create_new = spt_vouchers_page_create_new;
  page_class->import = _spt_vouchers_page_import;
  page_class->shown = spt_vouchers_page_shown;

  g_type_ensure (SPT_TYPE_ACCOUNT_FILTER);
  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STRIP);
  g_type_ensure (SPT_TYPE_LIST_BIN);
  bind_template (GTK_WIDGET_CLASS (klass));
  _spt_vouchers_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
spt_vouchers_page_init (SptVouchersPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column_actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  spt_ui_set_menu (self->menu_button, self->page_menu);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  G_ACTION_GROUP (self->column_actions));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  for (guint i = 0; i < SPT_N_VOUCHER_CHIPS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      gtk_widget_add_css_class (button, "filter");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->chip_buttons[0]));
      g_signal_connect_object (button, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (self->chips), button);
      self->chip_buttons[i] = button;
    }
  mark_chip (self);
  spt_list_columns_listen (GTK_WIDGET (self->grid), self->selection, GTK_WIDGET (self),
                           self->row_menu);
  spt_list_columns_listen (GTK_WIDGET (self->list_view), self->selection, GTK_WIDGET (self),
                           self->row_menu);
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

/**
 * spt_vouchers_page_set_filter:
 * @self: the page
 * @filter: which of them
 *
 * Shows those vouchers alone, with the focus on the first of them. The selection stays.
 */
void
spt_vouchers_page_set_filter (SptVouchersPage       *self,
                              const SptRecordFilter *filter)
{
  guint chip = SPT_VOUCHERS_CURRENT;

  g_return_if_fail (SPT_IS_VOUCHERS_PAGE (self));
  g_return_if_fail (filter != NULL);

  for (guint i = 0; i < SPT_N_VOUCHER_CHIPS; i++)
    {
      const SptVoucherChip *def = &spt_voucher_chips[i];

      if (def->states == filter->states && g_strcmp0 (def->stage, filter->stage) == 0 &&
          def->found == filter->found && def->due == filter->due_soon)
        chip = i;
    }
  _spt_vouchers_page_filter (self, chip);
  /* What no chip says is shown all the same. */
  if (spt_voucher_chips[chip].states != filter->states)
    self->states = filter->states;
  self->import_id = filter->import_id;
  self->submission_id = filter->submission_id;
  ask (self);
}
