/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the directory of people and companies. */
#define G_LOG_DOMAIN "spt-subjects-actions"

#include "config.h"

#include "ui/spt-subjects-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-export-work.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-list-columns.h"
#include "ui/spt-same-page.h"
#include "ui/spt-subject-page.h"
#include "ui/spt-subject-work.h"

static SptDesk *
get_desk (SptSubjectsPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

void
_spt_subjects_page_open (SptSubjectsPage *self,
                         gint64           id)
{
  spt_window_push (spt_window_of (GTK_WIDGET (self)), spt_subject_page_new (get_desk (self), id));
}

void
_spt_subjects_page_import (SptPage *page,
                           GFile   *file)
{
  gtk_window_present (spt_import_dialog_new_for_kind (GTK_WIDGET (page), spt_page_get_desk (page),
                                                      SPT_KIND_BENEFICIARIES, file));
}

/* The row with the focus, 0 = none. */
static gint64
get_focused (SptSubjectsPage *self)
{
  return spt_list_columns_get_focused (GTK_WIDGET (self->stack));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gint64 id = get_focused (SPT_SUBJECTS_PAGE (widget));

  if (id > 0)
    _spt_subjects_page_open (SPT_SUBJECTS_PAGE (widget), id);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  _spt_subjects_page_open (SPT_SUBJECTS_PAGE (widget), 0);
}

static void
new_position_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (widget);
  gint64 id = get_focused (self);

  if (id > 0)
    spt_window_new_record_for (spt_window_of (widget), "debt-positions", id);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  _spt_subjects_page_import (SPT_PAGE (widget), NULL);
}

/* The selection, whatever the filter hides; without one all that the list shows. */
static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptSubjectsPage *self = SPT_SUBJECTS_PAGE (widget);
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (self->selection);

  if (ids->len == 0)
    {
      guint n_shown = 0;
      const gint64 *shown = spt_row_list_get_ids (self->list, &n_shown);

      g_array_append_vals (ids, shown, n_shown);
    }
  /* Translators: name of a file. Nothing of whom it is about may stand in it. */
  spt_export_offer (widget, get_desk (self), SPT_KIND_BENEFICIARIES, ids, _("subjects.csv"));
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
  _spt_subjects_page_refresh (SPT_SUBJECTS_PAGE (widget));
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
  _spt_subjects_page_forget_search (SPT_SUBJECTS_PAGE (widget));
  _spt_subjects_page_filter (SPT_SUBJECTS_PAGE (widget), 0, 0);
}

void
_spt_subjects_page_install_actions (GtkWidgetClass *widget_class)
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
    { "subjects.export", export_action },
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
