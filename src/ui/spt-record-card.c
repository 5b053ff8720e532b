/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a kind of record has to say on the first page, and which of its records a list is to show. */
#define G_LOG_DOMAIN "spt-record-card"

#include "config.h"

#include "ui/spt-record-card.h"

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
