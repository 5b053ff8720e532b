/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shared catalogue: every code in both languages, written as the house writes; the user's copy
 * over it. */
#include "base/spt-data.h"
#include "base/spt-messages.h"
#include "user-data.h"

#include <string.h>

/* What interface and services rely on; a code that goes away breaks this list first. */
static const char *const expected_codes[] = {
  "offline", "dns", "refused-connection", "timeout", "tls", "proxy", "redirect", "no-credentials",
  "keyring-locked", "keyring-missing", "auth-rejected", "forbidden", "rate-limited", "too-large",
  "server-error", "answer-lost", "answer-not-understood", "answer-truncated", "stopped-by-user",
  "stopped-all", "wait-ended", "found-sending", "found-asking", "settings", "disk-full", "archive-read-only",
  "archive-damaged", "archive-newer", "archive-locked", "archive-network-fs", "archive-not-ours",
  "restored", "row-columns", "row-encoding", "row-no-key", "row-duplicate", "row-disagrees",
  "file-empty", "file-not-json", "file-not-csv", "file-unknown-column", "file-zip", "required",
  "column-unknown-near", "column-twice", "column-missing",
  "too-long", "bad-money", "negative-or-zero", "too-many-decimals", "amount-too-large", "bad-date",
  "date-zone", "date-impossible", "bad-boolean", "bad-choice", "bad-pattern", "bad-fiscal-code",
  "bad-fiscal-check", "bad-fiscal-date", "bad-iban", "bad-iban-cin", "bad-email", "bad-iuv",
  "iuv-is-nav", "bad-iuv-check", "control-characters",
};

static const char *const actions[] = {
  "account", "archive", "choose-file", "edit", "resume", "review", "send-again", "settle", NULL,
};

static void
check_sentence (const char *code,
                const char *sentence)
{
  if (!g_utf8_validate (sentence, -1, NULL) || strlen (sentence) < 8)
    g_test_fail_printf ("%s: <%s> is no sentence", code, sentence);
  if (strpbrk (sentence, "!\n") != NULL || strstr (sentence, "  ") != NULL)
    g_test_fail_printf ("%s: <%s> has exclamation marks or double blanks", code, sentence);
  if (g_ascii_islower (*sentence))
    g_test_fail_printf ("%s: <%s> does not begin with a capital", code, sentence);
  if (!g_str_has_suffix (sentence, "."))
    g_test_fail_printf ("%s: <%s> does not end with a point", code, sentence);
  if (g_utf8_strlen (sentence, -1) > 150)
    g_test_fail_printf ("%s: <%s> is too long", code, sentence);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in braces, sorted, as one string. */
static char *
placeholders (const char *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) all = g_string_new (NULL);

  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      const char *end = strchr (p, '}');

      g_assert_nonnull (end);
      g_assert_cmpuint (strspn (p + 1, "abcdefghijklmnopqrstuvwxyz-"), ==, end - p - 1);
      g_ptr_array_add (names, g_strndup (p, end - p + 1));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    g_string_append (all, g_ptr_array_index (names, i));

  return g_strdup (all->str);
}

static void
check_pair (const char *code,
            const char *it,
            const char *en)
{
  g_autofree char *in_it = placeholders (it);
  g_autofree char *in_en = placeholders (en);

  g_assert_cmpstr (in_it, ==, in_en);
  if (strcmp (it, en) == 0)
    g_test_fail_printf ("%s: <%s> is the same in both languages", code, it);
}

static void
test_all (void)
{
  g_auto (GStrv) codes = spt_messages_list ("base");

  g_assert_cmpuint (g_strv_length (codes), >=, G_N_ELEMENTS (expected_codes));
  for (gsize i = 0; i < G_N_ELEMENTS (expected_codes); i++)
    if (!g_strv_contains ((const char *const *) codes, expected_codes[i]))
      g_test_fail_printf ("%s has no message", expected_codes[i]);

  for (gsize i = 0; codes[i] != NULL; i++)
    {
      const SptMessage *messages[2];

      for (gsize l = 0; l < 2; l++)
        {
          spt_data_set_language (l == 0 ? "it" : "en");
          messages[l] = spt_messages_find ("base", codes[i]);
          g_assert_nonnull (messages[l]);
          g_assert_nonnull (messages[l]->title);
          g_assert_cmpint (g_utf8_strlen (messages[l]->title, -1), <=, 40);
          g_assert_false (g_str_has_suffix (messages[l]->title, "."));
          check_sentence (codes[i], messages[l]->text);
          if (messages[l]->next != NULL)
            check_sentence (codes[i], messages[l]->next);
          if (messages[l]->action != NULL && !g_strv_contains (actions, messages[l]->action))
            g_test_fail_printf ("%s: nobody knows the action %s", codes[i], messages[l]->action);
        }
      g_assert_true (messages[0] != messages[1]);
      check_pair (codes[i], messages[0]->title, messages[1]->title);
      check_pair (codes[i], messages[0]->text, messages[1]->text);
      g_assert_true ((messages[0]->next == NULL) == (messages[1]->next == NULL));
      if (messages[0]->next != NULL)
        check_pair (codes[i], messages[0]->next, messages[1]->next);
    }
  spt_data_set_language (NULL);
}

/* Whatever may have been recorded offers to look first, never to send again. */
static void
test_uncertain (void)
{
  static const char *const uncertain[] = {
    "server-error", "answer-lost", "answer-not-understood", "answer-truncated", "found-sending",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uncertain); i++)
    g_assert_cmpstr (spt_messages_find ("base", uncertain[i])->action, ==, "settle");
}

static void
test_find (void)
{
  const SptMessage *message;

  spt_data_set_language ("it");
  message = spt_messages_find ("no-such-service", "offline");
  g_assert_nonnull (message);
  g_assert_true (message == spt_messages_find ("base", "offline"));
  g_assert_null (spt_messages_find ("base", "no-such-code"));
  g_assert_null (spt_messages_find ("no-such-service", "no-such-code"));
  g_assert_null (spt_messages_find ("base", ""));
  {
    g_auto (GStrv) codes = spt_messages_list ("no-such-service");

    g_assert_cmpuint (g_strv_length (codes), ==, 0);
  }
  spt_data_set_language (NULL);
}

/* Tables are read once a process, so each of these has a process of its own. */
static void
test_user_copy_subprocess (void)
{
  user_data_write ("messages.json",
                   "{\"dns\": {\"title\": {\"it\": \"Mio\", \"en\": \"Mine\"},"
                   " \"text\": {\"it\": \"Mia frase.\", \"en\": \"My sentence.\"}},"
                   " \"half\": {\"title\": {\"it\": \"Mezzo\"}, \"text\": {\"it\": \"Mezza.\"}}}",
                   -1);
  user_data_write ("svc/messages.json",
                   "{\"offline\": {\"title\": {\"it\": \"Suo\", \"en\": \"Its own\"},"
                   " \"text\": {\"it\": \"Sua frase.\", \"en\": \"Its sentence.\"},"
                   " \"action\": \"edit\"}}", -1);
  g_test_expect_message ("spt-messages", G_LOG_LEVEL_WARNING, "*\"half\" lacks*");

  spt_data_set_language ("en");
  g_assert_cmpstr (spt_messages_find ("base", "dns")->title, ==, "Mine");
  g_assert_null (spt_messages_find ("base", "dns")->next);
  g_assert_null (spt_messages_find ("base", "half"));
  g_test_assert_expected_messages ();
  g_assert_cmpstr (spt_messages_find ("base", "tls")->title, ==, "Certificate not valid");

  g_assert_cmpstr (spt_messages_find ("svc", "offline")->title, ==, "Its own");
  g_assert_cmpstr (spt_messages_find ("svc", "offline")->action, ==, "edit");
  g_assert_cmpstr (spt_messages_find ("base", "offline")->title, ==, "No network");
  g_assert_cmpstr (spt_messages_find ("svc", "dns")->title, ==, "Mine");
}

static void
test_broken_copy_subprocess (void)
{
  user_data_write ("messages.json", "{\"dns\": ", -1);
  g_test_expect_message ("spt-messages", G_LOG_LEVEL_WARNING, "*messages.json*");

  spt_data_set_language ("en");
  g_assert_cmpstr (spt_messages_find ("base", "dns")->title, ==, "Address not found");
  g_test_assert_expected_messages ();
}

static void
test_user_copy (void)
{
  g_test_trap_subprocess ("/base/messages/user-copy/subprocess", 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_broken_copy (void)
{
  g_test_trap_subprocess ("/base/messages/broken-copy/subprocess", 0, 0);
  g_test_trap_assert_passed ();
}

static gpointer
find_all (gpointer data)
{
  guint n_found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (expected_codes); i++)
    n_found += spt_messages_find (data, expected_codes[i]) != NULL;

  return GUINT_TO_POINTER (n_found);
}

static void
test_threads (void)
{
  static const char *const domains[] = { "base", "one", "two", "base" };
  GThread *threads[G_N_ELEMENTS (domains)];

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    threads[i] = g_thread_new ("find", find_all, (gpointer) domains[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      guint n_found = GPOINTER_TO_UINT (g_thread_join (threads[i]));

      g_assert_cmpuint (n_found, ==, G_N_ELEMENTS (expected_codes));
    }
}

/* A register's code has the sentence of the check of the same name, which says a value. */
static void
test_sentence (void)
{
  static const SptMessage checked = { .title = "Unknown code", .text = "“{value}” is none: {message}" };
  static const SptMessage plain = { .title = "Refused", .text = "The service says: {message}" };
  g_autofree char *with = spt_message_dup_sentence (&checked, "CAP {42}");
  g_autofree char *without = spt_message_dup_sentence (&checked, NULL);
  g_autofree char *filled = spt_message_dup_sentence (&plain, "not {value}");
  g_autofree char *empty = spt_message_dup_sentence (&plain, NULL);

  g_assert_cmpstr (with, ==, "Unknown code: CAP {42}");
  g_assert_cmpstr (without, ==, "Unknown code");
  g_assert_cmpstr (filled, ==, "The service says: not {value}");
  g_assert_cmpstr (empty, ==, "The service says: ");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();

  g_test_add_func ("/base/messages/all", test_all);
  g_test_add_func ("/base/messages/uncertain", test_uncertain);
  g_test_add_func ("/base/messages/find", test_find);
  g_test_add_func ("/base/messages/sentence", test_sentence);
  g_test_add_func ("/base/messages/threads", test_threads);
  g_test_add_func ("/base/messages/user-copy", test_user_copy);
  g_test_add_func ("/base/messages/user-copy/subprocess", test_user_copy_subprocess);
  g_test_add_func ("/base/messages/broken-copy", test_broken_copy);
  g_test_add_func ("/base/messages/broken-copy/subprocess", test_broken_copy_subprocess);

  status = g_test_run ();
  user_data_finish ();

  return status;
}
