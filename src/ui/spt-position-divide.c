/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The payment of one debt position becomes instalments, and one again. */
#define G_LOG_DOMAIN "spt-position-divide"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-plan-dialog.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

/**
 * _spt_position_divide_is_possible:
 * @self: the page
 *
 * Whether the payment can become instalments: there is one, and the service does not have it yet.
 *
 * Returns: %TRUE if it can
 */
gboolean
_spt_position_divide_is_possible (SptPositionPage *self)
{
  SptFormGroup *root = spt_form_get_root (self->record->form);
  const SptGroupDef *option = spt_group_def_find_group (spt_form_group_get_def (root),
                                                        POSITION_OPTION);

  return !self->accepted && option != NULL && _spt_position_due_get_table (self) != NULL &&
         g_list_model_get_n_items (spt_form_group_get_children (root, option->index)) == 1 &&
         strcmp (spt_form_get_text (self->record->form, POSITION_OPTION "[0].isPartialPayment"),
                 "true") != 0;
}

static void
set_whole_form (SptPositionPage *self,
                const char      *doc)
{
  g_autoptr (SptRecord) record = _spt_position_due_read_record (spt_form_get_schema (self->record->form),
                                                                doc);

  /* What the kind filled was for one payment. */
  g_clear_pointer (&self->due, spt_record_free);
  spt_form_view_set_essential (self->record->form_view, NULL);
  spt_form_load (self->record->form, record);
  spt_form_set_modified (self->record->form, TRUE);
  spt_record_page_check (SPT_RECORD_PAGE (self));
  spt_record_page_update (SPT_RECORD_PAGE (self));
}

static void
divided_cb (SptPositionPage *self,
            const char      *doc)
{
  SptBody *body = _spt_position_due_find_body (self);
  g_autoptr (SptRecord) before = spt_form_dup_record (self->record->form);

  g_free (self->undivided);
  self->undivided = spt_record_dup_doc (before);
  self->assign_iuv = body != NULL && body->segregation != NULL;
  set_whole_form (self, doc);
  spt_record_page_save (SPT_RECORD_PAGE (self), POSITION_AFTER_DIVIDED);
}

static void
undo_divide (gpointer owner)
{
  SptPositionPage *self = owner;
  g_autofree char *doc = g_steal_pointer (&self->undivided);

  if (doc == NULL || self->record->closed)
    return;
  set_whole_form (self, doc);
  spt_record_page_save (SPT_RECORD_PAGE (self), SPT_RECORD_STAY);
}

/**
 * _spt_position_divide_done:
 * @self: the page
 *
 * The instalments are saved: says so, and offers to take it back. Their numbers are never given again.
 */
void
_spt_position_divide_done (SptPositionPage *self)
{
  spt_undo_toast (spt_window_of (GTK_WIDGET (self)), _("Divided into instalments"),
                  G_OBJECT (self), undo_divide);
}

static void
divide_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) due = NULL;
  g_autofree char *description = NULL;
  guint64 n = 0;
  guint64 months = 0;
  const SptDuesTable *table = _spt_position_due_get_table (self);
  GtkWindow *dialog;

  g_return_if_fail (table != NULL);

  _spt_position_due_follow (SPT_RECORD_PAGE (self));
  record = spt_form_dup_record (self->record->form);
  for (guint i = 0; self->dues != NULL && self->due_id != 0 && i < self->dues->kinds->len; i++)
    {
      SptDueType *kind = g_ptr_array_index (self->dues->kinds, i);

      if (kind->id == self->due_id)
        due = _spt_position_due_read_record (table->get_schema (self->service), kind->doc);
    }
  if (due != NULL)
    {
      const SptNode *root = spt_record_get_root (due);
      const SptGroupDef *def = spt_node_get_def (root);
      const SptFieldDef *text = spt_group_def_find_field (def, "instalment-description");
      const SptFieldDef *count = spt_group_def_find_field (def, "instalments");
      const SptFieldDef *every = spt_group_def_find_field (def, "instalment-months");

      if (text != NULL)
        description = g_strdup (spt_node_get (root, text->index));
      if (count != NULL)
        g_ascii_string_to_unsigned (spt_node_get (root, count->index), 10, 0, SPT_INSTALMENTS_MAX,
                                    &n, NULL);
      if (every != NULL)
        g_ascii_string_to_unsigned (spt_node_get (root, every->index), 10, 0, 12, &months, NULL);
    }

  dialog = spt_plan_dialog_new (widget, self->service, record, description, (guint) n,
                                (guint) months,
                                spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))));
  g_signal_connect_object (dialog, "divided", G_CALLBACK (divided_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/**
 * _spt_position_divide_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what this part of the page can do.
 */
void
_spt_position_divide_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "position.divide", NULL, divide_action);
}
