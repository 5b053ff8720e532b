/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an answer looks on the wire: keywords, character sets, blanks around (TrovaPEC facts 3.3). */
#define G_LOG_DOMAIN "spt-practice"

#include "trovapec.h"

#include <string.h>

/**
 * prc_trovapec_mode:
 * @self: the twin
 * @request: the request
 * @name: the name of a setting
 *
 * A setting that a fault rule of the same name may replace for one call.
 *
 * Returns: (transfer none): its value
 */
const char *
prc_trovapec_mode (PrcTrovapec      *self,
                   const PrcRequest *request,
                   const char       *name)
{
  JsonObject *rule = prc_rules_find (request->rules, name);

  return prc_rule_text (rule, "value", prc_settings_text (self->settings, name));
}

/* "page" writes each keyword as the page of the service shows it for that answer. */
static char *
write_keyword (const char *style,
               const char *keyword)
{
  char *word;

  if (g_str_equal (style, "page"))
    return g_strdup (keyword);
  word = g_str_equal (style, "lower") ? g_ascii_strdown (keyword, -1)
         : g_ascii_strup (keyword, -1);
  if (g_str_equal (style, "title"))
    {
      g_autofree char *upper = word;

      word = g_ascii_strdown (upper, -1);
      word[0] = g_ascii_toupper (word[0]);
    }
  return word;
}

static void
append_entities (GString    *out,
                 const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == 0xe0)
        g_string_append (out, "&agrave;");
      else if (c < 0x80)
        g_string_append_c (out, (char) c);
      else
        g_string_append_printf (out, "&#%u;", c);
    }
}

static void
append_encoded (GString    *out,
                const char *text,
                const char *encoding)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (g_str_equal (encoding, "entities"))
    {
      append_entities (out, text);
      return;
    }
  if (g_str_equal (encoding, "windows-1252"))
    bytes = g_convert_with_fallback (text, -1, "WINDOWS-1252", "UTF-8", "?", NULL, &length, NULL);
  g_string_append_len (out, bytes != NULL ? bytes : text,
                       (gssize) (bytes != NULL ? length : strlen (text)));
}

static const char *
content_type (const char *charset,
              const char *encoding)
{
  gboolean western = g_str_equal (encoding, "windows-1252");

  if (g_str_equal (charset, "none"))
    return "text/html";
  /* What PHP says by itself, whatever the script writes. */
  if (g_str_equal (charset, "wrong"))
    return western ? "text/html; charset=UTF-8" : "text/html; charset=iso-8859-1";
  return western ? "text/html; charset=windows-1252" : "text/html; charset=UTF-8";
}

static void
dress (PrcTrovapec      *self,
       const PrcRequest *request,
       PrcReply         *reply,
       const char       *text)
{
  const char *encoding = prc_trovapec_mode (self, request, "encoding");
  const char *ending = prc_trovapec_mode (self, request, "ending");
  gboolean html = g_str_equal (prc_trovapec_mode (self, request, "html"), "yes");
  gint64 blank = prc_settings_number (self->settings, "blank_lines");

  blank = CLAMP (prc_rule_int (prc_rules_find (request->rules, "blank_lines"), "value", blank), 0,
                 100);
  prc_reply_set (reply, 200, content_type (prc_trovapec_mode (self, request, "charset"), encoding),
                 NULL);
  if (g_str_equal (prc_trovapec_mode (self, request, "bom"), "yes"))
    g_string_append (reply->body, "\xef\xbb\xbf");
  while (blank-- > 0)
    g_string_append (reply->body, "\r\n");
  if (html)
    g_string_append (reply->body, "<!DOCTYPE html>\n<html><body>\n");
  append_encoded (reply->body, text, encoding);
  if (html)
    g_string_append (reply->body, "\n</body></html>");
  if (g_str_equal (ending, "crlf"))
    g_string_append (reply->body, "\r\n");
  else if (g_str_equal (ending, "blanks"))
    g_string_append (reply->body, " \t\n");
}

/**
 * prc_trovapec_say:
 * @self: the twin
 * @request: the request
 * @reply: the answer to fill
 * @keyword: OK, WAIT or ERROR, as the page of the service writes it here
 * @rest: what follows the first bar
 *
 * Answers as the settings, or the rules of this call, say.
 */
void
prc_trovapec_say (PrcTrovapec      *self,
                  const PrcRequest *request,
                  PrcReply         *reply,
                  const char       *keyword,
                  const char       *rest)
{
  g_autofree char *word = write_keyword (prc_trovapec_mode (self, request, "case"), keyword);
  g_autofree char *text = g_strconcat (word, "|", rest, NULL);

  dress (self, request, reply, text);
}

/* 101250 → 1.012 with a point between thousands. */
static void
append_grouped (GString *out,
                guint64  value)
{
  if (value >= 1000)
    {
      append_grouped (out, value / 1000);
      g_string_append_printf (out, ".%03u", (guint) (value % 1000));
    }
  else
    {
      g_string_append_printf (out, "%u", (guint) value);
    }
}

/**
 * prc_trovapec_amount:
 * @self: the twin
 * @request: the request
 * @reply: the answer to fill
 * @cents: the balance
 *
 * Answers with the bare amount, written as the setting "balance" says.
 */
void
prc_trovapec_amount (PrcTrovapec      *self,
                     const PrcRequest *request,
                     PrcReply         *reply,
                     gint64            cents)
{
  const char *style = prc_trovapec_mode (self, request, "balance");
  gboolean grouped = g_str_equal (style, "euro") || g_str_equal (style, "thousands");
  guint64 absolute = cents < 0 ? (guint64) -cents : (guint64) cents;
  g_autoptr (GString) text = g_string_new (g_str_equal (style, "euro") ? "€ " : "");

  if (cents < 0)
    g_string_append_c (text, '-');
  if (grouped)
    append_grouped (text, absolute / 100);
  else
    g_string_append_printf (text, "%" G_GUINT64_FORMAT, absolute / 100);
  g_string_append_printf (text, "%c%02u", g_str_equal (style, "point") ? '.' : ',',
                          (guint) (absolute % 100));
  if (g_str_equal (style, "code"))
    g_string_append (text, " EUR");
  dress (self, request, reply, g_str_equal (style, "empty") ? "" : text->str);
}
