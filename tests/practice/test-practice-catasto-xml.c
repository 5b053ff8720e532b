/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of heating plants: documents that are no XML, too much of it, or the same in other words. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "catasto-harness.h"

#include <string.h>

static Practice *practice;

static void
expect_xml (const char *body,
            gsize       length,
            guint       status,
            const char *code)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *headers = g_strdup_printf (CAT_TYPE "X-Id-Richiesta: %s\r\n", id);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (Answer) answer = practice_call (practice, "POST", "/catasto/api_call_2", headers, body,
                                             length);

  cat_assert (answer, status, code);
  g_assert_true (g_utf8_validate (answer->body->str, (gssize) answer->body->len, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

#define PLAIN "<api_call_2 xmlns='api_call_2'><a>%s</a></api_call_2>"

static void
test_hostile (void)
{
  static const char *const refused[] = {
    "boh", "<a>", "<a/><b/>", "<a>\x01</a>", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
    "<?xml version='1.0' encoding='UTF-16'?><a/>", "<a>\xe8</a>", "<!DOCTYPE a><a/>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>",
    "<a>&boh;</a>",
  };
  static const char bomb[] =
    "<!DOCTYPE a [<!ENTITY a '0123456789'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c "
    "'&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]><a>&d;&d;&d;</a>";
  static const char utf16[] = "\xff\xfe<\0a\0/\0>\0";
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *text = g_strnfill (4 * 1024 * 1024, 'x');
  g_autofree char *huge = g_strdup_printf (PLAIN, text);
  guint i;

  expect_xml ("", 0, 400, "E-XML");
  for (i = 0; i < G_N_ELEMENTS (refused); i++)
    expect_xml (refused[i], strlen (refused[i]), 400, "E-XML");
  expect_xml (bomb, sizeof bomb - 1, 400, "E-XML");
  expect_xml (utf16, sizeof utf16 - 1, 400, "E-XML");
  expect_xml ("<a>\0</a>", 8, 400, "E-XML");
  expect_xml ("<a/>", 4, 400, "E-ENDPOINT");
  for (i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  expect_xml (deep->str, deep->len, 400, "E-XML");
  expect_xml (huge, strlen (huge), 422, "E-XSD");
}

/* The same document with a prefix at every name is the same document. */
static char *
prefixed (char *document)
{
  g_autoptr (GRegex) names = g_regex_new ("<(/?)([A-Za-z])", 0, 0, NULL);
  char *edited = g_regex_replace (names, document, -1, 0, "<\\1c:\\2", 0, NULL);

  g_free (document);
  return cat_edit (edited, "xmlns=", "xmlns:c=");
}

static void
send_prefixed (const char *name,
               const char *path,
               const char *code)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *headers = g_strdup_printf (CAT_TYPE "X-Id-Richiesta: %s\r\n", id);
  g_autofree char *document = prefixed (cat_read (name, code));
  g_autoptr (Answer) answer = practice_call (practice, "POST", path, headers, document,
                                             strlen (document));

  cat_assert (answer, 200, "OK");
}

static void
test_prefix (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *third = cat_read ("03-terzo", code);
  g_autofree char *path = NULL;
  g_autoptr (Answer) after = NULL;
  g_autoptr (Answer) answer = NULL;

  send_prefixed ("09-libretto", "/catasto/api_call_2", code);
  send_prefixed ("03-terzo", "/catasto/api_call_1", code);
  third = cat_edit (g_steal_pointer (&third), "LE-100001", "LE-100002");
  third = cat_edit (g_steal_pointer (&third), "GT-1, GF-1", "SC-1");
  answer = cat_post (practice, third, NULL, NULL);
  cat_assert (answer, 200, "OK");
  path = g_strconcat ("/impianti/", code, NULL);
  after = cat_get (practice, path);
  g_assert_nonnull (strstr (after->body->str, "LE-100001"));
  g_assert_nonnull (strstr (after->body->str, "LE-100002"));
  send_prefixed ("84-rcee-1", "/catasto/api_call_8", code);
  answer_free (g_steal_pointer (&answer));
  /* What is kept of both spellings is read again. */
  answer = cat_post (practice, third, NULL, NULL);
  cat_assert (answer, 200, "OK");
}

/* Ten thousand components, and as many faults: answered, with the first ones told. */
static void
test_many (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read ("09-libretto", code);
  g_autoptr (GString) pumps = g_string_new ("<scheda_6_3_vasi_espansione>");
  g_autofree char *vessels = NULL;
  guint i;

  for (i = 0; i < 10000; i++)
    g_string_append_printf (pumps, "<L6_3VX><L6_3numero>%u</L6_3numero><L6_3capacita>8.00"
                            "</L6_3capacita><L6_3aperto>true</L6_3aperto></L6_3VX>", 1 + i % 999);
  g_string_append (pumps, "</scheda_6_3_vasi_espansione><scheda_6_4_pompe>");
  document = cat_edit (g_steal_pointer (&document), "<scheda_6_4_pompe>", pumps->str);
  expect_xml (document, strlen (document), 422, "E-NUMERO-COMP");
  vessels = g_strdup (document);
  while (strstr (vessels, "8.00</L6_3capacita>") != NULL)
    memcpy (strstr (vessels, "8.00</L6_3capacita>"), "8,00", 4);
  expect_xml (vessels, strlen (vessels), 422, "E-XSD");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = cat_start (NULL, NULL);
  g_test_add_func ("/practice/catasto-xml/hostile", test_hostile);
  g_test_add_func ("/practice/catasto-xml/prefix", test_prefix);
  g_test_add_func ("/practice/catasto-xml/many", test_many);
  return practice_run (practice);
}
