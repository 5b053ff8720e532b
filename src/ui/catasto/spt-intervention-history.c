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

/* "c:L4_1GT[2]" → "L4_1GT[1]": the register counts from one, and need not count what stands alone. */
static void
append_step (GString    *path,
             const char *step,
             gboolean    is_last)
{
  const char *colon = strchr (step, ':');
  const char *name = colon != NULL ? colon + 1 : step;
  const char *bracket = strchr (name, '[');
  guint64 position = bracket != NULL ? g_ascii_strtoull (bracket + 1, NULL, 10) : 0;

  if (path->len > 0)
    g_string_append_c (path, '.');
  g_string_append_len (path, name, bracket != NULL ? (gssize) (bracket - name) : (gssize) strlen (name));
  if (!is_last || position > 0)
    g_string_append_printf (path, "[%" G_GUINT64_FORMAT "]", position > 0 ? MIN (position, 10000) - 1 : 0);
}

static char *
dup_path (const char *xpath)
{
  g_auto (GStrv) steps = g_strsplit (xpath + 1, "/", -1);
  guint n = g_strv_length (steps);
  g_autoptr (GString) path = g_string_new (NULL);

  /* The first is the document. */
  for (guint i = 1; i < n; i++)
    append_step (path, steps[i], i + 1 == n);

  return path->len > 0 ? g_strdup (path->str) : NULL;
}

/* A position is no part of the path of a field, but of that of a group. */
static char *
dup_known (SptForm    *form,
           const char *path)
{
  g_autofree char *plain = NULL;
  char *bracket;

  if (form == NULL || spt_form_find_field (form, path) != NULL || !g_str_has_suffix (path, "]"))
    return g_strdup (path);
  plain = g_strdup (path);
  bracket = strrchr (plain, '[');
  *bracket = '\0';

  return g_strdup (spt_form_find_field (form, plain) != NULL ? plain : path);
}

/* Where the next place that the register named begins, and what it said of it: "[/api_call_8/impianto/…] words; [/…] words".
 * @words and @n_words: (out): of it. Gives what comes after, %NULL = there is none. */
static const char *
next_said (const char  *message,
           char       **xpath,
           char       **words)
{
  const char *open = strstr (message, "[/");
  const char *close = open != NULL ? strstr (open, "] ") : NULL;
  const char *end;

  if (open != NULL && close == NULL && g_str_has_suffix (open, "]"))
    close = open + strlen (open) - 1;
  if (close == NULL)
    return NULL;
  end = strstr (close, "; [/");
  if (end == NULL)
    end = close + strlen (close);
  *xpath = g_strndup (open + 1, (gsize) (close - open - 1));
  *words = g_strstrip (g_strndup (close + 1, (gsize) (end - close - 1)));

  return end;
}

/**
 * _spt_intervention_take_refused:
 * @self: the page
 * @history: (nullable) (element-type SptRecordHistory): its submissions, newest first
 *
 * Marks every place that the register named when it refused the document last.
 *
 * Returns: (transfer full) (nullable): the path of the first
 */
char *
_spt_intervention_take_refused (SptInterventionPage *self,
                                GPtrArray           *history)
{
  const SptRecordHistory *last = history != NULL && history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  const char *rest = last != NULL && last->state == SPT_STATE_REFUSED ? last->message : NULL;
  char *first = NULL;

  while (rest != NULL)
    {
      g_autofree char *xpath = NULL;
      g_autofree char *words = NULL;
      g_autofree char *path = NULL;
      g_autofree char *known = NULL;

      rest = next_said (rest, &xpath, &words);
      path = rest != NULL ? dup_path (xpath) : NULL;
      if (path == NULL)
        continue;
      known = dup_known (self->record->form, path);
      /* A document that was changed since is not what the words are about. */
      if (self->record->state == SPT_STATE_REFUSED)
        spt_record_page_add_refused (SPT_RECORD_PAGE (self), known, words);
      if (first == NULL)
        first = g_steal_pointer (&known);
    }

  return first;
}

/**
 * _spt_intervention_dup_refused_words:
 * @history: (nullable) (element-type SptRecordHistory): its submissions, newest first
 *
 * Finds what the register said when it refused the document last. The places are in the form.
 *
 * Returns: (transfer full) (nullable): its words
 */
char *
_spt_intervention_dup_refused_words (GPtrArray *history)
{
  const SptRecordHistory *last = history != NULL && history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  const char *rest;

  if (last == NULL || last->state != SPT_STATE_REFUSED || last->message == NULL)
    return NULL;
  rest = last->message;
  while (*rest != '\0')
    {
      const char *open = strstr (rest, "[/");
      const char *close = open != NULL ? strchr (open, ' ') : NULL;

      g_string_append_len (words, rest, open != NULL ? (gssize) (open - rest) : (gssize) strlen (rest));
      if (open == NULL || close == NULL)
        break;
      rest = close + 1;
    }

  return words->len > 0 ? g_strdup (words->str) : NULL;
}
