/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents for the tests of the register's room. */
#include "config.h"

#include "catasto-test.h"

#include <string.h>

#include "services/catasto/spt-catasto-service.h"

char *
catasto_test_make (const char        *api_id,
                   const char *const *changes)
{
  g_autofree char *id = g_strconcat ("catasto.", api_id, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = NULL;
  char *plain = spt_catasto_dup_template (NULL, id, SERVICE_TEST_NOW, &error);

  g_assert_no_error (error);
  text = g_string_new (plain);
  g_free (plain);
  for (guint i = 0; changes != NULL && changes[i] != NULL; i++)
    {
      const char *arrow = strstr (changes[i], "=>");
      g_autofree char *old = NULL;
      const char *at;

      g_assert_nonnull (arrow);
      old = g_strndup (changes[i], (gsize) (arrow - changes[i]));
      at = strstr (text->str, old);
      if (at == NULL)
        g_error ("“%s” is not in the document of %s", old, api_id);
      g_string_erase (text, at - text->str, (gssize) strlen (old));
      g_string_insert (text, at - text->str, arrow + 2);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

SptIssueList *
catasto_test_check (const char *api_id,
                    const char *text)
{
  g_autofree char *id = g_strconcat ("catasto.", api_id, NULL);
  g_auto (SptCatastoDocument) document = { NULL };
  SptIssueList *issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;

  spt_catasto_document_read (&document, spt_catasto_operation_find (id), text, strlen (text),
                             SERVICE_TEST_NOW, issues, &error);
  g_assert_no_error (error);

  return issues;
}
