/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions in, upload requests out: JSON, zip and multipart as a stream, split under every
 * limit (GPD facts 4, 13, 14). */

#define G_LOG_DOMAIN "spt-gpd-build"

#include "config.h"

#include "services/gpd/spt-gpd-build.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-text.h"
#include "base/spt-zip.h"
#include "services/gpd/spt-gpd-wire.h"

#define ENTRY_NAME   "payment-positions.json"
#define ARCHIVE_NAME "payment-positions.zip"
#define PART_TYPE    "application/zip"
/* Compressed bytes that the packer may still hold back, and the framing around the archive. */
#define PENDING      (256 * 1024)
/* The JSON goes to the packer in pieces of about this size. */
#define PIECE        (64 * 1024)

/* The documented 5 MB are a decimal number; 100 MiB unzipped; 50,000 positions and 60 MB as the
 * service writes them, for beyond 100 MB it drops the file without a word (GPD facts 4, 13 T2,
 * 14.2). */
const SptGpdLimits spt_gpd_limits = {
  .max_body = 5000000,
  .max_json = 100 * 1024 * 1024,
  .max_estimate = 60 * 1000 * 1000,
  .max_items = 50000,
};

struct _SptGpdBuilder
{
  const SptGpdFields *fields;
  const SptGpdLimits *limits;
  SptPreparedFunc     func;
  gpointer            user_data;
  const char         *method;
  char               *path;       /* (owned) */
  gboolean            is_delete;

  SptZipWriter       *zip;        /* (owned) (nullable) while a request is open */
  GString            *json;       /* (owned) what was not packed yet */
  GString            *element;    /* (owned) */
  gsize               estimate;
  GStringChunk       *strings;    /* (owned) of the keys */
  GPtrArray          *keys;       /* (owned) (element-type utf8) */
  GArray             *rows;       /* (owned) (element-type guint) */
  GArray             *record_ids; /* (owned) (element-type gint64) */
  gboolean            has_ids;
};

static const char *
get_needed_setting (SptAccount  *account,
                    const char  *key,
                    GError     **error)
{
  const char *value = spt_account_get_setting (account, key);

  if (value == NULL || *value == '\0')
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS,
                   "the account lacks “%s”",
                   key);
      return NULL;
    }

  return value;
}

static const char *
get_method (const char *operation)
{
  if (g_strcmp0 (operation, "gpd.create") == 0)
    return "POST";
  if (g_strcmp0 (operation, "gpd.update") == 0)
    return "PUT";
  if (g_strcmp0 (operation, "gpd.delete") == 0)
    return "DELETE";

  return NULL;
}

/**
 * spt_gpd_builder_new:
 * @fields: where the fields stand
 * @account: whose address, broker and body the path is made of
 * @operation: "gpd.create", "gpd.update" or "gpd.delete"
 * @limits: what one request may hold; &spt_gpd_limits but in tests
 * @func: gets each request; FALSE stops
 * @user_data: for @func
 * @error: return location for an error
 *
 * Begins to build. The same records give the same bytes, whenever and wherever.
 *
 * Returns: (transfer full) (nullable): the builder; %NULL with @error set when the account lacks
 *   a setting
 */
SptGpdBuilder *
spt_gpd_builder_new (const SptGpdFields  *fields,
                     SptAccount          *account,
                     const char          *operation,
                     const SptGpdLimits  *limits,
                     SptPreparedFunc      func,
                     gpointer             user_data,
                     GError             **error)
{
  const char *version = spt_account_get_setting (account, "api-version");
  const char *broker;
  const char *organization;
  SptGpdBuilder *self;

  g_return_val_if_fail (get_method (operation) != NULL, NULL);

  broker = get_needed_setting (account, "broker-code", error);
  if (broker == NULL)
    return NULL;
  organization = get_needed_setting (account, "organization-fiscal-code", error);
  if (organization == NULL)
    return NULL;

  self = g_new0 (SptGpdBuilder, 1);
  self->fields = fields;
  self->limits = limits;
  self->func = func;
  self->user_data = user_data;
  self->method = get_method (operation);
  self->is_delete = g_str_equal (self->method, "DELETE");
  self->path = spt_gpd_wire_dup_path (spt_account_get_base_url (account), version, broker,
                                      organization);
  self->json = g_string_sized_new (PIECE + 8192);
  self->element = g_string_sized_new (4096);
  self->strings = g_string_chunk_new (4096);
  self->keys = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->record_ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

/**
 * spt_gpd_builder_free:
 * @self: (transfer full) (nullable): a builder
 *
 * Frees @self; what was not finished is gone.
 */
void
spt_gpd_builder_free (SptGpdBuilder *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_clear_pointer (&self->zip, spt_zip_writer_free);
  g_string_free (self->json, TRUE);
  g_string_free (self->element, TRUE);
  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->keys);
  g_array_unref (self->rows);
  g_array_unref (self->record_ids);
  g_free (self);
}

static gboolean
pack (SptGpdBuilder  *self,
      GError        **error)
{
  gboolean ok = spt_zip_writer_write (self->zip, self->json->str, self->json->len, error);

  g_string_truncate (self->json, 0);

  return ok;
}

/* The boundary follows from the content, so that the body is the same each time, and cannot
 * stand in it but by a collision of SHA-256. */
static GBytes *
build_body (GBytes  *zip,
            char   **content_type)
{
  gsize length;
  const void *data = g_bytes_get_data (zip, &length);
  g_autofree char *digest = spt_text_sha256_hex (data, length);
  g_autofree char *boundary = NULL;

  digest[40] = '\0';
  boundary = g_strconcat ("sportello-", digest, NULL);
  *content_type = g_strdup_printf ("multipart/form-data; boundary=%s", boundary);

  return spt_multipart_build (boundary, "file", ARCHIVE_NAME, PART_TYPE, zip);
}

static gboolean
flush (SptGpdBuilder  *self,
       GError        **error)
{
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *content_type = NULL;
  SptPreparedRequest request = { NULL };
  gboolean ok;

  g_string_append (self->json, "]}");
  if (!pack (self, error))
    return FALSE;
  zip = spt_zip_writer_finish (self->zip, error);
  g_clear_pointer (&self->zip, spt_zip_writer_free);
  if (zip == NULL)
    return FALSE;

  body = build_body (zip, &content_type);
  if (g_bytes_get_size (body) > self->limits->max_body)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "a file of %u positions takes %" G_GSIZE_FORMAT " bytes, too many",
                   self->keys->len, g_bytes_get_size (body));
      return FALSE;
    }

  request.method = self->method;
  request.path = self->path;
  request.content_type = content_type;
  request.body = body;
  request.n_items = self->keys->len;
  request.keys = (const char *const *) self->keys->pdata;
  request.rows = (const guint *) (gpointer) self->rows->data;
  request.record_ids = self->has_ids ? (const gint64 *) (gpointer) self->record_ids->data : NULL;
  ok = self->func (&request, self->user_data, error);

  g_ptr_array_set_size (self->keys, 0);
  g_array_set_size (self->rows, 0);
  g_array_set_size (self->record_ids, 0);
  g_string_chunk_clear (self->strings);
  self->estimate = 0;

  return ok;
}

static gboolean
is_full (SptGpdBuilder *self,
         gsize          estimate)
{
  const SptGpdLimits *limits = self->limits;
  gsize data_size = spt_zip_writer_get_data_size (self->zip) + self->json->len;
  /* What is held back may turn out as large as it is: in the worst case nothing shrinks. */
  gsize pending = MIN (PENDING, data_size + 1024) + self->json->len + self->element->len;

  return self->keys->len >= limits->max_items ||
         self->estimate + estimate > limits->max_estimate ||
         data_size + self->element->len + 8 > limits->max_json ||
         spt_zip_writer_get_zip_size (self->zip) + pending > limits->max_body;
}

/**
 * spt_gpd_builder_add:
 * @self: a builder
 * @record: a record that passed the check
 * @row: its row
 * @record_id: its id in the archive, -1 when it comes from a document
 * @error: return location for an error
 *
 * Adds a position (for a delete: its IUPD); closes the request before it when that is full.
 *
 * Returns: %FALSE with @error set when the record cannot be sent or the receiver of requests failed
 */
gboolean
spt_gpd_builder_add (SptGpdBuilder  *self,
                     SptRecord      *record,
                     guint           row,
                     gint64          record_id,
                     GError        **error)
{
  const char *iupd = spt_gpd_position_get (self->fields, spt_record_get_root (record), GPD_IUPD);
  gsize estimate;

  g_string_truncate (self->element, 0);
  if (self->is_delete)
    {
      SptJsonWriter writer;

      spt_json_writer_init (&writer, self->element);
      spt_json_writer_string (&writer, iupd);
      estimate = self->element->len + 8;
    }
  else
    {
      if (!spt_gpd_wire_write_position (self->fields, record, self->element, error))
        return FALSE;
      estimate = spt_gpd_wire_estimate (self->fields, record);
    }

  if (self->zip != NULL && is_full (self, estimate) && !flush (self, error))
    return FALSE;
  if (self->zip == NULL)
    {
      self->zip = spt_zip_writer_new (ENTRY_NAME);
      g_string_assign (self->json,
                       self->is_delete ? "{\"paymentPositionIUPDs\":[" : "{\"paymentPositions\":[");
    }
  else
    {
      g_string_append_c (self->json, ',');
    }
  g_string_append_len (self->json, self->element->str, (gssize) self->element->len);
  self->estimate += estimate;
  g_ptr_array_add (self->keys, g_string_chunk_insert (self->strings, iupd));
  g_array_append_val (self->rows, row);
  g_array_append_val (self->record_ids, record_id);
  self->has_ids = record_id >= 0;

  return self->json->len < PIECE || pack (self, error);
}

/**
 * spt_gpd_builder_finish:
 * @self: a builder
 * @error: return location for an error
 *
 * Closes the last request. With no record added there is none.
 *
 * Returns: %FALSE with @error set when the receiver of requests failed
 */
gboolean
spt_gpd_builder_finish (SptGpdBuilder  *self,
                        GError        **error)
{
  return self->zip == NULL || flush (self, error);
}
