/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues of each body, how its notice numbers stand, and the form of one kind. */
#define G_LOG_DOMAIN "spt-dues-dialog"

#include "config.h"

#include "spt-dues-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-iuv.h"
#include "service/spt-service.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-due-work.h"
#include "ui/spt-iuv-ask.h"
#include "ui/spt-position-body.h"
#include "ui/spt-position-work.h"
#include "ui/spt-ui.h"

struct _SptDuesDialog
{
  AdwWindow            parent_instance;

  SptDesk             *desk;        /* (owned) */
  SptService          *service;     /* (unowned) */
  const SptDuesTable  *table;       /* static */
  char                *body;        /* (owned) (nullable): the only one shown */
  SptDuesList         *list;        /* (owned) (nullable) */
  SptForm             *form;        /* (owned) (nullable): of the kind being edited */
  gint64               id;          /* of it; 0 = a new one */
  GCancellable        *cancellable; /* (owned) */
  gint64               removed;     /* what "Undo" brings back */
  guint                saving : 1;
  guint                tried  : 1;  /* what is missing is marked once saving was tried */

  /* Template */
  GtkWidget           *back_button;
  GtkWidget           *new_button;
  GtkWidget           *save_button;
  AdwToastOverlay     *toasts;
  GtkStack            *stack;
  GtkBox              *list_box;
  SptFormView         *form_view;
};

G_DEFINE_FINAL_TYPE (SptDuesDialog, spt_dues_dialog, ADW_TYPE_WINDOW)

static void load (SptDuesDialog *self);

static SptStore *
get_store (SptDuesDialog *self)
{
  return spt_desk_get_store (self->desk);
}

/* What goes wrong is said here, not in the window behind. */
static void
say_error (SptDuesDialog *self,
           const GError  *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = spt_ui_dup_explanation (error, &title);
  const char *responses[] = { "close", _("_Close"), NULL };

  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    spt_ui_ask_async (GTK_WIDGET (self), _("This Name Is Taken"),
                      _("The body has a kind of due of that name already. Choose another one."),
                      NULL, responses, self->cancellable, NULL, NULL);
  else
    spt_ui_ask_async (GTK_WIDGET (self), title, text, NULL, responses, self->cancellable, NULL,
                      NULL);
}

static void
show_page (SptDuesDialog *self,
           const char    *name)
{
  gboolean is_form = strcmp (name, "form") == 0;

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->back_button, is_form);
  gtk_widget_set_visible (self->save_button, is_form);
  gtk_widget_set_visible (self->new_button, strcmp (name, "list") == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dues.save", is_form && !self->saving);
  if (!is_form)
    gtk_window_set_title (GTK_WINDOW (self), _("Kinds of Dues"));
}

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
    say_error (self, error);
  else if (done)
    load (self);
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
    spt_iuv_ask_async (GTK_WIDGET (self), self->desk, body, self->cancellable, asked_cb, NULL);
}

static GtkWidget *
make_numbers_row (SptDuesDialog   *self,
                  SptBody         *body)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Notice numbers"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
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
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_due_change_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    say_error (user_data, error);
  load (user_data);
}

static void
undo_clicked_cb (SptDuesDialog *self)
{
  spt_due_remove_async (get_store (self), self->removed, TRUE, self->cancellable, restored_cb, self);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_due_change_finish (SPT_STORE (object), result, &error);
  SptDuesDialog *self = user_data;
  g_autofree char *title = NULL;
  AdwToast *toast;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    {
      say_error (self, error);
      return;
    }
  /* In the dialog, for the window's own toasts stand behind it. */
  title = g_markup_escape_text (_("Kind of due removed"), -1);
  toast = g_object_new (ADW_TYPE_TOAST, "title", title, "button-label", _("_Undo"), NULL);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
  load (self);
}

static void
remove_clicked_cb (SptDuesDialog *self,
                   GtkWidget     *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "spt-kind");

  self->removed = *id;
  spt_due_remove_async (get_store (self), *id, FALSE, self->cancellable, removed_cb, self);
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
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *reason = dup_reason (self, kind);
  g_autofree char *name = NULL;

  /* Translators: %s is the name of a kind of due */
  name = g_strdup_printf (_("Remove %s"), kind->name);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kind->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
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
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
show_list (SptDuesDialog *self)
{
  GtkWidget *child;
  guint n_kinds = 0;
  gboolean unconfirmed = FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list_box))) != NULL)
    gtk_box_remove (self->list_box, child);

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
      gtk_box_append (self->list_box, group);
    }
  if (self->form == NULL)
    show_page (self, n_kinds > 0 || unconfirmed ? "list" : "empty");
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
      say_error (self, error);
      return;
    }
  g_clear_pointer (&self->list, spt_dues_list_free);
  self->list = g_steal_pointer (&list);
  show_list (self);
}

static void
load (SptDuesDialog *self)
{
  spt_dues_list_async (get_store (self), self->cancellable, loaded_cb, self);
}

/* --- one kind ------------------------------------------------------------------------------------------ */

/* What is missing is no fault before one has tried to save. */
static gboolean
check (SptDuesDialog *self)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (self->form);
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autoptr (SptIssueList) shown = spt_issue_list_new (0);

  self->table->check (self->service, record, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);

      if (self->tried || (strcmp (issue->code, "required") != 0 &&
                          strcmp (issue->code, "due-share") != 0))
        spt_issue_list_add (shown, issue->level, issue->domain, issue->code, issue->row,
                            issue->path, issue->value, issue->limit);
    }
  spt_form_set_issues (self->form, shown);
  return spt_issue_list_get_n_errors (found) == 0;
}

static void
set_field (SptDuesDialog *self,
           const char    *name,
           const char    *text)
{
  SptFormField *field = spt_form_find_field (self->form, name);

  if (field != NULL && text != NULL)
    spt_form_field_set_text (field, text);
}

static void
edit (SptDuesDialog *self,
      SptDueType    *kind)
{
  SptSchema *schema = self->table->get_schema (self->service);
  g_autoptr (GError) error = NULL;
  SptFormField *field;

  g_set_object (&self->form, NULL);
  self->form = spt_form_new (schema);
  self->tried = kind != NULL;
  self->id = kind != NULL ? kind->id : 0;
  if (kind != NULL)
    {
      g_autoptr (SptRecord) record = spt_record_new (schema);

      if (!spt_record_read (record, kind->doc, -1, &error))
        {
          g_clear_object (&self->form);
          say_error (self, error);
          return;
        }
      spt_form_load (self->form, record);
    }
  else if (self->list != NULL && (self->body != NULL || self->list->bodies->len == 1))
    {
      SptBody *body = self->body != NULL
                              ? spt_body_find (self->list->bodies, self->body)
                              : g_ptr_array_index (self->list->bodies, 0);

      set_field (self, "organization", body != NULL ? body->code : self->body);
    }
  if (self->list != NULL)
    spt_form_follow_body (self->form, self->list->bodies);
  spt_form_set_modified (self->form, FALSE);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  spt_form_view_set_form (self->form_view, self->form);
  check (self);
  gtk_window_set_title (GTK_WINDOW (self), kind != NULL ? kind->name : _("New Kind of Due"));
  show_page (self, "form");
  field = spt_form_find_field (self->form, "name");
  if (field != NULL)
    spt_form_view_focus_field (self->form_view, field);
}

static void
leave_form (SptDuesDialog *self)
{
  spt_form_view_set_form (self->form_view, NULL);
  g_clear_object (&self->form);
  if (self->list != NULL)
    show_list (self);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_due_change_finish (SPT_STORE (object), result, &error);
  SptDuesDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->saving = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dues.save", TRUE);
  if (!done)
    {
      say_error (self, error);
      return;
    }
  leave_form (self);
  load (self);
}

static char *
dup_text (SptDuesDialog *self,
          const char    *name)
{
  SptFormField *field = spt_form_find_field (self->form, name);
  char *text = g_strdup (field != NULL ? spt_form_field_get_text (field) : "");

  return g_strstrip (text);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptDuesDialog *self = SPT_DUES_DIALOG (widget);
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *body = NULL;
  g_autofree char *title = NULL;

  if (self->form == NULL || self->saving)
    return;
  self->tried = TRUE;
  if (!check (self))
    {
      SptFormField *field = spt_form_find_error (self->form, NULL);

      if (field != NULL)
        spt_form_view_focus_field (self->form_view, field);
      return;
    }

  record = spt_form_dup_record (self->form);
  doc = spt_record_dup_doc (record);
  body = dup_text (self, "organization");
  title = dup_text (self, "name");
  self->saving = TRUE;
  gtk_widget_action_set_enabled (widget, "dues.save", FALSE);
  spt_due_save_async (get_store (self), spt_due_type_new (self->id, body, title, doc),
                      spt_desk_get_who (self->desk), self->cancellable, saved_cb, self);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  edit (SPT_DUES_DIALOG (widget), NULL);
}

static void
discard_answer_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  gboolean close = GPOINTER_TO_INT (user_data);
  SptDuesDialog *self;

  if (g_strcmp0 (answer, "discard") != 0)
    return;
  self = SPT_DUES_DIALOG (object);
  leave_form (self);
  if (close)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* TRUE: there was something typed, and the person is asked. */
static gboolean
ask_before_leaving (SptDuesDialog *self,
                    gboolean       close)
{
  const char *responses[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), NULL };

  if (self->form == NULL || !spt_form_get_modified (self->form))
    return FALSE;
  spt_ui_ask_async (GTK_WIDGET (self), _("Discard the Changes?"),
                    _("What was typed for this kind of due is not saved."), NULL, responses,
                    self->cancellable, discard_answer_cb, GINT_TO_POINTER (close));
  return TRUE;
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptDuesDialog *self = SPT_DUES_DIALOG (widget);

  if (self->form != NULL && !ask_before_leaving (self, FALSE))
    leave_form (self);
}

static gboolean
spt_dues_dialog_close_request (GtkWindow *window)
{
  if (ask_before_leaving (SPT_DUES_DIALOG (window), TRUE))
    return TRUE;
  return GTK_WINDOW_CLASS (spt_dues_dialog_parent_class)->close_request (window);
}

/* --- the dialog ---------------------------------------------------------------------------------------- */

static void
spt_dues_dialog_dispose (GObject *object)
{
  SptDuesDialog *self = SPT_DUES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->form);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_dues_dialog_parent_class)->dispose (object);
}

static void
spt_dues_dialog_finalize (GObject *object)
{
  SptDuesDialog *self = SPT_DUES_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->list, spt_dues_list_free);
  g_free (self->body);

  G_OBJECT_CLASS (spt_dues_dialog_parent_class)->finalize (object);
}

static void
spt_dues_dialog_class_init (SptDuesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_dues_dialog_dispose;
  object_class->finalize = spt_dues_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = spt_dues_dialog_close_request;

  g_type_ensure (SPT_TYPE_FORM_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-dues-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptDuesDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SptDuesDialog, new_button);
  gtk_widget_class_bind_template_child (widget_class, SptDuesDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, SptDuesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, SptDuesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptDuesDialog, list_box);
  gtk_widget_class_bind_template_child (widget_class, SptDuesDialog, form_view);

  gtk_widget_class_install_action (widget_class, "dues.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "dues.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "dues.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "dues.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "dues.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "dues.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_dues_dialog_init (SptDuesDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  GtkRoot *root = gtk_widget_get_root (parent);
  SptDuesDialog *self = g_object_new (SPT_TYPE_DUES_DIALOG, "transient-for", root, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  self->body = g_strdup (body);
  self->service = spt_services_find_kind (SPT_KIND_POSITIONS);
  if (self->service != NULL && SPT_SERVICE_GET_CLASS (self->service)->get_dues != NULL)
    {
      self->table = SPT_SERVICE_GET_CLASS (self->service)->get_dues (self->service);
      load (self);
    }
  show_page (self, "empty");
  return GTK_WINDOW (self);
}
