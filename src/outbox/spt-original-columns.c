/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What we say of each row of a sheet that goes back: the columns of each kind of records, and their words. */
#define G_LOG_DOMAIN "spt-original-columns"

#include "config.h"

#include "outbox/spt-original-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/spt-messages.h"
#include "outbox/spt-record-kind.h"

/* What is to be corrected is told so far; the rest shows once these are. */
#define MAX_TOLD 3

static const char *
get_state_word (const SptImportOutcome *outcome)
{
  gboolean is_delete = outcome->operation != NULL &&
                       g_str_has_suffix (outcome->operation, ".delete");

  if (outcome->record_id == 0)
    return C_("row", "Not imported");
  if (outcome->removed && !outcome->was_sent)
    return C_("row", "Removed from the archive");
  if (outcome->is_before)
    return C_("row", "Known already");

  switch (outcome->state)
    {
    case SPT_STATE_TO_FIX:
      return C_("row", "Not sent: to be corrected");
    case SPT_STATE_SENDING:
    case SPT_STATE_WAITING:
      return C_("row", "Under way");
    case SPT_STATE_DONE:
    case SPT_STATE_PARTLY_DONE:
      return is_delete ? C_("row", "Deleted") : C_("row", "Accepted");
    case SPT_STATE_REFUSED:
      return is_delete ? C_("row", "Deletion refused") : C_("row", "Refused");
    case SPT_STATE_UNCERTAIN:
      return C_("row", "Outcome uncertain");
    case SPT_STATE_DRAFT:
    case SPT_STATE_READY:
    case SPT_STATE_NOT_SENT:
    case SPT_STATE_CANCELLED:
    default:
      return C_("row", "Not sent");
    }
}

/* What is to be corrected, at the columns of their sheet. */
static void
append_issues (SptOriginal               *self,
               const SptImportOutcome    *outcome,
               GString                   *text)
{
  const SptRecordKind *kind = spt_record_kind_find (self->source->kind);
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = kind->get_doc (self->db, outcome->record_id, &issues, &error);
  guint n_told = 0;

  if (doc == NULL)
    {
      g_warning ("What is to be corrected of a row could not be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < spt_issue_list_get_n (issues) && n_told < MAX_TOLD; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *column = NULL;
      g_autofree char *message = NULL;

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      column = spt_import_dup_column (self->source->kind, self->mapping, issue->path);
      message = spt_issue_dup_message (issue, column != NULL ? column : issue->path);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", message);
      n_told++;
    }
  if (spt_issue_list_get_n_errors (issues) > n_told)
    g_string_append (text, " …");
}

static char *
dup_outcome_words (SptOriginal               *self,
                   const SptImportOutcome    *outcome)
{
  if (outcome->record_id == 0)
    {
      g_autofree char *column = NULL;

      if (outcome->rejected.domain == NULL)
        return g_strdup ("");
      column = spt_import_dup_column (self->source->kind, self->mapping, outcome->rejected.path);
      return spt_issue_dup_message (&outcome->rejected,
                                    column != NULL ? column : outcome->rejected.path);
    }
  if (outcome->code != NULL && outcome->operation != NULL)
    {
      g_autofree char *domain = g_strdup (outcome->operation);
      const SptMessage *message;

      domain[strcspn (domain, ".")] = '\0';
      message = spt_messages_find (domain, outcome->code);
      if (message != NULL && strchr (message->text, '{') == NULL)
        return outcome->message != NULL && *outcome->message != '\0'
          ? g_strdup_printf ("%s (%s)", message->text, outcome->message)
          : g_strdup (message->text);
    }

  return g_strdup (outcome->message != NULL ? outcome->message : "");
}

/* Why it did not come in, what the service said, what is to be corrected. */
static char *
dup_message (SptOriginal               *self,
             const SptImportOutcome    *outcome)
{
  g_autofree char *words = dup_outcome_words (self, outcome);
  g_autoptr (GString) text = NULL;

  if (outcome->record_id == 0 || outcome->removed || outcome->is_before || outcome->state != SPT_STATE_TO_FIX)
    return g_steal_pointer (&words);
  text = g_string_new (words);
  append_issues (self, outcome, text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_date (gint64 utc_ms)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (utc_ms <= 0)
    return NULL;
  utc = g_date_time_new_from_unix_utc (utc_ms / 1000);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;
}

static char *
dup_cell (SptOriginal               *self,
          const SptImportOutcome    *outcome,
          const char                *column)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);

  if (outcome->doc == NULL || klass->dup_csv_cell == NULL)
    return NULL;

  return klass->dup_csv_cell (self->service, self->record, outcome->part, column);
}

static char *
dup_state_cell (SptOriginal               *self,
                const SptImportOutcome    *outcome)
{
  return g_strdup (get_state_word (outcome));
}

static const char *
get_code (const SptImportOutcome *outcome)
{
  return outcome->record_id != 0 ? outcome->code : outcome->rejected.code;
}

static char *
dup_code_cell (SptOriginal               *self,
               const SptImportOutcome    *outcome)
{
  return g_strdup (get_code (outcome));
}

static char *
dup_file_cell (SptOriginal               *self,
               const SptImportOutcome    *outcome)
{
  return g_strdup (outcome->remote_id);
}

static char *
dup_date_cell (SptOriginal               *self,
               const SptImportOutcome    *outcome)
{
  return dup_date (outcome->since);
}

static char *
dup_iuv_cell (SptOriginal               *self,
              const SptImportOutcome    *outcome)
{
  return dup_cell (self, outcome, "iuv");
}

static char *
dup_nav_cell (SptOriginal               *self,
              const SptImportOutcome    *outcome)
{
  return dup_cell (self, outcome, "nav");
}

static char *
dup_number_cell (SptOriginal               *self,
                 const SptImportOutcome    *outcome)
{
  return g_strdup (outcome->number);
}

static char *
dup_phase_cell (SptOriginal               *self,
                const SptImportOutcome    *outcome)
{
  return g_strdup (outcome->phase);
}

static char *
dup_found_cell (SptOriginal               *self,
                const SptImportOutcome    *outcome)
{
  return g_strdup (outcome->found);
}

#define COLUMN_STATE   { "sportello.state", N_("Outcome"), dup_state_cell }
#define COLUMN_CODE    { "sportello.code", N_("Outcome code"), dup_code_cell }
#define COLUMN_MESSAGE { "sportello.message", N_("What happened"), dup_message }
#define COLUMN_DATE    { "sportello.date", N_("Outcome date"), dup_date_cell }

static const SptOriginalColumn position_columns[] = {
  COLUMN_STATE,
  COLUMN_CODE,
  COLUMN_MESSAGE,
  { "sportello.file", N_("Uploaded file"), dup_file_cell },
  COLUMN_DATE,
  { "sportello.iuv", N_("IUV in the archive"), dup_iuv_cell },
  { "sportello.nav", N_("Notice number"), dup_nav_cell },
};

static const SptOriginalColumn voucher_columns[] = {
  COLUMN_STATE,
  { "sportello.number", N_("PROTOCOLLO"), dup_number_cell },
  { "sportello.phase", N_("Phase"), dup_phase_cell },
  COLUMN_CODE,
  COLUMN_MESSAGE,
  COLUMN_DATE,
};

static const SptOriginalColumn lookup_columns[] = {
  COLUMN_STATE,
  { "sportello.pec", N_("PEC"), dup_found_cell },
  { "sportello.phase", N_("Phase"), dup_phase_cell },
  COLUMN_CODE,
  COLUMN_MESSAGE,
  COLUMN_DATE,
};

static const struct
{
  const SptRecordKind            *kind;
  const SptOriginalColumn        *columns;
  guint                           n_columns;
} kinds[] = {
  { &spt_record_kind_positions, position_columns, G_N_ELEMENTS (position_columns) },
  { &spt_record_kind_vouchers, voucher_columns, G_N_ELEMENTS (voucher_columns) },
  { &spt_record_kind_lookups, lookup_columns, G_N_ELEMENTS (lookup_columns) },
};

gboolean
_spt_original_find_columns (SptOriginal  *self,
                            GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].kind->id, self->source->kind))
        {
          self->columns = kinds[i].columns;
          self->n_columns = kinds[i].n_columns;
          return TRUE;
        }
    }
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
               "Records of kind \"%s\" are not sent", self->source->kind);

  return FALSE;
}
