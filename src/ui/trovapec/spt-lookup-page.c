/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look-up of a certified address: whom, where it stands, what may follow, what happened. There is nothing to type in it:
 * what is asked is a code. */
#define G_LOG_DOMAIN "spt-lookup-page"

#include "config.h"

#include "ui/trovapec/spt-lookup-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-dossier-history.h"
#include "ui/spt-window.h"

G_DEFINE_FINAL_TYPE (SptLookupPage, spt_lookup_page, SPT_TYPE_READ_PAGE)

/* --- what is said ------------------------------------------------------------------------------------ */

static void
show_head (SptLookupPage *self)
{
  const SptDossierData *data = spt_dossier_get_data (self->loaded->dossier.dossier);
  SptAccount *account = self->loaded->dossier.account;
  const char *name = *data->name != '\0' ? data->name
                     : self->loaded->subject_name != NULL ? self->loaded->subject_name : data->key;

  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->code_label, data->key);
  spt_page_set_title (SPT_PAGE (self), name);
  g_object_set (self->state_label, "state", data->state, NULL);
  gtk_label_set_text (self->account_label, account != NULL ? spt_account_get_name (account)
                                                           : _("Not decided yet with which account it goes"));
  spt_ui_tag_account (self->environment_label, account);
}

static void
spt_lookup_page_show (SptReadPage *page,
                      gpointer     loaded)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (page);

  self->loaded = loaded;
  show_head (self);
  _spt_lookup_page_show_groups (self);
  _spt_lookup_page_show_history (self);
  _spt_lookup_page_update_actions (self);
}

static void
note_cb (SptLookupPage *self,
         AdwEntryRow   *row)
{
  spt_dossier_history_add_note (SPT_PAGE (self), self->parts->id, row, self->parts->cancellable);
}

/* --- the page ---------------------------------------------------------------------------------------- */

static void
spt_lookup_page_class_init (SptLookupPageClass *klass)
{
  static const SptReadPageKind kind = {
    .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_SUBJECTS | SPT_CHANGED_ACCOUNTS,
    .size = sizeof (SptLookupLoad),
    .read = spt_lookup_load,
    .free = (GDestroyNotify) spt_lookup_load_free,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  SPT_READ_PAGE_CLASS (klass)->show = spt_lookup_page_show;
  spt_read_page_class_set_kind (SPT_READ_PAGE_CLASS (klass), &kind, APPLICATION_PATH "/ui/trovapec/spt-lookup-page.ui");

  g_type_ensure (SPT_TYPE_STATE_LABEL);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, code_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, groups_box);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, history_group);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, history_list);
  gtk_widget_class_bind_template_callback (widget_class, note_cb);
  _spt_lookup_page_install_actions (widget_class);
}

static void
spt_lookup_page_init (SptLookupPage *self)
{
  self->parts = spt_read_page_get_parts (SPT_READ_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  _spt_lookup_page_update_actions (self);
}

/**
 * spt_lookup_page_new:
 * @desk: what it works with
 * @id: the look-up
 *
 * Makes the page of a look-up.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_lookup_page_new (SptDesk *desk,
                     gint64   id)
{
  SptPage *self = g_object_new (SPT_TYPE_LOOKUP_PAGE, "desk", desk, NULL);

  spt_read_page_begin (SPT_READ_PAGE (self), id);
  return self;
}
