/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of files of one broker and body, by day in Rome, page by page (GPD facts 9). */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include <string.h>

#define TOKEN_HEADER "x-continuation-token"

static GTimeZone *
rome (void)
{
  GTimeZone *zone = g_time_zone_new_identifier ("Europe/Rome");

  return zone != NULL ? zone : g_time_zone_new_offset (3600);
}

static gboolean
parse_day (const char *text,
           GDate      *day)
{
  gint64 us;
  g_autofree char *whole = g_strconcat (text, "T00:00:00", NULL);

  if (strlen (text) != 10 || !prc_date_parse (whole, &us) || g_str_has_prefix (text, "0000"))
    return FALSE;
  g_date_set_dmy (day, (GDateDay) g_ascii_strtoull (text + 8, NULL, 10),
                  (GDateMonth) g_ascii_strtoull (text + 5, NULL, 10),
                  (GDateYear) g_ascii_strtoull (text, NULL, 10));
  return TRUE;
}

static gint64
midnight (const GDate *day,
          GTimeZone   *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new (zone, g_date_get_year (day),
                                                (gint) g_date_get_month (day),
                                                g_date_get_day (day), 0, 0, 0);

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

static gboolean
bad (PrcReply   *reply,
     const char *detail)
{
  prc_problem (reply, 400, "BAD_REQUEST", detail);
  return FALSE;
}

static gboolean
read_days (PrcGpd           *self,
           const PrcRequest *request,
           GTimeZone        *zone,
           GDate            *from,
           GDate            *to,
           PrcReply         *reply)
{
  const char *from_text = request->query != NULL ? g_hash_table_lookup (request->query,
                                                                        "from") : NULL;
  const char *to_text = request->query != NULL ? g_hash_table_lookup (request->query, "to") : NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) now = NULL;
  GDate oldest;
  GDate today;

  utc = g_date_time_new_from_unix_utc (prc_now_us (self->context) / G_USEC_PER_SEC);
  now = g_date_time_to_timezone (utc, zone);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));
  *to = today;
  if (to_text != NULL && !parse_day (to_text, to))
    return bad (reply, "The parameter to is not a date");
  *from = *to;
  if (from_text == NULL)
    g_date_subtract_days (from, MIN (6, g_date_get_julian (from) - 1));
  else if (!parse_day (from_text, from))
    return bad (reply, "The parameter from is not a date");
  if (g_date_days_between (from, to) < 0 || g_date_days_between (from, to) > 6)
    return bad (reply, "The date range must be between 1 and 7 days");
  oldest = today;
  g_date_subtract_days (&oldest, PRC_DEPTH_DAYS);
  if (g_date_compare (to, &oldest) <= 0)
    {
      prc_problem (reply, 410, "GONE", "The requested files are no longer available");
      return FALSE;
    }
  if (g_date_compare (from, &oldest) <= 0)
    return bad (reply, "A part of the date range is no longer available");
  return TRUE;
}

static gboolean
read_page (const PrcRequest *request,
           gint64           *size,
           gint64           *before,
           PrcReply         *reply)
{
  const char *text = request->query != NULL ? g_hash_table_lookup (request->query, "size") : NULL;
  const char *token = soup_message_headers_get_one (request->headers, TOKEN_HEADER);
  guint64 number;

  *size = 100;
  *before = G_MAXINT64;
  if (text != NULL)
    {
      if (!g_ascii_string_to_unsigned (text, 10, 100, 500, &number, NULL))
        return bad (reply, "The size must be between 100 and 500");
      *size = (gint64) number;
    }
  if (token != NULL)
    {
      g_autofree guchar *plain = NULL;
      gsize length;

      plain = g_base64_decode (token, &length);
      if (length < 3 || length > 24 || memcmp (plain, "n=", 2) != 0)
        return bad (reply, "The continuation token is not valid");
      plain = g_realloc (plain, length + 1);
      plain[length] = '\0';
      if (!g_ascii_string_to_unsigned ((const char *) plain + 2, 10, 1, G_MAXINT64, &number, NULL))
        return bad (reply, "The continuation token is not valid");
      *before = (gint64) number;
    }
  return TRUE;
}

/**
 * prc_files_handle:
 * @self: the twin
 * @call: the path, taken apart
 * @request: the request
 * @reply: the answer to fill
 *
 * Answers the list of files, newest first.
 */
void
prc_files_handle (PrcGpd           *self,
                  const PrcCall    *call,
                  const PrcRequest *request,
                  PrcReply         *reply)
{
  g_autoptr (GTimeZone) zone = rome ();
  GDate from, to;
  gint64 size, before, last = 0;
  gint64 count = 0;
  gboolean more = FALSE;
  sqlite3_stmt *rows;

  g_date_clear (&from, 1);
  g_date_clear (&to, 1);
  if (!read_days (self, request, zone, &from, &to, reply) ||
      !read_page (request, &size, &before, reply))
    return;
  g_date_add_days (&to, 1);
  prc_reply_set (reply, 200, "application/json", NULL);
  rows = prc_db_query (self->db, "SELECT seq, file_id FROM upload WHERE service = ?1 AND broker = "
                       "?2 AND ec = ?3 AND started >= ?4 AND started < ?5 AND seq < ?6 ORDER BY "
                       "seq DESC LIMIT ?7", "sssiiii", call->service, call->broker,
                       call->ec, midnight (&from, zone), midnight (&to, zone), before, size + 1);
  while (prc_db_next (rows))
    {
      if (count == size)
        {
          more = TRUE;
          continue;
        }
      g_string_append (reply->body, count == 0 ? "{\"fileIds\":[" : ",");
      prc_append_json (reply->body, prc_db_text (rows, 1));
      last = sqlite3_column_int64 (rows, 0);
      count++;
    }
  /* Empty lists are left out of the service's JSON. */
  g_string_append_printf (reply->body, "%s\"size\":%" G_GINT64_FORMAT ",\"hasMore\":%s}",
                          count > 0 ? "]," : "{", count, more ? "true" : "false");
  if (more)
    {
      g_autofree char *plain = g_strdup_printf ("n=%" G_GINT64_FORMAT, last);
      g_autofree char *token = g_base64_encode ((const guchar *) plain, strlen (plain));

      prc_reply_header (reply, TOKEN_HEADER, token);
    }
}
