/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the service said of an item that it refused, part by part, at the fields that are meant. */
#define G_LOG_DOMAIN "spt-registry-said"

#include "config.h"

#include "ui/tsdigital/spt-registry-said.h"

#include <string.h>

#include "base/spt-text.h"
#include "service/spt-service.h"

/**
 * spt_registry_said_free:
 * @self: (transfer full): a part of a refusal
 *
 * Frees it.
 */
void
spt_registry_said_free (SptRegistrySaid *self)
{
  g_free (self->path);
  g_free (self->words);
  g_free (self->value);
  g_free (self);
}

/* "[addresses[0].zipCode] too short": the words without the name of the field. */
static const char *
skip_name (const char *part)
{
  guint depth = 0;

  if (*part != '[')
    return part;
  for (const char *at = part; *at != '\0'; at++)
    {
      if (*at == '[')
        depth++;
      else if (*at == ']' && --depth == 0)
        return *(at + 1 + strspn (at + 1, " ")) != '\0' ? at + 1 + strspn (at + 1, " ") : part;
    }
  return part;
}

static SptRegistrySaid *
new_said (const SptRecordHistory *entry,
          SptService             *service,
          const char             *part)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  SptRegistrySaid *said = g_new0 (SptRegistrySaid, 1);

  said->path = klass->dup_answer_path == NULL ? NULL
               : klass->dup_answer_path (service, entry->operation, "", entry->code, part);
  said->words = g_strdup (said->path != NULL ? skip_name (part) : part);
  return said;
}

/**
 * spt_registry_said_list:
 * @history: (nullable) (element-type SptRecordHistory): newest first
 *
 * Takes the last refusal apart: the service's message, then each of its subErrors (services facts 2.7).
 *
 * Returns: (transfer full) (element-type SptRegistrySaid): the parts; empty where nothing was refused
 */
GPtrArray *
spt_registry_said_list (GPtrArray *history)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_registry_said_free);
  const SptRecordHistory *last = history != NULL && history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  SptService *service = last != NULL ? spt_services_find_operation (last->operation, NULL) : NULL;
  g_auto (GStrv) parts = NULL;

  if (service == NULL || last->state != SPT_STATE_REFUSED || last->message == NULL)
    return list;
  parts = g_strsplit (last->message, "; ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!spt_text_is_blank (parts[i]))
        g_ptr_array_add (list, new_said (last, service, parts[i]));
    }

  return list;
}

/* A field that was changed since is no matter any more. */
static gboolean
holds (const SptRegistrySaid *part,
       SptForm               *form)
{
  SptFormField *field = part->path != NULL ? spt_form_find_field (form, part->path) : NULL;

  return field == NULL || part->value == NULL || strcmp (part->value, spt_form_field_get_text (field)) == 0;
}

/**
 * spt_registry_said_is_mended:
 * @said: (element-type SptRegistrySaid): parts of a refusal
 * @form: the item as it stands
 *
 * Tells whether every field that the service named was changed.
 *
 * Returns: %FALSE as long as one is as it was
 */
gboolean
spt_registry_said_is_mended (GPtrArray *said,
                             SptForm   *form)
{
  for (guint i = 0; i < said->len; i++)
    {
      const SptRegistrySaid *part = g_ptr_array_index (said, i);

      if (part->path != NULL && holds (part, form))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_registry_said_add:
 * @said: (element-type SptRegistrySaid): parts of a refusal
 * @form: the item as it stands
 * @issues: findings
 *
 * Adds what the service said to the findings, at its field; the rest is about the whole item.
 */
void
spt_registry_said_add (GPtrArray    *said,
                       SptForm      *form,
                       SptIssueList *issues)
{
  const char *domain = spt_schema_get_domain (spt_form_get_schema (form));

  for (guint i = 0; i < said->len; i++)
    {
      const SptRegistrySaid *part = g_ptr_array_index (said, i);
      SptFormField *field = part->path != NULL ? spt_form_find_field (form, part->path) : NULL;

      if (!holds (part, form))
        continue;
      spt_issue_list_add (issues, SPT_ISSUE_WARNING, domain, SPT_ISSUE_SERVICE_SAID, 0, field != NULL ? part->path : NULL,
                          part->words, NULL);
    }
}
