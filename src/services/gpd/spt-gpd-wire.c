/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions into wire JSON, and the addresses of the service (GPD facts 1, 3, 6). */

#define G_LOG_DOMAIN "spt-gpd-wire"

#include "config.h"

#include "services/gpd/spt-gpd-wire.h"

#include <string.h>

#include "base/spt-json.h"
#include "service/spt-service.h"

/* What a position takes in the service's own form apart from its texts (GPD facts 13, T2: 1,295
 * bytes measured for a minimal one, 725 for a further option, 375 for a further transfer, each
 * less the texts that it held). */
#define ESTIMATE_POSITION 1105
#define ESTIMATE_OPTION   615
#define ESTIMATE_TRANSFER 315
#define ESTIMATE_METADATA 90

/* --- positions ------------------------------------------------------------------------------- */

/**
 * spt_gpd_wire_get_type:
 * @fields: where the fields stand
 * @record: a position
 *
 * Gets the debtor's kind: as given, else by the fiscal code (16 characters a person, 11 digits a
 * body; design 4).
 *
 * Returns: (transfer none) (nullable): "F" or "G" (or what else was given), %NULL when nothing
 *   tells
 */
const char *
spt_gpd_wire_get_type (const SptGpdFields *fields,
                       SptRecord          *record)
{
  const SptNode *root = spt_record_get_root (record);
  const char *type = spt_gpd_position_get (fields, root, GPD_TYPE);
  const char *code;
  gsize length;

  if (*type != '\0')
    return type;

  code = spt_gpd_position_get (fields, root, GPD_FISCAL_CODE);
  length = strlen (code);
  if (length == 16 || g_str_equal (code, "ANONIMO"))
    return "F";
  if (length == 11 && strspn (code, "0123456789") == 11)
    return "G";

  return NULL;
}

/**
 * spt_gpd_wire_get_datetime:
 * @node: a node
 * @field_index: index of a date-time field of its group
 * @out: (out): the date-time
 *
 * Reads a date-time as it goes out: a date alone gets the field's default time (design 4).
 *
 * Returns: %FALSE when the text is empty or does not read
 */
gboolean
spt_gpd_wire_get_datetime (const SptNode *node,
                           guint          field_index,
                           SptDatetime   *out)
{
  const char *time;

  if (!spt_node_get_datetime (node, field_index, out))
    return FALSE;
  if (out->has_time)
    return TRUE;

  time = spt_node_get_def (node)->fields[field_index].default_time;
  if (time != NULL && strlen (time) == 8)
    {
      out->hour = (gint8) ((time[0] - '0') * 10 + time[1] - '0');
      out->minute = (gint8) ((time[3] - '0') * 10 + time[4] - '0');
      out->second = (gint8) ((time[6] - '0') * 10 + time[7] - '0');
    }
  out->has_time = true;

  return TRUE;
}

/* Names the field that keeps the record from going out: the check comes first, so this is a slip
 * of the caller's. */
static gboolean
refuse_field (const SptNode  *node,
              guint           field_index,
              GError        **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  spt_node_append_path (node, &spt_node_get_def (node)->fields[field_index], path);
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
               "“%s” does not hold what can be sent: “%s”", path->str,
               spt_node_get (node, field_index));

  return FALSE;
}

static inline void
write_written (SptJsonWriter *writer,
               const SptNode *node,
               guint          field_index,
               const char    *written_key,
               gsize          length)
{
  const char *text = spt_node_get (node, field_index);

  if (*text != '\0')
    spt_json_writer_member (writer, written_key, length, text);
}

/* A text that is not empty under @key, a literal: it is written as JSON at compile time. */
#define write_text(writer, node, field_index, key) \
  write_written (writer, node, field_index, "\"" key "\":", strlen ("\"" key "\":"))

static gboolean
write_money (SptJsonWriter  *writer,
             const SptNode  *node,
             guint           field_index,
             const char     *key,
             GError        **error)
{
  gint64 cents;

  if (!spt_node_get_money (node, field_index, &cents))
    return refuse_field (node, field_index, error);
  spt_json_writer_put_int (writer, key, cents);

  return TRUE;
}

static gboolean
write_boolean (SptJsonWriter  *writer,
               const SptNode  *node,
               guint           field_index,
               const char     *key,
               GError        **error)
{
  gboolean value;

  if (!spt_node_get_boolean (node, field_index, &value))
    return refuse_field (node, field_index, error);
  spt_json_writer_put_bool (writer, key, value);

  return TRUE;
}

/* @n digits of @value, from 0. */
static char *
put_digits (char *out,
            int   value,
            int   n)
{
  for (int i = n - 1; i >= 0; i--)
    {
      out[i] = (char) ('0' + value % 10);
      value /= 10;
    }

  return out + n;
}

/* "2026-12-16T23:59:59", with milliseconds where there are any: printf() by hand, for 100,000 rows. */
static void
format_datetime (const SptDatetime *value,
                 char              *out)
{
  out = put_digits (out, value->year, 4);
  *out++ = '-';
  out = put_digits (out, value->month, 2);
  *out++ = '-';
  out = put_digits (out, value->day, 2);
  *out++ = 'T';
  out = put_digits (out, value->hour, 2);
  *out++ = ':';
  out = put_digits (out, value->minute, 2);
  *out++ = ':';
  out = put_digits (out, value->second, 2);
  if (value->ms != 0)
    {
      *out++ = '.';
      out = put_digits (out, value->ms, 3);
    }
  *out = '\0';
}

/* Never a zone: the service would drop a Z and refuse an offset (GPD facts 7). */
static gboolean
write_datetime (SptJsonWriter  *writer,
                const SptNode  *node,
                guint           field_index,
                const char     *key,
                GError        **error)
{
  char text[40];
  SptDatetime value;

  if (*spt_node_get (node, field_index) == '\0')
    return TRUE;
  if (!spt_gpd_wire_get_datetime (node, field_index, &value))
    return refuse_field (node, field_index, error);

  format_datetime (&value, text);
  spt_json_writer_put_string (writer, key, text);

  return TRUE;
}

static void
write_metadata (SptJsonWriter     *writer,
                const SptNode     *node,
                const SptGroupDef *group,
                guint              key,
                guint              value)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < spt_node_get_n_children (node, group->index); i++)
    {
      const SptNode *entry = spt_node_get_child (node, group->index, i);

      if (spt_node_is_empty (entry))
        continue;
      if (!begun)
        {
          spt_json_writer_key (writer, group->name);
          spt_json_writer_begin_array (writer);
          begun = TRUE;
        }
      spt_json_writer_begin_object (writer);
      write_text (writer, entry, key, "key");
      write_text (writer, entry, value, "value");
      spt_json_writer_end_object (writer);
    }
  if (begun)
    spt_json_writer_end_array (writer);
}

static gboolean
write_transfer (const SptGpdFields  *fields,
                SptJsonWriter       *writer,
                const SptNode       *transfer,
                guint                number,
                GError             **error)
{
  const guint *index = fields->transfer_index;
  char id[16];

  spt_json_writer_begin_object (writer);
  if (number < 10)
    memcpy (id, (char[]) { (char) ('0' + number), '\0' }, 2);
  else
    g_snprintf (id, sizeof id, "%u", number);
  spt_json_writer_put_string (writer, "idTransfer", id);
  if (!write_money (writer, transfer, index[GPD_TR_AMOUNT], "amount", error))
    return FALSE;
  write_text (writer, transfer, index[GPD_TR_ORGANIZATION], "organizationFiscalCode");
  write_text (writer, transfer, index[GPD_TR_COMPANY_NAME], "companyName");
  write_text (writer, transfer, index[GPD_TR_REMITTANCE], "remittanceInformation");
  write_text (writer, transfer, index[GPD_TR_CATEGORY], "category");
  write_text (writer, transfer, index[GPD_TR_IBAN], "iban");
  write_text (writer, transfer, index[GPD_TR_POSTAL_IBAN], "postalIban");
  if (*spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_HASH) != '\0' ||
      *spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_TYPE) != '\0' ||
      *spt_gpd_transfer_get (fields, transfer, GPD_TR_STAMP_PROVINCE) != '\0')
    {
      spt_json_writer_key (writer, "stamp");
      spt_json_writer_begin_object (writer);
      write_text (writer, transfer, index[GPD_TR_STAMP_HASH], "hashDocument");
      write_text (writer, transfer, index[GPD_TR_STAMP_TYPE], "stampType");
      write_text (writer, transfer, index[GPD_TR_STAMP_PROVINCE], "provincialResidence");
      spt_json_writer_end_object (writer);
    }
  write_metadata (writer, transfer, fields->transfer_metadata, fields->transfer_key,
                  fields->transfer_value);
  spt_json_writer_end_object (writer);

  return TRUE;
}

static gboolean
write_option (const SptGpdFields  *fields,
              SptJsonWriter       *writer,
              const SptNode       *option,
              GError             **error)
{
  const guint *index = fields->option_index;

  spt_json_writer_begin_object (writer);
  write_text (writer, option, index[GPD_NAV], "nav");
  write_text (writer, option, index[GPD_IUV], "iuv");
  if (!write_money (writer, option, index[GPD_AMOUNT], "amount", error))
    return FALSE;
  write_text (writer, option, index[GPD_DESCRIPTION], "description");
  if (!write_boolean (writer, option, index[GPD_IS_PARTIAL], "isPartialPayment", error) ||
      !write_datetime (writer, option, index[GPD_DUE_DATE], "dueDate", error) ||
      !write_datetime (writer, option, index[GPD_RETENTION_DATE], "retentionDate", error))
    return FALSE;

  spt_json_writer_key (writer, "transfer");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < spt_node_get_n_children (option, fields->transfer->index); i++)
    {
      if (!write_transfer (fields, writer, spt_node_get_child (option, fields->transfer->index, i),
                           i + 1, error))
        return FALSE;
    }
  spt_json_writer_end_array (writer);
  write_metadata (writer, option, fields->option_metadata, fields->option_key,
                  fields->option_value);
  spt_json_writer_end_object (writer);

  return TRUE;
}

/**
 * spt_gpd_wire_write_position:
 * @fields: where the fields stand
 * @record: a position that passed the check
 * @out: takes the JSON object
 * @error: return location for an error
 *
 * Writes a position as create and update want it (GPD facts 6): integer cents, payStandIn always
 * said (T3), idTransfer from the place in the list, local date-times, nothing empty and nothing
 * null.
 *
 * Returns: %FALSE with @error naming the field when the record holds something that cannot be sent
 */
gboolean
spt_gpd_wire_write_position (const SptGpdFields  *fields,
                             SptRecord           *record,
                             GString             *out,
                             GError             **error)
{
  const SptNode *root = spt_record_get_root (record);
  const guint *index = fields->position_index;
  const char *type = spt_gpd_wire_get_type (fields, record);
  gboolean stand_in = TRUE;
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  write_text (&writer, root, index[GPD_IUPD], "iupd");
  if (type == NULL)
    return refuse_field (root, index[GPD_TYPE], error);
  spt_json_writer_put_string (&writer, "type", type);
  if (*spt_gpd_position_get (fields, root, GPD_PAY_STAND_IN) != '\0' &&
      !spt_node_get_boolean (root, index[GPD_PAY_STAND_IN], &stand_in))
    return refuse_field (root, index[GPD_PAY_STAND_IN], error);
  spt_json_writer_put_bool (&writer, "payStandIn", stand_in);

  write_text (&writer, root, index[GPD_FISCAL_CODE], "fiscalCode");
  write_text (&writer, root, index[GPD_FULL_NAME], "fullName");
  write_text (&writer, root, index[GPD_STREET_NAME], "streetName");
  write_text (&writer, root, index[GPD_CIVIC_NUMBER], "civicNumber");
  write_text (&writer, root, index[GPD_POSTAL_CODE], "postalCode");
  write_text (&writer, root, index[GPD_CITY], "city");
  write_text (&writer, root, index[GPD_PROVINCE], "province");
  write_text (&writer, root, index[GPD_REGION], "region");
  write_text (&writer, root, index[GPD_COUNTRY], "country");
  write_text (&writer, root, index[GPD_EMAIL], "email");
  write_text (&writer, root, index[GPD_PHONE], "phone");
  if (!write_boolean (&writer, root, index[GPD_SWITCH_TO_EXPIRED], "switchToExpired", error))
    return FALSE;
  write_text (&writer, root, index[GPD_COMPANY_NAME], "companyName");
  write_text (&writer, root, index[GPD_OFFICE_NAME], "officeName");
  if (!write_datetime (&writer, root, index[GPD_VALIDITY_DATE], "validityDate", error))
    return FALSE;

  spt_json_writer_key (&writer, "paymentOption");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < spt_node_get_n_children (root, fields->option->index); i++)
    {
      if (!write_option (fields, &writer, spt_node_get_child (root, fields->option->index, i),
                         error))
        return FALSE;
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);

  return TRUE;
}

static gsize
count_texts (const SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);
  gsize n = 0;

  for (guint i = 0; i < def->n_fields; i++)
    n += strlen (spt_node_get (node, i));

  return n;
}

/**
 * spt_gpd_wire_estimate:
 * @fields: where the fields stand
 * @record: a position
 *
 * Estimates from above what the position takes in the indented, null-filled form whose size the
 * service limits in silence (GPD facts 13, T2).
 *
 * Returns: bytes
 */
gsize
spt_gpd_wire_estimate (const SptGpdFields *fields,
                       SptRecord          *record)
{
  const SptNode *root = spt_record_get_root (record);
  guint n_options = spt_node_get_n_children (root, fields->option->index);
  gsize n = ESTIMATE_POSITION + count_texts (root);

  for (guint i = 0; i < n_options; i++)
    {
      const SptNode *option = spt_node_get_child (root, fields->option->index, i);
      guint n_transfers = spt_node_get_n_children (option, fields->transfer->index);
      guint n_metadata = spt_node_get_n_children (option, fields->option_metadata->index);

      n += count_texts (option) + (i > 0 ? ESTIMATE_OPTION : 0);
      for (guint j = 0; j < n_metadata; j++)
        n += ESTIMATE_METADATA +
             count_texts (spt_node_get_child (option, fields->option_metadata->index, j));
      for (guint j = 0; j < n_transfers; j++)
        {
          const SptNode *transfer = spt_node_get_child (option, fields->transfer->index, j);
          guint n_more = spt_node_get_n_children (transfer, fields->transfer_metadata->index);

          n += count_texts (transfer) + (j > 0 ? ESTIMATE_TRANSFER : 0);
          for (guint k = 0; k < n_more; k++)
            n += ESTIMATE_METADATA +
                 count_texts (spt_node_get_child (transfer, fields->transfer_metadata->index, k));
        }
    }

  return n;
}

/* --- addresses ------------------------------------------------------------------------------- */

/**
 * spt_gpd_wire_dup_file_id:
 * @location: (nullable): the value of a Location header
 *
 * Takes the upload's id out of it (GPD facts 3): what stands between "file/" and "/status".
 *
 * Returns: (transfer full) (nullable): the id; %NULL when there is none that can be used in a path
 */
char *
spt_gpd_wire_dup_file_id (const char *location)
{
  const char *start;
  const char *end;

  if (location == NULL)
    return NULL;

  start = g_strstr_len (location, -1, "file/");
  while (start != NULL && start != location && start[-1] != '/')
    start = g_strstr_len (start + 1, -1, "file/");
  if (start == NULL)
    return NULL;
  start += strlen ("file/");
  end = strchr (start, '/');
  if (end == NULL || end == start || !g_str_has_prefix (end, "/status") || end - start > 256)
    return NULL;
  for (const char *p = start; p < end; p++)
    {
      /* It goes into paths of our own: nothing that would change their meaning. */
      if (!g_ascii_isalnum (*p) && strchr ("._~-", *p) == NULL)
        return NULL;
    }

  return g_strndup (start, end - start);
}

static gboolean
ends_in_version (const char *url)
{
  gsize length = strlen (url);

  return length > 3 && url[length - 3] == '/' && url[length - 2] == 'v' &&
         g_ascii_isdigit (url[length - 1]);
}

/* Without slashes and without /brokers at its end, which people copy along. */
static char *
normalize_base (const char *base_url)
{
  char *url = g_strdup (base_url != NULL ? base_url : "");
  gsize length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    url[--length] = '\0';
  if (g_str_has_suffix (url, "/brokers"))
    {
      url[length - strlen ("/brokers")] = '\0';
      length = strlen (url);
    }
  while (length > 0 && url[length - 1] == '/')
    url[--length] = '\0';

  return url;
}

/**
 * spt_gpd_wire_dup_base:
 * @base_url: (nullable): the account's address
 * @api_version: (nullable): "v2" or "v1"
 * @flavour: (nullable): "gpd" or "aca"
 * @path: (nullable): a path that will follow; one that begins with a version wins over the
 *   address's
 *
 * Makes the address that a path is appended to (design 5, GPD facts 1): with a version when neither
 * has one, and with ACA's path in place of GPD's when the flavour says so.
 *
 * Returns: (transfer full): the address, without a slash at its end
 */
char *
spt_gpd_wire_dup_base (const char *base_url,
                       const char *api_version,
                       const char *flavour,
                       const char *path)
{
  g_autofree char *base = normalize_base (base_url);
  gboolean path_has_version = path != NULL && path[0] == '/' && path[1] == 'v' &&
                              g_ascii_isdigit (path[2]) && path[3] == '/';
  GString *out;

  if (ends_in_version (base) && path_has_version)
    base[strlen (base) - 3] = '\0';

  out = g_string_new (base);
  if (g_strcmp0 (flavour, "aca") == 0)
    g_string_replace (out, "/upload/gpd/", "/upload/aca/", 1);
  if (!ends_in_version (base) && !path_has_version)
    g_string_append_printf (out, "/%s", api_version != NULL &&
                            *api_version != '\0' ? api_version : "v2");

  return g_string_free (out, FALSE);
}

/**
 * spt_gpd_wire_dup_path:
 * @base_url: (nullable): the account's address
 * @api_version: (nullable): "v2" or "v1"
 * @broker: tax code of the broker
 * @organization: tax code of the creditor body
 *
 * Makes the path of an upload.
 *
 * Returns: (transfer full): the path, to be appended to @base_url
 */
char *
spt_gpd_wire_dup_path (const char *base_url,
                       const char *api_version,
                       const char *broker,
                       const char *organization)
{
  g_autofree char *base = normalize_base (base_url);
  g_autofree char *broker_part = g_uri_escape_string (broker, NULL, FALSE);
  g_autofree char *organization_part = g_uri_escape_string (organization, NULL, FALSE);
  const char *version = api_version != NULL && *api_version != '\0' ? api_version : "v2";

  return g_strdup_printf ("%s%s/brokers/%s/organizations/%s/debtpositions/file",
                          ends_in_version (base) ? "" : "/", ends_in_version (base) ? "" : version,
                          broker_part, organization_part);
}

/* The last Sunday of @month, which has 31 days. */
static int
last_sunday (int year,
             int month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 31, (GDateMonth) month, (GDateYear) year);

  return 31 - (int) g_date_get_weekday (&date) % 7;
}

/**
 * spt_gpd_wire_dup_rome_date:
 * @utc_ms: a time, UTC
 * @days: days to add
 *
 * Gets the day in Rome, by the rule of the Union (last Sundays of March and October, 01:00 UTC), so
 * that it does not depend on the zone files of the machine.
 *
 * Returns: (transfer full): the date, "2026-12-16"
 */
char *
spt_gpd_wire_dup_rome_date (gint64 utc_ms,
                            int    days)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (utc_ms / 1000);
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) day = NULL;
  gboolean summer;
  int year;

  g_return_val_if_fail (utc != NULL, NULL);

  year = g_date_time_get_year (utc);
  begin = g_date_time_new_utc (year, 3, last_sunday (year, 3), 1, 0, 0);
  end = g_date_time_new_utc (year, 10, last_sunday (year, 10), 1, 0, 0);
  summer = g_date_time_compare (utc, begin) >= 0 && g_date_time_compare (utc, end) < 0;
  local = g_date_time_add_hours (utc, summer ? 2 : 1);
  day = g_date_time_add_days (local, days);

  return g_date_time_format (day, "%Y-%m-%d");
}
