/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service knows of plants: documents that begin from what the archive has, what an accepted one
 * makes of a plant's libretto, its parts, its dates, what may be sent next. */
#pragma once

#include "form/spt-csv-mapping.h"
#include "form/spt-xsd-document.h"
#include "model/spt-plant.h"
#include "service/spt-service.h"

G_BEGIN_DECLS

/**
 * SptPlantDocument:
 * @id: the intervention in the archive
 * @operation: "catasto.84"
 * @doc: (owned): its XML
 * @state: where it stands
 * @utc: when it was accepted; of one that is not yet, when it was made
 * @is_accepted: the register has it
 *
 * One document of a plant.
 */
typedef struct
{
  gint64    id;
  char     *operation;
  char     *doc;
  SptState  state;
  gint64    utc;
  gboolean  is_accepted;
} SptPlantDocument;

/**
 * SptPlantFirm:
 * @vat_number: "" = none
 * @fiscal_code: "" = none
 * @valid_until: ISO: when its registration or mandate ends; "" = not known
 * @fgas: its F-gas certificate; "" = it has none
 * @fgas_until: ISO: when that ends; "" = not known
 *
 * A firm of the office's own catalogue. Strings are owned.
 */
typedef struct
{
  char *vat_number;
  char *fiscal_code;
  char *valid_until;
  char *fgas;
  char *fgas_until;
} SptPlantFirm;

typedef enum
{
  SPT_PLANT_FIRM_OK,
  SPT_PLANT_FIRM_NO_CATALOGUE, /* nobody wrote any firm down: nothing is known */
  SPT_PLANT_FIRM_NOT_REGISTERED, /* or taken out of the catalogue, as it ceased */
  SPT_PLANT_FIRM_EXPIRED,      /* its registration or mandate, before that day */
  SPT_PLANT_FIRM_NO_FGAS       /* its F-gas certificate: none, or over before that day */
} SptPlantFirmState;

void               spt_plant_firm_free   (SptPlantFirm *self);
/* What the catalogue knows of whoever has @code (VAT number or fiscal code) on @day (ISO). @firms: (nullable). */
SptPlantFirmState  spt_plant_firms_judge (GPtrArray    *firms,
                                          const char   *code,
                                          const char   *day,
                                          gboolean      needs_fgas);

/**
 * SptPlantData:
 * @code: the register's code of it; "" = not known yet
 * @libretto: (nullable): the XML that the archive has of it: the document of a call 2
 * @standing: SPT_PLANT_UNKNOWN and so on; one whose first submission is queued is active in a projection
 * @is_present: a person says that other software sent it already
 * @documents: (element-type SptPlantDocument): accepted and open ones, oldest first
 * @parts: (element-type SptPlantPart): all that were ever known, also what the libretto has lost
 * @firms: (nullable) (element-type SptPlantFirm): whom the office has in its catalogue
 *
 * A plant as the archive has it, or as it will be when what is queued before was accepted. Borrowed.
 */
typedef struct
{
  const char *code;
  const char *libretto;
  const char *standing;
  gboolean    is_present;
  GPtrArray  *documents;
  GPtrArray  *parts;
  GPtrArray  *firms;
} SptPlantData;

/**
 * SptPlantWish:
 * @components: (nullable) (element-type utf8): what it is about: "GT1"; none = what the operation is
 *   mostly about
 * @replace: the components are replaced, otherwise new ones come
 * @day: (nullable): of the intervention or the report, ISO
 * @previous: (nullable): the document of an earlier report: what does not expire is taken from it
 * @person: (nullable) (element-type utf8 utf8): a person or company of the directory, by the directory's
 *   field names: the new responsible, the third responsible's firm
 * @firm: (nullable) (element-type utf8 utf8): who makes the report, by the fields of the catalogue of firms
 * @technician: (nullable) (element-type utf8 utf8): by those of the catalogue of technicians
 * @instrument: (nullable) (element-type utf8 utf8): what is measured with, by those of the catalogue of instruments
 *
 * What a person chose before a document begins. Borrowed.
 */
typedef struct
{
  GPtrArray  *components;
  gboolean    replace;
  const char *day;
  const char *previous;
  GHashTable *person;
  GHashTable *firm;
  GHashTable *technician;
  GHashTable *instrument;
} SptPlantWish;

/**
 * SptPlantScheda:
 * @page: the path of spt_xsd_list_pages()
 * @title: what people call it
 * @mandatory: it has to be there
 * @one_of: at least one of those that have this has to be there
 * @documented: the service's own document says that it may be there; else it was concluded
 * @hint: (nullable): what to know before one fills it in
 *
 * A page of an operation's form that may be in use. Borrowed, static.
 */
typedef struct
{
  const char *page;
  const char *title;
  gboolean    mandatory;
  gboolean    one_of;
  gboolean    documented;
  const char *hint;
} SptPlantScheda;

/**
 * SptPlantMeter:
 * @path: where its line stands in the document: "impianto[0].scheda[0].riga[0]"
 * @what: what is metered, in the user's language: "Natural gas"
 * @names: what it is called in any language that there are words in, one a line
 * @unit: of its amounts: "m³"; "" = not chosen
 * @in_stock: bought and kept: what is used is the beginning and what was bought, less the end
 * @from: field of the first year of the season; of @path, as the others
 * @to: of its last year
 * @first: (nullable): of the amount at its beginning; %NULL = what is used is not metered
 * @bought: (nullable): of what was bought
 * @last: (nullable): of the amount at its end
 * @used: of what was used
 *
 * One line of a year's consumption. Strings are owned.
 */
typedef struct
{
  char     *path;
  char     *what;
  char     *names;
  char     *unit;
  gboolean  in_stock;
  char     *from;
  char     *to;
  char     *first;
  char     *bought;
  char     *last;
  char     *used;
} SptPlantMeter;

/**
 * SptPlantNorms:
 * @digest: of the tables that dates are reckoned by: where it is another one, all dates are reckoned anew
 * @send_days: so many days after it was made a report is to be sent
 * @remind_days: after so many of them an office is reminded
 *
 * What dates are reckoned by. Static.
 */
typedef struct
{
  const char *digest;
  guint       send_days;
  guint       remind_days;
} SptPlantNorms;

/**
 * SptPlantTable:
 * @list_columns: the plain layout of a table of plants (docs/csv.md), in its order; borrowed for good
 * @build: the libretto of a row, XML: what it says and nothing else; @texts: (array length=n_columns): by column,
 *   %NULL or "" = nothing
 * @complete: what a libretto becomes when a row fills what it lacks, XML; what the row says otherwise is a warning
 *   at the row's own path and stays as it was
 * @list_texts: (array zero-terminated=0) (transfer full): the texts of a libretto by column, %NULL where it says nothing;
 *   freed one by one
 * @dup_column: the column that the path of a finding stands for; %NULL = none
 * @is_whole: whether a document of @operation is a libretto by itself
 * @open: whether a file can be read as a document of the service at all; what speaks against it goes to @issues
 *
 * Plants as rows of a table, and as files that somebody else made. Pure but for the schema set.
 */
typedef struct
{
  const SptCsvColumn *(*list_columns) (SptService         *self,
                                       guint              *n_columns);
  char               *(*build)        (SptService         *self,
                                       const char *const  *texts,
                                       GError            **error);
  char               *(*complete)     (SptService         *self,
                                       const char         *libretto,
                                       const char         *row_libretto,
                                       guint               row,
                                       SptIssueList       *issues,
                                       GError            **error);
  char              **(*list_texts)   (SptService         *self,
                                       const char         *libretto,
                                       GError            **error);
  char               *(*dup_column)   (SptService         *self,
                                       const char         *path);
  gboolean            (*is_whole)     (SptService         *self,
                                       const char         *operation);
  gboolean            (*open)         (SptService         *self,
                                       const char         *data,
                                       gsize               length,
                                       guint               row,
                                       SptIssueList       *issues);
} SptPlantTable;

/* Columns that say where a plant stands, and not what it is: no libretto has them. */
#define SPT_PLANT_COLUMN_PRESENT_DATE   "presente.dal"
#define SPT_PLANT_COLUMN_PRESENT_SOURCE "presente.fonte"
#define SPT_PLANT_COLUMN_PRESENT_WHO    "presente.chi"

/**
 * SptPlantOps:
 * @ref_xsd: (transfer full): the form of an operation, or of "libretto", what is sent nowhere; the set in force; fails when
 *   a set is broken
 * @list_schede: (element-type SptPlantScheda) (transfer container): what an operation may have, in order; those that
 *   it must not have are not in it
 * @begin: fills @record, of that form and empty, with what is known already. Measures, dates, outcomes and what a
 *   technician signs for are left empty
 * @check: schema and every rule, beside the plant; @plant: (nullable); "libretto": what is sent nowhere
 * @check_document: the same of a document of the archive. Unlike the others, any number of threads at a time
 * @prepare: gives @func the request of a document that was checked so. FALSE with an error of @func, or with
 *   %SPT_SERVICE_ERROR_ISSUES where it may not leave: what speaks against it is added to @issues
 * @apply: the libretto after @record was accepted; @libretto: (nullable): before. Also which parts a libretto lost
 *   (nothing is dropped: the archive's history keeps them)
 * @describe: columns of a libretto's record; strings as long as the record and @scratch
 * @describe_document: columns of a document: key = the plant's code, detail = what it is about in a few words
 * @list_parts: (element-type SptPlantPart) (transfer full): of a libretto
 * @list_dues: (element-type SptPlantDue) (transfer full): by the plant's documents and libretto
 * @list_steps: every operation on a plant where it stands, in the order people know them
 * @get_standing: what a plant is once @operation was accepted
 * @consumption: (nullable): the operation that takes a year's consumption: "87"; with @list_meters
 * @list_meters: (element-type SptPlantMeter) (transfer full): the lines of a document of @consumption, in order
 * @read: any document of the service (a libretto or a report from elsewhere): its operation, found out by itself
 * @get_norms: (nullable): what dates are reckoned by
 * @table: (nullable): plants as tables and files from elsewhere
 *
 * What a service with plants can do. Pure but for the schema set; any one thread at a time.
 */
struct _SptPlantOps
{
  SptXsd     *(*ref_xsd)           (SptService            *self,
                                    const char            *operation,
                                    GError               **error);
  GArray     *(*list_schede)       (SptService            *self,
                                    const char            *operation);
  gboolean    (*begin)             (SptService            *self,
                                    const char            *operation,
                                    const SptPlantData    *plant,
                                    const SptPlantWish    *wish,
                                    gint64                 now_utc_ms,
                                    SptRecord             *record,
                                    GError               **error);
  void        (*check)             (SptService            *self,
                                    SptAccount            *account,
                                    const char            *operation,
                                    SptXsd                *xsd,
                                    SptRecord             *record,
                                    const SptPlantData    *plant,
                                    gint64                 now_utc_ms,
                                    SptIssueList          *issues);
  void        (*check_document)    (SptService            *self,
                                    SptAccount            *account,
                                    const char            *operation,
                                    SptXsdDocument        *document,
                                    const SptPlantData    *plant,
                                    gint64                 now_utc_ms,
                                    SptIssueList          *issues);
  gboolean    (*prepare)           (SptService            *self,
                                    const char            *operation,
                                    SptXsdDocument        *document,
                                    gint64                 record_id,
                                    guint                  row,
                                    SptPreparedFunc        func,
                                    gpointer               user_data,
                                    SptIssueList          *issues,
                                    GError               **error);
  char       *(*apply)             (SptService            *self,
                                    const char            *operation,
                                    const char            *libretto,
                                    const char            *document,
                                    GError               **error);
  void        (*describe)          (SptService            *self,
                                    SptRecord             *libretto,
                                    gint64                 now_utc_ms,
                                    GString               *scratch,
                                    SptPlantColumns       *columns);
  void        (*describe_document) (SptService            *self,
                                    const char            *operation,
                                    SptRecord             *record,
                                    GString               *scratch,
                                    SptDossierColumns     *columns);
  GPtrArray  *(*list_parts)        (SptService            *self,
                                    SptRecord             *libretto);
  GPtrArray  *(*list_dues)         (SptService            *self,
                                    const SptPlantData    *plant,
                                    gint64                 now_utc_ms);
  void        (*list_steps)        (SptService            *self,
                                    SptAccount            *account,
                                    const SptPlantData    *plant,
                                    SptStepFunc            func,
                                    gpointer               user_data);
  const char *(*get_standing)      (SptService            *self,
                                    const char            *operation,
                                    const char            *before);
  const char   *consumption;
  GPtrArray  *(*list_meters)       (SptService            *self,
                                    SptRecord             *record);
  gboolean    (*read)              (SptService            *self,
                                    const char            *data,
                                    gsize                  length,
                                    char                 **operation,
                                    SptXsd               **xsd,
                                    SptRecord            **record,
                                    GError               **error);
  const SptPlantNorms *(*get_norms) (SptService          *self);
  const SptPlantTable *table;
};

/* The service of plants, whoever it is, and what it can do; NULL = there is none in this build. */
SptService        *spt_plants_get_service  (const SptPlantOps **ops);

void               spt_plant_document_free (SptPlantDocument   *self);
void               spt_plant_meter_free    (SptPlantMeter      *self);

G_END_DECLS
