/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of vouchers, from any bytes. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/voucher/spt-voucher-list.h"
#include "services/voucher/spt-voucher-record.h"
#include "services/voucher/spt-voucher-service.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) body = g_bytes_new_static (data, size);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) ours = NULL;
  g_autoptr (GPtrArray) news = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptRecord) record = NULL;

  all = spt_voucher_list_read (body, NULL, NULL, &error);
  FUZZ_ASSERT ((all == NULL) == (error != NULL));
  if (all == NULL)
    return 0;

  ours = spt_voucher_list_read (body, "12345678903", NULL, NULL);
  FUZZ_ASSERT (ours != NULL && ours->len <= all->len);
  for (guint i = 0; i < all->len; i++)
    {
      const SptVoucherListed *listed = g_ptr_array_index (all, i);

      FUZZ_ASSERT (listed->key != NULL || listed->protocol != NULL);
      FUZZ_ASSERT (listed->phase == NULL || g_utf8_validate (listed->phase, -1, NULL));
      FUZZ_ASSERT (!listed->has_date || listed->reserved.from <= listed->reserved.to);
    }

  news = spt_voucher_list_make_news (all, NULL, 0);
  record = spt_record_new (spt_voucher_get_schema ());
  FUZZ_ASSERT (news->len <= all->len);
  for (guint i = 0; i < news->len; i++)
    {
      const SptDossierNews *n = g_ptr_array_index (news, i);

      FUZZ_ASSERT (n->phase != NULL && *n->phase != '\0' && n->stage != NULL);
      FUZZ_ASSERT ((n->doc != NULL) == (n->key != NULL));
      FUZZ_ASSERT (n->doc == NULL || spt_record_read (record, n->doc, -1, NULL));
    }

  return 0;
}
