/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of plants on paper: what stands at the head and the foot of each page. */

#define G_LOG_DOMAIN "spt-catasto-paper"

#include "config.h"

#include "services/catasto/spt-catasto-paper.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-datetime.h"
#include "base/spt-text.h"

#define LAYOUT "catasto/paper.json"
#define MAX_HEAD 120 /* code points: the head is on every page, the whole is in the document */

/* A user's copy that is none is told, and the shipped one is used. */
static SptPaperLayout *
load_layout (GError **error)
{
  g_autoptr (GError) broken = NULL;
  g_autoptr (JsonNode) table = NULL;
  SptPaperLayout *layout = spt_paper_layout_load (LAYOUT, &broken);

  if (layout != NULL)
    return layout;
  g_warning ("%s: %s", LAYOUT, broken->message);
  table = spt_data_load_shipped_json (LAYOUT, error);

  return table != NULL ? spt_paper_layout_new (table, error) : NULL;
}

/* What the caller knows, else the document, else the libretto. */
static char *
dup_head (SptPaperLayout      *layout,
          SptRecord           *record,
          const SptPaperFacts *facts,
          const char          *known,
          const char          *name)
{
  g_autofree char *said = NULL;

  if (known != NULL && *known != '\0')
    return g_strdup (known);
  said = spt_paper_layout_dup_head (layout, record, name);
  if (*said != '\0' || facts->libretto == NULL)
    return g_steal_pointer (&said);

  return spt_paper_layout_dup_head (layout, facts->libretto, name);
}

static const char *
get_word (SptPaperLayout *layout,
          const char     *name)
{
  const char *word = spt_paper_layout_get_word (layout, name);

  return word != NULL ? word : "";
}

static char *
dup_foot (SptPaperLayout      *layout,
          const SptPaperFacts *facts)
{
  static const char *const words[] = { "draft", "sent", "refused", "accepted", "kept" };
  gint64 utc_ms = facts->time_utc_ms != 0 ? facts->time_utc_ms : g_get_real_time () / 1000;
  const char *word = words[CLAMP ((int) facts->status, 0, (int) G_N_ELEMENTS (words) - 1)];
  g_autofree char *day = NULL;
  SptDatetime wall;

  spt_datetime_from_utc_ms_in_italy (&wall, utc_ms, NULL);
  day = spt_datetime_to_italian (&wall, FALSE);
  if (facts->status == SPT_PAPER_STATUS_ACCEPTED && (facts->submission_id == NULL || *facts->submission_id == '\0'))
    word = "accepted-plain";

  return spt_text_fill (get_word (layout, word), "date", day, "id",
                        facts->submission_id != NULL ? facts->submission_id : "", NULL);
}

/**
 * spt_catasto_paper_new:
 * @xsd: the schema of a call
 * @record: a document by it
 * @facts: what it does not say itself
 * @error: return location for an error
 *
 * Makes a paper in the order of the ministerial model (catasto facts 7, 8).
 *
 * Returns: (transfer full): the paper, or %NULL
 */
SptPaper *
spt_catasto_paper_new (SptXsd               *xsd,
                       SptRecord            *record,
                       const SptPaperFacts  *facts,
                       GError              **error)
{
  g_autoptr (SptPaperLayout) layout = NULL;
  g_autofree char *code = NULL;
  g_autofree char *place = NULL;
  g_autofree char *responsible = NULL;
  g_autofree char *right = NULL;
  g_autofree char *foot = NULL;
  g_autoptr (GString) left = g_string_new (NULL);
  char **heads[] = { &code, &place, &responsible };
  SptPaper *paper;

  g_return_val_if_fail (xsd != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  layout = load_layout (error);
  if (layout == NULL)
    return NULL;
  paper = spt_paper_new_beside (xsd, record, layout, facts->libretto_xsd, facts->libretto);
  code = dup_head (layout, record, facts, facts->plant_code, "code");
  place = dup_head (layout, record, facts, facts->place, "place");
  responsible = dup_head (layout, record, facts, facts->responsible, "responsible");
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *whole = *heads[i];

      *heads[i] = spt_text_make_printable (whole, -1, MAX_HEAD);
    }
  if (*code != '\0')
    right = g_strdup_printf ("%s\n%s", get_word (layout, "code"), code);
  g_string_append (left, place);
  if (*responsible != '\0')
    g_string_append_printf (left, "%s%s: %s", left->len > 0 ? "\n" : "", get_word (layout, "responsible"),
                            responsible);
  spt_paper_set_head (paper, left->str, right);
  foot = dup_foot (layout, facts);
  spt_paper_set_foot (paper, foot);

  return paper;
}

/**
 * spt_catasto_paper_dup_name:
 * @paper: a paper
 * @plant_code: (nullable): of the plant
 *
 * Makes a name for its file: the kind of the document and the plant, nobody's name.
 *
 * Returns: (transfer full): the name
 */
char *
spt_catasto_paper_dup_name (SptPaper   *paper,
                            const char *plant_code)
{
  g_autofree char *folded = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) name = g_string_new (NULL);

  g_return_val_if_fail (paper != NULL, NULL);

  parts = g_strsplit_set (spt_paper_get_title (paper), ",(:", 2);
  folded = spt_text_fold (parts[0]);
  for (const char *at = folded; *at != '\0'; at++)
    g_string_append_c (name, g_ascii_isalnum (*at) ? *at : '-');
  if (plant_code != NULL && *plant_code != '\0')
    {
      g_string_append_c (name, '-');
      for (const char *at = plant_code; *at != '\0'; at++)
        g_string_append_c (name, g_ascii_isalnum (*at) ? *at : '-');
    }
  g_string_append (name, ".pdf");

  return g_string_free (g_steal_pointer (&name), FALSE);
}
