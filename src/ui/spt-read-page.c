/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that is read: loading on the store's thread, the archive's news, what goes with the page. */
#define G_LOG_DOMAIN "spt-read-page"

#include "config.h"

#include "ui/spt-read-page.h"

#include "ui/spt-ui.h"

typedef struct
{
  SptReadParts parts;   /* the cancellable is owned */
  gpointer     loaded;  /* (owned) (nullable): until it was read */
  guint        timer;   /* news that are being gathered */
  guint        reading : 1;
  guint        again   : 1; /* something changed meanwhile */
} SptReadPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SptReadPage, spt_read_page, SPT_TYPE_PAGE)

#define PRIVATE(self) ((SptReadPagePrivate *) spt_read_page_get_instance_private (self))
#define KIND(self)    (SPT_READ_PAGE_GET_CLASS (self)->kind)

/* --- reading --------------------------------------------------------------------------------------- */

typedef struct
{
  const SptReadPageKind *kind;
  gpointer               loaded; /* (owned) (nullable): the page took it */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  if (reading->loaded != NULL)
    reading->kind->free (reading->loaded);
  g_free (reading);
}

static gboolean
read_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Reading *reading = data;

  return reading->kind->read (db, reading->loaded, cancellable, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Reading *reading = spt_store_run_finish (SPT_STORE (object), result, &error);
  g_autoptr (SptReadPage) self = NULL;
  SptReadPagePrivate *priv = NULL;
  gpointer before = NULL;

  if (spt_ui_is_cancelled (error))
    return;
  /* An answer may be the end of the page. */
  self = g_object_ref (user_data);
  priv = PRIVATE (self);
  priv->reading = FALSE;
  if (reading == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  before = priv->loaded;
  priv->loaded = g_steal_pointer (&reading->loaded);
  SPT_READ_PAGE_GET_CLASS (self)->show (self, priv->loaded);
  if (before != NULL)
    KIND (self)->free (before);
  if (priv->again)
    spt_read_page_read (self);
}

/**
 * spt_read_page_read:
 * @self: a page
 *
 * Asks the archive again: at once, or when the answer that is on its way has come.
 */
void
spt_read_page_read (SptReadPage *self)
{
  SptReadPagePrivate *priv = PRIVATE (self);
  Reading *reading = NULL;

  g_return_if_fail (SPT_IS_READ_PAGE (self));

  priv->again = priv->reading;
  if (priv->reading || priv->parts.id == 0)
    return;
  priv->reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->kind = KIND (self);
  reading->loaded = g_malloc0 (reading->kind->size);
  *(gint64 *) reading->loaded = priv->parts.id;
  if (SPT_READ_PAGE_GET_CLASS (self)->prepare != NULL)
    SPT_READ_PAGE_GET_CLASS (self)->prepare (self, reading->loaded);
  spt_store_run_async (spt_page_get_store (SPT_PAGE (self)), SPT_STORE_READ, read_job, reading, reading_free,
                       priv->parts.cancellable, read_cb, self);
}

static void
gathered_cb (gpointer user_data)
{
  PRIVATE (user_data)->timer = 0;
  spt_read_page_read (user_data);
}

static void
store_changed_cb (SptReadPage *self,
                  guint        what)
{
  SptReadPagePrivate *priv = PRIVATE (self);

  if ((what & (KIND (self)->changed | SPT_CHANGED_ELSEWHERE)) == 0 || spt_page_get_gone (SPT_PAGE (self)))
    return;
  if (KIND (self)->gather_ms == 0)
    spt_read_page_read (self);
  else if (priv->timer == 0)
    priv->timer = g_timeout_add_once (KIND (self)->gather_ms, gathered_cb, self);
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
spt_read_page_refresh (SptPage *page)
{
  spt_read_page_read (SPT_READ_PAGE (page));
}

static void
spt_read_page_shown (SptPage *page)
{
  if (PRIVATE (SPT_READ_PAGE (page))->loaded != NULL)
    spt_read_page_read (SPT_READ_PAGE (page));
}

static gint64
spt_read_page_get_record (SptPage *page)
{
  return PRIVATE (SPT_READ_PAGE (page))->parts.id;
}

static void
spt_read_page_dispose (GObject *object)
{
  SptReadPagePrivate *priv = PRIVATE (SPT_READ_PAGE (object));

  g_cancellable_cancel (priv->parts.cancellable);
  g_clear_handle_id (&priv->timer, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));

  G_OBJECT_CLASS (spt_read_page_parent_class)->dispose (object);
}

static void
spt_read_page_finalize (GObject *object)
{
  SptReadPagePrivate *priv = PRIVATE (SPT_READ_PAGE (object));

  if (priv->loaded != NULL)
    KIND (object)->free (priv->loaded);
  g_object_unref (priv->parts.cancellable);

  G_OBJECT_CLASS (spt_read_page_parent_class)->finalize (object);
}

static void
spt_read_page_class_init (SptReadPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->dispose = spt_read_page_dispose;
  object_class->finalize = spt_read_page_finalize;
  page_class->refresh = spt_read_page_refresh;
  page_class->shown = spt_read_page_shown;
  page_class->get_record = spt_read_page_get_record;
}

static void
spt_read_page_init (SptReadPage *self)
{
  PRIVATE (self)->parts.cancellable = g_cancellable_new ();
}

/* --- for a kind ------------------------------------------------------------------------------------ */

/**
 * spt_read_page_class_set_kind:
 * @klass: a subclass, in its initialisation
 * @kind: what it reads; kept
 * @resource: the path of its template
 *
 * Says what the pages of the class read.
 */
void
spt_read_page_class_set_kind (SptReadPageClass      *klass,
                              const SptReadPageKind *kind,
                              const char            *resource)
{
  g_return_if_fail (kind != NULL && kind->size >= sizeof (gint64) && kind->read != NULL && kind->free != NULL);

  klass->kind = kind;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), resource);
}

/**
 * spt_read_page_get_parts:
 * @self: a page
 *
 * Returns: (transfer none): what the class of its kind works with, as long as the page
 */
const SptReadParts *
spt_read_page_get_parts (SptReadPage *self)
{
  g_return_val_if_fail (SPT_IS_READ_PAGE (self), NULL);

  return &PRIVATE (self)->parts;
}

/**
 * spt_read_page_begin:
 * @self: a page with a desk, just made
 * @id: what it shows
 *
 * Reads it, and from now on whenever the archive has news of it.
 */
void
spt_read_page_begin (SptReadPage *self,
                     gint64       id)
{
  g_return_if_fail (SPT_IS_READ_PAGE (self) && id > 0 && PRIVATE (self)->parts.id == 0);

  PRIVATE (self)->parts.id = id;
  g_signal_connect_object (spt_page_get_store (SPT_PAGE (self)), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  spt_read_page_read (self);
}
