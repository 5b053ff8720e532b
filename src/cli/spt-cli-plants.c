/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plants present, plants documents: what a person knows of plants, and their documents as files. */
#define G_LOG_DOMAIN "spt-cli-plants"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "cli/spt-cli-private.h"
#include "outbox/spt-plants.h"

/* Why a plant stays as it was. */
typedef enum
{
  CHANGED,
  IS_MARKED,
  IS_KNOWN,
  IS_NOT_MARKED,
  IS_USED
} Reason;

typedef struct
{
  char      **codes;  /* borrowed */
  gint64      account_id;
  gboolean    revoke;
  const char *date;
  const char *source;
  const char *who;
  gint64      now;
  guint       n_done;
  GArray     *ids;     /* (owned) (element-type gint64) */
  GArray     *reasons; /* (owned) (element-type Reason): of each id */
  const char *unknown; /* borrowed (nullable) */
} Work;

/* Each code is one of a plant, or nothing is done. */
static gboolean
find_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  for (guint i = 0; work->codes[i] != NULL; i++)
    {
      gint64 id = spt_db_find_plant (db, work->codes[i], work->account_id, error);

      if (id < 0)
        return FALSE;
      if (id == 0)
        {
          work->unknown = work->codes[i];
          return TRUE;
        }
      g_array_append_val (work->ids, id);
    }

  return TRUE;
}

static const char *
get_reason_code (Reason reason)
{
  static const char *const codes[] = { "", "already-marked", "already-sent", "not-marked", "in-use" };

  return codes[reason];
}

static const char *
explain (Reason reason)
{
  switch (reason)
    {
    case IS_MARKED:
      return _("that was said of it already");
    case IS_KNOWN:
      return _("the register accepted something of it already, so it knows the plant");
    case IS_NOT_MARKED:
      return _("nobody said of it that other software sent it");
    case IS_USED:
      return _("something of it was sent or is prepared on the strength of that");
    case CHANGED:
    default:
      return "";
    }
}

/* One plant, and why not. */
static gboolean
present_one (SptDb   *db,
             Work    *work,
             gint64   id,
             Reason  *reason,
             GError **error)
{
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, id, error);
  gboolean was_marked;
  guint n = 0;

  if (plant == NULL)
    return FALSE;
  was_marked = spt_plant_get_row (plant)->is_present;
  if (!(work->revoke ? spt_plants_revoke_present (db, &id, 1, work->who, work->now, &n, error)
                     : spt_plants_mark_present (db, &id, 1, work->date, work->source, work->who, work->now, &n, error)))
    return FALSE;
  work->n_done += n;
  if (n > 0)
    *reason = CHANGED;
  else if (work->revoke)
    *reason = was_marked ? IS_USED : IS_NOT_MARKED;
  else
    *reason = was_marked ? IS_MARKED : IS_KNOWN;

  return TRUE;
}

static gboolean
present_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  for (guint i = 0; i < work->ids->len; i++)
    {
      Reason reason;

      if (!present_one (db, work, g_array_index (work->ids, gint64, i), &reason, error))
        return FALSE;
      g_array_append_val (work->reasons, reason);
    }

  return TRUE;
}

/**
 * spt_cli_parse_day:
 * @text: (inout) (transfer full): a date as people write it
 *
 * Makes a date ISO, or says that it is none.
 *
 * Returns: whether it is one
 */
gboolean
spt_cli_parse_day (char **text)
{
  SptDatetime date;
  g_autofree char *iso = NULL;

  if (!spt_datetime_parse (*text, &date, NULL))
    {
      spt_cli_complain (_("“%s” is no date"), *text);
      return FALSE;
    }
  iso = spt_datetime_to_iso (&date);
  g_free (*text);
  *text = g_strndup (iso, strlen ("2026-01-01"));

  return TRUE;
}

static SptExit
find_plants (SptCli     *cli,
             const char *account_name,
             Work       *work)
{
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (account_name != NULL)
    {
      account = spt_cli_find_account (cli, account_name);
      if (account == NULL)
        return SPT_EXIT_USAGE;
      work->account_id = spt_account_get_id (account);
    }
  work->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, find_job, work, NULL, &error))
    return spt_cli_fail (cli, error);
  if (work->unknown == NULL)
    return SPT_EXIT_OK;
  spt_cli_complain (_("there is no plant “%s”"), work->unknown);

  return SPT_EXIT_USAGE;
}

static void
print_number (SptCli     *cli,
              const char *name,
              guint       n)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, name, n);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

static void
print_present (SptCli     *cli,
               const Work *work)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, "plants", work->n_done);
  spt_json_writer_key (&writer, "left");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < work->reasons->len; i++)
    {
      Reason reason = g_array_index (work->reasons, Reason, i);

      if (reason == CHANGED)
        continue;
      if (!cli->json)
        spt_cli_complain (_("plant “%s” stays as it was: %s"), work->codes[i], explain (reason));
      spt_json_writer_begin_object (&writer);
      spt_json_writer_put_string (&writer, "code", work->codes[i]);
      spt_json_writer_put_string (&writer, "reason", get_reason_code (reason));
      spt_json_writer_end_object (&writer);
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);
  if (cli->json)
    spt_cli_print_json (out);
  else
    printf (ngettext ("%u plant changed\n", "%u plants changed\n", work->n_done), work->n_done);
}

SptExit
spt_cli_run_plants_present (SptCli  *cli,
                            char   **argv)
{
  g_autofree char *account_name = NULL;
  g_autofree char *date = NULL;
  g_autofree char *source = NULL;
  gboolean revoke = FALSE;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_name, NULL, NULL },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, NULL, NULL },
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, NULL, NULL },
    { "revoke", 0, 0, G_OPTION_ARG_NONE, &revoke, NULL, NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (Reason));
  Work work = { .reasons = reasons };
  SptExit status;

  if (!spt_cli_parse (&argv, entries, 1, G_MAXINT))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!revoke && (source == NULL || *source == '\0'))
    {
      spt_cli_complain (_("--source is missing: how it is known that the register has the plant"));
      return SPT_EXIT_USAGE;
    }
  if (date != NULL && !spt_cli_parse_day (&date))
    return SPT_EXIT_USAGE;
  work.codes = words + 1;
  work.revoke = revoke;
  work.date = date;
  work.source = source;
  work.now = spt_clock_get_utc_ms (cli->clock);
  status = find_plants (cli, account_name, &work);
  ids = work.ids;
  if (status != SPT_EXIT_OK)
    return status;
  work.who = cli->who; /* known once the archive is open */
  if (!spt_store_run_sync (cli->store, SPT_STORE_WRITE, present_job, &work, NULL, &error))
    return spt_cli_fail (cli, error);

  print_present (cli, &work);

  return work.n_done < ids->len ? SPT_EXIT_REFUSED : SPT_EXIT_OK;
}

SptExit
spt_cli_run_plants_documents (SptCli  *cli,
                              char   **argv)
{
  g_autofree char *account_name = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_name, NULL, NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) ids = NULL;
  Work work = { 0 };
  SptExit status;
  guint n_files;

  if (!spt_cli_parse (&argv, entries, 1, G_MAXINT))
    return SPT_EXIT_USAGE;
  words = argv;
  work.codes = words + 2;
  status = find_plants (cli, account_name, &work);
  ids = work.ids;
  if (status != SPT_EXIT_OK)
    return status;
  if (!spt_plants_export_documents (cli->store, ids->len > 0 ? (const gint64 *) (gpointer) ids->data : NULL, ids->len, words[1],
                                    &n_files, NULL, &error))
    return spt_cli_fail (cli, error);

  if (cli->json)
    print_number (cli, "files", n_files);
  else
    printf (ngettext ("%u file written\n", "%u files written\n", n_files), n_files);

  return SPT_EXIT_OK;
}
