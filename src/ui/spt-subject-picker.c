/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a record is about out of the directory: suggestions while one types, the link that is kept, a new subject saved. */
#define G_LOG_DOMAIN "spt-subject-picker"

#include "config.h"

#include "ui/spt-subject-picker.h"

#include <glib/gi18n.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "ui/form/spt-form-row.h"
#include "ui/spt-subject-work.h"
#include "ui/spt-ui.h"

#define DATA "spt-subject-picker"
#define DELAY_MS 150
#define MAX_SHOWN 6
#define MIN_TYPED 3

struct _SptSubjectPicker
{
  GObject              parent_instance;

  const SptPickerKind *kind;
  GtkWidget           *page; /* (unowned): it owns us */
  SptFormView         *view; /* (unowned) */
  SptForm             *form; /* (owned) */
  SptDesk             *desk; /* (owned) */
  GActionGroup        *actions; /* (owned) */
  GCancellable        *cancellable; /* (owned): the look under way */
  GCancellable        *life; /* (owned) */
  GtkWidget           *popover; /* (unowned) (nullable): in the row one types in */
  GtkListBox          *list; /* (unowned) (nullable) */
  gint64               subject_id; /* whom the debtor was taken from, 0 = nobody */
  char                *subject_code; /* (owned) (nullable): while the form says the same it is still that one */
  guint                timer;
  guint                filling : 1; /* what changes is our doing */
};

G_DEFINE_FINAL_TYPE (SptSubjectPicker, spt_subject_picker, G_TYPE_OBJECT)

static SptStore *
get_store (SptSubjectPicker * self)
{
  return spt_desk_get_store (self->desk);
}

static char *
dup_code (SptSubjectPicker *self)
{
  return spt_fiscal_code_normalize (self->kind->get_code (self->form));
}

/* Whom the form names is still the one that was chosen. */
static gint64
get_linked (SptSubjectPicker *self)
{
  g_autofree char *code = dup_code (self);

  return g_strcmp0 (code, self->subject_code) == 0 ? self->subject_id : 0;
}

static void
update_actions (SptSubjectPicker *self)
{
  GActionMap *map = G_ACTION_MAP (self->actions);
  gboolean linked = get_linked (self) != 0;
  g_autofree char *code = dup_code (self);
  g_autofree char *name = self->kind->dup_name (self->form);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "open")), linked);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "save")),
                               !linked && spt_fiscal_code_check (code) == SPT_FISCAL_CODE_OK &&
                               !spt_text_is_blank (name));
}

static void
set_subject (SptSubjectPicker *self,
             gint64            id,
             const char       *code)
{
  self->subject_id = id;
  g_free (self->subject_code);
  self->subject_code = g_strdup (code);
  update_actions (self);
}

/* --- the suggestions ------------------------------------------------------------------------------------ */

static void
drop_popover (SptSubjectPicker *self)
{
  self->list = NULL;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

/* The row that has the focus, if one types into it whom the record is about. */
static SptFormRow *
get_typed_row (SptSubjectPicker *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->view)))
    return NULL;
  for (guint i = 0; self->kind->watched[i] != NULL; i++)
    {
      if (spt_form_row_get_field (SPT_FORM_ROW (row)) ==
          spt_form_find_field (self->form, self->kind->watched[i]))
        return SPT_FORM_ROW (row);
    }
  return NULL;
}

static void
row_activated_cb (GtkListBox       *list,
                  GtkListBoxRow    *row,
                  SptSubjectPicker *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-id");
  gint64 chosen = id != NULL ? *id : 0;

  drop_popover (self);
  if (chosen != 0)
    spt_subject_picker_choose (self, chosen);
  else
    g_action_group_activate_action (self->actions, "save", NULL);
}

/* The typing goes on in the entry; the arrows choose, Return takes, Escape leaves it. */
static gboolean
key_cb (GtkEventControllerKey  *controller,
        guint                   keyval,
        guint                   keycode,
        GdkModifierType         state,
        SptSubjectPicker       *self)
{
  GtkListBoxRow *row;
  int at;

  if (self->popover == NULL || !gtk_widget_get_visible (self->popover))
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_selected_row (self->list);
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      at = row == NULL ? -1 : gtk_list_box_row_get_index (row);
      at += keyval == GDK_KEY_Down ? 1 : -1;
      row = at < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, at);
      if (row != NULL)
        gtk_list_box_select_row (self->list, row);
      else if (at < 0)
        gtk_list_box_unselect_all (self->list);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL || (state & GDK_CONTROL_MASK) != 0)
        return GDK_EVENT_PROPAGATE;
      row_activated_cb (self->list, row, self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      drop_popover (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      drop_popover (self);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
add_row (SptSubjectPicker *self,
         gint64            id,
         const char       *title,
         const char       *subtitle)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *more = gtk_label_new (subtitle);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 40);
  gtk_label_set_xalign (GTK_LABEL (more), 0);
  gtk_label_set_ellipsize (GTK_LABEL (more), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (more), 40);
  gtk_widget_add_css_class (more, "caption");
  gtk_widget_add_css_class (more, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), more);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  /* The focus stays where one types. */
  gtk_widget_set_focusable (row, FALSE);
  if (id != 0)
    g_object_set_data_full (G_OBJECT (row), "spt-id", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_append (self->list, row);
}

/* The form may be laid out anew while suggestions are shown. */
static void
row_gone_cb (SptSubjectPicker *self,
             GtkWidget        *row)
{
  if (self->popover != NULL && gtk_widget_get_parent (self->popover) == row)
    drop_popover (self);
}

static void
make_popover (SptSubjectPicker *self,
              SptFormRow       *row)
{
  GtkEventController *keys;

  drop_popover (self);
  self->popover = gtk_popover_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Subjects found"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (row));

  if (g_object_get_data (G_OBJECT (row), DATA) == NULL)
    {
      keys = gtk_event_controller_key_new ();
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
      gtk_widget_add_controller (GTK_WIDGET (row), keys);
      g_signal_connect_object (row, "destroy", G_CALLBACK (row_gone_cb), self, G_CONNECT_SWAPPED);
      g_object_set_data (G_OBJECT (row), DATA, self);
    }
}

typedef struct
{
  char      *text;     /* (owned) */
  char      *code;     /* (owned): the form's code, where it is whole */
  GPtrArray *found;    /* (owned) (element-type SptSubject) */
  gint64     of_code;  /* whom that code belongs to, 0 = nobody */
} Search;

static void
search_free (Search *search)
{
  g_free (search->text);
  g_free (search->code);
  g_ptr_array_unref (search->found);
  g_free (search);
}

static gboolean
find (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Search *search = data;
  const SptListQuery query = { .search = search->text, .sort = SPT_SUBJECT_SORT_NAME };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_subjects_kind, &query, cancellable, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len && i < MAX_SHOWN; i++)
    {
      SptSubject *subject = spt_db_get_subject (db, g_array_index (ids, gint64, i), error);

      if (subject == NULL)
        return FALSE;
      g_ptr_array_add (search->found, subject);
    }
  if (search->code != NULL)
    search->of_code = spt_db_find_subject (db, search->code, search->code, error);
  return search->of_code >= 0;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Search *search = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSubjectPicker *self = user_data;
  SptFormRow *row;
  gboolean is_new;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  row = get_typed_row (self);
  if (search == NULL || row == NULL)
    {
      drop_popover (self);
      return;
    }

  is_new = search->code != NULL && search->of_code == 0 &&
           g_action_group_get_action_enabled (self->actions, "save");
  /* The one that is chosen already needs no choosing. */
  if ((search->found->len == 0 && !is_new) ||
      (search->found->len == 1 && get_linked (self) ==
       spt_subject_get_id (g_ptr_array_index (search->found, 0))))
    {
      drop_popover (self);
      return;
    }

  make_popover (self, row);
  for (guint i = 0; i < search->found->len; i++)
    {
      SptSubject *subject = g_ptr_array_index (search->found, i);
      g_autofree char *city = NULL;
      g_autofree char *more = NULL;

      g_object_get (subject, "city", &city, NULL);
      more = g_strdup_printf ("%s%s%s", spt_subject_get_code (subject),
                              city != NULL && *city != '\0' ? " · " : "", city != NULL ? city : "");
      add_row (self, spt_subject_get_id (subject), spt_subject_get_name (subject), more);
    }
  if (is_new)
    {
      g_autofree char *name = self->kind->dup_name (self->form);

      add_row (self, 0, _("Save among the Subjects"), name);
    }
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
timer_cb (gpointer user_data)
{
  SptSubjectPicker *self = user_data;
  SptFormRow *row = get_typed_row (self);
  g_autofree char *code = dup_code (self);
  g_autofree char *text = NULL;
  Search *search;

  self->timer = 0;
  update_actions (self);
  if (row == NULL)
    return;
  text = spt_text_strip (spt_form_field_get_text (spt_form_row_get_field (row)));
  if (spt_text_length (text) < MIN_TYPED)
    {
      drop_popover (self);
      return;
    }

  search = g_new0 (Search, 1);
  search->text = g_steal_pointer (&text);
  search->code = spt_fiscal_code_check (code) == SPT_FISCAL_CODE_OK ? g_steal_pointer (&code)
                                                                    : NULL;
  search->found = g_ptr_array_new_with_free_func (g_object_unref);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  spt_store_run_async (get_store (self), SPT_STORE_READ, find, search,
                       (GDestroyNotify) search_free, self->cancellable, found_cb, self);
}

static void
text_changed_cb (SptSubjectPicker *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (DELAY_MS, timer_cb, self);
}

/* --- choosing ------------------------------------------------------------------------------------------ */

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptSubjectLoad *loaded = spt_subject_load_finish (SPT_STORE (object), result, &error);
  SptSubjectPicker *self = user_data;
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *code = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  record = spt_record_new (spt_subject_get_schema ());
  if (loaded == NULL || !spt_record_read (record, loaded->doc, -1, &error))
    {
      spt_ui_report_error (self->page, error);
      return;
    }

  self->filling = TRUE;
  self->kind->fill_form (self->form, record, spt_desk_get_now (self->desk));
  self->filling = FALSE;
  code = dup_code (self);
  set_subject (self, loaded->id, code);
}

/**
 * spt_subject_picker_choose:
 * @self: the picker
 * @subject_id: a subject
 *
 * Fills the form from a subject; the link is kept when the record is saved.
 */
void
spt_subject_picker_choose (SptSubjectPicker *self,
                           gint64            subject_id)
{
  g_return_if_fail (SPT_IS_SUBJECT_PICKER (self));

  spt_subject_load_async (get_store (self), subject_id, self->life, chosen_cb, self);
}

/* --- the link ------------------------------------------------------------------------------------------ */

typedef struct
{
  const SptPickerKind *kind;
  gint64               record_id;
  gint64               subject_id;
} Link;

static gboolean
load_link (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Link *link = data;

  link->subject_id = link->kind->get_link (db, link->record_id, error);
  return link->subject_id >= 0;
}

static void
link_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Link *link = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSubjectPicker *self = user_data;

  if (link != NULL)
    {
      /* What the form says is what was saved with that link. */
      g_autofree char *code = dup_code (self);

      set_subject (self, link->subject_id, code);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_warning ("Whom a record is linked to could not be read: %s", error->message);
    }
}

/**
 * spt_subject_picker_set_record:
 * @self: the picker
 * @record_id: the record that the form shows, unmodified; 0 = a new one
 *
 * Asks whom the record was taken from.
 */
void
spt_subject_picker_set_record (SptSubjectPicker *self,
                               gint64            record_id)
{
  Link *link;

  g_return_if_fail (SPT_IS_SUBJECT_PICKER (self));

  if (record_id == 0)
    {
      set_subject (self, 0, NULL);
      return;
    }
  link = g_new0 (Link, 1);
  link->kind = self->kind;
  link->record_id = record_id;
  spt_store_run_async (get_store (self), SPT_STORE_READ, load_link, link,
                       g_free, self->life, link_loaded_cb, self);
}

static gboolean
keep_link (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Link *link = data;

  return link->kind->set_link (db, link->record_id, link->subject_id, error);
}

static void
link_kept_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    g_warning ("Whom a record is about could not be kept: %s", error->message);
}

/**
 * spt_subject_picker_keep:
 * @self: the picker
 * @record_id: the record, just saved
 *
 * Keeps the link to the subject that was chosen, as long as the form's code is still that one's.
 */
void
spt_subject_picker_keep (SptSubjectPicker *self,
                         gint64            record_id)
{
  Link *link;

  g_return_if_fail (SPT_IS_SUBJECT_PICKER (self));

  /* What is saved is what was typed: suggestions come too late. */
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  drop_popover (self);
  if (self->subject_id == 0)
    return;
  link = g_new0 (Link, 1);
  link->kind = self->kind;
  link->record_id = record_id;
  link->subject_id = get_linked (self);
  /* Written even if the page is left at once. */
  spt_store_run_async (get_store (self), SPT_STORE_WRITE, keep_link, link,
                       g_free, NULL, link_kept_cb, NULL);
}

/* --- a new one ----------------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_subject_work_finish (SPT_STORE (object), result, &error);
  SptSubjectPicker *self = user_data;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  SptWindow *window;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (id == 0)
    {
      spt_ui_report_error (self->page, error);
      return;
    }
  code = dup_code (self);
  set_subject (self, id, code);
  window = spt_window_of (self->page);
  name = self->kind->dup_name (self->form);
  /* Translators: %s is the name of a person or company */
  text = g_strdup_printf (_("%s is among the subjects now"), name);
  if (window != NULL)
    spt_window_toast (window, text, NULL, NULL, NULL);
}

static void
save_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SptSubjectPicker *self = user_data;
  g_autoptr (SptRecord) source = spt_form_dup_record (self->form);
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());

  drop_popover (self);
  if (!self->kind->fill_subject (record, source))
    return;
  spt_subject_save_async (get_store (self), 0, g_steal_pointer (&record),
                          spt_desk_get_who (self->desk), self->life, saved_cb, self);
}

static void
open_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SptSubjectPicker *self = user_data;

  if (self->subject_id != 0)
    spt_window_open_record (spt_window_of (self->page), "beneficiaries", self->subject_id, NULL);
}

/* --- debtors -------------------------------------------------------------------------------------------- */

static const char *
get_debtor_code (SptForm *form)
{
  return spt_form_get_text (form, "fiscalCode");
}

static char *
dup_debtor_name (SptForm *form)
{
  return g_strdup (spt_form_get_text (form, "fullName"));
}

static void
fill_debtor (SptForm   *form,
             SptRecord *subject,
             gint64     now_utc_ms)
{
  g_autoptr (GHashTable) fields = spt_subject_dup_debtor (subject);
  GHashTableIter iter;
  const char *name;
  const char *text;

  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &text))
    {
      SptFormField *field = spt_form_find_field (form, name);

      if (field != NULL)
        spt_form_field_set_text (field, text);
    }
}

static const char *const debtor_fields[] = { "fiscalCode", "fullName", NULL };

/* The debtor of a position. */
const SptPickerKind spt_picker_debtors = {
  .actions = "debtor",
  .watched = debtor_fields,
  .get_code = get_debtor_code,
  .dup_name = dup_debtor_name,
  .fill_form = fill_debtor,
  .fill_subject = spt_subject_fill_from_debtor,
  .get_link = spt_db_get_position_subject,
  .set_link = spt_db_link_position,
};

/* --- the object ---------------------------------------------------------------------------------------- */

static void
spt_subject_picker_dispose (GObject *object)
{
  SptSubjectPicker *self = SPT_SUBJECT_PICKER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->life);
  g_clear_object (&self->form);
  g_clear_object (&self->desk);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (spt_subject_picker_parent_class)->dispose (object);
}

static void
spt_subject_picker_finalize (GObject *object)
{
  SptSubjectPicker *self = SPT_SUBJECT_PICKER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->life);
  g_clear_pointer (&self->subject_code, g_free);

  G_OBJECT_CLASS (spt_subject_picker_parent_class)->finalize (object);
}

static void
spt_subject_picker_class_init (SptSubjectPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_subject_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_subject_picker_finalize;
}

static void
spt_subject_picker_init (SptSubjectPicker *self)
{
  self->cancellable = g_cancellable_new ();
  self->life = g_cancellable_new ();
}

/**
 * spt_subject_picker_attach:
 * @page: what the form stands in; owns the picker, gets the kind's actions open and save
 * @kind: what kind of records @form is of; kept
 * @view: shows @form
 * @form: of a record
 * @desk: what it works with
 *
 * Lets whom a record is about be taken from the directory.
 *
 * Returns: (transfer none): the picker
 */
SptSubjectPicker *
spt_subject_picker_attach (GtkWidget           *page,
                           const SptPickerKind *kind,
                           SptFormView         *view,
                           SptForm             *form,
                           SptDesk             *desk)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = open_action_cb },
    { .name = "save", .activate = save_action_cb },
  };
  SptSubjectPicker *self = g_object_new (SPT_TYPE_SUBJECT_PICKER, NULL);

  self->kind = kind;
  self->page = page;
  self->view = view;
  self->form = g_object_ref (form);
  self->desk = g_object_ref (desk);
  self->actions = G_ACTION_GROUP (g_simple_action_group_new ());
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (page, kind->actions, self->actions);
  for (guint i = 0; kind->watched[i] != NULL; i++)
    {
      SptFormField *field = spt_form_find_field (form, kind->watched[i]);

      if (field != NULL)
        g_signal_connect_object (field, "notify::text", G_CALLBACK (text_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
  /* A popover goes before the row that it stands in. */
  g_signal_connect_object (page, "unmap", G_CALLBACK (drop_popover), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (page), DATA, self, g_object_unref);
  update_actions (self);
  return self;
}

/**
 * spt_subject_picker_of:
 * @page: what has one attached
 *
 * Returns: (transfer none) (nullable): the picker
 */
SptSubjectPicker *
spt_subject_picker_of (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), DATA);
}
