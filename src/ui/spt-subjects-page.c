/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of people and companies: what it lists, and who may be in it twice. */
#define G_LOG_DOMAIN "spt-subjects-page"

#include "config.h"

#include "ui/spt-subjects-page.h"

#include <glib/gi18n.h>

#include "store/spt-store-subjects.h"
#include "ui/spt-position-work.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-same-page.h"
#include "ui/spt-subject-work.h"

#define MAX_SAME 1000

struct _SptSubjectsPage
{
  SptListPage parent_instance;

  guint       count_same : 1; /* the archive changed since doubles were looked for */

  /* Template */
  SptStrip   *same_strip;
};

G_DEFINE_FINAL_TYPE (SptSubjectsPage, spt_subjects_page, SPT_TYPE_LIST_PAGE)

/* --- what it lists ------------------------------------------------------------------------------- */

/* A row without a word would look like a mistake of ours. */
static char *
dup_name_cb (gpointer item,
             const char *name,
             gpointer user_data)
{
  return g_strdup (name != NULL && *name != '\0' ? name : _("Subject without a name"));
}

/* *INDENT-OFF* */
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

static const SptListChip chips[] = {
  { NC_ ("subjects", "All"), 0, NULL, FALSE, FALSE, TRUE },
  { NC_ ("subjects", "To fix"), 1u << SPT_STATE_TO_FIX, NULL, FALSE, FALSE, TRUE },
};

static const SptListPageKind kind = {
  .record = SPT_KIND_BENEFICIARIES,
  .rows = &spt_subjects_kind,
  .layout = &spt_subjects_layout,
  .chips = chips,
  .n_chips = G_N_ELEMENTS (chips),
  .context = "subjects",
  .changed = SPT_CHANGED_SUBJECTS,
  .new_label = N_("New Subject"),
  .list_label = N_("People and companies"),
  .search_hint = N_("Name, tax code, VAT number, town, e-mail…"),
  .search_label = N_("Search people and companies"),
  .chips_label = N_("Filter by state"),
  .only_import = N_("Only the subjects of one import"),
  .show_all = N_("Show All Subjects"),
  .show_hidden = N_("Clear the filter so that all selected subjects are in the list"),
  .nothing = N_("No subject answers to this filter and search."),
  .empty = {
    "system-users-symbolic",
    N_("No People or Companies"),
    N_("Here whoever submissions speak of is written once: name, codes, addresses, contacts, certified e-mail. They come from "
       "a file, from the debtors of positions, or are written one by one."),
    {
      { N_("_Import from a File…"), "records.import" },
      { N_("Add the _Debtors of the Positions…"), "subjects.add-debtors" },
      { N_("_New Subject"), "records.new" },
    },
  },
  .selection_buttons = {
    { N_("_Export…"), "records.export" },
    { N_("_Remove"), "records.delete" },
  },
  /* Translators: name of a file. Nothing of whom it is about may stand in it. */
  .export_name = N_("subjects.csv"),
  .phrases = {
    [SPT_LIST_SAYS_SELECTED] = NN_("%s subject selected", "%s subjects selected"),
    /* Translators: of subjects: "4 subjects selected, 2 of them hidden by the filter" */
    [SPT_LIST_SAYS_HIDDEN] = NN_("%s of them hidden by the filter", "%s of them hidden by the filter"),
    [SPT_LIST_SAYS_SELECT_FILTERED] = NN_("Select %s _Filtered Subject", "Select All %s _Filtered Subjects"),
    [SPT_LIST_SAYS_SELECT_ALL] = NN_("Select _the %s Subject", "Select _All %s Subjects"),
  },
};

/* --- who may be in it twice ----------------------------------------------------------------------- */

static gboolean
list_same (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GArray) pairs = spt_db_list_same_subjects (db, MAX_SAME, cancellable, error);

  if (pairs == NULL)
    return FALSE;
  *(guint *) data = pairs->len;
  return TRUE;
}

static void
listed_same_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const guint *n = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSubjectsPage *self = user_data;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (spt_ui_is_cancelled (error))
    return;
  if (n == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->count_same = FALSE;
  number = spt_ui_format_count (*n);
  text = g_strdup_printf (ngettext ("%s pair may be the same subject twice",
                                    "%s pairs may be the same subject twice", *n), number);
  g_object_set (self->same_strip, "text", text, "revealed", *n > 0, NULL);
}

/* That has nothing to do with a search. */
static void
spt_subjects_page_count (SptListPage        *page,
                         const SptListQuery *query,
                         GCancellable       *cancellable)
{
  SPT_LIST_PAGE_CLASS (spt_subjects_page_parent_class)->count (page, query, cancellable);
  if (SPT_SUBJECTS_PAGE (page)->count_same)
    spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_READ, list_same,
                         g_new0 (guint, 1), g_free, cancellable, listed_same_cb, page);
}

static void
spt_subjects_page_changed (SptListPage *page)
{
  SPT_SUBJECTS_PAGE (page)->count_same = TRUE;
  SPT_LIST_PAGE_CLASS (spt_subjects_page_parent_class)->changed (page);
}

/* --- what can be done ----------------------------------------------------------------------------- */

/* Brings them back itself. */
static void
spt_subjects_page_remove (SptListPage *page,
                          GArray      *ids,
                          gboolean     restore)
{
  spt_id_selection_remove (spt_list_page_get_selection (page), (const gint64 *) (void *) ids->data, ids->len);
  spt_subjects_remove (spt_window_of (GTK_WIDGET (page)), ids);
}

static void
new_position_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  gint64 id = spt_list_page_get_focused (SPT_LIST_PAGE (widget));

  if (id > 0)
    spt_window_new_record_for (spt_window_of (widget), SPT_KIND_POSITIONS, id);
}

/* Of a kind that makes records for many at once: the selection, without one whom the focus is on. */
static void
for_many_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptListPage *self = SPT_LIST_PAGE (widget);
  const SptRecordPages *pages = spt_record_pages_find (g_variant_get_string (parameter, NULL));
  g_autoptr (GArray) ids = spt_list_page_dup_targets (self);

  if (pages != NULL && pages->dialog_for_many != NULL && ids->len > 0)
    spt_list_page_present (self, pages->dialog_for_many (widget, spt_page_get_desk (SPT_PAGE (self)), ids));
}

static void
add_debtors_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  spt_subjects_offer_debtors (widget, spt_page_get_desk (SPT_PAGE (widget)), 0);
}

static void
find_same_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  spt_window_push (spt_window_of (widget),
                   spt_same_page_new (spt_page_get_desk (SPT_PAGE (widget)), 0, 0));
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
spt_subjects_page_constructed (GObject *object)
{
  GObject *row_menu = gtk_widget_get_template_child (GTK_WIDGET (object), SPT_TYPE_SUBJECTS_PAGE, "row_menu");
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = NULL;

  G_OBJECT_CLASS (spt_subjects_page_parent_class)->constructed (object);

  spt_record_pages_add_for_many (menu, "subjects.for-many");
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    return;
  g_menu_insert_section (G_MENU (row_menu), 1, NULL, G_MENU_MODEL (menu));
  button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("_More"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_set_tooltip_text (button, _("What can be made for the selected subjects"));
  gtk_widget_add_css_class (button, "flat");
  spt_ui_set_menu (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  spt_list_page_add_button (SPT_LIST_PAGE (object), button);
}

static void
spt_subjects_page_class_init (SptSubjectsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptListPageClass *list_class = SPT_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = spt_subjects_page_constructed;
  list_class->count = spt_subjects_page_count;
  list_class->changed = spt_subjects_page_changed;
  list_class->remove = spt_subjects_page_remove;

  spt_list_page_class_set_kind (list_class, &kind, APPLICATION_PATH "/ui/spt-subjects-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSubjectsPage, same_strip);
  gtk_widget_class_install_action (widget_class, "subjects.new-position", NULL, new_position_action);
  gtk_widget_class_install_action (widget_class, "subjects.for-many", "s", for_many_action);
  gtk_widget_class_install_action (widget_class, "subjects.add-debtors", NULL, add_debtors_action);
  gtk_widget_class_install_action (widget_class, "subjects.find-same", NULL, find_same_action);
}

static void
spt_subjects_page_init (SptSubjectsPage *self)
{
  self->count_same = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
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
