/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the tsdigital service's rules share: a company's and a person's item, an account. */
#define G_LOG_DOMAIN "tsdigital-test"

#include "config.h"

#include "tsdigital-test.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "services/tsdigital/spt-tsdigital-record.h"
#include "services/tsdigital/spt-tsdigital-service.h"

static const char *const company[] = {
  "subjectType=company", "description=Ditta di Prova S.r.l.", "taxId=00743110157",
  "vatNumber=00743110157", "taxRegion=IT",
};
static const char *const person[] = {
  "subjectType=person", "lastName=Rossi", "firstName=Mario", "gender=M", "birthDate=1980-01-01",
  "taxId=RSSMRA80A01H501U", "taxRegion=IT",
};
static const char *const address[] = {
  "addresses[0].types=REGISTERED_OFFICE", "addresses[0].streetName=Via di Prova",
  "addresses[0].streetNumber=1", "addresses[0].zipCode=20121", "addresses[0].city=Milano",
  "addresses[0].province=MI", "addresses[0].country=IT",
};

SptService *
tsdigital_test_service (void)
{
  static gboolean registered;

  if (!registered)
    {
      const GType types[] = { SPT_TYPE_TSDIGITAL_SERVICE, G_TYPE_INVALID };

      spt_services_set_types (types);
      registered = TRUE;
    }

  return spt_services_find ("tsdigital");
}

void
tsdigital_test_clear (void)
{
  spt_services_set_types (NULL);
}

SptAccount *
tsdigital_test_account (SptEnvironment environment)
{
  SptAccount *account = spt_account_new ("tsdigital", "prova", environment);

  g_object_set (account, "base-url", "https://example.invalid", NULL);
  spt_account_set_setting (account, "item-path", "/api/v3/items");
  spt_account_set_setting (account, "auth-url", "https://auth.example.invalid");
  spt_account_set_setting (account, "key-id", "chiave-di-prova");

  return account;
}

static void
apply (SptRecord  *record,
       const char *change)
{
  const char *equals = strchr (change, '=');
  g_autofree char *path = g_strndup (change, equals - change);
  SptNode *node = spt_record_get_root (record);
  char *name = path;
  char *bracket = strchr (path, '[');
  const SptFieldDef *field;

  if (bracket != NULL)
    {
      guint position = (guint) g_ascii_strtoull (bracket + 1, &name, 10);
      const SptGroupDef *group;

      *bracket = '\0';
      group = spt_group_def_find_group (spt_node_get_def (node), path);
      g_assert_nonnull (group);
      while (spt_node_get_n_children (node, group->index) <= position)
        spt_node_add_child (node, group->index);
      node = spt_node_get_child (node, group->index, position);
      g_assert_cmpint (*name, ==, ']');
      name++;
      if (*name == '\0')
        return;
      name++;
    }

  field = spt_group_def_find_field (spt_node_get_def (node), name);
  g_assert_nonnull (field);
  spt_node_set (node, field->index, equals + 1, -1);
}

SptRecord *
tsdigital_test_record (gboolean    is_person,
                       const char *changes)
{
  SptRecord *record = spt_record_new (spt_tsdigital_get_schema ());

  for (guint i = 0; is_person && i < G_N_ELEMENTS (person); i++)
    apply (record, person[i]);
  for (guint i = 0; !is_person && i < G_N_ELEMENTS (company); i++)
    apply (record, company[i]);
  for (guint i = 0; i < G_N_ELEMENTS (address); i++)
    apply (record, address[i]);
  if (changes != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (changes, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        apply (record, lines[i]);
    }

  return record;
}

char *
tsdigital_test_describe (SptIssueList *issues)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (out, "%s%c %s", i > 0 ? "\n" : "",
                              issue->overridable ? 'O' : "NWE"[issue->level], issue->code);
      if (issue->path != NULL)
        g_string_append_printf (out, " %s", issue->path);
    }

  return g_string_free (out, FALSE);
}

void
tsdigital_test_words (SptIssueList *issues)
{
  static const char *const languages[] = { "it", "en" };

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
        {
          g_autofree char *said = NULL;
          const SptMessage *message;

          spt_data_set_language (languages[j]);
          message = spt_messages_find (issue->domain, issue->code);
          if (message == NULL)
            g_error ("no words for “%s”", issue->code);
          g_assert_cmpstr (message->title, !=, "");
          g_assert_nonnull (message->next);
          said = spt_issue_dup_message (issue, "Campo");
          g_assert_cmpstr (said, !=, "");
          /* What a text of its own holds in braces is another matter. */
          if (g_regex_match_simple ("\\{[a-z]+\\}", said, 0, 0))
            g_error ("“%s” of “%s” is not filled in", said, issue->code);
        }
    }
}
