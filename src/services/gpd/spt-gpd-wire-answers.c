/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's answers into plain structs: tolerant of both versions, strict about what is
 * counted on (GPD facts 9, 10). */

#define G_LOG_DOMAIN "spt-gpd-wire-answers"

#include "config.h"

#include "services/gpd/spt-gpd-wire.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-text.h"
#include "service/spt-service.h"

#define MAX_REPORT_BYTES (64 * 1024 * 1024)
#define MAX_TEXT_CHARS   2000
/* Of members nobody knows, in one group. */
#define MAX_UNKNOWN      300

static char *
dup_printable (const char *text)
{
  return text != NULL ? spt_text_make_printable (text, -1, MAX_TEXT_CHARS) : NULL;
}

static void
parse_problem_object (JsonObject    *object,
                      SptGpdProblem *out)
{
  const char *title = spt_json_opt_string (object, "title");
  const char *detail = spt_json_opt_string (object, "detail");
  const char *message = spt_json_opt_string (object, "message");

  out->shape = SPT_GPD_SHAPE_JSON;
  if (title != NULL)
    {
      out->shape = SPT_GPD_SHAPE_PROBLEM;
      out->title = dup_printable (title);
      out->text = dup_printable (detail != NULL ? detail : title);
    }
  else if (json_object_has_member (object, "statusCode"))
    {
      out->shape = SPT_GPD_SHAPE_GATEWAY;
      out->text = dup_printable (message);
    }
  else if (message != NULL)
    {
      JsonNode *embedded = json_object_get_member (object, "_embedded");

      out->shape = SPT_GPD_SHAPE_FRAMEWORK;
      if (embedded != NULL && JSON_NODE_HOLDS_OBJECT (embedded))
        {
          JsonNode *errors = json_object_get_member (json_node_get_object (embedded), "errors");
          JsonArray *array = errors != NULL && JSON_NODE_HOLDS_ARRAY (errors)
                               ? json_node_get_array (errors) : NULL;
          JsonNode *first = array != NULL && json_array_get_length (array) > 0
                              ? json_array_get_element (array, 0) : NULL;

          if (first != NULL && JSON_NODE_HOLDS_OBJECT (first))
            out->text = dup_printable (spt_json_opt_string (json_node_get_object (first),
                                                            "message"));
        }
      if (out->text == NULL)
        out->text = dup_printable (message);
    }
}

/**
 * spt_gpd_wire_parse_problem:
 * @body: (nullable): an answer's body
 * @out: (out): what it is
 *
 * Tells the shapes of GPD facts 2 and 10 apart. Survives anything.
 */
void
spt_gpd_wire_parse_problem (GBytes        *body,
                            SptGpdProblem *out)
{
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize start = 0;

  memset (out, 0, sizeof *out);
  while (start < length && g_ascii_isspace (data[start]))
    start++;
  if (start == length)
    {
      out->shape = SPT_GPD_SHAPE_EMPTY;
      return;
    }

  root = spt_json_parse (data, length, SPT_JSON_MAX_TREE, NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      parse_problem_object (json_node_get_object (root), out);
      /* The OpenAPI declares an empty object for the gateway's 401. */
      if (json_object_get_size (json_node_get_object (root)) == 0)
        out->shape = SPT_GPD_SHAPE_EMPTY;
    }
  else
    {
      out->shape = root != NULL ? SPT_GPD_SHAPE_JSON : SPT_GPD_SHAPE_OTHER;
      out->text = spt_text_make_printable (data, (gssize) MIN (length, 4 * MAX_TEXT_CHARS), 300);
    }
}

/**
 * spt_gpd_problem_clear:
 * @self: a problem
 *
 * Lets go of what it holds.
 */
void
spt_gpd_problem_clear (SptGpdProblem *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->text, g_free);
}

/* An integer of at least 0, also as text; -1 when absent or something else. */
static gint64
get_count (JsonObject *object,
           const char *name)
{
  const char *text = spt_json_opt_string (object, name);
  gint64 n = -1;

  if (text == NULL)
    n = spt_json_opt_int (object, name, -1);
  else if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &n, NULL))
    n = -1;

  return MAX (n, -1);
}

static SptGpdState
state_from_word (const char *word)
{
  if (word == NULL)
    return SPT_GPD_STATE_NONE;
  if (g_ascii_strcasecmp (word, "IN_PROGRESS") == 0)
    return SPT_GPD_STATE_IN_PROGRESS;
  /* Also COMPLETED_WITH_WARNINGS and COMPLETED_UNSUCCESSFULLY, however that is spelt. */
  if (g_ascii_strncasecmp (word, "COMPLETED", strlen ("COMPLETED")) == 0)
    return SPT_GPD_STATE_COMPLETED;

  return SPT_GPD_STATE_OTHER;
}

static JsonNode *
parse_object (GBytes  *body,
              GError **error)
{
  gsize length = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  g_autoptr (JsonNode) root = spt_json_parse (data != NULL ? data : "", length, SPT_JSON_MAX_TREE,
                                              error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "an object is expected");
      return NULL;
    }

  return g_steal_pointer (&root);
}

/**
 * spt_gpd_wire_parse_status:
 * @body: (nullable): an answer's body
 * @out: (out): the status
 * @error: return location for an error
 *
 * Reads a status with the names of v2 or v1 (GPD facts 9, 13 T9).
 *
 * Returns: %FALSE with @error set when it is no status
 */
gboolean
spt_gpd_wire_parse_status (GBytes        *body,
                           SptGpdStatus  *out,
                           GError       **error)
{
  g_autoptr (JsonNode) root = parse_object (body, error);
  JsonObject *object;
  const char *id;

  memset (out, 0, sizeof *out);
  if (root == NULL)
    return FALSE;

  object = json_node_get_object (root);
  id = spt_json_opt_string (object, "fileId");
  if (id == NULL)
    id = spt_json_opt_string (object, "uploadID");
  out->processed = get_count (object, "processedItem");
  out->submitted = get_count (object, "submittedItem");
  out->word = dup_printable (spt_json_opt_string (object, "operationStatus"));
  if (out->processed < 0 && out->submitted < 0 && out->word == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "neither processedItem nor submittedItem nor operationStatus");
      return FALSE;
    }
  out->file_id = g_strdup (id);
  out->start = dup_printable (spt_json_opt_string (object, "startTime"));
  out->state = state_from_word (out->word);

  return TRUE;
}

/**
 * spt_gpd_status_clear:
 * @self: a status
 *
 * Lets go of what it holds.
 */
void
spt_gpd_status_clear (SptGpdStatus *self)
{
  g_clear_pointer (&self->file_id, g_free);
  g_clear_pointer (&self->word, g_free);
  g_clear_pointer (&self->start, g_free);
}

static void
report_group_free (SptGpdReportGroup *self)
{
  g_free (self->message);
  g_ptr_array_unref (self->iupds);
  g_free (self);
}

/**
 * spt_gpd_report_free:
 * @self: a report
 *
 * Frees it.
 */
void
spt_gpd_report_free (SptGpdReport *self)
{
  if (self == NULL)
    return;

  g_free (self->file_id);
  g_ptr_array_unref (self->groups);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static gboolean
fail_report (const char  *what,
             GError     **error)
{
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
               "the report is not understood: %s", what);

  return FALSE;
}

/* Whole numbers only, also as text; FALSE for anything else. */
static gboolean
token_to_int (SptJsonTokenizer *tokenizer,
              SptJsonTokenType  type,
              gint64           *out)
{
  if (type != SPT_JSON_TOKEN_NUMBER && type != SPT_JSON_TOKEN_STRING)
    return FALSE;

  return g_ascii_string_to_signed (spt_json_tokenizer_get_text (tokenizer, NULL), 10, 0, G_MAXINT32,
                                   out, NULL);
}

static gboolean
read_iupds (SptJsonTokenizer   *tokenizer,
            SptJsonTokenType    type,
            SptGpdReport       *report,
            SptGpdReportGroup  *group,
            GError            **error)
{
  if (type == SPT_JSON_TOKEN_NULL)
    return TRUE;
  if (type != SPT_JSON_TOKEN_ARRAY_START)
    return fail_report ("the list of a group is no array", error);

  for (;;)
    {
      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_ARRAY_END)
        return TRUE;
      if (type == SPT_JSON_TOKEN_NULL)
        continue;
      /* An identifier of digits alone, written as a number, is the same identifier. */
      if (type != SPT_JSON_TOKEN_STRING && type != SPT_JSON_TOKEN_NUMBER)
        return fail_report ("an identifier is no text", error);
      g_ptr_array_add (group->iupds,
                       g_string_chunk_insert (report->strings,
                                              spt_json_tokenizer_get_text (tokenizer, NULL)));
      report->n_iupds++;
    }
}

/* Members that came later may say why: they are shown after the group's words. */
static void
add_unknown (SptGpdReportGroup *group,
             GString           *unknown)
{
  g_autofree char *all = NULL;

  if (unknown->len == 0)
    return;
  all = g_strconcat (group->message != NULL ? group->message : "",
                     group->message != NULL ? unknown->str : unknown->str + strlen ("; "), NULL);
  g_free (group->message);
  group->message = dup_printable (all);
}

static gboolean
read_group (SptJsonTokenizer  *tokenizer,
            SptGpdReport      *report,
            GError           **error)
{
  SptGpdReportGroup *group = g_new0 (SptGpdReportGroup, 1);
  g_autoptr (GString) unknown = g_string_new (NULL);
  SptJsonTokenType type;

  group->iupds = g_ptr_array_new ();
  g_ptr_array_add (report->groups, group);

  for (;;)
    {
      g_autofree char *key = NULL;

      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_OBJECT_END)
        break;
      key = g_strdup (spt_json_tokenizer_get_text (tokenizer, NULL));
      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
        return FALSE;

      if (g_str_equal (key, "iupds") || g_str_equal (key, "requestIDs"))
        {
          if (!read_iupds (tokenizer, type, report, group, error))
            return FALSE;
        }
      else if (g_str_equal (key, "statusCode"))
        {
          /* What is no number says neither yes nor no: it is kept with the words. */
          if (!token_to_int (tokenizer, type, &group->code))
            {
              group->code = 0;
              if (type == SPT_JSON_TOKEN_STRING || type == SPT_JSON_TOKEN_NUMBER)
                g_string_append_printf (unknown, "; %s: %s", key,
                                        spt_json_tokenizer_get_text (tokenizer, NULL));
              if (!spt_json_tokenizer_skip (tokenizer, NULL, error))
                return FALSE;
            }
        }
      else if (g_str_equal (key, "statusMessage") && type == SPT_JSON_TOKEN_STRING)
        {
          g_free (group->message);
          group->message = dup_printable (spt_json_tokenizer_get_text (tokenizer, NULL));
        }
      else
        {
          if ((type == SPT_JSON_TOKEN_STRING || type == SPT_JSON_TOKEN_NUMBER) &&
              unknown->len < MAX_UNKNOWN)
            g_string_append_printf (unknown, "; %s: %s", key,
                                    spt_json_tokenizer_get_text (tokenizer, NULL));
          if (!spt_json_tokenizer_skip (tokenizer, NULL, error))
            return FALSE;
        }
    }
  add_unknown (group, unknown);

  return TRUE;
}

static gboolean
read_groups (SptJsonTokenizer  *tokenizer,
             SptJsonTokenType   type,
             SptGpdReport      *report,
             GError           **error)
{
  if (type == SPT_JSON_TOKEN_NULL)
    return TRUE;
  if (type != SPT_JSON_TOKEN_ARRAY_START)
    return fail_report ("“responses” is no array", error);

  for (;;)
    {
      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_ARRAY_END)
        return TRUE;
      /* Something that is no group names nobody; the raw report keeps it. */
      if (type == SPT_JSON_TOKEN_OBJECT_START ? !read_group (tokenizer, report, error)
                                              : !spt_json_tokenizer_skip (tokenizer, NULL, error))
        return FALSE;
    }
}

static gboolean
read_report (SptJsonTokenizer  *tokenizer,
             SptGpdReport      *report,
             GError           **error)
{
  SptJsonTokenType type;

  if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
    return FALSE;
  if (type != SPT_JSON_TOKEN_OBJECT_START)
    return fail_report ("an object is expected", error);

  for (;;)
    {
      g_autofree char *key = NULL;

      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
        return FALSE;
      if (type == SPT_JSON_TOKEN_OBJECT_END)
        break;
      key = g_strdup (spt_json_tokenizer_get_text (tokenizer, NULL));
      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, error))
        return FALSE;

      if (g_str_equal (key, "responses"))
        {
          if (!read_groups (tokenizer, type, report, error))
            return FALSE;
        }
      else if (g_str_equal (key, "processedItem") || g_str_equal (key, "submittedItem"))
        {
          gint64 *n = *key == 'p' ? &report->processed : &report->submitted;

          /* Whatever else it may be, it is no count: the end is told by the other one. */
          if (!token_to_int (tokenizer, type, n))
            {
              *n = -1;
              if (!spt_json_tokenizer_skip (tokenizer, NULL, error))
                return FALSE;
            }
        }
      else if (g_str_equal (key, "endTime"))
        {
          report->has_end = type != SPT_JSON_TOKEN_NULL;
          if (!spt_json_tokenizer_skip (tokenizer, NULL, error))
            return FALSE;
        }
      else if ((g_str_equal (key, "fileId") || g_str_equal (key, "uploadID")) &&
               type == SPT_JSON_TOKEN_STRING)
        {
          g_free (report->file_id);
          report->file_id = g_strdup (spt_json_tokenizer_get_text (tokenizer, NULL));
        }
      else if (!spt_json_tokenizer_skip (tokenizer, NULL, error))
        {
          return FALSE;
        }
    }
  if (report->processed < 0 && report->submitted < 0 && report->groups->len == 0)
    return fail_report ("neither counts nor responses", error);

  return spt_json_tokenizer_next (tokenizer, &type, NULL, error);
}

/**
 * spt_gpd_wire_parse_report:
 * @body: (nullable): an answer's body
 * @error: return location for an error
 *
 * Reads a report with the names of v2 or v1 (GPD facts 9, 13 T9), as a stream: it may list 100,000
 * positions.
 *
 * Returns: (transfer full) (nullable): the report; %NULL with @error set when it is none
 */
SptGpdReport *
spt_gpd_wire_parse_report (GBytes  *body,
                           GError **error)
{
  g_autoptr (SptGpdReport) report = g_new0 (SptGpdReport, 1);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptJsonTokenizer) tokenizer = NULL;

  report->processed = -1;
  report->submitted = -1;
  report->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) report_group_free);
  report->strings = g_string_chunk_new (4096);

  stream = body != NULL ? g_memory_input_stream_new_from_bytes (body)
                        : g_memory_input_stream_new ();
  tokenizer = spt_json_tokenizer_new (stream, MAX_REPORT_BYTES);
  if (!read_report (tokenizer, report, error))
    return NULL;

  return g_steal_pointer (&report);
}

/**
 * spt_gpd_wire_parse_files:
 * @body: (nullable): an answer's body
 * @ids: (element-type utf8): gets the ids appended
 * @has_more: (out): another page follows
 * @error: return location for an error
 *
 * Reads one page of the list of uploads (GPD facts 9).
 *
 * Returns: %FALSE with @error set when it is no such list
 */
gboolean
spt_gpd_wire_parse_files (GBytes     *body,
                          GPtrArray  *ids,
                          gboolean   *has_more,
                          GError    **error)
{
  g_autoptr (JsonNode) root = parse_object (body, error);
  JsonObject *object;
  JsonNode *node;

  *has_more = FALSE;
  if (root == NULL)
    return FALSE;

  object = json_node_get_object (root);
  node = json_object_get_member (object, "fileIds");
  /* An empty list is left out (GPD facts 9); then "size" or "hasMore" shows that it is one. */
  if (node == NULL && !json_object_has_member (object, "size") &&
      !json_object_has_member (object, "hasMore"))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "no fileIds");
      return FALSE;
    }
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *id = json_array_get_element (array, i);

          if (json_node_get_value_type (id) != G_TYPE_STRING)
            {
              g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                           "a fileId is no text");
              return FALSE;
            }
          g_ptr_array_add (ids, json_node_dup_string (id));
        }
    }
  else if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "fileIds is no array");
      return FALSE;
    }
  node = json_object_get_member (object, "hasMore");
  *has_more = node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
              json_node_get_boolean (node);

  return TRUE;
}
