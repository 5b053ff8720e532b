/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completes records in the transaction that keeps them: kind of due, notice numbers, identifier. */
#define G_LOG_DOMAIN "spt-fill"

#include "config.h"

#include "outbox/spt-fill.h"

#include <string.h>

#include "base/spt-iuv.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dues.h"

/* What an import takes from the counter at a time; what is left over goes back. */
#define TAKE_MANY 64

#define MAX_SLUG 20

/* Where the numbers of one body come from. */
typedef struct
{
  char   *segregation; /* (owned) (nullable): no account has a code */
  gint64  first;
  gint64  next;
  gint64  until;       /* = @next: nothing is reserved */
} Source;

struct _SptFill
{
  SptDb          *db;      /* borrowed */
  SptService     *service; /* borrowed */
  SptFillOptions  options;
  char           *body;    /* (owned) (nullable): of records that name none */
  char           *kind;    /* (owned) (nullable): the kind's name */
  SptRecord      *due;     /* (owned) (nullable) */
  GHashTable     *sources; /* (owned): body -> Source */
  SptNoticeSet   *taken;   /* (owned) (nullable) */
};

static void
source_free (Source *source)
{
  g_free (source->segregation);
  g_free (source);
}

static const char *
get_setting (SptAccount *account,
             const char *key)
{
  const char *value = spt_account_get_setting (account, key);

  return value != NULL ? value : "";
}

static const char *
find_body (SptRecord *record)
{
  const SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), "organization");
  const char *body = field != NULL ? spt_node_get (root, field->index) : "";

  return *body != '\0' ? body : NULL;
}

/**
 * spt_fill_dup_sole_body:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Finds the creditor body that is meant where a record names none.
 *
 * Returns: (transfer full) (nullable): its tax code; %NULL for none or several, and on an error
 */
char *
spt_fill_dup_sole_body (SptDb   *db,
                        GError **error)
{
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);
  const char *sole = NULL;

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    {
      const char *body = get_setting (g_ptr_array_index (accounts, i), SPT_SETTING_BODY);

      if (*body == '\0' || g_strcmp0 (body, sole) == 0)
        continue;
      if (sole != NULL)
        return NULL;
      sole = body;
    }

  return g_strdup (sole);
}

/**
 * spt_fill_find_code:
 * @db: a connection
 * @body: a creditor body
 * @account_id: an account that counts before the others; 0 = none
 * @segregation: (out) (nullable) (transfer full): the code, two digits
 * @first: (out): the lowest number wanted; 0 = any
 * @error: (out) (optional): why not
 *
 * Finds where the notice numbers of a body come from (GPD facts 7bis).
 *
 * Returns: %FALSE when no account has a code, and on an error
 */
gboolean
spt_fill_find_code (SptDb       *db,
                    const char  *body,
                    gint64       account_id,
                    char       **segregation,
                    gint64      *first,
                    GError     **error)
{
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);
  SptAccount *best = NULL;

  *segregation = NULL;
  *first = 0;
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);
      const char *code = get_setting (account, SPT_SETTING_IUV_SEGREGATION);
      gboolean is_wanted = spt_account_get_id (account) == account_id;

      if (strlen (code) != 2 || strspn (code, "0123456789") != 2 ||
          strcmp (get_setting (account, SPT_SETTING_BODY), body) != 0)
        continue;
      if (best == NULL || is_wanted ||
          (spt_account_get_id (best) != account_id &&
           spt_account_get_environment (account) > spt_account_get_environment (best)))
        best = account;
    }
  if (best == NULL)
    return FALSE;

  *segregation = g_strdup (get_setting (best, SPT_SETTING_IUV_SEGREGATION));
  if (!g_ascii_string_to_signed (get_setting (best, SPT_SETTING_IUV_FIRST), 10, 1,
                                 SPT_IUV_BASE_MAX, first, NULL))
    *first = 0;

  return TRUE;
}

/**
 * spt_fill_dup_iupd:
 * @body: (nullable): the creditor body
 * @kind: (nullable): a name, such as the kind of due's
 *
 * Proposes an identifier of letters, digits and hyphens: the body's code, the kind, chance (GPD
 * facts 6.1: unique, and readable back).
 *
 * Returns: (transfer full): the identifier
 */
char *
spt_fill_dup_iupd (const char *body,
                   const char *kind)
{
  g_autoptr (GString) iupd = g_string_new (body);
  g_autofree char *ascii = g_str_to_ascii (kind != NULL ? kind : "", NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  gsize start;

  if (iupd->len > 0)
    g_string_append_c (iupd, '-');
  start = iupd->len;
  for (const char *at = ascii; *at != '\0' && iupd->len - start < MAX_SLUG; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (iupd, g_ascii_toupper (*at));
    }
  if (iupd->len > start)
    g_string_append_c (iupd, '-');

  /* Sixteen characters of it: one in 10^8 that a body meets itself in a million positions. */
  for (const char *at = uuid + strlen (uuid) - 17; *at != '\0'; at++)
    {
      if (*at != '-')
        g_string_append_c (iupd, *at);
    }

  return g_strdup (iupd->str);
}

/* --- making ------------------------------------------------------------------------------------ */

static gboolean
load_due (SptFill  *self,
          GError  **error)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);
  const SptDuesTable *dues = klass->get_dues != NULL ? klass->get_dues (self->service) : NULL;
  g_autoptr (SptDueType) due = NULL;
  SptSchema *schema;

  if (dues == NULL || (schema = dues->get_schema (self->service)) == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "Records of this kind have no kinds of dues");
      return FALSE;
    }
  due = spt_db_get_due_type (self->db, self->options.due_type_id, error);
  if (due == NULL)
    return FALSE;

  self->kind = g_strdup (due->name);
  self->due = spt_record_new (schema);

  return spt_record_read (self->due, due->doc, -1, error);
}

/**
 * spt_fill_new:
 * @db: a writing connection, inside of the transaction that keeps the records
 * @service: whose records they are
 * @options: what to complete; copied
 * @error: (out) (optional): why not
 *
 * Gets ready to complete records.
 *
 * Returns: (transfer full) (nullable): to be ended by spt_fill_end() and freed
 */
SptFill *
spt_fill_new (SptDb                 *db,
              SptService            *service,
              const SptFillOptions  *options,
              GError               **error)
{
  g_autoptr (SptFill) self = g_new0 (SptFill, 1);
  g_autoptr (GError) local_error = NULL;

  self->db = db;
  self->service = service;
  self->options = *options;
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) source_free);

  if (options->account_id != 0)
    {
      g_autoptr (SptAccount) account = spt_db_get_account (db, options->account_id, error);

      if (account == NULL)
        return NULL;
      self->body = g_strdup (spt_account_get_setting (account, SPT_SETTING_BODY));
    }
  else
    {
      self->body = spt_fill_dup_sole_body (db, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  if (options->due_type_id != 0 && !load_due (self, error))
    return NULL;
  if (options->generate_iuv && options->many)
    {
      self->taken = spt_db_load_notices (db, self->body, error);
      if (self->taken == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * spt_fill_free:
 * @self: (nullable) (transfer full): what completes records
 *
 * Frees it. Without spt_fill_end() before, numbers that were reserved and not used stay out.
 */
void
spt_fill_free (SptFill *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->due, spt_record_free);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  spt_notice_set_free (self->taken);
  g_free (self->body);
  g_free (self->kind);
  g_free (self);
}

/**
 * spt_fill_end:
 * @self: what completed records
 * @error: (out) (optional): why not
 *
 * Gives back what was reserved and not used; to be called before the commit.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_fill_end (SptFill  *self,
              GError  **error)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sources);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Source *source = value;

      if (!self->options.rehearse && source->next < source->until &&
          !spt_db_return_iuvs (self->db, key, source->segregation, source->next, source->until,
                               error))
        return FALSE;
      source->until = source->next;
    }

  return TRUE;
}

/* --- numbers ----------------------------------------------------------------------------------- */

static Source *
get_source (SptFill     *self,
            const char  *body,
            GError     **error)
{
  Source *source = g_hash_table_lookup (self->sources, body);
  g_autoptr (GError) local_error = NULL;

  if (source != NULL)
    return source;

  source = g_new0 (Source, 1);
  if (!spt_fill_find_code (self->db, body, self->options.account_id, &source->segregation,
                           &source->first, &local_error) && local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      source_free (source);
      return NULL;
    }
  g_hash_table_insert (self->sources, g_strdup (body), source);

  return source;
}

static gboolean
refill (SptFill     *self,
        const char  *body,
        Source      *source,
        GError     **error)
{
  guint n = self->options.many ? TAKE_MANY : 1;
  SptIuvState state;

  if (!self->options.rehearse)
    {
      if (!spt_db_take_iuvs (self->db, body, source->segregation, source->first, n, &source->next,
                             error))
        return FALSE;
      source->until = source->next + n;
      return TRUE;
    }

  if (!spt_db_get_iuv_state (self->db, body, source->segregation, source->first, &state, error))
    return FALSE;
  if (!state.confirmed)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED,
                   "The next notice number of %s with code %s has to be confirmed first", body,
                   source->segregation);
      return FALSE;
    }
  source->next = state.next;
  source->until = SPT_IUV_BASE_MAX + 1;

  return TRUE;
}

/* The next number that nobody has: somebody may have typed one with this code. */
static char *
take_iuv (SptFill     *self,
          const char  *body,
          Source      *source,
          GError     **error)
{
  for (;;)
    {
      g_autofree char *iuv = NULL;
      gint64 other;

      if (source->next >= source->until && !refill (self, body, source, error))
        return NULL;
      iuv = spt_iuv_make ((guint) g_ascii_strtoull (source->segregation, NULL, 10),
                          (guint64) source->next++);
      other = self->taken != NULL
              ? spt_notice_set_find (self->taken, self->db, iuv, body, 0, NULL, error)
              : spt_db_find_notice (self->db, iuv, body, self->body, 0, NULL, error);
      if (other < 0)
        return NULL;
      if (other == 0)
        return g_steal_pointer (&iuv);
    }
}

/* @said: what is missing stands among the issues once. */
static gboolean
fill_iuvs (SptFill       *self,
           SptNode       *node,
           const char    *body,
           guint          row,
           SptIssueList  *issues,
           gboolean      *said,
           GError       **error)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      Source *source = NULL;
      g_autofree char *iuv = NULL;

      if (def->fields[i].kind != SPT_FIELD_IUV || *spt_node_get (node, i) != '\0')
        continue;
      if (body != NULL && (source = get_source (self, body, error)) == NULL)
        return FALSE;
      if (source == NULL || source->segregation == NULL)
        {
          if (!*said)
            spt_node_add_issue (node, &def->fields[i], issues, SPT_ISSUE_WARNING, "base",
                                body == NULL ? "iuv-no-body" : "iuv-no-code", row, NULL, NULL);
          *said = TRUE;
          continue;
        }
      iuv = take_iuv (self, body, source, error);
      if (iuv == NULL)
        return FALSE;
      spt_node_set (node, i, iuv, -1);
    }

  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        {
          if (!fill_iuvs (self, spt_node_get_child (node, i, j), body, row, issues, said, error))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * spt_fill_record:
 * @record: a record; what is empty in it is filled
 * @row: its row; 0 = none
 * @issues: takes what stands in the way of a number
 * @fill: an SptFill
 * @error: (out) (optional): %SPT_STORE_ERROR_UNCONFIRMED when a person has to say first which
 *   number comes next
 *
 * Completes one record before it is checked.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_fill_record (SptRecord     *record,
                 guint          row,
                 SptIssueList  *issues,
                 gpointer       fill,
                 GError       **error)
{
  SptFill *self = fill;
  SptNode *root = spt_record_get_root (record);
  gboolean said = FALSE;

  if (self->options.propose_iupd)
    {
      const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), "iupd");

      if (field != NULL && *spt_node_get (root, field->index) == '\0')
        {
          const char *body = find_body (record);
          g_autofree char *iupd = spt_fill_dup_iupd (body != NULL ? body : self->body, self->kind);

          spt_node_set (root, field->index, iupd, -1);
        }
    }
  if (self->due != NULL)
    {
      const SptDuesTable *dues = SPT_SERVICE_GET_CLASS (self->service)->get_dues (self->service);

      dues->apply (self->service, self->due, record, self->options.now_utc_ms);
    }
  if (self->options.generate_iuv)
    {
      const char *own = find_body (record);
      g_autofree char *body = g_strdup (own != NULL ? own : self->body);

      return fill_iuvs (self, root, body, row, issues, &said, error);
    }

  return TRUE;
}
