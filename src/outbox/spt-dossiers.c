/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers as kinds of records: what a form or a file brings, checked where each stands at its
 * service; the rules are the service's. */
#define G_LOG_DOMAIN "spt-dossiers"

#include "config.h"

#include <string.h>

#include "base/spt-text.h"
#include "outbox/spt-dossiers-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-subjects.h"

const SptDossierKind *const _spt_dossier_kinds[] = {
  &spt_dossier_kind_vouchers,
  &spt_dossier_kind_registry_items,
  &spt_dossier_kind_lookups,
  NULL
};

const SptDossierKind *
_spt_dossier_kind_find (const char *id)
{
  for (guint i = 0; _spt_dossier_kinds[i] != NULL; i++)
    {
      if (g_strcmp0 (_spt_dossier_kinds[i]->id, id) == 0)
        return _spt_dossier_kinds[i];
    }

  return NULL;
}

gboolean
_spt_dossier_find_kind (SptDb                 *db,
                        gint64                 id,
                        const SptDossierKind **kind,
                        GError               **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);

  *kind = dossier != NULL ? _spt_dossier_kind_find (spt_dossier_get_data (dossier)->kind) : NULL;

  return dossier != NULL;
}

static SptService *
get_service (const SptDossierKind *kind)
{
  return spt_services_find_kind (kind->id);
}

SptSchema *
_spt_dossiers_get_schema (const SptDossierKind *kind)
{
  SptService *service = get_service (kind);
  SptServiceClass *klass = service != NULL ? SPT_SERVICE_GET_CLASS (service) : NULL;

  return klass != NULL && klass->get_record_schema != NULL ? klass->get_record_schema (service) : NULL;
}

const char *
_spt_dossiers_get_domain (const SptDossierKind *kind)
{
  return spt_service_get_info (get_service (kind))->id;
}

/* Each kind has a schema of its own. */
static const SptDossierKind *
get_kind (SptRecord *record)
{
  SptSchema *schema = spt_record_get_schema (record);

  for (guint i = 0; _spt_dossier_kinds[i] != NULL; i++)
    {
      if (_spt_dossiers_get_schema (_spt_dossier_kinds[i]) == schema)
        return _spt_dossier_kinds[i];
    }

  g_return_val_if_reached (_spt_dossier_kinds[0]);
}

const char *
_spt_dossiers_get (SptRecord  *record,
                   const char *name)
{
  return spt_node_get_named (spt_record_get_root (record), name);
}

void
_spt_dossiers_set (SptRecord  *record,
                   const char *name,
                   const char *text)
{
  spt_node_set_named (spt_record_get_root (record), name, text);
}

/* --- where it stands -------------------------------------------------------------------------- */

typedef struct
{
  SptDossier *dossier; /* (owned) (nullable): a new one has none yet */
  SptAccount *account; /* (owned) (nullable) */
} Standing;

static void
clear_standing (Standing *self)
{
  g_clear_object (&self->dossier);
  g_clear_object (&self->account);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, clear_standing)

static gboolean
load_standing (SptDb     *db,
               gint64     id,
               gint64     account_id,
               Standing  *self,
               GError   **error)
{
  if (id != 0)
    {
      self->dossier = spt_db_get_dossier (db, id, error);
      if (self->dossier == NULL)
        return FALSE;
      if (spt_dossier_get_data (self->dossier)->account_id != 0)
        account_id = spt_dossier_get_data (self->dossier)->account_id;
    }
  if (account_id == 0)
    return TRUE;
  self->account = spt_db_get_account (db, account_id, error);

  return self->account != NULL;
}

static const SptDossierData none = { .kind = "", .phase = "", .stage = "" };

static const SptDossierData *
get_data (const Standing *self)
{
  return self->dossier != NULL ? spt_dossier_get_data (self->dossier) : &none;
}

static void
get_columns (SptRecord         *record,
             const char        *phase,
             SptDossierColumns *columns)
{
  SptService *service = get_service (get_kind (record));

  SPT_SERVICE_GET_CLASS (service)->get_dossier_columns (service, record, phase, columns);
}

const SptOperationInfo *
_spt_dossiers_find_operation (const SptDossierKind *kind,
                              const char           *record_operation)
{
  const SptServiceInfo *info = spt_service_get_info (get_service (kind));

  for (guint i = 0; i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_operation, record_operation) == 0)
        return &info->operations[i];
    }

  return NULL;
}

/* An operation that a part of the document prepares; one without begins a dossier. */
gboolean
_spt_dossiers_has_part (const SptDossierKind   *kind,
                        const SptOperationInfo *info)
{
  SptSchema *schema = _spt_dossiers_get_schema (kind);

  return info->record_operation != NULL &&
         spt_group_def_find_group (spt_schema_get_root (schema), info->record_operation) != NULL;
}

const char *
_spt_dossiers_get_beginning (const SptDossierKind *kind)
{
  const SptServiceInfo *info = spt_service_get_info (get_service (kind));

  for (guint i = 0; i < info->n_operations; i++)
    {
      if (info->operations[i].record_operation != NULL && !_spt_dossiers_has_part (kind, &info->operations[i]))
        return info->operations[i].record_operation;
    }

  return NULL;
}

/* The operations of a service, one bit each. */
static guint
get_bit (SptService             *service,
         const SptOperationInfo *info)
{
  return 1u << (info - spt_service_get_info (service)->operations);
}

/**
 * spt_dossier_is_done:
 * @done: of spt_dossier_list_done()
 * @operation: "voucher.attivazione"
 *
 * Returns: whether that is among them
 */
gboolean
spt_dossier_is_done (guint       done,
                     const char *operation)
{
  const SptOperationInfo *info = NULL;
  SptService *service = spt_services_find_operation (operation, &info);

  return service != NULL && (done & get_bit (service, info)) != 0;
}

static gboolean
list_done (SptDb                 *db,
           const SptDossierKind  *kind,
           gint64                 id,
           guint                 *done,
           GError               **error)
{
  SptService *service = get_service (kind);
  const SptServiceInfo *info = service != NULL ? spt_service_get_info (service) : NULL;

  *done = 0;
  for (guint i = 0; id != 0 && info != NULL && i < info->n_operations; i++)
    {
      gboolean was_done;

      if (!_spt_dossiers_has_part (kind, &info->operations[i]))
        continue;
      if (!spt_db_was_done (db, id, info->operations[i].record_operation, _spt_dossiers_get_beginning (kind), 0,
                            &was_done, error))
        return FALSE;
      if (was_done)
        *done |= get_bit (service, &info->operations[i]);
    }

  return TRUE;
}

/**
 * spt_dossier_list_done:
 * @db: a connection
 * @id: a dossier
 * @done: (out): bits of what was done, for spt_dossier_check()
 * @error: (out) (optional): why not
 *
 * Finds out which parts of a dossier's document the service accepted since it began.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_dossier_list_done (SptDb   *db,
                       gint64   id,
                       guint   *done,
                       GError **error)
{
  const SptDossierKind *kind;

  *done = 0;

  return _spt_dossier_find_kind (db, id, &kind, error) &&
         (kind == NULL || list_done (db, kind, id, done, error));
}

typedef struct
{
  const char *operation;
  gboolean    is_next;
} NextLook;

static void
next_cb (const SptStep *step,
         gpointer       user_data)
{
  NextLook *look = user_data;

  if (strcmp (step->operation, look->operation) == 0)
    look->is_next = step->kind == SPT_STEP_NEXT;
}

/* What a part of the document asked for and the service accepted is history, wherever the dossier
 * stands since, but where the table says that it comes next once more. */
static void
get_columns_there (SptRecord            *record,
                   const SptDossierData *dossier,
                   SptAccount           *account,
                   guint                 done,
                   SptDossierColumns    *columns)
{
  const SptDossierKind *kind = get_kind (record);
  SptService *service = get_service (kind);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  const SptOperationInfo *info;
  NextLook look = { NULL };

  get_columns (record, dossier->phase, columns);
  info = columns->next_operation != NULL ? _spt_dossiers_find_operation (kind, columns->next_operation) : NULL;
  if (info == NULL || (done & get_bit (service, info)) == 0)
    return;

  look.operation = info->id;
  if (klass->list_steps != NULL)
    klass->list_steps (service, account, dossier, next_cb, &look);
  if (!look.is_next)
    columns->next_operation = NULL;
}

/* --- checking --------------------------------------------------------------------------------- */

typedef struct
{
  const char   *domain;
  const char   *operation;
  const char   *path;
  const char   *phase;
  guint         row;
  SptIssueList *issues;
} StepLook;

/* What nobody knows of may have been made elsewhere, longer ago than any list goes back: that is
 * worth a word only. */
static void
step_cb (const SptStep *step,
         gpointer       user_data)
{
  StepLook *look = user_data;
  gboolean is_closed = step->kind == SPT_STEP_CLOSED;

  if (strcmp (step->operation, look->operation) != 0 ||
      (step->kind != SPT_STEP_DOUBTFUL && !is_closed))
    return;
  if (*look->phase == '\0')
    {
      spt_issue_list_add (look->issues, SPT_ISSUE_WARNING, look->domain, "step-unknown", look->row,
                          look->path, NULL, NULL);
      return;
    }
  spt_issue_list_add (look->issues, SPT_ISSUE_ERROR, look->domain,
                      is_closed ? "step-closed" : "step-doubtful", look->row, look->path,
                      look->phase, NULL);
  if (!is_closed)
    spt_issue_list_set_overridable (look->issues);
}

/* Where nothing is prepared there is nothing to be wrong. */
static void
check_columns (SptRecord               *record,
               const SptDossierColumns *columns,
               const SptDossierData    *dossier,
               SptAccount              *account,
               guint                    row,
               gint64                   now_utc_ms,
               SptIssueList            *issues)
{
  const SptDossierKind *kind = get_kind (record);
  SptService *service = get_service (kind);
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  StepLook look = { _spt_dossiers_get_domain (kind), .phase = dossier->phase, .row = row, .issues = issues };
  const SptOperationInfo *info;

  info = columns->next_operation != NULL ? _spt_dossiers_find_operation (kind, columns->next_operation) : NULL;
  if (info == NULL)
    return;

  look.operation = info->id;
  look.path = _spt_dossiers_has_part (kind, info) ? columns->next_operation : NULL;
  klass->check_record (service, account, look.operation, record, row, now_utc_ms, issues);
  if (klass->list_steps != NULL)
    klass->list_steps (service, account, dossier, step_cb, &look);
}

/**
 * spt_dossier_check:
 * @record: its document
 * @dossier: (nullable): where it stands; %NULL = a new one
 * @account: (nullable): with which it goes
 * @done: what of it was done, by spt_dossier_list_done(); 0 = nothing
 * @now_utc_ms: what dates are compared with, UTC milliseconds
 * @issues: takes what is found
 *
 * Checks what a dossier would ask of its service next, and whether it may ask that where it stands, as
 * saving it would. Where nothing is prepared there is nothing to be wrong.
 *
 * Returns: (transfer none) (nullable): what it would ask for next: "attivazione"
 */
const char *
spt_dossier_check (SptRecord            *record,
                   const SptDossierData *dossier,
                   SptAccount           *account,
                   guint                 done,
                   gint64                now_utc_ms,
                   SptIssueList         *issues)
{
  SptDossierColumns columns = { 0 };

  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (issues != NULL, NULL);

  if (dossier == NULL)
    dossier = &none;
  get_columns_there (record, dossier, account, done, &columns);
  check_columns (record, &columns, dossier, account, 0, now_utc_ms, issues);

  return columns.next_operation;
}

/* The same for what the archive has. */
static gboolean
check_standing (SptDb              *db,
                gint64              id,
                SptRecord          *record,
                const Standing     *standing,
                guint               row,
                gint64              now_utc_ms,
                SptDossierColumns  *columns,
                SptIssueList       *issues,
                GError            **error)
{
  const SptDossierKind *kind = get_kind (record);
  guint done;

  if (!list_done (db, kind, id, &done, error))
    return FALSE;
  get_columns_there (record, get_data (standing), standing->account, done, columns);
  check_columns (record, columns, get_data (standing), standing->account, row, now_utc_ms, issues);

  return columns->next_operation == NULL || kind->check == NULL ||
         kind->check (db, id, record, standing->account, row, issues, error);
}

gboolean
_spt_dossiers_check (SptDb           *db,
                     SptRecordEntry  *entry,
                     SptIssueList    *issues,
                     GError         **error)
{
  g_auto (Standing) standing = { 0 };
  SptDossierColumns columns = { 0 };

  return load_standing (db, entry->id, entry->account_id, &standing, error) &&
         check_standing (db, entry->id, entry->record, &standing, entry->row, entry->now_utc_ms,
                         &columns, issues, error);
}

void
_spt_dossiers_describe (SptRecordEntry *entry)
{
  get_columns (entry->record, "", &entry->columns.dossier);
  entry->key = *entry->columns.dossier.key != '\0' ? entry->columns.dossier.key : NULL;
}

/* --- saving ----------------------------------------------------------------------------------- */

/* What the document asks for where it stands in the archive. */
static gboolean
load_columns (SptDb              *db,
              gint64              id,
              SptRecord          *record,
              Standing           *standing,
              SptDossierColumns  *columns,
              GError            **error)
{
  guint done;

  if (!load_standing (db, id, 0, standing, error) ||
      !list_done (db, get_kind (record), id, &done, error))
    return FALSE;
  get_columns_there (record, get_data (standing), standing->account, done, columns);

  return TRUE;
}

gboolean
_spt_dossiers_asks_next (SptDb      *db,
                         gint64      id,
                         SptRecord  *record,
                         gboolean   *asks,
                         GError    **error)
{
  g_auto (Standing) standing = { 0 };
  SptDossierColumns columns = { 0 };

  if (!load_columns (db, id, record, &standing, &columns, error))
    return FALSE;
  *asks = columns.next_operation != NULL;

  return TRUE;
}

static gint64
keep (SptDb         *db,
      gint64         id,
      SptRecord     *record,
      SptIssueList  *issues,
      gint64         import_id,
      guint          row,
      const char    *who,
      GString       *doc,
      GError       **error)
{
  g_auto (Standing) standing = { 0 };
  SptDossierColumns columns = { 0 };

  if (!load_columns (db, id, record, &standing, &columns, error))
    return 0;
  g_string_truncate (doc, 0);
  spt_record_write (record, doc);

  return spt_db_save_dossier (db, get_kind (record)->id, id, doc->str, &columns, issues, import_id, row, who, error);
}

/* Whom it is about, where the directory has one of that code. */
static gboolean
find_subject (SptDb                 *db,
              const SptDossierKind  *kind,
              SptRecordEntry        *entry,
              gint64                *subject_id,
              GError               **error)
{
  const char *code = kind->code != NULL ? _spt_dossiers_get (entry->record, kind->code) : "";
  g_autoptr (SptSubject) subject = NULL;

  *subject_id = 0;
  if (entry->id != 0 || *code == '\0')
    return TRUE;
  *subject_id = spt_db_find_subject (db, code, strlen (code) == 11 ? code : NULL, error);
  /* The VAT number of a firm that has another tax code. */
  if (*subject_id == 0 && strlen (code) == 11)
    *subject_id = spt_db_find_subject (db, NULL, code, error);
  if (*subject_id <= 0)
    return *subject_id == 0;
  subject = spt_db_get_subject (db, *subject_id, error);
  if (subject == NULL)
    return FALSE;
  if (kind->name != NULL && spt_text_is_blank (_spt_dossiers_get (entry->record, kind->name)))
    _spt_dossiers_set (entry->record, kind->name, spt_subject_get_name (subject));

  return TRUE;
}

gint64
_spt_dossiers_save (SptDb           *db,
                    SptRecordEntry  *entry,
                    SptIssueList    *issues,
                    GError         **error)
{
  const SptDossierKind *kind = get_kind (entry->record);
  const char *owner = kind->owner;
  g_autofree char *before = NULL;
  gboolean completes = entry->id != 0 && entry->import_id != 0;
  gint64 subject_id;
  gint64 id;

  if (!find_subject (db, kind, entry, &subject_id, error))
    return 0;
  if (completes)
    {
      before = spt_db_get_dossier_doc (db, entry->id, NULL, error);
      if (before == NULL)
        return 0;
    }
  if (owner != NULL && entry->who != NULL && *entry->who != '\0')
    _spt_dossiers_set (entry->record, owner, entry->who);
  id = keep (db, entry->id, entry->record, issues, entry->id == 0 ? entry->import_id : 0,
             entry->id == 0 ? entry->row : 0, entry->who, entry->doc, error);
  if (id == 0 ||
      (completes &&
       !spt_db_note_dossier_undo (db, entry->import_id, id, before, entry->doc->str, error)) ||
      (entry->id == 0 && entry->account_id != 0 &&
       !spt_db_set_dossier_account (db, id, entry->account_id, error)) ||
      (subject_id != 0 && !spt_db_set_dossier_subject (db, id, subject_id, error)))
    return 0;

  return id;
}

gboolean
_spt_dossiers_recheck (SptDb       *db,
                       gint64       id,
                       SptRecord   *record,
                       gint64       now_utc_ms,
                       const char  *doc,
                       GError     **error)
{
  g_auto (Standing) standing = { 0 };
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptDossierColumns columns = { 0 };

  return load_standing (db, id, 0, &standing, error) &&
         check_standing (db, id, record, &standing,
                         spt_dossier_get_data (standing.dossier)->import_row, now_utc_ms, &columns,
                         issues, error) &&
         spt_db_recheck_dossier (db, id, doc, columns.next_operation, issues, error);
}

/* --- files ------------------------------------------------------------------------------------ */

static gboolean
says_the_same (const SptNode     *a,
               const SptNode     *b,
               const SptFieldDef *field)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;
  SptDatetime x;
  SptDatetime y;

  if (field->kind == SPT_FIELD_DATETIME && spt_node_get_datetime (a, field->index, &x) &&
      spt_node_get_datetime (b, field->index, &y))
    return spt_datetime_compare (&x, &y) == 0;
  left = spt_text_fold (spt_node_get (a, field->index));
  right = spt_text_fold (spt_node_get (b, field->index));

  return strcmp (left, right) == 0;
}

static void
copy_part (SptNode       *root,
           guint          group,
           const SptNode *from)
{
  SptNode *to = spt_node_add_child (root, group);
  const SptGroupDef *def = spt_node_get_def (to);

  for (guint i = 0; i < def->n_fields; i++)
    spt_node_set (to, i, spt_node_get (from, i), -1);
}

/* A row completes what the service has already: empty fields, and the step that is asked next; of a
 * list only what is not there at all. */
static void
complete_whole (SptRecord    *whole,
                SptRecord    *record,
                guint         row,
                SptIssueList *issues)
{
  SptNode *to = spt_record_get_root (whole);
  SptNode *from = spt_record_get_root (record);
  const SptGroupDef *def = spt_node_get_def (to);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *text = spt_node_get (from, i);

      if (*text == '\0')
        continue;
      if (*spt_node_get (to, i) == '\0')
        spt_node_set (to, i, text, -1);
      else if (!says_the_same (to, from, &def->fields[i]))
        spt_node_add_issue (from, &def->fields[i], issues, SPT_ISSUE_WARNING,
                            _spt_dossiers_get_domain (get_kind (record)), "kept-other",
                            row, text, spt_node_get (to, i));
    }
  for (guint g = 0; g < def->n_groups; g++)
    {
      guint n = spt_node_get_n_children (from, g);

      if (n > 0 && def->groups[g]->max == 1 && spt_node_get_n_children (to, g) == 1)
        spt_node_remove_child (to, g, 0);
      if (spt_node_get_n_children (to, g) > 0)
        continue;
      for (guint i = 0; i < n; i++)
        copy_part (to, g, spt_node_get_child (from, g, i));
    }
}

/* The record becomes the whole of what the archive has and the row adds. */
static gboolean
complete_record (SptDb           *db,
                 SptRecordEntry  *entry,
                 SptIssueList    *issues,
                 gboolean        *adds,
                 GError         **error)
{
  g_autofree char *before = spt_db_get_dossier_doc (db, entry->id, NULL, error);
  g_autoptr (SptRecord) whole = spt_record_new (spt_record_get_schema (entry->record));

  if (before == NULL || !spt_record_read (whole, before, -1, error))
    return FALSE;
  complete_whole (whole, entry->record, entry->row, issues);
  g_string_truncate (entry->doc, 0);
  spt_record_write (whole, entry->doc);
  *adds = strcmp (entry->doc->str, before) != 0;

  return !*adds ||
         spt_record_read (entry->record, entry->doc->str, (gssize) entry->doc->len, error);
}

/* What the service knows of is completed; what is to fix, and never got anywhere, is mended by the
 * row; anything else is there already. */
gboolean
_spt_dossiers_find (SptDb           *db,
                    SptRecordEntry  *entry,
                    SptIssueList    *issues,
                    GError         **error)
{
  const SptDossierKind *kind = get_kind (entry->record);
  SptDossierMatch match = { 0 };

  _spt_dossiers_describe (entry);
  if (kind->match != NULL
      ? !kind->match (db, entry, &match, error)
      : entry->key != NULL &&
      !spt_db_match_dossier (db, kind->id, entry->key, entry->account_id, &match, error))
    return FALSE;
  if (entry->refused != NULL)
    return TRUE;

  entry->id = match.id;
  entry->may_mend = match.id != 0 && !match.is_under_way &&
                    (match.is_known ? kind->completes : match.is_to_fix) &&
                    (entry->import_id == 0 || match.import_id != entry->import_id) &&
                    (entry->mended == NULL || !g_hash_table_contains (entry->mended, &match.id));
  if (entry->may_mend && match.is_known &&
      !complete_record (db, entry, issues, &entry->may_mend, error))
    return FALSE;
  _spt_dossiers_describe (entry); /* its texts are the record's */
  if (entry->id != 0 && !entry->may_mend)
    return TRUE;

  return _spt_dossiers_check (db, entry, issues, error);
}

/* --- undo ------------------------------------------------------------------------------------- */

typedef struct
{
  const SptDossierKind *kind;
  gint64                now_utc_ms;
  const char           *who;
} Undo;

static gboolean
restore (SptDb       *db,
         gint64       id,
         const char  *before,
         gpointer     user_data,
         GError     **error)
{
  const Undo *how = user_data;
  g_autoptr (SptRecord) record = spt_record_new (_spt_dossiers_get_schema (how->kind));
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) doc = g_string_new (NULL);
  SptRecordEntry entry = { .record = record, .id = id, .now_utc_ms = how->now_utc_ms };

  return spt_record_read (record, before, -1, error) &&
         _spt_dossiers_check (db, &entry, issues, error) &&
         keep (db, id, record, issues, 0, 0, how->who, doc, error) != 0;
}

gboolean
_spt_dossiers_undo (const SptDossierKind  *kind,
                    SptDb                 *db,
                    gint64                 import_id,
                    gint64                 now_utc_ms,
                    const char            *who,
                    guint                 *n_undone,
                    guint                 *n_kept,
                    GError               **error)
{
  Undo how = { kind, now_utc_ms, who };

  return spt_db_undo_dossiers (db, import_id, restore, &how, n_undone, n_kept, error);
}
