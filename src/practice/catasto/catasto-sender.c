/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sends, and whether their credentials are good (facts 9.5, 12.2). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

#define PASSWORD "segreto-di-prova"

/* The office that does everything, and others that may do less. A name is a user name and, without a
 * password, a token or a key. */
static const PrcCatastoSender senders[] = {
  { "ufficio", NULL, NULL, 0 },
  { "installatore", " 4 5 9 85 10 16 52 58 84 ", NULL, 0 },
  { "manutentore", " 1 2 3 9 10 16 52 58 84 87 99 ", NULL, 0 },
  { "terzo-responsabile", " 3 87 ", NULL, 0 },
  { "ispettore", " 86 88 ", NULL, 0 },
  { "validatore", " 8 85 86 ", NULL, 0 },
  { "provincia-le", NULL, "LE", 0 },
  { "sospeso", NULL, NULL, 403 },
  { "scaduto", NULL, NULL, 401 },
};

static const PrcCatastoSender *
find_sender (const char *name)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (senders); i++)
    {
      if (g_strcmp0 (senders[i].name, name) == 0)
        return &senders[i];
    }
  return NULL;
}

static const PrcCatastoSender *
by_password (const char *encoded)
{
  gsize length = 0;
  g_autofree char *pair = (char *) g_base64_decode (encoded, &length);
  g_autofree char *text = g_strndup (pair, length);
  char *colon = strchr (text, ':');

  if (colon == NULL || !g_str_equal (colon + 1, PASSWORD))
    return NULL;
  *colon = '\0';
  return find_sender (text);
}

static const PrcCatastoSender *
by_word (const char *word,
         const char *office)
{
  return g_strcmp0 (word, office) == 0 ? &senders[0] : find_sender (word);
}

static const PrcCatastoSender *
by_headers (const PrcRequest *request,
            const char       *mode)
{
  gboolean any = g_str_equal (mode, "any");
  const char *authorization = soup_message_headers_get_one (request->headers, "Authorization");
  const char *key = soup_message_headers_get_one (request->headers, "X-Api-Key");

  if (g_str_equal (mode, "none") || (any && authorization == NULL && key == NULL))
    return &senders[0];
  if ((any || g_str_equal (mode, "basic")) && authorization != NULL &&
      g_ascii_strncasecmp (authorization, "Basic ", 6) == 0)
    return by_password (authorization + 6);
  if ((any || g_str_equal (mode, "bearer")) && authorization != NULL &&
      g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    return by_word (authorization + 7, "token-di-prova");
  if ((any || g_str_equal (mode, "header")) && key != NULL)
    return by_word (key, "chiave-di-prova");
  return NULL;
}

/**
 * prc_catasto_admit:
 * @self: the twin
 * @request: the request
 * @status: (out): 401 or 403 without a sender
 *
 * Finds who sends, in the way that the setting "authorization" asks for; "any" takes each of them,
 * or none at all, but not a wrong one.
 *
 * Returns: (transfer none) (nullable): the sender
 */
const PrcCatastoSender *
prc_catasto_admit (PrcCatasto       *self,
                   const PrcRequest *request,
                   guint            *status)
{
  const PrcCatastoSender *sender = by_headers (request, prc_settings_text (self->settings,
                                                                           "authorization"));

  *status = sender == NULL || prc_settings_is (self->settings, "credentials", "expired") ? 401
            : sender->refusal;
  return *status == 0 ? sender : NULL;
}
