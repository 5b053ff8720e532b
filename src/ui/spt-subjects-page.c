/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of people and companies: search, filter, selection, import. */
#define G_LOG_DOMAIN "spt-subjects-page"

#include "config.h"

#include "ui/spt-subjects-page.h"

#include <glib/gi18n.h>

#include "outbox/spt-intake.h"
#include "store/spt-row-list.h"
#include "ui/spt-id-selection.h"
#include "ui/spt-list-columns.h"
#include "ui/spt-same-page.h"
#include "ui/spt-subject-page.h"
#include "ui/spt-subject-work.h"
#include "ui/spt-ui.h"

#define N_CHIPS 2
#define COUNT_DELAY_MS 120
#define MAX_SAME 1000

struct _SptSubjectsPage
{
  SptPage             parent_instance;

  SptRowList         *list;           /* (owned) */
  SptIdSelection     *selection;      /* (owned) */
  GSimpleActionGroup *column_actions; /* (owned) */
  GCancellable       *cancellable;    /* (owned): everything of this page */
  GCancellable       *count_cancellable; /* (owned) (nullable): the count under way */
  char               *search;         /* (owned) (nullable) */
  guint               states;
  guint               count_timeout;
  guint               filling : 1;    /* the chips follow the filter, not the other way round */
  guint               loaded  : 1;
  guint               led_here : 1;
  guint               count_same : 1; /* the archive changed since doubles were looked for */
  GtkWidget          *chip_buttons[N_CHIPS]; /* (unowned) */

  /* Template */
  GtkWidget          *import_button;
  SptAdaptiveBin     *adaptive;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  GtkWidget          *chips;
  SptStrip           *same_strip;
  GtkStack           *stack;
  GtkColumnView      *grid;
  GtkListView        *list_view;
  GtkWidget          *bottom;
  GtkWidget          *selection_box;
  GtkLabel           *selection_label;
  GtkWidget          *show_hidden_button;
  GtkButton          *select_all_button;
  GMenu              *columns_menu;
  GMenuModel         *row_menu;
};

G_DEFINE_FINAL_TYPE (SptSubjectsPage, spt_subjects_page, SPT_TYPE_PAGE)

/* *INDENT-OFF* */
static const struct
{
  const char *label;  /* untranslated */
  guint       states; /* 0 = all */
} chip_defs[N_CHIPS] = {
  { NC_("subjects", "All"),    0 },
  { NC_("subjects", "To fix"), 1u << SPT_STATE_TO_FIX },
};

static const SptListColumn columns[] = {
  { "name",    N_("Name"),          "name",            SPT_SUBJECT_SORT_NAME,  -1, TRUE,  TRUE,  NULL,        FALSE, NULL },
  { "code",    N_("Tax Code"),      "code",            SPT_SUBJECT_SORT_CODE,  -1, TRUE,  FALSE, "monospace", FALSE, NULL },
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
  return self->states != 0 || (self->search != NULL && *self->search != '\0');
}

static void
open_subject (SptSubjectsPage *self,
              gint64           id)
{
  spt_window_push (spt_window_of (GTK_WIDGET (self)), spt_subject_page_new (get_desk (self), id));
}

/* The row with the focus, 0 = none. */
static gint64
get_focused (SptSubjectsPage *self)
{
  return spt_list_columns_get_focused (GTK_WIDGET (self->stack));
}

/* --- what is said -------------------------------------------------------------------------------------- */

static void
update_selection (SptSubjectsPage *self)
{
  guint n_selected = spt_id_selection_get_n_selected (self->selection);
  guint n_hidden = spt_id_selection_get_n_hidden (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *selected = spt_ui_format_count (n_selected);
  g_autofree char *items = spt_ui_format_count (n_items);
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n_selected),
                                           selected);
  g_autofree char *all = g_strdup_printf (ngettext ("Select _All %s", "Select _All %s", n_items),
                                          items);

  gtk_label_set_text (self->selection_label, text);
  gtk_button_set_label (self->select_all_button, all);
  gtk_widget_set_visible (self->show_hidden_button, n_hidden > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->select_all_button), n_items > n_selected - n_hidden);
  gtk_widget_set_visible (self->selection_box, n_selected > 0);
  gtk_widget_set_visible (self->bottom, n_selected > 0);
}

static void
update_stack (SptSubjectsPage *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
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
  char *search; /* (owned) (nullable) */
  guint counts[SPT_N_STATES];
  int   n_same; /* -1 = not asked: it has nothing to do with a search */
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
  const SptListQuery query = { .search = count->search };
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
  for (guint i = 0; i < N_CHIPS; i++)
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
  SptListQuery query = { .states = self->states, .search = self->search };

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
  if (self->led_here && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
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
  self->count_same = TRUE;
  spt_row_list_refresh (self->list);
  count_soon (self);
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
  for (guint i = 0; i < N_CHIPS; i++)
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

/* --- import -------------------------------------------------------------------------------------------- */

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptImportResult *imported = spt_import_file_finish (result, &error);
  SptSubjectsPage *self = user_data;
  g_autofree char *in = NULL;
  g_autofree char *left = NULL;
  g_autofree char *one = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (imported == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  n = imported->n_good + imported->n_faulty;
  in = spt_ui_format_count (n);
  left = spt_ui_format_count (imported->n_rejected);
  one = g_strdup_printf (ngettext ("%s row imported", "%s rows imported", n), in);
  /* Translators: "12 rows imported, 3 left out" */
  text = g_strdup_printf (_("%1$s, %2$s left out"), one, left);
  spt_subjects_change_toast (spt_window_of (GTK_WIDGET (self)),
                             imported->n_rejected > 0 ? text : one, imported->import_id);
  spt_import_result_free (imported);
}

static void
import_file (SptSubjectsPage *self,
             GFile           *file)
{
  g_autofree char *path = g_file_get_path (file);
  const SptImportOptions options = {
    .kind = SPT_KIND_BENEFICIARIES,
    .path = path,
    .who = spt_desk_get_who (get_desk (self)),
    .max_issues = 1,
  };

  if (path != NULL)
    spt_import_file_async (get_store (self), &options, self->cancellable, imported_cb, self);
}

static void
file_chosen_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);

  if (file != NULL)
    import_file (user_data, file);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spt_ui_report_error (user_data, error);
}

static void
spt_subjects_page_import (SptPage *page,
                          GFile   *file)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (page);
  const char *filters[] = { _("Tables"), "*.csv;*.txt", _("All files"), "*", NULL };

  if (file != NULL)
    import_file (self, file);
  else
    spt_ui_open_file_async (GTK_WIDGET (self), _("Import People and Companies"), filters,
                            self->cancellable, file_chosen_cb, self);
}

/* --- actions ------------------------------------------------------------------------------------------- */

static void
row_activated_cb (SptSubjectsPage *self,
                  guint            position)
{
  gint64 id = spt_row_list_get_id (self->list, position);

  if (id > 0)
    open_subject (self, id);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gint64 id = get_focused (SPT_SUBJECTS_PAGE (widget));

  if (id > 0)
    open_subject (SPT_SUBJECTS_PAGE (widget), id);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  open_subject (SPT_SUBJECTS_PAGE (widget), 0);
}

static void
new_position_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (widget);
  gint64 id = get_focused (self);

  if (id > 0)
    spt_window_new_position_for (spt_window_of (widget), id);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  spt_subjects_page_import (SPT_PAGE (widget), NULL);
}

static void
add_debtors_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  spt_subjects_offer_debtors (widget, get_desk (SPT_SUBJECTS_PAGE (widget)), 0);
}

static void
find_same_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  spt_window_push (spt_window_of (widget),
                   spt_same_page_new (get_desk (SPT_SUBJECTS_PAGE (widget)), 0, 0));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (self->selection);
  gint64 focused = get_focused (self);

  if (ids->len == 0 && focused > 0)
    g_array_append_val (ids, focused);
  if (ids->len == 0)
    return;
  spt_id_selection_remove (self->selection, (const gint64 *) (void *) ids->data, ids->len);
  spt_subjects_remove (spt_window_of (widget), ids);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SPT_SUBJECTS_PAGE (widget)->count_same = TRUE;
  spt_row_list_refresh (SPT_SUBJECTS_PAGE (widget)->list);
  count_soon (SPT_SUBJECTS_PAGE (widget));
}

static void
select_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (SPT_SUBJECTS_PAGE (widget)->selection));
}

static void
unselect_all_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  spt_id_selection_clear (SPT_SUBJECTS_PAGE (widget)->selection);
}

static void
clear_filter_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (widget);

  self->states = 0;
  g_clear_pointer (&self->search, g_free);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  self->filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chip_buttons[0]), TRUE);
  self->filling = FALSE;
  self->led_here = TRUE;
  ask (self);
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
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->selection_box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
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
  refresh_action (GTK_WIDGET (page), NULL, NULL);
}

static void
spt_subjects_page_create_new (SptPage *page)
{
  open_subject (SPT_SUBJECTS_PAGE (page), 0);
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
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "subjects.open", open_action },
    { "subjects.new", new_action },
    { "subjects.new-position", new_position_action },
    { "subjects.import", import_action },
    { "subjects.add-debtors", add_debtors_action },
    { "subjects.find-same", find_same_action },
    { "subjects.remove", remove_action },
    { "subjects.refresh", refresh_action },
    { "subjects.select-all", select_all_action },
    { "subjects.unselect-all", unselect_all_action },
    { "subjects.clear-filter", clear_filter_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "subjects.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "subjects.unselect-all", NULL);
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
  page_class->import = spt_subjects_page_import;

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
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, same_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, grid);
  gtk_widget_class_bind_template_child_full (widget_class, "list", FALSE,
                                             G_STRUCT_OFFSET (SptSubjectsPage, list_view));
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, selection_box);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, show_hidden_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, select_all_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, columns_menu);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  install_actions (widget_class);
}

static void
spt_subjects_page_init (SptSubjectsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column_actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  G_ACTION_GROUP (self->column_actions));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  for (guint i = 0; i < N_CHIPS; i++)
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
