/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kind of record has to say on the first page, and which of its records a list is to show. */
#define G_LOG_DOMAIN "spt-record-card"

#include "config.h"

#include "ui/spt-record-card.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

/**
 * spt_record_look_add:
 * @self: a look
 * @group: where it stands
 * @n: how many records
 * @icon_name: static
 * @css_class: static
 * @filter: which; its stage is static
 * @title: (transfer full): what there is
 * @subtitle: (transfer full): what to do about it
 *
 * Adds a line to the first page.
 */
void
spt_record_look_add (SptRecordLook         *self,
                     SptCardGroup           group,
                     guint                  n,
                     const char            *icon_name,
                     const char            *css_class,
                     const SptRecordFilter *filter,
                     char                  *title,
                     char                  *subtitle)
{
  SptRecordCard *card = g_new0 (SptRecordCard, 1);

  card->group = group;
  card->n = n;
  card->icon_name = icon_name;
  card->css_class = css_class;
  card->filter = *filter;
  card->title = title;
  card->subtitle = subtitle;
  g_ptr_array_add (self->cards, card);
}

/**
 * spt_record_look_add_states:
 * @self: a look
 * @db: a connection
 * @rows: how the archive lists the records
 * @cards: (array length=n_cards): of which states is told
 * @n_cards: their number
 * @error: (out) (optional): why not
 *
 * Says how many records there are, and adds a line for each card of whose states there are some.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_record_look_add_states (SptRecordLook       *self,
                            SptDb               *db,
                            const SptListKind   *rows,
                            const SptStateCard  *cards,
                            guint                n_cards,
                            GError             **error)
{
  const SptListQuery all = { 0 };
  guint counts[SPT_N_STATES];

  if (!spt_db_count_list (db, rows, &all, counts, error))
    return FALSE;
  for (guint i = 0; i < SPT_N_STATES; i++)
    self->n_records += counts[i];

  for (guint i = 0; i < n_cards; i++)
    {
      const SptStateCard *card = &cards[i];
      guint n = 0;

      for (guint state = 0; state < SPT_N_STATES; state++)
        n += (card->states & (1u << state)) != 0 ? counts[state] : 0;
      if (n > 0)
        spt_record_look_add (self, SPT_CARD_TO_FIX, n, spt_ui_state_icon (card->look), spt_ui_state_css_class (card->look),
                             &(SptRecordFilter) { .states = card->states }, spt_count_text_dup (&card->title, n),
                             g_strdup (_(card->subtitle)));
    }

  return TRUE;
}

/**
 * spt_record_look_add_due:
 * @self: a look
 * @n: how many dates
 * @icon_name: static
 * @css_class: static
 * @dues: how the list of what is due begins; static
 * @title: (transfer full): what there is
 * @subtitle: (transfer full): what to do about it
 *
 * Adds a line about dates to the first page.
 */
void
spt_record_look_add_due (SptRecordLook *self,
                         guint          n,
                         const char    *icon_name,
                         const char    *css_class,
                         const char    *dues,
                         char          *title,
                         char          *subtitle)
{
  const SptRecordFilter none = { 0 };
  SptRecordCard *card;

  spt_record_look_add (self, SPT_CARD_DUE, n, icon_name, css_class, &none, title, subtitle);
  card = g_ptr_array_index (self->cards, self->cards->len - 1);
  card->dues = dues;
}

/**
 * spt_record_card_free:
 * @self: (transfer full) (nullable): a card
 *
 * Frees it.
 */
void
spt_record_card_free (SptRecordCard *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

/**
 * spt_record_filter_pack:
 * @self: a filter, without an import or a submission
 * @kind: of which records
 *
 * Makes the target of an action that opens a list.
 *
 * Returns: (transfer floating): the target
 */
GVariant *
spt_record_filter_pack (const SptRecordFilter *self,
                        const char            *kind)
{
  return g_variant_new (SPT_RECORDS_TARGET, kind, self->states,
                        self->stage != NULL ? self->stage : "", self->found, self->due_soon);
}

/**
 * spt_record_filter_unpack:
 * @target: what spt_record_filter_pack() made; lives as long as what comes out
 * @self: (out): the filter
 * @kind: (out): of which records
 *
 * Reads the target of an action that opens a list.
 */
void
spt_record_filter_unpack (GVariant         *target,
                          SptRecordFilter  *self,
                          const char      **kind)
{
  const char *stage;

  *self = (SptRecordFilter) { 0 };
  g_variant_get (target, "(&su&sbb)", kind, &self->states, &stage, &self->found, &self->due_soon);
  self->stage = *stage != '\0' ? stage : NULL;
}
