/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues, notice numbers, stamps and instalments on the page of one debt position. */
#define G_LOG_DOMAIN "spt-position-due"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-iuv.h"
#include "base/spt-messages.h"
#include "ui/spt-dues-dialog.h"
#include "ui/spt-iuv-ask.h"
#include "ui/spt-plan-dialog.h"
#include "ui/spt-undo.h"
#include "ui/spt-window.h"

#define OPTION       "paymentOption"
#define STAMP_TYPE   "stamp.stampType"
#define STAMP_HASH   "stamp.hashDocument"
#define STAMP_AMOUNT "16,00" /* a revenue stamp, as long as the law says so */
#define READ_SIZE    65536

static SptDesk *
get_desk (SptPositionPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static SptStore *
get_store (SptPositionPage *self)
{
  return spt_desk_get_store (get_desk (self));
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static const SptDuesTable *
get_table (SptPositionPage *self)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);

  return klass->get_dues != NULL ? klass->get_dues (self->service) : NULL;
}

static gint64
get_now (SptPositionPage *self)
{
  return spt_clock_get_utc_ms (spt_desk_get_clock (get_desk (self)));
}

static SptRecord *
read_record (SptSchema  *schema,
             const char *doc)
{
  SptRecord *record = spt_record_new (schema);
  g_autoptr (GError) error = NULL;

  if (!spt_record_read (record, doc, -1, &error))
    g_warning ("A record of our own cannot be read: %s", error->message);
  return record;
}

static char *
write_record (SptRecord *record)
{
  g_autoptr (GString) doc = g_string_new (NULL);

  spt_record_write (record, doc);
  return g_strdup (doc->str);
}

static SptRecord *
store_form (SptPositionPage *self)
{
  SptRecord *record = spt_record_new (spt_form_get_schema (self->form));

  spt_form_store (self->form, record);
  return record;
}

static const char *
get_text (SptPositionPage *self,
          const char      *path)
{
  SptFormField *field = spt_form_find_field (self->form, path);

  return field != NULL ? spt_form_field_get_text (field) : "";
}

/* The creditor body that the position names, or the only one there is; NULL where that is unclear. */
static SptCreditorBody *
find_body (SptPositionPage *self)
{
  const char *code = get_text (self, "organization");

  if (self->dues == NULL)
    return NULL;
  if (*code != '\0')
    return spt_dues_list_find_body (self->dues, code);
  return self->dues->bodies->len == 1 ? g_ptr_array_index (self->dues->bodies, 0) : NULL;
}

/* --- what the kind fills -------------------------------------------------------------------------------- */

static gboolean
is_essential (SptFormField *field)
{
  const char *name = spt_form_field_get_def (field)->name;
  SptFormGroup *group = spt_form_field_get_group (field);
  gboolean of_option = group != NULL &&
                       strcmp (spt_form_group_get_def (group)->name, OPTION) == 0;

  return of_option ? strcmp (name, "amount") == 0 || strcmp (name, "dueDate") == 0
                   : strcmp (name, "fiscalCode") == 0 || strcmp (name, "fullName") == 0;
}

/* Empties what is still as the kind filled it: empty in @base, and the same in @filled. */
static void
take_out (SptNode       *node,
          const SptNode *base,
          const SptNode *filled)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *text = spt_node_get (node, i);

      if (*text != '\0' && (base == NULL || *spt_node_get (base, i) == '\0') &&
          strcmp (text, spt_node_get (filled, i)) == 0)
        spt_node_set (node, i, "", -1);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      guint n_base = base != NULL ? spt_node_get_n_children (base, i) : 0;
      guint n_filled = spt_node_get_n_children (filled, i);

      for (guint j = 0; j < spt_node_get_n_children (node, i) && j < n_filled; j++)
        take_out (spt_node_get_child (node, i, j),
                  j < n_base ? spt_node_get_child (base, i, j) : NULL,
                  spt_node_get_child (filled, i, j));
    }
}

/* A kind that is chosen decides on all but the debtor, the amount and the date. */
static void
keep_inputs (SptNode *root)
{
  const SptGroupDef *def = spt_node_get_def (root);
  const SptGroupDef *option = spt_group_def_find_group (def, OPTION);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *section = def->fields[i].section;

      if (g_strcmp0 (section, "debtor") != 0 && g_strcmp0 (section, "address") != 0 &&
          strcmp (def->fields[i].name, "iupd") != 0 && strcmp (def->fields[i].name, "type") != 0 &&
          strcmp (def->fields[i].name, "validityDate") != 0)
        spt_node_set (root, i, "", -1);
    }
  for (guint i = 0; option != NULL && i < spt_node_get_n_children (root, option->index); i++)
    {
      SptNode *node = spt_node_get_child (root, option->index, i);

      for (guint j = 0; j < option->n_fields; j++)
        {
          const char *name = option->fields[j].name;

          if (strcmp (name, "amount") != 0 && strcmp (name, "dueDate") != 0 &&
              strcmp (name, "iuv") != 0 && strcmp (name, "nav") != 0)
            spt_node_set (node, j, "", -1);
        }
      for (guint j = 0; j < option->n_groups; j++)
        {
          while (spt_node_get_n_children (node, j) > 0)
            spt_node_remove_child (node, j, 0);
        }
    }
}

static void
fill (SptPositionPage *self,
      SptRecord       *base)
{
  g_autofree char *doc = write_record (base);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SptRecord) now = store_form (self);
  const SptDuesTable *table = get_table (self);

  g_return_if_fail (table != NULL);

  g_clear_pointer (&self->due_base, spt_record_free);
  g_clear_pointer (&self->due_filled, spt_record_free);
  self->due_base = read_record (spt_form_get_schema (self->form), doc);
  self->due_filled = read_record (spt_form_get_schema (self->form), doc);
  table->apply (self->service, self->due, self->due_filled, get_now (self));

  before = write_record (now);
  after = write_record (self->due_filled);
  if (strcmp (before, after) == 0)
    return;
  spt_form_load (self->form, self->due_filled);
  spt_form_set_modified (self->form, TRUE);
}

/* A stamp has its price, until the clerk says another. */
static void
propose_stamps (SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  SptFormField *type = spt_form_group_find_field (group, STAMP_TYPE);

  if (type != NULL)
    {
      gboolean is_stamp = *spt_form_field_get_text (type) != '\0';
      gboolean was_stamp = g_object_get_data (G_OBJECT (group), "spt-stamp") != NULL;
      SptFormField *amount = spt_form_group_find_field (group, "amount");

      g_object_set_data (G_OBJECT (group), "spt-stamp", GINT_TO_POINTER (is_stamp));
      if (is_stamp && !was_stamp && amount != NULL && *spt_form_field_get_text (amount) == '\0')
        spt_form_field_set_text (amount, STAMP_AMOUNT);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      for (guint j = 0; j < g_list_model_get_n_items (children); j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          propose_stamps (child);
        }
    }
}

/**
 * _spt_position_due_follow:
 * @self: the page
 *
 * After an edit: what the kind of due filled follows the amount, the date and the debtor; what was typed over stays.
 */
void
_spt_position_due_follow (SptPositionPage *self)
{
  g_autoptr (SptRecord) record = NULL;

  if (self->form == NULL)
    return;
  propose_stamps (spt_form_get_root (self->form));
  if (self->due == NULL || self->due_filled == NULL)
    return;
  record = store_form (self);
  take_out (spt_record_get_root (record), spt_record_get_root (self->due_base),
            spt_record_get_root (self->due_filled));
  fill (self, record);
}

static void
propose_iupd (SptPositionPage *self,
              const char      *kind)
{
  SptFormField *field = spt_form_find_field (self->form, "iupd");
  SptCreditorBody *body = find_body (self);
  const char *text;

  if (field == NULL || self->id != 0)
    return;
  text = spt_form_field_get_text (field);
  if (*text != '\0' && g_strcmp0 (text, self->proposed_iupd) != 0)
    return;
  g_free (self->proposed_iupd);
  self->proposed_iupd = spt_fill_dup_iupd (body != NULL ? body->code : NULL, kind);
  spt_form_field_set_text (field, self->proposed_iupd);
}

static void
update_assigning (SptPositionPage *self)
{
  SptCreditorBody *body = find_body (self);

  self->assign_iuv = self->due != NULL && body != NULL && body->segregation != NULL;
  spt_form_view_update_actions (self->form_view);
}

static void
take_kind (SptPositionPage *self,
           SptDueType      *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptRecord) base = NULL;
  g_autoptr (SptRecord) due = NULL;
  const SptDuesTable *table = get_table (self);
  SptFormField *first;

  g_return_if_fail (table != NULL);

  due = spt_record_new (table->get_schema (self->service));
  if (!spt_record_read (due, kind->doc, -1, &error))
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->due, spt_record_free);
  self->due = g_steal_pointer (&due);
  self->due_id = kind->id;

  base = store_form (self);
  keep_inputs (spt_record_get_root (base));
  fill (self, base);
  propose_iupd (self, kind->name);
  update_assigning (self);
  spt_form_view_set_essential (self->form_view, is_essential);
  _spt_position_due_follow (self); /* a reason may name the identifier */
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  first = spt_form_find_field (self->form, "fiscalCode");
  /* What was not even asked for yet is not missing. */
  if (first == NULL || *spt_form_field_get_text (first) != '\0')
    _spt_position_page_check (self);
  _spt_position_page_update (self);
  if (first != NULL && *spt_form_field_get_text (first) == '\0')
    spt_form_view_focus_field (self->form_view, first);
}

/**
 * _spt_position_due_choose_kind:
 * @self: the page
 *
 * The clerk chose a kind of due for a new position, or none.
 */
void
_spt_position_due_choose_kind (SptPositionPage *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  if (self->choosing || self->dues == NULL || self->form == NULL)
    return;
  if (selected == 0 || selected > self->dues->kinds->len)
    {
      /* What it filled stays: it is the clerk's now. */
      g_clear_pointer (&self->due, spt_record_free);
      self->due_id = 0;
      update_assigning (self);
      spt_form_view_set_essential (self->form_view, NULL);
      _spt_position_page_check (self);
      _spt_position_page_update (self);
      return;
    }
  take_kind (self, g_ptr_array_index (self->dues->kinds, selected - 1));
}

/* --- the list of kinds ---------------------------------------------------------------------------------- */

static void
show_kinds (SptPositionPage *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint selected = 0;

  /* Translators: of a kind of due */
  gtk_string_list_append (names, C_("kind of due", "None"));
  for (guint i = 0; i < self->dues->kinds->len; i++)
    {
      SptDueType *kind = g_ptr_array_index (self->dues->kinds, i);
      SptCreditorBody *body = spt_dues_list_find_body (self->dues, kind->organization);
      g_autofree char *name = NULL;

      if (self->dues->bodies->len > 1)
        name = g_strdup_printf ("%s · %s", kind->name,
                                body != NULL && body->name != NULL ? body->name
                                                                   : kind->organization);
      gtk_string_list_append (names, name != NULL ? name : kind->name);
      if (kind->id == self->due_id)
        selected = i + 1;
    }

  self->choosing = TRUE;
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->kind_row, selected);
  self->choosing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), self->dues->kinds->len > 0);
  gtk_widget_set_visible (self->kind_group, self->id == 0 || self->due != NULL);
  g_object_unref (names);
}

static void
dues_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDuesList) list = spt_dues_list_finish (SPT_STORE (object), result, &error);
  SptPositionPage *self = user_data;
  gboolean modified;

  if (is_cancelled (error))
    return;
  if (list == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->dues, spt_dues_list_free);
  self->dues = g_steal_pointer (&list);
  show_kinds (self);

  /* An identifier of ours is nothing that would be lost. */
  modified = spt_form_get_modified (self->form);
  propose_iupd (self, NULL);
  spt_form_set_modified (self->form, modified);
  if (!modified)
    g_clear_handle_id (&self->check_timeout, g_source_remove); /* a blank form has no faults yet */
  if (self->due != NULL)
    update_assigning (self);
  spt_form_view_update_actions (self->form_view);
  _spt_position_page_update (self);
}

static void
load_dues (SptPositionPage *self)
{
  spt_dues_list_async (get_store (self), self->cancellable, dues_loaded_cb, self);
}

static void
store_changed_cb (SptPositionPage *self,
                  guint            what)
{
  if ((what & (SPT_CHANGED_DUES | SPT_CHANGED_ACCOUNTS)) != 0)
    load_dues (self);
}

static void
kinds_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_window_present (spt_dues_dialog_new (widget, get_desk (SPT_POSITION_PAGE (widget)), NULL));
}

/* --- notice numbers ------------------------------------------------------------------------------------- */

typedef struct
{
  SptPositionPage *page;  /* (owned) */
  SptFormField    *field; /* (owned) (nullable): where the number goes; NULL = saving goes on */
  AfterSave        after;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->page);
  g_clear_object (&asking->field);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void take_number (SptPositionPage *self,
                         SptFormField    *field);

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_iuv_ask_finish (result, &error);
  g_autoptr (Asking) asking = user_data;
  SptPositionPage *self = asking->page;

  if (is_cancelled (error))
    return;
  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (done && asking->field != NULL)
    take_number (self, asking->field);
  else if (done)
    _spt_position_page_save (self, asking->after);
}

static void
bodies_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDuesList) list = spt_dues_list_finish (SPT_STORE (object), result, &error);
  g_autoptr (Asking) asking = user_data;
  SptPositionPage *self = asking->page;
  SptCreditorBody *body;

  if (is_cancelled (error))
    return;
  if (list == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->dues, spt_dues_list_free);
  self->dues = g_steal_pointer (&list);
  body = find_body (self);
  if (body != NULL && body->segregation != NULL)
    spt_iuv_ask_async (GTK_WIDGET (self), get_desk (self), body, self->cancellable, asked_cb,
                       g_steal_pointer (&asking));
}

static void
ask_next (SptPositionPage *self,
          SptFormField    *field,
          AfterSave        after)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->page = g_object_ref (self);
  asking->field = field != NULL ? g_object_ref (field) : NULL;
  asking->after = after;
  spt_dues_list_async (get_store (self), self->cancellable, bodies_loaded_cb, asking);
}

/**
 * _spt_position_due_ask:
 * @self: the page
 * @error: why the position was not saved
 * @after: what was to come after it
 *
 * Where a person has to say first which notice number comes next, asks her, and saves again.
 *
 * Returns: %FALSE when it is another error
 */
gboolean
_spt_position_due_ask (SptPositionPage *self,
                       const GError    *error,
                       AfterSave        after)
{
  if (!g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED))
    return FALSE;
  ask_next (self, NULL, after == AFTER_SAVE_LEAVE ? AFTER_SAVE_STAY : after);
  return TRUE;
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptIuvTaken *taken = spt_iuv_take_finish (SPT_STORE (object), result, &error);
  g_autoptr (Asking) asking = user_data;
  SptPositionPage *self = asking->page;

  if (is_cancelled (error) || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED))
    {
      ask_next (self, asking->field, AFTER_SAVE_STAY);
      return;
    }
  if (taken == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (taken->iuv != NULL)
    {
      /* Typed meanwhile: the number is lost, not the clerk's. */
      if (*spt_form_field_get_text (asking->field) == '\0')
        spt_form_field_set_text (asking->field, taken->iuv);
      spt_form_view_focus_field (self->form_view, asking->field);
    }
  else
    {
      const SptMessage *message = spt_messages_find ("base", taken->code != NULL ? taken->code
                                                                                 : "iuv-no-code");
      const char *responses[] = { "close", _("_Close"), NULL };
      g_autofree char *text = g_strdup_printf ("%s %s", message->text,
                                               message->next != NULL ? message->next : "");

      spt_ui_ask_async (GTK_WIDGET (self), message->title, text, NULL, responses,
                        self->cancellable, NULL, NULL);
    }
}

static void
take_number (SptPositionPage *self,
             SptFormField    *field)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->page = g_object_ref (self);
  asking->field = g_object_ref (field);
  spt_iuv_take_async (get_store (self), self->service, get_text (self, "organization"),
                      self->cancellable, taken_cb, asking);
}

/* --- stamps --------------------------------------------------------------------------------------------- */

/* The file is read in pieces, on a thread; its name is not kept. */
static void
hash_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (data, cancellable, &error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (READ_SIZE);
  guint8 digest[32];
  gsize length = sizeof digest;
  gssize n = -1;

  while (stream != NULL &&
         (n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, READ_SIZE, cancellable,
                                   &error)) > 0)
    g_checksum_update (checksum, buffer, n);
  if (n < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_checksum_get_digest (checksum, digest, &length);
  g_task_return_pointer (task, g_base64_encode (digest, length), g_free);
}

static void
hashed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (Asking) asking = user_data;

  if (is_cancelled (error))
    return;
  if (hash == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (asking->page), error);
      return;
    }
  spt_form_field_set_text (asking->field, hash);
  spt_form_view_focus_field (asking->page->form_view, asking->field);
}

static void
file_chosen_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  g_autoptr (Asking) asking = user_data;

  if (file == NULL)
    {
      if (error != NULL && !is_cancelled (error))
        spt_ui_report_error (GTK_WIDGET (asking->page), error);
      return;
    }
  _spt_position_due_hash (asking->page, asking->field, file);
}

/**
 * _spt_position_due_hash:
 * @self: the page
 * @field: where the digest goes
 * @file: the document that the stamp is for
 *
 * Computes the digest that a revenue stamp is bound to: Base64 of the SHA-256 of the document (GPD facts 6.3).
 */
void
_spt_position_due_hash (SptPositionPage *self,
                        SptFormField    *field,
                        GFile           *file)
{
  Asking *asking = g_new0 (Asking, 1);
  g_autoptr (GTask) task = NULL;

  asking->page = g_object_ref (self);
  asking->field = g_object_ref (field);
  task = g_task_new (self, self->cancellable, hashed_cb, asking);
  g_task_set_source_tag (task, _spt_position_due_hash);
  g_task_set_name (task, "spt-position-hash");
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, hash_thread);
}

static void
choose_document (SptPositionPage *self,
                 SptFormField    *field)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->page = g_object_ref (self);
  asking->field = g_object_ref (field);
  spt_ui_open_file_async (GTK_WIDGET (self), _("Document of the Revenue Stamp"), NULL,
                          self->cancellable, file_chosen_cb, asking);
}

/* --- the rows' own buttons ------------------------------------------------------------------------------ */

static const char *
label_action (SptFormField *field,
              gpointer      user_data)
{
  SptPositionPage *self = user_data;
  const SptFieldDef *def = spt_form_field_get_def (field);
  const char *text = spt_form_field_get_text (field);

  if (def->kind == SPT_FIELD_IUV)
    {
      if (spt_iuv_check (text) == SPT_IUV_IS_NAV)
        return _("Take the 3 Off");
      return *text == '\0' && !self->assign_iuv ? _("Generate") : NULL;
    }
  if (strcmp (def->name, STAMP_HASH) == 0)
    {
      SptFormGroup *group = spt_form_field_get_group (field);
      SptFormField *type = group != NULL ? spt_form_group_find_field (group, STAMP_TYPE) : NULL;

      return type != NULL && *spt_form_field_get_text (type) != '\0' ? _("Choose Document…") : NULL;
    }
  return NULL;
}

static void
action_clicked_cb (SptPositionPage *self,
                   SptFormField    *field)
{
  const SptFieldDef *def = spt_form_field_get_def (field);
  const char *text = spt_form_field_get_text (field);

  if (def->kind == SPT_FIELD_IUV && spt_iuv_check (text) == SPT_IUV_IS_NAV)
    {
      g_autofree char *iuv = g_strdup (text + 1);

      spt_form_field_set_text (field, iuv);
      spt_form_view_focus_field (self->form_view, field);
    }
  else if (def->kind == SPT_FIELD_IUV)
    {
      take_number (self, field);
    }
  else
    {
      choose_document (self, field);
    }
}

/**
 * _spt_position_due_will_mend:
 * @self: the page
 * @issue: what a check found
 *
 * Whether saving mends it: the notice number that is missing comes with it.
 *
 * Returns: %TRUE if it does
 */
gboolean
_spt_position_due_will_mend (SptPositionPage *self,
                             const SptIssue  *issue)
{
  SptFormField *field;

  if (!self->assign_iuv || issue->path == NULL || strcmp (issue->code, "required") != 0)
    return FALSE;
  field = spt_form_find_field (self->form, issue->path);
  return field != NULL && spt_form_field_get_def (field)->kind == SPT_FIELD_IUV;
}

/* --- instalments ---------------------------------------------------------------------------------------- */

/**
 * _spt_position_due_can_divide:
 * @self: the page
 *
 * Whether the payment can become instalments: there is one, and the service does not have it yet.
 *
 * Returns: %TRUE if it can
 */
gboolean
_spt_position_due_can_divide (SptPositionPage *self)
{
  SptFormGroup *root = spt_form_get_root (self->form);
  const SptGroupDef *option = spt_group_def_find_group (spt_form_group_get_def (root), OPTION);

  return !self->accepted && option != NULL && get_table (self) != NULL &&
         g_list_model_get_n_items (spt_form_group_get_children (root, option->index)) == 1 &&
         strcmp (get_text (self, OPTION "[0].isPartialPayment"), "true") != 0;
}

static void
set_whole_form (SptPositionPage *self,
                const char      *doc)
{
  g_autoptr (SptRecord) record = read_record (spt_form_get_schema (self->form), doc);

  /* What the kind filled was for one payment. */
  g_clear_pointer (&self->due, spt_record_free);
  spt_form_view_set_essential (self->form_view, NULL);
  spt_form_load (self->form, record);
  spt_form_set_modified (self->form, TRUE);
  _spt_position_page_check (self);
  _spt_position_page_update (self);
}

static void
divided_cb (SptPositionPage *self,
            const char      *doc)
{
  SptCreditorBody *body = find_body (self);
  g_autoptr (SptRecord) before = store_form (self);

  g_free (self->undivided);
  self->undivided = write_record (before);
  self->assign_iuv = body != NULL && body->segregation != NULL;
  set_whole_form (self, doc);
  _spt_position_page_save (self, AFTER_SAVE_DIVIDED);
}

static void
undo_divide (gpointer owner)
{
  SptPositionPage *self = owner;
  g_autofree char *doc = g_steal_pointer (&self->undivided);

  if (doc == NULL || self->closed)
    return;
  set_whole_form (self, doc);
  _spt_position_page_save (self, AFTER_SAVE_STAY);
}

/**
 * _spt_position_due_divided:
 * @self: the page
 *
 * The instalments are saved: says so, and offers to take it back. Their numbers are never given again.
 */
void
_spt_position_due_divided (SptPositionPage *self)
{
  spt_undo_toast (spt_window_of (GTK_WIDGET (self)), _("Divided into instalments"),
                  G_OBJECT (self), undo_divide);
}

static void
divide_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptPositionPage *self = SPT_POSITION_PAGE (widget);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) due = NULL;
  g_autofree char *description = NULL;
  guint64 n = 0;
  guint64 months = 0;
  const SptDuesTable *table = get_table (self);
  GtkWindow *dialog;

  g_return_if_fail (table != NULL);

  _spt_position_due_follow (self);
  record = store_form (self);
  for (guint i = 0; self->dues != NULL && self->due_id != 0 && i < self->dues->kinds->len; i++)
    {
      SptDueType *kind = g_ptr_array_index (self->dues->kinds, i);

      if (kind->id == self->due_id)
        due = read_record (table->get_schema (self->service), kind->doc);
    }
  if (due != NULL)
    {
      const SptNode *root = spt_record_get_root (due);
      const SptGroupDef *def = spt_node_get_def (root);
      const SptFieldDef *text = spt_group_def_find_field (def, "instalment-description");
      const SptFieldDef *count = spt_group_def_find_field (def, "instalments");
      const SptFieldDef *every = spt_group_def_find_field (def, "instalment-months");

      if (text != NULL)
        description = g_strdup (spt_node_get (root, text->index));
      if (count != NULL)
        g_ascii_string_to_unsigned (spt_node_get (root, count->index), 10, 0, SPT_INSTALMENTS_MAX,
                                    &n, NULL);
      if (every != NULL)
        g_ascii_string_to_unsigned (spt_node_get (root, every->index), 10, 0, 12, &months, NULL);
    }

  dialog = spt_plan_dialog_new (widget, self->service, record, description, (guint) n,
                                (guint) months, get_now (self));
  g_signal_connect_object (dialog, "divided", G_CALLBACK (divided_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/* --- the page ------------------------------------------------------------------------------------------- */

/**
 * _spt_position_due_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what this part of the page can do.
 */
void
_spt_position_due_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "position.kinds", NULL, kinds_action);
  gtk_widget_class_install_action (widget_class, "position.divide", NULL, divide_action);
}

/**
 * _spt_position_due_start:
 * @self: the page, with its form
 *
 * Begins: reads which kinds and bodies there are, gives rows their buttons.
 */
void
_spt_position_due_start (SptPositionPage *self)
{
  spt_form_view_set_action_func (self->form_view, label_action, self);
  g_signal_connect_object (self->form_view, "action-clicked", G_CALLBACK (action_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load_dues (self);
}

/**
 * _spt_position_due_stop:
 * @self: the page, going away
 *
 * Lets go of what _spt_position_due_start() and the kinds brought.
 */
void
_spt_position_due_stop (SptPositionPage *self)
{
  g_clear_pointer (&self->dues, spt_dues_list_free);
  g_clear_pointer (&self->due, spt_record_free);
  g_clear_pointer (&self->due_base, spt_record_free);
  g_clear_pointer (&self->due_filled, spt_record_free);
  g_clear_pointer (&self->proposed_iupd, g_free);
  g_clear_pointer (&self->undivided, g_free);
}
