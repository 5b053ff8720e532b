/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one intervention, and which place of its document the register objected to. */
#define G_LOG_DOMAIN "spt-intervention-history"

#include "config.h"

#include "ui/catasto/spt-intervention-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

/* --- the list ------------------------------------------------------------------------------------------ */

static GtkWidget *
new_sent_row (SptPage                *page,
              const SptRecordHistory *sent)
{
  return spt_record_page_new_sent_row (SPT_RECORD_PAGE (page), sent, NULL);
}

static const char *
get_phase_words (const char *phase)
{
  if (strcmp (phase, SPT_INTERVENTION_ACCEPTED) == 0)
    return _("Accepted by the register");
  if (strcmp (phase, SPT_INTERVENTION_APPLIED) == 0)
    return _("Became the plant’s libretto");
  if (strcmp (phase, SPT_INTERVENTION_ABANDONED) == 0)
    return _("Taken out of the queue");
  if (*phase == '\0')
    return _("Put back in the queue");

  return phase;
}

static GtkWidget *
new_fact_row (SptPage              *page,
              const SptDossierFact *fact)
{
  gboolean moved = strcmp (fact->kind, "phase") == 0 || strcmp (fact->kind, "step") == 0;
  const char *after = fact->after != NULL ? fact->after : "";

  return spt_dossier_history_new_said (page, fact, moved ? get_phase_words (after) : _("Note"), moved ? NULL : after);
}

/**
 * _spt_intervention_page_add_history:
 * @page: the page
 * @loaded: what the archive has
 *
 * Fills the list of what happened.
 */
void
_spt_intervention_page_add_history (SptRecordPage *page,
                                    SptRecordLoad *loaded)
{
  static const SptDossierHistory history = { SPT_KIND_INTERVENTIONS, new_sent_row, new_fact_row, NULL };

  spt_dossier_history_fill (&history, spt_record_page_get_parts (page)->history_list, SPT_PAGE (page),
                            (SptDossierLoad *) loaded);
}

/* --- a refusal ----------------------------------------------------------------------------------------- */

/* The register's own, or what its code means. */
static char *
dup_words (const SptIssue *issue)
{
  return issue->value != NULL && *issue->value != '\0' ? g_strdup (issue->value) : spt_issue_dup_message (issue, NULL);
}

/**
 * _spt_intervention_take_refused:
 * @self: the page
 * @answer: (nullable): what the register found when it refused the document last, each at its place
 *
 * Marks every place that the register named. A document that was changed since is not what the words are about.
 *
 * Returns: (transfer full) (nullable): the path of the first
 */
char *
_spt_intervention_take_refused (SptInterventionPage *self,
                                SptIssueList        *answer)
{
  char *first = NULL;

  for (guint i = 0; answer != NULL && i < spt_issue_list_get_n (answer); i++)
    {
      const SptIssue *issue = spt_issue_list_get (answer, i);

      if (issue->path == NULL)
        continue;
      if (self->record->state == SPT_STATE_REFUSED)
        {
          g_autofree char *words = dup_words (issue);

          spt_record_page_add_refused (SPT_RECORD_PAGE (self), issue->path, words);
        }
      if (first == NULL)
        first = g_strdup (issue->path);
    }

  return first;
}

/**
 * _spt_intervention_dup_refused_words:
 * @answer: (nullable): what the register found when it refused the document last
 * @history: (nullable) (element-type SptRecordHistory): its submissions, newest first
 *
 * Finds what the register said when it refused the document last. The places are in the form.
 *
 * Returns: (transfer full) (nullable): its words
 */
char *
_spt_intervention_dup_refused_words (SptIssueList *answer,
                                     GPtrArray    *history)
{
  const SptRecordHistory *last = history != NULL && history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  if (last == NULL || last->state != SPT_STATE_REFUSED)
    return NULL;
  /* Without findings it is one sentence of the answer as a whole. */
  if (answer == NULL || spt_issue_list_get_n (answer) == 0)
    return last->message != NULL && *last->message != '\0' ? g_strdup (last->message) : NULL;
  for (guint i = 0; i < spt_issue_list_get_n (answer); i++)
    {
      g_autofree char *said = dup_words (spt_issue_list_get (answer, i));

      g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", said);
    }

  return g_strdup (words->str);
}
