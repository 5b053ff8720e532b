/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of fields per class drives both reading and writing. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd-model.h"

#include "../prc-context.h"

#include <errno.h>
#include <string.h>

typedef enum
{
  KIND_TEXT,
  KIND_LONG,           /* boxed: null stays null */
  KIND_LONG_PLAIN,     /* a primitive: null and absent are 0 */
  KIND_BOOL,           /* boxed */
  KIND_BOOL_PLAIN,     /* absent and null are false: trap T3 */
  KIND_TYPE,           /* F or G */
  KIND_DATE,
  KIND_IGNORED,        /* read-only names: taken and forgotten */
  KIND_OBJECT,
  KIND_LIST,
} Kind;

typedef struct _Shape Shape;

typedef struct
{
  const char  *name;
  Kind         kind;
  gsize        offset;
  const Shape *shape;
} Field;

struct _Shape
{
  const char  *name;
  gsize        size;
  const Field *fields;
  guint        n_fields;
};

#define SHAPE(type, list) { #type, sizeof (type), list, G_N_ELEMENTS (list) }
#define AT(type, member) G_STRUCT_OFFSET (type, member)

static const Field meta_fields[] = {
  { "key", KIND_TEXT, AT (PrcMeta, key) },
  { "value", KIND_TEXT, AT (PrcMeta, value) },
};
static const Shape meta_shape = SHAPE (PrcMeta, meta_fields);

static const Field stamp_fields[] = {
  { "hashDocument", KIND_TEXT, AT (PrcStamp, hash_document) },
  { "stampType", KIND_TEXT, AT (PrcStamp, stamp_type) },
  { "provincialResidence", KIND_TEXT, AT (PrcStamp, province) },
};
static const Shape stamp_shape = SHAPE (PrcStamp, stamp_fields);

static const Field transfer_fields[] = {
  { "idTransfer", KIND_TEXT, AT (PrcTransfer, id_transfer) },
  { "amount", KIND_LONG, AT (PrcTransfer, amount) },
  { "organizationFiscalCode", KIND_TEXT, AT (PrcTransfer, organization) },
  { "companyName", KIND_TEXT, AT (PrcTransfer, company_name) },
  { "remittanceInformation", KIND_TEXT, AT (PrcTransfer, remittance) },
  { "category", KIND_TEXT, AT (PrcTransfer, category) },
  { "iban", KIND_TEXT, AT (PrcTransfer, iban) },
  { "postalIban", KIND_TEXT, AT (PrcTransfer, postal_iban) },
  { "stamp", KIND_OBJECT, AT (PrcTransfer, stamp), &stamp_shape },
  { "transferMetadata", KIND_LIST, AT (PrcTransfer, metadata), &meta_shape },
};
static const Shape transfer_shape = SHAPE (PrcTransfer, transfer_fields);

static const Field option_fields[] = {
  { "nav", KIND_TEXT, AT (PrcOption, nav) },
  { "iuv", KIND_TEXT, AT (PrcOption, iuv) },
  { "amount", KIND_LONG, AT (PrcOption, amount) },
  { "description", KIND_TEXT, AT (PrcOption, description) },
  { "isPartialPayment", KIND_BOOL, AT (PrcOption, partial) },
  { "dueDate", KIND_DATE, AT (PrcOption, due_date) },
  { "retentionDate", KIND_DATE, AT (PrcOption, retention_date) },
  { "fee", KIND_LONG_PLAIN, AT (PrcOption, fee) },
  { "notificationFee", KIND_IGNORED, 0 },
  { "transfer", KIND_LIST, AT (PrcOption, transfers), &transfer_shape },
  { "paymentOptionMetadata", KIND_LIST, AT (PrcOption, metadata), &meta_shape },
};
static const Shape option_shape = SHAPE (PrcOption, option_fields);

static const Field position_fields[] = {
  { "iupd", KIND_TEXT, AT (PrcPosition, iupd) },
  { "type", KIND_TYPE, AT (PrcPosition, type) },
  { "payStandIn", KIND_BOOL_PLAIN, AT (PrcPosition, pay_stand_in) },
  { "fiscalCode", KIND_TEXT, AT (PrcPosition, fiscal_code) },
  { "fullName", KIND_TEXT, AT (PrcPosition, full_name) },
  { "streetName", KIND_TEXT, AT (PrcPosition, street_name) },
  { "civicNumber", KIND_TEXT, AT (PrcPosition, civic_number) },
  { "postalCode", KIND_TEXT, AT (PrcPosition, postal_code) },
  { "city", KIND_TEXT, AT (PrcPosition, city) },
  { "province", KIND_TEXT, AT (PrcPosition, province) },
  { "region", KIND_TEXT, AT (PrcPosition, region) },
  { "country", KIND_TEXT, AT (PrcPosition, country) },
  { "email", KIND_TEXT, AT (PrcPosition, email) },
  { "phone", KIND_TEXT, AT (PrcPosition, phone) },
  { "switchToExpired", KIND_BOOL, AT (PrcPosition, switch_to_expired) },
  { "companyName", KIND_TEXT, AT (PrcPosition, company_name) },
  { "officeName", KIND_TEXT, AT (PrcPosition, office_name) },
  { "validityDate", KIND_DATE, AT (PrcPosition, validity_date) },
  { "paymentDate", KIND_IGNORED, 0 },
  { "status", KIND_IGNORED, 0 },
  { "paymentOption", KIND_LIST, AT (PrcPosition, options), &option_shape },
};
static const Shape position_shape = SHAPE (PrcPosition, position_fields);

static gboolean read_object (PrcJson     *json,
                             const Shape *shape,
                             gpointer     target);

static gint64
no_value (Kind kind)
{
  switch (kind)
    {
    case KIND_LONG:
      return PRC_NO_NUMBER;
    case KIND_DATE:
      return PRC_NO_DATE;
    case KIND_BOOL:
      return PRC_NO_BOOL;
    case KIND_TEXT:
    case KIND_LONG_PLAIN:
    case KIND_BOOL_PLAIN:
    case KIND_TYPE:
    case KIND_IGNORED:
    case KIND_OBJECT:
    case KIND_LIST:
    default:
      return 0;
    }
}

static gpointer
new_object (PrcJson     *json,
            const Shape *shape)
{
  gpointer target = prc_arena_alloc (json->arena, shape->size);
  guint i;

  for (i = 0; i < shape->n_fields; i++)
    {
      gint64 none = no_value (shape->fields[i].kind);

      if (none != 0)
        G_STRUCT_MEMBER (gint64, target, shape->fields[i].offset) = none;
    }
  return target;
}

static void
list_add (PrcJson *json,
          PrcList *list,
          gpointer item)
{
  if (list->length == list->room)
    {
      guint room = list->room > 0 ? list->room * 2 : 2;
      gpointer *items = prc_arena_alloc (json->arena, room * sizeof (gpointer));

      if (list->length > 0)
        memcpy (items, list->items, list->length * sizeof (gpointer));
      list->items = items;
      list->room = room;
    }
  list->items[list->length++] = item;
}

/* Whole numbers; decimals lose their fraction without a word (trap T6); "100" is taken. */
static gboolean
read_long (PrcJson *json,
           Kind     kind,
           gint64  *value)
{
  PrcJsonToken token;
  char *end;

  if (!prc_json_scalar (json, &token))
    return FALSE;
  if (token == PRC_JSON_TRUE || token == PRC_JSON_FALSE)
    return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize a number from a "
                          "boolean");
  if (token == PRC_JSON_STRING)
    g_strstrip (json->text->str);
  if (token == PRC_JSON_NULL || json->text->str[0] == '\0')
    {
      *value = no_value (kind);
      return TRUE;
    }
  errno = 0;
  if (token == PRC_JSON_NUMBER && !json->integral)
    {
      double number = g_ascii_strtod (json->text->str, &end);

      if (!(number > -9.2e18 && number < 9.2e18))
        return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Numeric value out of range of long");
      *value = (gint64) number;
      return TRUE;
    }
  *value = g_ascii_strtoll (json->text->str, &end, 10);
  if (errno != 0 || *end != '\0' || end == json->text->str || *value == PRC_NO_NUMBER)
    return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Not a valid long value");
  return TRUE;
}

static gboolean
read_bool (PrcJson *json,
           Kind     kind,
           gint64  *value)
{
  PrcJsonToken token;
  const char *text;

  if (!prc_json_scalar (json, &token))
    return FALSE;
  if (token == PRC_JSON_STRING)
    g_strstrip (json->text->str);
  text = json->text->str;
  if (token == PRC_JSON_NULL || *text == '\0')
    *value = no_value (kind);
  else if (token == PRC_JSON_NUMBER && json->integral)
    *value = strspn (text, "-0") != strlen (text);
  else if (token != PRC_JSON_NUMBER && (g_str_equal (text, "true") || g_str_equal (text, "True") ||
                                        g_str_equal (text, "TRUE")))
    *value = 1;
  else if (token != PRC_JSON_NUMBER && (g_str_equal (text, "false") ||
                                        g_str_equal (text, "False") || g_str_equal (text, "FALSE")))
    *value = 0;
  else
    return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Only \"true\" or \"false\" recognized");
  return TRUE;
}

static gboolean
read_type (PrcJson *json,
           gint64  *value)
{
  PrcJsonToken token;
  const char *text;

  if (!prc_json_scalar (json, &token))
    return FALSE;
  text = json->text->str;
  if (token == PRC_JSON_NULL)
    *value = 0;
  else if (g_str_equal (text, "F") || (token == PRC_JSON_NUMBER && g_str_equal (text, "0")))
    *value = 'F';
  else if (g_str_equal (text, "G") || (token == PRC_JSON_NUMBER && g_str_equal (text, "1")))
    *value = 'G';
  else
    return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "not one of the values accepted: [F, G]");
  return TRUE;
}

static gboolean
read_date_array (PrcJson *json,
                 gint64  *value)
{
  gint parts[7];
  guint n_parts = 0;
  gint64 number = 0;

  if (!prc_json_take (json, PRC_JSON_ARRAY))
    return FALSE;
  do
    {
      if (prc_json_peek (json) != PRC_JSON_NUMBER || n_parts == G_N_ELEMENTS (parts))
        return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Not a date-time array");
      if (!read_long (json, KIND_LONG, &number))
        return FALSE;
      parts[n_parts++] = (gint) CLAMP (number, -1, G_MAXINT);
    }
  while (prc_json_peek (json) == PRC_JSON_COMMA && prc_json_take (json, PRC_JSON_COMMA));
  if (!prc_json_take (json, PRC_JSON_CLOSE_ARRAY))
    return FALSE;
  if (!prc_date_build (parts, n_parts, value))
    return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Not a date-time array");
  return TRUE;
}

static gboolean
read_date (PrcJson *json,
           gint64  *value)
{
  PrcJsonToken token;

  if (prc_json_peek (json) == PRC_JSON_ARRAY)
    return read_date_array (json, value);
  if (!prc_json_scalar (json, &token))
    return FALSE;
  *value = PRC_NO_DATE;
  if (token == PRC_JSON_STRING)
    {
      g_strstrip (json->text->str);
      if (json->text->str[0] == '\0' || prc_date_parse (json->text->str, value))
        return TRUE;
    }
  else if (token == PRC_JSON_NULL)
    {
      return TRUE;
    }
  return prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize a LocalDateTime");
}

static gboolean
read_list (PrcJson     *json,
           const Shape *shape,
           PrcList     *list)
{
  PrcJsonToken token = prc_json_peek (json);
  gint64 index = 0;

  memset (list, 0, sizeof *list);
  if (token != PRC_JSON_ARRAY)
    {
      if (!prc_json_scalar (json, &token))
        return FALSE;
      list->null = TRUE;
      return token == PRC_JSON_NULL ||
             prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize a list");
    }
  json->at++;
  if (prc_json_peek (json) == PRC_JSON_CLOSE_ARRAY)
    return prc_json_take (json, PRC_JSON_CLOSE_ARRAY);
  for (;; index++)
    {
      if (prc_json_peek (json) == PRC_JSON_NULL)
        {
          list->hole = TRUE;
          if (!prc_json_scalar (json, &token))
            return FALSE;
        }
      else
        {
          gpointer item = new_object (json, shape);

          if (!read_object (json, shape, item))
            {
              prc_json_chain (json, NULL, index);
              return FALSE;
            }
          list_add (json, list, item);
        }
      if (prc_json_peek (json) != PRC_JSON_COMMA)
        return prc_json_take (json, PRC_JSON_CLOSE_ARRAY);
      json->at++;
    }
}

static gboolean
read_value (PrcJson     *json,
            const Field *field,
            gpointer     target)
{
  gpointer member = G_STRUCT_MEMBER_P (target, field->offset);
  PrcJsonToken token;

  switch (field->kind)
    {
    case KIND_TEXT:
      if (!prc_json_scalar (json, &token))
        return FALSE;
      *(char **) member = token == PRC_JSON_NULL ? NULL
                          : prc_arena_text (json->arena, json->text->str, json->text->len);
      return TRUE;
    case KIND_LONG:
    case KIND_LONG_PLAIN:
      return read_long (json, field->kind, member);
    case KIND_BOOL:
    case KIND_BOOL_PLAIN:
      return read_bool (json, field->kind, member);
    case KIND_TYPE:
      return read_type (json, member);
    case KIND_DATE:
      return read_date (json, member);
    case KIND_IGNORED:
      return prc_json_skip (json);
    case KIND_LIST:
      return read_list (json, field->shape, member);
    case KIND_OBJECT:
    default:
      *(gpointer *) member = NULL;
      if (prc_json_peek (json) == PRC_JSON_NULL)
        return prc_json_scalar (json, &token);
      *(gpointer *) member = new_object (json, field->shape);
      return read_object (json, field->shape, *(gpointer *) member);
    }
}

static const Field *
find_field (const Shape *shape,
            const char  *name,
            gsize        length)
{
  guint i;

  for (i = 0; i < shape->n_fields; i++)
    {
      if (strlen (shape->fields[i].name) == length && g_str_equal (shape->fields[i].name, name))
        return &shape->fields[i];
    }
  return NULL;
}

static gboolean
read_object (PrcJson     *json,
             const Shape *shape,
             gpointer     target)
{
  const Field *field;
  PrcJsonToken token = prc_json_peek (json);

  if (token != PRC_JSON_OBJECT)
    {
      return token == PRC_JSON_ARRAY
             ? prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize from an array")
             : prc_json_scalar (json, &token) &&
             prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize from a scalar");
    }
  json->at++;
  if (prc_json_peek (json) == PRC_JSON_CLOSE_OBJECT)
    return prc_json_take (json, PRC_JSON_CLOSE_OBJECT);
  for (;;)
    {
      if (!prc_json_string (json))
        return FALSE;
      field = find_field (shape, json->text->str, json->text->len);
      if (field == NULL)
        {
          g_autofree char *name = g_strndup (json->text->str, MIN (json->text->len, 80));

          prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Unrecognized field \"%s\"", name);
          prc_json_chain (json, name, 0);
          return FALSE;
        }
      if (!prc_json_take (json, PRC_JSON_COLON) || !read_value (json, field, target))
        {
          prc_json_chain (json, field->name, 0);
          return FALSE;
        }
      if (prc_json_peek (json) != PRC_JSON_COMMA)
        return prc_json_take (json, PRC_JSON_CLOSE_OBJECT);
      json->at++;
    }
}

/**
 * prc_position_parse:
 * @json: a reader at the beginning of a position
 *
 * Reads one position with the service's coercions.
 *
 * Returns: (transfer none) (nullable): the position, in the reader's arena
 */
PrcPosition *
prc_position_parse (PrcJson *json)
{
  PrcPosition *position = new_object (json, &position_shape);

  return read_object (json, &position_shape, position) ? position : NULL;
}

/**
 * prc_position_read:
 * @data: a position as prc_position_write() wrote it
 * @length: its length in bytes
 * @arena: where it will live
 *
 * Reads back a stored position.
 *
 * Returns: (transfer none) (nullable): the position
 */
PrcPosition *
prc_position_read (const char *data,
                   gsize       length,
                   PrcArena   *arena)
{
  PrcPosition *position;
  PrcJson json;

  prc_json_init (&json, data, length, arena);
  position = prc_position_parse (&json);
  prc_json_clear (&json);
  return position;
}

static void
newline (GString *out,
         gboolean indented,
         guint    level)
{
  if (!indented)
    return;
  g_string_append_c (out, '\n');
  for (; level > 0; level--)
    g_string_append (out, "  ");
}

static void
write_object (const Shape  *shape,
              gconstpointer source,
              gboolean      indented,
              guint         level,
              GString      *out)
{
  guint i, j;

  g_string_append_c (out, '{');
  for (i = 0; i < shape->n_fields; i++)
    {
      const Field *field = &shape->fields[i];
      gconstpointer member = (const char *) source + field->offset;
      gint64 number;

      if (field->kind == KIND_IGNORED && !indented)
        continue;
      if (out->str[out->len - 1] != '{')
        g_string_append_c (out, ',');
      newline (out, indented, level + 1);
      g_string_append_printf (out, indented ? "\"%s\" : " : "\"%s\":", field->name);
      if (field->kind == KIND_TEXT)
        {
          prc_append_json (out, *(char *const *) member);
        }
      else if (field->kind == KIND_LIST)
        {
          const PrcList *list = member;

          if (list->null)
            {
              g_string_append (out, "null");
              continue;
            }
          g_string_append (out, indented ? "[ " : "[");
          for (j = 0; j < list->length; j++)
            {
              if (j > 0)
                g_string_append (out, indented ? ", " : ",");
              write_object (field->shape, list->items[j], indented, level + 1, out);
            }
          if (list->hole)
            g_string_append (out, list->length > 0 ? ",null" : "null");
          g_string_append (out, indented && list->length > 0 ? " ]" : "]");
        }
      else if (field->kind == KIND_OBJECT && *(gpointer const *) member != NULL)
        {
          write_object (field->shape, *(gpointer const *) member, indented, level + 1, out);
        }
      else if (field->kind == KIND_OBJECT || field->kind == KIND_IGNORED)
        {
          g_string_append (out, "null");
        }
      else
        {
          number = *(const gint64 *) member;
          if (field->kind == KIND_TYPE && number != 0)
            g_string_append_printf (out, "\"%c\"", (char) number);
          else if (number == no_value (field->kind) && field->kind != KIND_LONG_PLAIN &&
                   field->kind != KIND_BOOL_PLAIN)
            g_string_append (out, "null");
          else if (field->kind == KIND_BOOL || field->kind == KIND_BOOL_PLAIN)
            g_string_append (out, number != 0 ? "true" : "false");
          else if (field->kind == KIND_DATE)
            {
              g_string_append_c (out, '"');
              prc_date_append (out, number, "T", TRUE);
              g_string_append_c (out, '"');
            }
          else
            g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
        }
    }
  newline (out, indented, level);
  g_string_append_c (out, '}');
}

/**
 * prc_position_write:
 * @position: a position
 * @indented: the way the upload service stores it for its worker, with every null; else compact
 * @out: where to append
 *
 * Writes a position. The indented form is what counts against the worker's 100,000,000 bytes (trap
 * T2).
 */
void
prc_position_write (const PrcPosition *position,
                    gboolean           indented,
                    GString           *out)
{
  write_object (&position_shape, position, indented, 1, out);
}
