/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialog with a list of small records and a page that edits one of them. */
#define G_LOG_DOMAIN "spt-sheet"

#include "config.h"

#include "ui/spt-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/spt-record-work.h"

typedef struct
{
  SptSheetParts    parts;     /* desk, cancellable and form are owned */
  gint64           removed;   /* what "Undo" brings back */
  GPtrArray       *starts;    /* (owned) (element-type GtkWidget): beside the list */
  guint            saving : 1;
  guint            tried  : 1; /* what is missing is marked once saving was tried */
  guint            filling : 1;

  /* Template */
  AdwHeaderBar    *header;
  GtkWidget       *back_button;
  AdwToastOverlay *toasts;
  GtkBox          *page_box;
  SptFormView     *form_view;
} SptSheetPrivate;

/* Where a template child stands. */
#define PART(name) (SptSheet_private_offset + G_STRUCT_OFFSET (SptSheetPrivate, parts.name))

static GtkBuildableIface *parent_buildable;

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SptSheet, spt_sheet, ADW_TYPE_WINDOW,
                                  G_ADD_PRIVATE (SptSheet)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static SptSheetPrivate *
get (SptSheet * self)
{
  return spt_sheet_get_instance_private (self);
}

/* --- pages ----------------------------------------------------------------------------------------- */

/**
 * spt_sheet_is_on:
 * @self: the dialog
 * @page: a page
 *
 * Returns: whether it is shown
 */
gboolean
spt_sheet_is_on (SptSheet   *self,
                 const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (get (self)->parts.stack), page) == 0;
}

/**
 * spt_sheet_show_page:
 * @self: the dialog
 * @page: a page
 * @title: (nullable): what it is called; %NULL = as the list
 *
 * Goes there.
 */
void
spt_sheet_show_page (SptSheet   *self,
                     const char *page,
                     const char *title)
{
  SptSheetPrivate *priv = get (self);
  const char *said = title != NULL ? title : _(SPT_SHEET_GET_CLASS (self)->kind->title);
  GtkWidget *focus;

  gtk_stack_set_visible_child_name (priv->parts.stack, page);
  gtk_widget_set_visible (priv->back_button, title != NULL);
  gtk_widget_set_visible (GTK_WIDGET (priv->parts.save_button), title != NULL);
  gtk_button_set_label (priv->parts.save_button, _("_Save"));
  for (guint i = 0; i < priv->starts->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (priv->starts, i), strcmp (page, "list") == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.save", strcmp (page, "form") == 0 && !priv->saving);
  gtk_window_set_title (GTK_WINDOW (self), said);
  adw_window_title_set_title (priv->parts.title, said);
  /* The field, or the row, that had the focus is gone, and GTK 4.8 knows it no better; from there the Tab key would lead nowhere. */
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (strcmp (page, "form") != 0 && (focus == NULL || !gtk_widget_get_mapped (focus)))
    gtk_widget_child_focus (gtk_stack_get_visible_child (priv->parts.stack), GTK_DIR_TAB_FORWARD);
}

static void
leave (SptSheet *self)
{
  SptSheetPrivate *priv = get (self);

  spt_form_view_set_form (priv->form_view, NULL);
  g_clear_object (&priv->parts.form);
  if (SPT_SHEET_GET_CLASS (self)->left != NULL)
    SPT_SHEET_GET_CLASS (self)->left (self);
  SPT_SHEET_GET_CLASS (self)->show_list (self);
}

/* --- saying ---------------------------------------------------------------------------------------- */

/**
 * spt_sheet_say_error:
 * @self: the dialog
 * @error: what went wrong
 *
 * Says it here, not in the window behind.
 */
void
spt_sheet_say_error (SptSheet     *self,
                     const GError *error)
{
  const SptSheetKind *kind = SPT_SHEET_GET_CLASS (self)->kind;
  gboolean taken = g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_autofree char *title = NULL;
  g_autofree char *text = spt_ui_dup_explanation (error, &title);
  const char *responses[] = { "close", _("_Close"), NULL };

  spt_ui_ask_async (GTK_WIDGET (self), taken ? _(kind->taken_title) : title, taken ? _(kind->taken) : text, NULL,
                    responses, get (self)->parts.cancellable, NULL, NULL);
}

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  return g_object_new (ADW_TYPE_TOAST, "title", title, NULL);
}

/**
 * spt_sheet_say:
 * @self: the dialog
 * @text: what happened
 *
 * Says it for a moment.
 */
void
spt_sheet_say (SptSheet   *self,
               const char *text)
{
  adw_toast_overlay_add_toast (get (self)->toasts, new_toast (text));
}

/* --- taking away ----------------------------------------------------------------------------------- */

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    spt_sheet_say_error (user_data, error);
  SPT_SHEET_GET_CLASS (user_data)->read (user_data);
}

static void
take_away (SptSheet            *self,
           gboolean             restore,
           GAsyncReadyCallback  callback)
{
  SptSheetPrivate *priv = get (self);

  SPT_SHEET_GET_CLASS (self)->kind->remove (spt_desk_get_store (priv->parts.desk), priv->removed, restore,
                                            priv->parts.cancellable, callback, self);
}

static void
undo_clicked_cb (SptSheet *self)
{
  take_away (self, TRUE, restored_cb);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);
  SptSheet *self = user_data;
  AdwToast *toast;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    {
      spt_sheet_say_error (self, error);
    }
  else
    {
      /* In the dialog, for the window's own toasts stand behind it. */
      toast = new_toast (_(SPT_SHEET_GET_CLASS (self)->kind->removed));
      adw_toast_set_button_label (toast, _("_Undo"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self, G_CONNECT_SWAPPED);
      adw_toast_overlay_add_toast (get (self)->toasts, toast);
    }
  SPT_SHEET_GET_CLASS (self)->read (self);
}

/**
 * spt_sheet_remove:
 * @self: the dialog
 * @id: one of the list
 *
 * Takes it away, with a way to have it again.
 */
void
spt_sheet_remove (SptSheet *self,
                  gint64    id)
{
  get (self)->removed = id;
  take_away (self, FALSE, removed_cb);
}

/* --- the form -------------------------------------------------------------------------------------- */

/* What is missing is no fault before one has tried to save. */
static gboolean
check (SptSheet *self)
{
  SptSheetClass *klass = SPT_SHEET_GET_CLASS (self);
  SptSheetPrivate *priv = get (self);
  g_autoptr (SptRecord) record = spt_form_dup_record (priv->parts.form);
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autoptr (SptIssueList) shown = spt_issue_list_new (0);

  klass->check (self, record, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);

      if (priv->tried || (strcmp (issue->code, "required") != 0 && g_strcmp0 (issue->code, klass->kind->late) != 0))
        spt_issue_list_add_copy (shown, issue, issue->row);
    }
  spt_form_set_issues (priv->parts.form, shown);
  return spt_issue_list_get_n_errors (found) == 0;
}

static void
form_changed_cb (SptSheet *self)
{
  SptSheetPrivate *priv = get (self);

  if (priv->filling)
    return;
  priv->filling = TRUE;
  if (SPT_SHEET_GET_CLASS (self)->edited != NULL)
    SPT_SHEET_GET_CLASS (self)->edited (self);
  check (self);
  priv->filling = FALSE;
}

/**
 * spt_sheet_edit:
 * @self: the dialog
 * @form: (transfer full): what to begin with, which is nothing to lose
 * @id: the record; 0 = a new one
 * @title: of the page
 * @first: the field that gets the focus
 *
 * Goes to the form of one record.
 */
void
spt_sheet_edit (SptSheet   *self,
                SptForm    *form,
                gint64      id,
                const char *title,
                const char *first)
{
  SptSheetPrivate *priv = get (self);
  SptFormField *field = spt_form_find_field (form, first);

  g_clear_object (&priv->parts.form);
  priv->parts.form = form;
  priv->parts.id = id;
  priv->tried = id != 0;
  spt_form_set_modified (form, FALSE);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  spt_form_view_set_form (priv->form_view, form);
  form_changed_cb (self);
  spt_sheet_show_page (self, "form", title);
  if (field != NULL)
    spt_form_view_focus_field (priv->form_view, field);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);
  SptSheet *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  get (self)->saving = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.save", TRUE);
  if (!done)
    {
      spt_sheet_say_error (self, error);
      return;
    }
  leave (self);
  SPT_SHEET_GET_CLASS (self)->read (self);
}

static void
save_form (SptSheet *self)
{
  SptSheetPrivate *priv = get (self);
  g_autoptr (SptRecord) record = NULL;

  if (priv->parts.form == NULL || priv->saving)
    return;
  priv->tried = TRUE;
  if (!check (self))
    {
      SptFormField *field = spt_form_find_error (priv->parts.form, NULL);

      if (field != NULL)
        spt_form_view_focus_field (priv->form_view, field);
      return;
    }
  record = spt_form_dup_record (priv->parts.form);
  priv->saving = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.save", FALSE);
  SPT_SHEET_GET_CLASS (self)->keep (self, record, saved_cb, self);
}

/* --- actions --------------------------------------------------------------------------------------- */

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptSheet *self = SPT_SHEET (widget);

  if (spt_sheet_is_on (self, "form"))
    save_form (self);
  else if (SPT_SHEET_GET_CLASS (self)->keep_page != NULL && SPT_SHEET_GET_CLASS (self)->keep_page (self))
    leave (self);
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptSheet *self = SPT_SHEET (widget);

  if (spt_sheet_is_on (self, "list") || spt_sheet_is_on (self, "empty"))
    SPT_SHEET_GET_CLASS (self)->begin (self);
}

static void
discard_answer_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  gboolean close = GPOINTER_TO_INT (user_data);

  if (g_strcmp0 (answer, "discard") != 0)
    return;
  leave (SPT_SHEET (object));
  if (close)
    gtk_window_destroy (GTK_WINDOW (object));
}

/* TRUE: there was something typed, and the person is asked. */
static gboolean
ask_before_leaving (SptSheet *self,
                    gboolean  close)
{
  const char *responses[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), NULL };
  SptSheetClass *klass = SPT_SHEET_GET_CLASS (self);
  const SptSheetParts *parts = spt_sheet_get_parts (self);

  if ((parts->form == NULL || !spt_form_get_modified (parts->form)) &&
      (klass->has_text == NULL || !klass->has_text (self)))
    return FALSE;
  spt_ui_ask_async (GTK_WIDGET (self), _("Discard the Changes?"), _(klass->kind->unsaved), NULL, responses,
                    parts->cancellable, discard_answer_cb, GINT_TO_POINTER (close));
  return TRUE;
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptSheet *self = SPT_SHEET (widget);

  if (gtk_widget_get_visible (get (self)->back_button) && !ask_before_leaving (self, FALSE))
    leave (self);
}

static gboolean
spt_sheet_close_request (GtkWindow *window)
{
  return ask_before_leaving (SPT_SHEET (window), TRUE) ||
         GTK_WINDOW_CLASS (spt_sheet_parent_class)->close_request (window);
}

/* --- the dialog ------------------------------------------------------------------------------------ */

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  SptSheetPrivate *priv = get (SPT_SHEET (buildable));

  if (type == NULL)
    {
      parent_buildable->add_child (buildable, builder, child, type);
    }
  else if (strcmp (type, "start") == 0)
    {
      adw_header_bar_pack_start (priv->header, GTK_WIDGET (child));
      g_ptr_array_add (priv->starts, child);
    }
  else if (strcmp (type, "tools") == 0)
    {
      gtk_box_prepend (priv->page_box, GTK_WIDGET (child));
    }
  else
    {
      gtk_stack_add_named (priv->parts.stack, GTK_WIDGET (child), type);
    }
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
spt_sheet_dispose (GObject *object)
{
  SptSheetPrivate *priv = get (SPT_SHEET (object));

  g_cancellable_cancel (priv->parts.cancellable);
  g_clear_object (&priv->parts.form);
  g_clear_object (&priv->parts.desk);

  G_OBJECT_CLASS (spt_sheet_parent_class)->dispose (object);
}

static void
spt_sheet_finalize (GObject *object)
{
  SptSheetPrivate *priv = get (SPT_SHEET (object));

  g_clear_object (&priv->parts.cancellable);
  g_ptr_array_unref (priv->starts);

  G_OBJECT_CLASS (spt_sheet_parent_class)->finalize (object);
}

static void
spt_sheet_class_init (SptSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_sheet_dispose;
  object_class->finalize = spt_sheet_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = spt_sheet_close_request;

  g_type_ensure (SPT_TYPE_FORM_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-sheet.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SptSheet, header);
  gtk_widget_class_bind_template_child_private (widget_class, SptSheet, back_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptSheet, toasts);
  gtk_widget_class_bind_template_child_private (widget_class, SptSheet, page_box);
  gtk_widget_class_bind_template_child_private (widget_class, SptSheet, form_view);
  gtk_widget_class_bind_template_child_full (widget_class, "title", FALSE, PART (title));
  gtk_widget_class_bind_template_child_full (widget_class, "stack", FALSE, PART (stack));
  gtk_widget_class_bind_template_child_full (widget_class, "list_box", FALSE, PART (list_box));
  gtk_widget_class_bind_template_child_full (widget_class, "save_button", FALSE, PART (save_button));

  gtk_widget_class_install_action (widget_class, "sheet.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "sheet.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "sheet.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "sheet.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "sheet.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "sheet.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_sheet_init (SptSheet *self)
{
  SptSheetPrivate *priv = get (self);

  priv->parts.cancellable = g_cancellable_new ();
  priv->starts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- for a kind ------------------------------------------------------------------------------------ */

/**
 * spt_sheet_class_set_kind:
 * @klass: a subclass, in its initialisation
 * @kind: what it says; kept
 * @resource: the path of its template
 *
 * Says what the dialogs of the class show.
 */
void
spt_sheet_class_set_kind (SptSheetClass      *klass,
                          const SptSheetKind *kind,
                          const char         *resource)
{
  klass->kind = kind;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), resource);
}

/**
 * spt_sheet_new:
 * @type: a subclass
 * @parent: a widget of the window it belongs to
 * @desk: what it works with
 *
 * Returns: (transfer none): the dialog, to be presented
 */
gpointer
spt_sheet_new (GType      type,
               GtkWidget *parent,
               SptDesk   *desk)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  SptSheet *self = g_object_new (type, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  get (self)->parts.desk = g_object_ref (desk);

  return self;
}

/**
 * spt_sheet_get_parts:
 * @self: the dialog
 *
 * Returns: (transfer none): what it works with
 */
const SptSheetParts *
spt_sheet_get_parts (SptSheet *self)
{
  return &get (self)->parts;
}
