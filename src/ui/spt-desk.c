/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page works with, and the one place that keeps the clerk's name and the counts of
 * what needs a person. */
#define G_LOG_DOMAIN "spt-desk"

#include "config.h"

#include "ui/spt-desk.h"

#include "store/spt-store-accounts.h"

struct _SptDesk
{
  GObject       parent_instance;

  SptStore     *store;
  SptOutbox    *outbox;
  SptKeyring   *keyring;
  SptClock     *clock;
  SptSummary   *summary;

  GCancellable *cancellable;
  GHashTable   *practice_urls; /* service -> url */
  char         *who;

  guint         practice : 1;
  guint         who_kept : 1;
  guint         loaded : 1;
};

G_DEFINE_FINAL_TYPE (SptDesk, spt_desk, G_TYPE_OBJECT)

typedef enum
{
  PROP_PRACTICE = 1,
  PROP_WHO,
  PROP_WHO_KEPT,
  PROP_LOADED
} SptDeskProperty;

static GParamSpec *properties[PROP_LOADED + 1];

/* --- the clerk's name in the archive ---------------------------------------------------------- */

static gboolean
read_clerk (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  char **name = data;
  g_autoptr (GError) local = NULL;

  *name = spt_db_get_setting (db, SPT_SETTING_CLERK, &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
write_clerk (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return spt_db_set_setting (db, SPT_SETTING_CLERK, data, error);
}

static void
free_name (gpointer data)
{
  char **name = data;

  g_free (*name);
  g_free (name);
}

static void
clerk_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  char **name = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptDesk *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_warning ("The clerk's name could not be read: %s", error->message);

  /* A name set while this was under way is the newer one. */
  if (name != NULL && *name != NULL && **name != '\0' && !self->who_kept)
    {
      g_free (self->who);
      self->who = g_strdup (*name);
      self->who_kept = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHO]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHO_KEPT]);
    }
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static void
clerk_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The clerk's name was not kept: %s", error->message);
}

/* The name of the account on this computer; "Unknown" is what GLib says where it has none. */
static char *
guess_name (void)
{
  const char *real = g_get_real_name ();

  if (real == NULL || *real == '\0' || g_str_equal (real, "Unknown"))
    real = g_get_user_name ();

  return g_strdup (real);
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_desk_dispose (GObject *object)
{
  SptDesk *self = SPT_DESK (object);

  g_cancellable_cancel (self->cancellable);
  if (self->summary != NULL)
    g_object_run_dispose (G_OBJECT (self->summary));
  g_clear_object (&self->summary);
  g_clear_object (&self->outbox);
  g_clear_object (&self->store);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (spt_desk_parent_class)->dispose (object);
}

static void
spt_desk_finalize (GObject *object)
{
  SptDesk *self = SPT_DESK (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->practice_urls);
  g_free (self->who);

  G_OBJECT_CLASS (spt_desk_parent_class)->finalize (object);
}

static void
spt_desk_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  SptDesk *self = SPT_DESK (object);

  switch ((SptDeskProperty) prop_id)
    {
    case PROP_PRACTICE:
      g_value_set_boolean (value, self->practice);
      break;
    case PROP_WHO:
      g_value_set_string (value, self->who);
      break;
    case PROP_WHO_KEPT:
      g_value_set_boolean (value, self->who_kept);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_desk_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  SptDesk *self = SPT_DESK (object);

  if (prop_id == PROP_WHO)
    spt_desk_set_who (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_desk_class_init (SptDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = spt_desk_dispose;
  object_class->finalize = spt_desk_finalize;
  object_class->get_property = spt_desk_get_property;
  object_class->set_property = spt_desk_set_property;

  /**
   * SptDesk:practice:
   *
   * Whether nothing here is real.
   */
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE,
                                                    flags | G_PARAM_READABLE);
  /**
   * SptDesk:who:
   *
   * The clerk's name, never %NULL: as kept in the archive, else the name the computer has.
   */
  properties[PROP_WHO] = g_param_spec_string ("who", NULL, NULL, NULL, flags | G_PARAM_READWRITE);
  /**
   * SptDesk:who-kept:
   *
   * Whether somebody has said the name, now or before.
   */
  properties[PROP_WHO_KEPT] = g_param_spec_boolean ("who-kept", NULL, NULL, FALSE,
                                                    flags | G_PARAM_READABLE);
  /**
   * SptDesk:loaded:
   *
   * Whether the archive has been asked for the name.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  flags | G_PARAM_READABLE);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
spt_desk_init (SptDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->practice_urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->who = guess_name ();
}

/**
 * spt_desk_new:
 * @store: the archive
 * @outbox: its engine
 * @keyring: where secrets are
 * @clock: the time
 * @practice: whether nothing here is real
 *
 * Puts together what pages work with, and asks the archive for the clerk's name.
 *
 * Returns: (transfer full): the desk
 */
SptDesk *
spt_desk_new (SptStore   *store,
              SptOutbox  *outbox,
              SptKeyring *keyring,
              SptClock   *clock,
              gboolean    practice)
{
  SptDesk *self = NULL;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);
  g_return_val_if_fail (SPT_IS_OUTBOX (outbox), NULL);
  g_return_val_if_fail (SPT_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (SPT_IS_CLOCK (clock), NULL);

  self = g_object_new (SPT_TYPE_DESK, NULL);
  self->store = g_object_ref (store);
  self->outbox = g_object_ref (outbox);
  self->keyring = g_object_ref (keyring);
  self->clock = g_object_ref (clock);
  self->practice = practice != FALSE;
  self->summary = spt_summary_new (store);

  spt_store_run_async (store, SPT_STORE_READ, read_clerk, g_new0 (char *, 1), free_name,
                       self->cancellable, clerk_read_cb, self);
  return self;
}

/**
 * spt_desk_get_store:
 * @self: a desk
 *
 * Returns: (transfer none): the archive
 */
SptStore *
spt_desk_get_store (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), NULL);
  return self->store;
}

/**
 * spt_desk_get_outbox:
 * @self: a desk
 *
 * Returns: (transfer none): what sends
 */
SptOutbox *
spt_desk_get_outbox (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), NULL);
  return self->outbox;
}

/**
 * spt_desk_get_keyring:
 * @self: a desk
 *
 * Returns: (transfer none): where secrets are
 */
SptKeyring *
spt_desk_get_keyring (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), NULL);
  return self->keyring;
}

/**
 * spt_desk_get_clock:
 * @self: a desk
 *
 * Returns: (transfer none): the clock
 */
SptClock *
spt_desk_get_clock (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), NULL);
  return self->clock;
}

/**
 * spt_desk_get_now:
 * @self: a desk
 *
 * Returns: what its clock says, in UTC milliseconds
 */
gint64
spt_desk_get_now (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), 0);
  return spt_clock_get_utc_ms (self->clock);
}

/**
 * spt_desk_get_summary:
 * @self: a desk
 *
 * What needs a person, counted as the archive changes.
 *
 * Returns: (transfer none): the summary
 */
SptSummary *
spt_desk_get_summary (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), NULL);
  return self->summary;
}

/**
 * spt_desk_get_practice:
 * @self: a desk
 *
 * Returns: whether it is practice mode
 */
gboolean
spt_desk_get_practice (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), FALSE);
  return self->practice;
}

/**
 * spt_desk_get_who:
 * @self: a desk
 *
 * Returns: the clerk's name, as decisions are signed
 */
const char *
spt_desk_get_who (SptDesk *self)
{
  g_return_val_if_fail (SPT_IS_DESK (self), NULL);
  return self->who;
}

/**
 * spt_desk_set_who:
 * @self: a desk
 * @who: the clerk's name; empty text is ignored
 *
 * Sets the name and keeps it in the archive: it signs decisions and the timeline (design 5).
 */
void
spt_desk_set_who (SptDesk    *self,
                  const char *who)
{
  g_autofree char *name = NULL;

  g_return_if_fail (SPT_IS_DESK (self));
  g_return_if_fail (who != NULL);

  name = g_strstrip (g_strdup (who));
  if (*name == '\0' || (self->who_kept && g_str_equal (name, self->who)))
    return;

  g_free (self->who);
  self->who = g_steal_pointer (&name);
  self->who_kept = TRUE;
  spt_store_run_async (self->store, SPT_STORE_WRITE, write_clerk, g_strdup (self->who), g_free,
                       NULL, clerk_written_cb, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHO_KEPT]);
}

/**
 * spt_desk_get_practice_url:
 * @self: a desk
 * @service: its id, or its flavour's
 *
 * Where the practice service listens.
 *
 * Returns: (nullable): the base URL; %NULL outside practice mode and before the service is up
 */
const char *
spt_desk_get_practice_url (SptDesk    *self,
                           const char *service)
{
  g_return_val_if_fail (SPT_IS_DESK (self), NULL);
  g_return_val_if_fail (service != NULL, NULL);

  return g_hash_table_lookup (self->practice_urls, service);
}

/**
 * spt_desk_set_practice_url:
 * @self: a desk
 * @service: a service's id
 * @url: its base URL
 *
 * Says where a practice service answers.
 */
void
spt_desk_set_practice_url (SptDesk    *self,
                           const char *service,
                           const char *url)
{
  g_return_if_fail (SPT_IS_DESK (self));
  g_return_if_fail (service != NULL);

  if (url == NULL)
    g_hash_table_remove (self->practice_urls, service);
  else
    g_hash_table_replace (self->practice_urls, g_strdup (service), g_strdup (url));
}
