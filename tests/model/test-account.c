/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts: properties, names, settings, copies. */
#include "config.h"

#include <glib.h>

#include "base/spt-json.h"
#include "model/spt-account.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_properties (void)
{
  SptAccount *account = spt_account_new ("alpha", "body-1", SPT_ENVIRONMENT_TEST);
  guint n = 0;
  gint64 id;
  gint64 last_success;
  g_autofree char *last_test_code = NULL;

  g_assert_cmpstr (spt_account_get_service (account), ==, "alpha");
  g_assert_cmpstr (spt_account_get_name (account), ==, "body-1");
  g_assert_cmpint (spt_account_get_environment (account), ==, SPT_ENVIRONMENT_TEST);
  g_assert_cmpint (spt_account_get_id (account), ==, 0);
  g_assert_true (g_uuid_string_is_valid (spt_account_get_uuid (account)));
  g_assert_cmpstr (spt_account_get_credential (account), ==, spt_account_get_uuid (account));
  g_assert_null (spt_account_get_base_url (account));

  g_signal_connect (account, "notify", G_CALLBACK (count_cb), &n);
  g_object_set (account,
                "id", (gint64) 7,
                "name", "body-2",
                "environment", SPT_ENVIRONMENT_PRODUCTION,
                "base-url", "https://example.org",
                "credential", "shared",
                "last-success", (gint64) 11,
                "last-test", (gint64) 12,
                "last-test-code", "tls",
                NULL);
  g_assert_cmpuint (n, ==, 8);
  /* The same again is no change. */
  g_object_set (account,
                "id", (gint64) 7,
                "name", "body-2",
                "environment", SPT_ENVIRONMENT_PRODUCTION,
                "base-url", "https://example.org",
                "credential", "shared",
                "last-success", (gint64) 11,
                "last-test", (gint64) 12,
                "last-test-code", "tls",
                NULL);
  g_assert_cmpuint (n, ==, 8);

  g_object_get (account, "id", &id, "last-success", &last_success, "last-test-code", &last_test_code,
                NULL);
  g_assert_cmpint (id, ==, 7);
  g_assert_cmpint (last_success, ==, 11);
  g_assert_cmpstr (last_test_code, ==, "tls");
  g_assert_cmpstr (spt_account_get_credential (account), ==, "shared");
  g_object_set (account, "credential", NULL, NULL);
  g_assert_cmpstr (spt_account_get_credential (account), ==, spt_account_get_uuid (account));

  g_assert_finalize_object (account);
}

static void
test_names (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');

  g_assert_true (spt_account_name_is_valid ("a"));
  g_assert_true (spt_account_name_is_valid ("Comune_di-X.2026"));
  g_assert_true (spt_account_name_is_valid (longest));
  g_assert_false (spt_account_name_is_valid (too_long));
  g_assert_false (spt_account_name_is_valid (""));
  g_assert_false (spt_account_name_is_valid (NULL));
  g_assert_false (spt_account_name_is_valid ("a b"));
  g_assert_false (spt_account_name_is_valid ("a/b"));
  g_assert_false (spt_account_name_is_valid ("è"));
}

static void
test_settings (void)
{
  g_autoptr (SptAccount) account = spt_account_new ("alpha", "x", SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptAccount) other = spt_account_new ("alpha", "y", SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  spt_account_set_setting (account, "zeta", "1");
  spt_account_set_setting (account, "alfa", "è \"2\"");
  spt_account_set_setting (account, "gone", "3");
  spt_account_set_setting (account, "gone", NULL);
  g_assert_cmpstr (spt_account_get_setting (account, "zeta"), ==, "1");
  g_assert_null (spt_account_get_setting (account, "gone"));

  text = spt_account_dup_settings (account);
  g_assert_cmpstr (text, ==, "{\"alfa\":\"è \\\"2\\\"\",\"zeta\":\"1\"}");

  spt_account_set_setting (other, "old", "x");
  g_assert_true (spt_account_load_settings (other, text, &error));
  g_assert_no_error (error);
  g_assert_null (spt_account_get_setting (other, "old"));
  again = spt_account_dup_settings (other);
  g_assert_cmpstr (again, ==, text);
}

static void
test_bad_settings (void)
{
  static const char *const bad[] = { "", "[]", "{\"a\":1}", "{\"a\":null}", "{\"a\":\"b\"", "\"a\"" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (SptAccount) account = spt_account_new ("alpha", "x", SPT_ENVIRONMENT_PRACTICE);
      g_autoptr (GError) error = NULL;

      spt_account_set_setting (account, "kept", "1");
      g_test_message ("%s", bad[i]);
      g_assert_false (spt_account_load_settings (account, bad[i], &error));
      g_assert_cmpint (error->domain, ==, SPT_JSON_ERROR);
      g_assert_cmpstr (spt_account_get_setting (account, "kept"), ==, "1");
    }
}

static void
test_copy (void)
{
  SptAccount *account = spt_account_new ("alpha", "x", SPT_ENVIRONMENT_TEST);
  SptAccount *copy;

  g_object_set (account, "id", (gint64) 5, "base-url", "http://localhost", NULL);
  spt_account_set_setting (account, "k", "1");
  copy = spt_account_copy (account);
  spt_account_set_setting (copy, "k", "2");
  g_object_set (copy, "name", "z", NULL);

  g_assert_cmpstr (spt_account_get_uuid (copy), ==, spt_account_get_uuid (account));
  g_assert_cmpint (spt_account_get_id (copy), ==, 5);
  g_assert_cmpstr (spt_account_get_base_url (copy), ==, "http://localhost");
  g_assert_cmpstr (spt_account_get_setting (account, "k"), ==, "1");
  g_assert_cmpstr (spt_account_get_name (account), ==, "x");

  g_assert_finalize_object (account);
  g_assert_finalize_object (copy);
}

static void
test_environments (void)
{
  SptEnvironment environment = SPT_ENVIRONMENT_PRACTICE;

  for (guint i = SPT_ENVIRONMENT_PRACTICE; i <= SPT_ENVIRONMENT_PRODUCTION; i++)
    {
      g_assert_true (spt_environment_from_string (spt_environment_to_string (i), &environment));
      g_assert_cmpint (environment, ==, (int) i);
    }
  g_assert_false (spt_environment_from_string ("uat", &environment));
  g_assert_false (spt_environment_from_string (NULL, &environment));
  g_assert_cmpint (environment, ==, SPT_ENVIRONMENT_PRODUCTION);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/account/properties", test_properties);
  g_test_add_func ("/model/account/names", test_names);
  g_test_add_func ("/model/account/settings", test_settings);
  g_test_add_func ("/model/account/bad-settings", test_bad_settings);
  g_test_add_func ("/model/account/copy", test_copy);
  g_test_add_func ("/model/account/environments", test_environments);

  return g_test_run ();
}
