/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look-up of a certified address: whom, where it stands, what may follow, what happened. There is nothing to type in it:
 * what is asked is a code. */
#define G_LOG_DOMAIN "spt-lookup-page"

#include "config.h"

#include "ui/trovapec/spt-lookup-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-dossier-history.h"
#include "ui/spt-window.h"

typedef enum
{
  PROP_ID = 1,
  N_PROPS
} SptLookupPageProperty;

G_DEFINE_FINAL_TYPE (SptLookupPage, spt_lookup_page, SPT_TYPE_PAGE)

static GParamSpec *properties[N_PROPS];

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
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptLookupLoad *loaded = spt_lookup_load_finish (SPT_STORE (object), result, &error);
  SptLookupPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (loaded == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->loaded, spt_lookup_load_free);
  self->loaded = loaded;
  show_head (self);
  _spt_lookup_page_show_groups (self);
  _spt_lookup_page_show_history (self);
  _spt_lookup_page_update_actions (self);
}

void
_spt_lookup_page_read (SptLookupPage *self)
{
  spt_lookup_load_async (spt_page_get_store (SPT_PAGE (self)), self->id, self->cancellable, loaded_cb, self);
}

static void
store_changed_cb (SptLookupPage *self,
                  guint          what)
{
  if ((what & (SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_SUBJECTS | SPT_CHANGED_ACCOUNTS |
               SPT_CHANGED_ELSEWHERE)) != 0)
    _spt_lookup_page_read (self);
}

static void
row_activated_cb (SptLookupPage *self,
                  GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-submission");

  if (id != NULL)
    spt_window_open_submission (spt_window_of (GTK_WIDGET (self)), *id);
}

static void
note_cb (SptLookupPage *self,
         AdwEntryRow   *row)
{
  spt_dossier_history_add_note (SPT_PAGE (self), self->id, row, self->cancellable);
}

/* --- the page ---------------------------------------------------------------------------------------- */

static void
spt_lookup_page_refresh (SptPage *page)
{
  _spt_lookup_page_read (SPT_LOOKUP_PAGE (page));
}

/* What is waited for has a time that passes. */
static void
spt_lookup_page_shown (SptPage *page)
{
  if (SPT_LOOKUP_PAGE (page)->loaded != NULL)
    _spt_lookup_page_read (SPT_LOOKUP_PAGE (page));
}

static gint64
spt_lookup_page_get_record (SptPage *page)
{
  return SPT_LOOKUP_PAGE (page)->id;
}

static void
spt_lookup_page_constructed (GObject *object)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (object);

  G_OBJECT_CLASS (spt_lookup_page_parent_class)->constructed (object);

  _spt_lookup_page_update_actions (self);
  if (spt_page_get_desk (SPT_PAGE (self)) == NULL)
    return; /* a test of the template alone */
  g_signal_connect_object (spt_page_get_store (SPT_PAGE (self)), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  _spt_lookup_page_read (self);
}

static void
spt_lookup_page_dispose (GObject *object)
{
  g_cancellable_cancel (SPT_LOOKUP_PAGE (object)->cancellable);

  G_OBJECT_CLASS (spt_lookup_page_parent_class)->dispose (object);
}

static void
spt_lookup_page_finalize (GObject *object)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->loaded, spt_lookup_load_free);

  G_OBJECT_CLASS (spt_lookup_page_parent_class)->finalize (object);
}

static void
spt_lookup_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_ID)
    g_value_set_int64 (value, SPT_LOOKUP_PAGE (object)->id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_lookup_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (prop_id == PROP_ID)
    SPT_LOOKUP_PAGE (object)->id = g_value_get_int64 (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_lookup_page_class_init (SptLookupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = spt_lookup_page_constructed;
  object_class->dispose = spt_lookup_page_dispose;
  object_class->finalize = spt_lookup_page_finalize;
  object_class->get_property = spt_lookup_page_get_property;
  object_class->set_property = spt_lookup_page_set_property;
  SPT_PAGE_CLASS (klass)->refresh = spt_lookup_page_refresh;
  SPT_PAGE_CLASS (klass)->shown = spt_lookup_page_shown;
  SPT_PAGE_CLASS (klass)->get_record = spt_lookup_page_get_record;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SPT_TYPE_STATE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/trovapec/spt-lookup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, code_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, groups_box);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, history_group);
  gtk_widget_class_bind_template_child (widget_class, SptLookupPage, history_list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_cb);
  _spt_lookup_page_install_actions (widget_class);
}

static void
spt_lookup_page_init (SptLookupPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  return g_object_new (SPT_TYPE_LOOKUP_PAGE, "desk", desk, "id", id, NULL);
}
