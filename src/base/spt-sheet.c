/* SPDX-License-Identifier: GPL-3.0-or-later */
/* thin: replaced next */
#include "config.h"
#include "base/spt-sheet.h"
G_DEFINE_QUARK (spt_sheet_error_quark, spt_sheet_error)

gboolean
spt_sheet_probe (const char  *path,
                 gboolean    *is_sheet,
                 GError     **error)
{
  *is_sheet = FALSE;
  return TRUE;
}

GStrv
spt_sheet_list (const char    *path,
                GCancellable  *cancellable,
                GError       **error)
{
  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT, "Not yet");
  return NULL;
}

GInputStream *
spt_sheet_open (const char    *path,
                const char    *sheet,
                GCancellable  *cancellable,
                GError       **error)
{
  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT, "Not yet");
  return NULL;
}
