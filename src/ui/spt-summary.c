/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs a person: one look at the archive after each change, on the store's thread. */
#define G_LOG_DOMAIN "spt-summary"

#include "config.h"

#include "ui/spt-summary.h"

#include "base/spt-datetime.h"
#include "service/spt-expiry.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-subjects.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-record-pages.h"

#define SETTING_LAST_LOOK "last-look" /* UTC ms: outcomes up to here were seen */

#define BIT(state) (1u << (state))

typedef struct
{
  gint64     last_look;
  guint      positions[SPT_N_STATES];
  guint      submissions[SPT_N_STATES];
  guint      subjects[SPT_N_STATES];
  guint      n_accounts;
  guint      n_bad_accounts;
  guint      n_urgent_secrets;
  guint      n_refusals;
  guint      n_week_submissions;
  guint      n_week_items;
  gint64     week_ago;
  gint64     now;
  guint      n_followed; /* records of kinds that say themselves what there is of them */
  GPtrArray *cards;
  GPtrArray *expiring;
  GPtrArray *lines[SPT_N_LINES]; /* NULL until they were read */
  guint      n_lines[SPT_N_LINES];
} Look;

struct _SptSummary
{
  GObject       parent_instance;

  SptStore     *store;
  GCancellable *cancellable;
  guint         first_look;
  guint         hourly; /* days go by without any change */
  guint         fresh_day; /* 20391216: up to which records were made to follow the day; 0 = not yet */
  Look         *look; /* (owned): the last one, never NULL */

  guint         loaded : 1;
  guint         looking : 1;
  guint         again : 1; /* changed while looking */
};

G_DEFINE_FINAL_TYPE (SptSummary, spt_summary, G_TYPE_OBJECT)

enum
{
  PROP_LOADED = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;
static guint failed_signal;

static void refresh (SptSummary *self);

static Look *
look_new (void)
{
  Look *look = g_new0 (Look, 1);

  look->expiring = g_ptr_array_new_with_free_func (g_object_unref);
  look->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_record_card_free);
  return look;
}

static void
look_free (gpointer data)
{
  Look *look = data;

  if (look == NULL)
    return;

  g_ptr_array_unref (look->expiring);
  g_ptr_array_unref (look->cards);
  for (guint i = 0; i < SPT_N_LINES; i++)
    g_clear_pointer (&look->lines[i], g_ptr_array_unref);
  g_free (look);
}

/* --- on the store's thread -------------------------------------------------------------------- */

static gboolean
read_last_look (SptDb   *db,
                gint64  *last_look,
                GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = spt_db_get_setting (db, SETTING_LAST_LOOK, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *last_look = text == NULL ? 0 : g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

static gboolean
add_lines (SptDb   *db,
           Look    *look,
           GError **error)
{
  for (guint i = 0; i < SPT_N_LINES; i++)
    {
      look->lines[i] = spt_db_list_lines (db, i, i == SPT_LINES_ENDED ? look->last_look : 0,
                                          SPT_SUMMARY_MAX, &look->n_lines[i], error);
      if (look->lines[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_week (SptDb   *db,
            Look    *look,
            GError **error)
{
  g_autoptr (GPtrArray) none = spt_db_list_lines (db, SPT_LINES_ENDED, look->week_ago, 0,
                                                  &look->n_week_submissions, error);

  return none != NULL && spt_db_count_accepted (db, look->week_ago, &look->n_week_items, error);
}

static gboolean
count_accounts (SptDb   *db,
                Look    *look,
                GError **error)
{
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);

  if (accounts == NULL)
    return FALSE;
  look->n_accounts = accounts->len;
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);
      SptService *service = spt_services_find (spt_account_get_service (account));
      SptExpiryKind expiry = service != NULL
                             ? spt_expiry_of (service, account, look->now, NULL, NULL)
                             : SPT_EXPIRY_NONE;
      g_autofree char *code = NULL;

      g_object_get (account, "last-test-code", &code, NULL);
      if (code != NULL && *code != '\0')
        look->n_bad_accounts++;
      if (expiry != SPT_EXPIRY_NONE)
        g_ptr_array_add (look->expiring, g_object_ref (account));
      look->n_urgent_secrets += expiry >= SPT_EXPIRY_URGENT;
    }
  return TRUE;
}

/* Each kind of record says itself what there is of it. */
static gboolean
add_cards (SptDb   *db,
           Look    *look,
           GError **error)
{
  GPtrArray *kinds = spt_record_pages_list ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);
      SptRecordLook records = { .last_look = look->last_look, .now = look->now,
                                .cards = look->cards };
      guint first = look->cards->len;

      if (kind->look == NULL)
        continue;
      if (!kind->look (db, &records, error))
        return FALSE;
      look->n_followed += records.n_records;
      for (guint j = first; j < look->cards->len; j++)
        ((SptRecordCard *) g_ptr_array_index (look->cards, j))->kind = kind->kind;
    }
  return TRUE;
}

static gboolean
take_look (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const SptPositionQuery all = { 0 };
  Look *look = data;

  return read_last_look (db, &look->last_look, error) &&
         count_accounts (db, look, error) &&
         spt_db_count_positions (db, &all, look->positions, error) &&
         spt_db_count_submissions (db, look->submissions, error) &&
         spt_db_count_list (db, &spt_subjects_kind, NULL, look->subjects, error) &&
         add_lines (db, look, error) &&
         spt_db_count_refused_lines (db, look->last_look, &look->n_refusals, error) &&
         count_week (db, look, error) &&
         add_cards (db, look, error);
}

static gboolean
write_seen (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return spt_db_set_setting (db, SETTING_LAST_LOOK, data, error);
}

/* --- on the main thread ----------------------------------------------------------------------- */

/* The result owns what it looked at; what is kept is moved out of it. */
static void
steal_look (SptSummary *self,
            Look       *from)
{
  Look swapped = *self->look;

  *self->look = *from;
  *from = swapped;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Look *look = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSummary *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->looking = FALSE;
  if (look == NULL)
    g_signal_emit (self, failed_signal, 0, error);
  else
    {
      steal_look (self, look);
      if (!self->loaded)
        {
          self->loaded = TRUE;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
        }
      g_signal_emit (self, changed_signal, 0);
    }
  if (self->again)
    refresh (self);
}

static void
seen_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("What was seen could not be kept: %s", error->message);
      return;
    }
  refresh (user_data);
}

/* Counts by dates that are a day old would be wrong: what changes is counted when it comes. */
static void
freshen (SptSummary *self)
{
  gint64 now = spt_clock_get_utc_ms (spt_store_get_clock (self->store));
  SptDatetime date;
  guint today;

  spt_datetime_from_utc_ms_in_italy (&date, now, NULL);
  today = (guint) date.year * 10000 + (guint) date.month * 100 + (guint) date.day;
  if (self->fresh_day == today)
    return;
  self->fresh_day = today;
  spt_record_pages_freshen (self->store, now, self->cancellable);
}

static void
refresh (SptSummary *self)
{
  Look *look = NULL;

  if (self->store == NULL)
    return;
  freshen (self);

  self->again = self->looking;
  if (self->looking)
    return;

  self->looking = TRUE;
  look = look_new ();
  look->now = spt_clock_get_utc_ms (spt_store_get_clock (self->store));
  look->week_ago = look->now - (gint64) 7 * 24 * 60 * 60 * 1000;
  spt_store_run_async (self->store, SPT_STORE_READ, take_look, look, look_free,
                       self->cancellable, looked_cb, self);
}

static void
store_changed_cb (SptStore *store,
                  guint     what,
                  gpointer  user_data)
{
  refresh (user_data);
}

static void
first_look_cb (gpointer user_data)
{
  SptSummary *self = user_data;

  self->first_look = 0;
  refresh (self);
}

static gboolean
hourly_cb (gpointer user_data)
{
  refresh (user_data);
  return G_SOURCE_CONTINUE;
}

static guint
count (const guint *counts,
       guint        states)
{
  guint sum = 0;

  for (guint i = 0; i < SPT_N_STATES; i++)
    if (states == 0 || (states & BIT (i)) != 0)
      sum += counts[i];
  return sum;
}

static void
spt_summary_dispose (GObject *object)
{
  SptSummary *self = SPT_SUMMARY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->first_look, g_source_remove);
  g_clear_handle_id (&self->hourly, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (spt_summary_parent_class)->dispose (object);
}

static void
spt_summary_finalize (GObject *object)
{
  SptSummary *self = SPT_SUMMARY (object);

  g_object_unref (self->cancellable);
  look_free (self->look);

  G_OBJECT_CLASS (spt_summary_parent_class)->finalize (object);
}

static void
spt_summary_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (prop_id == PROP_LOADED)
    g_value_set_boolean (value, SPT_SUMMARY (object)->loaded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
spt_summary_class_init (SptSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_summary_dispose;
  object_class->finalize = spt_summary_finalize;
  object_class->get_property = spt_summary_get_property;

  /**
   * SptSummary:loaded:
   *
   * Whether the archive has been looked at.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SptSummary::failed:
   * @error: what the archive said
   *
   * The archive could not be looked at; what was known stays.
   */
  failed_signal = g_signal_new ("failed", SPT_TYPE_SUMMARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * SptSummary::changed:
   *
   * The archive was looked at again.
   */
  changed_signal = g_signal_new ("changed", SPT_TYPE_SUMMARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
spt_summary_init (SptSummary *self)
{
  self->cancellable = g_cancellable_new ();
  self->look = look_new ();
}

/**
 * spt_summary_new:
 * @store: the archive
 *
 * Begins to look and to follow changes.
 *
 * Returns: (transfer full): the summary
 */
SptSummary *
spt_summary_new (SptStore *store)
{
  SptSummary *self = NULL;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);

  self = g_object_new (SPT_TYPE_SUMMARY, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  /* Behind what the page in view asks the archive for: it counts all that there is. */
  self->first_look = g_timeout_add_once (0, first_look_cb, self);
  self->hourly = g_timeout_add_seconds (3600, hourly_cb, self);
  return self;
}

/**
 * spt_summary_get_loaded:
 * @self: a summary
 *
 * Returns: whether it has counted once
 */
gboolean
spt_summary_get_loaded (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), FALSE);
  return self->loaded;
}

/**
 * spt_summary_get_n_bad_subjects:
 * @self: the summary
 *
 * Counts people and companies with something to correct.
 *
 * Returns: how many
 */
guint
spt_summary_get_n_bad_subjects (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);

  return self->look->subjects[SPT_STATE_TO_FIX];
}

/**
 * spt_summary_refresh:
 * @self: a summary
 *
 * Looks again; while a look is under way, once more after it.
 */
void
spt_summary_refresh (SptSummary *self)
{
  g_return_if_fail (SPT_IS_SUMMARY (self));
  refresh (self);
}

/**
 * spt_summary_get_n_positions:
 * @self: a summary
 * @states: bit set of 1 << SptState; 0 = all
 *
 * Returns: how many positions are in one of the states
 */
guint
spt_summary_get_n_positions (SptSummary *self,
                             guint       states)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);
  return count (self->look->positions, states);
}

/**
 * spt_summary_get_n_submissions:
 * @self: a summary
 * @states: bit set of 1 << SptState; 0 = all
 *
 * Returns: how many submissions are in one of the states
 */
guint
spt_summary_get_n_submissions (SptSummary *self,
                               guint       states)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);
  return count (self->look->submissions, states);
}

/**
 * spt_summary_get_n_accounts:
 * @self: a summary
 *
 * Returns: how many accounts there are
 */
guint
spt_summary_get_n_accounts (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);
  return self->look->n_accounts;
}

/**
 * spt_summary_get_n_bad_accounts:
 * @self: a summary
 *
 * Returns: how many accounts failed their last test
 */
guint
spt_summary_get_n_bad_accounts (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);
  return self->look->n_bad_accounts;
}

/**
 * spt_summary_get_expiring:
 * @self: a summary
 *
 * Returns: (transfer none) (element-type SptAccount): with a secret that ends soon or has ended,
 *   until the next "changed"
 */
GPtrArray *
spt_summary_get_expiring (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), NULL);
  return self->look->expiring;
}

/**
 * spt_summary_get_n_urgent_secrets:
 * @self: a summary
 *
 * Returns: how many of them need somebody now
 */
guint
spt_summary_get_n_urgent_secrets (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);
  return self->look->n_urgent_secrets;
}

/**
 * spt_summary_get_n_refusals:
 * @self: a summary
 *
 * Returns: refused in whole or in part, not seen yet and not sent again; an order counts once
 */
guint
spt_summary_get_n_refusals (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);
  return self->look->n_refusals;
}

/**
 * spt_summary_get_week:
 * @self: a summary
 * @n_submissions: (out): lines, where an order of single requests is one
 * @n_items: (out): records accepted in them
 *
 * Counts what ended in the last seven days.
 */
void
spt_summary_get_week (SptSummary *self,
                      guint      *n_submissions,
                      guint      *n_items)
{
  g_return_if_fail (SPT_IS_SUMMARY (self));

  *n_submissions = self->look->n_week_submissions;
  *n_items = self->look->n_week_items;
}

/**
 * spt_summary_get_lines:
 * @self: a summary
 * @which: of what
 * @n: (out) (optional): how many lines there are
 *
 * Gets what is shown of a group, %SPT_LINES_ENDED being what nobody has seen yet. An order of single
 * requests is one line.
 *
 * Returns: (transfer none) (element-type SptSubmission): the newest %SPT_SUMMARY_MAX of them, until
 *   the next "changed"
 */
GPtrArray *
spt_summary_get_lines (SptSummary *self,
                       SptLines    which,
                       guint      *n)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), NULL);
  g_return_val_if_fail (which < SPT_N_LINES, NULL);

  if (self->look->lines[which] == NULL)
    self->look->lines[which] = g_ptr_array_new_with_free_func (g_object_unref);
  if (n != NULL)
    *n = self->look->n_lines[which];
  return self->look->lines[which];
}

/**
 * spt_summary_get_n_followed:
 * @self: a summary
 *
 * Returns: how many records there are of the kinds that have cards
 */
guint
spt_summary_get_n_followed (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);
  return self->look->n_followed;
}

/**
 * spt_summary_get_cards:
 * @self: a summary
 *
 * Returns: (transfer none) (element-type SptRecordCard): what the kinds of records have to say, until
 *   the next "changed"
 */
GPtrArray *
spt_summary_get_cards (SptSummary *self)
{
  g_return_val_if_fail (SPT_IS_SUMMARY (self), NULL);
  return self->look->cards;
}

/**
 * spt_summary_count_cards:
 * @self: a summary
 * @kind: (nullable): of which records; %NULL = of all
 * @group: of which group
 *
 * Returns: how many records the cards of a group speak of
 */
guint
spt_summary_count_cards (SptSummary   *self,
                         const char   *kind,
                         SptCardGroup  group)
{
  guint n = 0;

  g_return_val_if_fail (SPT_IS_SUMMARY (self), 0);

  for (guint i = 0; i < self->look->cards->len; i++)
    {
      const SptRecordCard *card = g_ptr_array_index (self->look->cards, i);

      if (card->group == group && (kind == NULL || g_str_equal (card->kind, kind)))
        n += card->n;
    }
  return n;
}

/**
 * spt_summary_mark_seen:
 * @self: a summary
 *
 * Keeps in the archive that the outcomes up to now are known; they are news no longer.
 */
void
spt_summary_mark_seen (SptSummary *self)
{
  g_autofree char *now = NULL;

  g_return_if_fail (SPT_IS_SUMMARY (self));

  now = g_strdup_printf ("%" G_GINT64_FORMAT,
                         spt_clock_get_utc_ms (spt_store_get_clock (self->store)));
  spt_store_run_async (self->store, SPT_STORE_WRITE, write_seen, g_steal_pointer (&now), g_free,
                       self->cancellable, seen_cb, self);
}
