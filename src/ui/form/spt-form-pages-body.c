/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of a form as it is shown: what it is and how far, what is wrong with it as a whole, what it does not show, its fields. */
#define G_LOG_DOMAIN "spt-form-pages-body"

#include "config.h"

#include "spt-form-pages-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"

#define PAGE_WIDTH 720

/* --- notes --------------------------------------------------------------------------------------------- */

static void
append_note (GtkWidget  *box,
             const char *text,
             const char *icon_name,
             const char *css_class)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (note, css_class);
  gtk_box_append (GTK_BOX (note), icon);
  gtk_box_append (GTK_BOX (note), label);
  gtk_box_append (GTK_BOX (box), note);
}

/* What the schema has here and forms do not show. */
static void
append_kept (SptFormPages *self,
             SptFormPage  *page,
             GtkWidget    *box)
{
  g_autoptr (GArray) kept = self->xsd != NULL ? spt_xsd_list_kept (self->xsd, spt_form_page_get_def (page)) : NULL;

  for (guint i = 0; kept != NULL && i < kept->len; i++)
    {
      const SptXsdKept *one = &g_array_index (kept, SptXsdKept, i);
      const SptMessage *message = spt_messages_find ("base", one->code);
      g_autofree char *text = g_strdup_printf ("%s: %s", one->name, message != NULL ? message->text : one->code);

      append_note (box, text, "dialog-information-symbolic", NULL);
    }
}

static void
append_notes (SptFormPages *self,
              SptFormPage  *page,
              GtkWidget    *box)
{
  const SptPlantScheda *scheda = spt_form_page_get_scheda (page);

  if (scheda != NULL && scheda->hint != NULL)
    append_note (box, scheda->hint, "dialog-information-symbolic", "dim-label");
  if (scheda != NULL && !scheda->documented)
    append_note (box, _("The register's documentation does not list this page for this operation, but it is about what the operation "
                        "reports. Fill it in like the others: should the register refuse it, its answer says so, and the page can be "
                        "removed."), "dialog-information-symbolic", "dim-label");
  if (scheda == NULL && self->schede != NULL && spt_form_page_get_def (page) != NULL)
    append_note (box, _("This operation does not have this page: with it, it would be refused."),
                 "dialog-warning-symbolic", "warning");
  append_kept (self, page, box);
}

/* --- what is wrong with it as a whole ------------------------------------------------------------------- */

static void
append_loose (GtkListBox *list,
              const char *text,
              gboolean    is_error)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  GtkWidget *row = spt_ui_new_row (text, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (icon, is_error ? "error" : "warning");
  gtk_list_box_append (list, row);
}

static gboolean
is_as_shown (GtkListBox *list,
             GPtrArray  *errors,
             GPtrArray  *warnings)
{
  guint n = errors->len + warnings->len;

  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, (int) i);
      const char *text = i < errors->len ? g_ptr_array_index (errors, i)
                                         : g_ptr_array_index (warnings, i - errors->len);

      if (row == NULL || g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), text) != 0)
        return FALSE;
    }

  return gtk_list_box_get_row_at_index (list, (int) n) == NULL;
}

static void
show_loose (SptFormPage *page,
            GtkListBox  *list)
{
  GPtrArray *errors = spt_form_page_get_errors (page);
  GPtrArray *warnings = spt_form_page_get_warnings (page);
  GtkListBoxRow *row;

  if (is_as_shown (list, errors, warnings))
    return; /* one may be reading it */
  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < errors->len; i++)
    append_loose (list, g_ptr_array_index (errors, i), TRUE);
  for (guint i = 0; i < warnings->len; i++)
    append_loose (list, g_ptr_array_index (warnings, i), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (list), errors->len + warnings->len > 0);
}

/* --- the page ------------------------------------------------------------------------------------------ */

static SptFormPage *
get_page (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "spt-page");
}

static void
remove_clicked_cb (SptFormPages *self,
                   GtkWidget    *button)
{
  _spt_form_pages_remove (self, get_page (button));
}

static void
begin_clicked_cb (SptFormPages *self,
                  GtkWidget    *button)
{
  SptFormPage *page = get_page (button);

  _spt_form_pages_begin (self, spt_form_page_get_parent (page), spt_form_page_get_def (page));
}

static GtkWidget *
make_heading (SptFormPages    *self,
              SptFormPage     *page,
              SptFormPageBody *body)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* Translators: %s is a page of a form, such as "4.2 Burners" */
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), spt_form_page_get_title (page));

  body->title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                              "label", spt_form_page_get_title (page), NULL);
  gtk_label_set_xalign (GTK_LABEL (body->title), 0);
  gtk_label_set_wrap (GTK_LABEL (body->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (body->title), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (body->title, "title-3");
  body->icon = gtk_image_new ();
  body->word = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (body->word), 0);
  gtk_box_append (GTK_BOX (state), body->icon);
  gtk_box_append (GTK_BOX (state), body->word);
  gtk_box_append (GTK_BOX (words), body->title);
  gtk_box_append (GTK_BOX (words), state);
  gtk_widget_set_hexpand (words, TRUE);
  body->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_add_css_class (body->remove, "flat");
  gtk_widget_set_valign (body->remove, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (body->remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (body->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (body->remove), "spt-page", page);
  g_signal_connect_object (body->remove, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), body->remove);

  return box;
}

/* What has to be there and is not. */
static GtkWidget *
make_begin (SptFormPages *self,
            SptFormPage  *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (_("This page has to be filled in."));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Begin"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "suggested-action");
  g_object_set_data (G_OBJECT (button), "spt-page", page);
  g_signal_connect_object (button, "clicked", G_CALLBACK (begin_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static void
forward_field_cb (SptFormView  *view,
                  SptFormField *field,
                  SptFormPages *self)
{
  g_signal_emit_by_name (self, "override-clicked", field);
}

static void
undone_by_view (SptFormPages *self,
                SptFormView  *view)
{
  g_clear_pointer (&self->undo, spt_form_undo_free);
  g_set_weak_pointer (&self->undo_view, view);
}

static void
instance_removed_cb (SptFormView  *view,
                     const char   *title,
                     SptFormPages *self)
{
  undone_by_view (self, view);
  g_signal_emit_by_name (self, "instance-removed", title);
}

static void
instance_moved_cb (SptFormView  *view,
                   const char   *title,
                   SptFormPages *self)
{
  undone_by_view (self, view);
  g_signal_emit_by_name (self, "instance-moved", title);
}

/* The fields, anew when the page itself came or went. */
static void
show_view (SptFormPages    *self,
           SptFormPage     *page,
           SptFormPageBody *body)
{
  GHashTableIter iter;
  gpointer field;
  gpointer hint;

  body->view->one_container = self->schede != NULL;
  spt_form_view_set_read_only (body->view, self->read_only);
  spt_form_view_set_page (body->view, self->form, spt_form_page_get_parent (page), spt_form_page_get_def (page));
  g_hash_table_iter_init (&iter, self->hints);
  while (g_hash_table_iter_next (&iter, &field, &hint))
    spt_form_view_set_hint (body->view, field, ((SptFormHint *) hint)->text, ((SptFormHint *) hint)->value);
  spt_form_view_set_overridable (body->view, self->overridable);
  body->n_parts = spt_form_page_get_n_parts (page);
}

/*
 * _spt_form_pages_build:
 * @self: the pages
 * @page: one of them
 *
 * Builds what is shown of @page, into the stack.
 *
 * Returns: (transfer full): what it is made of
 */
SptFormPageBody *
_spt_form_pages_build (SptFormPages *self,
                       SptFormPage  *page)
{
  SptFormPageBody *body = g_new0 (SptFormPageBody, 1);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  body->child = scroller;
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  if (spt_form_page_get_def (page) == NULL && self->head != NULL)
    {
      body->head = self->head;
      gtk_box_append (GTK_BOX (box), self->head);
    }
  gtk_box_append (GTK_BOX (box), make_heading (self, page, body));
  append_notes (self, page, box);
  body->loose = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (body->loose, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (body->loose), "boxed-list");
  gtk_widget_set_visible (GTK_WIDGET (body->loose), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (body->loose));
  body->begin = make_begin (self, page);
  gtk_box_append (GTK_BOX (box), body->begin);
  body->view = SPT_FORM_VIEW (spt_form_view_new ());
  g_signal_connect_object (body->view, "override-clicked", G_CALLBACK (forward_field_cb), self, 0);
  g_signal_connect_object (body->view, "instance-removed", G_CALLBACK (instance_removed_cb), self, 0);
  g_signal_connect_object (body->view, "instance-moved", G_CALLBACK (instance_moved_cb), self, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (body->view));
  show_view (self, page, body);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PAGE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_stack_add_child (self->stack, scroller);
  _spt_form_pages_update_body (self, page, body);

  return body;
}

/*
 * _spt_form_pages_update_body:
 * @self: the pages
 * @page: one of them
 * @body: what is shown of it
 *
 * Says anew how far it is.
 */
void
_spt_form_pages_update_body (SptFormPages    *self,
                             SptFormPage     *page,
                             SptFormPageBody *body)
{
  SptXsdPageState state = spt_form_page_get_state (page);
  const char *css_class = spt_form_page_state_class (state);
  guint n_errors = spt_form_page_get_n_errors (page);
  guint n_parts = spt_form_page_get_n_parts (page);
  const SptGroupDef *def = spt_form_page_get_def (page);
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *word = n_errors == 0 ? g_strdup (spt_form_page_state_word (state))
                          : g_strdup_printf ("%s · %s", spt_form_page_state_word (state), errors);
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (body->icon), spt_form_page_state_icon (state));
  gtk_label_set_text (GTK_LABEL (body->word), word);
  gtk_widget_set_css_classes (body->icon, classes);
  gtk_widget_set_css_classes (body->word, classes);
  gtk_widget_set_visible (body->remove, _spt_form_pages_can_remove (self, page));
  gtk_widget_set_visible (body->begin, n_parts == 0 && !self->read_only);
  /* The page itself came or went: one that may be there only once has no list that follows. */
  if (def != NULL && def->max == 1 && body->n_parts != n_parts)
    show_view (self, page, body);
  show_loose (page, body->loose);
}

/**
 * _spt_form_pages_forget_body:
 * @self: the pages
 * @page: one of them
 *
 * Takes away what was built of it, if it was.
 */
void
_spt_form_pages_forget_body (SptFormPages *self,
                             SptFormPage  *page)
{
  SptFormPageBody *body = g_hash_table_lookup (self->built, page);

  if (body == NULL)
    return;
  if (body->head != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (body->head)), body->head);
  gtk_stack_remove (self->stack, body->child);
  g_hash_table_remove (self->built, page);
}
