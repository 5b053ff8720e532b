/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of people and companies: search, filter, selection, import. */
#define G_LOG_DOMAIN "spt-subjects-page"

#include "config.h"

#include "ui/spt-subjects-page-private.h"

#include <glib/gi18n.h>

#include "store/spt-store-subjects.h"
#include "ui/spt-list-columns.h"

#define COUNT_DELAY_MS 120
#define MAX_SAME 1000

G_DEFINE_FINAL_TYPE (SptSubjectsPage, spt_subjects_page, SPT_TYPE_PAGE)

/* A row without a word would look like a mistake of ours. */
static char *
dup_name_cb (gpointer item,
             const char *name,
             gpointer user_data)
{
  return g_strdup (name != NULL && *name != '\0' ? name : _("Subject without a name"));
}

/* *INDENT-OFF* */
static const struct
{
  const char *label;  /* untranslated */
  guint       states; /* 0 = all */
} chip_defs[SPT_N_SUBJECT_CHIPS] = {
  { NC_("subjects", "All"),    0 },
  { NC_("subjects", "To fix"), 1u << SPT_STATE_TO_FIX },
};

static const SptListColumn columns[] = {
  { "name",    N_("Name"),          "name",            SPT_SUBJECT_SORT_NAME,  -1, TRUE,  TRUE,  NULL,        FALSE, G_CALLBACK (dup_name_cb) },
  { "code",    N_("Tax Code or VAT Number"),      "code",            SPT_SUBJECT_SORT_CODE,  -1, TRUE,  FALSE, "monospace", FALSE, NULL },
  { "city",    N_("Town"),          "city",            SPT_SUBJECT_SORT_CITY,  -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "pec",     N_("PEC"),           "pec",             SPT_SUBJECT_SORT_PEC,   -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "state",   N_("State"),         NULL,              SPT_SUBJECT_SORT_STATE, -1, TRUE,  FALSE, NULL,        FALSE, NULL },
  { "vat",     N_("VAT Number"),    "vat-number",      -1,                     -1, FALSE, FALSE, "monospace", FALSE, NULL },
  { "birth",   N_("Date of Birth"), "birth-date-text", -1,                     -1, FALSE, FALSE, "numeric",   FALSE, NULL },
  { "email",   N_("E-mail"),        "email",           -1,                     -1, FALSE, TRUE,  NULL,        FALSE, NULL },
};
/* *INDENT-ON* */

const SptListLayout spt_subjects_layout = {
  .name = "subjects",
  .get_type = spt_subject_get_type,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .default_sort = SPT_SUBJECT_SORT_NAME,
  .default_descending = FALSE,
  .name_property = "name",
  .name_dup_text = G_CALLBACK (dup_name_cb),
  .state_shown_property = "n-errors", /* who is in order needs no word */
  .beside_property = "city",
  .below_property = "code",
};

/* --- small helpers ------------------------------------------------------------------------------------- */

static SptDesk *
get_desk (SptSubjectsPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static SptStore *
get_store (SptSubjectsPage *self)
{
  return spt_desk_get_store (get_desk (self));
}

static gboolean
is_narrow (SptSubjectsPage *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->adaptive, "narrow", &narrow, NULL);
  return narrow;
}

static gboolean
has_filter (SptSubjectsPage *self)
{
  return self->states != 0 || self->import_id != 0 || (self->search != NULL && *self->search != '\0');
}

/* --- what is said -------------------------------------------------------------------------------------- */

/* On a narrow page the buttons stand below what is said; the icon that clears the selection alone stays beside it. */
static void
turn_selection_box (SptSubjectsPage *self)
{
  gboolean has_words = gtk_widget_get_visible (self->show_hidden_button) ||
                       gtk_widget_get_visible (GTK_WIDGET (self->select_all_button));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->selection_box),
                                  has_words && is_narrow (self) ? GTK_ORIENTATION_VERTICAL
                                  : GTK_ORIENTATION_HORIZONTAL);
}

static void
update_selection (SptSubjectsPage *self)
{
  guint n_selected = spt_id_selection_get_n_selected (self->selection);
  guint n_hidden = spt_id_selection_get_n_hidden (self->selection);
  guint n_items = spt_row_list_get_length (self->list);
  g_autofree char *selected = spt_ui_format_count (n_selected);
  g_autofree char *items = spt_ui_format_count (n_items);
  g_autofree char *text = g_strdup_printf (ngettext ("%s subject selected", "%s subjects selected", n_selected),
                                           selected);
  g_autofree char *all = g_strdup_printf (ngettext ("Select _All %s", "Select _All %s", n_items),
                                          items);

  g_autofree char *out = g_strdup_printf (ngettext ("_Export %s…", "_Export %s…", n_selected), selected);

  gtk_label_set_text (self->selection_label, text);
  gtk_button_set_label (self->export_button, out);
  gtk_button_set_label (self->select_all_button, all);
  gtk_widget_set_visible (self->show_hidden_button, n_hidden > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->select_all_button), n_items > n_selected - n_hidden);
  gtk_widget_set_visible (self->selection_box, n_selected > 0);
  turn_selection_box (self);
  gtk_widget_set_visible (self->bottom, n_selected > 0);
}

static void
update_stack (SptSubjectsPage *self)
{
  gboolean any = spt_row_list_get_length (self->list) > 0;
  const char *name;

  if (!self->loaded)
    name = "loading";
  else if (any)
    name = is_narrow (self) ? "list" : "grid";
  else
    name = has_filter (self) ? "nothing" : "empty";
  gtk_stack_set_visible_child_name (self->stack, name);
  update_selection (self);
}

/* --- asking the archive -------------------------------------------------------------------------------- */

typedef struct
{
  char  *search; /* (owned) (nullable) */
  gint64 import_id;
  guint  counts[SPT_N_STATES];
  int    n_same; /* -1 = not asked: it has nothing to do with a search */
} Count;

static void
count_free (Count *count)
{
  g_free (count->search);
  g_free (count);
}

static gboolean
count_all (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Count *count = data;
  const SptListQuery query = { .search = count->search, .import_id = count->import_id };
  g_autoptr (GArray) pairs = NULL;

  if (!spt_db_count_list (db, &spt_subjects_kind, &query, count->counts, error))
    return FALSE;
  if (count->n_same < 0)
    return TRUE;
  pairs = spt_db_list_same_subjects (db, MAX_SAME, cancellable, error);
  if (pairs == NULL)
    return FALSE;
  count->n_same = (int) pairs->len;
  return TRUE;
}

static void
show_counts (SptSubjectsPage *self,
             const Count     *count)
{
  for (guint i = 0; i < SPT_N_SUBJECT_CHIPS; i++)
    {
      const char *label = g_dpgettext2 (NULL, "subjects", chip_defs[i].label);
      g_autofree char *chip = NULL;
      guint n = 0;

      for (guint state = 0; state < SPT_N_STATES; state++)
        {
          if (chip_defs[i].states == 0 || (chip_defs[i].states & (1u << state)) != 0)
            n += count->counts[state];
        }
      if (n > 0)
        {
          g_autofree char *number = spt_ui_format_count (n);

          chip = g_strdup_printf ("%s  %s", label, number);
        }
      gtk_button_set_label (GTK_BUTTON (self->chip_buttons[i]), chip != NULL ? chip : label);
    }
}

static void
show_same (SptSubjectsPage *self,
           guint            n_same)
{
  g_autofree char *same = spt_ui_format_count (n_same);
  g_autofree char *text = g_strdup_printf (ngettext ("%s pair may be the same subject twice",
                                                     "%s pairs may be the same subject twice",
                                                     n_same), same);

  g_object_set (self->same_strip, "text", text, "revealed", n_same > 0, NULL);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Count *count = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSubjectsPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (count == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  show_counts (self, count);
  if (count->n_same < 0)
    return;
  self->count_same = FALSE;
  show_same (self, (guint) count->n_same);
}

static void
run_count_cb (gpointer user_data)
{
  SptSubjectsPage *self = user_data;
  Count *count = g_new0 (Count, 1);

  self->count_timeout = 0;
  count->search = g_strdup (self->search);
  count->import_id = self->import_id;
  count->n_same = self->count_same ? 0 : -1;
  g_cancellable_cancel (self->count_cancellable);
  g_clear_object (&self->count_cancellable);
  self->count_cancellable = g_cancellable_new ();
  spt_store_run_async (get_store (self), SPT_STORE_READ, count_all, count,
                       (GDestroyNotify) count_free, self->count_cancellable, counted_cb, self);
}

static void
count_soon (SptSubjectsPage *self)
{
  if (self->count_timeout == 0)
    self->count_timeout = g_timeout_add_once (COUNT_DELAY_MS, run_count_cb, self);
}

static void
ask (SptSubjectsPage *self)
{
  SptListQuery query = {
    .states = self->states,
    .search = self->search,
    .import_id = self->import_id,
  };

  if (self->list == NULL)
    return; /* being taken apart: a sorted grid says so as its columns go */
  spt_list_columns_get_sort (self->grid, &query.sort, &query.descending);
  spt_row_list_set_query (self->list, &query);
  count_soon (self);
}

static void
sorter_changed_cb (SptSubjectsPage *self)
{
  if (self->list != NULL)
    spt_list_columns_remember_sort (self->grid);
  ask (self);
}

static void
list_refreshed_cb (SptSubjectsPage *self)
{
  self->loaded = TRUE;
  update_stack (self);
  spt_list_columns_show_rest (GTK_WIDGET (self), self->list);
  if (self->led_here && spt_row_list_get_length (self->list) > 0)
    spt_list_bin_focus_row (GTK_WIDGET (self->stack));
  self->led_here = FALSE;
}

/* The list follows by itself: a new spine moves as little as it can, and nobody else writes here all the time. */
static void
store_changed_cb (SptSubjectsPage *self,
                  guint            what)
{
  if ((what & (SPT_CHANGED_SUBJECTS | SPT_CHANGED_ELSEWHERE)) == 0)
    return;
  _spt_subjects_page_refresh (self);
}

static void
selection_changed_cb (SptSubjectsPage *self)
{
  update_selection (self);
}

/* --- filter and search --------------------------------------------------------------------------------- */

static void
chip_toggled_cb (GtkToggleButton *button,
                 SptSubjectsPage *self)
{
  if (self->filling || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < SPT_N_SUBJECT_CHIPS; i++)
    {
      if (self->chip_buttons[i] == GTK_WIDGET (button))
        self->states = chip_defs[i].states;
    }
  ask (self);
}

static void
search_changed_cb (SptSubjectsPage *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);

  if (g_strcmp0 (self->search != NULL ? self->search : "", text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  ask (self);
}

static void
search_mode_cb (SptSubjectsPage *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (self->search_entry, "");
}

/* --- what it is led to --------------------------------------------------------------------------------- */

static void
mark_chip (SptSubjectsPage *self)
{
  guint chip = 0;

  for (guint i = 0; i < SPT_N_SUBJECT_CHIPS; i++)
    {
      if (chip_defs[i].states == self->states)
        chip = i;
    }
  self->filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chip_buttons[chip]), TRUE);
  self->filling = FALSE;
}

void
_spt_subjects_page_forget_search (SptSubjectsPage *self)
{
  g_clear_pointer (&self->search, g_free);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/* The focus goes to the first of them. */
void
_spt_subjects_page_filter (SptSubjectsPage *self,
                           guint            states,
                           gint64           import_id)
{
  self->states = states;
  self->import_id = import_id;
  mark_chip (self);
  gtk_widget_set_visible (self->scope_box, import_id != 0);
  gtk_label_set_text (self->scope_label, _("Only the subjects of one import"));
  self->led_here = TRUE;
  ask (self);
}

void
_spt_subjects_page_refresh (SptSubjectsPage *self)
{
  self->count_same = TRUE;
  spt_row_list_refresh (self->list);
  count_soon (self);
}

static void
row_activated_cb (SptSubjectsPage *self,
                  guint            position)
{
  gint64 id = spt_row_list_get_id (self->list, position);

  if (id > 0)
    _spt_subjects_page_open (self, id);
}

/* --- keyboard and pointer ------------------------------------------------------------------------------ */

/* Only the view that is seen makes rows. */
static void
width_changed_cb (SptSubjectsPage *self)
{
  gboolean narrow = is_narrow (self);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  gtk_column_view_set_model (self->grid, narrow ? NULL : model);
  gtk_list_view_set_model (self->list_view, narrow ? model : NULL);
  turn_selection_box (self);
  gtk_widget_set_visible (self->import_button, !narrow); /* it is in the menu as well */
  update_stack (self);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
spt_subjects_page_find (SptPage *page)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (page);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
spt_subjects_page_refresh (SptPage *page)
{
  _spt_subjects_page_refresh (SPT_SUBJECTS_PAGE (page));
}

static void
spt_subjects_page_create_new (SptPage *page)
{
  _spt_subjects_page_open (SPT_SUBJECTS_PAGE (page), 0);
}

static void
spt_subjects_page_constructed (GObject *object)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (object);
  g_autoptr (GtkListItemFactory) factory = NULL;

  G_OBJECT_CLASS (spt_subjects_page_parent_class)->constructed (object);

  if (get_desk (self) == NULL)
    return; /* a test of the template alone */

  self->list = spt_row_list_new (get_store (self), &spt_subjects_kind);
  spt_list_columns_follow_window (GTK_WIDGET (self), self->list);
  self->selection = spt_id_selection_new (self->list);
  spt_list_columns_add (self->grid, &spt_subjects_layout, self->selection, self->column_actions,
                        self->columns_menu);
  factory = spt_list_columns_new_row_factory (&spt_subjects_layout, self->selection);
  gtk_list_view_set_factory (self->list_view, factory);

  g_signal_connect_object (self->list, "refreshed", G_CALLBACK (list_refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->grid), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  self->count_same = TRUE;
  width_changed_cb (self);
  ask (self);
}

static void
spt_subjects_page_dispose (GObject *object)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->count_cancellable);
  g_clear_handle_id (&self->count_timeout, g_source_remove);
  spt_list_columns_drop_menu (GTK_WIDGET (self));
  if (self->grid != NULL)
    gtk_column_view_set_model (self->grid, NULL);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (spt_subjects_page_parent_class)->dispose (object);
}

static void
spt_subjects_page_finalize (GObject *object)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->count_cancellable);
  g_clear_object (&self->column_actions);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (spt_subjects_page_parent_class)->finalize (object);
}

static void
spt_subjects_page_class_init (SptSubjectsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_subjects_page_constructed;
  object_class->dispose = spt_subjects_page_dispose;
  object_class->finalize = spt_subjects_page_finalize;
  page_class->find = spt_subjects_page_find;
  page_class->refresh = spt_subjects_page_refresh;
  page_class->create_new = spt_subjects_page_create_new;
  page_class->import = _spt_subjects_page_import;

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STRIP);
  g_type_ensure (SPT_TYPE_LIST_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-subjects-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, scope_box);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, scope_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, same_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, grid);
  gtk_widget_class_bind_template_child_full (widget_class, "list", FALSE,
                                             G_STRUCT_OFFSET (SptSubjectsPage, list_view));
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, selection_box);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, show_hidden_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, select_all_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, page_menu);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, columns_menu);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  _spt_subjects_page_install_actions (widget_class);
}

static void
spt_subjects_page_init (SptSubjectsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column_actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  spt_ui_set_menu (self->menu_button, self->page_menu);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  G_ACTION_GROUP (self->column_actions));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  for (guint i = 0; i < SPT_N_SUBJECT_CHIPS; i++)
    {
      GtkWidget *button =
        gtk_toggle_button_new_with_label (g_dpgettext2 (NULL, "subjects", chip_defs[i].label));

      gtk_widget_add_css_class (button, "filter");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->chip_buttons[0]));
      else
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      g_signal_connect_object (button, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (self->chips), button);
      self->chip_buttons[i] = button;
    }
  spt_list_columns_listen (GTK_WIDGET (self->grid), self->selection, GTK_WIDGET (self),
                           self->row_menu);
  spt_list_columns_listen (GTK_WIDGET (self->list_view), self->selection, GTK_WIDGET (self),
                           self->row_menu);
}

/**
 * spt_subjects_page_new:
 * @desk: what it works with
 *
 * Makes the page.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_subjects_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_SUBJECTS_PAGE, "desk", desk, NULL);
}

/**
 * spt_subjects_page_set_filter:
 * @self: the page
 * @states: bit set of 1 << SptState, 0 = all
 * @import_id: only what this import brought or completed, 0 = any
 *
 * Shows what a dialog leads to, with the focus on the first of them. The selection stays.
 */
void
spt_subjects_page_set_filter (SptSubjectsPage *self,
                              guint            states,
                              gint64           import_id)
{
  g_return_if_fail (SPT_IS_SUBJECTS_PAGE (self));

  _spt_subjects_page_forget_search (self);
  _spt_subjects_page_filter (self, states, import_id);
}
