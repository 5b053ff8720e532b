/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payloads and the chain of events: what happened, in an order that cannot be changed unnoticed
 * (design 3, Evidence). */
#define G_LOG_DOMAIN "spt-store-events"

#include "config.h"

#include "store/spt-store-events.h"

#include <errno.h>
#include <sys/random.h>

#include "base/spt-sha256.h"
#include "store/spt-store-chain.h"
#include "store/spt-store-private.h"

/* The bytes that are hashed, one field after the other. Each field is an unsigned 64-bit big-endian
 * length and then that many bytes; a field without a value is the length 2^64 - 1 and no bytes. The
 * fields, in order:
 *
 *   1  "sportello-event-1"      the layout's own name
 *   2  seq                      8 bytes, signed big-endian
 *   3  utc                      8 bytes, signed big-endian, milliseconds
 *   4  kind                     UTF-8
 *   5  submission id            8 bytes, signed big-endian; no value = none
 *   6  attempt id               as above
 *   7  actor                    UTF-8
 *   8  text                     UTF-8
 *   9  payload digest           32 bytes; no value = none
 *  10  prev                     32 bytes: the hash of the event before, zeros for the first
 *
 * docs/archive.md says the same to those who want to check a chain with other tools. */
#define LAYOUT_NAME "sportello-event-1"

static void
add_field (GChecksum  *checksum,
           const void *data,
           gssize      length)
{
  guint64 prefix = GUINT64_TO_BE ((guint64) length);

  g_checksum_update (checksum, (const guchar *) &prefix, sizeof prefix);
  if (length > 0)
    g_checksum_update (checksum, data, length);
}

static void
add_text (GChecksum  *checksum,
          const char *text)
{
  add_field (checksum, text, text != NULL ? (gssize) strlen (text) : -1);
}

static void
add_int (GChecksum *checksum,
         gint64     value)
{
  gint64 bytes = GINT64_TO_BE (value);

  add_field (checksum, &bytes, sizeof bytes);
}

static void
add_id (GChecksum *checksum,
        gint64     id)
{
  if (id != 0)
    add_int (checksum, id);
  else
    add_field (checksum, NULL, -1);
}

/**
 * spt_chain_hash_event:
 * @event: the fields
 * @hash: (out): 32 bytes
 *
 * Computes the hash of an event over its fields and the hash before.
 */
void
spt_chain_hash_event (const SptChainEvent *event,
                      guint8               hash[SPT_CHAIN_SIZE])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = SPT_CHAIN_SIZE;

  add_text (checksum, LAYOUT_NAME);
  add_int (checksum, event->seq);
  add_int (checksum, event->utc);
  add_text (checksum, event->kind);
  add_id (checksum, event->submission_id);
  add_id (checksum, event->attempt_id);
  add_text (checksum, event->actor);
  add_text (checksum, event->text);
  add_field (checksum, event->payload_digest, event->payload_digest != NULL ? SPT_CHAIN_SIZE : -1);
  add_field (checksum, event->prev, SPT_CHAIN_SIZE);

  g_checksum_get_digest (checksum, hash, &size);
}

/**
 * spt_chain_hash_payload:
 * @salt: 32 random bytes
 * @salt_size: their number
 * @data: (nullable): the payload
 * @size: its size in bytes
 * @digest: (out): 32 bytes
 *
 * Computes the digest of a payload: SHA-256 (salt ‖ payload). Without the salt nobody can find out
 * a short payload by trying.
 */
void
spt_chain_hash_payload (const void *salt,
                        gsize       salt_size,
                        const void *data,
                        gsize       size,
                        guint8      digest[SPT_CHAIN_SIZE])
{
  g_autoptr (SptSha256) sum = spt_sha256_new ();

  spt_sha256_update (sum, salt, salt_size);
  spt_sha256_update (sum, data, size);
  spt_sha256_get_digest (sum, digest);
}

static gboolean
make_salt (guint8   salt[SPT_CHAIN_SIZE],
           GError **error)
{
  gsize done = 0;

  while (done < SPT_CHAIN_SIZE)
    {
      gssize n = getrandom (salt + done, SPT_CHAIN_SIZE - done, 0);

      if (n < 0 && errno != EINTR)
        {
          g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED, "No random bytes: %s",
                       g_strerror (errno));
          return FALSE;
        }
      if (n > 0)
        done += n;
    }

  return TRUE;
}

/**
 * spt_db_add_payload:
 * @db: a writing connection
 * @data: the bytes
 * @error: (out) (optional): why not
 *
 * Keeps a payload with a salt and a digest of its own.
 *
 * Returns: its id; 0 on an error
 */
gint64
spt_db_add_payload (SptDb   *db,
                    GBytes  *data,
                    GError **error)
{
  guint8 salt[SPT_CHAIN_SIZE];
  guint8 digest[SPT_CHAIN_SIZE];
  g_autoptr (GBytes) salt_bytes = NULL;
  g_autoptr (GBytes) digest_bytes = NULL;

  g_return_val_if_fail (data != NULL, 0);

  if (!make_salt (salt, error))
    return 0;

  spt_chain_hash_payload (salt, sizeof salt, g_bytes_get_data (data, NULL), g_bytes_get_size (data),
                          digest);
  salt_bytes = g_bytes_new (salt, sizeof salt);
  digest_bytes = g_bytes_new (digest, sizeof digest);

  if (!spt_db_exec (db, error,
                    "INSERT INTO payload (salt, digest, data, created) VALUES (?1, ?2, ?3, ?4)",
                    "bbbi",
                    salt_bytes, digest_bytes, data, spt_db_now (db)))
    return 0;

  return spt_db_last_id (db);
}

static const SptMember payload_member = { "data", SPT_MEMBER_BYTES, 0, NULL };
static const SptStruct payload_struct = { sizeof (GBytes *), &payload_member, 1 };

/**
 * spt_db_get_payload:
 * @db: a connection
 * @id: the payload
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the bytes of a payload.
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL without an error when they were erased
 */
GBytes *
spt_db_get_payload (SptDb   *db,
                    gint64   id,
                    GError **error)
{
  GBytes *bytes = NULL;

  if (!spt_db_get_struct (db, &payload_struct, &bytes, "payload", id,
                          "SELECT data FROM payload WHERE id = ?1", error))
    return NULL;

  return bytes;
}

/**
 * spt_db_erase_payload:
 * @db: a writing connection
 * @id: the payload
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT while a submission that is not final needs
 *   it
 *
 * Erases the bytes of a payload and its salt; the digest stays, so that the chain holds.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_erase_payload (SptDb   *db,
                      gint64   id,
                      GError **error)
{
  gint64 user;

  if (!spt_db_query_int (db, 0, &user, error,
                         "SELECT id FROM submission WHERE body_id = ?1 AND state NOT IN ('done', "
                         "'partly-done', 'refused', 'cancelled')", "i", id))
    return FALSE;
  if (user != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT, "Submission %"
                   G_GINT64_FORMAT " still needs it", user);
      return FALSE;
    }

  if (!spt_db_exec (db, error, "UPDATE payload SET data = NULL, salt = x'' WHERE id = ?1", "i", id))
    return FALSE;
  if (spt_db_n_changed (db) != 1)
    return spt_db_set_not_found ("payload", id, error);

  return TRUE;
}

static gboolean
get_head (SptDb   *db,
          gint64  *seq,
          guint8   hash[SPT_CHAIN_SIZE],
          GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1",
                                       error);
  gboolean row;

  *seq = 0;
  memset (hash, 0, SPT_CHAIN_SIZE);
  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;

  if (row)
    {
      gboolean good = sqlite3_column_bytes (stmt, 1) == SPT_CHAIN_SIZE;

      *seq = sqlite3_column_int64 (stmt, 0);
      if (good)
        memcpy (hash, sqlite3_column_blob (stmt, 1), SPT_CHAIN_SIZE);
      sqlite3_reset (stmt);
      if (!good)
        {
          g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "Event %"
                       G_GINT64_FORMAT " has no hash", *seq);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
get_digest (SptDb   *db,
            gint64   payload_id,
            GBytes **digest,
            GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT digest FROM payload WHERE id = ?1", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", payload_id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;

  if (!row || sqlite3_column_bytes (stmt, 0) != SPT_CHAIN_SIZE)
    {
      sqlite3_reset (stmt);
      return spt_db_set_not_found ("payload", payload_id, error);
    }

  *digest = g_bytes_new (sqlite3_column_blob (stmt, 0), SPT_CHAIN_SIZE);
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_add_event:
 * @db: a writing connection, in the transaction of what happened
 * @kind: "ordered", "attempt", "answer", "report", "decision", "corrected", "cancelled", "restored", …
 * @submission_id: 0 = none
 * @attempt_id: 0 = none
 * @payload_id: 0 = none
 * @actor: (nullable): the person, or the program
 * @text: (nullable): what happened, without personal data
 * @error: (out) (optional): why not
 *
 * Appends an event to the chain.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_event (SptDb       *db,
                  const char  *kind,
                  gint64       submission_id,
                  gint64       attempt_id,
                  gint64       payload_id,
                  const char  *actor,
                  const char  *text,
                  GError     **error)
{
  guint8 prev[SPT_CHAIN_SIZE];
  guint8 hash[SPT_CHAIN_SIZE];
  g_autoptr (GBytes) digest = NULL;
  g_autoptr (GBytes) prev_bytes = NULL;
  g_autoptr (GBytes) hash_bytes = NULL;
  SptChainEvent event = { 0 };
  gint64 last;

  g_return_val_if_fail (kind != NULL, FALSE);

  if (!get_head (db, &last, prev, error))
    return FALSE;
  if (payload_id != 0 && !get_digest (db, payload_id, &digest, error))
    return FALSE;

  event.seq = last + 1;
  event.utc = spt_db_now (db);
  event.kind = kind;
  event.submission_id = submission_id;
  event.attempt_id = attempt_id;
  event.actor = actor != NULL ? actor : "";
  event.text = text != NULL ? text : "";
  event.payload_digest = digest != NULL ? g_bytes_get_data (digest, NULL) : NULL;
  event.prev = prev;
  spt_chain_hash_event (&event, hash);

  prev_bytes = g_bytes_new (prev, sizeof prev);
  hash_bytes = g_bytes_new (hash, sizeof hash);

  return spt_db_exec (db, error,
                      "INSERT INTO event (seq, utc, kind, submission_id, attempt_id, actor, text, "
                      "payload_id, payload_digest, prev, hash) VALUES (?1, ?2, ?3, NULLIF (?4, 0), "
                      "NULLIF (?5, 0), ?6, ?7, NULLIF (?8, 0), ?9, ?10, ?11)",
                      "iitiittibbb",
                      event.seq, event.utc, event.kind, event.submission_id, event.attempt_id,
                      event.actor, event.text,
                      payload_id, digest, prev_bytes, hash_bytes);
}

/* *INDENT-OFF* */
static const SptMember event_members[] = {
  SPT_MEMBER (SptEvent, INT, seq),
  SPT_MEMBER (SptEvent, INT, utc),
  SPT_MEMBER (SptEvent, TEXT, kind),
  SPT_MEMBER (SptEvent, TEXT, actor),
  SPT_MEMBER (SptEvent, TEXT, text),
  SPT_MEMBER (SptEvent, INT, attempt_id),
  SPT_MEMBER (SptEvent, INT, payload_id),
};
/* *INDENT-ON* */

static const SptStruct event_struct = SPT_STRUCT (SptEvent, event_members);

/**
 * spt_event_free:
 * @self: (transfer full) (nullable): an event
 *
 * Frees it.
 */
void
spt_event_free (SptEvent *self)
{
  spt_struct_free (&event_struct, self);
}

/**
 * spt_db_list_events:
 * @db: a connection
 * @submission_id: whose
 * @error: (out) (optional): why not
 *
 * Lists what happened to a submission, oldest first.
 *
 * Returns: (transfer full) (element-type SptEvent) (nullable): the events
 */
GPtrArray *
spt_db_list_events (SptDb   *db,
                    gint64   submission_id,
                    GError **error)
{
  return spt_db_list_structs (db, &event_struct, (GDestroyNotify) spt_event_free, error,
                              "SELECT seq, utc, kind, actor, text, attempt_id, payload_id FROM "
                              "event WHERE submission_id = ?1 ORDER BY seq", "i", submission_id);
}
