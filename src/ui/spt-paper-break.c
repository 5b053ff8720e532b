/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where pages end: titles stay with what follows them, headers of tables come again. */
#define G_LOG_DOMAIN "spt-paper-break"

#include "config.h"

#include "ui/spt-paper-break.h"

/* Room that is lost in additions. */
#define SLACK 0.01

static double
get_room (const SptPaperStrip *strips,
          guint                index,
          gboolean             is_first)
{
  return strips[index].height + (is_first ? 0.0 : strips[index].gap);
}

/* Puts strips from @page->first on the page; gives the next one. */
static guint
fill_page (const SptPaperStrip *strips,
           guint                n_strips,
           double               height,
           SptPaperPage        *page)
{
  guint first = page->first;
  guint at = first;
  double used = page->header != SPT_PAPER_NONE ? strips[page->header].height : 0.0;

  while (at < n_strips)
    {
      guint end = at;
      double room = 0.0;

      /* As soon as what stays together is too much there is no need to know how much. */
      do
        {
          room += get_room (strips, end, end == first);
          end++;
        }
      while (end < n_strips && strips[end - 1].keep && used + room <= height + SLACK);
      if (used + room > height + SLACK)
        break;
      used += room;
      at = end;
    }
  if (at > first)
    return at;
  /* What should stay together is more than a page: as much of it as there is room for. */
  do
    {
      used += get_room (strips, at, at == first);
      at++;
    }
  while (at < n_strips && used + get_room (strips, at, FALSE) <= height + SLACK);

  return at;
}

/**
 * spt_paper_break:
 * @strips: (array length=n_strips): the strips
 * @n_strips: how many
 * @height: of a page
 *
 * Puts strips onto pages. One that is higher than a page has a page of its own.
 *
 * Returns: (transfer full) (element-type SptPaperPage): the pages
 */
GArray *
spt_paper_break (const SptPaperStrip *strips,
                 guint                n_strips,
                 double               height)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (SptPaperPage));
  guint at = 0;

  g_return_val_if_fail (strips != NULL || n_strips == 0, pages);

  while (at < n_strips)
    {
      SptPaperPage page = { at, 0, strips[at].header };

      if (page.header != SPT_PAPER_NONE && strips[page.header].height > height / 2)
        page.header = SPT_PAPER_NONE;
      at = fill_page (strips, n_strips, height, &page);
      page.n = at - page.first;
      g_array_append_val (pages, page);
    }
  if (pages->len == 0)
    {
      SptPaperPage page = { 0, 0, SPT_PAPER_NONE };

      g_array_append_val (pages, page);
    }

  return pages;
}
