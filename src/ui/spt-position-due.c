/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues on the page of one debt position: what a kind fills, and the list of them. */
#define G_LOG_DOMAIN "spt-position-due"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-dues-dialog.h"
#include "ui/spt-window.h"

#define STAMP_AMOUNT "16,00" /* a revenue stamp, as long as the law says so */

/**
 * _spt_position_due_get_table:
 * @self: the page
 *
 * What the service knows of kinds of dues.
 *
 * Returns: (nullable) (transfer none): its table
 */
const SptDuesTable *
_spt_position_due_get_table (SptPositionPage *self)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);

  return klass->get_dues != NULL ? klass->get_dues (self->service) : NULL;
}

/**
 * _spt_position_due_find_body:
 * @self: the page
 *
 * The creditor body that the position names, or the only one there is.
 *
 * Returns: (nullable) (transfer none): %NULL where that is unclear
 */
SptBody *
_spt_position_due_find_body (SptPositionPage *self)
{
  const char *code = spt_form_get_text (self->record->form, "organization");

  if (self->dues == NULL)
    return NULL;
  if (*code != '\0')
    return spt_body_find (self->dues->bodies, code);
  return self->dues->bodies->len == 1 ? g_ptr_array_index (self->dues->bodies, 0) : NULL;
}

/**
 * _spt_position_due_read_record:
 * @schema: of what is read
 * @doc: what this program wrote itself
 *
 * Reads a record that cannot be faulty.
 *
 * Returns: (transfer full): the record
 */
SptRecord *
_spt_position_due_read_record (SptSchema  *schema,
                               const char *doc)
{
  SptRecord *record = spt_record_new (schema);
  g_autoptr (GError) error = NULL;

  if (!spt_record_read (record, doc, -1, &error))
    g_warning ("A record of our own cannot be read: %s", error->message);
  return record;
}

/* --- what the kind fills -------------------------------------------------------------------------------- */

static gboolean
is_essential (SptFormField *field)
{
  const char *name = spt_form_field_get_def (field)->name;
  SptFormGroup *group = spt_form_field_get_group (field);
  gboolean of_option = group != NULL &&
                       strcmp (spt_form_group_get_def (group)->name, POSITION_OPTION) == 0;

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
  const SptGroupDef *option = spt_group_def_find_group (def, POSITION_OPTION);

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
  g_autofree char *doc = spt_record_dup_doc (base);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SptRecord) now = spt_form_dup_record (self->record->form);
  const SptDuesTable *table = _spt_position_due_get_table (self);

  g_return_if_fail (table != NULL);

  g_clear_pointer (&self->due_base, spt_record_free);
  g_clear_pointer (&self->due_filled, spt_record_free);
  self->due_base = _spt_position_due_read_record (spt_form_get_schema (self->record->form), doc);
  self->due_filled = _spt_position_due_read_record (spt_form_get_schema (self->record->form), doc);
  table->apply (self->service, self->due, self->due_filled,
                spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))));

  before = spt_record_dup_doc (now);
  after = spt_record_dup_doc (self->due_filled);
  if (strcmp (before, after) == 0)
    return;
  spt_form_load (self->record->form, self->due_filled);
  spt_form_set_modified (self->record->form, TRUE);
}

/* A stamp has its price, until the clerk says another. */
static void
propose_stamps (SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  SptFormField *type = spt_form_group_find_field (group, POSITION_STAMP_TYPE);

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
 * @page: the page
 *
 * After an edit: what the kind of due filled follows the amount, the date and the debtor; what was typed over stays.
 */
void
_spt_position_due_follow (SptRecordPage *page)
{
  SptPositionPage *self = SPT_POSITION_PAGE (page);
  g_autoptr (SptRecord) record = NULL;

  propose_stamps (spt_form_get_root (self->record->form));
  if (self->due == NULL || self->due_filled == NULL)
    return;
  record = spt_form_dup_record (self->record->form);
  take_out (spt_record_get_root (record), spt_record_get_root (self->due_base),
            spt_record_get_root (self->due_filled));
  fill (self, record);
}

static void
propose_iupd (SptPositionPage *self,
              const char      *kind)
{
  SptFormField *field = spt_form_find_field (self->record->form, "iupd");
  SptBody *body = _spt_position_due_find_body (self);
  const char *text;

  if (field == NULL || self->record->id != 0)
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
  SptBody *body = _spt_position_due_find_body (self);

  self->assign_iuv = self->due != NULL && body != NULL && body->segregation != NULL;
  spt_form_view_update_actions (self->record->form_view);
}

static void
take_kind (SptPositionPage *self,
           SptDueType      *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptRecord) base = NULL;
  g_autoptr (SptRecord) due = NULL;
  const SptDuesTable *table = _spt_position_due_get_table (self);
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

  base = spt_form_dup_record (self->record->form);
  keep_inputs (spt_record_get_root (base));
  fill (self, base);
  propose_iupd (self, kind->name);
  update_assigning (self);
  spt_form_view_set_essential (self->record->form_view, is_essential);
  _spt_position_due_follow (SPT_RECORD_PAGE (self)); /* a reason may name the identifier */
  spt_record_page_drop_check (SPT_RECORD_PAGE (self));
  first = spt_form_find_field (self->record->form, "fiscalCode");
  /* What was not even asked for yet is not missing. */
  if (first == NULL || *spt_form_field_get_text (first) != '\0')
    spt_record_page_check (SPT_RECORD_PAGE (self));
  spt_record_page_update (SPT_RECORD_PAGE (self));
  if (first != NULL && *spt_form_field_get_text (first) == '\0')
    spt_form_view_focus_field (self->record->form_view, first);
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

  if (self->choosing || self->dues == NULL || self->record->form == NULL)
    return;
  if (selected == 0 || selected > self->dues->kinds->len)
    {
      /* What it filled stays: it is the clerk's now. */
      g_clear_pointer (&self->due, spt_record_free);
      self->due_id = 0;
      update_assigning (self);
      spt_form_view_set_essential (self->record->form_view, NULL);
      spt_record_page_check (SPT_RECORD_PAGE (self));
      spt_record_page_update (SPT_RECORD_PAGE (self));
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
      SptBody *body = spt_body_find (self->dues->bodies, kind->organization);
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
  /* Without any it says what one would be good for: a group without a row is a line across the page. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_row), self->dues->kinds->len > 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kind_row), self->dues->kinds->len > 0 ? ""
                               : _("A kind of due keeps reason, taxonomy code, IBAN and shares: a new position then asks for debtor, amount and date only."));
  gtk_widget_set_visible (self->kind_group, self->record->id == 0 || self->due != NULL);
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

  if (spt_ui_is_cancelled (error))
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
  modified = spt_form_get_modified (self->record->form);
  propose_iupd (self, NULL);
  spt_form_set_modified (self->record->form, modified);
  if (!modified)
    spt_record_page_drop_check (SPT_RECORD_PAGE (self)); /* a blank form has no faults yet */
  if (self->due != NULL)
    update_assigning (self);
  spt_form_view_update_actions (self->record->form_view);
  spt_record_page_update (SPT_RECORD_PAGE (self));
}

static void
load_dues (SptPositionPage *self)
{
  spt_dues_list_async (spt_page_get_store (SPT_PAGE (self)), self->record->cancellable, dues_loaded_cb,
                       self);
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
  gtk_window_present (spt_dues_dialog_new (widget, spt_page_get_desk (SPT_PAGE (widget)), NULL));
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
}

/**
 * _spt_position_due_start:
 * @self: the page, with its form
 *
 * Begins: reads which kinds and bodies there are.
 */
void
_spt_position_due_start (SptPositionPage *self)
{
  g_signal_connect_object (spt_page_get_store (SPT_PAGE (self)), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
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
