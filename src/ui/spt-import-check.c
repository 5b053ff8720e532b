/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's third step: what was found, mended in place, and what comes in. */
#define G_LOG_DOMAIN "spt-import-check"

#include "config.h"

#include "spt-import-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "ui/spt-finding-table.h"
#include "ui/spt-import-mend.h"
#include "ui/spt-ui.h"

/* How far ahead the next finding is looked for after one was mended. */
#define LOOK_AHEAD 64

/* What becomes of a row; the worst that was found in it decides. */
typedef enum
{
  ROW_GOOD,
  ROW_FAULTY,
  ROW_DUPLICATE,
  ROW_UNREADABLE,
  N_ROWS
} RowClass;

struct _SptImportCheck
{
  AdwBin            parent_instance;

  SptImportWork    *work;     /* (owned) (nullable) */
  SptFindingList   *list;     /* (owned) (nullable) */
  GPtrArray        *mended;   /* (owned) (element-type SptIssueRow): since the last check */
  GHashTable       *classes;  /* (owned): row to RowClass; rows that are good are not in it */
  int               filter;   /* a RowClass; -1 = all */
  gboolean          is_filling;
  guint             position; /* of what is being mended */
  SptImportMend    *mend;     /* (unowned): a child */
  GtkToggleButton  *toggles[N_ROWS];
  GtkLabel         *counts[N_ROWS];

  /* Template */
  GtkLabel         *file_label;
  GtkWidget        *layout_box;
  GtkLabel         *layout_label;
  GtkWidget        *layout_button;
  GtkWidget        *operation_box;
  GtkLabel         *operation_label;
  GtkWidget        *body_box;
  GtkLabel         *body_label;
  GtkWidget        *present_box;
  GtkCheckButton   *present_check;
  GtkEditable      *present_date;
  GtkEditable      *present_source;
  GtkCheckButton   *drafts_check;
  GtkWidget        *body_button;
  GtkBox           *numbers;
  GtkLabel         *check_label;
  GtkStack         *list_stack;
  SptFindingTable  *findings;
  GtkLabel         *none_label;
  GtkLabel         *more_label;
  GtkWidget        *busy_box;
  GtkSpinner       *spinner;
  GtkWidget        *import_button;
  GtkWidget        *good_button;
  GtkWidget        *rejects_button;
};

G_DEFINE_FINAL_TYPE (SptImportCheck, spt_import_check, ADW_TYPE_BIN)

static guint mended_signal;

/* --- which rows ---------------------------------------------------------------------------------------- */

static RowClass
class_of (const SptIssue *issue)
{
  if (issue->level != SPT_ISSUE_ERROR)
    return ROW_GOOD;
  if (issue->rejects == SPT_ISSUE_DUPLICATE)
    return ROW_DUPLICATE;
  return issue->rejects == SPT_ISSUE_UNREADABLE ? ROW_UNREADABLE : ROW_FAULTY;
}

static void
sort_rows (SptImportCheck *self,
           SptIssueList   *issues)
{
  g_hash_table_remove_all (self->classes);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      RowClass found = class_of (issue);
      gpointer key = GUINT_TO_POINTER (issue->row);

      if (found > (RowClass) GPOINTER_TO_INT (g_hash_table_lookup (self->classes, key)))
        g_hash_table_insert (self->classes, key, GINT_TO_POINTER (found));
    }
}

static gboolean
is_listed (gpointer        data,
           const SptIssue *issue)
{
  SptImportCheck *self = data;

  return self->filter < 0 ||
         GPOINTER_TO_INT (g_hash_table_lookup (self->classes, GUINT_TO_POINTER (issue->row))) == self->filter;
}

static void
show_list (SptImportCheck *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;

  gtk_label_set_text (self->none_label, self->filter < 0 ? "" : _("Nothing to look at in these rows."));
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : "none");
}

static void
toggled_cb (GtkToggleButton *toggle,
            SptImportCheck  *self)
{
  int chosen = -1;

  if (self->is_filling)
    return;
  /* One at a time; none = all. */
  self->is_filling = TRUE;
  for (guint i = 0; i < N_ROWS; i++)
    {
      if (self->toggles[i] != toggle)
        gtk_toggle_button_set_active (self->toggles[i], FALSE);
      else if (gtk_toggle_button_get_active (toggle))
        chosen = (int) i;
    }
  self->is_filling = FALSE;
  self->filter = chosen;
  if (self->list != NULL)
    spt_finding_list_set_filter (self->list, is_listed, self);
  show_list (self);
}

/* --- what is said -------------------------------------------------------------------------------------- */

static const char *
class_word (RowClass row_class,
            guint    n)
{
  switch (row_class)
    {
    case ROW_GOOD:
      return ngettext ("correct", "correct", n);
    case ROW_FAULTY:
      return ngettext ("to correct", "to correct", n);
    case ROW_DUPLICATE:
      return ngettext ("duplicate", "duplicates", n);
    case ROW_UNREADABLE:
    case N_ROWS:
    default:
      return ngettext ("unusable", "unusable", n);
    }
}

static void
show_number (SptImportCheck *self,
             RowClass        row_class,
             guint           n)
{
  static const char *const css_classes[] = { "success", "warning", "warning", "error" };
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *name = g_strdup_printf ("%s %s", number, class_word (row_class, n));
  GtkWidget *toggle = GTK_WIDGET (self->toggles[row_class]);
  GtkWidget *word = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (toggle)));

  gtk_label_set_text (self->counts[row_class], number);
  gtk_label_set_text (GTK_LABEL (word), class_word (row_class, n));
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->counts[row_class]), css_classes[row_class]);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counts[row_class]), css_classes[row_class]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* What is about to be prepared is said before it is. */
static void
show_operation (SptImportCheck *self)
{
  const SptImportOperation *operation = spt_import_work_get_operation (self->work);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->operation_box, spt_import_work_get_kind (self->work)->n_operations > 0);
  /* Translators: %s is what the rows of a file ask for: "Activation" */
  text = operation != NULL ? g_strdup_printf (_("The rows ask for: %s"), _(operation->label))
                           : g_strdup (_("Each row says what it asks for"));
  gtk_label_set_text (self->operation_label, text);
}

/* What is known of plants beside the file. Until date and source can be used, the import waits. */
static void
present_changed_cb (SptImportCheck *self)
{
  gboolean is_present = gtk_check_button_get_active (self->present_check);
  g_autofree char *date = spt_text_strip (gtk_editable_get_text (self->present_date));
  g_autofree char *source = spt_text_strip (gtk_editable_get_text (self->present_source));
  g_autofree char *iso = NULL;
  gboolean fits = TRUE;
  SptDatetime parsed;

  if (is_present && *date != '\0')
    {
      fits = spt_datetime_parse (date, &parsed, NULL);
      if (fits)
        {
          g_autofree char *whole = spt_datetime_to_iso (&parsed);

          iso = g_strndup (whole, strlen ("2026-01-01"));
        }
    }
  if (fits)
    gtk_widget_remove_css_class (GTK_WIDGET (self->present_date), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->present_date), "error");
  spt_import_work_set_present (self->work, iso, is_present && *source != '\0' ? source : NULL);
  spt_import_work_set_as_drafts (self->work, gtk_check_button_get_active (self->drafts_check));
  gtk_widget_set_sensitive (self->import_button, !is_present || (fits && *source != '\0'));
  gtk_widget_set_sensitive (self->good_button, !is_present || (fits && *source != '\0'));
}

static void
show_present (SptImportCheck *self)
{
  gtk_widget_set_visible (self->present_box, spt_import_work_get_kind (self->work)->has_present);
  gtk_widget_set_visible (GTK_WIDGET (self->drafts_check), spt_import_work_get_look (self->work)->format == SPT_INTAKE_DOCUMENT);
}

static void
show_file (SptImportCheck *self)
{
  const SptImportLook *look = spt_import_work_get_look (self->work);
  g_autofree char *name = spt_import_work_dup_name (self->work);
  g_autofree char *format = spt_import_work_dup_format (self->work);
  g_autofree char *file = g_strdup_printf ("%s · %s", name, format);
  const char *layout = spt_import_work_get_mapping_name (self->work);
  g_autofree char *text = NULL;
  g_autofree char *body = spt_import_work_dup_body (self->work);

  gtk_label_set_text (self->file_label, file);
  gtk_widget_set_visible (self->layout_box, look->format != SPT_INTAKE_DOCUMENT && !look->is_plain);
  if (layout == NULL)
    text = g_strdup (_("Layout not remembered"));
  else if (look->mapping_name != NULL && g_str_equal (layout, look->mapping_name))
    /* Translators: %s is what somebody called the layout of a file */
    text = g_strdup_printf (_("Layout already known: %s"), layout);
  else
    /* Translators: %s is what somebody called the layout of a file */
    text = g_strdup_printf (_("Layout: %s"), layout);
  gtk_label_set_text (self->layout_label, text);
  gtk_widget_set_visible (self->body_box, body != NULL);
  if (body != NULL)
    gtk_label_set_text (self->body_label, body);
  show_operation (self);
  show_present (self);
}

static void
set_button (GtkWidget  *button,
            const char *label)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), GTK_JUSTIFY_CENTER);
}

static void
show_result (SptImportCheck *self)
{
  SptImportResult *result = spt_import_work_get_checked (self->work);
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  guint n_in = result->n_good + result->n_faulty;
  g_autofree char *all = kind->dup_phrase (SPT_IMPORT_SAYS_ALL, n_in);
  g_autofree char *good = kind->dup_phrase (SPT_IMPORT_SAYS_ONLY_GOOD, result->n_good);
  g_autofree char *faulty = kind->dup_phrase (SPT_IMPORT_SAYS_FAULTY_COME, result->n_faulty);
  const char *sentence = faulty;
  guint n_out = result->n_faulty + result->n_rejected;

  show_number (self, ROW_GOOD, result->n_good);
  show_number (self, ROW_FAULTY, result->n_faulty);
  show_number (self, ROW_DUPLICATE, result->n_duplicates);
  show_number (self, ROW_UNREADABLE, result->n_rejected - MIN (result->n_duplicates, result->n_rejected));

  if (n_in == 0)
    sentence = _("Nothing of this file can come in. The reasons are below; the file stays as it is.");
  else if (n_out == 0)
    sentence = _("All rows are in order.");
  else if (result->n_faulty == 0)
    sentence = _("Duplicate and unusable rows stay out; the reasons are below.");
  gtk_label_set_text (self->check_label, sentence);

  set_button (self->import_button, all);
  set_button (self->good_button, good);
  gtk_widget_set_visible (self->import_button, n_in > 0);
  gtk_widget_set_visible (self->good_button, n_out > 0 && result->n_good > 0 && result->is_table);
  gtk_widget_set_visible (self->rejects_button, n_out > 0 && result->n_good == 0 && result->is_table);
}

static char *
dup_column (gpointer    data,
            const char *path)
{
  return spt_import_work_dup_column (data, path);
}

static char *
dup_target (gpointer    data,
            const char *path)
{
  return spt_import_work_dup_target (data, path);
}

static void
show_findings (SptImportCheck *self,
               gboolean        again)
{
  SptImportResult *result = spt_import_work_get_checked (self->work);
  SptSchema *schema = spt_import_work_get_schema (self->work);
  SptIssueList *issues = g_steal_pointer (&result->issues);
  guint n_all = spt_issue_list_get_n_errors (issues) + spt_issue_list_get_n_warnings (issues);
  guint n_kept = spt_issue_list_get_n (issues);

  sort_rows (self, issues);
  if (again && self->list != NULL)
    {
      spt_finding_list_replace (self->list, issues);
      /* What is still wrong says so again. */
      for (guint i = 0; i < self->mended->len; i++)
        spt_issue_row_set_mended (g_ptr_array_index (self->mended, i), NULL);
    }
  else
    {
      g_clear_object (&self->list);
      self->list = spt_finding_list_new_issues (NULL, spt_import_work_get_kind (self->work)->id, schema, issues, SPT_ISSUE_WARNING, NULL,
                                                result->is_table ? dup_column : NULL, self->work);
      if (result->is_table)
        spt_finding_list_set_target (self->list, dup_target, self->work);
      spt_finding_list_set_filter (self->list, is_listed, self);
      spt_finding_table_set_list (self->findings, self->list, _("What was found in the file"));
    }

  g_ptr_array_set_size (self->mended, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_all > n_kept);
  if (n_all > n_kept)
    {
      g_autofree char *shown = spt_ui_format_count (n_kept);
      g_autofree char *all = spt_ui_format_count (n_all);
      g_autofree char *text = g_strdup_printf (_("The first %1$s of %2$s findings."), shown, all);

      gtk_label_set_text (self->more_label, text);
    }
  show_list (self);
}

/**
 * spt_import_check_show:
 * @self: the page
 * @work: an import that was checked
 * @again: whether it was shown already, and a cell was mended since
 *
 * Shows what the last check found. Its issues are taken.
 */
void
spt_import_check_show (SptImportCheck *self,
                       SptImportWork  *work,
                       gboolean        again)
{
  g_return_if_fail (SPT_IS_IMPORT_CHECK (self));
  g_return_if_fail (SPT_IS_IMPORT_WORK (work) && spt_import_work_get_checked (work) != NULL);

  if (self->work != work)
    {
      g_clear_object (&self->list);
      spt_finding_table_set_list (self->findings, NULL, "");
      g_set_object (&self->work, work);
    }
  if (!again)
    {
      self->filter = -1;
      self->is_filling = TRUE;
      for (guint i = 0; i < N_ROWS; i++)
        gtk_toggle_button_set_active (self->toggles[i], FALSE);
      self->is_filling = FALSE;
    }
  show_file (self);
  show_result (self);
  show_findings (self, again);
}

/**
 * spt_import_check_set_busy:
 * @self: an import check
 * @busy: whether it is
 *
 * While it is being checked again nothing can come in.
 */
void
spt_import_check_set_busy (SptImportCheck *self,
                           gboolean        busy)
{
  g_return_if_fail (SPT_IS_IMPORT_CHECK (self));

  gtk_widget_set_visible (self->busy_box, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->import_button, !busy);
  gtk_widget_set_sensitive (self->good_button, !busy);
  gtk_widget_set_sensitive (self->rejects_button, !busy);
}

/**
 * spt_import_check_focus:
 * @self: the page
 *
 * Puts the focus on the first finding where there is something to correct, else on the button.
 */
void
spt_import_check_focus (SptImportCheck *self)
{
  SptImportResult *result;

  g_return_if_fail (SPT_IS_IMPORT_CHECK (self));

  result = spt_import_work_get_checked (self->work);
  if (result->n_faulty + result->n_rejected > 0 && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    spt_finding_table_focus (self->findings, 0);
  else
    gtk_widget_grab_focus (self->import_button);
}

/* --- mending ------------------------------------------------------------------------------------------- */

static void
mend_asked_cb (SptFindingTable *findings,
               GtkWidget       *at,
               guint            position,
               SptImportCheck  *self)
{
  g_autoptr (SptIssueRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (row == NULL)
    return;
  self->position = position;
  spt_import_mend_open (self->mend, at, row);
}

/* On to the next one that can be mended. */
static void
focus_next (SptImportCheck *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint next = self->position;

  for (guint i = self->position + 1; i < MIN (n, self->position + LOOK_AHEAD); i++)
    {
      g_autoptr (SptIssueRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (spt_issue_row_get_mendable (row))
        {
          next = i;
          break;
        }
    }
  spt_finding_table_focus (self->findings, next);
}

static void
mended_cb (SptImportCheck *self,
           SptIssueRow    *row,
           const char     *text)
{
  spt_import_work_correct (self->work, spt_issue_row_get_row (row), spt_issue_row_get_target (row), text);
  spt_issue_row_set_mended (row, text);
  g_ptr_array_add (self->mended, g_object_ref (row));
  focus_next (self);
  g_signal_emit (self, mended_signal, 0);
}

/* --- the widget ---------------------------------------------------------------------------------------- */

static void
add_toggle (SptImportCheck *self,
            RowClass        row_class)
{
  GtkWidget *toggle = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *word = gtk_label_new (NULL);

  gtk_widget_add_css_class (count, "title-1");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (word, "caption");
  gtk_label_set_wrap (GTK_LABEL (word), TRUE);
  gtk_label_set_justify (GTK_LABEL (word), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), word);
  gtk_button_set_child (GTK_BUTTON (toggle), box);
  gtk_widget_add_css_class (toggle, "flat");
  gtk_widget_add_css_class (toggle, "import-number");
  gtk_widget_set_tooltip_text (toggle, _("Show Only These Rows"));
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (self->numbers, toggle);
  self->toggles[row_class] = GTK_TOGGLE_BUTTON (toggle);
  self->counts[row_class] = GTK_LABEL (count);
}

static void
spt_import_check_dispose (GObject *object)
{
  SptImportCheck *self = SPT_IMPORT_CHECK (object);

  if (self->mend != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->mend));
      self->mend = NULL;
      spt_finding_table_set_list (self->findings, NULL, "");
    }
  g_clear_object (&self->list);
  g_clear_object (&self->work);
  g_clear_pointer (&self->classes, g_hash_table_unref);
  g_clear_pointer (&self->mended, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_import_check_parent_class)->dispose (object);
}

static void
spt_import_check_class_init (SptImportCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_import_check_dispose;
  g_type_ensure (SPT_TYPE_FINDING_TABLE);

  /**
   * SptImportCheck::mended:
   * @self: the page
   *
   * A person has mended a cell: it has to be checked.
   */
  mended_signal = g_signal_new ("mended", SPT_TYPE_IMPORT_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-import-check.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, file_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, layout_box);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, layout_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, layout_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, operation_box);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, operation_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, body_box);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, body_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, body_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, present_box);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, present_check);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, present_date);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, present_source);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, drafts_check);
  gtk_widget_class_bind_template_callback (widget_class, present_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, numbers);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, check_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, findings);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, none_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, more_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, busy_box);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, spinner);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, import_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, good_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportCheck, rejects_button);
}

static void
spt_import_check_init (SptImportCheck *self)
{
  self->filter = -1;
  self->classes = g_hash_table_new (NULL, NULL);
  self->mended = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_ROWS; i++)
    add_toggle (self, (RowClass) i);
  self->mend = SPT_IMPORT_MEND (spt_import_mend_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->mend), GTK_WIDGET (self));
  g_signal_connect_object (self->findings, "mend-asked", G_CALLBACK (mend_asked_cb), self, 0);
  g_signal_connect_object (self->mend, "mended", G_CALLBACK (mended_cb), self, G_CONNECT_SWAPPED);
}
