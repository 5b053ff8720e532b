/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person or company: the form, checked as one types, and the debt positions. */
#define G_LOG_DOMAIN "spt-subject-page"

#include "config.h"

#include "ui/spt-subject-page.h"

#include <glib/gi18n.h>

#include "base/spt-fiscal-code.h"
#include "ui/form/spt-form-row.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-leave.h"
#include "ui/spt-record-form.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-same-page.h"
#include "ui/spt-subject-work.h"
#include "ui/spt-ui.h"
#include "ui/spt-undo.h"

#define CHECK_DELAY_MS 300

typedef enum
{
  PROP_ID = 1,
  N_PROPS
} SptSubjectPageProperty;

struct _SptSubjectPage
{
  SptPage         parent_instance;

  gint64          id;           /* 0 = not in the archive yet */
  gint64          twin_id;      /* another with one of its codes, 0 = none */
  SptForm        *form;         /* (owned) */
  char           *doc;          /* (owned) (nullable): as loaded */
  SptSubject     *subject;      /* (owned) (nullable) */
  GCancellable   *cancellable;  /* (owned) */
  guint           check_timeout;
  guint           saving : 1;
  guint           gone   : 1;   /* taken away, or part of another: read-only */

  /* Template */
  SptAdaptiveBin *adaptive;
  GtkButton      *save_button;
  GtkWidget      *step_button;
  GtkLabel       *name_label;
  GtkLabel       *what_label;
  SptStateLabel  *state_label;
  SptStrip       *gone_strip;
  SptStrip       *twin_strip;
  SptStrip       *issues_strip;
  AdwViewStack   *views;
  GtkListBox     *loose_list;
  SptFormView    *form_view;
  GtkStack       *history_stack;
  GtkListBox     *history_list;
  GMenu          *for_many_menu;
};

G_DEFINE_FINAL_TYPE (SptSubjectPage, spt_subject_page, SPT_TYPE_PAGE)

static GParamSpec *properties[N_PROPS];

/* --- small helpers ------------------------------------------------------------------------------------- */

static SptDesk *
get_desk (SptSubjectPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static SptStore *
get_store (SptSubjectPage *self)
{
  return spt_desk_get_store (get_desk (self));
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static SptRecord *
new_record (SptSubjectPage *self)
{
  SptRecord *record = spt_record_new (spt_form_get_schema (self->form));

  spt_form_store (self->form, record);
  return record;
}

static const char *
get_text (SptSubjectPage *self,
          const char     *path)
{
  SptFormField *field = spt_form_find_field (self->form, path);

  return field != NULL ? spt_form_field_get_text (field) : "";
}

/* --- what is said -------------------------------------------------------------------------------------- */

static void
update_actions (SptSubjectPage *self)
{
  gboolean editable = !self->gone && !self->saving;
  const char *code = get_text (self, "fiscalCode");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.save",
                                 editable && (spt_form_get_modified (self->form) || self->id == 0));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.remove", editable && self->id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.new-position",
                                 editable && self->id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.for-many", editable && self->id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.derive",
                                 editable && spt_fiscal_code_check_person (code) ==
                                 SPT_FISCAL_CODE_OK);
  gtk_widget_set_visible (self->step_button, self->id != 0 && !self->gone);
}

static void
update_header (SptSubjectPage *self)
{
  g_autoptr (SptRecord) record = new_record (self);
  g_autofree char *typed = spt_subject_dup_name (record);
  const char *name = *typed != '\0' ? typed
                     : self->id == 0 ? _("New Subject") : _("Subject without a name");
  const char *code = get_text (self, "fiscalCode");
  const char *city = get_text (self, "city");
  g_autofree char *what = NULL;

  if (*code == '\0')
    code = get_text (self, "vatNumber");
  what = g_strdup_printf ("%s%s%s", code, *code != '\0' && *city != '\0' ? " · " : "", city);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->what_label, what);
  spt_page_set_title (SPT_PAGE (self), name);
  /* Who is in order needs no word. */
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), self->subject != NULL &&
                          spt_subject_get_state (self->subject) == SPT_STATE_TO_FIX);
  if (self->subject != NULL)
    g_object_set (self->state_label, "state", spt_subject_get_state (self->subject), NULL);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
check (SptSubjectPage *self)
{
  g_autoptr (SptRecord) record = new_record (self);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *text = NULL;
  g_auto (GStrv) loose = NULL;
  guint n_errors;

  spt_subject_check (record, 0, issues);
  spt_form_set_issues (self->form, issues);

  loose = spt_form_dup_loose_issues (self->form);
  clear_list (self->loose_list);
  for (guint i = 0; loose[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), loose[i]);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      gtk_list_box_append (self->loose_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->loose_list), loose[0] != NULL);

  n_errors = spt_issue_list_get_n_errors (issues);
  text = g_strdup_printf (ngettext ("%u thing to correct", "%u things to correct", n_errors),
                          n_errors);
  /* An empty form is no fault yet. */
  g_object_set (self->issues_strip, "text", text, "revealed",
                n_errors > 0 && !self->gone && (self->id != 0 ||
                                                spt_form_get_modified (self->form)), NULL);
}

static void
check_cb (gpointer user_data)
{
  SptSubjectPage *self = user_data;

  self->check_timeout = 0;
  check (self);
  update_header (self);
  update_actions (self);
}

static void
form_changed_cb (SptSubjectPage *self)
{
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  self->check_timeout = g_timeout_add_once (CHECK_DELAY_MS, check_cb, self);
  update_actions (self);
}

/* --- positions ----------------------------------------------------------------------------------------- */

static GtkWidget *
make_position_row (SptDebtPosition *position)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, "valign",
                                   GTK_ALIGN_CENTER, NULL);
  g_autofree char *description = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *due = NULL;
  g_autofree char *iupd = NULL;
  g_autoptr (GString) subtitle = g_string_new (NULL);
  gint64 id = spt_debt_position_get_id (position);

  g_object_get (position, "description", &description, "amount-text", &amount, "due-date-text",
                &due, "iupd", &iupd, NULL);
  if (amount != NULL && *amount != '\0')
    g_string_append_printf (subtitle, "%s €", amount);
  if (due != NULL && *due != '\0')
    {
      /* Translators: %s is a date: by when an amount is to be paid */
      g_autofree char *by = g_strdup_printf (_("due %s"), due);

      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", by);
    }
  g_object_set (state, "state", spt_debt_position_get_state (position), NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 description != NULL && *description != '\0' ? description
                                 : iupd != NULL ? iupd : "–");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "spt-id", g_memdup2 (&id, sizeof id), g_free);
  return row;
}

static GtkWidget *
make_other_row (const SptSubjectOther *other)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const char *icon_name;
  gint64 id = spt_row_get_id (other->row);

  other->kind->describe (other->row, &title, &subtitle, &icon_name);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "spt-id", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data (G_OBJECT (row), "spt-kind", (gpointer) other->kind->kind);
  return row;
}

static void
show_positions (SptSubjectPage *self,
                SptSubjectLoad *loaded)
{
  AdwViewStackPage *page = adw_view_stack_get_page (self->views, GTK_WIDGET (self->history_stack));

  clear_list (self->history_list);
  for (guint i = 0; i < loaded->others->len; i++)
    gtk_list_box_append (self->history_list,
                         make_other_row (g_ptr_array_index (loaded->others, i)));
  for (guint i = 0; i < loaded->positions->len; i++)
    gtk_list_box_append (self->history_list,
                         make_position_row (g_ptr_array_index (loaded->positions, i)));
  if (loaded->n_positions > loaded->positions->len)
    {
      g_autofree char *all = spt_ui_format_count (loaded->n_positions);
      g_autofree char *shown = spt_ui_format_count (loaded->positions->len);
      g_autofree char *text = g_strdup_printf (_("The newest %1$s of %2$s positions"), shown, all);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      gtk_list_box_append (self->history_list, row);
    }
  gtk_stack_set_visible_child_name (self->history_stack,
                                    loaded->positions->len + loaded->others->len > 0 ? "list"
                                                                                     : "empty");
  adw_view_stack_page_set_title (page, loaded->others->len > 0 ? _("Records") : _("Positions"));
  adw_view_stack_page_set_badge_number (page, loaded->n_positions + loaded->n_others);
}

static void
entry_activated_cb (SptSubjectPage *self,
                    GtkListBoxRow  *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-id");
  const char *kind = g_object_get_data (G_OBJECT (row), "spt-kind");

  if (id != NULL)
    spt_window_open_record (spt_window_of (GTK_WIDGET (self)),
                            kind != NULL ? kind : "debt-positions", *id, NULL);
}

/* --- loading ------------------------------------------------------------------------------------------- */

static void
show_strips (SptSubjectPage *self,
             SptSubjectLoad *loaded)
{
  g_autofree char *text = NULL;

  self->gone = !loaded->live;
  self->twin_id = loaded->twin != NULL ? spt_subject_get_id (loaded->twin) : 0;
  if (loaded->twin != NULL)
    text = g_strdup_printf (_("%s has the same code"), spt_subject_get_name (loaded->twin));
  g_object_set (self->twin_strip, "text", text, "revealed", loaded->twin != NULL, NULL);
  g_object_set (self->gone_strip, "text",
                loaded->merged_into != 0 ? _("This subject was merged into another one.")
                                         : _("This subject was removed."),
                "revealed", self->gone, NULL);
  spt_form_view_set_read_only (self->form_view, self->gone);
}

static void
show_loaded (SptSubjectPage *self,
             SptSubjectLoad *loaded)
{
  gboolean fresh = self->subject == NULL;

  g_set_object (&self->subject, loaded->subject);
  spt_record_form_follow (self->form_view, fresh, &self->doc, loaded->doc);
  show_strips (self, loaded);
  show_positions (self, loaded);
  check (self);
  update_header (self);
  update_actions (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptSubjectLoad *loaded = spt_subject_load_finish (SPT_STORE (object), result, &error);
  SptSubjectPage *self = user_data;

  if (is_cancelled (error))
    return;
  if (loaded != NULL)
    {
      show_loaded (self, loaded);
      return;
    }
  spt_ui_report_error (GTK_WIDGET (self), error);
  self->gone = TRUE;
  update_actions (self);
}

static void
begin_load (SptSubjectPage *self)
{
  spt_subject_load_async (get_store (self), self->id, self->cancellable, loaded_cb, self);
}

static void
store_changed_cb (SptSubjectPage *self,
                  guint           what)
{
  if (self->id != 0 && !self->saving &&
      (what & (SPT_CHANGED_SUBJECTS | SPT_CHANGED_POSITIONS | SPT_CHANGED_ELSEWHERE)) != 0)
    begin_load (self);
}

/* --- saving and leaving --------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_subject_work_finish (SPT_STORE (object), result, &error);
  SptSubjectPage *self = user_data;

  if (is_cancelled (error))
    return;

  self->saving = FALSE;
  if (id == 0)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      spt_leave_answer (SPT_PAGE (self), FALSE);
      update_actions (self);
      return;
    }
  self->id = id;
  spt_form_set_modified (self->form, FALSE);
  update_actions (self);
  begin_load (self);
  if (spt_leave_is_asked (SPT_PAGE (self)))
    spt_leave_answer (SPT_PAGE (self), TRUE);
  else
    spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Saved"), NULL, NULL, NULL);
}

static void
save (SptSubjectPage *self)
{
  if (self->saving || self->gone)
    return;
  self->saving = TRUE;
  update_actions (self);
  spt_subject_save_async (get_store (self), self->id, new_record (self),
                          spt_desk_get_who (get_desk (self)), self->cancellable, saved_cb, self);
}

static void
save_and_leave (SptPage *page)
{
  save (SPT_SUBJECT_PAGE (page));
}

static void
spt_subject_page_can_leave_async (SptPage             *page,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (page);

  spt_leave_ask_async (page, !self->gone && spt_form_get_modified (self->form),
                       _("A subject can be saved however incomplete it is; without saving, the changes are lost."),
                       save_and_leave, self->cancellable, callback, user_data);
}

/* --- actions ------------------------------------------------------------------------------------------- */

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save (SPT_SUBJECT_PAGE (widget));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);
  SptWindow *window = spt_window_of (widget);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, self->id);
  spt_form_set_modified (self->form, FALSE);
  spt_subjects_remove (window, ids);
  spt_window_back (window);
}

static void
new_position_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  spt_window_new_record_for (spt_window_of (widget), "debt-positions", SPT_SUBJECT_PAGE (widget)->id);
}

/* The sheet reads the archive: what is typed and not saved is not in it. */
static void
for_many_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);

  gtk_window_present (spt_record_pages_new_for_one (g_variant_get_string (parameter, NULL), widget, get_desk (self),
                                                    self->id));
}

static void
derive_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  static const char *const fields[] = { "sex", "birthDate" };
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);
  g_autoptr (SptRecord) record = new_record (self);
  SptNode *root = spt_record_get_root (record);

  if (!spt_subject_derive (record, spt_clock_get_utc_ms (spt_desk_get_clock (get_desk (self)))))
    {
      spt_window_toast (spt_window_of (widget), _("Sex and date of birth are written already"),
                        NULL, NULL, NULL);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const SptFieldDef *def = spt_group_def_find_field (spt_node_get_def (root), fields[i]);

      spt_form_field_set_text (spt_form_find_field (self->form, fields[i]),
                               spt_node_get (root, def->index));
    }
  /* The century is not in the code: somebody has to look. */
  spt_window_toast (spt_window_of (widget), _("Filled in from the code: check the year of birth"),
                    NULL, NULL, NULL);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);

  if (self->twin_id != 0)
    spt_window_push (spt_window_of (widget),
                     spt_same_page_new (get_desk (self), self->id, self->twin_id));
}

static void
next_error_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->views, "data");
  spt_form_view_focus_error (self->form_view, TRUE);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
width_changed_cb (SptSubjectPage *self)
{
  spt_record_form_turn_save (self->save_button, self->adaptive);
}

static void
spt_subject_page_refresh (SptPage *page)
{
  if (SPT_SUBJECT_PAGE (page)->id != 0)
    begin_load (SPT_SUBJECT_PAGE (page));
}

/* Who makes a new one begins to type. */
static void
spt_subject_page_shown (SptPage *page)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (page);

  if (self->form != NULL && self->id == 0)
    spt_form_view_focus_field (self->form_view, spt_form_find_field (self->form, "fiscalCode"));
}

static void
spt_subject_page_create_new (SptPage *page)
{
  spt_window_push (spt_window_of (GTK_WIDGET (page)),
                   spt_subject_page_new (spt_page_get_desk (page), 0));
}

static void
spt_subject_page_constructed (GObject *object)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (object);

  G_OBJECT_CLASS (spt_subject_page_parent_class)->constructed (object);

  if (get_desk (self) == NULL)
    return; /* a test of the template alone */

  self->form = spt_form_new (spt_subject_get_schema ());
  spt_form_view_set_form (self->form_view, self->form);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child_name (self->history_stack, "empty");
  update_header (self);
  update_actions (self);
  if (self->id != 0)
    begin_load (self);
}

static void
spt_subject_page_dispose (GObject *object)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  spt_leave_answer (SPT_PAGE (self), TRUE);
  g_clear_object (&self->form);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (spt_subject_page_parent_class)->dispose (object);
}

static void
spt_subject_page_finalize (GObject *object)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->doc, g_free);

  G_OBJECT_CLASS (spt_subject_page_parent_class)->finalize (object);
}

static void
spt_subject_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_ID)
    g_value_set_int64 (value, SPT_SUBJECT_PAGE (object)->id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_subject_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (prop_id == PROP_ID)
    SPT_SUBJECT_PAGE (object)->id = g_value_get_int64 (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_subject_page_class_init (SptSubjectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_subject_page_constructed;
  object_class->dispose = spt_subject_page_dispose;
  object_class->finalize = spt_subject_page_finalize;
  object_class->get_property = spt_subject_page_get_property;
  object_class->set_property = spt_subject_page_set_property;
  page_class->refresh = spt_subject_page_refresh;
  page_class->shown = spt_subject_page_shown;
  page_class->create_new = spt_subject_page_create_new;
  page_class->can_leave_async = spt_subject_page_can_leave_async;
  page_class->can_leave_finish = spt_leave_ask_finish;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STRIP);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_FORM_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-subject-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, step_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, what_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, gone_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, twin_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, issues_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, views);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, loose_list);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, form_view);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, history_stack);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, history_list);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, for_many_menu);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);

  gtk_widget_class_install_action (widget_class, "subject.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "subject.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "subject.new-position", NULL,
                                   new_position_action);
  gtk_widget_class_install_action (widget_class, "subject.for-many", "s", for_many_action);
  gtk_widget_class_install_action (widget_class, "subject.derive", NULL, derive_action);
  gtk_widget_class_install_action (widget_class, "subject.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "subject.next-error", NULL, next_error_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "subject.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "subject.next-error", NULL);
}

static void
spt_subject_page_init (SptSubjectPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  spt_record_pages_add_for_many (self->for_many_menu, "subject.for-many");
  spt_undo_follow_form_view (self->form_view);
}

/**
 * spt_subject_page_new:
 * @desk: what it works with
 * @id: the subject; 0 = a new one
 *
 * Makes the page of one person or company.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_subject_page_new (SptDesk *desk,
                      gint64   id)
{
  return g_object_new (SPT_TYPE_SUBJECT_PAGE, "desk", desk, "id", id, NULL);
}

/**
 * spt_subject_page_get_id:
 * @self: the page
 *
 * Returns: the subject; 0 until it is saved
 */
gint64
spt_subject_page_get_id (SptSubjectPage *self)
{
  g_return_val_if_fail (SPT_IS_SUBJECT_PAGE (self), 0);

  return self->id;
}

/**
 * spt_subject_page_set_code:
 * @self: the page of a new one
 * @code: a codice fiscale or partita IVA
 *
 * Begins a new subject with a code that was pasted somewhere else.
 */
void
spt_subject_page_set_code (SptSubjectPage *self,
                           const char     *code)
{
  gboolean is_company;

  g_return_if_fail (SPT_IS_SUBJECT_PAGE (self));

  is_company = strlen (code) == 11;
  spt_form_field_set_text (spt_form_find_field (self->form, "type"), is_company ? "G" : "F");
  spt_form_field_set_text (spt_form_find_field (self->form, is_company ? "vatNumber"
                                                                       : "fiscalCode"), code);
}
