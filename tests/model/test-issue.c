/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issues: their sentences, and lists that count past their cap. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/spt-data.h"
#include "model/spt-issue.h"

static void
test_list (void)
{
  g_autoptr (SptIssueList) list = spt_issue_list_new (0);
  g_autofree char *code = g_strdup ("required");
  const SptIssue *issue;

  spt_issue_list_add (list, SPT_ISSUE_ERROR, "base", code, 3, "a[0].b", "x", "140");
  memset (code, 'z', strlen (code));
  spt_issue_list_set_overridable (list);
  spt_issue_list_add (list, SPT_ISSUE_WARNING, "base", "long-text", 0, NULL, NULL, NULL);
  spt_issue_list_add (list, SPT_ISSUE_NOTE, "base", "special-value", 1, "c", "y", NULL);

  g_assert_cmpuint (spt_issue_list_get_n (list), ==, 3);
  g_assert_cmpuint (spt_issue_list_get_n_errors (list), ==, 1);
  g_assert_cmpuint (spt_issue_list_get_n_warnings (list), ==, 1);

  issue = spt_issue_list_get (list, 0);
  g_assert_cmpint (issue->level, ==, SPT_ISSUE_ERROR);
  g_assert_true (issue->overridable);
  g_assert_cmpstr (issue->domain, ==, "base");
  g_assert_cmpstr (issue->code, ==, "required");
  g_assert_cmpuint (issue->row, ==, 3);
  g_assert_cmpstr (issue->path, ==, "a[0].b");
  g_assert_cmpstr (issue->value, ==, "x");
  g_assert_cmpstr (issue->limit, ==, "140");
  g_assert_false (spt_issue_list_get (list, 1)->overridable);
  g_assert_null (spt_issue_list_get (list, 1)->path);

  /* What keeps a row out goes along with a copy. */
  {
    g_autoptr (SptIssueList) other = spt_issue_list_new (0);

    g_assert_cmpint (issue->rejects, ==, SPT_ISSUE_KEEPS_ROW);
    spt_issue_list_set_rejects (list, SPT_ISSUE_DUPLICATE);
    spt_issue_list_add_copy (other, spt_issue_list_get (list, 0), 7);
    spt_issue_list_add_copy (other, spt_issue_list_get (list, 2), 8);
    g_assert_true (spt_issue_list_get (other, 0)->overridable);
    g_assert_cmpint (spt_issue_list_get (other, 0)->rejects, ==, SPT_ISSUE_KEEPS_ROW);
    g_assert_cmpint (spt_issue_list_get (other, 1)->rejects, ==, SPT_ISSUE_DUPLICATE);
    g_assert_cmpuint (spt_issue_list_get (other, 1)->row, ==, 8);
  }

  spt_issue_list_reset (list);
  g_assert_cmpuint (spt_issue_list_get_n (list), ==, 0);
  g_assert_cmpuint (spt_issue_list_get_n_errors (list), ==, 0);
  g_assert_cmpuint (spt_issue_list_get_n_warnings (list), ==, 0);
  spt_issue_list_set_overridable (list);
}

static void
test_cap (void)
{
  g_autoptr (SptIssueList) list = spt_issue_list_new (2);

  for (guint i = 0; i < 10; i++)
    spt_issue_list_add (list, i % 2 == 0 ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING, "base", "required",
                        i + 1, NULL, NULL, NULL);
  /* The last one was not kept: the mark must not land on another. */
  spt_issue_list_set_overridable (list);

  g_assert_cmpuint (spt_issue_list_get_n (list), ==, 2);
  g_assert_cmpuint (spt_issue_list_get (list, 1)->row, ==, 2);
  g_assert_false (spt_issue_list_get (list, 1)->overridable);
  g_assert_cmpuint (spt_issue_list_get_n_errors (list), ==, 5);
  g_assert_cmpuint (spt_issue_list_get_n_warnings (list), ==, 5);
}

/* Everything goes over, and both lists go on. */
static void
test_steal (void)
{
  g_autoptr (SptIssueList) list = spt_issue_list_new (2);
  g_autoptr (SptIssueList) other = NULL;

  spt_issue_list_add (list, SPT_ISSUE_ERROR, "base", "required", 3, "iupd", "x", "y");
  spt_issue_list_set_overridable (list);
  spt_issue_list_add (list, SPT_ISSUE_WARNING, "base", "long-text", 4, NULL, NULL, NULL);
  spt_issue_list_add (list, SPT_ISSUE_ERROR, "base", "not-kept", 5, NULL, NULL, NULL);

  other = spt_issue_list_steal (list);
  g_assert_cmpuint (spt_issue_list_get_n (other), ==, 2);
  g_assert_cmpuint (spt_issue_list_get_n_errors (other), ==, 2);
  g_assert_cmpuint (spt_issue_list_get_n_warnings (other), ==, 1);
  g_assert_cmpstr (spt_issue_list_get (other, 0)->path, ==, "iupd");
  g_assert_true (spt_issue_list_get (other, 0)->overridable);
  g_assert_cmpuint (spt_issue_list_get_n (list), ==, 0);
  g_assert_cmpuint (spt_issue_list_get_n_errors (list), ==, 0);
  g_assert_cmpuint (spt_issue_list_get_n_warnings (list), ==, 0);

  for (guint i = 0; i < 3; i++)
    spt_issue_list_add (list, SPT_ISSUE_NOTE, "base", "required", 1, NULL, NULL, NULL);
  g_assert_cmpuint (spt_issue_list_get_n (list), ==, 2);
  g_assert_cmpuint (spt_issue_list_get_n (other), ==, 2);
}

static void
test_cut (void)
{
  g_autoptr (SptIssueList) list = spt_issue_list_new (0);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append (text, "è");
  spt_issue_list_add (list, SPT_ISSUE_ERROR, "base", "too-long", 1, NULL, text->str, NULL);
  g_assert_cmpuint (g_utf8_strlen (spt_issue_list_get (list, 0)->value, -1), ==, 200);
  g_assert_true (g_utf8_validate (spt_issue_list_get (list, 0)->value, -1, NULL));
}

static void
assert_message (const char *domain,
                const char *code,
                const char *path,
                const char *label,
                const char *wanted)
{
  g_autoptr (SptIssueList) list = spt_issue_list_new (0);
  g_autofree char *message = NULL;

  spt_issue_list_add (list, SPT_ISSUE_ERROR, domain, code, 1, path, "abc", "140");
  message = spt_issue_dup_message (spt_issue_list_get (list, 0), label);
  g_assert_cmpstr (message, ==, wanted);
}

static void
test_message (void)
{
  spt_data_set_language ("it");
  assert_message ("base", "too-long", "name", "Nome",
                  "Il testo è più lungo di 140 caratteri, il massimo ammesso.");
  assert_message ("base", "too-few", "name", NULL, "abc: ne serve almeno 140.");
  /* A domain that has no such code, or is not there at all, falls back on the shared one. */
  assert_message ("nowhere", "required", NULL, NULL, "Il valore manca.");
  assert_message ("base", "no-such-code", NULL, NULL, "no-such-code");
}

static void
test_levels (void)
{
  SptIssueLevel level = SPT_ISSUE_NOTE;

  for (guint i = SPT_ISSUE_NOTE; i <= SPT_ISSUE_ERROR; i++)
    {
      g_assert_true (spt_issue_level_from_string (spt_issue_level_to_string (i), &level));
      g_assert_cmpint (level, ==, (int) i);
    }
  g_assert_cmpstr (spt_issue_level_to_string (SPT_ISSUE_ERROR), ==, "error");
  g_assert_false (spt_issue_level_from_string ("fatal", &level));
  g_assert_false (spt_issue_level_from_string (NULL, &level));
  g_assert_cmpint (level, ==, SPT_ISSUE_ERROR);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/issue/list", test_list);
  g_test_add_func ("/model/issue/cap", test_cap);
  g_test_add_func ("/model/issue/steal", test_steal);
  g_test_add_func ("/model/issue/cut", test_cut);
  g_test_add_func ("/model/issue/message", test_message);
  g_test_add_func ("/model/issue/levels", test_levels);

  return g_test_run ();
}
