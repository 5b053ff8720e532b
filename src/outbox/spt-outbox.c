/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox as others see it: its state, orders to it, questions from it. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include "outbox/spt-outbox-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"

G_DEFINE_FINAL_TYPE (SptOutbox, spt_outbox, G_TYPE_OBJECT)

enum
{
  FINISHED,
  ATTENTION,
  NEEDS_SECRET,
  TROUBLE,
  NEWS,
  N_SIGNALS
};

static GParamSpec *properties[PROP_NEXT_DUE + 1];
static guint signals[N_SIGNALS];

static void
store_changed_cb (SptStore *store,
                  guint     what,
                  gpointer  user_data)
{
  _spt_outbox_look_for_work (user_data);
}

/* --- for the engine's other files ----------------------------------------------------------- */

void
_spt_outbox_set_flag (SptOutbox         *self,
                      gboolean          *flag,
                      gboolean           value,
                      SptOutboxProperty  property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
_spt_outbox_notify (SptOutbox         *self,
                    SptOutboxProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
_spt_outbox_emit_finished (SptOutbox *self,
                           gint64     id,
                           SptState   state)
{
  g_signal_emit (self, signals[FINISHED], 0, id, state);
}

void
_spt_outbox_emit_attention (SptOutbox  *self,
                            gint64      id,
                            const char *code)
{
  g_signal_emit (self, signals[ATTENTION], 0, id, code);
}

void
_spt_outbox_emit_news (SptOutbox        *self,
                       gint64            account_id,
                       const SptNewsSum *sum)
{
  if (sum->n_changed > 0 || sum->n_found > 0)
    g_signal_emit (self, signals[NEWS], 0, account_id, sum->n_changed, sum->n_found, sum->stages);
}

gboolean
_spt_outbox_ask_secret (SptOutbox  *self,
                        SptAccount *account,
                        const char *key)
{
  const char *credential = spt_account_get_credential (account);
  gboolean asked = FALSE;

  /* Declined a moment ago: what was ordered becomes not-sent; the next order asks again. */
  if (g_hash_table_remove (self->declined, credential))
    return FALSE;

  g_signal_emit (self, signals[NEEDS_SECRET], 0, account, key, &asked);
  if (asked)
    g_hash_table_add (self->asking, g_strdup (credential));
  return asked;
}

void
_spt_outbox_report_trouble (SptOutbox    *self,
                            const GError *error)
{
  if (!g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_signal_emit (self, signals[TROUBLE], 0, error);
}

/* --- overrides ------------------------------------------------------------------------------ */

static void
spt_outbox_dispose (GObject *object)
{
  SptOutbox *self = SPT_OUTBOX (object);

  if (self->timer != 0)
    {
      spt_clock_remove_timer (self->clock, self->timer);
      self->timer = 0;
    }
  if (self->clock != NULL)
    _spt_outbox_drop_answers (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->keyring);
  g_clear_object (&self->http);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (spt_outbox_parent_class)->dispose (object);
}

static void
spt_outbox_finalize (GObject *object)
{
  SptOutbox *self = SPT_OUTBOX (object);

  g_hash_table_unref (self->given);
  g_hash_table_unref (self->asking);
  g_hash_table_unref (self->declined);
  g_hash_table_unref (self->busy);
  g_hash_table_unref (self->next_call);
  g_hash_table_unref (self->calls);
  g_hash_table_unref (self->settling);
  g_hash_table_unref (self->watching);

  G_OBJECT_CLASS (spt_outbox_parent_class)->finalize (object);
}

static void
spt_outbox_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SptOutbox *self = SPT_OUTBOX (object);

  switch ((SptOutboxProperty) prop_id)
    {
    case PROP_DRIVING:
      g_value_set_boolean (value, self->driving);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_STOPPED:
      g_value_set_boolean (value, self->stopped);
      break;
    case PROP_N_ORDERED:
      g_value_set_uint (value, self->n_ordered);
      break;
    case PROP_N_SENDING:
      g_value_set_uint (value, self->counts[SPT_STATE_SENDING]);
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, self->counts[SPT_STATE_WAITING]);
      break;
    case PROP_N_UNCERTAIN:
      g_value_set_uint (value, self->counts[SPT_STATE_UNCERTAIN]);
      break;
    case PROP_NEXT_DUE:
      g_value_set_int64 (value, self->next_due);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_outbox_class_init (SptOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = spt_outbox_dispose;
  object_class->finalize = spt_outbox_finalize;
  object_class->get_property = spt_outbox_get_property;

  /**
   * SptOutbox:driving:
   *
   * Whether this process is the one that sends.
   */
  properties[PROP_DRIVING] = g_param_spec_boolean ("driving", NULL, NULL, FALSE, flags);
  /**
   * SptOutbox:online:
   *
   * `FALSE` after a try failed for want of a network, until a call gets through.
   */
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags);
  /**
   * SptOutbox:stopped:
   *
   * "Stop all sending" is on, in this or another process.
   */
  properties[PROP_STOPPED] = g_param_spec_boolean ("stopped", NULL, NULL, FALSE, flags);
  /**
   * SptOutbox:n-ordered:
   *
   * Submissions that are ordered and have not left.
   */
  properties[PROP_N_ORDERED] = g_param_spec_uint ("n-ordered", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * SptOutbox:n-sending:
   *
   * Submissions on the wire.
   */
  properties[PROP_N_SENDING] = g_param_spec_uint ("n-sending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * SptOutbox:n-waiting:
   *
   * Submissions taken in charge and followed.
   */
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * SptOutbox:n-uncertain:
   *
   * Submissions of which nobody knows.
   */
  properties[PROP_N_UNCERTAIN] =
    g_param_spec_uint ("n-uncertain", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * SptOutbox:next-due:
   *
   * When the next call is due, UTC milliseconds; 0 = nothing is.
   */
  properties[PROP_NEXT_DUE] =
    g_param_spec_int64 ("next-due", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SptOutbox::finished:
   * @self: an outbox
   * @id: the submission
   * @state: where it stands now
   *
   * A call about the submission has ended and what came of it is in the archive.
   */
  signals[FINISHED] = g_signal_new ("finished", SPT_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 2, G_TYPE_INT64, SPT_TYPE_STATE);
  /**
   * SptOutbox::attention:
   * @self: an outbox
   * @id: the submission
   * @code: what is the matter, for the message table
   *
   * A submission goes on, but not as it should, and a person should know. Once for each code.
   */
  signals[ATTENTION] = g_signal_new ("attention", SPT_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  /**
   * SptOutbox::needs-secret:
   * @self: an outbox
   * @account: whose secret
   * @key: which secret
   *
   * No keyring holds a secret that is needed now.
   *
   * Returns: whether somebody is being asked; see spt_outbox_give_secret()
   */
  signals[NEEDS_SECRET] = g_signal_new ("needs-secret", SPT_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0,
                                        g_signal_accumulator_true_handled, NULL, NULL,
                                        G_TYPE_BOOLEAN, 2, SPT_TYPE_ACCOUNT, G_TYPE_STRING);
  /**
   * SptOutbox::trouble:
   * @self: an outbox
   * @error: what the archive said
   *
   * The archive could not be read or written; it is tried again.
   */
  signals[TROUBLE] = g_signal_new ("trouble", SPT_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  /**
   * SptOutbox::news:
   * @self: an outbox
   * @account_id: whose service said it
   * @n_changed: how many dossiers came into another phase
   * @n_found: how many of them were not made here
   * @stages: (nullable) (element-type utf8 guint): how many came into each stage
   *
   * A service's list brought something about dossiers, and it is in the archive.
   */
  signals[NEWS] = g_signal_new ("news", SPT_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 4, G_TYPE_INT64, G_TYPE_UINT, G_TYPE_UINT,
                                G_TYPE_HASH_TABLE);
}

static void
spt_outbox_init (SptOutbox *self)
{
  self->online = TRUE;
  self->cancellable = g_cancellable_new ();
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) spt_secret_free);
  self->asking = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->declined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->next_call = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->calls = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->settling = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->watching = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                          (GDestroyNotify) _spt_outbox_watch_free);
}

/* --- public --------------------------------------------------------------------------------- */

/**
 * spt_outbox_new:
 * @store: the archive
 * @keyring: where secrets are
 * @http: the session
 * @clock: the time
 *
 * Makes the outbox of this process; it does nothing before spt_outbox_start().
 *
 * Returns: (transfer full): a new outbox
 */
SptOutbox *
spt_outbox_new (SptStore   *store,
                SptKeyring *keyring,
                SptHttp    *http,
                SptClock   *clock)
{
  SptOutbox *self = g_object_new (SPT_TYPE_OUTBOX, NULL);

  self->store = g_object_ref (store);
  self->keyring = g_object_ref (keyring);
  if (http != NULL)
    self->http = g_object_ref (http);
  self->clock = g_object_ref (clock);
  self->changed_id =
    g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);

  return self;
}

/**
 * spt_outbox_start:
 * @self: an outbox
 *
 * Takes the sender's lock if it is free, turns what is found in sending into uncertain, and begins.
 *
 * While another process holds the lock this one watches, and tries for the lock every second.
 */
void
spt_outbox_start (SptOutbox *self)
{
  g_return_if_fail (SPT_IS_OUTBOX (self));

  self->started = TRUE;
  _spt_outbox_look_for_work (self);
  /* Also where another process drives: whoever shows that knows it from now on only. */
  g_object_notify (G_OBJECT (self), "driving");
}

/**
 * spt_outbox_stop_async:
 * @self: an outbox
 * @callback: called when nothing is on the wire any more
 * @user_data: for @callback
 *
 * Takes nothing new, lets what is being sent finish, gives the lock back.
 */
void
spt_outbox_stop_async (SptOutbox           *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (SPT_IS_OUTBOX (self));
  g_return_if_fail (self->stop_task == NULL);

  self->stop_task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stop_task, spt_outbox_stop_async);

  self->stopping = TRUE;
  g_cancellable_cancel (self->cancellable);
  _spt_outbox_drop_watches (self);
  _spt_outbox_drop_answers (self);
  if (self->timer != 0)
    {
      spt_clock_remove_timer (self->clock, self->timer);
      self->timer = 0;
    }
  _spt_outbox_finish_stop (self);
}

/**
 * spt_outbox_stop_finish:
 * @self: an outbox
 * @result: the result
 * @error: return location for an error
 *
 * Ends spt_outbox_stop_async().
 *
 * Returns: `TRUE`
 */
gboolean
spt_outbox_stop_finish (SptOutbox     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * spt_outbox_wake:
 * @self: an outbox
 *
 * Looks for work now: after an order, or when an account was changed.
 */
void
spt_outbox_wake (SptOutbox *self)
{
  g_return_if_fail (SPT_IS_OUTBOX (self));

  _spt_outbox_look_for_work (self);
}

static gboolean
set_stopped_job (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  gboolean stopped = GPOINTER_TO_INT (data) - 1;

  return spt_db_set_setting (db, SPT_SETTING_STOPPED, stopped ? "1" : "0", error) &&
         spt_db_add_event (db, stopped ? "stopped" : "resumed", 0, 0, 0, "person",
                           stopped ? "all sending stopped" : "sending resumed", error);
}

/**
 * _spt_outbox_written_cb:
 * @object: the archive
 * @result: of spt_store_run_async()
 * @user_data: (transfer full): the outbox
 *
 * Something was written that may give work: says what went wrong, and looks.
 */
void
_spt_outbox_written_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (SptOutbox) self = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    _spt_outbox_report_trouble (self, error);
  _spt_outbox_look_for_work (self);
}

/**
 * spt_outbox_set_stopped:
 * @self: an outbox
 * @stopped: whether nothing may leave
 *
 * "Stop all sending": kept on disk and obeyed by every process; what is followed goes on being
 * followed.
 */
void
spt_outbox_set_stopped (SptOutbox *self,
                        gboolean   stopped)
{
  g_return_if_fail (SPT_IS_OUTBOX (self));

  /* At once here, for whatever is dispatched before the archive has it. */
  _spt_outbox_set_flag (self, &self->stopped, stopped, PROP_STOPPED);
  spt_store_run_async (self->store, SPT_STORE_WRITE, set_stopped_job,
                       GINT_TO_POINTER (stopped + 1), NULL, NULL, _spt_outbox_written_cb,
                       g_object_ref (self));
}

/**
 * spt_outbox_set_looking_only:
 * @self: an outbox
 * @looking_only: whether nothing may be sent by this process
 *
 * Lets this process follow what is waiting without sending what is ordered, even while it holds the
 * lock: for a command that only wants to know.
 */
void
spt_outbox_set_looking_only (SptOutbox *self,
                             gboolean   looking_only)
{
  g_return_if_fail (SPT_IS_OUTBOX (self));

  self->looking_only = looking_only;
  _spt_outbox_look_for_work (self);
}

/**
 * spt_outbox_get_stopped:
 * @self: an outbox
 *
 * Whether "Stop all sending" is on.
 *
 * Returns: `TRUE` if nothing may leave
 */
gboolean
spt_outbox_get_stopped (SptOutbox *self)
{
  g_return_val_if_fail (SPT_IS_OUTBOX (self), FALSE);

  return self->stopped;
}

static gboolean
retry_now_job (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return spt_db_clear_not_before (db, error);
}

/**
 * spt_outbox_network_changed:
 * @self: an outbox
 *
 * The network may be back: what waits for it is tried now instead of at its next try.
 */
void
spt_outbox_network_changed (SptOutbox *self)
{
  g_return_if_fail (SPT_IS_OUTBOX (self));

  if (!self->driving || self->online)
    return;
  spt_store_run_async (self->store, SPT_STORE_WRITE, retry_now_job, GINT_TO_POINTER (1), NULL, NULL,
                       _spt_outbox_written_cb, g_object_ref (self));
}

/**
 * spt_outbox_get_started:
 * @self: an outbox
 *
 * Whether spt_outbox_start() was called: before that, not to be driving means nothing.
 *
 * Returns: whether it has tried to drive
 */
gboolean
spt_outbox_get_started (SptOutbox *self)
{
  g_return_val_if_fail (SPT_IS_OUTBOX (self), FALSE);

  return self->started;
}

/**
 * spt_outbox_get_driving:
 * @self: an outbox
 *
 * Whether this process is the one that sends.
 *
 * Returns: `TRUE` if it holds the sender's lock
 */
gboolean
spt_outbox_get_driving (SptOutbox *self)
{
  g_return_val_if_fail (SPT_IS_OUTBOX (self), FALSE);

  return self->driving;
}

/**
 * spt_outbox_get_sending:
 * @self: an outbox
 *
 * Whether a call that changes something is under way in this process.
 *
 * Returns: `TRUE` if one is
 */
gboolean
spt_outbox_get_sending (SptOutbox *self)
{
  g_return_val_if_fail (SPT_IS_OUTBOX (self), FALSE);

  return self->n_sending_here > 0;
}
