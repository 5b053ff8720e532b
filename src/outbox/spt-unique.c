/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether another record of the same body has an identifier or a notice number already. */
#define G_LOG_DOMAIN "spt-unique"

#include "config.h"

#include <string.h>

#include "outbox/spt-fill.h"
#include "store/spt-store-positions.h"

struct _SptUnique
{
  SptDb        *db;   /* borrowed */
  char         *sole; /* (owned) (nullable) */
  SptNoticeSet *set;  /* (owned) (nullable) */
};

/* What one check carries down the record. */
typedef struct
{
  SptUnique    *unique;
  const char   *body;
  gint64        id;
  guint         row;
  SptIssueList *issues;
} Check;

/**
 * spt_unique_new:
 * @db: a connection
 * @many: whether many records follow: all numbers are gathered once
 * @error: (out) (optional): why not
 *
 * Gets ready to compare records with the archive.
 *
 * Returns: (transfer full) (nullable): to be freed
 */
SptUnique *
spt_unique_new (SptDb     *db,
                gboolean   many,
                GError   **error)
{
  g_autoptr (SptUnique) self = g_new0 (SptUnique, 1);
  g_autoptr (GError) local_error = NULL;

  self->db = db;
  self->sole = spt_fill_dup_sole_body (db, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (many)
    {
      self->set = spt_db_load_notices (db, self->sole, error);
      if (self->set == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * spt_unique_free:
 * @self: (nullable) (transfer full): what compares
 *
 * Frees it.
 */
void
spt_unique_free (SptUnique *self)
{
  if (self == NULL)
    return;

  spt_notice_set_free (self->set);
  g_free (self->sole);
  g_free (self);
}

static gint64
find (Check       *check,
      const char  *number,
      char       **iupd,
      GError     **error)
{
  SptUnique *unique = check->unique;

  return unique->set != NULL
         ? spt_notice_set_find (unique->set, unique->db, number, check->body, check->id, iupd, error)
         : spt_db_find_notice (unique->db, number, check->body, unique->sole, check->id, iupd,
                               error);
}

static gboolean
check_number (Check       *check,
              SptNode     *node,
              guint        index,
              const char  *number,
              const char  *code,
              gboolean    *found,
              GError     **error)
{
  const SptFieldDef *field = &spt_node_get_def (node)->fields[index];
  g_autofree char *iupd = NULL;
  gint64 other = find (check, number, &iupd, error);

  if (other < 0)
    return FALSE;
  *found = other > 0;
  if (*found)
    spt_node_add_issue (node, field, check->issues, SPT_ISSUE_ERROR, "base", code, check->row,
                        spt_node_get (node, index), iupd != NULL ? iupd : "?");

  return TRUE;
}

static gboolean
check_node (Check    *check,
            SptNode  *node,
            GError  **error)
{
  const SptGroupDef *def = spt_node_get_def (node);
  gboolean has_nav = FALSE;
  gboolean found;

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *nav = spt_node_get (node, i);

      if (def->fields[i].kind != SPT_FIELD_NAV || *nav == '\0')
        continue;
      has_nav = TRUE;
      if (!check_number (check, node, i, nav, "nav-in-archive", &found, error))
        return FALSE;
      /* Another's IUV is its number without the 3. */
      if (!found && nav[0] == '3' && nav[1] != '\0')
        {
          g_autofree char *iupd = NULL;
          gint64 other = find (check, nav + 1, &iupd, error);

          if (other < 0)
            return FALSE;
          if (other > 0)
            spt_node_add_issue (node, &def->fields[i], check->issues, SPT_ISSUE_ERROR, "base",
                                "nav-in-archive", check->row, nav, iupd != NULL ? iupd : "?");
        }
    }

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *iuv = spt_node_get (node, i);
      char nav[64];

      if (def->fields[i].kind != SPT_FIELD_IUV || *iuv == '\0')
        continue;
      if (!check_number (check, node, i, iuv, "iuv-in-archive", &found, error))
        return FALSE;
      if (found || has_nav || strlen (iuv) > sizeof nav - 2)
        continue;
      g_snprintf (nav, sizeof nav, "3%s", iuv);
      if (!check_number (check, node, i, nav, "nav-in-archive", &found, error))
        return FALSE;
    }

  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        {
          if (!check_node (check, spt_node_get_child (node, i, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
may_find_in_node (SptUnique     *self,
                  const SptNode *node,
                  const char    *body)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      SptFieldKind kind = def->fields[i].kind;
      const char *number = spt_node_get (node, i);
      char nav[64] = "3";

      if ((kind != SPT_FIELD_IUV && kind != SPT_FIELD_NAV) || *number == '\0')
        continue;
      if (spt_notice_set_may_have (self->set, number, body) ||
          (kind == SPT_FIELD_NAV && number[1] != '\0' &&
           spt_notice_set_may_have (self->set, number + 1, body)))
        return TRUE;
      if (kind == SPT_FIELD_IUV && g_strlcpy (nav + 1, number, sizeof nav - 1) < sizeof nav - 1 &&
          spt_notice_set_may_have (self->set, nav, body))
        return TRUE;
    }

  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        {
          if (may_find_in_node (self, spt_node_get_child (node, i, j), body))
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * spt_unique_may_find:
 * @self: what compares, made for many records
 * @record: a record
 *
 * Says without asking the archive, and on any thread, whether some number of @record may be there.
 *
 * Returns: %FALSE when spt_unique_check() without the identifier would find nothing
 */
gboolean
spt_unique_may_find (SptUnique *self,
                     SptRecord *record)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *body = spt_group_def_find_field (spt_node_get_def (root), "organization");
  const char *text = body != NULL ? spt_node_get (root, body->index) : "";

  return self->set == NULL || (!spt_notice_set_is_empty (self->set) &&
                               may_find_in_node (self, root, *text != '\0' ? text : NULL));
}

/**
 * spt_unique_check:
 * @self: what compares
 * @record: a record
 * @id: which one it is in the archive; 0 = a new one
 * @and_iupd: whether its own identifier is compared too
 * @row: its row; 0 = none
 * @issues: takes the findings
 * @error: (out) (optional): why not
 *
 * Compares a record with all others of its body (GPD facts 12: IUPD, every IUV and NAV are new for
 * the body).
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_unique_check (SptUnique     *self,
                  SptRecord     *record,
                  gint64         id,
                  gboolean       and_iupd,
                  guint          row,
                  SptIssueList  *issues,
                  GError       **error)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *def = spt_node_get_def (root);
  const SptFieldDef *body = spt_group_def_find_field (def, "organization");
  const SptFieldDef *iupd = spt_group_def_find_field (def, "iupd");
  Check check = { .unique = self, .id = id, .row = row, .issues = issues };

  if (body != NULL && *spt_node_get (root, body->index) != '\0')
    check.body = spt_node_get (root, body->index);

  if (and_iupd && iupd != NULL && *spt_node_get (root, iupd->index) != '\0')
    {
      gint64 other = spt_db_find_position_by_iupd (self->db, spt_node_get (root, iupd->index),
                                                   check.body, error);

      if (other < 0)
        return FALSE;
      if (other > 0 && other != id)
        spt_node_add_issue (root, iupd, issues, SPT_ISSUE_ERROR, "base", "iupd-in-archive", row,
                            spt_node_get (root, iupd->index), NULL);
    }

  return check_node (&check, root, error);
}
