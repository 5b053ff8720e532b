/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST, PUT and DELETE of a file: the synchronous checks, and the commit (GPD facts 3 to 6, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"
#include "gpd-multipart.h"
#include "gpd-zip.h"
#include "../prc-ledger.h"

#include <string.h>

#define CHUNK_BYTES (64 * 1024)
#define DELETE_MAX  100000
/* Separators, and what brings a minimal position to the 1,295 bytes measured (GPD facts T2). */
#define STORED_EXTRA 40

/* What is gathered while the file is read, element by element. */
typedef struct
{
  GHashTable *messages;      /* gate U; constant texts */
  GHashTable *digests;       /* of whole positions, or the IUPDs of a deletion */
  GPtrArray  *chunks;        /* GBytes: one JSON value a line */
  GString    *chunk;
  GString    *scratch;
  GString    *iupds;         /* a JSON list without its brackets, for the ledger */
  guint       in_chunk;
  gint64      total;
  gint64      stored_size;   /* of the file as the upload service would store it */
  gboolean    duplicate;
  gboolean    hole;
  gboolean    stuck;         /* a magic IUPD asks for it */
} Intake;

static void
intake_clear (Intake *self)
{
  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->digests);
  g_ptr_array_unref (self->chunks);
  g_string_free (self->chunk, TRUE);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->iupds, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Intake, intake_clear)

static void
intake_init (Intake *self)
{
  memset (self, 0, sizeof *self);
  self->messages = g_hash_table_new (g_str_hash, g_str_equal);
  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->chunk = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  self->iupds = g_string_new (NULL);
}

static void
on_begin (gpointer data)
{
  Intake *self = data;

  /* The list's key came again: only the last one counts. */
  intake_clear (self);
  intake_init (self);
  self->stored_size = 32;
}

static void
close_chunk (Intake *self)
{
  if (self->in_chunk == 0)
    return;
  g_ptr_array_add (self->chunks, g_bytes_new (self->chunk->str, self->chunk->len));
  g_string_truncate (self->chunk, 0);
  self->in_chunk = 0;
}

static void
count_element (Intake     *self,
               const char *iupd,
               const char *identity)
{
  if (!g_hash_table_add (self->digests, g_strdup (identity)))
    self->duplicate = TRUE;
  if (iupd != NULL && g_str_has_suffix (iupd, "-BLOCCATO"))
    self->stuck = TRUE;
  if (self->total > 0)
    g_string_append_c (self->iupds, ',');
  prc_append_json (self->iupds, iupd);
  self->total++;
  self->in_chunk++;
}

static void
on_position (PrcPosition *position,
             gpointer     data)
{
  Intake *self = data;
  g_autofree char *digest = NULL;
  gsize before = self->chunk->len;

  if (position == NULL)
    {
      self->hole = TRUE;
      self->total++;
      return;
    }
  prc_validate_position (position, self->messages);
  g_string_truncate (self->scratch, 0);
  prc_position_write (position, TRUE, self->scratch);
  self->stored_size += (gint64) self->scratch->len + STORED_EXTRA;
  digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, self->scratch->str,
                                          (gssize) self->scratch->len);
  prc_position_write (position, FALSE, self->chunk);
  if (self->in_chunk > 0 && self->chunk->len > CHUNK_BYTES)
    {
      g_autofree char *last = g_strdup (self->chunk->str + before);

      g_string_truncate (self->chunk, before);
      close_chunk (self);
      g_string_assign (self->chunk, last);
    }
  g_string_append_c (self->chunk, '\n');
  count_element (self, position->iupd, digest);
  if (self->in_chunk == PRC_CHUNK)
    close_chunk (self);
}

static void
on_iupd (const char *iupd,
         gpointer    data)
{
  Intake *self = data;

  if (iupd == NULL)
    {
      self->hole = TRUE;
      self->total++;
      return;
    }
  self->stored_size += (gint64) strlen (iupd) + 4;
  prc_append_json (self->chunk, iupd);
  g_string_append_c (self->chunk, '\n');
  count_element (self, iupd, iupd);
  if (self->in_chunk == PRC_CHUNK)
    close_chunk (self);
}

static gboolean
invalid (PrcReply   *reply,
         const char *messages)
{
  g_autofree char *detail = g_strdup_printf ("Error during the validation of the debt positions "
                                             "[%s]", messages);

  prc_problem (reply, 400, "INVALID DEBT POSITIONS", detail);
  return FALSE;
}

/* The verdict on what was read, in the order of the service: JSON first, then constraints. */
static gboolean
judge (const Intake      *intake,
       PrcDocumentResult  result,
       PrcOp              op,
       const char        *detail,
       PrcReply          *reply)
{
  g_autoptr (GString) set = NULL;
  GHashTableIter iter;
  gpointer message;

  if (result == PRC_DOCUMENT_BAD_JSON)
    {
      prc_problem (reply, 400, "INVALID JSON", detail);
      return FALSE;
    }
  if (result == PRC_DOCUMENT_BAD_ROOT)
    {
      prc_problem (reply, 500, "INTERNAL SERVER ERROR", detail);
      return FALSE;
    }
  if (op == PRC_OP_DELETE)
    {
      if (result == PRC_DOCUMENT_NO_LIST || intake->hole || intake->total < 1 ||
          intake->total > DELETE_MAX)
        return invalid (reply, "size must be between 1 and 100000");
      return !intake->duplicate || invalid (reply, "duplicated IUPDs are not allowed");
    }
  if (result == PRC_DOCUMENT_NO_LIST || intake->hole)
    {
      prc_problem (reply, 500, "Internal Server Error", "An unexpected error occurred.");
      return FALSE;
    }
  if (intake->total < 1)
    return invalid (reply, "size must be between 1 and 2147483647");
  if (g_hash_table_size (intake->messages) > 0)
    {
      set = g_string_new (NULL);
      g_hash_table_iter_init (&iter, intake->messages);
      while (g_hash_table_iter_next (&iter, &message, NULL))
        g_string_append_printf (set, "%s%s", set->len > 0 ? ", " : "", (char *) message);
      return invalid (reply, set->str);
    }
  return !intake->duplicate || invalid (reply, "duplicated payment positions are not allowed");
}

static gboolean
word_characters (const char *text)
{
  for (; g_ascii_isalnum (*text) || *text == '_'; text++)
    ;
  return *text == '\0';
}

/* Uploads that the worker never sees: odd path segments, a bad container name, trap T2. */
static gboolean
never_processed (const PrcCall *call,
                 const Intake  *intake)
{
  const char *p;

  for (p = call->broker; *p != '\0' && !g_ascii_isupper (*p); p++)
    ;
  return !word_characters (call->broker) || !word_characters (call->ec) || *p != '\0' ||
         strlen (call->broker) < 3 || intake->stored_size > PRC_WORKER_LIMIT || intake->stuck;
}

static char *
dump_rules (GPtrArray *rules)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  guint i;

  for (i = 0; rules != NULL && i < rules->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (rules, i)));
  json_node_take_array (root, array);
  return json_to_string (root, FALSE);
}

static char *
ledger_line (PrcGpd        *self,
             const PrcCall *call,
             PrcOp          op,
             const char    *file_id,
             const Intake  *intake,
             const guint8  *zip,
             gsize          zip_length,
             gsize         *length)
{
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, zip, zip_length);
  GString *out = g_string_new ("{\"utc\":\"");

  prc_date_append (out, prc_now_us (self->context), "T", TRUE);
  g_string_append_printf (out, "Z\",\"service\":\"%s\",\"operation\":\"%s\",\"fileId\":",
                          call->service, prc_op_name (op));
  prc_append_json (out, file_id);
  g_string_append (out, ",\"broker\":");
  prc_append_json (out, call->broker);
  g_string_append (out, ",\"ec\":");
  prc_append_json (out, call->ec);
  g_string_append_printf (out, ",\"positions\":%" G_GINT64_FORMAT ",\"sha256\":\"%s\",\"iupds\":[",
                          intake->total, digest);
  g_string_append_len (out, intake->iupds->str, (gssize) intake->iupds->len);
  g_string_append (out, "]}");
  *length = out->len;
  return g_string_free (out, FALSE);
}

static gboolean
store_upload (PrcGpd           *self,
              const PrcCall    *call,
              PrcOp             op,
              const PrcRequest *request,
              const Intake     *intake,
              const char       *file_id)
{
  g_autofree char *rules = dump_rules (request->rules);
  gboolean good;
  gboolean stuck = never_processed (call, intake);
  guint i;

  good = prc_db_run (self->db, "INSERT INTO upload (file_id, service, broker, ec, operation, "
                     "total, processed, started, chunks, next_chunk, stuck, gap_until, rules) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, 0, ?9, 0, ?10)", "sssssiiiis",
                     file_id,
                     call->service, call->broker, call->ec, prc_op_name (op), intake->total,
                     prc_now_us (self->context), (gint64) intake->chunks->len, (gint64) stuck,
                     rules);
  for (i = 0; good && !stuck && i < intake->chunks->len; i++)
    good = prc_db_run (self->db, "INSERT INTO chunk (file_id, number, payload) VALUES (?1, ?2, ?3)",
                       "sib", file_id, (gint64) i, g_ptr_array_index (intake->chunks, i));
  return good;
}

static void
commit (PrcGpd           *self,
        const PrcCall    *call,
        PrcOp             op,
        const PrcRequest *request,
        const Intake     *intake,
        const guint8     *zip,
        gsize             zip_length,
        PrcReply         *reply)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);
  g_autofree char *hex = g_strjoinv ("", parts);
  g_autofree char *file_id = g_strdup_printf ("%s_%s_%s", call->broker, call->ec, hex);
  g_autofree char *location = NULL;
  g_autofree char *line = NULL;
  gsize length;

  line = ledger_line (self, call, op, file_id, intake, zip, zip_length, &length);
  prc_db_run (self->db, "BEGIN IMMEDIATE", "");
  if (!store_upload (self, call, op, request, intake, file_id) ||
      !prc_ledger_append (self->context->ledger, line, length, &error))
    {
      prc_db_run (self->db, "ROLLBACK", "");
      g_warning ("upload not stored: %s", error != NULL ? error->message : "state");
      prc_problem (reply, 500, "INTERNAL_SERVER_ERROR", "The file could not be stored.");
      return;
    }
  prc_db_run (self->db, "COMMIT", "");
  location = g_strdup_printf ("brokers/%s/organizations/%s/debtpositions/file/%s/status",
                              call->broker, call->ec, file_id);
  prc_reply_set (reply, 202, NULL, NULL);
  prc_reply_header (reply, "Location", location);
  prc_reply_header (reply, "Retry-After", self->context->fast ? "50 ms" : "2000 ms");
  prc_worker_start (self, file_id);
}

static gboolean
unzip (const PrcRequest  *request,
       const guint8      *data,
       gsize              length,
       GByteArray       **json,
       PrcReply          *reply)
{
  gboolean lenient = prc_rules_find (request->rules, "lenient-entries") != NULL;
  const char *detail;

  switch (prc_zip_read (data, length, lenient, json, &detail))
    {
    case PRC_ZIP_GOOD:
      return TRUE;
    case PRC_ZIP_INVALID_FILE:
      prc_problem (reply, 400, "INVALID FILE", detail);
      return FALSE;
    case PRC_ZIP_CUT:
      prc_problem (reply, 400, "UNZIP ERROR", detail);
      return FALSE;
    case PRC_ZIP_FAULTY:
    default:
      prc_problem (reply, 500, "UNZIP ERROR", detail);
      return FALSE;
    }
}

/**
 * prc_upload_handle:
 * @self: the twin
 * @call: the path, taken apart
 * @op: create, update or delete
 * @request: the request
 * @reply: the answer to fill
 *
 * Takes a file in, or says why not.
 */
void
prc_upload_handle (PrcGpd           *self,
                   const PrcCall    *call,
                   PrcOp             op,
                   const PrcRequest *request,
                   PrcReply         *reply)
{
  static const PrcDocumentFuncs funcs = { on_begin, on_position, on_iupd };
  g_auto (Intake) intake;
  g_autoptr (GByteArray) json = NULL;
  g_autofree char *filename = NULL;
  g_autofree char *detail = NULL;
  const guint8 *data = NULL;
  const char *dot;
  gsize length = 0;
  PrcDocumentResult result;

  intake_init (&intake);
  if (request->too_large)
    {
      prc_reply_html (reply, 413);
      return;
    }
  switch (prc_multipart_find (request->headers, request->body, "file", &filename, &data, &length))
    {
    case PRC_MULTIPART_WRONG_TYPE:
      prc_micronaut_error (reply, 415, "Content Type not allowed. Allowed types: "
                           "[multipart/form-data]");
      return;
    case PRC_MULTIPART_NO_PART:
      prc_micronaut_error (reply, 400, "Required argument [file] not specified");
      return;
    case PRC_MULTIPART_GOOD:
    default:
      break;
    }
  dot = strrchr (filename, '.');
  if (g_strcmp0 (dot, ".zip") != 0)
    {
      prc_problem (reply, 400, "NOT A ZIP FILE", "The file is not a zip file.");
      return;
    }
  if (!unzip (request, data, length, &json, reply))
    return;
  result = prc_document_read ((const char *) json->data, json->len, op == PRC_OP_DELETE, &funcs,
                              &intake, &detail);
  g_byte_array_set_size (json, 0);
  close_chunk (&intake);
  if (judge (&intake, result, op, detail, reply))
    commit (self, call, op, request, &intake, data, length, reply);
}
