/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list of vouchers for all look-ups of an account that come together (services facts 4.10). */
#define G_LOG_DOMAIN "spt-voucher-looks"

#include "config.h"

#include "services/voucher/spt-voucher-looks.h"

/* For so long a list answers other look-ups: they follow one another within moments. */
#define LIST_MS    60000
/* What is mended should not go on being said to be broken. */
#define TROUBLE_MS 10000

/* What one place said last. */
typedef struct
{
  gint64      asked_utc;
  gint64      came_boot;
  GPtrArray  *list;    /* (owned) (nullable) (element-type SptVoucherListed) */
  SptOutcome *trouble; /* (owned) (nullable) */
  GHashTable *told;    /* (owned) (element-type utf8): who was told, by uuid */
} Look;

struct _SptVoucherLooks
{
  GHashTable *looks; /* (owned) (element-type utf8 Look): by place */
  guint       timer; /* lets go of what nobody will be told any more */
};

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->list, g_ptr_array_unref);
  g_clear_pointer (&look->trouble, spt_outcome_free);
  g_hash_table_unref (look->told);
  g_free (look);
}

static void
looks_clear (gpointer data)
{
  SptVoucherLooks *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_unref (self->looks);
}

/**
 * spt_voucher_looks_new:
 *
 * Makes a memory of lists, which is empty.
 *
 * Returns: (transfer full): it
 */
SptVoucherLooks *
spt_voucher_looks_new (void)
{
  SptVoucherLooks *self = g_rc_box_new0 (SptVoucherLooks);

  self->looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, look_free);

  return self;
}

/**
 * spt_voucher_looks_ref:
 * @self: a memory of lists
 *
 * Returns: (transfer full): @self
 */
SptVoucherLooks *
spt_voucher_looks_ref (SptVoucherLooks *self)
{
  return g_rc_box_acquire (self);
}

/**
 * spt_voucher_looks_unref:
 * @self: (transfer full): a memory of lists
 *
 * Drops a reference.
 */
void
spt_voucher_looks_unref (SptVoucherLooks *self)
{
  g_rc_box_release_full (self, looks_clear);
}

/* Judged by the process's clock alone: it only frees memory. */
static gboolean
forget_cb (gpointer user_data)
{
  SptVoucherLooks *self = user_data;

  self->timer = 0;
  g_hash_table_remove_all (self->looks);

  return G_SOURCE_REMOVE;
}

/* Without the exchange, which is kept with the one that made it. */
static SptOutcome *
copy_trouble (const SptOutcome *trouble)
{
  SptOutcome *copy = spt_outcome_new (trouble->kind, trouble->code);

  copy->transient = trouble->transient;
  copy->http_status = trouble->http_status;
  copy->message = g_strdup (trouble->message);
  copy->retry_after_ms = trouble->retry_after_ms;

  return copy;
}

/**
 * spt_voucher_looks_take:
 * @self: a memory of lists
 * @place: whose list, with which credentials
 * @clock: time
 * @uuid: (nullable): the submission that is looked up; %NULL takes part in nothing
 * @since_utc_ms: a list asked for before that is no answer
 * @list: (out) (nullable) (transfer full) (element-type SptVoucherListed): the list
 * @trouble: (out) (nullable) (transfer full): what kept it from coming
 * @asked_utc_ms: (out): of when it is
 *
 * A person who checks all that is uncertain, and look-ups that fall due together, cost the service
 * one list. Each submission is told once: to look again is to ask again.
 *
 * Returns: whether there is something to tell
 */
gboolean
spt_voucher_looks_take (SptVoucherLooks  *self,
                        const char       *place,
                        SptClock         *clock,
                        const char       *uuid,
                        gint64            since_utc_ms,
                        GPtrArray       **list,
                        SptOutcome      **trouble,
                        gint64           *asked_utc_ms)
{
  Look *look = uuid != NULL ? g_hash_table_lookup (self->looks, place) : NULL;
  gint64 age;

  if (look == NULL)
    return FALSE;
  age = spt_clock_get_boot_ms (clock) - look->came_boot;
  if (age > (look->list != NULL ? LIST_MS : TROUBLE_MS) || look->asked_utc < since_utc_ms ||
      !g_hash_table_add (look->told, g_strdup (uuid)))
    return FALSE;

  *list = look->list != NULL ? g_ptr_array_ref (look->list) : NULL;
  *trouble = look->trouble != NULL ? copy_trouble (look->trouble) : NULL;
  *asked_utc_ms = look->asked_utc;

  return TRUE;
}

/**
 * spt_voucher_looks_keep:
 * @self: a memory of lists
 * @place: whose list, with which credentials
 * @clock: time
 * @uuid: (nullable): the submission for which it was asked
 * @asked_utc_ms: when that was
 * @list: (nullable) (element-type SptVoucherListed): the list, from now on never changed
 * @trouble: (nullable): what kept it from coming
 *
 * Keeps for a moment what came, in place of what came before.
 */
void
spt_voucher_looks_keep (SptVoucherLooks  *self,
                        const char       *place,
                        SptClock         *clock,
                        const char       *uuid,
                        gint64            asked_utc_ms,
                        GPtrArray        *list,
                        const SptOutcome *trouble)
{
  Look *look;

  if (uuid == NULL)
    return;

  look = g_new0 (Look, 1);
  look->asked_utc = asked_utc_ms;
  look->came_boot = spt_clock_get_boot_ms (clock);
  look->list = list != NULL ? g_ptr_array_ref (list) : NULL;
  look->trouble = trouble != NULL ? copy_trouble (trouble) : NULL;
  look->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (look->told, g_strdup (uuid));
  g_hash_table_replace (self->looks, g_strdup (place), look);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (LIST_MS, forget_cb, self);
}
