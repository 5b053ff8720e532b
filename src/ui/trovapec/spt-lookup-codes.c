/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pasted text, or a selection of people and companies, would ask of the service: which codes, and what is known of each
 * already. */
#define G_LOG_DOMAIN "spt-lookup-codes"

#include "config.h"

#include "ui/trovapec/spt-lookup-codes.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "outbox/spt-subjects.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-subjects.h"

#define KIND         SPT_KIND_LOOKUPS
#define MAX_NAMES    5
#define MAX_FOUND    6
#define DEFAULT_DAYS 180
#define DAY_MS       G_GINT64_CONSTANT (86400000)

/* What is needed to find it out; on the store's thread. */
typedef struct
{
  char           *text;        /* (owned) (nullable) */
  GArray         *subject_ids; /* (owned) (nullable) */
  gint64          account_id;
  gint64          now;         /* UTC milliseconds */
  gint64          max_age;     /* milliseconds */
  gboolean        by_vat;      /* a firm is asked by its VAT number */
  GHashTable     *seen;        /* (owned) (element-type utf8 SptLookupCode): borrowed both */
  GHashTable     *asked;       /* (owned) (element-type gint64 SptLookupCode): by subject */
  SptLookupCodes *codes;       /* (owned) */
} Look;

/**
 * spt_lookup_code_free:
 * @self: (transfer full) (nullable): a code
 *
 * Frees it.
 */
void
spt_lookup_code_free (SptLookupCode *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->name);
  g_free (self->address);
  g_free (self->source);
  g_free (self->day);
  g_free (self->other);
  g_free (self);
}

/**
 * spt_lookup_code_copy:
 * @from: a code
 *
 * Returns: (transfer full): the same once more
 */
SptLookupCode *
spt_lookup_code_copy (const SptLookupCode *from)
{
  SptLookupCode *self = g_memdup2 (from, sizeof *from);

  self->code = g_strdup (from->code);
  self->name = g_strdup (from->name);
  self->address = g_strdup (from->address);
  self->source = g_strdup (from->source);
  self->day = g_strdup (from->day);
  self->other = g_strdup (from->other);

  return self;
}

static SptLookupCode *
code_new (const char *code)
{
  SptLookupCode *self = g_new0 (SptLookupCode, 1);

  self->code = g_strdup (code);
  self->name = g_strdup ("");
  self->address = g_strdup ("");

  return self;
}

static void
name_free (gpointer data)
{
  SptLookupName *self = data;

  g_free (self->typed);
  g_ptr_array_unref (self->found);
  g_free (self);
}

/**
 * spt_lookup_codes_free:
 * @self: (transfer full) (nullable): what was found out
 *
 * Frees it.
 */
void
spt_lookup_codes_free (SptLookupCodes *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->codes);
  g_ptr_array_unref (self->names);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->account);
  g_free (self);
}

/**
 * spt_lookup_codes_count:
 * @self: what was found out
 * @kind: what becomes of codes
 *
 * Returns: how many there are of it
 */
guint
spt_lookup_codes_count (SptLookupCodes    *self,
                        SptLookupCodeKind  kind)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->codes->len; i++)
    n += ((SptLookupCode *) g_ptr_array_index (self->codes, i))->kind == kind;

  return n;
}

/**
 * spt_lookup_issue_is_known:
 * @issue: what speaks against asking
 *
 * Returns: whether it is an answer that is known, from the service or from elsewhere
 */
gboolean
spt_lookup_issue_is_known (const SptIssue *issue)
{
  return issue->level == SPT_ISSUE_ERROR &&
         (strcmp (issue->code, "asked-lately") == 0 || strcmp (issue->code, "address-known") == 0);
}

/* --- what is known ----------------------------------------------------------------------------------- */

static const char *
get_text (SptRecord  *record,
          const char *name)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), name);

  return field != NULL ? spt_node_get (root, field->index) : "";
}

static char *
dup_day (gint64 utc_ms)
{
  SptDatetime date;

  spt_datetime_from_utc_ms_in_italy (&date, utc_ms, NULL);

  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

/* The codes under which the directory has somebody; the first of them is asked. */
static void
list_codes (Look        *look,
            SptRecord   *subject,
            const char **first,
            const char **second)
{
  const char *tax = get_text (subject, "fiscalCode");
  const char *vat = get_text (subject, "vatNumber");
  gboolean vat_first = look->by_vat && strlen (tax) != 16;

  *first = (vat_first && *vat != '\0') || *tax == '\0' ? vat : tax;
  *second = *first == vat ? tax : vat;
  if (strcmp (*first, *second) == 0)
    *second = "";
}

static void
look_at_directory (Look          *look,
                   SptLookupCode *code,
                   SptRecord     *subject)
{
  const char *day = get_text (subject, "pecDate");

  if (!spt_subject_knows_pec (subject, look->now, look->max_age))
    return;
  code->kind = SPT_LOOKUP_CODE_KNOWN;
  g_free (code->address);
  code->address = g_strdup (get_text (subject, "pec"));
  code->source = g_strdup (get_text (subject, "pecSource"));
  code->day = *day != '\0' ? g_strndup (day, 10) : NULL;
}

static gboolean
look_at_answers (SptDb          *db,
                 Look           *look,
                 SptLookupCode  *code,
                 GError        **error)
{
  SptAccount *account = look->codes->account;
  const char *environment =
    account != NULL ? spt_environment_to_string (spt_account_get_environment (account)) : NULL;
  g_auto (SptDossierResult) before = { 0 };

  if (!spt_db_find_dossier_result (db, KIND, 0, code->code, environment, look->max_age, &before, error))
    return FALSE;
  if (before.id == 0)
    return TRUE;

  code->dossier_id = before.id;
  /* An address that the directory has is worth more than an empty answer. */
  if (code->kind == SPT_LOOKUP_CODE_KNOWN && (before.result == NULL || *before.result == '\0'))
    return TRUE;
  code->kind = SPT_LOOKUP_CODE_KNOWN;
  g_free (code->address);
  code->address = g_strdup (before.result != NULL ? before.result : "");
  g_clear_pointer (&code->source, g_free);
  g_free (code->day);
  code->day = dup_day (before.utc);

  return TRUE;
}

/* A look-up of ours that goes on: one that has not left is taken, what waits for a person is settled first. */
static gboolean
look_at_ours (SptDb          *db,
              Look           *look,
              SptLookupCode  *code,
              GError        **error)
{
  gint64 account_id = look->codes->account != NULL ? spt_account_get_id (look->codes->account) : 0;
  g_autoptr (GArray) ids = spt_db_find_dossiers (db, KIND, code->code, account_id, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);
      SptState state;

      if (dossier == NULL)
        return FALSE;
      state = spt_dossier_get_data (dossier)->state;
      code->dossier_id = id;
      if (state == SPT_STATE_SENDING || state == SPT_STATE_WAITING)
        code->kind = SPT_LOOKUP_CODE_UNDER_WAY;
      else if (state == SPT_STATE_READY || state == SPT_STATE_NOT_SENT)
        code->kind = SPT_LOOKUP_CODE_PREPARED;
      else
        code->kind = SPT_LOOKUP_CODE_UNSETTLED;
      if (code->kind != SPT_LOOKUP_CODE_PREPARED)
        return TRUE;
    }

  return TRUE;
}

/* --- codes ------------------------------------------------------------------------------------------- */

static gboolean
load_subject (SptDb          *db,
              gint64          id,
              SptLookupCode  *code,
              SptRecord      *record,
              GError        **error)
{
  g_autofree char *doc = spt_db_get_subject_doc (db, id, NULL, error);
  g_autoptr (SptSubject) subject = doc != NULL ? spt_db_get_subject (db, id, error) : NULL;

  if (subject == NULL || !spt_record_read (record, doc, -1, error))
    return FALSE;
  code->subject_id = id;
  g_free (code->name);
  code->name = g_strdup (spt_subject_get_name (subject));

  return TRUE;
}

/* Takes @code, whose subject is loaded into @record where it has one. */
static gboolean
add_code (SptDb          *db,
          Look           *look,
          SptLookupCode  *code,
          SptRecord      *record,
          GError        **error)
{
  g_ptr_array_add (look->codes->codes, code);
  g_hash_table_insert (look->seen, code->code, code);
  if (spt_fiscal_code_check (code->code) != SPT_FISCAL_CODE_OK)
    {
      code->kind = SPT_LOOKUP_CODE_WRONG;
      return TRUE;
    }
  if (code->subject_id != 0)
    look_at_directory (look, code, record);

  return look_at_answers (db, look, code, error) && look_at_ours (db, look, code, error);
}

/* A firm may stand there with both of its codes: it is asked by one. */
static void
drop_other_codes (Look *look)
{
  for (guint i = 0; i < look->codes->codes->len; i++)
    {
      SptLookupCode *code = g_ptr_array_index (look->codes->codes, i);
      SptLookupCode *other = code->subject_id != 0 ? g_hash_table_lookup (look->asked, &code->subject_id) : NULL;

      if (code->kind == SPT_LOOKUP_CODE_WRONG || code->kind == SPT_LOOKUP_CODE_NONE || other == NULL ||
          other == code)
        continue;
      code->kind = SPT_LOOKUP_CODE_SAME;
      code->other = g_strdup (other->code);
    }
}

/* Which of the codes of somebody is the one that is asked, of those that stand there. */
static void
note_asked (Look          *look,
            SptLookupCode *code,
            SptRecord     *record)
{
  SptLookupCode *other = g_hash_table_lookup (look->asked, &code->subject_id);
  const char *first;
  const char *second;

  list_codes (look, record, &first, &second);
  if (other == NULL || strcmp (code->code, first) == 0)
    g_hash_table_insert (look->asked, &code->subject_id, code);
}

static gboolean
add_pasted (SptDb       *db,
            Look        *look,
            const char  *text,
            GError     **error)
{
  SptLookupCode *code = code_new (text);
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());
  gint64 id = spt_db_find_subject (db, text, strlen (text) == 11 ? text : NULL, error);

  /* The VAT number of a firm that has another tax code. */
  if (id == 0 && strlen (text) == 11)
    id = spt_db_find_subject (db, NULL, text, error);
  if (id < 0 || (id > 0 && !load_subject (db, id, code, record, error)))
    {
      spt_lookup_code_free (code);
      return FALSE;
    }
  if (!add_code (db, look, code, record, error))
    return FALSE;
  if (id > 0 && code->kind != SPT_LOOKUP_CODE_WRONG)
    note_asked (look, code, record);

  return TRUE;
}

static gboolean
add_subject (SptDb   *db,
             Look    *look,
             gint64   id,
             GError **error)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());
  SptLookupCode *code = code_new ("");
  const char *first;
  const char *second;

  if (!load_subject (db, id, code, record, error))
    {
      spt_lookup_code_free (code);
      return FALSE;
    }
  list_codes (look, record, &first, &second);
  if (*first == '\0')
    {
      code->kind = SPT_LOOKUP_CODE_NONE;
      g_ptr_array_add (look->codes->codes, code);
      return TRUE;
    }
  /* It stands in the text already, or is somebody else's too. */
  if (g_hash_table_contains (look->seen, first))
    {
      spt_lookup_code_free (code);
      look->codes->n_again++;
      return TRUE;
    }
  g_free (code->code);
  code->code = g_strdup (first);
  if (!add_code (db, look, code, record, error))
    return FALSE;
  if (code->kind != SPT_LOOKUP_CODE_WRONG)
    note_asked (look, code, record);

  return TRUE;
}

/* Eleven digits that are no code by their check: named, for somebody may have mistyped them. */
static gboolean
add_wrong (SptDb       *db,
           Look        *look,
           const char  *line,
           gboolean    *has_code,
           GError     **error)
{
  const char *p = line;

  while (*p != '\0')
    {
      gsize length = strspn (p, "0123456789");
      gboolean inside = p > line && (g_ascii_isalnum (p[-1]) || (guchar) p[-1] >= 0x80 || p[-1] == '+') &&
                        !(p - line >= 2 && g_ascii_strncasecmp (p - 2, "IT", 2) == 0);
      g_autofree char *digits = NULL;

      if (length == 0)
        {
          p++;
          continue;
        }
      p += length;
      if (length != 11 || inside || g_ascii_isalpha (*p))
        continue;
      *has_code = TRUE;
      digits = g_strndup (p - length, length);
      if (!g_hash_table_contains (look->seen, digits) && !add_pasted (db, look, digits, error))
        return FALSE;
    }

  return TRUE;
}

/* --- names ------------------------------------------------------------------------------------------- */

static gboolean
add_name (SptDb         *db,
          Look          *look,
          const char    *line,
          GCancellable  *cancellable,
          GError       **error)
{
  const SptListQuery query = { .search = line, .sort = SPT_SUBJECT_SORT_NAME };
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_subjects_kind, &query, cancellable, error);
  SptLookupName *name;

  if (ids == NULL)
    return FALSE;
  name = g_new0 (SptLookupName, 1);
  name->typed = g_strdup (line);
  name->found = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_lookup_code_free);
  g_ptr_array_add (look->codes->names, name);
  for (guint i = 0; i < ids->len && i < MAX_FOUND; i++)
    {
      g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());
      SptLookupCode *code = code_new ("");
      const char *first;
      const char *second;

      g_ptr_array_add (name->found, code);
      if (!load_subject (db, g_array_index (ids, gint64, i), code, record, error))
        return FALSE;
      list_codes (look, record, &first, &second);
      g_free (code->code);
      code->code = g_strdup (first);
      if (*first == '\0')
        code->kind = SPT_LOOKUP_CODE_NONE;
    }

  return TRUE;
}

static gboolean
has_letters (const char *line)
{
  guint n = 0;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_isalpha (g_utf8_get_char (p)) ? 1 : 0;

  return n >= 3;
}

/* A heading, an empty line, or a name; of many lines without a code none was meant as one. */
static gboolean
read_lines (SptDb         *db,
            Look          *look,
            GCancellable  *cancellable,
            GError       **error)
{
  g_auto (GStrv) lines = g_strsplit_set (look->text, "\r\n", -1);
  g_autoptr (GPtrArray) bare = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) codes = spt_fiscal_codes_find (lines[i], NULL);
      gboolean has_code = codes->len > 0;

      if (!add_wrong (db, look, lines[i], &has_code, error))
        return FALSE;
      g_strstrip (lines[i]);
      if (!has_code && has_letters (lines[i]))
        g_ptr_array_add (bare, lines[i]);
    }
  for (guint i = 0; i < bare->len && bare->len <= MAX_NAMES; i++)
    {
      if (!add_name (db, look, g_ptr_array_index (bare, i), cancellable, error))
        return FALSE;
    }
  look->codes->n_lines = bare->len > MAX_NAMES ? bare->len : 0;

  return TRUE;
}

/* --- all of it --------------------------------------------------------------------------------------- */

static gboolean
choose_account (SptDb   *db,
                Look    *look,
                GError **error)
{
  const char *service = spt_service_get_info (spt_services_find_kind (KIND))->id;
  g_autoptr (GPtrArray) all = spt_db_list_accounts (db, error);
  const char *days;
  guint64 n_days = DEFAULT_DAYS;

  if (all == NULL)
    return FALSE;
  look->codes->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      SptAccount *account = g_ptr_array_index (all, i);

      if (g_strcmp0 (spt_account_get_service (account), service) != 0)
        continue;
      g_ptr_array_add (look->codes->accounts, g_object_ref (account));
      if (look->codes->account == NULL || spt_account_get_id (account) == look->account_id)
        g_set_object (&look->codes->account, account);
    }
  look->by_vat = TRUE;
  if (look->codes->account != NULL)
    {
      days = spt_account_get_setting (look->codes->account, "again-days");
      if (days == NULL || !g_ascii_string_to_unsigned (days, 10, 0, 9999, &n_days, NULL))
        n_days = DEFAULT_DAYS;
      look->by_vat = g_strcmp0 (spt_account_get_setting (look->codes->account, "company-code"),
                                "codice-fiscale") != 0;
    }
  look->max_age = (gint64) n_days * DAY_MS;

  return TRUE;
}

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;
  g_autoptr (GPtrArray) codes = NULL;

  /* A read is made anew where it met a change. */
  g_clear_pointer (&look->codes, spt_lookup_codes_free);
  g_hash_table_remove_all (look->seen);
  g_hash_table_remove_all (look->asked);
  look->codes = g_new0 (SptLookupCodes, 1);
  look->codes->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_lookup_code_free);
  look->codes->names = g_ptr_array_new_with_free_func (name_free);
  if (!choose_account (db, look, error))
    return FALSE;

  codes = spt_fiscal_codes_find (look->text != NULL ? look->text : "", &look->codes->n_again);
  for (guint i = 0; i < codes->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_pasted (db, look, g_ptr_array_index (codes, i), error))
        return FALSE;
    }
  for (guint i = 0; look->subject_ids != NULL && i < look->subject_ids->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_subject (db, look, g_array_index (look->subject_ids, gint64, i), error))
        return FALSE;
    }
  if (look->text != NULL && !read_lines (db, look, cancellable, error))
    return FALSE;
  drop_other_codes (look);

  return TRUE;
}

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->text);
  g_clear_pointer (&look->subject_ids, g_array_unref);
  g_hash_table_unref (look->seen);
  g_hash_table_unref (look->asked);
  g_clear_pointer (&look->codes, spt_lookup_codes_free);
  g_free (look);
}

/**
 * spt_lookup_codes_async:
 * @store: the archive
 * @text: (nullable): what was pasted
 * @subject_ids: (nullable) (element-type gint64): people and companies
 * @account_id: with which account they would go; 0 = the first
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Finds the codes and what is known of each. A name in the text is looked for in the directory, and the service never sees it
 * (issue 5, TrovaPEC 4).
 */
void
spt_lookup_codes_async (SptStore            *store,
                        const char          *text,
                        GArray              *subject_ids,
                        gint64               account_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Look *look = g_new0 (Look, 1);

  look->text = g_strdup (text);
  look->subject_ids = subject_ids != NULL ? g_array_copy (subject_ids) : NULL;
  look->account_id = account_id;
  look->now = spt_clock_get_utc_ms (spt_store_get_clock (store));
  look->seen = g_hash_table_new (g_str_hash, g_str_equal);
  look->asked = g_hash_table_new (g_int64_hash, g_int64_equal);
  spt_store_run_async (store, SPT_STORE_READ, look_job, look, look_free, cancellable, callback, user_data);
}

/**
 * spt_lookup_codes_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_lookup_codes_async().
 *
 * Returns: (transfer full) (nullable): what was found out
 */
SptLookupCodes *
spt_lookup_codes_finish (SptStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  Look *look = spt_store_run_finish (store, result, error);

  return look != NULL ? g_steal_pointer (&look->codes) : NULL;
}
