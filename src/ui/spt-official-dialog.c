/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official schemas and lists of a service: what is in use, a new set with what it changes, the way back. */
#define G_LOG_DOMAIN "spt-official-dialog"

#include "config.h"

#include "spt-official-dialog.h"

#include <glib/gi18n.h>

#include "ui/spt-official-rows.h"
#include "ui/spt-official-watch.h"
#include "ui/spt-window.h"

struct _SptOfficialDialog
{
  AdwWindow              parent_instance;

  SptDesk               *desk;        /* (owned) */
  const SptOfficialKind *kind;
  GCancellable          *cancellable; /* (owned) */
  SptOfficialWatch      *watch;       /* (owned) */
  SptOfficialLook       *look;        /* (owned) (nullable) */
  GPtrArray             *paths;       /* (owned) (nullable): what is offered */
  char                  *said;        /* (owned) (nullable): in a toast, once it is in use */
  gboolean               completes;
  gboolean               is_busy;

  /* Template */
  AdwWindowTitle        *window_title;
  GtkWidget             *back_button;
  SptStrip              *strip;
  GtkStack              *stack;
  GtkBox                *use_box;
  GtkWidget             *choose_button;
  GtkBox                *former_box;
  GtkBox                *offer_box;
  GtkBox                *changes_box;
  GtkLabel              *verdict;
  GtkWidget             *take_button;
};

G_DEFINE_FINAL_TYPE (SptOfficialDialog, spt_official_dialog, ADW_TYPE_WINDOW)

static void look (SptOfficialDialog *self,
                  GPtrArray         *paths);

/* --- pages --------------------------------------------------------------------------------------------------- */

static gboolean
is_on (SptOfficialDialog *self,
       const char        *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void
show_page (SptOfficialDialog *self,
           const char        *page,
           const char        *title)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  adw_window_title_set_title (self->window_title, title != NULL ? title : _("Official Schemas and Lists"));
  gtk_widget_set_visible (self->back_button, is_on (self, "offer") || is_on (self, "changes"));
}

static void
say (SptOfficialDialog *self,
     const GError      *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = error != NULL ? spt_ui_dup_explanation (error, &title) : NULL;
  /* What the words leave out is the file's name: here it is what helps. */
  g_autofree char *whole = error != NULL ? g_strdup_printf ("%s\n%s", text, error->message) : NULL;

  g_object_set (self->strip, "text", whole != NULL ? whole : "", "kind", "error", "revealed", error != NULL, NULL);
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
add_group (GtkBox     *box,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (box, group);

  return group;
}

/* --- what is in use ------------------------------------------------------------------------------------------- */

static GtkWidget *
new_restore_button (const char *id,
                    const char *label,
                    const char *what)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "official.restore");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);

  return button;
}

static void
show_former (SptOfficialDialog *self)
{
  gint64 now = spt_desk_get_now (self->desk);
  gboolean supplied = self->look->in_use != NULL &&
                      spt_official_set_get_origin (self->look->in_use) == SPT_OFFICIAL_SHIPPED;
  GtkWidget *group = NULL;

  empty (self->former_box);
  for (guint i = 0; i < self->look->former->len; i++)
    {
      const SptOfficialFormer *former = self->look->former->pdata[i];
      const char *label = former->label != NULL ? former->label : _("Put there by hand");
      g_autofree char *text = spt_official_dup_former (former, now);
      GtkWidget *row;

      if (former->is_in_force)
        continue;
      if (group == NULL)
        group = add_group (self->former_box, _("Former Sets"));
      row = spt_official_row_new (label, text, NULL, NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_restore_button (former->id, _("_Restore"), label));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  if (!supplied)
    {
      GtkWidget *row = spt_official_row_new (_("Supplied with Sportello"), NULL, NULL, NULL);

      if (group == NULL)
        group = add_group (self->former_box, _("Former Sets"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 new_restore_button ("", _("_Go Back to These"), _("Supplied with Sportello")));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
}

static void
show_use (SptOfficialDialog *self)
{
  GtkWidget *group;
  GtkWidget *findings = NULL;
  g_autofree char *what = NULL;

  empty (self->use_box);
  group = add_group (self->use_box, _("In Use"));
  if (self->look->in_use != NULL)
    {
      gboolean broken = spt_issue_list_get_n_errors (spt_official_set_check (self->look->in_use)) > 0;

      what = spt_official_dup_what (self->look->in_use, spt_desk_get_now (self->desk));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 spt_official_row_new (what, NULL,
                                                       broken ? "dialog-error-symbolic" : "object-select-symbolic",
                                                       broken ? "error" : "success"));
      if (spt_official_set_get_origin (self->look->in_use) != SPT_OFFICIAL_SHIPPED)
        findings = spt_official_findings_new (self->kind, self->look->in_use);
    }
  else
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               spt_official_row_new (_("The schemas in use cannot be read"), self->look->error->message,
                                                     "dialog-error-symbolic", "error"));
  if (findings != NULL)
    gtk_box_append (self->use_box, findings);
  show_former (self);
  show_page (self, "use", NULL);
  gtk_widget_grab_focus (self->choose_button);
}

/* --- what is offered ------------------------------------------------------------------------------------------ */

static gboolean
is_faulty (SptOfficialDialog *self,
           int                document)
{
  SptIssueList *issues = spt_official_set_check (self->look->offered);

  for (guint i = 0; document >= 0 && i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->level == SPT_ISSUE_ERROR && g_strcmp0 (issue->path, self->kind->documents[document].root) == 0)
        return TRUE;
    }

  return FALSE;
}

static GtkWidget *
new_document_row (SptOfficialDialog *self,
                  int                document,
                  const char        *label,
                  const char        *file,
                  gboolean           kept)
{
  g_autofree char *counts = spt_official_dup_counts (self->look, document);
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (kept)
    text = g_strdup (_("Not among the files: it stays as it is"));
  else if (file == NULL)
    text = g_strdup (_("Not among the files: without a schema nothing of it can be filled in"));
  else if (is_faulty (self, document))
    text = g_strdup_printf ("%s\n%s", file, _("Faulty: see above"));
  else
    text = g_strdup_printf ("%s\n%s", file, counts != NULL ? counts : _("Nothing changes"));
  row = spt_official_row_new (label, text, file == NULL && !kept ? "dialog-warning-symbolic" : NULL, "warning");
  if (counts != NULL && file != NULL && !kept)
    spt_ui_lead_row (row, "official.changes", g_variant_new_int32 (document));

  return row;
}

static void
completes_cb (GObject           *button,
              GParamSpec        *property,
              SptOfficialDialog *self)
{
  self->completes = gtk_switch_get_active (GTK_SWITCH (button));
  look (self, self->paths);
}

static void
add_completes (SptOfficialDialog *self,
               GtkWidget         *group)
{
  GtkWidget *row = spt_official_row_new (_("Calls that are missing stay as they are"),
                                         _("Off: only what is among the files will be in use."), NULL, NULL);
  GtkWidget *button = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (button), self->look->completed);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (completes_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
show_verdict (SptOfficialDialog *self)
{
  guint n = spt_issue_list_get_n_errors (spt_official_set_check (self->look->offered));
  gboolean changes = self->look->changes == NULL || self->look->changes->len > 0;
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *text = NULL;

  if (n > 0)
    text = g_strdup_printf (ngettext ("%s fault: these files cannot be used", "%s faults: these files cannot be used", n),
                            number);
  else if (!changes)
    text = g_strdup (_("Nothing changes: this is what is in use"));
  else
    text = g_strdup (_("Forms and checks follow at once. What was in use can be restored."));
  gtk_label_set_text (self->verdict, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "official.take", n == 0 && !self->is_busy);
}

static void
show_offer (SptOfficialDialog *self)
{
  SptOfficialSet *offered = self->look->offered;
  GtkWidget *findings = spt_official_findings_new (self->kind, offered);
  gboolean schemas = spt_official_set_get_n_documents (offered) > 0;
  GtkWidget *group = NULL;

  empty (self->offer_box);
  /* Faults before all else. */
  if (findings != NULL && spt_issue_list_get_n_errors (spt_official_set_check (offered)) > 0)
    gtk_box_append (self->offer_box, g_steal_pointer (&findings));
  if (schemas)
    group = add_group (self->offer_box, _("Schemas"));
  if (schemas && self->look->n_lacking > 0)
    add_completes (self, group);
  /* First what changes, then the rest. */
  for (int changed = 1; schemas && changed >= 0; changed--)
    {
      for (guint i = 0; i < self->kind->n_documents; i++)
        {
          const char *file = spt_official_set_get_file (offered, i);
          g_autofree char *counts = spt_official_dup_counts (self->look, (int) i);

          if ((counts != NULL) == changed)
            adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                       new_document_row (self, (int) i, _(self->kind->documents[i].label), file,
                                                         spt_official_set_is_kept (offered, i)));
        }
    }
  if (spt_official_set_has_lists (offered))
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (add_group (self->offer_box, _("Lists"))),
                               new_document_row (self, -1, _("Code lists"), "", FALSE));
  if (findings != NULL)
    gtk_box_append (self->offer_box, findings);
  show_verdict (self);
  show_page (self, "offer", _("What Changes"));
  gtk_widget_grab_focus (self->back_button);
}

/* --- work ------------------------------------------------------------------------------------------------------- */

static void
set_busy (SptOfficialDialog *self,
          gboolean           busy)
{
  self->is_busy = busy;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "official.choose", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "official.restore", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "official.take", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "official.back", !busy);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOfficialLook) seen = spt_official_look_finish (result, &error);
  SptOfficialDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  set_busy (self, FALSE);
  if (seen == NULL)
    {
      g_clear_pointer (&self->paths, g_ptr_array_unref);
      if (self->look != NULL)
        show_use (self);
      say (self, error);
      return;
    }
  g_clear_pointer (&self->look, spt_official_look_free);
  self->look = g_steal_pointer (&seen);
  if (self->look->offered != NULL)
    show_offer (self);
  else
    show_use (self);
}

/* @paths: (nullable): NULL: what is in use alone. */
static void
look (SptOfficialDialog *self,
      GPtrArray         *paths)
{
  GPtrArray *kept = paths != NULL ? g_ptr_array_ref (paths) : NULL;

  g_clear_pointer (&self->paths, g_ptr_array_unref);
  self->paths = kept;
  say (self, NULL);
  set_busy (self, TRUE);
  show_page (self, "working", NULL);
  spt_official_look_async (self->kind, self->paths, self->completes, self->cancellable, looked_cb, self);
}

static void
put_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_official_put_finish (result, &error);
  SptOfficialDialog *self = user_data;
  GtkWindow *parent;

  if (spt_ui_is_cancelled (error))
    return;
  set_busy (self, FALSE);
  if (!done)
    {
      show_page (self, self->look->offered != NULL ? "offer" : "use", NULL);
      say (self, error);
      return;
    }
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  if (SPT_IS_WINDOW (parent))
    spt_window_toast (SPT_WINDOW (parent), self->said, NULL, NULL, NULL);
  look (self, NULL);
}

static void
put (SptOfficialDialog *self,
     SptOfficialSet    *set,
     const char        *id,
     const char        *label,
     const char        *said)
{
  g_free (self->said);
  self->said = g_strdup (said);
  say (self, NULL);
  set_busy (self, TRUE);
  show_page (self, "working", NULL);
  spt_official_put_async (self->kind, set, id, label, spt_desk_get_now (self->desk), self->cancellable, put_cb, self);
}

/* --- actions ---------------------------------------------------------------------------------------------------- */

/**
 * spt_official_dialog_look_at:
 * @self: the dialog
 * @paths: (element-type filename): files, a zip, a folder
 *
 * Shows what they are and what they would change.
 */
void
spt_official_dialog_look_at (SptOfficialDialog *self,
                             GPtrArray         *paths)
{
  g_return_if_fail (SPT_IS_OFFICIAL_DIALOG (self));

  if (paths->len == 0)
    return;
  self->completes = TRUE;
  look (self, paths);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = spt_ui_paths_finish (result, &error);

  if (paths != NULL)
    spt_official_dialog_look_at (SPT_OFFICIAL_DIALOG (object), paths);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOfficialDialog *self = SPT_OFFICIAL_DIALOG (widget);
  const char *filters[] = { _("Schemas and lists"), "*.xsd;*.XSD;*.zip;*.ZIP;*.xml;*.json;*.csv;*.CSV", _("All files"), "*",
                            NULL };

  spt_ui_open_files_async (widget, _("Choose Schemas and Lists"), filters, self->cancellable, chosen_cb, NULL);
}

static void
changes_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptOfficialDialog *self = SPT_OFFICIAL_DIALOG (widget);
  int document = g_variant_get_int32 (parameter);

  if (self->look == NULL || self->look->offered == NULL || document >= (int) self->kind->n_documents)
    return;
  spt_official_fill_changes (self->changes_box, self->look, document);
  show_page (self, "changes", document >= 0 ? _(self->kind->documents[document].label) : _("Code lists"));
  gtk_widget_grab_focus (self->back_button);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptOfficialDialog *self = SPT_OFFICIAL_DIALOG (widget);

  if (is_on (self, "changes"))
    show_page (self, "offer", _("What Changes"));
  else if (is_on (self, "offer"))
    look (self, NULL);
}

static void
escape_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOfficialDialog *self = SPT_OFFICIAL_DIALOG (widget);

  if (is_on (self, "changes") || is_on (self, "offer"))
    back_action (widget, name, parameter);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
take_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptOfficialDialog *self = SPT_OFFICIAL_DIALOG (widget);
  g_autofree char *label = NULL;
  g_autofree char *first = NULL;

  if (self->look == NULL || self->look->offered == NULL || self->paths == NULL || !is_on (self, "offer"))
    return;
  first = g_filename_display_basename (self->paths->pdata[0]);
  if (self->paths->len == 1)
    label = g_strdup (first);
  else
    /* Translators: %1$s is the name of a file, %2$u how many more */
    label = g_strdup_printf (ngettext ("%1$s and %2$u more file", "%1$s and %2$u more files", self->paths->len - 1),
                             first, self->paths->len - 1);
  put (self, self->look->offered, NULL, label, _("The new schemas and lists are in use"));
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  put (SPT_OFFICIAL_DIALOG (widget), NULL, *id != '\0' ? id : NULL, NULL,
       *id != '\0' ? _("The former schemas and lists are in use again")
                   : _("The schemas and lists supplied with Sportello are in use again"));
}

static gboolean
drop_cb (GtkDropTarget     *target,
         const GValue      *value,
         double             x,
         double             y,
         SptOfficialDialog *self)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *at = g_value_get_boxed (value); at != NULL; at = at->next)
    {
      if (g_file_peek_path (at->data) != NULL)
        g_ptr_array_add (paths, g_file_get_path (at->data));
    }
  if (self->is_busy || paths->len == 0)
    return FALSE;
  spt_official_dialog_look_at (self, paths);

  return TRUE;
}

/* Another process, or a person with a file manager. */
static void
folder_changed_cb (SptOfficialDialog *self)
{
  if (!self->is_busy && is_on (self, "use"))
    look (self, NULL);
}

/* --- the window --------------------------------------------------------------------------------------------------- */

static void
spt_official_dialog_dispose (GObject *object)
{
  SptOfficialDialog *self = SPT_OFFICIAL_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->watch);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_OFFICIAL_DIALOG);

  G_OBJECT_CLASS (spt_official_dialog_parent_class)->dispose (object);
}

static void
spt_official_dialog_finalize (GObject *object)
{
  SptOfficialDialog *self = SPT_OFFICIAL_DIALOG (object);

  g_clear_pointer (&self->look, spt_official_look_free);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_free (self->said);

  G_OBJECT_CLASS (spt_official_dialog_parent_class)->finalize (object);
}

static void
spt_official_dialog_class_init (SptOfficialDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_official_dialog_dispose;
  object_class->finalize = spt_official_dialog_finalize;
  g_type_ensure (SPT_TYPE_STRIP);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-official-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, strip);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, use_box);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, former_box);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, offer_box);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, changes_box);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, SptOfficialDialog, take_button);

  gtk_widget_class_install_action (widget_class, "official.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "official.changes", "i", changes_action);
  gtk_widget_class_install_action (widget_class, "official.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "official.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "official.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "official.restore", "s", restore_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "official.escape", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "official.back", NULL);
}

static void
spt_official_dialog_init (SptOfficialDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->completes = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * spt_official_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @service: whose authority publishes schemas
 *
 * Makes the dialog; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_official_dialog_new (GtkWidget  *parent,
                         SptDesk    *desk,
                         SptService *service)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptOfficialDialog *self = g_object_new (SPT_TYPE_OFFICIAL_DIALOG, "transient-for",
                                          GTK_IS_WINDOW (root) ? root : NULL, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  self->kind = SPT_SERVICE_GET_CLASS (service)->official;
  adw_window_title_set_subtitle (self->window_title, _(spt_service_get_info (service)->name));
  self->watch = spt_official_watch_new (self->kind);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
  look (self, NULL);

  return GTK_WINDOW (self);
}
