/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom an intervention is about: found in the directory as one types, or put there on the way. */
#define G_LOG_DOMAIN "spt-intervention-people"

#include "config.h"

#include "ui/catasto/spt-intervention-start-private.h"

#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "model/spt-subject.h"
#include "ui/spt-subject-page.h"

#define SUBJECT   "spt-subject"
#define MIN_TYPED 3

static void
clear_people (SptInterventionStart *self)
{
  while (self->people->len > 0)
    {
      adw_preferences_group_remove (self->person_group, g_ptr_array_index (self->people, self->people->len - 1));
      g_ptr_array_remove_index (self->people, self->people->len - 1);
    }
  gtk_widget_hide (self->nobody_row);
}

static void
set_person (SptInterventionStart *self,
            gint64                id,
            const char           *name,
            const char           *code)
{
  self->subject_id = id;
  clear_people (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->chosen_row), name);
  adw_action_row_set_subtitle (self->chosen_row, code);
  gtk_widget_set_visible (GTK_WIDGET (self->chosen_row), id != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->person_row), id == 0);
}

static void
person_activated_cb (SptInterventionStart *self,
                     AdwActionRow         *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), SUBJECT);
  g_autofree char *name = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_autofree char *code = g_strdup (adw_action_row_get_subtitle (row));

  set_person (self, *id, name, code);
  gtk_widget_child_focus (GTK_WIDGET (self->chosen_row), GTK_DIR_TAB_FORWARD);
}

static void
drop_person_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptInterventionStart *self = SPT_INTERVENTION_START (widget);

  set_person (self, 0, "", "");
  gtk_editable_set_text (GTK_EDITABLE (self->person_row), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->person_row));
}

/* --- somebody new ---------------------------------------------------------------------------------------- */

/* Who was made meanwhile is chosen; whoever made nobody finds all as it was. */
static void
take_made (SptInterventionStart *self)
{
  SptRecordPage *page = self->made;
  gint64 id = page != NULL ? spt_page_get_record (SPT_PAGE (page)) : 0;

  if (id != 0)
    {
      SptForm *form = spt_record_page_get_parts (page)->form;
      const char *code = spt_form_get_text (form, "fiscalCode");
      g_autofree char *name = SPT_RECORD_PAGE_GET_CLASS (page)->dup_name (page);

      set_person (self, id, name, *code != '\0' ? code : spt_form_get_text (form, "vatNumber"));
    }
  g_clear_weak_pointer (&self->made);
}

/* The subject's page is in view: the sheet would stand before it. */
static void
made_shown_cb (SptInterventionStart *self)
{
  gtk_widget_hide (GTK_WIDGET (self));
}

/* That the sheet was opened on. */
static void
origin_shown_cb (SptInterventionStart *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  take_made (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (GTK_WIDGET (self->person_group), GTK_DIR_TAB_FORWARD);
}

/* Nobody can come back to it. */
static void
origin_gone_cb (SptInterventionStart *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
made_saved_cb (SptInterventionStart *self)
{
  if (self->made != NULL && (gpointer) spt_window_get_page (self->window) == self->made)
    spt_window_back (self->window);
}

/* Who is not in the directory comes into it on a page of its own; the sheet waits out of sight until that is saved or left. */
static void
new_person_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptInterventionStart *self = SPT_INTERVENTION_START (widget);
  SptPage *origin = spt_window_get_page (self->window);
  SptPage *page = spt_subject_page_new (self->desk, 0);
  g_autofree char *code = spt_fiscal_code_normalize (gtk_editable_get_text (GTK_EDITABLE (self->person_row)));

  if (spt_fiscal_code_check (code) == SPT_FISCAL_CODE_OK)
    spt_subject_page_set_code (SPT_SUBJECT_PAGE (page), code);
  g_signal_handlers_disconnect_by_data (origin, self);
  g_set_weak_pointer (&self->made, SPT_RECORD_PAGE (page));
  g_signal_connect_object (page, "shown", G_CALLBACK (made_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "saved", G_CALLBACK (made_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (origin, "shown", G_CALLBACK (origin_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (origin, "destroy", G_CALLBACK (origin_gone_cb), self, G_CONNECT_SWAPPED);
  spt_window_push (self->window, page);
}

/* --- somebody of the directory --------------------------------------------------------------------------- */

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = spt_intervention_find_people_finish (SPT_STORE (object), result, &error);
  SptInterventionStart *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->searching = FALSE;
  clear_people (self);
  if (found == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self->window), error);
      return;
    }
  gtk_widget_set_visible (self->nobody_row, found->len == 0);
  for (guint i = 0; i < found->len; i++)
    {
      SptSubject *subject = g_ptr_array_index (found, i);
      gint64 id = spt_subject_get_id (subject);
      GtkWidget *row = spt_ui_new_row (spt_subject_get_name (subject), spt_subject_get_code (subject));

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), SUBJECT, g_memdup2 (&id, sizeof id), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (person_activated_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->person_group, row);
      g_ptr_array_add (self->people, row);
    }
}

/**
 * _spt_intervention_start_person_typed:
 * @self: the sheet
 *
 * Looks for who is typed, as one types.
 */
void
_spt_intervention_start_person_typed (SptInterventionStart *self)
{
  g_autofree char *text = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (self->person_row)));

  g_cancellable_cancel (self->search);
  g_object_unref (self->search);
  self->search = g_cancellable_new ();
  self->searching = spt_text_length (text) >= MIN_TYPED;
  if (self->searching)
    spt_intervention_find_people_async (spt_desk_get_store (self->desk), text, self->search, found_cb, self);
  else
    clear_people (self);
}

/**
 * _spt_intervention_start_person_entered:
 * @self: the sheet
 *
 * Whoever typed a name means somebody: the one who was found, or one of those; without a name it begins without anybody.
 */
void
_spt_intervention_start_person_entered (SptInterventionStart *self)
{
  if (self->searching)
    return;
  if (self->people->len == 1)
    person_activated_cb (self, g_ptr_array_index (self->people, 0));
  else if (self->people->len > 1)
    gtk_widget_grab_focus (g_ptr_array_index (self->people, 0));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "start.begin", NULL);
}

/**
 * _spt_intervention_start_install_people:
 * @widget_class: of the sheet
 *
 * Installs what can be done about people.
 */
void
_spt_intervention_start_install_people (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "start.drop-person", NULL, drop_person_action);
  gtk_widget_class_install_action (widget_class, "start.new-person", NULL, new_person_action);
}
