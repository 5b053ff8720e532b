/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of a check, and a list of them that counts as it grows. */

#define G_LOG_DOMAIN "spt-issue"

#include "config.h"

#include "model/spt-issue.h"

#include "base/spt-messages.h"
#include "base/spt-text.h"

/* What an issue keeps of the offending text, in characters: enough to recognise it, little enough
 * for 100,000 of them. */
#define MAX_VALUE_CHARS 200

struct _SptIssueList
{
  GArray            *issues; /* (owned) (element-type SptIssue) */

  char              *file;   /* (owned) (nullable): what is added is of that one */
  const char *const *taken; /* (nullable): borrowed: codes that a person takes upon himself */

  guint              max_kept;
  guint              n_errors;
  guint              n_warnings;
  guint              last_kept : 1; /* whether the issue added last is in the list */
};

static const char *const level_names[] = {
  [SPT_ISSUE_NOTE] = "note",
  [SPT_ISSUE_WARNING] = "warning",
  [SPT_ISSUE_ERROR] = "error",
};

static char *
dup_cut (const char *text)
{
  const char *end;
  guint n = 0;

  if (text == NULL)
    return NULL;

  for (end = text; *end != '\0' && n < MAX_VALUE_CHARS; end = g_utf8_next_char (end))
    n++;

  return g_strndup (text, end - text);
}

/**
 * spt_issue_clear:
 * @self: an issue
 *
 * Frees what @self owns, not @self; for arrays of issues.
 */
void
spt_issue_clear (SptIssue *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->limit, g_free);
  g_clear_pointer (&self->file, g_free);
}

/**
 * spt_issue_dup_message:
 * @self: an issue
 * @field_label: (nullable): what the person calls the field; without it the path stands in
 *
 * Says what was found in one sentence in the user's language. A code that no table has comes out as
 * itself, so that nothing is hidden.
 *
 * Returns: (transfer full): the sentence, plain text
 */
char *
spt_issue_dup_message (const SptIssue *self,
                       const char     *field_label)
{
  const SptMessage *message;

  g_return_val_if_fail (self != NULL, NULL);

  message = spt_messages_find (self->domain, self->code);
  if (message == NULL || message->text == NULL)
    return g_strdup (self->code);

  if (field_label == NULL)
    field_label = self->path != NULL ? self->path : "";

  return spt_text_fill (message->text,
                        "field", field_label,
                        "value", self->value != NULL ? self->value : "",
                        "limit", self->limit != NULL ? self->limit : "",
                        NULL);
}

/**
 * spt_issue_level_to_string:
 * @level: a level
 *
 * Gets the word for @level that the archive and the command line use.
 *
 * Returns: (transfer none): "error", "warning" or "note"
 */
const char *
spt_issue_level_to_string (SptIssueLevel level)
{
  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (level_names), NULL);

  return level_names[level];
}

/**
 * spt_issue_level_from_string:
 * @text: (nullable): a word of spt_issue_level_to_string()
 * @level: (out): the level
 *
 * Reads a level back.
 *
 * Returns: %FALSE, with @level untouched, when @text is no such word
 */
gboolean
spt_issue_level_from_string (const char    *text,
                             SptIssueLevel *level)
{
  g_return_val_if_fail (level != NULL, FALSE);

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (level_names); i++)
    {
      if (g_str_equal (text, level_names[i]))
        {
          *level = (SptIssueLevel) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * spt_issue_list_new:
 * @max_kept: most issues kept with their texts; beyond it only the counts go on; 0 = no cap
 *
 * Makes an empty list. It belongs to one thread at a time.
 *
 * Returns: (transfer full): the list
 */
SptIssueList *
spt_issue_list_new (guint max_kept)
{
  SptIssueList *self = g_new0 (SptIssueList, 1);

  self->issues = g_array_new (FALSE, FALSE, sizeof (SptIssue));
  g_array_set_clear_func (self->issues, (GDestroyNotify) spt_issue_clear);
  self->max_kept = max_kept;

  return self;
}

/**
 * spt_issue_list_free:
 * @self: (transfer full) (nullable): a list
 *
 * Frees @self and its issues.
 */
void
spt_issue_list_free (SptIssueList *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->issues);
  g_free (self->file);
  g_free (self);
}

/**
 * spt_issue_list_reset:
 * @self: a list
 *
 * Empties @self and sets its counts to nothing; the cap stays.
 */
void
spt_issue_list_reset (SptIssueList *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->issues, 0);
  self->n_errors = 0;
  self->n_warnings = 0;
  self->last_kept = FALSE;
}

/**
 * spt_issue_list_add:
 * @self: a list
 * @level: how grave
 * @domain: message table
 * @code: code in that table
 * @row: position in the document or row of the file, from 1; 0 = the whole document
 * @path: (nullable): where in the record
 * @value: (nullable): the offending text; the first 200 characters are kept
 * @limit: (nullable): what was expected
 *
 * Adds an issue, or only counts it when the list is full. All strings are copied or interned.
 */
void
spt_issue_list_add (SptIssueList  *self,
                    SptIssueLevel  level,
                    const char    *domain,
                    const char    *code,
                    guint          row,
                    const char    *path,
                    const char    *value,
                    const char    *limit)
{
  SptIssue issue = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (domain != NULL);
  g_return_if_fail (code != NULL);

  if (level == SPT_ISSUE_ERROR)
    self->n_errors++;
  else if (level == SPT_ISSUE_WARNING)
    self->n_warnings++;

  self->last_kept = self->max_kept == 0 || self->issues->len < self->max_kept;
  if (!self->last_kept)
    return;

  issue.level = level;
  issue.domain = g_intern_string (domain);
  issue.code = g_intern_string (code);
  issue.row = row;
  issue.path = g_strdup (path);
  issue.value = dup_cut (value);
  issue.limit = g_strdup (limit);
  issue.file = g_strdup (self->file);
  g_array_append_val (self->issues, issue);
}

/**
 * spt_issue_list_set_file:
 * @self: a list
 * @file: (nullable): a file's name, without its folder; %NULL = of no one of several
 *
 * Says of which file is what is added from now on.
 */
void
spt_issue_list_set_file (SptIssueList *self,
                         const char   *file)
{
  g_return_if_fail (self != NULL);

  if (g_strcmp0 (self->file, file) == 0)
    return;
  g_free (self->file);
  self->file = g_strdup (file);
}

/**
 * spt_issue_list_get_file:
 * @self: a list
 *
 * Gets which file is being told of.
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
spt_issue_list_get_file (SptIssueList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->file;
}

/**
 * spt_issue_list_set_overridable:
 * @self: a list
 *
 * Marks the issue added last as one that a person may override. Without effect if it was not kept.
 */
void
spt_issue_list_set_overridable (SptIssueList *self)
{
  g_return_if_fail (self != NULL);

  if (self->last_kept)
    {
      SptIssue *issue = &g_array_index (self->issues, SptIssue, self->issues->len - 1);

      issue->overridable = TRUE;
      if (self->taken == NULL || issue->level != SPT_ISSUE_ERROR || !g_strv_contains (self->taken, issue->code))
        return;
      issue->level = SPT_ISSUE_WARNING;
      self->n_errors--;
      self->n_warnings++;
    }
}

/**
 * spt_issue_list_set_taken:
 * @self: a list
 * @codes: (nullable) (array zero-terminated=1): codes, borrowed as long as @self takes issues
 *
 * Says what a person takes upon himself: an overridable error of one of these codes that is added from now on is a
 * warning.
 */
void
spt_issue_list_set_taken (SptIssueList      *self,
                          const char *const *codes)
{
  g_return_if_fail (self != NULL);

  self->taken = codes;
}

/**
 * spt_issue_list_set_rejects:
 * @self: a list
 * @rejects: why
 *
 * Says of the issue added last that it keeps its row out. Without effect if it was not kept.
 */
void
spt_issue_list_set_rejects (SptIssueList    *self,
                            SptIssueRejects  rejects)
{
  g_return_if_fail (self != NULL);

  if (self->last_kept)
    g_array_index (self->issues, SptIssue, self->issues->len - 1).rejects = rejects;
}

/**
 * spt_issue_list_add_copy:
 * @self: a list
 * @issue: an issue of another list
 * @row: the row it shall have here
 *
 * Adds the same as @issue.
 */
void
spt_issue_list_add_copy (SptIssueList   *self,
                         const SptIssue *issue,
                         guint           row)
{
  spt_issue_list_add (self, issue->level, issue->domain, issue->code, row, issue->path,
                      issue->value, issue->limit);
  if (issue->overridable)
    spt_issue_list_set_overridable (self);
  spt_issue_list_set_rejects (self, issue->rejects);
  if (self->last_kept && self->file == NULL)
    g_array_index (self->issues, SptIssue, self->issues->len - 1).file = g_strdup (issue->file);
}

/**
 * spt_issue_list_steal:
 * @self: a list
 *
 * Takes everything out of @self, without copying it.
 *
 * Returns: (transfer full): a list with the issues and counts of @self, which is empty then
 */
SptIssueList *
spt_issue_list_steal (SptIssueList *self)
{
  SptIssueList *other;
  GArray *issues;

  g_return_val_if_fail (self != NULL, NULL);

  other = spt_issue_list_new (self->max_kept);
  issues = other->issues;
  *other = *self;
  other->file = g_strdup (self->file);
  self->issues = issues;
  spt_issue_list_reset (self);

  return other;
}

/**
 * spt_issue_list_get_n:
 * @self: a list
 *
 * Counts the issues kept, in the order they came.
 *
 * Returns: the number; the counts of errors and warnings may be larger
 */
guint
spt_issue_list_get_n (SptIssueList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->issues->len;
}

/**
 * spt_issue_list_get:
 * @self: a list
 * @index: from 0, below spt_issue_list_get_n()
 *
 * Gets one issue.
 *
 * Returns: (transfer none): the issue, valid until the next change of @self
 */
const SptIssue *
spt_issue_list_get (SptIssueList *self,
                    guint         index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->issues->len, NULL);

  return &g_array_index (self->issues, SptIssue, index);
}

/**
 * spt_issue_list_get_n_errors:
 * @self: a list
 *
 * Counts all errors, those not kept too.
 *
 * Returns: the number
 */
guint
spt_issue_list_get_n_errors (SptIssueList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_errors;
}

/**
 * spt_issue_list_get_n_warnings:
 * @self: a list
 *
 * Counts all warnings, those not kept too.
 *
 * Returns: the number
 */
guint
spt_issue_list_get_n_warnings (SptIssueList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_warnings;
}

/**
 * spt_issue_list_get_n_stopping:
 * @self: a list
 *
 * Counts the errors kept that nobody may override.
 *
 * Returns: the number
 */
guint
spt_issue_list_get_n_stopping (SptIssueList *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->issues->len; i++)
    {
      const SptIssue *issue = &g_array_index (self->issues, SptIssue, i);

      if (issue->level == SPT_ISSUE_ERROR && !issue->overridable)
        n++;
    }

  return n;
}
