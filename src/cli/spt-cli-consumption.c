/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import consumption: a year's consumption of plants out of a table. */
#define G_LOG_DOMAIN "spt-cli-consumption"

#include "config.h"

#include <stdio.h>

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "cli/spt-cli-private.h"
#include "outbox/spt-consumption.h"

typedef struct
{
  GFile            *file;    /* borrowed */
  const char       *who;
  gint64            now;
  gboolean          dry_run;
  guint             n_filled;
  GPtrArray        *misfits; /* (owned) */
  SptConsumptionSum sum;     /* its ids are owned */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->misfits, g_ptr_array_unref);
  g_clear_pointer (&work->sum.ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
import_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;
  g_autoptr (GFileInputStream) stream = g_file_read (work->file, cancellable, error);
  g_autoptr (GPtrArray) lines = stream != NULL ? spt_consumption_list (db, NULL, 0, work->now, cancellable, error) : NULL;

  return lines != NULL &&
         spt_consumption_fill (lines, G_INPUT_STREAM (stream), &work->n_filled, &work->misfits, cancellable, error) &&
         (work->dry_run || spt_consumption_save (db, lines, work->who, work->now, &work->sum, error));
}

static void
print_json (const Work *work)
{
  g_autoptr (GString) out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_key (&writer, "lines");
  spt_json_writer_int (&writer, work->n_filled);
  spt_json_writer_key (&writer, "made");
  spt_json_writer_int (&writer, work->sum.n_made);
  spt_json_writer_key (&writer, "to_fix");
  spt_json_writer_int (&writer, work->sum.n_to_fix);
  spt_json_writer_key (&writer, "left");
  spt_json_writer_begin_array (&writer);
  for (guint i = 0; i < work->misfits->len; i++)
    {
      const SptConsumptionMisfit *misfit = g_ptr_array_index (work->misfits, i);

      spt_json_writer_begin_object (&writer);
      spt_json_writer_key (&writer, "row");
      spt_json_writer_int (&writer, misfit->row);
      spt_json_writer_put_string (&writer, "reason", misfit->reason);
      spt_json_writer_end_object (&writer);
    }
  spt_json_writer_end_array (&writer);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

SptExit
spt_cli_import_consumption (SptCli     *cli,
                            const char *path,
                            gboolean    dry_run)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_auto (Work) work = { .file = file, .dry_run = dry_run };
  g_autoptr (GError) error = NULL;

  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  work.who = cli->who;
  work.now = spt_clock_get_utc_ms (cli->clock);
  work.sum.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!spt_store_run_sync (cli->store, dry_run ? SPT_STORE_READ : SPT_STORE_WRITE, import_job, &work, NULL, &error))
    return spt_cli_fail (cli, error);

  if (cli->json)
    print_json (&work);
  else
    printf (ngettext ("%u document made, %u to correct, %u rows left aside\n",
                      "%u documents made, %u to correct, %u rows left aside\n", work.sum.n_made), work.sum.n_made,
            work.sum.n_to_fix, work.misfits->len);
  for (guint i = 0; !cli->json && i < work.misfits->len; i++)
    {
      const SptConsumptionMisfit *misfit = g_ptr_array_index (work.misfits, i);

      spt_cli_complain (_("row %u is left aside: %s"), misfit->row, spt_consumption_misfit_explain (misfit));
    }

  return work.misfits->len > 0 || work.sum.n_to_fix > 0 ? SPT_EXIT_REFUSED : SPT_EXIT_OK;
}
