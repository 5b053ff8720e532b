/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and edits the documents of tests/practice/catasto, sends them and reads the answers. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "catasto-harness.h"

#include <string.h>

/* The day of the documents: 2 March 2026, ten in the morning. */
#define NOW G_GINT64_CONSTANT (1772442000)

/* Starts the service and sets its clock; with an option and its value, or NULL. */
Practice *
cat_start (const char *argument,
           const char *value)
{
  Practice *practice = practice_start (argument, value, NULL);
  g_autofree char *body = NULL;
  g_autoptr (Answer) answer = NULL;

  body = g_strdup_printf ("{\"offset_s\":%" G_GINT64_FORMAT "}", NOW - g_get_real_time () /
                          G_USEC_PER_SEC);
  answer = practice_control (practice, "/clock", body);
  g_assert_cmpuint (answer->status, ==, 200);
  return practice;
}

/* A plant of which nobody has heard. */
char *
cat_code (void)
{
  static guint serial;

  return g_strdup_printf ("PROVA%05u", ++serial);
}

char *
cat_read (const char *name,
          const char *code)
{
  g_autofree char *file = g_strconcat (name, ".xml", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("CATASTO_DOCUMENTS"), file, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return cat_edit (text, "@CODE@", code);
}

/* Replaces the first occurrence, which must be there; takes the document. */
char *
cat_edit (char       *document,
          const char *find,
          const char *replacement)
{
  char *at = strstr (document, find);
  char *edited;

  if (at == NULL)
    g_error ("not in the document: %s", find);
  *at = '\0';
  edited = g_strconcat (document, replacement, at + strlen (find), NULL);
  g_free (document);
  return edited;
}

/* To the call that the root names; a request id of its own if none is given ("" sends none). */
Answer *
cat_post (Practice   *practice,
          const char *document,
          const char *id,
          const char *headers)
{
  const char *root = strstr (document, "<api_call_");
  g_autofree char *fresh = g_uuid_string_random ();
  g_autofree char *call = NULL;
  g_autofree char *path = NULL;
  g_autofree char *all = NULL;

  g_assert_nonnull (root);
  call = g_strndup (root + 1, strspn (root + 1, "api_cl0123456789"));
  path = g_strconcat ("/catasto/", call, NULL);
  all = g_strdup_printf ("%s%s%s%s%s", headers != NULL ? headers : "",
                         headers != NULL && strstr (headers, "Content-Type") != NULL ? "" : CAT_TYPE,
                         id != NULL && *id == '\0' ? "" : "X-Id-Richiesta: ",
                         id != NULL ? id : fresh, id != NULL && *id == '\0' ? "" : "\r\n");
  return practice_call (practice, "POST", path, all, document, strlen (document));
}

/* Sends a document as it is, which must be accepted. Returns the number of the submission. */
char *
cat_send (Practice   *practice,
          const char *name,
          const char *code)
{
  g_autofree char *document = cat_read (name, code);
  g_autoptr (Answer) answer = cat_post (practice, document, NULL, NULL);
  g_autofree char *said = cat_tag (answer, "codice");
  char *protocol = cat_tag (answer, "id_invio");

  if (answer->status != 200 || g_strcmp0 (said, "OK") != 0 || protocol == NULL)
    g_error ("%s: %u %s", name, answer->status, answer->body->str);
  return protocol;
}

Answer *
cat_get (Practice   *practice,
         const char *path)
{
  g_autofree char *whole = g_strconcat ("/catasto", path, NULL);

  return practice_get (practice, whole);
}

/* The text of the first element of that name, or NULL. */
char *
cat_tag (Answer     *answer,
         const char *name)
{
  g_autofree char *open = g_strdup_printf ("<%s>", name);
  const char *at = strstr (answer->body->str, open);

  return at != NULL ? g_strndup (at + strlen (open), strcspn (at + strlen (open), "<")) : NULL;
}

/* Whether a code is among the findings. */
gboolean
cat_says (Answer     *answer,
          const char *code)
{
  const char *list = strstr (answer->body->str, "<segnalazioni>");
  g_autofree char *tag = g_strdup_printf ("<codice>%s</codice>", code);

  return list != NULL && strstr (list, tag) != NULL;
}
