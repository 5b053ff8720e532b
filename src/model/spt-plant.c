/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plant that a register knows, as lists and page headers show it. */

#define G_LOG_DOMAIN "spt-plant"

#include "config.h"

#include "model/spt-plant.h"

#include <langinfo.h>
#include <string.h>

#include "base/spt-datetime.h"

struct _SptPlant
{
  SptRow      parent_instance;

  SptPlantRow data;
};

G_DEFINE_FINAL_TYPE (SptPlant, spt_plant, SPT_TYPE_ROW)

/* Tenths of a kilowatt are as fine as a libretto says it. */
static char *
dup_power_text (gconstpointer data)
{
  const SptPlantRow *plant = data;
  gint64 tenths = (plant->power_w + 50) / 100;

  if (plant->power_w < 0)
    return g_strdup ("");
  if (tenths % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " kW", tenths / 10);

  return g_strdup_printf ("%" G_GINT64_FORMAT "%s%d kW", tenths / 10, nl_langinfo (RADIXCHAR), (int) (tenths % 10));
}

static char *
dup_due_date_text (gconstpointer data)
{
  const SptPlantRow *plant = data;
  SptDatetime date;

  if (plant->due_date == NULL || !spt_datetime_parse (plant->due_date, &date, NULL))
    return g_strdup ("");

  return spt_datetime_to_italian (&date, FALSE);
}

/* *INDENT-OFF* */
#define MEMBER(KIND, member) SPT_MEMBER (SptPlantRow, KIND, member)

static const SptMember members[] = {
  MEMBER (TEXT, code),
  MEMBER (TEXT, name),
  MEMBER (TEXT, name_code),
  MEMBER (TEXT, third),
  MEMBER (TEXT, third_code),
  MEMBER (TEXT, place),
  MEMBER (TEXT, city),
  MEMBER (TEXT, units),
  MEMBER (TEXT, generators),
  MEMBER (TEXT, fuel),
  MEMBER (INT, power_w),
  SPT_SHOWN ("power_text", dup_power_text),
  MEMBER (TEXT, standing),
  MEMBER (TEXT, stage),
  MEMBER (BOOLEAN, is_present),
  MEMBER (TEXT, present_date),
  MEMBER (TEXT, present_source),
  MEMBER (TEXT, present_who),
  MEMBER (TEXT, due_date),
  SPT_SHOWN ("due_date_text", dup_due_date_text),
  MEMBER (TEXT, due_kind),
  MEMBER (STATE, state),
  MEMBER (UINT, n_errors),
  MEMBER (UINT, n_warnings),
  MEMBER (BOOLEAN, has_libretto),
  MEMBER (UINT, n_open),
  MEMBER (TEXT, open_type),
  MEMBER (TEXT, schema_sha256),
  MEMBER (INT, account_id),
  MEMBER (TEXT, account_name),
  MEMBER (TEXT, environment),
  MEMBER (INT, subject_id),
  MEMBER (INT, third_id),
  MEMBER (TEXT, import_label),
  MEMBER (UINT, import_row),
  MEMBER (INT, updated),
};
/* *INDENT-ON* */

const SptStruct spt_plant_struct = SPT_STRUCT (SptPlantRow, members);

static void
spt_plant_class_init (SptPlantClass *klass)
{
  spt_row_class_set_struct (SPT_ROW_CLASS (klass), &spt_plant_struct, G_STRUCT_OFFSET (SptPlant, data));
}

static void
spt_plant_init (SptPlant *self)
{
}

/**
 * spt_plant_get_row:
 * @self: a plant
 *
 * Gets everything that it shows.
 *
 * Returns: (transfer none): the data, zeros until it is loaded
 */
const SptPlantRow *
spt_plant_get_row (SptPlant *self)
{
  g_return_val_if_fail (SPT_IS_PLANT (self), NULL);

  return &self->data;
}

/* --- parts -------------------------------------------------------------------------------------------- */

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* A serial number that was mistyped at first is the same part still, as long as its day is. */
static gboolean
is_same_part (const SptPlantPart *a,
              const SptPlantPart *b)
{
  if (strcmp (a->kind, b->kind) != 0 || a->number != b->number)
    return FALSE;
  if (is_text (a->serial) && is_text (b->serial) && g_ascii_strcasecmp (a->serial, b->serial) == 0)
    return TRUE;
  if (is_text (a->installed) && is_text (b->installed))
    return strcmp (a->installed, b->installed) == 0;

  return (!is_text (a->serial) || !is_text (b->serial)) && g_strcmp0 (a->title, b->title) == 0;
}

static const SptPlantPart *
find_same (GPtrArray          *parts,
           const SptPlantPart *part)
{
  for (guint i = 0; i < parts->len; i++)
    {
      if (is_same_part (g_ptr_array_index (parts, i), part))
        return g_ptr_array_index (parts, i);
    }

  return NULL;
}

static guint
get_last_turn (GPtrArray          *parts,
               const SptPlantPart *part)
{
  guint last = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const SptPlantPart *other = g_ptr_array_index (parts, i);

      if (strcmp (other->kind, part->kind) == 0 && other->number == part->number)
        last = MAX (last, other->turn);
    }

  return last;
}

static gboolean
has_number (GPtrArray          *parts,
            const SptPlantPart *part)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const SptPlantPart *other = g_ptr_array_index (parts, i);

      if (strcmp (other->kind, part->kind) == 0 && other->number == part->number)
        return TRUE;
    }

  return FALSE;
}

static SptPlantPart *
part_copy (const SptPlantPart *part)
{
  SptPlantPart *copy = g_new (SptPlantPart, 1);

  *copy = *part;
  copy->title = g_strdup (part->title);
  copy->serial = g_strdup (part->serial);
  copy->detail = g_strdup (part->detail);
  copy->installed = g_strdup (part->installed);
  copy->removed = g_strdup (part->removed);
  copy->path = g_strdup (part->path);

  return copy;
}

/**
 * spt_plant_parts_merge:
 * @before: (element-type SptPlantPart): all that were ever known
 * @now: (element-type SptPlantPart): as the libretto has them
 *
 * Brings what a libretto has together with what was known before: nothing is forgotten, a number is never free
 * again (catasto facts 6). What the libretto has lost stays behind what it has: as replaced, where its number has
 * another part now; with its place in the libretto empty.
 *
 * Returns: (transfer full) (element-type SptPlantPart): all that are known
 */
GPtrArray *
spt_plant_parts_merge (GPtrArray *before,
                       GPtrArray *now)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_part_free);

  g_return_val_if_fail (before != NULL && now != NULL, all);

  for (guint i = 0; i < now->len; i++)
    g_ptr_array_add (all, part_copy (g_ptr_array_index (now, i)));
  for (guint i = 0; i < before->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (before, i);
      SptPlantPart *kept;

      if (find_same (now, part) != NULL)
        continue;
      kept = part_copy (part);
      if (has_number (all, part))
        kept->turn = get_last_turn (all, part) + 1;
      g_free (kept->path);
      kept->path = g_strdup ("");
      g_ptr_array_add (all, kept);
    }

  return all;
}

/**
 * spt_plant_part_free:
 * @self: (transfer full): a part
 *
 * Frees it.
 */
void
spt_plant_part_free (SptPlantPart *self)
{
  g_free (self->title);
  g_free (self->serial);
  g_free (self->detail);
  g_free (self->installed);
  g_free (self->removed);
  g_free (self->path);
  g_free (self);
}

/**
 * spt_plant_due_free:
 * @self: (transfer full): a date
 *
 * Frees it.
 */
void
spt_plant_due_free (SptPlantDue *self)
{
  g_free (self->component);
  g_free (self->date);
  g_free (self->since);
  g_free (self);
}
