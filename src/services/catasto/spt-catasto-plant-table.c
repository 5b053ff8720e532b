/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants as rows of a table (docs/csv.md, "plants"): where each column stands in a libretto, a row that becomes one and
 * back, and files from elsewhere that are looked at before they are read. */

#define G_LOG_DOMAIN "spt-catasto-plant-table"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "base/spt-xml.h"
#include "services/catasto/spt-catasto-schemas.h"

#define MAX_BYTES (5 * 1024 * 1024) /* catasto facts 12.2 */
#define EXISTING  "4"               /* 1.1: a libretto of a plant that was there before */
#define WHOLE     "9"               /* the operation that says so */

#define PLACE       "scheda_1_2_ubicazione/"
#define SERVICES    "scheda_1_3_servizi/"
#define RESPONSIBLE "scheda_1_6_responsabile/"
#define THIRD       "scheda_3_terzo_responsabile/terzo_responsabile/"
#define CONTROL     "scheda_12_interventi_controllo/L12intervento/"

/* --- the columns ----------------------------------------------------------------------------------------- */

/* @where: elements below the plant, "/" before what stands beside it; NULL = made out by itself. */
typedef struct
{
  const char   *name;
  const char   *where;
  const char   *label; /* (nullable): untranslated; NULL = the schema's */
  SptFieldKind  kind;
} Plain;

/* *INDENT-OFF* */
static const Plain plain[] = {
  { "codice", "/L1_codice_impianto" },
  { "dataIntervento", "/L1_1dataIntervento", NULL, SPT_FIELD_DATE },
  { "indirizzo", PLACE "L1_2indirizzo" },
  { "civico", PLACE "L1_2civico" },
  { "palazzo", PLACE "L1_2palazzo" },
  { "scala", PLACE "L1_2scala" },
  { "interno", PLACE "L1_2interno" },
  { "cap", PLACE "L1_2cap" },
  { "comune", PLACE "L1_2comune" },
  { "prov", PLACE "L1_2prov" },
  { "codiceComune", PLACE "L1_2codiceComune" },
  { "categoria", PLACE "L1_2categoria" },
  { "volumeRiscaldato", PLACE "L1_2volLordoRisc", NULL, SPT_FIELD_DECIMAL },
  { "volumeRaffrescato", PLACE "L1_2volLordoRaffr", NULL, SPT_FIELD_DECIMAL },
  { "servizi.acs", SERVICES "L1_3servizioACS", NULL, SPT_FIELD_DECIMAL },
  { "servizi.riscaldamento", SERVICES "L1_3servizioClimaInv", NULL, SPT_FIELD_DECIMAL },
  { "servizi.raffrescamento", SERVICES "L1_3servizioClimaEst", NULL, SPT_FIELD_DECIMAL },
  { "responsabile.tipo", RESPONSIBLE "L1_6tipoSoggetto" },
  { "responsabile.titolo", RESPONSIBLE "L1_6titolo" },
  { "responsabile.nominativo", NULL, N_("Responsible: full name or company name") },
  { "responsabile.cognome", RESPONSIBLE "L1_6cognome" },
  { "responsabile.nome", RESPONSIBLE "L1_6nome" },
  { "responsabile.codiceFiscale", RESPONSIBLE "L1_6cf" },
  { "responsabile.ragioneSociale", RESPONSIBLE "L1_6ragSociale" },
  { "responsabile.partitaIva", RESPONSIBLE "L1_6piva" },
  { "responsabile.indirizzo", RESPONSIBLE "L1_6indirizzo" },
  { "responsabile.civico", RESPONSIBLE "L1_6civico" },
  { "responsabile.cap", RESPONSIBLE "L1_6cap" },
  { "responsabile.comune", RESPONSIBLE "L1_6comune" },
  { "responsabile.prov", RESPONSIBLE "L1_6prov" },
  { "responsabile.email", RESPONSIBLE "L1_6email" },
  { "responsabile.pec", RESPONSIBLE "L1_6pec" },
  { "responsabile.telefono", RESPONSIBLE "L1_6telefono" },
  { "terzo.cognome", THIRD "L3cognome" },
  { "terzo.nome", THIRD "L3nome" },
  { "terzo.codiceFiscale", THIRD "L3codiceFiscale" },
  { "terzo.ditta", THIRD "L3ragSocialeDitta" },
  { "terzo.partitaIva", THIRD "L3pivaDitta" },
  { "terzo.cciaa", THIRD "L3cciaa" },
  { "terzo.dal", THIRD "L3dataValiditaContrattoDal", NULL, SPT_FIELD_DATE },
  { "terzo.al", THIRD "L3dataValiditaContrattoAl", NULL, SPT_FIELD_DATE },
  { "terzo.apparecchiature", THIRD "L3apparecchiature" },
  { "rcee.data", CONTROL "L12dataControllo", NULL, SPT_FIELD_DATE },
  { "rcee.tipo", CONTROL "L12tipoAllegato" },
  { "rcee.ditta", CONTROL "L12ragioneSociale" },
  { "rcee.cciaa", CONTROL "L12cciaa" },
  { SPT_PLANT_COLUMN_PRESENT_DATE, NULL, N_("Already in the register since"), SPT_FIELD_DATE },
  { SPT_PLANT_COLUMN_PRESENT_SOURCE, NULL, N_("Already in the register: how that is known") },
  { SPT_PLANT_COLUMN_PRESENT_WHO, NULL, N_("Already in the register: who says so") },
};

static const Plain unit_columns[] = {
  { "sezione", "L1_2sezione" }, { "foglio", "L1_2foglio" }, { "particella", "L1_2particella" },
  { "subalterno", "L1_2sub" }, { "pod", "L1_2pod" }, { "pdr", "L1_2pdr" }, { NULL },
};
static const Plain gt_columns[] = {
  { "dataInstallazione", "L4_1dataInstallazione", NULL, SPT_FIELD_DATE },
  { "fabbricante", "L4_1fabbricante" }, { "modello", "L4_1modello" }, { "matricola", "L4_1matricola" },
  { "combustibile", "L4_1combustibile" }, { "fluido", "L4_1fluido" },
  { "potenza", "L4_1potenza", NULL, SPT_FIELD_DECIMAL }, { "rendimento", "L4_1rendimento", NULL, SPT_FIELD_DECIMAL },
  { "tipo", "L4_1tipoGruppoTermico" }, { "analisiFumi", "L4_1numeroAnalisiFumi" }, { NULL },
};
static const Plain gf_columns[] = {
  { "dataInstallazione", "L4_4dataInstallazione", NULL, SPT_FIELD_DATE },
  { "fabbricante", "L4_4fabbricante" }, { "modello", "L4_4modello" }, { "matricola", "L4_4matricola" },
  { "macchina", NULL, N_("Machine (1 absorption, 2 direct-fired, 3 electric, 4 combustion engine)") },
  { "combustibile", "L4_4combustibileAssorbimentoFiammaDiretta" }, { "circuiti", "L4_4numCircuiti" },
  { "potenzaRaffrescamento", "L4_4raffPotenzaNominale", NULL, SPT_FIELD_DECIMAL },
  { "potenzaRiscaldamento", "L4_4riscPotenzaNominale", NULL, SPT_FIELD_DECIMAL }, { NULL },
};
static const Plain sc_columns[] = {
  { "dataInstallazione", "L4_5dataInstallazione", NULL, SPT_FIELD_DATE },
  { "fabbricante", "L4_5fabbricante" }, { "modello", "L4_5modello" }, { "matricola", "L4_5matricola" },
  { "potenza", "L4_5potenzaNominaleTotale", NULL, SPT_FIELD_DECIMAL }, { NULL },
};
static const Plain cg_columns[] = {
  { "dataInstallazione", "L4_6dataInstallazione", NULL, SPT_FIELD_DATE },
  { "fabbricante", "L4_6fabbricante" }, { "modello", "L4_6modello" }, { "matricola", "L4_6matricola" },
  { "tipo", "L4_6tipologia" }, { "combustibile", "L4_6alimentazione" },
  { "potenza", "L4_6potenzaTermicaNominale", NULL, SPT_FIELD_DECIMAL },
  { "potenzaElettrica", "L4_6potenzaElettricaNominale", NULL, SPT_FIELD_DECIMAL }, { NULL },
};
static const Plain cs_columns[] = {
  { "dataInstallazione", "L4_7dataInstallazione", NULL, SPT_FIELD_DATE },
  { "fabbricante", "L4_7fabbricante" }, { "collettori", "L4_7collettori" },
  { "superficie", "L4_7supTotaleApertura", NULL, SPT_FIELD_DECIMAL }, { NULL },
};
static const Plain ag_columns[] = {
  { "dataInstallazione", "L4_8dataInstallazione", NULL, SPT_FIELD_DATE },
  { "fabbricante", "L4_8fabbricante" }, { "modello", "L4_8modello" }, { "matricola", "L4_8matricola" },
  { "tipo", "L4_8tipologia" }, { "potenza", "L4_8potenzaNominaleTotale", NULL, SPT_FIELD_DECIMAL }, { NULL },
};

/* A part of the plant, or with no @kind what stands at @where. */
static const struct
{
  const char  *name;
  const char  *kind;
  const char  *where;
  guint        n;
  const Plain *columns;
} repeats[] = {
  { "unita", NULL, "scheda_1_2_ubicazione/unita_immobiliare/", 3, unit_columns },
  { "gt", "GT", NULL, 6, gt_columns },
  { "gf", "GF", NULL, 4, gf_columns },
  { "sc", "SC", NULL, 2, sc_columns },
  { "cg", "CG", NULL, 2, cg_columns },
  { "cs", "CS", NULL, 2, cs_columns },
  { "ag", "AG", NULL, 2, ag_columns },
};

/* What drives a chiller: the numbers of the register's list (data/catasto/lists.json, "macchina"). */
static const char *const machines[] = {
  "L4_4assorbimentoPerRecupero", "L4_4combustibileAssorbimentoFiammaDiretta", "L4_4compressioneMotoreElettrico",
  "L4_4compressioneMotoreEndotermico"
};
/* *INDENT-ON* */

typedef struct
{
  char                 *where; /* (owned) (nullable) */
  const SptCatastoKind *part;
  guint                 number;   /* of the part, or the unit: from 1; 0 = stands alone */
  gboolean              is_machine;
} Target;

static GArray *columns; /* (owned) (element-type SptCsvColumn) */
static GArray *targets; /* (owned) (element-type Target) */
static GArray *known;   /* (owned) (element-type SptFieldDef *): of the set that was in force first; (nullable) each */

/* The field of a path in the form, for its label and the words of its choices. */
static const SptFieldDef *
find_field (const SptGroupDef *root,
            const Target      *target)
{
  g_auto (GStrv) steps = target->where != NULL ? g_strsplit (target->where, "/", -1) : NULL;
  const SptGroupDef *group = root;

  if (steps == NULL || group == NULL)
    return NULL;
  if (*steps[0] != '\0' || target->part != NULL)
    group = spt_group_def_find_group (group, SPT_CATASTO_PLANT);
  if (target->part != NULL)
    {
      group = group != NULL ? spt_group_def_find_group (group, target->part->scheda) : NULL;
      group = group != NULL ? spt_group_def_find_group (group, target->part->group) : NULL;
      group = group != NULL ? spt_group_def_find_group (group, target->part->item) : NULL;
    }
  for (guint i = 0; group != NULL && steps[i] != NULL; i++)
    {
      if (*steps[i] == '\0')
        continue;
      if (steps[i + 1] == NULL)
        return spt_group_def_find_field (group, steps[i]);
      group = spt_group_def_find_group (group, steps[i]);
    }

  return NULL;
}

static void
add_column (const Plain       *from,
            const SptGroupDef *root,
            const char        *prefix,
            const char        *where,
            const char        *kind,
            guint              number)
{
  g_autofree char *name = number > 0 ? g_strdup_printf ("%s.%u.%s", prefix, number, from->name) : g_strdup (from->name);
  g_autofree char *words = g_strconcat ("plants:", name, NULL);
  g_autofree char *upper = kind != NULL ? g_strdup_printf ("%s%u", kind, number) : NULL;
  Target target = {
    .where = from->where != NULL ? g_strconcat (where != NULL ? where : "", from->where, NULL) : NULL,
    .part = kind != NULL ? spt_catasto_kind_find (kind) : NULL,
    .number = number,
    .is_machine = kind != NULL && from->where == NULL,
  };
  const SptFieldDef *field = find_field (root, &target);
  SptCsvColumn column = {
    .name = g_intern_string (name),
    .label = from->label != NULL ? _(from->label) : g_intern_string (field != NULL ? field->label : from->name),
    .group_label = upper != NULL ? g_intern_string (upper) : NULL,
    .required = strcmp (from->name, "codice") == 0,
    .kind = from->kind,
    .words = g_intern_string (words),
  };

  if (kind == NULL && number > 0)
    {
      g_autofree char *unit = g_strdup_printf (_("Building unit %u"), number);

      column.group_label = g_intern_string (unit);
    }
  else if (g_str_has_prefix (name, "responsabile."))
    column.group_label = _("Responsible");
  else if (g_str_has_prefix (name, "terzo."))
    column.group_label = _("Third responsible");
  else if (g_str_has_prefix (name, "rcee."))
    column.group_label = _("Last efficiency report");
  g_array_append_val (columns, column);
  g_array_append_val (targets, target);
  g_array_append_val (known, field);
}

static void
make_columns (void)
{
  g_autoptr (GError) error = NULL;
  /* Held for good: labels and choices are its own. */
  SptXsd *xsd = spt_catasto_schemas_ref (SPT_CATASTO_LIBRETTO_CALL, &error);
  const SptGroupDef *root = xsd != NULL ? spt_schema_get_root (spt_xsd_get_schema (xsd)) : NULL;

  if (xsd == NULL)
    g_warning ("the columns of plants have no labels: %s", error->message);
  columns = g_array_new (FALSE, FALSE, sizeof (SptCsvColumn));
  targets = g_array_new (FALSE, FALSE, sizeof (Target));
  known = g_array_new (FALSE, FALSE, sizeof (const SptFieldDef *));
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    add_column (&plain[i], root, NULL, NULL, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (repeats); i++)
    {
      for (guint n = 1; n <= repeats[i].n; n++)
        {
          for (const Plain *at = repeats[i].columns; at->name != NULL; at++)
            add_column (at, root, repeats[i].name, repeats[i].where, repeats[i].kind, n);
        }
    }
}

static guint
need_columns (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      make_columns ();
      g_once_init_leave (&once, 1);
    }

  return columns->len;
}

static const SptCsvColumn *
list_columns (SptService *service,
              guint      *n_columns)
{
  *n_columns = need_columns ();

  return (const SptCsvColumn *) (gpointer) columns->data;
}

static guint
find_column (const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (strcmp (g_array_index (columns, SptCsvColumn, i).name, name) == 0)
        return i;
    }

  return G_MAXUINT;
}

/* --- a row becomes a libretto --------------------------------------------------------------------------- */

/* Dates and numbers as people write them, words of a list as its values; what cannot be read stays as it is, for the
 * check to say so. */
static char *
dup_value (guint       index,
           const char *text)
{
  const SptFieldDef *field = g_array_index (known, const SptFieldDef *, index);
  SptFieldKind kind = g_array_index (columns, SptCsvColumn, index).kind;
  char *value = spt_text_strip (text);
  SptDatetime date;

  if (kind == SPT_FIELD_DATE && spt_datetime_parse (value, &date, NULL))
    {
      g_autofree char *iso = spt_datetime_to_iso (&date);

      g_free (value);
      return g_strndup (iso, strlen ("YYYY-MM-DD"));
    }
  if (kind == SPT_FIELD_DECIMAL && strchr (value, ',') != NULL)
    {
      g_autoptr (GString) plain_text = g_string_new (NULL);

      for (const char *at = value; *at != '\0'; at++)
        {
          if (*at == ',')
            g_string_append_c (plain_text, '.');
          else if (*at != '.')
            g_string_append_c (plain_text, *at);
        }
      g_free (value);
      return g_string_free (g_steal_pointer (&plain_text), FALSE);
    }
  if (field != NULL && field->n_choices > 0)
    {
      char *choice = g_strdup (spt_field_def_read_choice (field, value));

      g_free (value);
      return choice;
    }

  return value;
}

static xmlNodePtr
need_part (SptCatastoTree *tree,
           const Target   *target)
{
  xmlNodePtr part = spt_catasto_tree_find_part (tree, target->part, target->number);

  if (part == NULL)
    {
      part = spt_catasto_tree_add (tree, spt_catasto_tree_need_scheda (tree, target->part->scheda), target->part->group);
      spt_catasto_tree_add_number (tree, part, target->part->number, target->number);
      spt_catasto_tree_add (tree, part, target->part->item);
    }

  return spt_catasto_tree_get_item (part, target->part);
}

/* The element around a value. Of what stands several times the one of the column's number. */
static xmlNodePtr
need_parent (SptCatastoTree *tree,
             const Target   *target,
             char          **leaf)
{
  g_auto (GStrv) steps = g_strsplit (target->where, "/", -1);
  xmlNodePtr node = tree->plant;
  guint i = 0;

  if (target->part != NULL)
    {
      *leaf = g_strdup (target->where);
      return need_part (tree, target);
    }
  if (*steps[0] == '\0')
    {
      node = tree->root;
      i = 1;
    }
  for (; steps[i + 1] != NULL; i++)
    {
      gboolean is_last = steps[i + 2] == NULL;
      xmlNodePtr child = spt_catasto_tree_first (node, steps[i]);

      for (guint n = 1; child != NULL && is_last && n < target->number; n++)
        {
          xmlNodePtr next = spt_catasto_tree_next (child);

          child = next != NULL ? next : spt_catasto_tree_add (tree, node, steps[i]);
        }
      for (guint n = is_last && target->number > 0 ? target->number : 1; child == NULL; n--)
        {
          xmlNodePtr added = spt_catasto_tree_add (tree, node, steps[i]);

          if (n == 1)
            child = added;
        }
      node = child;
    }
  *leaf = g_strdup (steps[i]);

  return node;
}

static void
set_machine (SptCatastoTree *tree,
             const Target   *target,
             const char     *text)
{
  g_autofree char *value = spt_text_strip (text);
  guint64 n = g_ascii_strtoull (value, NULL, 10);
  xmlNodePtr item = need_part (tree, target);

  /* Fire has a fuel of its own to say. */
  if (n >= 1 && n <= G_N_ELEMENTS (machines) && n != 2)
    spt_catasto_tree_add_text (tree, item, machines[n - 1], "true");
}

/* What the codes and names say already is not asked again. */
static void
complete_person (SptCatastoTree *tree,
                 const char     *full_name)
{
  xmlNodePtr person = spt_catasto_tree_first (tree->plant, "scheda_1_6_responsabile");
  g_autofree char *whole = spt_text_strip (full_name != NULL ? full_name : "");
  g_autofree char *surname = NULL;
  g_autofree char *name = NULL;
  gboolean is_company;
  SptFiscalCodeParts parts;
  const char *code;

  if (person == NULL && *whole == '\0')
    return;
  person = spt_catasto_tree_need_scheda (tree, "scheda_1_6_responsabile");
  code = spt_catasto_tree_get (tree, person, "L1_6cf");
  if (strlen (code) == 11 && *spt_catasto_tree_get (tree, person, "L1_6piva") == '\0')
    {
      spt_catasto_tree_add_text (tree, person, "L1_6piva", code);
      spt_catasto_tree_set_text (tree, person, "L1_6cf", "");
      code = "";
    }
  is_company = *spt_catasto_tree_get (tree, person, "L1_6ragSociale") != '\0' ||
               (*code == '\0' && *spt_catasto_tree_get (tree, person, "L1_6piva") != '\0');
  if (*spt_catasto_tree_get (tree, person, "L1_6tipoSoggetto") == '\0')
    spt_catasto_tree_add_text (tree, person, "L1_6tipoSoggetto", is_company ? "2" : "1");
  if (*whole == '\0')
    return;
  if (is_company)
    {
      if (*spt_catasto_tree_get (tree, person, "L1_6ragSociale") == '\0')
        spt_catasto_tree_add_text (tree, person, "L1_6ragSociale", whole);
    }
  else if (*spt_catasto_tree_get (tree, person, "L1_6cognome") == '\0' && *spt_catasto_tree_get (tree, person, "L1_6nome") == '\0')
    {
      gboolean split = spt_fiscal_code_read_person (code, &parts) && spt_fiscal_code_split_name (&parts, whole, &surname, &name);

      /* Which word is which cannot be told otherwise: nothing is guessed. */
      spt_catasto_tree_add_text (tree, person, "L1_6cognome", split ? surname : whole);
      if (split)
        spt_catasto_tree_add_text (tree, person, "L1_6nome", name);
    }
}

/* Where all generators have the same kind of report it can be no other. */
static void
complete_report (SptCatastoTree *tree)
{
  xmlNodePtr row = spt_catasto_tree_first (spt_catasto_tree_first (tree->plant, "scheda_12_interventi_controllo"),
                                           "L12intervento");
  guint type = 0;

  if (row == NULL || *spt_catasto_tree_get (tree, row, "L12tipoAllegato") != '\0')
    return;
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      guint own = spt_catasto_get_report_type (&spt_catasto_kinds[i]);

      if (own == 0 || spt_catasto_tree_first_part (tree, &spt_catasto_kinds[i]) == NULL)
        continue;
      if (type != 0 && type != own)
        return;
      type = own;
    }
  if (type != 0)
    spt_catasto_tree_add_number (tree, row, "L12tipoAllegato", type);
}

static char *
build (SptService         *service,
       const char *const  *texts,
       GError            **error)
{
  g_autoptr (SptCatastoTree) tree = spt_catasto_tree_new (SPT_CATASTO_LIBRETTO_CALL);
  guint n_columns = need_columns ();

  for (guint i = 0; i < n_columns; i++)
    {
      const Target *target = &g_array_index (targets, Target, i);
      g_autofree char *value = NULL;
      g_autofree char *leaf = NULL;
      xmlNodePtr parent;

      if (texts[i] == NULL || spt_text_is_blank (texts[i]))
        continue;
      if (target->is_machine)
        set_machine (tree, target, texts[i]);
      if (target->where == NULL)
        continue;
      value = dup_value (i, texts[i]);
      parent = need_parent (tree, target, &leaf);
      spt_catasto_tree_set_text (tree, parent, leaf, value);
    }
  complete_person (tree, texts[find_column ("responsabile.nominativo")]);
  complete_report (tree);
  /* What it is: the libretto of a plant that was there before anybody wrote this table. */
  spt_catasto_tree_add_text (tree, tree->root, SPT_CATASTO_SORT, EXISTING);
  spt_catasto_tree_add_text (tree, tree->root, SPT_CATASTO_API_ID, WHOLE);

  return spt_catasto_write_libretto (tree, error);
}

/* --- and back ---------------------------------------------------------------------------------------------- */

static xmlNodePtr
find_parent (SptCatastoTree *tree,
             const Target   *target,
             char          **leaf)
{
  g_auto (GStrv) steps = g_strsplit (target->where, "/", -1);
  xmlNodePtr node = tree->plant;
  guint i = 0;

  if (target->part != NULL)
    {
      xmlNodePtr part = spt_catasto_tree_find_part (tree, target->part, target->number);

      *leaf = g_strdup (target->where);
      return part != NULL && spt_catasto_tree_is_in_use (tree, part, target->part)
             ? spt_catasto_tree_get_item (part, target->part) : NULL;
    }
  if (*steps[0] == '\0')
    {
      node = tree->root;
      i = 1;
    }
  for (; node != NULL && steps[i + 1] != NULL; i++)
    {
      gboolean is_last = steps[i + 2] == NULL;
      xmlNodePtr child = spt_catasto_tree_first (node, steps[i]);

      for (guint n = 1; child != NULL && is_last && n < target->number; n++)
        child = spt_catasto_tree_next (child);
      /* The newest counts of what was done year by year. */
      if (is_last && target->number == 0)
        {
          for (xmlNodePtr next = child; next != NULL; next = spt_catasto_tree_next (next))
            child = next;
        }
      node = child;
    }
  *leaf = g_strdup (steps[i]);

  return node;
}

static const char *
get_machine (SptCatastoTree *tree,
             const Target   *target)
{
  static const char *const numbers[] = { "1", "2", "3", "4" };
  xmlNodePtr part = spt_catasto_tree_find_part (tree, target->part, target->number);
  xmlNodePtr item = part != NULL && spt_catasto_tree_is_in_use (tree, part, target->part)
                    ? spt_catasto_tree_get_item (part, target->part) : NULL;

  for (guint i = 0; item != NULL && i < G_N_ELEMENTS (machines); i++)
    {
      if (*spt_catasto_tree_get (tree, item, machines[i]) != '\0')
        return numbers[i];
    }

  return NULL;
}

static char **
list_texts (SptService  *service,
            const char  *libretto,
            GError     **error)
{
  g_autoptr (SptCatastoTree) tree = spt_catasto_tree_parse (libretto, -1, error);
  guint n_columns = need_columns ();
  char **texts;

  if (tree == NULL)
    return NULL;
  texts = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    {
      const Target *target = &g_array_index (targets, Target, i);
      g_autofree char *leaf = NULL;
      xmlNodePtr parent;
      const char *text;

      if (target->is_machine)
        texts[i] = g_strdup (get_machine (tree, target));
      if (target->where == NULL)
        continue;
      parent = find_parent (tree, target, &leaf);
      text = spt_catasto_tree_get (tree, parent, leaf);
      if (*text != '\0')
        texts[i] = g_strdup (text);
    }

  return texts;
}

/* --- where a finding is ------------------------------------------------------------------------------------ */

/* "impianto[0].scheda_1_2_ubicazione[0].L1_2cap": the elements, and the position of the last that may stand several times. */
static char *
dup_where (const char *path,
           guint      *position)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  g_autoptr (GString) where = g_string_new (NULL);

  *position = 0;
  for (guint i = 0; steps[i] != NULL; i++)
    {
      char *bracket = strchr (steps[i], '[');

      if (bracket != NULL)
        {
          guint64 n = g_ascii_strtoull (bracket + 1, NULL, 10);

          *bracket = '\0';
          if (n > 0)
            *position = (guint) n;
        }
      if (i == 0 && strcmp (steps[i], SPT_CATASTO_PLANT) == 0)
        continue;
      if (*steps[i] == '#')
        continue;
      g_string_append_printf (where, "%s%s", where->len > 0 || i == 0 ? "/" : "", steps[i]);
    }

  return g_string_free (g_steal_pointer (&where), FALSE);
}

static gboolean
is_at (const Target *target,
       const char   *where,
       guint         position)
{
  g_autofree char *whole = NULL;

  if (target->where == NULL || (target->number > 0 && target->number != position + 1))
    return FALSE;
  if (target->part == NULL)
    return strcmp (target->where, where) == 0;
  whole = g_strjoin ("/", target->part->scheda, target->part->group, target->part->item, target->where, NULL);

  return strcmp (whole, where) == 0;
}

static char *
dup_column (SptService *service,
            const char *path)
{
  guint position;
  g_autofree char *where = dup_where (path, &position);
  guint n_columns = need_columns ();

  for (guint i = 0; i < n_columns; i++)
    {
      if (is_at (&g_array_index (targets, Target, i), where, position))
        return g_strdup (g_array_index (columns, SptCsvColumn, i).name);
    }

  return NULL;
}

/* --- files from elsewhere ----------------------------------------------------------------------------------- */

static void
refuse (SptIssueList *issues,
        guint         row,
        const char   *code,
        const char   *value,
        const char   *limit)
{
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, code, row, NULL, value, limit);
  spt_issue_list_set_rejects (issues, SPT_ISSUE_UNREADABLE);
}

/* Which version the schemas in force want is theirs to say. */
static gboolean
check_version (xmlNodePtr    root,
               guint         row,
               SptIssueList *issues)
{
  g_autoptr (SptCatastoTree) ours = spt_catasto_tree_new (SPT_CATASTO_LIBRETTO_CALL);
  g_autofree char *text = spt_catasto_write_libretto (ours, NULL);
  g_autoptr (SptCatastoTree) written = text != NULL ? spt_catasto_tree_parse (text, -1, NULL) : NULL;
  xmlNodePtr node = spt_catasto_tree_first (root, "versione");
  xmlNodePtr wanted_node = written != NULL ? spt_catasto_tree_first (written->root, "versione") : NULL;
  xmlChar *said = node != NULL ? xmlGetNoNsProp (node, (const xmlChar *) "VersioneCorrente") : NULL;
  xmlChar *wanted = wanted_node != NULL ? xmlGetNoNsProp (wanted_node, (const xmlChar *) "VersioneCorrente") : NULL;
  gboolean same = wanted == NULL || g_strcmp0 ((const char *) said, (const char *) wanted) == 0;

  if (!same)
    refuse (issues, row, "E-VERSIONE", said != NULL ? (const char *) said : "–", (const char *) wanted);
  xmlFree (said);
  xmlFree (wanted);

  return same;
}

static gboolean
check_root (xmlNodePtr    root,
            guint         row,
            SptIssueList *issues)
{
  const char *name = root != NULL ? (const char *) root->name : "";
  const char *ns = root != NULL && root->ns != NULL ? (const char *) root->ns->href : "";

  if (!g_str_has_prefix (name, "api_call_"))
    refuse (issues, row, "file-no-call", name, NULL);
  else if (strcmp (name, ns) != 0)
    refuse (issues, row, "E-ENDPOINT:namespace", ns, name);
  else
    return TRUE;

  return FALSE;
}

static gboolean
is_whole (SptService *service,
          const char *operation)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);

  return found != NULL && (found->call == SPT_CATASTO_LIBRETTO_CALL || found->call == 11);
}

static gboolean
open_document (SptService   *service,
               const char   *data,
               gsize         length,
               guint         row,
               SptIssueList *issues)
{
  g_autoptr (GError) error = NULL;
  xmlDocPtr doc = spt_xml_parse (data, length, MAX_BYTES, "XML", &error);
  xmlNodePtr root;
  gboolean opens;

  if (doc == NULL)
    {
      refuse (issues, row, g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_DTD) ? "E-XML:doctype"
              : g_error_matches (error, SPT_XML_ERROR, SPT_XML_ERROR_SIZE) ? "E-XML:dimensione" : "E-XML",
              error->message, NULL);
      return FALSE;
    }
  root = xmlDocGetRootElement (doc);
  if (doc->encoding != NULL && g_ascii_strcasecmp ((const char *) doc->encoding, "UTF-8") != 0)
    {
      refuse (issues, row, "E-XML:codifica", (const char *) doc->encoding, NULL);
      xmlFreeDoc (doc);
      return FALSE;
    }
  opens = check_root (root, row, issues) && check_version (root, row, issues);
  xmlFreeDoc (doc);

  return opens;
}

const SptPlantTable spt_catasto_plant_table = {
  .list_columns = list_columns,
  .build = build,
  .complete = spt_catasto_plant_complete,
  .list_texts = list_texts,
  .dup_column = dup_column,
  .is_whole = is_whole,
  .open = open_document,
};
