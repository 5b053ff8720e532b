/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's first step: which file, and what only a person knows of it. */
#define G_LOG_DOMAIN "spt-import-choose"

#include "config.h"

#include "spt-import-choose.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

struct _SptImportChoose
{
  AdwBin          parent_instance;

  SptImportWork  *work;       /* (owned) (nullable) */
  gboolean        is_filling;

  /* Template */
  GtkStack       *stack;
  AdwStatusPage  *choose_page;
  GtkWidget      *choose_button;
  AdwActionRow   *file_row;
  GtkWidget      *other_button;
  AdwComboRow    *sheet_row;
  GtkWidget      *what;
  AdwComboRow    *operation_row;
  GtkLabel       *operation_text;
  GtkWidget      *whose;
  AdwComboRow    *account_row;
  GtkWidget      *iuv_row;
  GtkSwitch      *iuv_switch;
  GtkWidget      *go_button;
};

G_DEFINE_FINAL_TYPE (SptImportChoose, spt_import_choose, ADW_TYPE_BIN)

static guint sheet_signal;

/* --- what is shown ------------------------------------------------------------------------------------- */

static void
show_iuv (SptImportChoose *self)
{
  gtk_widget_set_visible (self->iuv_row, spt_import_work_can_generate_iuv (self->work));
  gtk_switch_set_active (self->iuv_switch, spt_import_work_get_generate_iuv (self->work));
}

static void
show_accounts (SptImportChoose *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GPtrArray *accounts = spt_import_work_get_accounts (self->work);
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  guint selected = 0;

  if (kind->account_title != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row), _(kind->account_title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->account_row), _(kind->account_text));
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);

      gtk_string_list_take (list, spt_import_dup_account_word (account));
      if (spt_account_get_id (account) == spt_import_work_get_account_id (self->work))
        selected = i;
    }
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->account_row, selected);
}

/* What the one that is chosen means. */
static void
explain_operation (SptImportChoose *self)
{
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  guint selected = adw_combo_row_get_selected (self->operation_row);

  gtk_label_set_text (self->operation_text, selected < kind->n_operations ? _(kind->operations[selected].text)
                      : _("Each row asks for what it is filled for, or for what a column of the file says."));
}

static void
show_operation (SptImportChoose *self)
{
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  const SptImportOperation *operation = spt_import_work_get_operation (self->work);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_widget_set_visible (self->what, kind->n_operations > 0);
  if (kind->n_operations == 0)
    return;
  for (guint i = 0; i < kind->n_operations; i++)
    gtk_string_list_append (list, _(kind->operations[i].label));
  gtk_string_list_append (list, _("What Each Row Says"));
  adw_combo_row_set_model (self->operation_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->operation_row, operation != NULL ? (guint) (operation - kind->operations)
                                                                     : kind->n_operations);
  explain_operation (self);
}

static void
show_sheets (SptImportChoose *self)
{
  const SptImportLook *look = spt_import_work_get_look (self->work);
  g_autoptr (GtkStringList) list = NULL;
  guint n = look->sheets != NULL ? g_strv_length (look->sheets) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), n > 1);
  if (n < 2)
    return;
  list = gtk_string_list_new ((const char *const *) look->sheets);
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (list));
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (look->sheets[i], spt_import_work_get_sheet (self->work)) == 0)
        adw_combo_row_set_selected (self->sheet_row, i);
    }
}

/**
 * spt_import_choose_show:
 * @self: the page
 * @work: an import
 *
 * Shows what was found of the file, with what only a person knows of it; the way to a file where none was looked at.
 */
void
spt_import_choose_show (SptImportChoose *self,
                        SptImportWork   *work)
{
  g_autofree char *what = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (SPT_IS_IMPORT_CHOOSE (self));
  g_return_if_fail (SPT_IS_IMPORT_WORK (work));

  g_set_object (&self->work, work);
  what = spt_import_work_get_kind (work)->dup_phrase (SPT_IMPORT_SAYS_WHAT_FILES, 0);
  escaped = g_markup_escape_text (what, -1);
  adw_status_page_set_description (self->choose_page, escaped);

  self->is_filling = TRUE;
  if (spt_import_work_get_look (work) == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "choose");
    }
  else
    {
      g_autofree char *name = spt_import_work_dup_name (work);
      g_autofree char *format = spt_import_work_dup_format (work);
      g_autofree char *title = g_markup_escape_text (name, -1);
      g_autofree char *subtitle = g_markup_escape_text (format, -1);
      gboolean asks_account = (spt_import_work_get_asks (work) & SPT_IMPORT_ASKS_ACCOUNT) != 0;

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), title);
      adw_action_row_set_subtitle (self->file_row, subtitle);
      show_sheets (self);
      show_operation (self);
      show_accounts (self);
      gtk_widget_set_visible (GTK_WIDGET (self->account_row), asks_account);
      show_iuv (self);
      gtk_widget_set_visible (self->whose, asks_account || gtk_widget_get_visible (self->iuv_row));
      gtk_stack_set_visible_child_name (self->stack, "ask");
    }
  self->is_filling = FALSE;
}

/**
 * spt_import_choose_focus:
 * @self: the page
 *
 * Puts the focus on the first thing that is asked.
 */
void
spt_import_choose_focus (SptImportChoose *self)
{
  g_return_if_fail (SPT_IS_IMPORT_CHOOSE (self));

  if (self->work == NULL || spt_import_work_get_look (self->work) == NULL)
    gtk_widget_grab_focus (self->choose_button);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->sheet_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->sheet_row));
  else if (gtk_widget_get_visible (self->what))
    gtk_widget_grab_focus (GTK_WIDGET (self->operation_row));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->account_row)) && gtk_widget_get_visible (self->whose))
    gtk_widget_grab_focus (GTK_WIDGET (self->account_row));
  else
    gtk_widget_grab_focus (self->go_button);
}

/* --- what is answered ---------------------------------------------------------------------------------- */

static void
sheet_changed_cb (SptImportChoose *self)
{
  const SptImportLook *look;
  guint selected = adw_combo_row_get_selected (self->sheet_row);

  if (self->is_filling || self->work == NULL)
    return;
  look = spt_import_work_get_look (self->work);
  if (look == NULL || look->sheets == NULL || selected >= g_strv_length (look->sheets))
    return;
  spt_import_work_set_sheet (self->work, look->sheets[selected]);
  g_signal_emit (self, sheet_signal, 0);
}

static void
account_changed_cb (SptImportChoose *self)
{
  GPtrArray *accounts;
  guint selected = adw_combo_row_get_selected (self->account_row);

  if (self->is_filling || self->work == NULL)
    return;
  accounts = spt_import_work_get_accounts (self->work);
  if (selected >= accounts->len)
    return;
  spt_import_work_set_account_id (self->work, spt_account_get_id (g_ptr_array_index (accounts, selected)));
  self->is_filling = TRUE;
  show_iuv (self);
  self->is_filling = FALSE;
}

static void
operation_changed_cb (SptImportChoose *self)
{
  const SptImportKind *kind;
  guint selected = adw_combo_row_get_selected (self->operation_row);

  if (self->is_filling || self->work == NULL || spt_import_work_get_look (self->work) == NULL)
    return;
  kind = spt_import_work_get_kind (self->work);
  spt_import_work_set_operation (self->work, selected < kind->n_operations ? kind->operations[selected].id : NULL);
  explain_operation (self);
}

static void
iuv_changed_cb (SptImportChoose *self)
{
  if (!self->is_filling && self->work != NULL)
    spt_import_work_set_generate_iuv (self->work, gtk_switch_get_active (self->iuv_switch));
}

static void
spt_import_choose_dispose (GObject *object)
{
  SptImportChoose *self = SPT_IMPORT_CHOOSE (object);

  g_clear_object (&self->work);

  G_OBJECT_CLASS (spt_import_choose_parent_class)->dispose (object);
}

static void
spt_import_choose_class_init (SptImportChooseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_import_choose_dispose;

  /**
   * SptImportChoose::sheet-changed:
   * @self: the page
   *
   * Another sheet was chosen: the file has to be looked at anew.
   */
  sheet_signal = g_signal_new ("sheet-changed", SPT_TYPE_IMPORT_CHOOSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-import-choose.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, stack);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, choose_page);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, file_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, other_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, what);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, operation_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, operation_text);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, whose);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, iuv_row);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, iuv_switch);
  gtk_widget_class_bind_template_child (widget_class, SptImportChoose, go_button);
}

static void
spt_import_choose_init (SptImportChoose *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->sheet_row, "notify::selected", G_CALLBACK (sheet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account_row, "notify::selected", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->operation_row, "notify::selected", G_CALLBACK (operation_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->iuv_switch, "notify::active", G_CALLBACK (iuv_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
