/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The root of an input file, and the verdicts that depend on where a fault stands (GPD facts 5). */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd-model.h"

/* The list of the root: element by element, so that memory does not grow with the file. */
static gboolean
read_elements (PrcJson                *json,
               gboolean                deletion,
               const PrcDocumentFuncs *funcs,
               gpointer                user_data)
{
  PrcJsonToken token;
  gint64 index = 0;

  funcs->begin (user_data);
  json->at++;
  if (prc_json_peek (json) == PRC_JSON_CLOSE_ARRAY)
    return prc_json_take (json, PRC_JSON_CLOSE_ARRAY);
  for (;; index++)
    {
      prc_arena_reset (json->arena);
      token = prc_json_peek (json);
      if (deletion)
        {
          if (!prc_json_scalar (json, &token))
            goto fail;
          funcs->iupd (token == PRC_JSON_NULL ? NULL : json->text->str, user_data);
        }
      else if (token == PRC_JSON_NULL)
        {
          if (!prc_json_scalar (json, &token))
            goto fail;
          funcs->position (NULL, user_data);
        }
      else
        {
          PrcPosition *position = prc_position_parse (json);

          if (position == NULL)
            goto fail;
          funcs->position (position, user_data);
        }
      if (prc_json_peek (json) != PRC_JSON_COMMA)
        return prc_json_take (json, PRC_JSON_CLOSE_ARRAY);
      json->at++;
    }

fail:
  prc_json_chain (json, NULL, index);
  return FALSE;
}

static PrcDocumentResult
read_root (PrcJson                *json,
           gboolean                deletion,
           const PrcDocumentFuncs *funcs,
           gpointer                user_data)
{
  const char *wanted = deletion ? "paymentPositionIUPDs" : "paymentPositions";
  PrcDocumentResult result = PRC_DOCUMENT_NO_LIST;
  PrcJsonToken token = prc_json_peek (json);

  if (token == PRC_JSON_END)
    {
      prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "No content to map due to end-of-input");
      return PRC_DOCUMENT_BAD_JSON;
    }
  if (token == PRC_JSON_ARRAY)
    {
      prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize from an array");
      return PRC_DOCUMENT_BAD_JSON;
    }
  if (token != PRC_JSON_OBJECT)
    {
      if (!prc_json_scalar (json, &token))
        return PRC_DOCUMENT_BAD_ROOT;
      if (token == PRC_JSON_NULL)
        return PRC_DOCUMENT_NO_LIST;
      prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize from a scalar");
      return PRC_DOCUMENT_BAD_JSON;
    }
  json->at++;
  if (prc_json_peek (json) == PRC_JSON_CLOSE_OBJECT)
    return PRC_DOCUMENT_NO_LIST;
  for (;;)
    {
      if (!prc_json_string (json))
        return PRC_DOCUMENT_BAD_ROOT;
      if (!g_str_equal (json->text->str, wanted))
        {
          g_autofree char *name = g_strndup (json->text->str, MIN (json->text->len, 80));

          prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Unrecognized field \"%s\"", name);
          prc_json_chain (json, name, 0);
          return PRC_DOCUMENT_BAD_JSON;
        }
      if (!prc_json_take (json, PRC_JSON_COLON))
        return PRC_DOCUMENT_BAD_ROOT;
      token = prc_json_peek (json);
      if (token == PRC_JSON_ARRAY)
        {
          if (!read_elements (json, deletion, funcs, user_data))
            {
              prc_json_chain (json, wanted, 0);
              return PRC_DOCUMENT_BAD_JSON;
            }
          result = PRC_DOCUMENT_GOOD;
        }
      else
        {
          if (token != PRC_JSON_OBJECT && !prc_json_scalar (json, &token))
            return PRC_DOCUMENT_BAD_ROOT;
          if (token != PRC_JSON_NULL)
            {
              prc_json_fail (json, PRC_JSON_ERROR_MAPPING, "Cannot deserialize a list");
              prc_json_chain (json, wanted, 0);
              return PRC_DOCUMENT_BAD_JSON;
            }
          result = PRC_DOCUMENT_NO_LIST;
        }
      if (prc_json_peek (json) != PRC_JSON_COMMA)
        break;
      json->at++;
    }
  /* What follows the closing brace is never looked at (GPD facts 5). */
  return prc_json_take (json, PRC_JSON_CLOSE_OBJECT) ? result : PRC_DOCUMENT_BAD_ROOT;
}

/**
 * prc_document_read:
 * @data: the unzipped file
 * @length: its length in bytes
 * @deletion: whether it must be the IUPD list of a DELETE
 * @funcs: what gets each element; an element is valid only during the call
 * @user_data: for @funcs
 * @detail: (out) (transfer full): what is wrong and where
 *
 * Reads an input file with the service's strictness and coercions (GPD facts 5).
 *
 * Returns: how it went
 */
PrcDocumentResult
prc_document_read (const char             *data,
                   gsize                   length,
                   gboolean                deletion,
                   const PrcDocumentFuncs *funcs,
                   gpointer                user_data,
                   char                  **detail)
{
  PrcArena *arena = prc_arena_new ();
  PrcDocumentResult result;
  PrcJson json;

  prc_json_init (&json, data, length, arena);
  result = read_root (&json, deletion, funcs, user_data);
  *detail = prc_json_describe (&json);
  prc_json_clear (&json);
  prc_arena_free (arena);
  return result;
}
