/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that shows and edits one record. */
#define G_LOG_DOMAIN "spt-record-page"

#include "config.h"

#include "ui/spt-record-page-private.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "ui/spt-issue-row.h"
#include "ui/spt-leave.h"

#define CHECK_DELAY_MS 300

typedef enum
{
  PROP_ID = 1,
  N_PROPS
} SptRecordPageProperty;

static GtkBuildableIface *parent_buildable;

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SptRecordPage, spt_record_page, SPT_TYPE_PAGE,
                                  G_ADD_PRIVATE (SptRecordPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static GParamSpec *properties[N_PROPS];

SptRecordPagePrivate *
_spt_record_page_get (SptRecordPage *self)
{
  return spt_record_page_get_instance_private (self);
}

/* --- the form -------------------------------------------------------------------------------------- */

static void
check_cb (gpointer user_data)
{
  SptRecordPage *self = user_data;

  _spt_record_page_get (self)->check_timeout = 0;
  if (SPT_RECORD_PAGE_GET_CLASS (self)->edited != NULL)
    SPT_RECORD_PAGE_GET_CLASS (self)->edited (self);
  spt_record_page_check (self);
  spt_record_page_update (self);
}

void
_spt_record_page_form_changed_cb (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  g_clear_handle_id (&priv->check_timeout, g_source_remove);
  priv->check_timeout = g_timeout_add_once (CHECK_DELAY_MS, check_cb, self);
  spt_record_page_update_actions (self);
}

/* Leads to one field; FALSE where the form has no such one. */
static gboolean
focus_place (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptForm *form = priv->parts.form;
  g_autofree char *place = g_steal_pointer (&priv->place);
  g_autofree char *path = NULL;
  SptFormField *field;

  adw_view_stack_set_visible_child_name (priv->parts.views, "data");
  if (priv->parts.pages != NULL)
    return spt_form_pages_show_place (priv->parts.pages, place);
  path = spt_issue_dup_field_path (spt_form_get_schema (form), place);
  field = path != NULL ? spt_form_find_field (form, path) : NULL;
  return field != NULL && _spt_record_page_focus_field (self, field);
}

static gboolean
is_in_view (SptRecordPage *self)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  return window != NULL && spt_window_get_page (window) == SPT_PAGE (self);
}

static void
focus_first (SptRecordPage *self,
             GPtrArray     *history)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  if (priv->place == NULL && !_spt_record_page_has_error (self))
    priv->place = _spt_record_page_dup_refused_place (self, history);
  if (priv->place != NULL && focus_place (self))
    return;
  if (_spt_record_page_has_error (self))
    _spt_record_page_focus_error (self, FALSE);
  else if (priv->parts.pages != NULL && is_in_view (self))
    spt_form_pages_focus_begin (priv->parts.pages);
}

/* --- loading --------------------------------------------------------------------------------------- */

/* What somebody is typing is never swept away. FALSE: what the archive has cannot be read, which is
 * said: nothing may be saved over it. */
static gboolean
follow (SptRecordPage *self,
        const char    *loaded,
        gboolean       fresh)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptForm *form = priv->parts.form;
  gboolean done = TRUE;

  if (fresh || (!spt_form_get_modified (form) && g_strcmp0 (priv->doc, loaded) != 0))
    {
      g_autoptr (SptRecord) record = spt_record_new (spt_form_get_schema (form));
      g_autoptr (GError) error = NULL;

      done = spt_record_read (record, loaded, -1, &error);
      if (done)
        spt_form_load (form, record);
      else
        spt_ui_report_error (GTK_WIDGET (self), error);
    }
  g_free (priv->doc);
  priv->doc = g_strdup (loaded);
  return done;
}

static void
show_loaded (SptRecordPage *self,
             SptRecordLoad *loaded)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptRecordParts *parts = &priv->parts;
  SptSubjectPicker *picker;
  g_autoptr (GError) error = NULL;
  gboolean fresh = priv->fresh;

  if (!_spt_record_page_learn_schema (self, loaded, fresh, &error))
    {
      /* Nothing is shown in a form of another schema, and nothing saved from it. */
      spt_ui_report_error (GTK_WIDGET (self), error);
      parts->closed = TRUE;
      if (parts->form != NULL)
        _spt_record_page_set_read_only (self, TRUE);
      spt_record_page_update_actions (self);
      return;
    }
  picker = spt_subject_picker_of (GTK_WIDGET (self));
  parts->state = loaded->state;
  parts->open_submission = loaded->open_submission;
  parts->closed = loaded->open_submission != 0 || loaded->is_gone;
  g_clear_pointer (&priv->stored_issues, spt_issue_list_free);
  priv->stored_issues = g_steal_pointer (&loaded->issues);
  _spt_record_page_begin_refused (self, loaded, fresh);
  if (klass->show != NULL)
    klass->show (self, loaded, fresh);
  _spt_record_page_end_refused (self, loaded);
  if (loaded->id != 0)
    {
      parts->loaded = TRUE;
      priv->fresh = FALSE;
      if (!follow (self, loaded->doc, fresh))
        parts->closed = TRUE;
      if (picker != NULL && !spt_form_get_modified (parts->form))
        spt_subject_picker_set_record (picker, parts->id);
      _spt_record_page_set_read_only (self, parts->closed);
      _spt_record_page_show_history (self, loaded);
    }
  spt_record_page_check (self);
  spt_record_page_update (self);
  if (loaded->id != 0 && priv->focus_first)
    {
      if (fresh)
        focus_first (self, loaded->history);
      priv->focus_first = FALSE;
    }
  /* A new one in pages has no form before this. */
  else if (loaded->id == 0 && priv->focus_first)
    {
      if (is_in_view (self))
        spt_form_pages_focus_begin (parts->pages);
      priv->focus_first = FALSE;
    }
}

static void
take_answer (SptRecordPage *self,
             SptRecordLoad *loaded,
             const GError  *error)
{
  SptRecordParts *parts = &_spt_record_page_get (self)->parts;

  if (loaded == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      parts->closed = TRUE;
      spt_record_page_update_actions (self);
      return;
    }
  /* An answer about a record that was left, or saved, meanwhile. */
  if (parts->id != loaded->id)
    return;
  if (loaded->joined_into != 0 && (parts->form == NULL || !spt_form_get_modified (parts->form)) && is_in_view (self))
    {
      _spt_record_page_show_other (self, loaded->joined_into);
      return;
    }
  show_loaded (self, loaded);
  /* Out of view, that is the end of the page. */
  spt_page_set_gone (SPT_PAGE (self), loaded->is_gone);
}

/* Answers come in the order in which they were asked for: what was saved is said when the one after it is here. */
static void
note_answer (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  priv->n_loading--;
  if (priv->saved_until > 0 && --priv->saved_until == 0)
    _spt_record_page_say_saved (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptRecordLoad *loaded = spt_store_run_finish (SPT_STORE (object), result, &error);
  g_autoptr (SptRecordPage) self = NULL;

  if (spt_ui_is_cancelled (error))
    return;
  /* An answer may be the end of the page. */
  self = g_object_ref (user_data);
  take_answer (self, loaded, error);
  note_answer (self);
}

/**
 * spt_record_page_load:
 * @self: the page
 *
 * Asks the archive again.
 */
void
spt_record_page_load (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  const SptRecordParts *parts = &priv->parts;

  if (parts->id == 0 && !KIND (self)->loads_new)
    return;
  priv->n_loading++;
  KIND (self)->load (spt_page_get_store (SPT_PAGE (self)), parts->id, parts->cancellable, loaded_cb, self);
}

void
_spt_record_page_show_other (SptRecordPage *self,
                             gint64         id)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  priv->parts.id = id;
  priv->parts.loaded = FALSE;
  priv->fresh = TRUE;
  priv->focus_first = TRUE;
  if (priv->parts.form != NULL)
    spt_form_set_modified (priv->parts.form, FALSE);
  spt_record_page_load (self);
}

static void
store_changed_cb (SptRecordPage *self,
                  guint          what)
{
  if (!_spt_record_page_get (self)->parts.saving && (what & (KIND (self)->changed | SPT_CHANGED_ELSEWHERE)) != 0)
    spt_record_page_load (self);
}

/* --- what stands above the form -------------------------------------------------------------------- */

/**
 * spt_record_page_update_actions:
 * @self: the page
 *
 * What can be done, anew: after each key that is typed.
 */
void
spt_record_page_update_actions (SptRecordPage *self)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  const SptRecordParts *parts = &_spt_record_page_get (self)->parts;
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean editable = parts->form != NULL && !parts->closed && !parts->saving;

  gtk_widget_action_set_enabled (widget, "record.save",
                                 editable && (spt_form_get_modified (parts->form) || parts->id == 0));
  gtk_widget_action_set_enabled (widget, "record.save-next", editable && klass->kind->rows != NULL);
  gtk_widget_action_set_enabled (widget, "record.duplicate", parts->form != NULL && !parts->saving && klass->copy != NULL);
  gtk_widget_action_set_enabled (widget, "record.delete", editable && parts->id != 0 &&
                                 (klass->can_remove == NULL || klass->can_remove (self)));
  if (klass->update_actions != NULL)
    klass->update_actions (self);
}

static void
update_names (SptRecordPage *self)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_autofree char *said = klass->dup_name (self);
  g_autofree char *what = klass->dup_what (self);
  const char *name = *said != '\0' ? said
                     : _(priv->parts.id == 0 ? klass->kind->new_name : klass->kind->nameless);

  gtk_label_set_text (priv->name_label, name);
  spt_page_set_title (SPT_PAGE (self), name);
  gtk_label_set_text (priv->what_label, what);
}

/* Something of the page has it, and can have it still. */
static gboolean
has_focus (SptRecordPagePrivate *priv)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (priv->adaptive));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (priv->adaptive)) &&
         gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus);
}

/* The button that was pressed is gone, as its work is done: what comes next has the focus then. */
static void
lead_on (SptRecordPage *self)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  gboolean under_way = FALSE;

  priv->lost_focus = FALSE;
  g_object_get (priv->closed_strip, "revealed", &under_way, NULL);
  if ((klass->focus_step == NULL || !klass->focus_step (self)) &&
      !(under_way && gtk_widget_child_focus (GTK_WIDGET (priv->closed_strip), GTK_DIR_TAB_FORWARD)))
    gtk_widget_child_focus (GTK_WIDGET (priv->parts.views), GTK_DIR_TAB_FORWARD);
}

/**
 * spt_record_page_update:
 * @self: the page
 *
 * What stands above the form and what can be done, anew.
 */
void
spt_record_page_update (SptRecordPage *self)
{
  const SptRecordPageKind *kind = KIND (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  const SptRecordParts *parts = &priv->parts;
  const char *closed = parts->state == SPT_STATE_UNCERTAIN ? kind->uncertain : kind->closed;
  gboolean had_focus = has_focus (priv);

  update_names (self);
  gtk_widget_set_visible (GTK_WIDGET (priv->state_label), parts->id != 0 &&
                          (kind->states == 0 || (kind->states & (1u << parts->state)) != 0));
  g_object_set (priv->state_label, "state", parts->state, NULL);
  g_object_set (priv->closed_strip, "text", closed != NULL ? _(closed) : "",
                "revealed", parts->closed && parts->open_submission != 0, NULL);
  if (SPT_RECORD_PAGE_GET_CLASS (self)->update != NULL)
    SPT_RECORD_PAGE_GET_CLASS (self)->update (self);
  spt_record_page_update_actions (self);
  if (had_focus && !has_focus (priv))
    priv->lost_focus = TRUE;
  if (priv->lost_focus && !parts->saving)
    lead_on (self);
}

/* --- the page -------------------------------------------------------------------------------------- */

/* A telephone's header bar has no room for two verbs. */
static void
width_changed_cb (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  gboolean narrow = FALSE;

  g_object_get (priv->adaptive, "narrow", &narrow, NULL);
  priv->parts.narrow = narrow;
  if (narrow)
    gtk_button_set_icon_name (priv->save_button, "document-save-symbolic");
  else
    gtk_button_set_label (priv->save_button, _("_Save"));
  if (SPT_RECORD_PAGE_GET_CLASS (self)->width_changed != NULL)
    SPT_RECORD_PAGE_GET_CLASS (self)->width_changed (self);
}

static void
spt_record_page_refresh (SptPage *page)
{
  spt_record_page_load (SPT_RECORD_PAGE (page));
}

/* Who makes a new one begins to type. */
static void
spt_record_page_shown (SptPage *page)
{
  const SptRecordParts *parts = spt_record_page_get_parts (SPT_RECORD_PAGE (page));
  const char *first = KIND (page)->first;

  if (parts->form == NULL || parts->id != 0)
    return;
  if (first == NULL || !_spt_record_page_focus_field (SPT_RECORD_PAGE (page), spt_form_find_field (parts->form, first)))
    _spt_record_page_focus_first (SPT_RECORD_PAGE (page));
}

static void
spt_record_page_create_new (SptPage *page)
{
  spt_window_open_record (spt_window_of (GTK_WIDGET (page)), KIND (page)->record, 0, NULL);
}

static SptSchema *
spt_record_page_get_schema (SptRecordPage *self)
{
  SptService *service = spt_services_find_kind (KIND (self)->record);

  g_return_val_if_fail (service != NULL, NULL);
  return SPT_SERVICE_GET_CLASS (service)->get_record_schema (service);
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (SPT_RECORD_PAGE (buildable));

  if (g_strcmp0 (type, "head") == 0)
    gtk_box_insert_child_after (GTK_BOX (priv->head), GTK_WIDGET (child),
                                gtk_widget_get_prev_sibling (priv->switcher));
  else if (g_strcmp0 (type, "strip") == 0)
    gtk_box_insert_child_after (GTK_BOX (priv->strips), GTK_WIDGET (child),
                                gtk_widget_get_prev_sibling (GTK_WIDGET (priv->issues_strip)));
  else if (g_strcmp0 (type, "data") == 0)
    gtk_box_insert_child_after (GTK_BOX (priv->data_box), GTK_WIDGET (child),
                                gtk_widget_get_prev_sibling (GTK_WIDGET (priv->loose_list)));
  else if (g_strcmp0 (type, "history") == 0)
    gtk_box_insert_child_after (GTK_BOX (priv->history_box), GTK_WIDGET (child),
                                gtk_widget_get_prev_sibling (GTK_WIDGET (priv->parts.history_list)));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
spt_record_page_constructed (GObject *object)
{
  SptRecordPage *self = SPT_RECORD_PAGE (object);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptRecordParts *parts = &priv->parts;
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));

  G_OBJECT_CLASS (spt_record_page_parent_class)->constructed (object);

  _spt_record_page_lay_out (self);
  if (desk == NULL)
    return; /* a test of the template alone */

  parts->state = SPT_STATE_DRAFT;
  parts->issues = spt_issue_list_new (0);
  _spt_record_page_follow_form (self);
  if (SPT_RECORD_PAGE_GET_CLASS (self)->ref_xsd == NULL)
    _spt_record_page_take_schema (self, SPT_RECORD_PAGE_GET_CLASS (self)->get_schema (self), NULL);
  else
    _spt_record_page_follow_sets (self);
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  priv->fresh = parts->id != 0;
  priv->focus_first = parts->id != 0 || KIND (self)->paged;
  spt_record_page_load (self);
}

static void
spt_record_page_dispose (GObject *object)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (SPT_RECORD_PAGE (object));

  g_cancellable_cancel (priv->parts.cancellable);
  g_clear_handle_id (&priv->check_timeout, g_source_remove);
  g_clear_handle_id (&priv->follow_timeout, g_source_remove);
  g_clear_object (&priv->sets);
  spt_leave_answer (SPT_PAGE (object), TRUE);
  g_clear_object (&priv->parts.form);
  priv->parts.pages = NULL;

  G_OBJECT_CLASS (spt_record_page_parent_class)->dispose (object);
}

static void
spt_record_page_finalize (GObject *object)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (SPT_RECORD_PAGE (object));

  g_clear_object (&priv->parts.cancellable);
  g_clear_pointer (&priv->parts.xsd, spt_xsd_unref);
  g_clear_pointer (&priv->parts.issues, spt_issue_list_free);
  g_clear_pointer (&priv->stored_issues, spt_issue_list_free);
  g_clear_pointer (&priv->refused, g_ptr_array_unref);
  _spt_record_page_forget_override (SPT_RECORD_PAGE (object));
  g_free (priv->place);
  g_free (priv->doc);
  g_clear_pointer (&priv->queue, g_array_unref);

  G_OBJECT_CLASS (spt_record_page_parent_class)->finalize (object);
}

static void
spt_record_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_ID)
    g_value_set_int64 (value, _spt_record_page_get (SPT_RECORD_PAGE (object))->parts.id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_record_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (prop_id == PROP_ID)
    _spt_record_page_get (SPT_RECORD_PAGE (object))->parts.id = g_value_get_int64 (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-record-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, save_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, menu_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, adaptive);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, outer);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, head_clamp);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, head);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, name_label);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, what_label);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, state_label);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, switcher);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, strips);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, closed_strip);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, schema_strip);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, refused_strip);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, issues_strip);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, data_bin);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, data_box);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, loose_list);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, history_stack);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, history_empty);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, history_bin);
  gtk_widget_class_bind_template_child_private (widget_class, SptRecordPage, history_box);
  gtk_widget_class_bind_template_child_full (widget_class, "form_view", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "views", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "history_list", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_record_page_open_entry);
}

static gint64
spt_record_page_get_record (SptPage *page)
{
  return _spt_record_page_get (SPT_RECORD_PAGE (page))->parts.id;
}

static void
spt_record_page_class_init (SptRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_record_page_constructed;
  object_class->dispose = spt_record_page_dispose;
  object_class->finalize = spt_record_page_finalize;
  object_class->get_property = spt_record_page_get_property;
  object_class->set_property = spt_record_page_set_property;
  page_class->refresh = spt_record_page_refresh;
  page_class->shown = spt_record_page_shown;
  page_class->get_record = spt_record_page_get_record;
  page_class->create_new = spt_record_page_create_new;
  page_class->can_leave_async = _spt_record_page_can_leave_async;
  page_class->can_leave_finish = spt_leave_ask_finish;
  klass->get_schema = spt_record_page_get_schema;
  klass->add_history = _spt_record_page_add_submissions;
  klass->remove = _spt_record_page_remove;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /**
   * SptRecordPage::saved:
   * @self: the page
   *
   * What stood in the form is in the archive, and what was to come after it has begun.
   */
  g_signal_new ("saved", SPT_TYPE_RECORD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_FORM_VIEW);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_STRIP);
  bind_template (GTK_WIDGET_CLASS (klass));
  _spt_record_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
spt_record_page_init (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  GtkWidget *widget = GTK_WIDGET (self);

  priv->parts.cancellable = g_cancellable_new ();
  priv->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) _spt_record_refused_free);
  gtk_widget_init_template (widget);
  priv->parts.form_view =
    SPT_FORM_VIEW (gtk_widget_get_template_child (widget, SPT_TYPE_RECORD_PAGE, "form_view"));
  priv->parts.views =
    ADW_VIEW_STACK (gtk_widget_get_template_child (widget, SPT_TYPE_RECORD_PAGE, "views"));
  priv->parts.history_list =
    GTK_LIST_BOX (gtk_widget_get_template_child (widget, SPT_TYPE_RECORD_PAGE, "history_list"));
  priv->parts.history =
    adw_view_stack_get_page (priv->parts.views, GTK_WIDGET (priv->history_stack));
}

/* --- for a kind ------------------------------------------------------------------------------------ */

/**
 * spt_record_page_class_set_kind:
 * @klass: a subclass, in its initialisation
 * @kind: what it shows; kept
 * @resource: the path of its template, with the menu "record_menu"
 *
 * Says what the pages of the class show.
 */
void
spt_record_page_class_set_kind (SptRecordPageClass      *klass,
                                const SptRecordPageKind *kind,
                                const char              *resource)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_return_if_fail (kind != NULL && kind->load != NULL);

  klass->kind = kind;
  gtk_widget_class_set_template_from_resource (widget_class, resource);
  gtk_widget_class_bind_template_child_full (widget_class, "record_menu", FALSE, 0);
}

/**
 * spt_record_page_get_parts:
 * @self: the page
 *
 * Returns: (transfer none): what it works with
 */
const SptRecordParts *
spt_record_page_get_parts (SptRecordPage *self)
{
  g_return_val_if_fail (SPT_IS_RECORD_PAGE (self), NULL);

  return &_spt_record_page_get (self)->parts;
}

/**
 * spt_record_page_show_place:
 * @self: the page
 * @path: where in the record, as issues have it
 *
 * Gives that field the focus, at once or when it is loaded; where there is none, the first fault.
 */
void
spt_record_page_show_place (SptRecordPage *self,
                            const char    *path)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  g_return_if_fail (SPT_IS_RECORD_PAGE (self));
  g_return_if_fail (path != NULL);

  g_free (priv->place);
  priv->place = g_strdup (path);
  if (priv->parts.loaded && priv->parts.form != NULL)
    focus_place (self);
}

/**
 * spt_record_page_set_queue:
 * @self: the page
 * @ids: (element-type gint64): the list one came from, in its order
 * @kind: what belongs to it, and whether anything comes after it
 *
 * Says what "save and next to fix" goes through.
 */
void
spt_record_page_set_queue (SptRecordPage *self,
                           GArray        *ids,
                           SptQueueKind   kind)
{
  SptRecordPagePrivate *priv;

  g_return_if_fail (SPT_IS_RECORD_PAGE (self));

  priv = _spt_record_page_get (self);
  priv->queue_kind = kind;
  g_clear_pointer (&priv->queue, g_array_unref);
  priv->queue = g_array_ref (ids);
}

/**
 * spt_record_page_set_subject:
 * @self: the page of a new record
 * @subject_id: a person or company of the directory
 *
 * Takes over what the directory knows.
 */
void
spt_record_page_set_subject (SptRecordPage *self,
                             gint64         subject_id)
{
  g_return_if_fail (SPT_IS_RECORD_PAGE (self));

  spt_subject_picker_choose (spt_subject_picker_of (GTK_WIDGET (self)), subject_id);
}

/**
 * spt_record_page_note_edit:
 * @self: the page
 *
 * Something beside the form was changed that is saved with it.
 */
void
spt_record_page_note_edit (SptRecordPage *self)
{
  if (_spt_record_page_get (self)->parts.form == NULL)
    return;
  spt_form_set_modified (_spt_record_page_get (self)->parts.form, TRUE);
  spt_record_page_drop_check (self);
  check_cb (self);
}

/**
 * spt_record_page_drop_check:
 * @self: the page
 *
 * What was just written into the form is not checked by and by.
 */
void
spt_record_page_drop_check (SptRecordPage *self)
{
  g_clear_handle_id (&_spt_record_page_get (self)->check_timeout, g_source_remove);
}

/**
 * spt_record_page_set_saving:
 * @self: the page
 * @saving: whether the record is being written, or taken away
 *
 * Keeps it from being touched, and read, meanwhile.
 */
void
spt_record_page_set_saving (SptRecordPage *self,
                            gboolean       saving)
{
  _spt_record_page_get (self)->parts.saving = !!saving;
  spt_record_page_update_actions (self);
}
