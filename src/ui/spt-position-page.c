/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One debt position: its form, checked as one types, and its history. */
#define G_LOG_DOMAIN "spt-position-page"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-position-body.h"

G_DEFINE_FINAL_TYPE (SptPositionPage, spt_position_page, SPT_TYPE_RECORD_PAGE)

/* --- the record ---------------------------------------------------------------------------------------- */

static void
spt_position_page_show (SptRecordPage *page,
                        SptRecordLoad *loaded,
                        gboolean       fresh)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  SptPositionLoad *position = (SptPositionLoad *) loaded;

  self->accepted = position->accepted;
  self->due_id = position->due_type_id;
  g_set_object (&self->position, position->position);
  _spt_position_page_show_reason (self, position->delete_reason);
}

/* "gpd.create", "gpd.update": the service says which of its operations serves a record. */
static const char *
find_operation (SptPositionPage *self,
                const char      *record_operation)
{
  const SptServiceInfo *info = spt_service_get_info (self->service);

  for (guint i = 0; i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_operation, record_operation) == 0)
        return info->operations[i].id;
    }
  return NULL;
}

static void
spt_position_page_check (SptRecordPage *page,
                         SptRecord     *record,
                         SptIssueList  *issues)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);

  if (klass->check_begin != NULL)
    klass->check_begin (self->service);
  klass->check_record (self->service, NULL, find_operation (self, self->accepted ? "update" : "create"), record,
                       0, spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))), issues);
}

static void
spt_position_page_fill_options (SptRecordPage  *page,
                                SptSaveOptions *options)
{
  options->due_type_id = SPT_POSITION_PAGE (page)->due_id;
  options->generate_iuv = SPT_POSITION_PAGE (page)->assign_iuv;
}

static void
spt_position_page_go_on (SptRecordPage  *page,
                         SptRecordAfter  after)
{
  _spt_position_divide_done (SPT_POSITION_PAGE (page));
}

static gboolean
spt_position_page_focus_step (SptRecordPage *page)
{
  GtkWidget *button = SPT_POSITION_PAGE (page)->step_button;

  return gtk_widget_get_visible (button) && gtk_widget_is_sensitive (button) && gtk_widget_grab_focus (button);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
spt_position_page_constructed (GObject *object)
{
  SptPositionPage *self = SPT_POSITION_PAGE (object);
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));

  if (desk != NULL) /* a test of the template alone has none */
    self->service = g_object_new (G_OBJECT_TYPE (spt_services_find_kind (SPT_KIND_POSITIONS)), NULL);
  G_OBJECT_CLASS (spt_position_page_parent_class)->constructed (object);

  if (desk == NULL)
    return;
  spt_record_page_update (SPT_RECORD_PAGE (self));
  _spt_position_due_start (self);
  _spt_position_buttons_start (self);
  if (self->record->id == 0)
    spt_position_fill_body (self->record->form, spt_desk_get_store (desk), self->record->cancellable);
}

static void
spt_position_page_dispose (GObject *object)
{
  SptPositionPage *self = SPT_POSITION_PAGE (object);

  _spt_position_due_stop (self);
  g_clear_object (&self->service);
  g_clear_object (&self->position);

  G_OBJECT_CLASS (spt_position_page_parent_class)->dispose (object);
}

static const SptRecordPageKind page_kind = {
  .record = SPT_KIND_POSITIONS,
  .changed = SPT_CHANGED_POSITIONS | SPT_CHANGED_SUBMISSIONS,
  .load = spt_position_load_async,
  .override = spt_db_override_position_issue,
  .remove = spt_db_remove_positions,
  .rows = &spt_positions_kind,
  .picker = &spt_picker_debtors,
  .first = "fiscalCode",
  .menu_label = N_("Position Menu"),
  .new_name = N_("New Position"),
  .nameless = N_("Position without a debtor"),
  .removed = N_("Position deleted"),
  .loose_label = N_("What concerns the whole position"),
  .history_label = N_("Submissions of this position"),
  .history_empty = N_("Never Sent"),
  .history_empty_text = N_("Each submission that this position is in appears here, with its outcome."),
  .leave_body = N_("A position can be saved however incomplete it is; without saving, the changes are lost."),
  .override_body = N_("The reason is kept with the position, with name and time. It holds as long as the code stays the same."),
  .closed = N_("This position is in a submission that is not finished. It can be changed when the outcome is known."),
  .uncertain = N_("The outcome of a submission with this position is uncertain. It can be changed once that is settled."),
};

static void
spt_position_page_class_init (SptPositionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptRecordPageClass *record_class = SPT_RECORD_PAGE_CLASS (klass);

  object_class->constructed = spt_position_page_constructed;
  object_class->dispose = spt_position_page_dispose;
  record_class->show = spt_position_page_show;
  record_class->edited = _spt_position_due_follow;
  record_class->check = spt_position_page_check;
  record_class->skips_issue = _spt_position_buttons_will_mend;
  record_class->dup_name = _spt_position_page_dup_name;
  record_class->dup_what = _spt_position_page_dup_what;
  record_class->update = _spt_position_page_update;
  record_class->update_actions = _spt_position_page_update_actions;
  record_class->remove = _spt_position_page_remove;
  record_class->copy = _spt_position_page_copy;
  record_class->fill_options = spt_position_page_fill_options;
  record_class->save_failed = _spt_position_buttons_ask;
  record_class->go_on = spt_position_page_go_on;
  record_class->focus_step = spt_position_page_focus_step;

  spt_record_page_class_set_kind (record_class, &page_kind, APPLICATION_PATH "/ui/spt-position-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, step_button);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, marked_strip);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, kind_group);
  gtk_widget_class_bind_template_child (widget_class, SptPositionPage, kind_row);
  gtk_widget_class_bind_template_callback (widget_class, _spt_position_due_choose_kind);

  _spt_position_page_install_actions (widget_class);
  _spt_position_due_install_actions (widget_class);
  _spt_position_divide_install_actions (widget_class);
}

static void
spt_position_page_init (SptPositionPage *self)
{
  self->record = spt_record_page_get_parts (SPT_RECORD_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_position_page_new:
 * @desk: what it works with
 * @id: the position, 0 = a new one
 *
 * Makes the page of a position.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_position_page_new (SptDesk *desk,
                       gint64   id)
{
  return g_object_new (SPT_TYPE_POSITION_PAGE, "desk", desk, "id", id, NULL);
}
