/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues of each body, how its notice numbers stand, and the form of one kind. */
#define G_LOG_DOMAIN "spt-dues-dialog"

#include "config.h"

#include "spt-dues-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-iuv.h"
#include "base/spt-text.h"
#include "service/spt-service.h"
#include "ui/spt-due-work.h"
#include "ui/spt-iuv-ask.h"
#include "ui/spt-position-body.h"
#include "ui/spt-position-work.h"

struct _SptDuesDialog
{
  SptSheet             parent_instance;

  const SptSheetParts *sheet;   /* (unowned): what all such dialogs have */
  SptService          *service; /* (unowned) */
  const SptDuesTable  *table;   /* static */
  char                *body;    /* (owned) (nullable): the only one shown */
  SptDuesList         *list;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SptDuesDialog, spt_dues_dialog, SPT_TYPE_SHEET)

static void spt_dues_dialog_read (SptSheet *sheet);

/* --- the list ------------------------------------------------------------------------------------------ */

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_iuv_ask_finish (result, &error);
  SptDuesDialog *self = SPT_DUES_DIALOG (object);

  if (spt_ui_is_cancelled (error))
    return;
  if (error != NULL)
    spt_sheet_say_error (SPT_SHEET (self), error);
  else if (done)
    spt_dues_dialog_read (SPT_SHEET (self));
}

static void
confirm_clicked_cb (SptDuesDialog *self,
                    GtkWidget     *button)
{
  SptBody *body = self->list != NULL
                          ? spt_body_find (self->list->bodies,
                                           g_object_get_data (G_OBJECT (button),
                                                              "spt-body")) : NULL;

  if (body != NULL && body->segregation != NULL)
    spt_iuv_ask_async (GTK_WIDGET (self), self->sheet->desk, body, self->sheet->cancellable, asked_cb, NULL);
}

static GtkWidget *
make_numbers_row (SptDuesDialog   *self,
                  SptBody         *body)
{
  g_autofree char *subtitle = NULL;
  GtkWidget *row = spt_ui_new_row (_("Notice numbers"), NULL);

  if (body->segregation == NULL)
    {
      subtitle = g_strdup (_("Typed by hand: no account of this body has a segregation code."));
    }
  else if (!body->state.confirmed)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("C_onfirm…"));

      subtitle = g_strdup (_("The archive was restored: the next number has to be confirmed first."));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data_full (G_OBJECT (button), "spt-body", g_strdup (body->code), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (confirm_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      gtk_widget_add_css_class (row, "warning");
    }
  else if (body->state.next > SPT_IUV_BASE_MAX)
    {
      subtitle = g_strdup (_("No number is left with this code."));
    }
  else
    {
      g_autofree char *iuv = spt_iuv_make ((guint) g_ascii_strtoull (body->segregation, NULL, 10),
                                           (guint64) body->state.next);

      /* Translators: the first %s is a two-digit code, the second the IUV that comes next */
      subtitle = g_strdup_printf (_("Code %s, the next IUV is %s"), body->segregation, iuv);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void edit (SptDuesDialog *self,
                  SptDueType    *kind);

static void
kind_activated_cb (SptDuesDialog *self,
                   GtkWidget     *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-kind");

  for (guint i = 0; self->list != NULL && i < self->list->kinds->len; i++)
    {
      SptDueType *kind = g_ptr_array_index (self->list->kinds, i);

      if (kind->id == *id)
        {
          edit (self, kind);
          return;
        }
    }
}

static void
remove_clicked_cb (SptDuesDialog *self,
                   GtkWidget     *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "spt-kind");

  spt_sheet_remove (SPT_SHEET (self), *id);
}

static char *
dup_reason (SptDuesDialog *self,
            SptDueType    *kind)
{
  SptSchema *schema = self->table->get_schema (self->service);
  g_autoptr (SptRecord) record = spt_record_new (schema);
  const SptFieldDef *field = spt_group_def_find_field (spt_schema_get_root (schema), "description");

  if (!spt_record_read (record, kind->doc, -1, NULL) || field == NULL)
    return g_strdup ("");
  return g_strdup (spt_node_get (spt_record_get_root (record), field->index));
}

static GtkWidget *
make_kind_row (SptDuesDialog *self,
               SptDueType    *kind)
{
  GtkWidget *row;
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *reason = dup_reason (self, kind);
  g_autofree char *name = NULL;

  /* Translators: %s is the name of a kind of due */
  name = g_strdup_printf (_("Remove %s"), kind->name);
  row = spt_ui_new_row (kind->name, reason);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (remove), "spt-kind", g_memdup2 (&kind->id, sizeof kind->id),
                          g_free);
  g_object_set_data_full (G_OBJECT (row), "spt-kind", g_memdup2 (&kind->id, sizeof kind->id),
                          g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (kind_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  spt_ui_lead_row (row, NULL, NULL);
  return row;
}

static void
spt_dues_dialog_show_list (SptSheet *sheet)
{
  SptDuesDialog *self = SPT_DUES_DIALOG (sheet);
  GtkWidget *child;
  guint n_kinds = 0;
  gboolean unconfirmed = FALSE;

  if (self->list == NULL)
    {
      spt_sheet_show_page (sheet, "empty", NULL);
      return;
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sheet->list_box))) != NULL)
    gtk_box_remove (self->sheet->list_box, child);

  for (guint i = 0; i < self->list->bodies->len; i++)
    {
      SptBody *body = g_ptr_array_index (self->list->bodies, i);
      GtkWidget *group;
      g_autofree char *title = NULL;

      if (self->body != NULL && strcmp (self->body, body->code) != 0)
        continue;
      group = adw_preferences_group_new ();
      title = g_markup_escape_text (body->name != NULL ? body->name : body->code, -1);
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
      for (guint j = 0; j < self->list->kinds->len; j++)
        {
          SptDueType *kind = g_ptr_array_index (self->list->kinds, j);

          if (strcmp (kind->organization, body->code) != 0)
            continue;
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_kind_row (self, kind));
          n_kinds++;
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_numbers_row (self, body));
      unconfirmed = unconfirmed || (body->segregation != NULL && !body->state.confirmed);
      gtk_box_append (self->sheet->list_box, group);
    }
  if (self->sheet->form == NULL)
    spt_sheet_show_page (sheet, n_kinds > 0 || unconfirmed ? "list" : "empty", NULL);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDuesList) list = spt_dues_list_finish (SPT_STORE (object), result, &error);
  SptDuesDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (list == NULL)
    {
      spt_sheet_say_error (SPT_SHEET (self), error);
      return;
    }
  g_clear_pointer (&self->list, spt_dues_list_free);
  self->list = g_steal_pointer (&list);
  spt_dues_dialog_show_list (SPT_SHEET (self));
}

static void
spt_dues_dialog_read (SptSheet *sheet)
{
  const SptSheetParts *parts = spt_sheet_get_parts (sheet);

  spt_dues_list_async (spt_desk_get_store (parts->desk), parts->cancellable, loaded_cb, sheet);
}

/* --- one kind ------------------------------------------------------------------------------------------ */

static void
spt_dues_dialog_check (SptSheet     *sheet,
                       SptRecord    *record,
                       SptIssueList *issues)
{
  SptDuesDialog *self = SPT_DUES_DIALOG (sheet);

  self->table->check (self->service, record, issues);
}

static void
set_field (SptForm    *form,
           const char *name,
           const char *text)
{
  SptFormField *field = spt_form_find_field (form, name);

  if (field != NULL && text != NULL)
    spt_form_field_set_text (field, text);
}

static void
edit (SptDuesDialog *self,
      SptDueType    *kind)
{
  SptSchema *schema = self->table->get_schema (self->service);
  g_autoptr (SptForm) form = spt_form_new (schema);
  g_autoptr (GError) error = NULL;

  if (kind != NULL)
    {
      g_autoptr (SptRecord) record = spt_record_new (schema);

      if (!spt_record_read (record, kind->doc, -1, &error))
        {
          spt_sheet_say_error (SPT_SHEET (self), error);
          return;
        }
      spt_form_load (form, record);
    }
  else if (self->list != NULL && (self->body != NULL || self->list->bodies->len == 1))
    {
      SptBody *body = self->body != NULL
                              ? spt_body_find (self->list->bodies, self->body)
                              : g_ptr_array_index (self->list->bodies, 0);

      set_field (form, "organization", body != NULL ? body->code : self->body);
    }
  if (self->list != NULL)
    spt_form_follow_body (form, self->list->bodies);
  spt_sheet_edit (SPT_SHEET (self), g_steal_pointer (&form), kind != NULL ? kind->id : 0,
                  kind != NULL ? kind->name : _("New Kind of Due"), "name");
}

static void
spt_dues_dialog_keep (SptSheet            *sheet,
                      SptRecord           *record,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  const SptSheetParts *parts = spt_sheet_get_parts (sheet);
  g_autofree char *doc = spt_record_dup_doc (record);
  g_autofree char *body = spt_text_strip (spt_form_get_text (parts->form, "organization"));
  g_autofree char *title = spt_text_strip (spt_form_get_text (parts->form, "name"));

  spt_due_save_async (spt_desk_get_store (parts->desk), spt_due_type_new (parts->id, body, title, doc),
                      spt_desk_get_who (parts->desk), parts->cancellable, callback, user_data);
}

static void
spt_dues_dialog_begin (SptSheet *sheet)
{
  if (SPT_DUES_DIALOG (sheet)->table != NULL)
    edit (SPT_DUES_DIALOG (sheet), NULL);
}

/* --- the dialog ---------------------------------------------------------------------------------------- */

static void
spt_dues_dialog_finalize (GObject *object)
{
  SptDuesDialog *self = SPT_DUES_DIALOG (object);

  g_clear_pointer (&self->list, spt_dues_list_free);
  g_free (self->body);

  G_OBJECT_CLASS (spt_dues_dialog_parent_class)->finalize (object);
}

static const SptSheetKind sheet_kind = {
  .title = N_("Kinds of Dues"),
  .taken_title = N_("This Name Is Taken"),
  .taken = N_("The body has a kind of due of that name already. Choose another one."),
  .removed = N_("Kind of due removed"),
  .unsaved = N_("What was typed for this kind of due is not saved."),
  .late = "due-share",
  .remove = spt_due_remove_async,
};

static void
spt_dues_dialog_class_init (SptDuesDialogClass *klass)
{
  SptSheetClass *sheet_class = SPT_SHEET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = spt_dues_dialog_finalize;
  sheet_class->read = spt_dues_dialog_read;
  sheet_class->show_list = spt_dues_dialog_show_list;
  sheet_class->begin = spt_dues_dialog_begin;
  sheet_class->check = spt_dues_dialog_check;
  sheet_class->keep = spt_dues_dialog_keep;
  spt_sheet_class_set_kind (sheet_class, &sheet_kind, APPLICATION_PATH "/ui/spt-dues-dialog.ui");
}

static void
spt_dues_dialog_init (SptDuesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sheet = spt_sheet_get_parts (SPT_SHEET (self));
}

/**
 * spt_dues_dialog_new:
 * @parent: a widget of the window it belongs to
 * @desk: what it works with
 * @body: (nullable): the body whose kinds are shown; %NULL = of all
 *
 * Makes the dialog of kinds of dues.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
spt_dues_dialog_new (GtkWidget  *parent,
                     SptDesk    *desk,
                     const char *body)
{
  SptDuesDialog *self = spt_sheet_new (SPT_TYPE_DUES_DIALOG, parent, desk);

  self->body = g_strdup (body);
  self->service = spt_services_find_kind (SPT_KIND_POSITIONS);
  if (self->service != NULL && SPT_SERVICE_GET_CLASS (self->service)->get_dues != NULL)
    {
      self->table = SPT_SERVICE_GET_CLASS (self->service)->get_dues (self->service);
      spt_dues_dialog_read (SPT_SHEET (self));
    }
  spt_sheet_show_page (SPT_SHEET (self), "empty", NULL);
  return GTK_WINDOW (self);
}
