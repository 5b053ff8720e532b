/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a record is about out of the directory: suggestions while one types, the link that is kept, a new subject saved. */
#define G_LOG_DOMAIN "spt-subject-picker"

#include "config.h"

#include "ui/spt-subject-picker.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "ui/spt-subject-work.h"
#include "ui/spt-suggest.h"
#include "ui/spt-ui.h"

#define DATA "spt-subject-picker"
#define MAX_SHOWN 6
#define MIN_TYPED 3
#define SAVE "save" /* the suggestion to keep who is typed */

struct _SptSubjectPicker
{
  GObject              parent_instance;

  const SptPickerKind *kind;
  GtkWidget           *page; /* (unowned): it owns us */
  SptForm             *form; /* (owned) */
  SptDesk             *desk; /* (owned) */
  GActionGroup        *actions; /* (owned) */
  GCancellable        *cancellable; /* (owned): the look under way */
  GCancellable        *life; /* (owned) */
  SptSuggest          *suggest; /* (owned) */
  gint64               subject_id; /* whom the debtor was taken from, 0 = nobody */
  char                *subject_code; /* (owned) (nullable): while the form says the same it is still that one */
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
  gboolean is_new;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (search == NULL)
    {
      spt_suggest_drop (self->suggest);
      return;
    }

  is_new = search->code != NULL && search->of_code == 0 &&
           g_action_group_get_action_enabled (self->actions, "save");
  /* The one that is chosen already needs no choosing. */
  if (search->found->len == 1 && get_linked (self) ==
      spt_subject_get_id (g_ptr_array_index (search->found, 0)))
    {
      spt_suggest_drop (self->suggest);
      return;
    }

  if (!spt_suggest_begin (self->suggest))
    return;
  for (guint i = 0; i < search->found->len; i++)
    {
      SptSubject *subject = g_ptr_array_index (search->found, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, spt_subject_get_id (subject));
      g_autofree char *city = NULL;
      g_autofree char *more = NULL;

      g_object_get (subject, "city", &city, NULL);
      more = g_strdup_printf ("%s%s%s", spt_subject_get_code (subject),
                              city != NULL && *city != '\0' ? " · " : "", city != NULL ? city : "");
      spt_suggest_add (self->suggest, id, spt_subject_get_name (subject), more);
    }
  if (is_new)
    {
      g_autofree char *name = self->kind->dup_name (self->form);

      spt_suggest_add (self->suggest, SAVE, _("Save among the Subjects"), name);
    }
  spt_suggest_show (self->suggest);
}

/* Only while a person types there: what is loaded stands as it was kept. */
static void
form_changed_cb (SptSubjectPicker *self)
{
  if (spt_suggest_get_field (self->suggest) != NULL)
    self->kind->derive (self->form, spt_desk_get_now (self->desk));
}

static void
typed_cb (SptSubjectPicker *self,
          SptFormField     *field,
          gboolean          asked)
{
  g_autofree char *code = dup_code (self);
  g_autofree char *text = spt_text_strip (spt_form_field_get_text (field));
  Search *search;

  if (spt_text_length (text) < MIN_TYPED)
    {
      spt_suggest_drop (self->suggest);
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
suggestion_chosen_cb (SptSubjectPicker *self,
                      SptFormField     *field,
                      const char       *id)
{
  if (strcmp (id, SAVE) == 0)
    g_action_group_activate_action (self->actions, "save", NULL);
  else
    spt_subject_picker_choose (self, g_ascii_strtoll (id, NULL, 10));
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
  if (loaded == NULL || !spt_record_read (record, loaded->record.doc, -1, &error))
    {
      spt_ui_report_error (self->page, error);
      return;
    }

  spt_suggest_set_filling (self->suggest, TRUE);
  self->kind->fill_form (self->form, record, spt_desk_get_now (self->desk));
  spt_suggest_set_filling (self->suggest, FALSE);
  code = dup_code (self);
  set_subject (self, loaded->record.id, code);
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
  g_cancellable_cancel (self->cancellable);
  spt_suggest_cancel (self->suggest);
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

  spt_suggest_drop (self->suggest);
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

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->life);
  g_clear_object (&self->suggest);
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
        g_signal_connect_object (field, "notify::text", G_CALLBACK (update_actions), self,
                                 G_CONNECT_SWAPPED);
    }
  self->suggest = spt_suggest_new (page, form, kind->watched, _("Subjects found"));
  g_signal_connect_object (self->suggest, "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  if (kind->derive != NULL)
    g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggest, "chosen", G_CALLBACK (suggestion_chosen_cb), self,
                           G_CONNECT_SWAPPED);
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
