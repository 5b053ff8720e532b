/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of uploads, whoever made them: week by week, page by page (GPD facts 9). */

#define G_LOG_DOMAIN "spt-gpd-list"

#include "config.h"

#include "services/gpd/spt-gpd-flow.h"

#include "services/gpd/spt-gpd-answer.h"
#include "services/gpd/spt-gpd-wire.h"

#define DAY_MS         G_GINT64_CONSTANT (86400000)
/* A question spans at most a week, and the list reaches back 60 days (GPD facts 9). */
#define MAX_RANGE_DAYS 7
#define MAX_DEPTH_DAYS 59
#define MAX_PAGES      50

typedef struct
{
  GPtrArray *ids;     /* (owned) (element-type utf8): newest first */
  gint64     from;    /* UTC ms */
  gint64     to;      /* end of the week that is asked about now */
  char      *query;   /* (owned) */
  guint      n_pages;
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  g_ptr_array_unref (list->ids);
  g_free (list->query);
  g_free (list);
}

static void got_page (GTask         *task,
                      SptHttpAnswer *answer);

static void
return_list (GTask      *task,
             const char *code)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  List *list = flow->data;
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, code);

  outcome->uploads = g_ptr_array_ref (list->ids);
  spt_gpd_flow_return (task, outcome);
}

/* The week that ends at list->to. */
static void
ask_week (GTask *task)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  List *list = flow->data;
  gint64 first = MAX (list->from, list->to - (MAX_RANGE_DAYS - 1) * DAY_MS);
  g_autofree char *from = spt_gpd_wire_dup_rome_date (first, 0);
  g_autofree char *to = spt_gpd_wire_dup_rome_date (list->to, 0);

  g_free (list->query);
  list->query = g_strdup_printf ("s?from=%s&to=%s&size=500", from, to);
  spt_gpd_flow_get (task, list->query, NULL, 0, got_page);
}

static void
add_page (List      *list,
          GPtrArray *page)
{
  for (guint i = 0; i < page->len; i++)
    {
      const char *id = g_ptr_array_index (page, i);
      g_autofree char *location = g_strdup_printf ("file/%s/status", id);
      g_autofree char *usable = spt_gpd_wire_dup_file_id (location);

      /* One that could not stand in a path cannot be asked about; weeks may share a day. */
      if (g_strcmp0 (usable, id) == 0 &&
          !g_ptr_array_find_with_equal_func (list->ids, id, g_str_equal, NULL))
        g_ptr_array_add (list->ids, g_strdup (id));
    }
}

static void
got_page (GTask         *task,
          SptHttpAnswer *answer)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  List *list = flow->data;
  const char *continuation = spt_http_answer_get_header (answer, "x-continuation-token");
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gboolean has_more = FALSE;
  SptOutcome *trouble;

  /* So far back it keeps nothing; what was found until here is found. */
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 410)
    {
      return_list (task, "gpd-gone");
      return;
    }
  trouble = spt_gpd_answer_to_trouble (answer, 200);
  if (trouble == NULL && !spt_gpd_wire_parse_files (answer->body, page, &has_more, &error))
    {
      trouble = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "gpd-unreadable");
      trouble->message = g_strdup (error->message);
      trouble->http_status = answer->status;
    }
  if (trouble != NULL)
    {
      spt_gpd_flow_return (task, trouble);
      return;
    }

  add_page (list, page);
  list->n_pages++;
  if (has_more && (continuation == NULL || list->n_pages >= MAX_PAGES))
    {
      return_list (task, "list-incomplete");
    }
  else if (has_more)
    {
      spt_gpd_flow_get (task, list->query, continuation, 0, got_page);
    }
  else
    {
      list->to -= MAX_RANGE_DAYS * DAY_MS;
      if (list->to >= list->from)
        ask_week (task);
      else
        return_list (task, NULL);
    }
}

/**
 * spt_gpd_list:
 * @service: the service
 * @call: account, secrets, and from when (sent_utc_ms) to when (ended_utc_ms)
 * @task: see SptCallFunc
 *
 * Lists the uploads of the account's broker and body, newest first, whatever software made them. It
 * reaches back 60 days; what is asked beyond that is left out.
 */
void
spt_gpd_list (SptService    *service,
              const SptCall *call,
              GTask         *task)
{
  SptCall copy = *call;
  SptGpdFlow *flow;
  gint64 now;
  List *list;

  copy.path = NULL;
  if (!spt_gpd_flow_start (task, &copy, SPT_CALL_LIST))
    return;

  flow = g_task_get_task_data (task);
  now = spt_clock_get_utc_ms (call->clock);
  list = g_new0 (List, 1);
  list->ids = g_ptr_array_new_with_free_func (g_free);
  list->to = call->ended_utc_ms != 0 ? MIN (call->ended_utc_ms, now) : now;
  list->from = MAX (call->sent_utc_ms, now - MAX_DEPTH_DAYS * DAY_MS);
  flow->data = list;
  flow->destroy = list_free;
  if (list->to < list->from)
    return_list (task, "gpd-gone");
  else
    ask_week (task);
}
