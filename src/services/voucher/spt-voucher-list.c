/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the operator's vouchers of the last 90 days (services facts 4.10). Pure. */

#define G_LOG_DOMAIN "spt-voucher-list"

#include "config.h"

#include "services/voucher/spt-voucher-list.h"

#include <string.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-json.h"
#include "base/spt-text.h"
#include "services/voucher/spt-voucher-phases.h"
#include "services/voucher/spt-voucher-record.h"

#define ARRAY_NAME "voucher"
/* Longer ones are cut: nobody's number, code or phase is. */
#define MAX_TEXT   200

typedef struct
{
  SptJsonTokenizer *tokenizer; /* (owned) */
  SptJsonTokenType  type;
  GCancellable     *cancellable;
  GPtrArray        *list;      /* (owned) (element-type SptVoucherListed) */
  const char       *operator_vat;
} Reader;

static void
listed_free (gpointer data)
{
  SptVoucherListed *listed = data;

  g_free (listed->operator_vat);
  g_free (listed->key);
  g_free (listed->protocol);
  g_free (listed->phase);
  g_free (listed);
}

static gboolean
next (Reader  *reader,
      GError **error)
{
  return spt_json_tokenizer_next (reader->tokenizer, &reader->type, reader->cancellable, error);
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, SPT_JSON_ERROR, SPT_JSON_ERROR_TYPE, message);

  return FALSE;
}

/* Trimmed, printable; NULL for nothing. */
static char *
dup_clean (const char *text)
{
  g_autofree char *printable = spt_text_make_printable (text, -1, MAX_TEXT);
  char *clean = spt_text_strip (printable);

  if (*clean == '\0')
    g_clear_pointer (&clean, g_free);

  return clean;
}

/* "IT" stands before the number of a firm, if it does, and means nothing. */
static char *
dup_code (const char *text)
{
  g_autofree char *clean = dup_clean (text);
  char *code = clean != NULL ? spt_fiscal_code_normalize (clean) : NULL;

  if (code != NULL && strlen (code) == 13 && g_str_has_prefix (code, "IT"))
    memmove (code, code + 2, 12);
  if (code != NULL && *code == '\0')
    g_clear_pointer (&code, g_free);

  return code;
}

/* The document's names; one that stands twice contradicts itself. */
static gboolean
take_member (SptVoucherListed  *listed,
             const char        *name,
             const char        *text,
             GError           **error)
{
  char *(*dup) (const char *) = dup_clean;
  char **slot = NULL;

  if (g_ascii_strcasecmp (name, "PARTITA_IVA_OPERATORE") == 0)
    {
      slot = &listed->operator_vat;
      dup = dup_code;
    }
  else if (g_ascii_strcasecmp (name, "CODICE_FISCALE_BENEFICIARIO") == 0)
    {
      slot = &listed->key;
      dup = dup_code;
    }
  else if (g_ascii_strcasecmp (name, "PROTOCOLLO") == 0)
    {
      slot = &listed->protocol;
    }
  else if (g_ascii_strcasecmp (name, "FASE_OPERATIVA") == 0)
    {
      slot = &listed->phase;
    }
  else if (g_ascii_strcasecmp (name, "DATA_PRENOTAZIONE") == 0)
    {
      if (listed->has_date)
        return fail (error, "DATA_PRENOTAZIONE stands twice in one element");
      listed->has_date = spt_voucher_read_instant (text, &listed->reserved);
      return TRUE;
    }
  if (slot == NULL)
    return TRUE;
  if (*slot != NULL)
    return fail (error, "a member stands twice in one element");
  *slot = dup (text);

  return TRUE;
}

/* After its opening brace. Values of other types are passed over: what is missing shows later. */
static gboolean
read_members (Reader            *reader,
              SptVoucherListed  *listed,
              GError           **error)
{
  for (;;)
    {
      g_autofree char *name = NULL;

      if (!next (reader, error))
        return FALSE;
      if (reader->type == SPT_JSON_TOKEN_OBJECT_END)
        return TRUE;
      name = g_strstrip (g_strdup (spt_json_tokenizer_get_text (reader->tokenizer, NULL)));
      if (!next (reader, error))
        return FALSE;
      if ((reader->type == SPT_JSON_TOKEN_STRING || reader->type == SPT_JSON_TOKEN_NUMBER) &&
          !take_member (listed, name, spt_json_tokenizer_get_text (reader->tokenizer, NULL), error))
        return FALSE;
      if (!spt_json_tokenizer_skip (reader->tokenizer, reader->cancellable, error))
        return FALSE;
    }
}

/* In the environment that developers share the list may have everybody's. */
static gboolean
is_ours (const SptVoucherListed *listed,
         const char             *operator_vat)
{
  return listed->operator_vat == NULL || operator_vat == NULL || *operator_vat == '\0' ||
         g_ascii_strcasecmp (listed->operator_vat, operator_vat) == 0;
}

static gboolean
read_element (Reader  *reader,
              GError **error)
{
  SptVoucherListed *listed = g_new0 (SptVoucherListed, 1);

  if (!read_members (reader, listed, error))
    {
      listed_free (listed);
      return FALSE;
    }
  if (is_ours (listed, reader->operator_vat) && (listed->key != NULL || listed->protocol != NULL))
    g_ptr_array_add (reader->list, listed);
  else
    listed_free (listed);

  return TRUE;
}

/* After its opening bracket. */
static gboolean
read_elements (Reader  *reader,
               GError **error)
{
  for (;;)
    {
      if (!next (reader, error))
        return FALSE;
      switch ((int) reader->type)
        {
        case SPT_JSON_TOKEN_ARRAY_END:
          return TRUE;
        case SPT_JSON_TOKEN_NULL:
          break;
        case SPT_JSON_TOKEN_OBJECT_START:
          if (!read_element (reader, error))
            return FALSE;
          break;
        default:
          return fail (error, "an element of the list is no object");
        }
    }
}

/* After the opening brace of the whole: the array "Voucher", in whatever case, among members that
 * do not matter. */
static gboolean
read_root_object (Reader  *reader,
                  GError **error)
{
  gboolean found = FALSE;

  for (;;)
    {
      gboolean is_array;

      if (!next (reader, error))
        return FALSE;
      if (reader->type == SPT_JSON_TOKEN_OBJECT_END)
        return found || fail (error, "there is no list of vouchers in it");
      is_array = g_ascii_strcasecmp (spt_json_tokenizer_get_text (reader->tokenizer, NULL),
                                     ARRAY_NAME) == 0;
      if (!next (reader, error))
        return FALSE;
      if (is_array && found)
        return fail (error, "there is more than one list in it");
      if (is_array && reader->type == SPT_JSON_TOKEN_ARRAY_START)
        {
          if (!read_elements (reader, error))
            return FALSE;
        }
      /* One voucher without its brackets. */
      else if (is_array && reader->type == SPT_JSON_TOKEN_OBJECT_START)
        {
          if (!read_element (reader, error))
            return FALSE;
        }
      else if (is_array && reader->type != SPT_JSON_TOKEN_NULL)
        {
          return fail (error, "the list of vouchers is no array");
        }
      else if (!spt_json_tokenizer_skip (reader->tokenizer, reader->cancellable, error))
        {
          return FALSE;
        }
      found = found || is_array;
    }
}

static gboolean
read_root (Reader  *reader,
           GError **error)
{
  if (!next (reader, error))
    return FALSE;
  switch ((int) reader->type)
    {
    case SPT_JSON_TOKEN_OBJECT_START:
      if (!read_root_object (reader, error))
        return FALSE;
      break;
    case SPT_JSON_TOKEN_ARRAY_START:
      if (!read_elements (reader, error))
        return FALSE;
      break;
    case SPT_JSON_TOKEN_NULL:
      break;
    default:
      return fail (error, "neither an object nor an array");
    }
  /* Nothing may stand behind it. */
  return next (reader, error) && reader->type == SPT_JSON_TOKEN_END;
}

/**
 * spt_voucher_list_read:
 * @body: the answer's body, whole
 * @operator_vat: (nullable): whose vouchers count; %NULL = all
 * @cancellable: (nullable): stops it
 * @error: return location for an error of %SPT_JSON_ERROR
 *
 * Reads the list as a stream of tokens, tolerant as services facts 4.10 asks: "Voucher" in any case
 * or a bare array, nulls, names in any case, blanks, phases that nobody here knows. The grammar is
 * strict: a list that is cut anywhere is none, for what it lacks would look gone.
 *
 * Returns: (transfer full) (element-type SptVoucherListed) (nullable): its elements
 */
GPtrArray *
spt_voucher_list_read (GBytes        *body,
                       const char    *operator_vat,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (body);
  g_autoptr (SptJsonTokenizer) tokenizer =
    spt_json_tokenizer_new (stream, SPT_VOUCHER_LIST_MAX_BYTES);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (listed_free);
  Reader reader = { tokenizer, SPT_JSON_TOKEN_END, cancellable, list, operator_vat };

  if (!read_root (&reader, error))
    return NULL;

  return g_steal_pointer (&list);
}

/* --- news -------------------------------------------------------------------------------------------- */

static void
set_text (SptRecord  *record,
          const char *name,
          const char *text)
{
  spt_node_set_named (spt_record_get_root (record), name, text);
}

/* What a record of somebody's starts from of whom only the code is known. */
static void
write_doc (SptRecord  *record,
           const char *key,
           GString    *out)
{
  gboolean is_firm = strlen (key) == 11;

  spt_record_reset (record);
  set_text (record, "tipo", is_firm ? "impresa" : "famiglia");
  set_text (record, is_firm ? "impresa.partitaIva" : "famiglia.codiceFiscale", key);
  g_string_truncate (out, 0);
  spt_record_write (record, out);
}

static gboolean
fill_news (const SptVoucherListed *listed,
           SptAccount             *account,
           gint64                  now_utc_ms,
           SptRecord              *record,
           GString                *doc,
           char                    date[16],
           SptDossierNews         *news)
{
  /* "" would say that the service does not know of it. */
  if (listed->phase == NULL)
    return FALSE;

  spt_voucher_phase_make_news (listed->phase, account, now_utc_ms, date, news);
  news->key = listed->key;
  news->remote_id = listed->protocol;
  news->taken = listed->has_date ? listed->reserved.from : 0;
  if (listed->key != NULL && record != NULL)
    {
      write_doc (record, listed->key, doc);
      news->doc = doc->str;
    }

  return TRUE;
}

/**
 * spt_voucher_list_add_news:
 * @listed: an element
 * @account: whose list it is
 * @now_utc_ms: now
 * @outcome: takes the news
 *
 * Adds where one voucher stands to what came of a call.
 */
void
spt_voucher_list_add_news (const SptVoucherListed *listed,
                           SptAccount             *account,
                           gint64                  now_utc_ms,
                           SptOutcome             *outcome)
{
  SptDossierNews news = { NULL };
  char date[16];

  if (fill_news (listed, account, now_utc_ms, NULL, NULL, date, &news))
    spt_outcome_add_news (outcome, &news);
}

/**
 * spt_voucher_list_make_news:
 * @list: (element-type SptVoucherListed): what was read
 * @account: whose it is
 * @now_utc_ms: now
 *
 * Makes news of every element that says where it stands, each with the document of a record of its
 * own.
 *
 * Returns: (transfer full) (element-type SptDossierNews): the news, in the list's order
 */
GPtrArray *
spt_voucher_list_make_news (GPtrArray  *list,
                            SptAccount *account,
                            gint64      now_utc_ms)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_dossier_news_free);
  SptSchema *schema = spt_voucher_get_schema ();
  g_autoptr (SptRecord) record = schema != NULL ? spt_record_new (schema) : NULL;
  g_autoptr (GString) doc = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      SptDossierNews news = { NULL };
      char date[16];

      if (fill_news (g_ptr_array_index (list, i), account, now_utc_ms, record, doc, date, &news))
        g_ptr_array_add (all, spt_dossier_news_new (&news));
    }

  return all;
}
