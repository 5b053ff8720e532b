/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of the page of one record, in one view or in pages; for some kinds it is known only from what is loaded. */
#define G_LOG_DOMAIN "spt-record-page-form"

#include "config.h"

#include "ui/spt-record-page-private.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "ui/form/spt-form-row.h"

/* --- in one view or in pages --------------------------------------------------------------------------- */

gboolean
_spt_record_page_focus_field (SptRecordPage *self,
                              SptFormField  *field)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  return parts->pages != NULL ? spt_form_pages_focus_field (parts->pages, field)
         : spt_form_view_focus_field (parts->form_view, field);
}

void
_spt_record_page_focus_first (SptRecordPage *self)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  if (parts->pages != NULL)
    spt_form_pages_focus_first (parts->pages);
  else
    spt_form_view_focus_first (parts->form_view);
}

void
_spt_record_page_focus_error (SptRecordPage *self,
                              gboolean       further)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  adw_view_stack_set_visible_child_name (parts->views, "data");
  if (parts->form == NULL)
    return;
  if (parts->pages != NULL)
    spt_form_pages_focus_error (parts->pages, further);
  else
    spt_form_view_focus_error (parts->form_view, further);
}

gboolean
_spt_record_page_has_error (SptRecordPage *self)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  return parts->form != NULL && (spt_form_find_error (parts->form, NULL) != NULL ||
                                 (parts->pages != NULL && spt_form_pages_has_error (parts->pages)));
}

void
_spt_record_page_show_errors (SptRecordPage *self)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  if (parts->pages != NULL)
    spt_form_pages_show_errors (parts->pages);
  else
    spt_form_view_show_errors (parts->form_view);
}

void
_spt_record_page_set_read_only (SptRecordPage *self,
                                gboolean       read_only)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  if (parts->pages != NULL)
    spt_form_pages_set_read_only (parts->pages, read_only);
  else
    spt_form_view_set_read_only (parts->form_view, read_only);
}

void
_spt_record_page_set_overridable (SptRecordPage *self,
                                  GPtrArray     *fields)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  if (parts->pages != NULL)
    spt_form_pages_set_overridable (parts->pages, fields);
  else
    spt_form_view_set_overridable (parts->form_view, fields);
}

static void
override_clicked_cb (SptRecordPage *self,
                     SptFormField  *field)
{
  _spt_record_page_override (self, field);
}

void
_spt_record_page_follow_form (SptRecordPage *self)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);
  gpointer shown = parts->pages != NULL ? (gpointer) parts->pages : (gpointer) parts->form_view;

  g_signal_connect_object (shown, "override-clicked", G_CALLBACK (override_clicked_cb), self, G_CONNECT_SWAPPED);
  if (parts->pages != NULL)
    spt_undo_follow_form_pages (parts->pages);
  else
    spt_undo_follow_form_view (parts->form_view);
}

/* --- the schema ---------------------------------------------------------------------------------------- */

static void
show_form (SptRecordPage *self)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  const SptRecordParts *parts = spt_record_page_get_parts (self);
  g_autoptr (GArray) schede = NULL;

  if (parts->pages == NULL)
    {
      spt_form_view_set_form (parts->form_view, parts->form);
      return;
    }
  if (klass->list_schede != NULL)
    schede = klass->list_schede (self);
  spt_form_pages_set_form (parts->pages, parts->xsd, parts->form, schede);
}

/* What is being written still refers to it when the page is gone: it lives as long as what cancels the work. */
static void
keep_xsd (SptRecordParts *parts,
          SptXsd         *xsd)
{
  g_autofree char *key = g_strdup_printf ("spt-xsd-%s", spt_xsd_get_hash (xsd));

  g_object_set_data_full (G_OBJECT (parts->cancellable), key, spt_xsd_ref (xsd), (GDestroyNotify) spt_xsd_unref);
}

void
_spt_record_page_take_schema (SptRecordPage *self,
                              SptSchema     *schema,
                              SptXsd        *xsd)
{
  SptRecordParts *parts = &_spt_record_page_get (self)->parts;
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));

  if (parts->form != NULL)
    {
      g_signal_handlers_disconnect_by_data (parts->form, self);
      spt_record_page_drop_check (self);
      g_clear_object (&parts->form);
    }
  if (parts->xsd != xsd)
    {
      g_clear_pointer (&parts->xsd, spt_xsd_unref);
      parts->xsd = xsd != NULL ? spt_xsd_ref (xsd) : NULL;
    }
  if (xsd != NULL)
    keep_xsd (parts, xsd);
  parts->form = spt_form_new (schema);
  show_form (self);
  g_signal_connect_object (parts->form, "changed", G_CALLBACK (_spt_record_page_form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (KIND (self)->picker != NULL)
    spt_subject_picker_attach (GTK_WIDGET (self), KIND (self)->picker, parts->form, desk);
}

/* --- another set in force -------------------------------------------------------------------------------- */

static char *
dup_field_path (SptFormField *field)
{
  g_autoptr (GString) path = g_string_new (spt_form_field_get_def (field)->name);

  for (SptFormGroup *group = spt_form_field_get_group (field); group != NULL && spt_form_group_get_parent (group) != NULL;
       group = spt_form_group_get_parent (group))
    {
      g_autofree char *step = g_strdup_printf ("%s[%u].", spt_form_group_get_def (group)->name,
                                               spt_form_group_get_position (group));

      g_string_prepend (path, step);
    }

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* (nullable): the field in which one is. */
static char *
dup_focused (SptRecordPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
                   ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

  return row != NULL ? dup_field_path (spt_form_row_get_field (SPT_FORM_ROW (row))) : NULL;
}

/* What stands in the form, saved or not, goes into one of the other schema: what that has no field for is kept in the
 * document, as if the archive had it. One stays where one was. */
static gboolean
carry_over (SptRecordPage  *self,
            SptXsd         *xsd,
            GError        **error)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);
  g_autoptr (SptRecord) before = spt_form_dup_record (parts->form);
  g_autofree char *doc = spt_record_dup_doc (before);
  g_autoptr (SptRecord) after = spt_record_new (spt_xsd_get_schema (xsd));
  gboolean modified = spt_form_get_modified (parts->form);
  g_autofree char *page = parts->pages != NULL ? spt_form_pages_dup_page (parts->pages) : NULL;
  g_autofree char *focused = dup_focused (self);
  SptFormField *field;

  if (!spt_record_read (after, doc, -1, error))
    return FALSE;
  _spt_record_page_take_schema (self, spt_xsd_get_schema (xsd), xsd);
  spt_form_load (parts->form, after);
  spt_form_set_modified (parts->form, modified);
  spt_record_page_drop_check (self);
  if (page != NULL)
    spt_form_pages_show_page (parts->pages, page);
  field = focused != NULL ? spt_form_find_field (parts->form, focused) : NULL;
  if (field != NULL)
    _spt_record_page_focus_field (self, field);

  return TRUE;
}

void
_spt_record_page_note_schema (SptRecordPage *self,
                              gboolean       changed)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);
  gboolean unsaved = changed && spt_form_get_modified (parts->form);

  g_object_set (_spt_record_page_get (self)->schema_strip, "text", !changed ? ""
                : unsaved ? _("Other schemas came into use while this was open: the form now follows them. What was typed and not "
                              "saved is still here; what has no field any more stays in the document, and its page names it.")
                : _("Other schemas came into use while this was open: the form now follows them. What has no field any more "
                    "stays in the document, and its page names it."),
                "revealed", changed, NULL);
}

#define FOLLOW_DELAY_MS 600 /* longer than the set in force is taken for granted (spt_official_forget()) */

static void
follow_set_cb (gpointer user_data)
{
  SptRecordPage *self = user_data;
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  priv->follow_timeout = 0;
  /* What is being saved is read anew after that. */
  if (priv->parts.saving)
    priv->follow_timeout = g_timeout_add_once (FOLLOW_DELAY_MS, follow_set_cb, self);
  else
    spt_record_page_load (self);
}

static void
folder_changed_cb (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);

  g_clear_handle_id (&priv->follow_timeout, g_source_remove);
  priv->follow_timeout = g_timeout_add_once (FOLLOW_DELAY_MS, follow_set_cb, self);
}

void
_spt_record_page_follow_sets (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptService *service = spt_services_find_kind (KIND (self)->record);
  const SptOfficialKind *kind = service != NULL ? SPT_SERVICE_GET_CLASS (service)->official : NULL;

  if (kind == NULL)
    return;
  priv->sets = spt_official_watch_new (kind);
  g_signal_connect_object (priv->sets, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
}

gboolean
_spt_record_page_learn_schema (SptRecordPage  *self,
                               SptRecordLoad  *loaded,
                               gboolean        fresh,
                               GError        **error)
{
  SptRecordPageClass *klass = SPT_RECORD_PAGE_GET_CLASS (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_autoptr (SptXsd) xsd = NULL;

  if (klass->ref_xsd == NULL)
    return TRUE;
  xsd = klass->ref_xsd (self, loaded, error);
  if (xsd == NULL)
    return FALSE;
  if (xsd == priv->parts.xsd)
    return TRUE;
  if (!fresh && priv->parts.form != NULL)
    {
      if (!carry_over (self, xsd, error))
        return FALSE;
      _spt_record_page_note_schema (self, TRUE);
    }
  else
    {
      _spt_record_page_take_schema (self, spt_xsd_get_schema (xsd), xsd);
      _spt_record_page_note_schema (self, FALSE);
    }
  g_clear_pointer (&priv->doc, g_free); /* what is not typed in is read into the new one */

  return TRUE;
}

/**
 * spt_record_page_update_schede:
 * @self: the page of a kind in pages
 *
 * Asks the class anew which pages the operation may have.
 */
void
spt_record_page_update_schede (SptRecordPage *self)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  if (parts->form != NULL && parts->pages != NULL)
    show_form (self);
}
