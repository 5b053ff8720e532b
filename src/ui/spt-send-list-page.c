/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records that a service takes: what of them can be sent, their last submission, the account without which nothing
 * leaves, taking away what was never sent. */
#define G_LOG_DOMAIN "spt-send-list-page"

#include "config.h"

#include "ui/spt-send-list-page.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-views.h"
#include "ui/spt-account-dialog.h"
#include "ui/spt-send-dialog.h"

typedef struct
{
  guint      n_ready;
  guint      has_some    : 1;
  guint      has_account : 1; /* nothing leaves without one */
  guint      counted     : 1; /* once */

  /* Template */
  GtkWidget *beside;
  GtkButton *send_button;
} SptSendListPagePrivate;

static GtkBuildableIface *parent_buildable;

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SptSendListPage, spt_send_list_page, SPT_TYPE_LIST_PAGE,
                                  G_ADD_PRIVATE (SptSendListPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static SptSendListPagePrivate *
get (gpointer self)
{
  return spt_send_list_page_get_instance_private (self);
}

static const SptSendListKind *
get_kind (gpointer self)
{
  return SPT_SEND_LIST_PAGE_GET_CLASS (self)->kind;
}

/* --- counting ----------------------------------------------------------------------------------- */

typedef struct
{
  SptSendListCount      parent; /* its query's search is that below */
  SptSendListPageClass *klass;
  char                 *search; /* (owned) (nullable) */
  gint64                now;    /* UTC milliseconds */
} Count;

static void
count_free (Count *count)
{
  if (count->parent.more != NULL)
    count->parent.free_more (count->parent.more);
  g_free (count->parent.counts);
  g_free (count->search);
  g_free (count);
}

static gboolean
find_account (SptDb       *db,
              const char  *kind,
              gboolean    *has,
              GError     **error)
{
  SptService *service = spt_services_find_kind (kind);
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);

  if (accounts == NULL)
    return FALSE;
  *has = FALSE;
  for (guint i = 0; service != NULL && i < accounts->len; i++)
    *has |= g_strcmp0 (spt_account_get_service (g_ptr_array_index (accounts, i)), spt_service_get_info (service)->id) == 0;
  return TRUE;
}

static gboolean
count_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const SptListQuery all = { 0 };
  Count *count = data;
  const SptSendListKind *kind = count->klass->kind;
  SptSendListCount *out = &count->parent;
  guint states[SPT_N_STATES];

  if (!spt_list_count_chips (db, kind->list.rows, kind->list.chips, kind->list.n_chips, &out->query, count->now, out->counts,
                             error) ||
      !spt_db_count_list (db, kind->list.rows, &all, states, error) ||
      !find_account (db, kind->list.record, &out->has_account, error))
    return FALSE;
  out->n_ready = out->counts[kind->ready_chip];
  out->n_all = 0;
  for (guint i = 0; i < SPT_N_STATES; i++)
    out->n_all += states[i];

  return count->klass->count_more == NULL || count->klass->count_more (db, out, error);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Count *count = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSendListPagePrivate *priv;

  if (spt_ui_is_cancelled (error))
    return;
  if (count == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (user_data), error);
      return;
    }
  priv = get (user_data);
  priv->n_ready = count->parent.n_ready;
  priv->has_some = count->parent.n_all > 0;
  priv->has_account = !!count->parent.has_account;
  priv->counted = TRUE;
  if (count->klass->counted != NULL)
    count->klass->counted (user_data, &count->parent);
  spt_list_page_show_counts (user_data, count->parent.counts, priv->has_some);
}

static void
spt_send_list_page_count (SptListPage        *page,
                          const SptListQuery *query,
                          GCancellable       *cancellable)
{
  Count *count = g_new0 (Count, 1);

  count->klass = SPT_SEND_LIST_PAGE_GET_CLASS (page);
  count->now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (page)));
  count->search = g_strdup (query->search);
  count->parent.query = (SptListQuery) {
    .search = count->search,
    .account_id = query->account_id,
    .import_id = query->import_id,
    .submission_id = query->submission_id,
  };
  count->parent.counts = g_new0 (guint, count->klass->kind->list.n_chips);
  if (count->klass->begin_count != NULL)
    count->klass->begin_count (SPT_SEND_LIST_PAGE (page), &count->parent);
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_READ, count_job, count, (GDestroyNotify) count_free,
                       cancellable, counted_cb, page);
}

/* --- what is said ------------------------------------------------------------------------------- */

static char *
dup_send_label (SptSendListPage *self,
                gboolean         any_selected)
{
  const SptSendListKind *kind = get_kind (self);
  guint n_ready = get (self)->n_ready;
  const char *label = any_selected ? kind->send_selected : kind->send_none;

  if (!any_selected && n_ready > 0 && kind->send_ready.one != NULL)
    return spt_count_text_dup (&kind->send_ready, n_ready);
  return g_strdup (label != NULL ? _(label) : _("_Send…"));
}

static void
spt_send_list_page_update (SptListPage *page)
{
  SptSendListPagePrivate *priv = get (page);
  gboolean any_selected = spt_id_selection_get_n_selected (spt_list_page_get_selection (page)) > 0;
  g_autofree char *send = dup_send_label (SPT_SEND_LIST_PAGE (page), any_selected);

  gtk_button_set_label (priv->send_button, send);
  /* Where letters are large and the window narrow, the list is not pushed out of it. */
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (priv->send_button)), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (GTK_WIDGET (priv->send_button), priv->has_some);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "records.send", any_selected || priv->n_ready > 0);
}

/* The first step is the one that is possible: who has no account cannot send. */
static void
spt_send_list_page_say_empty (SptListPage  *page,
                              SptListEmpty *empty)
{
  const SptSendListPagePrivate *priv = get (page);
  const char *text = get_kind (page)->no_account;

  if (text == NULL || !priv->counted || priv->has_account)
    return;
  empty->text = text;
  memmove (empty->buttons + 1, empty->buttons, (SPT_LIST_N_BUTTONS - 1) * sizeof *empty->buttons);
  empty->buttons[0] = (SptListButton) { N_("_Add an Account…"), "records.add-account" };
}

/* What is empty says why, and what to do. */
static void
spt_send_list_page_say_nothing (SptListPage        *page,
                                const SptListQuery *query,
                                SptListNothing     *nothing)
{
  const SptSendListWords *words = get_kind (page)->nothing;
  guint chip = spt_list_page_get_chip (page);

  if (query->search != NULL || query->account_id != 0 || words == NULL || words[chip].title == NULL)
    return;
  nothing->title = words[chip].title;
  nothing->text = words[chip].text;
}

/* --- sending ------------------------------------------------------------------------------------ */

static void
spt_send_list_page_send (SptSendListPage *self,
                         GArray          *ids)
{
  spt_send_list_page_present_send (SPT_LIST_PAGE (self), get_kind (self)->list.record, ids);
}

/* The selection; without one all that is ready. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autoptr (GArray) ids = spt_id_selection_dup_ids (spt_list_page_get_selection (SPT_LIST_PAGE (widget)));

  SPT_SEND_LIST_PAGE_GET_CLASS (widget)->send (SPT_SEND_LIST_PAGE (widget), ids->len > 0 ? ids : NULL);
}

/* What the menu of a row is about. */
static void
send_these_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_autoptr (GArray) ids = spt_list_page_dup_targets (SPT_LIST_PAGE (widget));

  if (ids->len > 0)
    SPT_SEND_LIST_PAGE_GET_CLASS (widget)->send (SPT_SEND_LIST_PAGE (widget), ids);
}

static void
add_account_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptService *service = spt_services_find_kind (get_kind (widget)->list.record);

  if (service != NULL)
    spt_list_page_present (SPT_LIST_PAGE (widget),
                           spt_account_dialog_new_of (widget, spt_page_get_desk (SPT_PAGE (widget)), service));
}

/* --- the last submission of one ----------------------------------------------------------------- */

typedef struct
{
  const char *kind;
  gint64      id;
  gint64      submission; /* 0 = none */
} Last;

static gboolean
find_last (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Last *last = data;
  g_autoptr (GPtrArray) history = spt_db_list_record_history (db, last->kind, last->id, error);

  if (history == NULL)
    return FALSE;
  last->submission = history->len > 0 ? ((SptRecordHistory *) g_ptr_array_index (history, 0))->submission_id : 0;
  return TRUE;
}

static void
found_last_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Last *last = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptWindow *window;

  if (spt_ui_is_cancelled (error))
    return;
  window = spt_window_of (GTK_WIDGET (user_data));
  if (last == NULL)
    spt_ui_report_error (GTK_WIDGET (user_data), error);
  else if (last->submission == 0)
    spt_window_toast (window, _(get_kind (user_data)->not_sent), NULL, NULL, NULL);
  else
    spt_window_open_submission (window, last->submission);
}

static void
open_submission_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  gint64 id = spt_list_page_get_focused (SPT_LIST_PAGE (widget));
  Last *last;

  if (id <= 0 || get_kind (widget)->not_sent == NULL)
    return;
  last = g_new0 (Last, 1);
  last->kind = get_kind (widget)->list.record;
  last->id = id;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (widget)), SPT_STORE_READ, find_last, last, g_free,
                       spt_list_page_get_cancellable (SPT_LIST_PAGE (widget)), found_last_cb, widget);
}

/* --- taking away -------------------------------------------------------------------------------- */

typedef struct
{
  const SptSendListKind *kind;
  GArray                *ids;  /* (owned) */
  GArray                *done; /* (owned): of them */
  gboolean               restore;
} Removal;

static void
removal_free (Removal *removal)
{
  g_array_unref (removal->ids);
  g_array_unref (removal->done);
  g_free (removal);
}

static gboolean
remove_them (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Removal *removal = data;

  g_array_set_size (removal->done, 0);
  for (guint i = 0; i < removal->ids->len; i++)
    {
      gint64 id = g_array_index (removal->ids, gint64, i);
      guint n;

      if (!removal->kind->remove (db, &id, 1, removal->restore, &n, error))
        return FALSE;
      if (n > 0)
        g_array_append_val (removal->done, id);
    }

  return TRUE;
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Removal *removal = spt_store_run_finish (SPT_STORE (object), result, &error);
  g_autofree char *text = NULL;

  if (spt_ui_is_cancelled (error))
    return;
  if (removal == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (user_data), error);
      return;
    }
  if (removal->restore)
    return;
  if (removal->done->len == 0)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (user_data)), _(removal->kind->stays), NULL, NULL, NULL);
      return;
    }
  text = spt_count_text_dup (&removal->kind->removed, removal->done->len);
  spt_list_page_say_removed (user_data, removal->done, text);
}

/* What was sent, or is at the service, stays. */
static void
spt_send_list_page_remove (SptListPage *page,
                           GArray      *ids,
                           gboolean     restore)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->kind = get_kind (page);
  removal->ids = g_array_copy (ids);
  removal->done = g_array_new (FALSE, FALSE, sizeof (gint64));
  removal->restore = restore;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (page)), SPT_STORE_WRITE, remove_them, removal,
                       (GDestroyNotify) removal_free, spt_list_page_get_cancellable (page), removed_cb, page);
}

/* --- the page ----------------------------------------------------------------------------------- */

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (g_strcmp0 (type, "beside") == 0)
    gtk_box_append (GTK_BOX (get (buildable)->beside), GTK_WIDGET (child));
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
spt_send_list_page_class_init (SptSendListPageClass *klass)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "records.send", send_action },
    { "records.send-these", send_these_action },
    { "records.open-submission", open_submission_action },
    { "records.add-account", add_account_action },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptListPageClass *list_class = SPT_LIST_PAGE_CLASS (klass);

  list_class->count = spt_send_list_page_count;
  list_class->update = spt_send_list_page_update;
  list_class->say_empty = spt_send_list_page_say_empty;
  list_class->say_nothing = spt_send_list_page_say_nothing;
  list_class->remove = spt_send_list_page_remove;
  klass->send = spt_send_list_page_send;

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-send-list-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SptSendListPage, beside);
  gtk_widget_class_bind_template_child_private (widget_class, SptSendListPage, send_button);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}

static void
spt_send_list_page_init (SptSendListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- for a kind --------------------------------------------------------------------------------- */

/**
 * spt_send_list_page_class_set_kind:
 * @klass: a subclass, in its initialisation
 * @kind: what it lists; kept
 * @resource: the path of its template
 *
 * Says what the pages of the class list, and how of what is sent of it is spoken.
 */
void
spt_send_list_page_class_set_kind (SptSendListPageClass  *klass,
                                   const SptSendListKind *kind,
                                   const char            *resource)
{
  g_return_if_fail (kind != NULL && kind->remove != NULL && kind->ready_chip < kind->list.n_chips);

  klass->kind = kind;
  spt_list_page_class_set_kind (SPT_LIST_PAGE_CLASS (klass), &kind->list, resource);
}

/**
 * spt_send_list_page_present_send:
 * @self: a list
 * @kind: of which records
 * @ids: (nullable) (element-type gint64): which; %NULL = all that is ready, which the sheet looks for itself
 *
 * Shows the send sheet.
 */
void
spt_send_list_page_present_send (SptListPage *self,
                                 const char  *kind,
                                 GArray      *ids)
{
  spt_list_page_present (self, spt_send_dialog_new (GTK_WIDGET (self), spt_page_get_desk (SPT_PAGE (self)), kind, ids));
}
