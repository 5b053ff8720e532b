/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's own documents read as a stream, one record at a time, with the exact place of
 * whatever is wrong. */

#define G_LOG_DOMAIN "spt-gpd-json"

#include "config.h"

#include "services/gpd/spt-gpd-json.h"

#include <string.h>

#include "base/spt-json.h"
#include "services/gpd/spt-gpd-rules.h"

/* A document to be split may be longer than one the service takes; beyond this something is
 * wrong. */
#define MAX_DOCUMENT      G_GINT64_CONSTANT (4294967295)
#define MAX_AMOUNT_DIGITS 15

typedef struct
{
  const SptGpdFields *fields;
  SptJsonTokenizer   *tokenizer; /* (owned) */
  SptRecord          *record;    /* (owned) */
  SptIssueList       *issues;
  GCancellable       *cancellable;
  SptGpdJsonFunc      func;
  gpointer            user_data;
  gboolean            is_delete;
  guint               row;
} Reader;

/* One object being read: what came already, and where the next key is expected. */
typedef struct
{
  SptNode *node;
  guint64  seen_fields;
  guint    seen_others;
  guint    hint;
} Object;

#define SEEN_ID_TRANSFER (1u << 31)
#define SEEN_SUB_OBJECT  (1u << 30)

static gboolean read_object (Reader   *self,
                             SptNode  *node,
                             GError  **error);

static gboolean
next (Reader            *self,
      SptJsonTokenType  *type,
      GError           **error)
{
  return spt_json_tokenizer_next (self->tokenizer, type, self->cancellable, error);
}

static gboolean
skip (Reader  *self,
      GError **error)
{
  return spt_json_tokenizer_skip (self->tokenizer, self->cancellable, error);
}

/* --- issues ---------------------------------------------------------------------------------- */

static void
add_at_key (Reader        *self,
            const SptNode *node,
            const char    *key,
            SptIssueLevel  level,
            const char    *code,
            const char    *value,
            const char    *limit)
{
  g_autoptr (GString) path = g_string_new (NULL);

  if (node != NULL)
    spt_node_append_path (node, NULL, path);
  if (path->len > 0)
    g_string_append_c (path, '.');
  g_string_append (path, key);
  spt_issue_list_add (self->issues, level, SPT_GPD_DOMAIN, code, self->row, path->str, value,
                      limit);
}

static const char *
describe_type (SptJsonTokenType type)
{
  switch (type)
    {
    case SPT_JSON_TOKEN_OBJECT_START:
      return "{…}";

    case SPT_JSON_TOKEN_ARRAY_START:
      return "[…]";

    case SPT_JSON_TOKEN_TRUE:
      return "true";

    case SPT_JSON_TOKEN_FALSE:
      return "false";

    case SPT_JSON_TOKEN_NULL:
      return "null";

    case SPT_JSON_TOKEN_END:
    case SPT_JSON_TOKEN_OBJECT_END:
    case SPT_JSON_TOKEN_ARRAY_END:
    case SPT_JSON_TOKEN_KEY:
    case SPT_JSON_TOKEN_STRING:
    case SPT_JSON_TOKEN_NUMBER:
    default:
      return NULL;
    }
}

/* The value just begun is of another type than it should be: said, and passed over. */
static gboolean
add_wrong_type (Reader            *self,
                const SptNode     *node,
                const char        *key,
                SptJsonTokenType   type,
                const char        *wanted,
                GError           **error)
{
  const char *value = describe_type (type);

  add_at_key (self, node, key, SPT_ISSUE_ERROR, "wrong-type",
              value != NULL ? value : spt_json_tokenizer_get_text (self->tokenizer, NULL), wanted);

  return skip (self, error);
}

/* --- scalar values --------------------------------------------------------------------------- */

/* Integer cents on the wire, euro text in the record. An amount that does not read leaves the
 * field empty: "10.9" kept as it stands would look like ten euro and ninety. */
static gboolean
read_money (Reader             *self,
            Object             *object,
            const SptFieldDef  *field,
            SptJsonTokenType    type,
            GError            **error)
{
  const char *text;
  const char *digits;
  gint64 cents;
  gboolean is_negative;
  char euro[32];
  gsize length;

  if (type != SPT_JSON_TOKEN_NUMBER && type != SPT_JSON_TOKEN_STRING)
    return add_wrong_type (self, object->node, field->name, type, "120000", error);

  text = spt_json_tokenizer_get_text (self->tokenizer, &length);
  is_negative = *text == '-';
  digits = text + is_negative;
  length -= is_negative;
  if (length == 0 || strspn (digits, "0123456789") != length)
    {
      gboolean has_decimals = type == SPT_JSON_TOKEN_NUMBER && strpbrk (digits, ".eE") != NULL;
      const char *code = has_decimals ? "amount-decimals" : "amount-not-cents";

      add_at_key (self, object->node, field->name, SPT_ISSUE_ERROR, code, text, NULL);
      return TRUE;
    }
  if (length > MAX_AMOUNT_DIGITS)
    {
      add_at_key (self, object->node, field->name, SPT_ISSUE_ERROR, "amount-too-large", text, NULL);
      return TRUE;
    }
  if (type == SPT_JSON_TOKEN_STRING)
    add_at_key (self, object->node, field->name, SPT_ISSUE_WARNING, "number-as-text", text, NULL);

  cents = g_ascii_strtoll (digits, NULL, 10);
  g_snprintf (euro, sizeof euro, "%s%" G_GINT64_FORMAT ",%02d", is_negative ? "-" : "", cents / 100,
              (int) (cents % 100));
  spt_node_set (object->node, field->index, euro, -1);

  return TRUE;
}

static gboolean
read_boolean (Reader             *self,
              Object             *object,
              const SptFieldDef  *field,
              SptJsonTokenType    type,
              GError            **error)
{
  const char *text = "";
  gboolean value;

  if (type == SPT_JSON_TOKEN_TRUE || type == SPT_JSON_TOKEN_FALSE)
    {
      spt_node_set (object->node, field->index, type == SPT_JSON_TOKEN_TRUE ? "true" : "false", -1);
      return TRUE;
    }

  if (type == SPT_JSON_TOKEN_STRING || type == SPT_JSON_TOKEN_NUMBER)
    text = spt_json_tokenizer_get_text (self->tokenizer, NULL);
  value = g_str_equal (text, "true") || g_str_equal (text, "1");
  if (!value && !g_str_equal (text, "false") && !g_str_equal (text, "0"))
    return add_wrong_type (self, object->node, field->name, type, "true, false", error);

  add_at_key (self, object->node, field->name, SPT_ISSUE_WARNING, "boolean-as-text", text, NULL);
  spt_node_set (object->node, field->index, value ? "true" : "false", -1);

  return TRUE;
}

/* "YYYY-MM-DDThh:mm[:ss[.f]]", nothing said about whether the day exists. Sets @cut to where
 * milliseconds end and @rest to what follows the time. */
static gboolean
has_wire_form (const char  *text,
               gsize       *cut,
               const char **rest)
{
  static const char form[] = "dddd-dd-ddTdd:dd";
  gsize n;

  for (n = 0; n < sizeof form - 1; n++)
    {
      if (form[n] == 'd' ? !g_ascii_isdigit (text[n]) : text[n] != form[n])
        return FALSE;
    }
  if (text[n] == ':' && g_ascii_isdigit (text[n + 1]) && g_ascii_isdigit (text[n + 2]))
    {
      n += 3;
      *cut = n;
      if (text[n] == '.' && g_ascii_isdigit (text[n + 1]))
        {
          gsize fraction = strspn (text + n + 1, "0123456789");

          if (fraction > 9)
            return FALSE;
          *cut = n + 1 + MIN (fraction, 3);
          n += 1 + fraction;
        }
    }
  else
    {
      *cut = n;
    }
  *rest = text + n;

  return TRUE;
}

/* The service takes a date and a time with a T between them; a Z it drops, anything else refuses
 * the whole file (GPD facts 7). What it would refuse is an error here even where a person's
 * typing would be understood. */
static gboolean
read_datetime (Reader             *self,
               Object             *object,
               const SptFieldDef  *field,
               SptJsonTokenType    type,
               GError            **error)
{
  const char *text;
  const char *rest;
  SptDatetime parsed;
  gsize cut;

  if (type != SPT_JSON_TOKEN_STRING)
    return add_wrong_type (self, object->node, field->name, type, "2026-12-16T23:59:59", error);

  text = spt_json_tokenizer_get_text (self->tokenizer, NULL);
  if (*text == '\0')
    return TRUE;
  if (!has_wire_form (text, &cut, &rest))
    {
      /* An impossible one is told by the check of the field. */
      if (spt_datetime_parse (text, &parsed, NULL))
        add_at_key (self, object->node, field->name, SPT_ISSUE_ERROR, "date-format", text,
                    "2026-12-16T23:59:59");
      spt_node_set (object->node, field->index, text, -1);
      return TRUE;
    }

  if (g_str_equal (rest, "Z"))
    {
      add_at_key (self, object->node, field->name, SPT_ISSUE_WARNING, "date-zulu", text, NULL);
      spt_node_set (object->node, field->index, text, (gssize) cut);
    }
  else if (*rest == '\0')
    {
      spt_node_set (object->node, field->index, text, (gssize) cut);
    }
  else
    {
      spt_node_set (object->node, field->index, text, -1);
    }

  return TRUE;
}

static gboolean
read_value (Reader             *self,
            Object             *object,
            const SptFieldDef  *field,
            GError            **error)
{
  SptJsonTokenType type;
  const char *text;
  gsize length;

  if (!next (self, &type, error))
    return FALSE;
  if (type == SPT_JSON_TOKEN_NULL)
    return TRUE;

  switch ((int) field->kind)
    {
    case SPT_FIELD_MONEY:
      return read_money (self, object, field, type, error);

    case SPT_FIELD_BOOLEAN:
      return read_boolean (self, object, field, type, error);

    case SPT_FIELD_DATETIME:
      return read_datetime (self, object, field, type, error);

    default:
      break;
    }

  if (type != SPT_JSON_TOKEN_STRING && type != SPT_JSON_TOKEN_NUMBER)
    return add_wrong_type (self, object->node, field->name, type, "\"…\"", error);
  text = spt_json_tokenizer_get_text (self->tokenizer, &length);
  if (type == SPT_JSON_TOKEN_NUMBER)
    add_at_key (self, object->node, field->name, SPT_ISSUE_WARNING, "text-as-number", text, NULL);
  spt_node_set (object->node, field->index, text, (gssize) length);

  return TRUE;
}

/* --- objects --------------------------------------------------------------------------------- */

static gboolean
note_seen (Reader     *self,
           Object     *object,
           gboolean    is_field,
           guint       bit,
           const char *key)
{
  gboolean seen;

  if (is_field)
    {
      guint64 mask = G_GUINT64_CONSTANT (1) << (bit & 63);

      seen = (object->seen_fields & mask) != 0;
      object->seen_fields |= mask;
    }
  else
    {
      seen = (object->seen_others & bit) != 0;
      object->seen_others |= bit;
    }
  /* The service takes the last one without a word (GPD facts 5). */
  if (seen)
    add_at_key (self, object->node, key, SPT_ISSUE_WARNING, "duplicate-key", NULL, NULL);

  return seen;
}

/* Keys mostly come in the order of the table: the field after the one before is looked at first. */
static const SptFieldDef *
find_field (Object     *object,
            const char *key)
{
  const SptGroupDef *def = spt_node_get_def (object->node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const SptFieldDef *field = &def->fields[(object->hint + i) % def->n_fields];

      if (g_str_equal (field->name, key))
        {
          object->hint = field->index + 1;
          return field;
        }
    }

  return NULL;
}

/* Accepted by the service and ignored (GPD facts 5, 6). */
static gboolean
is_read_only (const SptGpdFields *fields,
              const SptGroupDef  *def,
              const char         *key)
{
  if (def == fields->root)
    return g_str_equal (key, "status") || g_str_equal (key, "paymentDate");
  if (def == fields->option)
    return g_str_equal (key, "notificationFee") || g_str_equal (key, "fee");

  return FALSE;
}

static gboolean
read_children (Reader             *self,
               Object             *object,
               const SptGroupDef  *group,
               GError            **error)
{
  SptJsonTokenType type;

  if (!next (self, &type, error))
    return FALSE;
  if (type == SPT_JSON_TOKEN_NULL)
    {
      /* The core breaks on a list of options that is null; lists of metadata may be (GPD facts
       * 6). */
      if (group == self->fields->option || group == self->fields->transfer)
        add_at_key (self, object->node, group->name, SPT_ISSUE_ERROR, "wrong-type", "null",
                    "[…]");
      return TRUE;
    }
  if (type != SPT_JSON_TOKEN_ARRAY_START)
    return add_wrong_type (self, object->node, group->name, type, "[…]", error);

  for (;;)
    {
      if (!next (self, &type, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_ARRAY_END)
        return TRUE;
      if (type == SPT_JSON_TOKEN_OBJECT_START)
        {
          if (!read_object (self, spt_node_add_child (object->node, group->index), error))
            return FALSE;
        }
      else
        {
          char key[64];

          g_snprintf (key, sizeof key, "%s[%u]", group->name,
                      spt_node_get_n_children (object->node, group->index));
          if (!add_wrong_type (self, object->node, key, type, "{…}", error))
            return FALSE;
        }
    }
}

/* "stamp": {...} becomes the fields "stamp.…" of the same node. */
static gboolean
read_sub_object (Reader      *self,
                 Object      *object,
                 const char  *prefix,
                 GError     **error)
{
  SptJsonTokenType type;

  if (!next (self, &type, error))
    return FALSE;
  if (type == SPT_JSON_TOKEN_NULL)
    return TRUE;
  if (type != SPT_JSON_TOKEN_OBJECT_START)
    return add_wrong_type (self, object->node, prefix, type, "{…}", error);

  for (;;)
    {
      g_autofree char *name = NULL;
      const SptFieldDef *field;

      if (!next (self, &type, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_OBJECT_END)
        return TRUE;

      name = g_strconcat (prefix, ".", spt_json_tokenizer_get_text (self->tokenizer, NULL), NULL);
      field = find_field (object, name);
      if (field != NULL)
        {
          note_seen (self, object, TRUE, field->index, name);
          if (!read_value (self, object, field, error))
            return FALSE;
          continue;
        }
      add_at_key (self, object->node, name, SPT_ISSUE_ERROR, "unknown-field", name, NULL);
      if (!next (self, &type, error) || !skip (self, error))
        return FALSE;
    }
}

/* The number follows from the place in the list when the file is built; what is given must make
 * sense all the same. */
static gboolean
read_id_transfer (Reader  *self,
                  Object  *object,
                  GError **error)
{
  const SptNode *option = spt_node_get_parent (object->node);
  guint n = option != NULL ? spt_node_get_n_children (option, self->fields->transfer->index) : 0;
  SptJsonTokenType type;
  const char *text;

  if (!next (self, &type, error))
    return FALSE;
  if (type == SPT_JSON_TOKEN_NULL)
    {
      object->seen_others &= ~SEEN_ID_TRANSFER;
      return TRUE;
    }
  if (type != SPT_JSON_TOKEN_STRING && type != SPT_JSON_TOKEN_NUMBER)
    return add_wrong_type (self, object->node, "idTransfer", type, "\"1\"", error);

  text = spt_json_tokenizer_get_text (self->tokenizer, NULL);
  if (text[0] < '1' || text[0] > '5' || text[1] != '\0')
    add_at_key (self, object->node, "idTransfer", SPT_ISSUE_ERROR, "id-transfer", text,
                "1, 2, 3, 4, 5");
  else if ((guint) (text[0] - '0') != n)
    {
      char limit[16];

      g_snprintf (limit, sizeof limit, "%u", n);
      add_at_key (self, object->node, "idTransfer", SPT_ISSUE_WARNING, "id-transfer-order", text,
                  limit);
    }

  return TRUE;
}

static gboolean
has_sub_object (const SptGroupDef *def,
                const char        *key)
{
  gsize length = strlen (key);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (strncmp (def->fields[i].name, key, length) == 0 && def->fields[i].name[length] == '.')
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_member (Reader  *self,
             Object  *object,
             GError **error)
{
  const SptGroupDef *def = spt_node_get_def (object->node);
  const char *key = spt_json_tokenizer_get_text (self->tokenizer, NULL);
  const SptFieldDef *field = find_field (object, key);
  const SptGroupDef *group;
  g_autofree char *name = NULL;
  SptJsonTokenType type;

  /* The account's field is no member of the wire, and a dotted name stands for a sub-object. */
  if (field != NULL && strchr (key, '.') == NULL &&
      !(def == self->fields->root && (int) field->index == self->fields->organization))
    {
      note_seen (self, object, TRUE, field->index, field->name);
      return read_value (self, object, field, error);
    }

  group = spt_group_def_find_group (def, key);
  if (group != NULL)
    {
      /* The last list wins, as in the service. */
      if (note_seen (self, object, FALSE, 1u << (group->index & 15), group->name))
        {
          while (spt_node_get_n_children (object->node, group->index) > 0)
            spt_node_remove_child (object->node, group->index, 0);
        }
      return read_children (self, object, group, error);
    }
  if (def == self->fields->transfer && g_str_equal (key, "idTransfer"))
    {
      note_seen (self, object, FALSE, SEEN_ID_TRANSFER, key);
      return read_id_transfer (self, object, error);
    }

  name = g_strdup (key);
  if (has_sub_object (def, name))
    {
      note_seen (self, object, FALSE, SEEN_SUB_OBJECT, name);
      return read_sub_object (self, object, name, error);
    }
  if (is_read_only (self->fields, def, name))
    add_at_key (self, object->node, name, SPT_ISSUE_NOTE, "ignored-field", name, NULL);
  else
    add_at_key (self, object->node, name, SPT_ISSUE_ERROR, "unknown-field", name, NULL);

  return next (self, &type, error) && skip (self, error);
}

static gboolean
read_object (Reader   *self,
             SptNode  *node,
             GError  **error)
{
  Object object = { .node = node };
  SptJsonTokenType type;

  for (;;)
    {
      if (!next (self, &type, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_OBJECT_END)
        break;
      if (!read_member (self, &object, error))
        return FALSE;
    }

  if (spt_node_get_def (node) == self->fields->transfer &&
      (object.seen_others & SEEN_ID_TRANSFER) == 0)
    add_at_key (self, node, "idTransfer", SPT_ISSUE_ERROR, "required", NULL, NULL);
  if (spt_node_get_def (node) == self->fields->root &&
      *spt_gpd_position_get (self->fields, node, GPD_PAY_STAND_IN) == '\0')
    add_at_key (self, node, "payStandIn", SPT_ISSUE_NOTE, "stand-in-absent", NULL, NULL);

  return TRUE;
}

/* --- the document ---------------------------------------------------------------------------- */

static gboolean
read_element (Reader            *self,
              SptJsonTokenType   type,
              GError           **error)
{
  gboolean is_good = TRUE;
  const char *array = self->is_delete ? "paymentPositionIUPDs" : "paymentPositions";

  self->row++;
  spt_record_reset (self->record);
  if (self->is_delete && type == SPT_JSON_TOKEN_STRING)
    {
      gsize length;
      const char *text = spt_json_tokenizer_get_text (self->tokenizer, &length);

      spt_node_set (spt_record_get_root (self->record), self->fields->position_index[GPD_IUPD],
                    text, (gssize) length);
    }
  else if (!self->is_delete && type == SPT_JSON_TOKEN_OBJECT_START)
    {
      if (!read_object (self, spt_record_get_root (self->record), error))
        return FALSE;
    }
  else
    {
      is_good = FALSE;
      if (!add_wrong_type (self, NULL, array, type, self->is_delete ? "\"…\"" : "{…}", error))
        return FALSE;
    }

  return self->func (is_good ? self->record : NULL, self->row, self->user_data, error);
}

static gboolean
read_array (Reader      *self,
            const char  *name,
            GError     **error)
{
  SptJsonTokenType type;

  if (!next (self, &type, error))
    return FALSE;
  if (type != SPT_JSON_TOKEN_ARRAY_START)
    {
      self->row = 0;
      return add_wrong_type (self, NULL, name, type, "[…]", error);
    }

  for (;;)
    {
      if (!next (self, &type, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_ARRAY_END)
        return TRUE;
      if (!read_element (self, type, error))
        return FALSE;
    }
}

static gboolean
read_document (Reader  *self,
               GError **error)
{
  const char *wanted = self->is_delete ? "paymentPositionIUPDs" : "paymentPositions";
  const char *other = self->is_delete ? "paymentPositions" : "paymentPositionIUPDs";
  gboolean has_array = FALSE;
  gboolean is_other = FALSE;
  SptJsonTokenType type;

  if (!next (self, &type, error))
    return FALSE;
  if (type != SPT_JSON_TOKEN_OBJECT_START)
    {
      if (!add_wrong_type (self, NULL, wanted, type, "{…}", error))
        return FALSE;
      return next (self, &type, error);
    }

  for (;;)
    {
      g_autofree char *key = NULL;

      if (!next (self, &type, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_OBJECT_END)
        break;

      key = g_strdup (spt_json_tokenizer_get_text (self->tokenizer, NULL));
      if (g_str_equal (key, wanted) && !has_array)
        {
          has_array = TRUE;
          if (!read_array (self, key, error))
            return FALSE;
          continue;
        }

      {
        guint row = self->row;

        self->row = 0;
        if (g_str_equal (key, wanted))
          {
            /* Two lists: the first is with the caller already, the service would take the
             * second. */
            add_at_key (self, NULL, key, SPT_ISSUE_ERROR, "duplicate-list", NULL, NULL);
          }
        else if (g_str_equal (key, other))
          {
            is_other = TRUE;
            add_at_key (self, NULL, key, SPT_ISSUE_ERROR, "wrong-kind", key, wanted);
          }
        else
          {
            add_at_key (self, NULL, key, SPT_ISSUE_ERROR, "unknown-field", key, NULL);
          }
        self->row = row;
      }
      if (!next (self, &type, error) || !skip (self, error))
        return FALSE;
    }

  if (self->row == 0 && !is_other)
    add_at_key (self, NULL, wanted, SPT_ISSUE_ERROR, "no-positions", NULL, NULL);

  return next (self, &type, error);
}

/**
 * spt_gpd_json_read:
 * @fields: where the fields stand
 * @stream: the document
 * @is_delete: whether it is a list of IUPDs
 * @func: gets each element
 * @user_data: for @func
 * @issues: takes what is wrong
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Reads a document of the service (GPD facts 5, 6) in constant memory. Rows count the elements from
 * 1.
 *
 * Returns: %FALSE with @error set when it is no JSON, or when the stream or @func failed
 */
gboolean
spt_gpd_json_read (const SptGpdFields  *fields,
                   GInputStream        *stream,
                   gboolean             is_delete,
                   SptGpdJsonFunc       func,
                   gpointer             user_data,
                   SptIssueList        *issues,
                   GCancellable        *cancellable,
                   GError             **error)
{
  Reader self = {
    .fields = fields,
    .issues = issues,
    .cancellable = cancellable,
    .func = func,
    .user_data = user_data,
    .is_delete = is_delete,
  };
  gboolean ok;

  self.tokenizer = spt_json_tokenizer_new (stream, (gsize) MAX_DOCUMENT);
  self.record = spt_record_new (fields->schema);
  ok = read_document (&self, error);
  spt_record_free (self.record);
  spt_json_tokenizer_free (self.tokenizer);

  return ok;
}
