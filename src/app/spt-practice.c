/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice mode: starts the services, points the accounts there, gives them keys, makes the
 * sample. */
#define G_LOG_DOMAIN "spt-practice"

#include "config.h"

#include "app/spt-practice.h"

#include <string.h>

#include "app/spt-practice-child.h"
#include "app/spt-practice-sample.h"
#include "app/spt-practice-work.h"
#include "form/spt-schema.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"

#define PRACTICE_KEY "chiave-di-prova" /* any text is a good key there */

struct _SptPractice
{
  GObject            parent_instance;

  SptSession        *session;
  SptPracticeChild  *child;
  SptPracticeSample *sample; /* (owned) (nullable) */
  GCancellable      *cancellable;
  gboolean           started; /* the engine */
};

G_DEFINE_FINAL_TYPE (SptPractice, spt_practice, G_TYPE_OBJECT)

static guint trouble_signal;

static void
report (SptPractice  *self,
        const GError *error)
{
  g_signal_emit (self, trouble_signal, 0, error);
}

/* --- accounts --------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *urls;     /* (owned) */
  GPtrArray  *accounts; /* (owned) (nullable) */
} Point;

static void
point_free (gpointer data)
{
  Point *job = data;

  g_hash_table_unref (job->urls);
  g_clear_pointer (&job->accounts, g_ptr_array_unref);
  g_free (job);
}

/* A service with flavours has one practice service for each of the others: "service-flavour". */
static const char *
url_for (GHashTable *urls,
         SptAccount *account)
{
  const char *flavour = spt_account_get_setting (account, "flavour");
  const char *url = NULL;

  if (flavour != NULL)
    {
      g_autofree char *name = g_strdup_printf ("%s-%s", spt_account_get_service (account), flavour);

      url = g_hash_table_lookup (urls, name);
    }
  return url != NULL ? url : g_hash_table_lookup (urls, spt_account_get_service (account));
}

/* What stands at the practice service stays there: the token's address, for one. */
static void
move_settings (SptAccount *account,
               const char *url)
{
  const char *before = spt_account_get_base_url (account);
  SptService *service = spt_services_find (spt_account_get_service (account));
  SptSchema *schema = service == NULL ? NULL : spt_service_get_account_schema (service, NULL);
  const SptGroupDef *root = schema == NULL ? NULL : spt_schema_get_root (schema);

  for (guint i = 0; root != NULL && i < root->n_fields && before != NULL && *before != '\0'; i++)
    {
      const char *text = spt_account_get_setting (account, root->fields[i].name);
      g_autofree char *moved = NULL;

      if (text == NULL || !g_str_has_prefix (text, before))
        continue;
      moved = g_strconcat (url, text + strlen (before), NULL);
      spt_account_set_setting (account, root->fields[i].name, moved);
    }
}

/* The port is another one at each start. */
static gboolean
point_accounts (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Point *job = data;

  job->accounts = spt_db_list_accounts (db, error);
  if (job->accounts == NULL)
    return FALSE;
  for (guint i = 0; i < job->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (job->accounts, i);
      const char *url = url_for (job->urls, account);

      if (url == NULL || g_strcmp0 (url, spt_account_get_base_url (account)) == 0)
        continue;
      move_settings (account, url);
      g_object_set (account, "base-url", url, NULL);
      if (!spt_db_save_account (db, account, error))
        return FALSE;
    }
  return TRUE;
}

static void
key_kept_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_keyring_store_finish (SPT_KEYRING (object), result, &error))
    g_warning ("A practice key was not kept: %s", error->message);
}

static void
give_keys (SptPractice *self,
           SptAccount  *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  SptSchema *schema = service == NULL ? NULL : spt_service_get_account_schema (service, NULL);
  const SptGroupDef *root = schema == NULL ? NULL : spt_schema_get_root (schema);

  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      g_autofree char *text = spt_practice_dup_secret (service, &root->fields[i], PRACTICE_KEY);

      if (text != NULL)
        spt_keyring_store_async (spt_desk_get_keyring (spt_session_get_desk (self->session)),
                                 spt_account_get_credential (account), root->fields[i].name, "Sportello",
                                 text, self->cancellable, key_kept_cb, NULL);
    }
}

static void
sample_trouble_cb (SptPracticeSample *sample,
                   const GError      *error,
                   gpointer           user_data)
{
  report (user_data, error);
}

static void
pointed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Point *job = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptPractice *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (job == NULL)
    report (self, error);
  else if (!self->started)
    for (guint i = 0; i < job->accounts->len; i++)
      give_keys (self, g_ptr_array_index (job->accounts, i));

  if (self->started)
    return;
  self->started = TRUE;
  self->sample = spt_practice_sample_new (self->session,
                                          spt_practice_child_get_control_url (self->child), PRACTICE_KEY);
  g_signal_connect_object (self->sample, "trouble", G_CALLBACK (sample_trouble_cb), self, 0);
  g_signal_connect_object (self->sample, "looked", G_CALLBACK (spt_session_start), self->session,
                           G_CONNECT_SWAPPED);
  spt_practice_sample_start (self->sample);
}

/* --- the child -------------------------------------------------------------------------------- */

static void
ready_cb (SptPracticeChild *child,
          gpointer          user_data)
{
  SptPractice *self = user_data;
  SptDesk *desk = spt_session_get_desk (self->session);
  Point *job = g_new0 (Point, 1);
  GHashTableIter iter;
  gpointer name = NULL, url = NULL;

  job->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, spt_practice_child_get_urls (child));
  while (g_hash_table_iter_next (&iter, &name, &url))
    {
      spt_desk_set_practice_url (desk, name, url);
      g_hash_table_insert (job->urls, g_strdup (name), g_strdup (url));
    }
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_WRITE, point_accounts, job, point_free,
                       self->cancellable, pointed_cb, self);
}

static void
failed_cb (SptPracticeChild *child,
           const GError     *error,
           gpointer          user_data)
{
  report (user_data, error);
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_practice_dispose (GObject *object)
{
  SptPractice *self = SPT_PRACTICE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->child != NULL)
    spt_practice_child_stop (self->child);
  /* What is under way holds the sample: it must hear now that the session ends. */
  if (self->sample != NULL)
    g_object_run_dispose (G_OBJECT (self->sample));
  g_clear_object (&self->sample);
  g_clear_object (&self->child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (spt_practice_parent_class)->dispose (object);
}

static void
spt_practice_finalize (GObject *object)
{
  g_object_unref (SPT_PRACTICE (object)->cancellable);

  G_OBJECT_CLASS (spt_practice_parent_class)->finalize (object);
}

static void
spt_practice_class_init (SptPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_practice_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_practice_finalize;

  /**
   * SptPractice::trouble:
   * @error: what
   *
   * Practice mode lacks something.
   */
  trouble_signal = g_signal_new ("trouble", SPT_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
spt_practice_init (SptPractice *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * spt_practice_new:
 * @session: a practice session
 *
 * Makes what runs practice mode beside a session: the child and the sample.
 *
 * Returns: (transfer full): it
 */
SptPractice *
spt_practice_new (SptSession *session)
{
  SptPractice *self = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *state = NULL;

  g_return_val_if_fail (SPT_IS_SESSION (session), NULL);

  self = g_object_new (SPT_TYPE_PRACTICE, NULL);
  self->session = g_object_ref (session);
  /* Beside the archive: what the practice services hold belongs to what that archive sent. */
  folder =
    g_path_get_dirname (spt_store_get_path (spt_desk_get_store (spt_session_get_desk (session))));
  state = g_build_filename (folder, "practice-services", NULL);
  self->child = spt_practice_child_new (state);
  g_signal_connect_object (self->child, "ready", G_CALLBACK (ready_cb), self, 0);
  g_signal_connect_object (self->child, "failed", G_CALLBACK (failed_cb), self, 0);
  return self;
}

/**
 * spt_practice_start:
 * @self: practice mode
 *
 * Starts the services, and then the sample.
 */
void
spt_practice_start (SptPractice *self)
{
  g_return_if_fail (SPT_IS_PRACTICE (self));
  spt_practice_child_start (self->child);
}

/**
 * spt_practice_stop:
 * @self: practice mode
 *
 * Ends the sample where it stands and the practice services; the next start goes on from there.
 */
void
spt_practice_stop (SptPractice *self)
{
  g_return_if_fail (SPT_IS_PRACTICE (self));
  g_object_run_dispose (G_OBJECT (self));
}
