/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data tables: shipped ones, the user's over them, what is wrong with either, and the choice of
 * language. */
#include "base/spt-data.h"
#include "base/spt-json.h"
#include "user-data.h"

#include <string.h>

static void
test_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = spt_data_load ("messages.json", &error);
  g_autoptr (JsonNode) root = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
  root = spt_data_load_json ("messages.json", &error);
  g_assert_no_error (error);
  g_assert_true (json_object_has_member (json_node_get_object (root), "offline"));

  g_assert_null (spt_data_load ("nowhere/nothing.json", &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (spt_data_load_json ("nowhere/nothing.json", &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
}

static void
test_user_wins (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) own = NULL;
  g_autoptr (JsonNode) shipped = NULL;

  user_data_write ("messages.json", "{\"mine\": 1}", -1);
  user_data_write ("room/own.json", "{\"mine\": 2}", -1);

  g_assert_true (spt_data_has_user_copy ("messages.json"));
  g_assert_false (spt_data_has_user_copy ("room/messages.json"));
  root = spt_data_load_json ("messages.json", &error);
  g_assert_no_error (error);
  g_assert_true (json_object_has_member (json_node_get_object (root), "mine"));
  g_assert_false (json_object_has_member (json_node_get_object (root), "offline"));
  own = spt_data_load_json ("room/own.json", &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (own), "mine"), ==, 2);

  shipped = spt_data_load_shipped_json ("messages.json", &error);
  g_assert_no_error (error);
  g_assert_true (json_object_has_member (json_node_get_object (shipped), "offline"));
  user_data_clear ();
}

/* Never a silent return to the shipped table, and the message says which file. */
static void
test_user_broken (void)
{
  static const char *const broken[] = {
    "", "  \n", "{", "{\"a\": }", "[1, 2", "{'a': 1}", "{\"a\": 1, \"a\": 2}", "{} {}", "\"\xff\"",
  };
  g_autofree char *name = g_build_filename (g_get_user_data_dir (), "sportello", "messages.json",
                                            NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      user_data_write ("messages.json", broken[i], -1);
      g_assert_null (spt_data_load_json ("messages.json", &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == SPT_JSON_ERROR);
      g_assert_nonnull (strstr (error->message, name));
    }
  user_data_clear ();
}

static void
test_user_too_large (void)
{
  g_autoptr (GError) error = NULL;
  gsize length = 17 * 1024 * 1024;
  g_autofree char *content = g_malloc (length);

  memset (content, ' ', length);
  user_data_write ("messages.json", content, length);
  g_assert_null (spt_data_load ("messages.json", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  user_data_clear ();
}

static void
test_user_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_build_filename (g_get_user_data_dir (), "sportello", "messages.json",
                                            NULL);

  g_assert_cmpint (g_mkdir_with_parents (name, 0700), ==, 0);
  g_assert_null (spt_data_load ("messages.json", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  user_data_clear ();
}

static void
test_paths (void)
{
  static const char *const bad[] = {
    "", "/etc/passwd", "../messages.json", "room/../messages.json", "./messages.json", "room//x",
    "room/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (spt_data_load (bad[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
      g_clear_error (&error);
      g_assert_null (spt_data_load_shipped (bad[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
      g_assert_false (spt_data_has_user_copy (bad[i]));
    }
}

static void
test_language (void)
{
  static const struct
  {
    const char *environment;
    const char *expected;
  } cases[] = {
    { "it_IT.UTF-8", "it" }, { "it", "it" }, { "it_CH", "it" }, { "en_GB", "en" }, { "C", "en" },
    { "de_DE:it:en", "it" }, { "de_DE", "en" }, { "en:it", "en" }, { "ita", "en" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].environment);
      g_setenv ("LANGUAGE", cases[i].environment, TRUE);
      spt_data_set_language (NULL);
      g_assert_cmpstr (spt_data_language (), ==, cases[i].expected);
    }

  spt_data_set_language ("it");
  g_assert_cmpstr (spt_data_language (), ==, "it");
  spt_data_set_language ("en_GB.UTF-8");
  g_assert_cmpstr (spt_data_language (), ==, "en");
  spt_data_set_language ("fr");
  g_assert_cmpstr (spt_data_language (), ==, "en");
  spt_data_set_language (NULL);
}

static void
test_text (void)
{
  const char *source = "{\"a\": {\"it\": \"ciao\", \"en\": \"hello\"}, \"b\": {\"it\": \"solo\"},"
                       " \"c\": \"plain\", \"d\": {\"it\": 3}, \"e\": null, \"f\": {}}";
  g_autoptr (JsonNode) root = json_from_string (source, NULL);
  JsonObject *object = json_node_get_object (root);

  spt_data_set_language ("it");
  g_assert_cmpstr (spt_data_text (object, "a"), ==, "ciao");
  g_assert_cmpstr (spt_data_text (object, "b"), ==, "solo");
  spt_data_set_language ("en");
  g_assert_cmpstr (spt_data_text (object, "a"), ==, "hello");
  g_assert_cmpstr (spt_data_text (object, "b"), ==, "solo");
  for (const char *name = "cdefg"; *name != '\0'; name++)
    g_assert_null (spt_data_text (object, (char[]) { *name, '\0' }));
  spt_data_set_language (NULL);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();

  g_test_add_func ("/base/data/shipped", test_shipped);
  g_test_add_func ("/base/data/user-wins", test_user_wins);
  g_test_add_func ("/base/data/user-broken", test_user_broken);
  g_test_add_func ("/base/data/user-too-large", test_user_too_large);
  g_test_add_func ("/base/data/user-folder", test_user_folder);
  g_test_add_func ("/base/data/paths", test_paths);
  g_test_add_func ("/base/data/language", test_language);
  g_test_add_func ("/base/data/text", test_text);

  status = g_test_run ();
  user_data_finish ();

  return status;
}
