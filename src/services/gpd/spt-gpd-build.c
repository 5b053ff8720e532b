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
/* The JSON goes to the packer in pieces of about this size. */
#define PIECE        (128 * 1024)
/* The most memory that is set aside for an archive before it is there. */
#define MAX_RESERVED (8 * 1024 * 1024)
/* The end of the JSON, and what it becomes: one block of fixed codes and an empty one. */
#define CLOSING      "]}"
#define CLOSING_SIZE 8
/* Characters of every boundary of ours. */
#define BOUNDARY_LENGTH 50

/* The documented 5 MB are a decimal number; 100 MiB unzipped; 50,000 positions and 60 MB as the
 * service writes them, for beyond 100 MB it drops the file without a word (GPD facts 4, 13 T2,
 * 14.2). */
const SptGpdLimits spt_gpd_limits = {
  .max_body = 5000000,
  .max_json = 100 * 1024 * 1024,
  .max_estimate = 60 * 1000 * 1000,
  .max_items = 50000,
};

/* An element of the list that is not packed yet. */
typedef struct
{
  gsize  start;     /* in the JSON */
  gsize  end;
  gsize  key;       /* in the keys */
  gsize  estimate;
  guint  row;
  gint64 record_id;
} Element;

struct _SptGpdBuilder
{
  const SptGpdFields *fields;
  const SptGpdLimits *limits;
  SptPreparedFunc     func;
  gpointer            user_data;
  SptIssueList       *issues;     /* (nullable) */
  const char         *method;
  char               *path;       /* (owned) */
  gboolean            is_delete;
  const char         *opening;
  gsize               head_size;  /* of the body, before the archive */
  gsize               max_zip;

  SptZipWriter       *zip;        /* (owned) (nullable) while a request is open */
  guint               n_packed;   /* elements of the open request that are in it */
  guint               n_items;    /* elements of the open request */
  gsize               estimate;   /* of these */
  GString            *json;       /* (owned) what was not packed yet */
  GString            *keys;       /* (owned) of that, with a NUL each */
  GArray             *elements;   /* (owned) (element-type Element) of that */
  GString            *element;    /* (owned) */

  GPtrArray          *part_keys;  /* (owned) (element-type utf8) for the receiver */
  GArray             *part_rows;  /* (owned) (element-type guint) */
  GArray             *part_ids;   /* (owned) (element-type gint64) */
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
 * @func: gets each request in parts, see #SptPreparedRequest; FALSE stops
 * @user_data: for @func
 * @issues: (nullable): takes a position that is too large on its own
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
                     SptIssueList        *issues,
                     GError             **error)
{
  g_autofree char *boundary = g_strnfill (BOUNDARY_LENGTH, '0');
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
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
  self->issues = issues;
  self->opening = self->is_delete ? "{\"paymentPositionIUPDs\":[" : "{\"paymentPositions\":[";
  head = spt_multipart_dup_head (boundary, "file", ARCHIVE_NAME, PART_TYPE);
  tail = spt_multipart_dup_tail (boundary);
  self->head_size = strlen (head);
  self->max_zip = limits->max_body - MIN (limits->max_body, strlen (head) + strlen (tail) +
                                          CLOSING_SIZE);
  self->json = g_string_sized_new (PIECE + 8192);
  self->keys = g_string_sized_new (8192);
  self->elements = g_array_new (FALSE, FALSE, sizeof (Element));
  self->element = g_string_sized_new (4096);
  self->part_keys = g_ptr_array_new ();
  self->part_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->part_ids = g_array_new (FALSE, FALSE, sizeof (gint64));

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
  g_string_free (self->keys, TRUE);
  g_array_unref (self->elements);
  g_ptr_array_unref (self->part_keys);
  g_array_unref (self->part_rows);
  g_array_unref (self->part_ids);
  g_free (self);
}

/* A boundary that follows from the content, so that the body is the same each time, and does not
 * stand in it. */
static char *
make_boundary (const GByteArray *body,
               gsize             head_size)
{
  const guint8 *zip = body->data + head_size;
  gsize length = body->len - head_size;
  /* Its end holds checksum and lengths of all the data. */
  gsize end = MIN (length, 256);

  for (guint i = 0;; i++)
    {
      g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      char *boundary;

      g_checksum_update (checksum, zip + length - end, (gssize) end);
      g_checksum_update (checksum, (const guchar *) &i, sizeof i);
      boundary = g_strdup_printf ("sportello-%.40s", g_checksum_get_string (checksum));
      if (memmem (zip, length, boundary, strlen (boundary)) == NULL)
        return boundary;
      g_free (boundary);
    }
}

/* Frames the archive where it lies, without a copy. */
static GBytes *
frame (SptGpdBuilder  *self,
       GByteArray     *body,
       char          **content_type)
{
  g_autofree char *boundary = make_boundary (body, self->head_size);
  g_autofree char *head = spt_multipart_dup_head (boundary, "file", ARCHIVE_NAME, PART_TYPE);
  g_autofree char *tail = spt_multipart_dup_tail (boundary);

  g_assert (strlen (head) == self->head_size);
  memcpy (body->data, head, self->head_size);
  g_byte_array_append (body, (const guint8 *) tail, (guint) strlen (tail));
  *content_type = g_strdup_printf ("multipart/form-data; boundary=%s", boundary);

  return g_byte_array_free_to_bytes (body);
}

/* Gives the first @n waiting elements, which are packed, to the receiver. */
static gboolean
tell_elements (SptGpdBuilder  *self,
               guint           n,
               GError        **error)
{
  SptPreparedRequest request = {
    .method = self->method, .path = self->path, .goes_on = TRUE, .n_items = n
  };

  g_ptr_array_set_size (self->part_keys, 0);
  g_array_set_size (self->part_rows, 0);
  g_array_set_size (self->part_ids, 0);
  for (guint i = 0; i < n; i++)
    {
      const Element *element = &g_array_index (self->elements, Element, i);

      g_ptr_array_add (self->part_keys, self->keys->str + element->key);
      g_array_append_val (self->part_rows, element->row);
      if (element->record_id >= 0)
        g_array_append_val (self->part_ids, element->record_id);
    }
  request.keys = (const char *const *) self->part_keys->pdata;
  request.rows = (const guint *) (gpointer) self->part_rows->data;
  if (n > 0 && self->part_ids->len == n)
    request.record_ids = (const gint64 *) (gpointer) self->part_ids->data;
  self->n_packed += n;

  return self->func (&request, self->user_data, error);
}

static void
forget_waiting (SptGpdBuilder *self)
{
  g_string_truncate (self->json, 0);
  g_string_truncate (self->keys, 0);
  g_array_set_size (self->elements, 0);
}

/* The waiting elements from @n on become the first of a request to come. */
static void
carry_over (SptGpdBuilder *self,
            guint          n)
{
  g_autoptr (GString) json = NULL;
  g_autoptr (GString) keys = NULL;

  self->n_packed = 0;
  self->n_items = 0;
  self->estimate = 0;
  if (n == self->elements->len)
    {
      forget_waiting (self);
      return;
    }

  json = g_string_new (self->opening);
  keys = g_string_new (NULL);
  g_array_remove_range (self->elements, 0, n);
  for (guint i = 0; i < self->elements->len; i++)
    {
      Element *element = &g_array_index (self->elements, Element, i);
      const char *key = self->keys->str + element->key;
      gsize length = element->end - element->start;

      if (i > 0)
        g_string_append_c (json, ',');
      g_string_append_len (json, self->json->str + element->start, (gssize) length);
      element->start = json->len - length;
      element->end = json->len;
      element->key = keys->len;
      g_string_append_len (keys, key, (gssize) strlen (key) + 1);
      self->estimate += element->estimate;
    }
  self->n_items = self->elements->len;
  g_string_truncate (self->json, 0);
  g_string_append_len (self->json, json->str, (gssize) json->len);
  g_string_truncate (self->keys, 0);
  g_string_append_len (self->keys, keys->str, (gssize) keys->len);
}

/* Ends the open request, in which all is that may be, and gives it to the receiver. */
static gboolean
close_request (SptGpdBuilder  *self,
               GError        **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autofree char *content_type = NULL;
  SptPreparedRequest request = { .method = self->method, .path = self->path };
  GByteArray *bytes = NULL;

  if (spt_zip_writer_write (self->zip, CLOSING, strlen (CLOSING), error))
    bytes = spt_zip_writer_finish (self->zip, error);
  g_clear_pointer (&self->zip, spt_zip_writer_free);
  if (bytes == NULL)
    return FALSE;

  body = frame (self, bytes, &content_type);
  g_assert (g_bytes_get_size (body) <= self->limits->max_body);
  request.content_type = content_type;
  request.body = body;

  return self->func (&request, self->user_data, error);
}

/* No request can hold it: a person has to make it smaller. */
static gboolean
refuse_element (SptGpdBuilder  *self,
                const char     *key,
                guint           row,
                gsize           size,
                gsize           limit,
                GError        **error)
{
  if (self->issues != NULL)
    {
      g_autofree char *is = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
      g_autofree char *may_be = g_strdup_printf ("%" G_GSIZE_FORMAT, limit);

      spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, "gpd", "position-too-large", row, NULL, is,
                          may_be);
    }
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES,
               "row %u, position “%s”: %" G_GSIZE_FORMAT " bytes where %" G_GSIZE_FORMAT
               " are the most that one upload may hold", row, key, size, limit);

  return FALSE;
}

/* How many of the waiting elements still fit into the open request, which cannot take them all. */
static guint
count_fitting (SptGpdBuilder *self)
{
  guint low = 0;
  guint high = self->elements->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      gsize end = g_array_index (self->elements, Element, middle - 1).end;

      if (spt_zip_writer_measure (self->zip, self->json->str, end) <= self->max_zip)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* Packs all that waits; what the archive cannot take begins a request of its own. @all: (out):
 * whether nothing waits any more. */
static gboolean
pack (SptGpdBuilder  *self,
      gboolean       *all,
      GError        **error)
{
  guint n = self->elements->len;
  const Element *last;
  gboolean fits;

  *all = TRUE;
  if (n == 0)
    return TRUE;
  if (self->zip == NULL)
    self->zip = spt_zip_writer_new (ENTRY_NAME, self->head_size,
                                    MIN (self->limits->max_body, MAX_RESERVED));
  if (!spt_zip_writer_try (self->zip, self->json->str, self->json->len, self->max_zip, &fits,
                           error))
    return FALSE;
  if (fits)
    {
      if (!tell_elements (self, n, error))
        return FALSE;
      forget_waiting (self);
      return TRUE;
    }

  *all = FALSE;
  n = count_fitting (self);
  if (n == 0 && self->n_packed == 0)
    {
      last = &g_array_index (self->elements, Element, 0);
      return refuse_element (self, self->keys->str + last->key, last->row,
                             spt_zip_writer_measure (self->zip, self->json->str, last->end),
                             self->max_zip, error);
    }
  if (n > 0)
    {
      last = &g_array_index (self->elements, Element, n - 1);
      if (!spt_zip_writer_try (self->zip, self->json->str, last->end, self->max_zip, &fits, error))
        return FALSE;
      g_assert (fits);
      if (!tell_elements (self, n, error))
        return FALSE;
    }
  if (!close_request (self, error))
    return FALSE;
  carry_over (self, n);

  return TRUE;
}

static gboolean
is_full (SptGpdBuilder *self,
         gsize          estimate)
{
  const SptGpdLimits *limits = self->limits;
  gsize data_size = self->json->len;

  if (self->n_items == 0)
    return FALSE;
  if (self->zip != NULL)
    data_size += spt_zip_writer_get_data_size (self->zip);

  return self->n_items >= limits->max_items ||
         self->estimate + estimate > limits->max_estimate ||
         data_size + 1 + self->element->len + strlen (CLOSING) > limits->max_json;
}

/* Packs all; when nothing waits any more the open request is closed. */
static gboolean
flush (SptGpdBuilder  *self,
       GError        **error)
{
  gboolean all;

  if (!pack (self, &all, error))
    return FALSE;
  if (!all || self->zip == NULL)
    return TRUE;
  if (!close_request (self, error))
    return FALSE;
  carry_over (self, self->elements->len);

  return TRUE;
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
 * Returns: %FALSE with @error set when the record cannot be sent, with %SPT_SERVICE_ERROR_ISSUES
 *   when it is too large for any request, or when the receiver of requests failed
 */
gboolean
spt_gpd_builder_add (SptGpdBuilder  *self,
                     SptRecord      *record,
                     guint           row,
                     gint64          record_id,
                     GError        **error)
{
  const char *iupd = spt_gpd_position_get (self->fields, spt_record_get_root (record), GPD_IUPD);
  Element element = { .row = row, .record_id = record_id };
  gboolean all = TRUE;
  gsize alone;

  g_string_truncate (self->element, 0);
  if (self->is_delete)
    {
      SptJsonWriter writer;

      spt_json_writer_init (&writer, self->element);
      spt_json_writer_string (&writer, iupd);
      element.estimate = self->element->len + 8;
    }
  else
    {
      if (!spt_gpd_wire_write_position (self->fields, record, self->element, error))
        return FALSE;
      element.estimate = spt_gpd_wire_estimate (self->fields, record);
    }

  alone = strlen (self->opening) + self->element->len + strlen (CLOSING);
  if (alone > self->limits->max_json)
    return refuse_element (self, iupd, row, alone, self->limits->max_json, error);
  if (element.estimate > self->limits->max_estimate)
    return refuse_element (self, iupd, row, element.estimate, self->limits->max_estimate, error);

  while (is_full (self, element.estimate))
    {
      if (!flush (self, error))
        return FALSE;
    }
  g_string_append (self->json, self->n_items == 0 ? self->opening : ",");
  element.start = self->json->len;
  g_string_append_len (self->json, self->element->str, (gssize) self->element->len);
  element.end = self->json->len;
  element.key = self->keys->len;
  g_string_append_len (self->keys, iupd, (gssize) strlen (iupd) + 1);
  g_array_append_val (self->elements, element);
  self->estimate += element.estimate;
  self->n_items++;

  return self->json->len < PIECE || pack (self, &all, error);
}

/**
 * spt_gpd_builder_finish:
 * @self: a builder
 * @error: return location for an error
 *
 * Closes the last request. With no record added there is none.
 *
 * Returns: %FALSE with @error set as for spt_gpd_builder_add()
 */
gboolean
spt_gpd_builder_finish (SptGpdBuilder  *self,
                        GError        **error)
{
  while (self->n_items > 0)
    {
      if (!flush (self, error))
        return FALSE;
    }

  return TRUE;
}
