# Italian translation of Sportello.
# SPDX-License-Identifier: GPL-3.0-or-later
#
msgid ""
msgstr ""
"Project-Id-Version: sportello\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2026-11-22 04:13+0000\n"
"PO-Revision-Date: 2026-11-21 21:00+0000\n"
"Last-Translator: \n"
"Language-Team: Italian\n"
"Language: it\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: data/io.github.sportello.Sportello.desktop.in
msgid "Sportello"
msgstr "Sportello"

#: data/io.github.sportello.Sportello.desktop.in
msgid "Submissions to public services"
msgstr "Invii ai servizi pubblici"

#: data/io.github.sportello.Sportello.desktop.in
msgid "Prepare, check, send and follow submissions to public services"
msgstr "Prepara, controlla, trasmette e segue gli invii ai servizi pubblici"

#. Translators: words by which people look for the program; semicolons between them and one at the end
#: data/io.github.sportello.Sportello.desktop.in
msgid ""
"submission;filing;register;payment notice;certified mail;voucher;pagoPA;GPD;"
"TSDigital;PEC;"
msgstr ""
"invio;trasmissione;catasto;impianto;avviso di pagamento;posizione debitoria;"
"posta certificata;voucher;pagoPA;GPD;TSDigital;PEC;"

#: data/io.github.sportello.Sportello.metainfo.xml.in
#: src/ui/spt-window-actions.c
msgid "One desk for every submission"
msgstr "Un solo sportello per tutti gli invii"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid ""
"Sportello prepares, checks, sends and follows the submissions of an office "
"to Italian services: debt positions, plant registers, broadband vouchers, "
"company records and certified e-mail addresses."
msgstr ""
"Sportello prepara, controlla, trasmette e segue gli invii di un ufficio ai "
"servizi italiani: posizioni debitorie, catasti degli impianti, voucher per "
"la banda ultralarga, anagrafiche di aziende e indirizzi PEC."

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid ""
"Everything is checked before it leaves, row by row and field by field. What "
"was sent is kept as it was sent, together with the answer. When an answer is "
"lost, nothing is sent a second time by itself."
msgstr ""
"Tutto viene controllato prima di partire, riga per riga e campo per campo. "
"Ciò che è stato inviato resta conservato com’era, insieme alla risposta. Se "
"una risposta va persa, nulla viene reinviato in automatico."

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "Import from CSV, with every faulty row explained and kept"
msgstr "Importazione da CSV: ogni riga con errori è spiegata e conservata"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid ""
"One list of all submissions, with their state and the next step in plain "
"words"
msgstr ""
"Un solo elenco di tutti gli invii, con lo stato e il passo successivo in "
"parole semplici"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "A practice mode in which nothing leaves the computer"
msgstr "Una modalità di simulazione in cui nessun dato esce dal computer"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "Credentials in the system keyring, never in a file of the program"
msgstr "Credenziali nel portachiavi di sistema, mai in un file del programma"

#: data/io.github.sportello.Sportello.metainfo.xml.in
msgid "The list of debt positions in practice mode"
msgstr "L’elenco delle posizioni debitorie in modalità di simulazione"

#: src/app/main.c
msgid "Open the practice archive: nothing leaves this computer"
msgstr "Apre l'archivio di simulazione: nessun dato esce da questo computer"

#: src/app/main.c
msgid "FILE"
msgstr "FILE"

#: src/app/main.c
msgid "Open this archive"
msgstr "Apre questo archivio"

#: src/app/main.c
msgid "Show the version"
msgstr "Mostra la versione"

#: src/app/main.c
#, c-format
msgid "sportello: %s is not understood\n"
msgstr "sportello: %s non è riconosciuto\n"

#: src/app/spt-application.c
msgid ""
"The chosen backup is damaged. The archive is as it was: choose another "
"backup."
msgstr ""
"La copia scelta è danneggiata. L'archivio è rimasto com'era: scegliere "
"un'altra copia."

#: src/app/spt-application.c
msgid ""
"The chosen backup was made by a newer version of Sportello. The archive is "
"as it was: update Sportello first."
msgstr ""
"La copia scelta viene da una versione più recente di Sportello. L'archivio è "
"rimasto com'era: prima aggiornare Sportello."

#: src/app/spt-application.c
msgid ""
"The chosen file is no backup of Sportello. The archive is as it was: choose "
"another file."
msgstr ""
"Il file scelto non è una copia di Sportello. L'archivio è rimasto com'era: "
"scegliere un altro file."

#: src/app/spt-application.c src/ui/spt-accounts-page.c src/ui/spt-errors.c
#: ui/spt-archive-trouble.ui
msgid "Details"
msgstr "Dettagli"

#: src/app/spt-application.c
msgid "The backup was not restored"
msgstr "La copia non è stata ripristinata"

#. Translators: %s is a file name
#: src/app/spt-application.c
#, c-format
msgid "Restored. The former archive is kept as “%s”"
msgstr "Ripristinato. L'archivio precedente è conservato come «%s»"

#: src/cli/main.c
msgid "COMMAND"
msgstr "COMANDO"

#: src/cli/main.c
msgid ""
"Exit status: 0 all accepted or done, 1 something refused or wrong, 2 usage,\n"
"3 something uncertain, 4 not sent, 5 still waiting."
msgstr ""
"Stato d'uscita: 0 tutto accettato o fatto, 1 qualcosa respinto o errato, 2 "
"uso,\n"
"3 qualcosa d'incerto, 4 non inviato, 5 ancora in attesa."

#: src/cli/main.c
#, c-format
msgid "there is no command “%s”"
msgstr "il comando «%s» non esiste"

#: src/cli/main.c
#, c-format
msgid "%s is not understood"
msgstr "%s non è riconosciuto"

#: src/cli/main.c
#, c-format
msgid "there is no command “%s”; “sportello-cli --help” lists them"
msgstr "il comando «%s» non esiste; «sportello-cli --help» li elenca"

#: src/cli/main.c
#, c-format
msgid "standard output could not be written: %s"
msgstr "impossibile scrivere sullo standard output: %s"

#: src/cli/spt-cli-account.c
#, c-format
msgid "line %u of standard input is no secret of this service"
msgstr "la riga %u dello standard input non è un segreto di questo servizio"

#: src/cli/spt-cli-account.c
#, c-format
msgid "the account is saved, but its secret “%s” was not kept%s%s"
msgstr "l'account è salvato, ma il suo segreto «%s» non è stato conservato%s%s"

#: src/cli/spt-cli-account.c
#, c-format
msgid "this service has no setting “%s”"
msgstr "questo servizio non ha l'impostazione «%s»"

#: src/cli/spt-cli-account.c
#, c-format
msgid "“%s” is a secret: it goes through --secrets-stdin or the prompt"
msgstr "«%s» è un segreto: si fornisce con --secrets-stdin o alla richiesta"

#: src/cli/spt-cli-account.c
msgid ""
"an account's name has 1 to 64 letters, digits, points, hyphens or underscores"
msgstr ""
"il nome di un account ha da 1 a 64 lettere, cifre, punti, trattini o "
"trattini bassi"

#: src/cli/spt-cli-account.c
msgid "the environment is practice, test or production"
msgstr "l'ambiente è practice, test o production"

#: src/cli/spt-cli-account.c
#, c-format
msgid "there is an account “%s” already"
msgstr "l'account «%s» esiste già"

#: src/cli/spt-cli-account.c
#, c-format
msgid "there is no service “%s”"
msgstr "il servizio «%s» non esiste"

#: src/cli/spt-cli-account.c src/cli/spt-cli-outbox.c src/ui/spt-send-review.c
msgid "Account"
msgstr "Account"

#: src/cli/spt-cli-account.c
msgid "Address"
msgstr "Indirizzo"

#: src/cli/spt-cli-account.c
msgid "Environment"
msgstr "Ambiente"

#: src/cli/spt-cli-account.c ui/spt-account-dialog.ui
msgid "Service"
msgstr "Servizio"

#: src/cli/spt-cli-account.c
msgid "Last success"
msgstr "Ultimo successo"

#: src/cli/spt-cli-account.c
msgid "Last test"
msgstr "Ultima prova"

#: src/cli/spt-cli-account.c
msgid "It failed with"
msgstr "Non riuscita con"

#: src/cli/spt-cli-account.c
#, c-format
msgid "the account is removed, but its secret may still be in the keyring: %s"
msgstr ""
"l'account è rimosso, ma il suo segreto potrebbe essere ancora nel "
"portachiavi: %s"

#: src/cli/spt-cli-account.c src/ui/spt-account-dialog.c
msgid "The connection works."
msgstr "La connessione funziona."

#: src/cli/spt-cli-account.c
msgid "No answer."
msgstr "Nessuna risposta."

#: src/cli/spt-cli-account.c
msgid "adds an account; secrets are asked for, or read as KEY=VALUE lines"
msgstr ""
"aggiunge un account; i segreti vengono chiesti, o letti da righe "
"CHIAVE=VALORE"

#: src/cli/spt-cli-account.c
msgid "the accounts"
msgstr "gli account"

#: src/cli/spt-cli-account.c
msgid "one account with its settings"
msgstr "un account con le sue impostazioni"

#: src/cli/spt-cli-account.c
msgid "removes an account and its secrets"
msgstr "rimuove un account e i suoi segreti"

#: src/cli/spt-cli-account.c
msgid "tries the connection with a call that changes nothing"
msgstr "prova la connessione con una chiamata che non modifica nulla"

#: src/cli/spt-cli-archive.c
#, c-format
msgid ""
"The chain holds: %s events, %s payloads (and %s erased).\n"
"Head: %s\n"
msgstr ""
"La catena è integra: %s eventi, %s contenuti (e %s cancellati).\n"
"Testa: %s\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid "The archive is not intact, from event %s on: %s\n"
msgstr "L'archivio non è integro, dall'evento %s in poi: %s\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid "The archive is not intact: %s\n"
msgstr "L'archivio non è integro: %s\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid "The archive that was here is kept as %s.\n"
msgstr "L'archivio che era qui è conservato come %s.\n"

#: src/cli/spt-cli-archive.c
#, c-format
msgid ""
"Restored. Nothing leaves before the list of submissions has been gone "
"through.\n"
msgstr ""
"Ripristinato. Nulla parte prima che l'elenco degli invii sia stato "
"controllato.\n"

#: src/cli/spt-cli-archive.c
msgid "recomputes the chain of evidence"
msgstr "ricalcola la catena delle prove"

#: src/cli/spt-cli-archive.c
msgid "copies the archive, also while it is in use"
msgstr "copia l'archivio, anche mentre è in uso"

#: src/cli/spt-cli-archive.c
msgid "puts a backup in the archive's place and keeps the old one"
msgstr ""
"mette una copia di riserva al posto dell'archivio e conserva il precedente"

#: src/cli/spt-cli-outbox.c
#, c-format
msgid "%u of %u, %u refused"
msgstr "%u di %u, %u respinti"

#: src/cli/spt-cli-outbox.c
#, c-format
msgid "%u of %u"
msgstr "%u di %u"

#: src/cli/spt-cli-outbox.c
msgid "Accepted"
msgstr "Accettati"

#: src/cli/spt-cli-outbox.c
msgid "ID"
msgstr "ID"

#: src/cli/spt-cli-outbox.c
msgid "Operation"
msgstr "Operazione"

#: src/cli/spt-cli-outbox.c src/ui/spt-positions-columns.c
#: src/ui/spt-positions-work.c
msgid "State"
msgstr "Stato"

#: src/cli/spt-cli-outbox.c
msgid "Created"
msgstr "Creato"

#: src/cli/spt-cli-outbox.c
msgid "Call"
msgstr "Chiamata"

#: src/cli/spt-cli-outbox.c
msgid "HTTP"
msgstr "HTTP"

#: src/cli/spt-cli-outbox.c src/outbox/spt-original.c
msgid "Outcome"
msgstr "Esito"

#: src/cli/spt-cli-outbox.c
msgid "Started"
msgstr "Inizio"

#: src/cli/spt-cli-outbox.c
msgid "What was said"
msgstr "Risposta"

#: src/cli/spt-cli-outbox.c
msgid "Key"
msgstr "Chiave"

#: src/cli/spt-cli-outbox.c src/ui/spt-finding-table.c
msgid "Row"
msgstr "Riga"

#: src/cli/spt-cli-outbox.c
msgid "all submissions, newest first"
msgstr "tutti gli invii, dal più recente"

#: src/cli/spt-cli-outbox.c
msgid "one submission with its attempts and items"
msgstr "un invio con i suoi tentativi e i suoi elementi"

#: src/cli/spt-cli-outbox.c
msgid "orders what is named, or all that is ready, and sends it"
msgstr "ordina ciò che è indicato, o tutto ciò che è pronto, e lo invia"

#: src/cli/spt-cli-outbox.c
msgid "withdraws what has not left"
msgstr "ritira ciò che non è partito"

#: src/cli/spt-cli-outbox.c
msgid ""
"finds out what became of an uncertain submission, without sending anything"
msgstr "verifica l'esito di un invio incerto, senza inviare nulla"

#: src/cli/spt-cli-outbox.c
msgid "a new submission of what failed, in the same job"
msgstr "un nuovo invio di ciò che non è riuscito, nello stesso lavoro"

#: src/cli/spt-cli-outbox.c
msgid "what was sent and answered, for somebody else to verify"
msgstr "ciò che è stato inviato e risposto, verificabile da altri"

#: src/cli/spt-cli-proof.c
#, c-format
msgid "The proof, with %u event, is in %s.\n"
msgid_plural "The proof, with %u events, is in %s.\n"
msgstr[0] "La prova, con %u evento, è in %s.\n"
msgstr[1] "La prova, con %u eventi, è in %s.\n"

#: src/cli/spt-cli-records.c
msgid "  operation"
msgstr "  operazione"

#: src/cli/spt-cli-records.c
msgid "  secret"
msgstr "  segreto"

#: src/cli/spt-cli-records.c
msgid "  setting"
msgstr "  impostazione"

#: src/cli/spt-cli-records.c
#, c-format
msgid "there is no operation “%s”"
msgstr "l'operazione «%s» non esiste"

#: src/cli/spt-cli-records.c
#, c-format
msgid "“%s” takes no document"
msgstr "«%s» non prevede un documento"

#: src/cli/spt-cli-records.c
#, c-format
msgid "“%s” has no schema"
msgstr "«%s» non ha uno schema"

#: src/cli/spt-cli-records.c
#, c-format
msgid "there is no mapping “%s”"
msgstr "lo schema di colonne «%s» non esiste"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u rows: %u good, %u to fix, %u rejected\n"
msgstr "%u righe: %u corrette, %u da correggere, %u scartate\n"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u of the rejected is there already\n"
msgid_plural "%u of the rejected are there already\n"
msgstr[0] "%u delle righe scartate c'è già\n"
msgstr[1] "%u delle righe scartate ci sono già\n"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u record that was to fix was replaced\n"
msgid_plural "%u records that were to fix were replaced\n"
msgstr[0] "%u record da correggere è stato sostituito\n"
msgstr[1] "%u record da correggere sono stati sostituiti\n"

#: src/cli/spt-cli-records.c
#, c-format
msgid "there are no records of kind “%s”"
msgstr "non esistono schede di tipo «%s»"

#: src/cli/spt-cli-records.c
msgid "which import is to be exported is said by its number"
msgstr "indicare con il suo numero quale importazione esportare"

#: src/cli/spt-cli-records.c src/cli/spt-cli.c
msgid "there are too many words"
msgstr "ci sono troppe parole"

#: src/cli/spt-cli-records.c
#, c-format
msgid "%u errors, %u warnings\n"
msgstr "%u errori, %u avvisi\n"

#: src/cli/spt-cli-records.c
msgid "one of --file, --all-ready and --id says what to prepare"
msgstr "uno fra --file, --all-ready e --id indica che cosa preparare"

#: src/cli/spt-cli-records.c
#, c-format
msgid "“%s” takes a file"
msgstr "«%s» prevede un file"

#: src/cli/spt-cli-records.c
msgid "--account says for which account"
msgstr "--account indica per quale account"

#: src/cli/spt-cli-records.c
msgid "services with their operations, settings and secrets"
msgstr "i servizi con operazioni, impostazioni e segreti"

#: src/cli/spt-cli-records.c
msgid "a minimal valid example document"
msgstr "un documento d'esempio minimo e valido"

#: src/cli/spt-cli-records.c
msgid "where the schema in force is"
msgstr "dove si trova lo schema in vigore"

#: src/cli/spt-cli-records.c
msgid "brings records of a file into the archive"
msgstr "porta nell'archivio le schede di un file"

#: src/cli/spt-cli-records.c
msgid "writes records as CSV, or an imported sheet with its outcomes"
msgstr "scrive i record in CSV, o un foglio importato con gli esiti"

#: src/cli/spt-cli-records.c
msgid "checks a document without any network"
msgstr "controlla un documento senza rete"

#: src/cli/spt-cli-records.c
msgid "freezes what is to be sent; nothing leaves yet"
msgstr "fissa ciò che sarà inviato; nulla parte ancora"

#: src/cli/spt-cli-send.c
msgid ""
"a request is on its way and is heard out; a second interruption leaves it in "
"doubt"
msgstr ""
"una richiesta è in viaggio e se ne attende la risposta; una seconda "
"interruzione la lascia incerta"

#: src/cli/spt-cli-send.c
#, c-format
msgid ""
"Name each submission that is ready with “outbox send ID...”, or withdraw it "
"with “outbox cancel ID”.\n"
msgstr ""
"Indicare ogni invio pronto con «outbox send ID...», o ritirarlo con «outbox "
"cancel ID».\n"

#: src/cli/spt-cli-send.c
msgid "--wait takes a number of seconds"
msgstr "--wait prevede un numero di secondi"

#: src/cli/spt-cli-send.c
msgid "--saw is accepted, refused or nothing"
msgstr "--saw è accepted, refused o nothing"

#: src/cli/spt-cli-send.c
msgid "--note goes with --saw"
msgstr "--note va insieme a --saw"

#: src/cli/spt-cli.c
msgid "something is missing"
msgstr "manca qualcosa"

#: src/cli/spt-cli.c
#, c-format
msgid "“%s” is no identifier"
msgstr "«%s» non è un identificativo"

#: src/cli/spt-cli.c
#, c-format
msgid ", row %u"
msgstr ", riga %u"

#: src/cli/spt-cli.c
msgid "the terminal could not be set back: type “reset”"
msgstr "impossibile ripristinare il terminale: digitare «reset»"

#: src/cli/spt-cli.c
#, c-format
msgid "there is no account “%s”"
msgstr "l'account «%s» non esiste"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Not imported"
msgstr "Non importata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Removed from the archive"
msgstr "Tolta dall'archivio"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Not sent: to be corrected"
msgstr "Non inviata: da correggere"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Under way"
msgstr "In corso"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Accepted"
msgstr "Accettata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Deleted"
msgstr "Eliminata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Deletion refused"
msgstr "Eliminazione rifiutata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Refused"
msgstr "Rifiutata"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/outbox/spt-original.c
msgctxt "row"
msgid "Not sent"
msgstr "Non inviata"

#: src/outbox/spt-original.c
msgid "Outcome code"
msgstr "Codice esito"

#: src/outbox/spt-original.c
msgid "What happened"
msgstr "Che cosa è successo"

#: src/outbox/spt-original.c
msgid "Uploaded file"
msgstr "File caricato"

#: src/outbox/spt-original.c
msgid "Outcome date"
msgstr "Data esito"

#: src/outbox/spt-original.c
msgid "IUV in the archive"
msgstr "IUV in archivio"

#: src/outbox/spt-original.c
msgid "Notice number"
msgstr "Numero avviso"

#: src/services/gpd/spt-gpd-service.c
msgid "Create debt positions"
msgstr "Creazione di posizioni debitorie"

#: src/services/gpd/spt-gpd-service.c
msgid "Update debt positions"
msgstr "Aggiornamento di posizioni debitorie"

#: src/services/gpd/spt-gpd-service.c
msgid "Delete debt positions"
msgstr "Eliminazione di posizioni debitorie"

#: src/services/gpd/spt-gpd-service.c
msgid "pagoPA debt positions (GPD)"
msgstr "Posizioni debitorie pagoPA (GPD)"

#: src/services/gpd/spt-gpd-service.c
msgid ""
"Loads, changes and deletes debt positions, so that citizens can pay their "
"notices."
msgstr ""
"Carica, aggiorna ed elimina posizioni debitorie, perché i cittadini possano "
"pagare gli avvisi."

#: src/ui/form/spt-form-row.c src/ui/spt-send-review.c
msgid "Choose…"
msgstr "Scegliere…"

#: src/ui/form/spt-form-row.c
msgid "Not given"
msgstr "Non indicato"

#: src/ui/form/spt-form-row.c
msgctxt "answer"
msgid "Yes"
msgstr "Sì"

#: src/ui/form/spt-form-row.c
msgctxt "answer"
msgid "No"
msgstr "No"

#. Translators: %s is the title of a field, such as "Due date"
#: src/ui/form/spt-form-row.c
#, c-format
msgid "Calendar: %s"
msgstr "Calendario: %s"

#: src/ui/form/spt-form-row.c
msgid "Choose a day"
msgstr "Scegliere un giorno"

#: src/ui/form/spt-form-view.c
msgid "Show _Other Fields"
msgstr "Mostra _altri campi"

#. Translators: %s is a numbered part of a form, such as "Payment 2"
#: src/ui/form/spt-form-view.c
#, c-format
msgid "Remove %s"
msgstr "Rimuovi %s"

#. Translators: %s is a part of a form in lower case, such as "payment"
#: src/ui/form/spt-form-view.c
#, c-format
msgid "Add %s"
msgstr "Aggiungi %s"

#: src/ui/spt-account-dialog.c
msgid "Test again later; if it stays so, check the address."
msgstr "Verificare di nuovo più tardi; se resta così, controllare l'indirizzo."

#. Translators: %s is what the service said
#: src/ui/spt-account-dialog.c
#, c-format
msgid "The service answered: %s"
msgstr "Il servizio ha risposto: %s"

#: src/ui/spt-account-dialog.c
msgid "The service could not be reached. Check the address and the network."
msgstr "Il servizio non è stato raggiunto. Controllare l'indirizzo e la rete."

#: src/ui/spt-account-dialog.c
msgid ""
"The name is for you and for scripts: letters without accents, digits, point, "
"hyphen and underscore; 64 at most."
msgstr ""
"Il nome serve a chi lavora e agli script: lettere senza accenti, cifre, "
"punto, trattino e trattino basso; al massimo 64."

#: src/ui/spt-account-dialog.c
msgid ""
"The address begins with https:// and has no blanks; http is only for this "
"computer."
msgstr ""
"L'indirizzo comincia con https:// e non ha spazi; http vale solo per questo "
"computer."

#: src/ui/spt-account-dialog.c
msgid "The account needs a name."
msgstr "L'account ha bisogno di un nome."

#: src/ui/spt-account-dialog.c
msgid ""
"Only letters without accents, digits, point, hyphen and underscore; 64 at "
"most."
msgstr ""
"Solo lettere senza accenti, cifre, punto, trattino e trattino basso; al "
"massimo 64."

#: src/ui/spt-account-dialog.c
msgid "In the system's keyring"
msgstr "Nel portachiavi di sistema"

#: src/ui/spt-account-dialog.c
msgid "Never in the archive and never in a backup."
msgstr "Mai nell'archivio, mai in una sua copia."

#: src/ui/spt-account-dialog.c
msgid "Only in memory while the keyring is locked"
msgstr "Solo in memoria finché il portachiavi è bloccato"

#: src/ui/spt-account-dialog.c
msgid ""
"Unlock the system's keyring to keep them there. Otherwise they are asked for "
"again after the program was closed; they are never written to the disk."
msgstr ""
"Per conservarle, sbloccare il portachiavi di sistema. Altrimenti, dopo la "
"chiusura del programma, vengono chieste di nuovo; non vengono mai scritte su "
"disco."

#: src/ui/spt-account-dialog.c
msgid "Only in memory"
msgstr "Solo in memoria"

#: src/ui/spt-account-dialog.c
msgid ""
"This session has no keyring: they stay until the program closes and are then "
"asked for again. They are never written to the disk."
msgstr ""
"In questa sessione non c'è un portachiavi: restano fino alla chiusura del "
"programma, poi vengono chieste di nuovo. Non vengono mai scritte su disco."

#: src/ui/spt-account-dialog.c
msgid "Practice needs no real key: any text will do."
msgstr "La simulazione non chiede una chiave vera: va bene qualsiasi testo."

#: src/ui/spt-account-dialog.c
msgid ""
"One is there already; what is typed above replaces it. Never in the archive "
"and never in a backup."
msgstr ""
"Ce n'è già una: scriverne un'altra qui sopra la sostituisce. Mai "
"nell'archivio, mai in una sua copia."

#: src/ui/spt-account-dialog.c
msgid "Kept. Type to replace it"
msgstr "Conservata. Scrivere per sostituirla"

#: src/ui/spt-account-dialog.c
msgid ""
"The service's own place for trying out, shared with other operators: no data "
"of real people."
msgstr ""
"L'ambiente di prova del servizio, condiviso con altri operatori: non usare "
"dati di persone reali."

#: src/ui/spt-account-dialog.c
msgid "The real service: what is sent there counts."
msgstr "Il servizio vero: ciò che si invia ha effetto."

#: src/ui/spt-account-dialog.c
msgid ""
"The keyring is locked, so nothing was tried. Unlock it, or write the key "
"into its field; then test again."
msgstr ""
"Il portachiavi è bloccato e la verifica non è partita. Sbloccarlo, oppure "
"scrivere la chiave nel suo campo, poi verificare di nuovo."

#: src/ui/spt-account-dialog.c
msgid ""
"There is no key yet, so nothing was tried. Write it into its field, then "
"test again."
msgstr ""
"La chiave manca e la verifica non è partita. Scriverla nel suo campo, poi "
"verificare di nuovo."

#: src/ui/spt-account-dialog.c
msgid ""
"Saved. No keyring took the key: it is kept only until the program closes"
msgstr ""
"Salvato. Nessun portachiavi ha accettato la chiave: resta solo fino alla "
"chiusura del programma"

#: src/ui/spt-account-dialog.c
msgid "Account saved without a key: it is asked for when something is sent"
msgstr "Account salvato senza chiave: verrà chiesta all'invio"

#: src/ui/spt-account-dialog.c
msgid "Account saved"
msgstr "Account salvato"

#: src/ui/spt-account-dialog.c
msgid "There is an account with this name already."
msgstr "Esiste già un account con questo nome."

#: src/ui/spt-account-dialog.c
msgid "Edit Account"
msgstr "Modifica account"

#: src/ui/spt-accounts-page.c
msgid "Testing the connection…"
msgstr "Verifica della connessione…"

#. Translators: what was wrong, and when
#: src/ui/spt-accounts-page.c
#, c-format
msgid "%1$s (%2$s)"
msgstr "%1$s (%2$s)"

#. Translators: %s is a day and time
#: src/ui/spt-accounts-page.c
#, c-format
msgid "Reached %s"
msgstr "Raggiunto %s"

#: src/ui/spt-accounts-page.c
msgid "Never tested"
msgstr "Mai verificato"

#: src/ui/spt-accounts-page.c ui/spt-positions-page.ui
msgid "_Edit…"
msgstr "_Modifica…"

#: src/ui/spt-accounts-page.c
msgid "_Duplicate for Another Body…"
msgstr "_Duplica per un altro ente…"

#: src/ui/spt-accounts-page.c
msgid "_Remove…"
msgstr "_Rimuovi…"

#. Translators: %s is the name of an account
#: src/ui/spt-accounts-page.c
#, c-format
msgid "Test the Connection of %s"
msgstr "Verifica la connessione di %s"

#: src/ui/spt-accounts-page.c
msgid "The last test failed"
msgstr "L'ultima verifica non è riuscita"

#: src/ui/spt-accounts-page.c
msgid "Test the Connection"
msgstr "Verifica connessione"

#: src/ui/spt-accounts-page.c
msgid "Account Menu"
msgstr "Menù dell'account"

#: src/ui/spt-accounts-page.c
msgid "Account removed"
msgstr "Account rimosso"

#: src/ui/spt-accounts-page.c
msgid "Not removed: a submission of this account is not finished"
msgstr "Non rimosso: un invio di questo account non è concluso"

#: src/ui/spt-accounts-page.c src/ui/spt-archive-tasks.c
#: src/ui/spt-file-dialog.c src/ui/spt-position-actions.c
#: src/ui/spt-position-page.c src/ui/spt-positions-actions.c
#: src/ui/spt-submission-actions.c src/ui/spt-window-questions.c
#: ui/spt-send-dialog.ui
msgid "_Cancel"
msgstr "A_nnulla"

#: src/ui/spt-accounts-page.c
msgid "_Remove"
msgstr "_Rimuovi"

#. Translators: %s is the name of an account
#: src/ui/spt-accounts-page.c
#, c-format
msgid "Remove the account %s?"
msgstr "Rimuovere l'account %s?"

#: src/ui/spt-accounts-page.c
msgid ""
"What was sent with it stays readable. Its key leaves the keyring unless "
"another account uses it; at the service nothing changes."
msgstr ""
"Ciò che è stato inviato resta consultabile. La chiave viene tolta dal "
"portachiavi, salvo che la usi un altro account; presso il servizio non "
"cambia nulla."

#. Translators: %s is a file name
#: src/ui/spt-archive-tasks.c
#, c-format
msgid "Archive backed up as “%s”"
msgstr "Copia dell'archivio salvata come «%s»"

#: src/ui/spt-archive-tasks.c
msgid "The backup needs a folder of this computer"
msgstr "La copia va salvata in una cartella di questo computer"

#. Translators: strftime: the suggested name of a backup of the archive
#: src/ui/spt-archive-tasks.c
msgid "sportello-%Y-%m-%d.backup"
msgstr "sportello-%Y-%m-%d.backup"

#: src/ui/spt-archive-tasks.c
msgid "Back Up Archive"
msgstr "Copia dell'archivio"

#: src/ui/spt-archive-tasks.c
msgid "_Restore"
msgstr "_Ripristina"

#: src/ui/spt-archive-tasks.c
msgid "Replace the archive by the backup?"
msgstr "Sostituire l'archivio con la copia?"

#: src/ui/spt-archive-tasks.c
msgid ""
"What was done after the backup is not in it. The present archive is kept "
"beside it. Nothing is sent until somebody has gone through the submissions."
msgstr ""
"Ciò che è stato fatto dopo la copia non vi è contenuto. L'archivio attuale "
"viene conservato accanto. Nulla viene inviato finché qualcuno non ha "
"controllato l'elenco degli invii."

#: src/ui/spt-archive-tasks.c src/ui/spt-archive-trouble.c
#: src/ui/spt-import-dialog.c
msgid "All files"
msgstr "Tutti i file"

#: src/ui/spt-archive-tasks.c src/ui/spt-archive-trouble.c
msgid "Backups of the archive"
msgstr "Copie dell'archivio"

#: src/ui/spt-archive-tasks.c src/ui/spt-archive-trouble.c
msgid "Restore a Backup"
msgstr "Ripristino di una copia"

#: src/ui/spt-archive-tasks.c
msgid "Final code copied"
msgstr "Codice finale copiato"

#: src/ui/spt-archive-tasks.c
msgid "C_opy the Final Code"
msgstr "C_opia il codice finale"

#: src/ui/spt-archive-tasks.c src/ui/spt-errors.c src/ui/spt-send-dialog.c
#: src/ui/spt-send-progress.c src/ui/spt-window-questions.c
msgid "_Close"
msgstr "_Chiudi"

#. Translators: %1$s is the number of an event, %2$s what the check said, in English
#: src/ui/spt-archive-tasks.c
#, c-format
msgid ""
"From event %1$s on, the archive is not as it was written. Restore a backup, "
"or ask for support with these words: %2$s"
msgstr ""
"Dall'evento %1$s in poi l'archivio non è come è stato scritto. Ripristinare "
"una copia, oppure chiedere assistenza riportando: %2$s"

#: src/ui/spt-archive-tasks.c
msgid "The archive was altered"
msgstr "L'archivio è stato alterato"

#: src/ui/spt-archive-tasks.c
#, c-format
msgid ""
"%s event and what it refers to are as they were written. Keep the final code "
"elsewhere: a later check can then prove that nothing was cut off."
msgid_plural ""
"%s events and what they refer to are as they were written. Keep the final "
"code elsewhere: a later check can then prove that nothing was cut off."
msgstr[0] ""
"%s evento e ciò a cui si riferisce sono come sono stati scritti. Conservare "
"altrove il codice finale: una verifica successiva potrà provare che nulla è "
"stato tagliato."
msgstr[1] ""
"%s eventi e ciò a cui si riferiscono sono come sono stati scritti. "
"Conservare altrove il codice finale: una verifica successiva potrà provare "
"che nulla è stato tagliato."

#: src/ui/spt-archive-tasks.c
msgid "Final code"
msgstr "Codice finale"

#: src/ui/spt-archive-tasks.c
msgid "The archive is whole"
msgstr "L'archivio è integro"

#: src/ui/spt-archive-tasks.c
msgid "The archive is being verified…"
msgstr "Verifica dell'archivio in corso…"

#: src/ui/spt-archive-trouble.c
msgid "Archive damaged"
msgstr "Archivio danneggiato"

#: src/ui/spt-archive-trouble.c
msgid "The file of the archive is damaged. Nothing in it was changed."
msgstr "Il file dell'archivio è danneggiato. Non è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid "Restore the latest backup: the damaged file is kept beside it."
msgstr ""
"Ripristinare la copia più recente: il file danneggiato viene conservato "
"accanto."

#: src/ui/spt-archive-trouble.c
msgid "Archive newer than the program"
msgstr "Archivio più recente del programma"

#: src/ui/spt-archive-trouble.c
msgid ""
"The archive was used with a newer version of Sportello. It was not opened "
"and not changed."
msgstr ""
"L'archivio è stato usato con una versione più recente di Sportello. Non è "
"stato aperto né modificato."

#: src/ui/spt-archive-trouble.c
msgid "Close this window, update Sportello, then open it again."
msgstr "Chiudere questa finestra, aggiornare Sportello e riaprirlo."

#: src/ui/spt-archive-trouble.c
msgid "Not an archive of Sportello"
msgstr "Non è un archivio di Sportello"

#: src/ui/spt-archive-trouble.c
msgid ""
"In the archive's place there is a file of something else. It was not changed."
msgstr ""
"Al posto dell'archivio c'è un file di altro genere. Non è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid ""
"Move that file elsewhere and try again, or restore a backup: the file is "
"kept beside it."
msgstr ""
"Spostare il file altrove e riprovare, oppure ripristinare una copia: il file "
"viene conservato accanto."

#: src/ui/spt-archive-trouble.c
msgid "Archive not writable"
msgstr "Archivio non scrivibile"

#: src/ui/spt-archive-trouble.c
msgid ""
"This user may not write the archive or its folder, so it was not opened. "
"Nothing was changed."
msgstr ""
"Con questo utente non si può scrivere nell'archivio o nella sua cartella, "
"perciò non è stato aperto. Nulla è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid ""
"Ask whoever runs this computer for the permission to write both, then try "
"again."
msgstr ""
"Chiedere a chi gestisce il computer il permesso di scrittura su entrambi, "
"poi riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Archive in use"
msgstr "Archivio in uso"

#: src/ui/spt-archive-trouble.c
msgid ""
"Another window of Sportello or another program has the archive open. Nothing "
"was changed."
msgstr ""
"Un'altra finestra di Sportello o un altro programma tiene aperto l'archivio. "
"Nulla è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid "Go on in the other window, or close it and try again."
msgstr "Continuare nell'altra finestra, oppure chiuderla e riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Archive on a network drive"
msgstr "Archivio su un disco di rete"

#: src/ui/spt-archive-trouble.c
msgid ""
"On a network drive two computers could write the archive at once, so it was "
"not opened. Nothing was changed."
msgstr ""
"Su un disco di rete due computer potrebbero scrivere insieme nell'archivio, "
"perciò non è stato aperto. Nulla è stato modificato."

#: src/ui/spt-archive-trouble.c
msgid "Move the archive to a disk of this computer, then try again."
msgstr "Spostare l'archivio su un disco di questo computer, poi riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Disk full"
msgstr "Disco pieno"

#: src/ui/spt-archive-trouble.c
msgid ""
"There is no room left on the disk, so the archive cannot be opened. What it "
"holds is untouched."
msgstr ""
"Sul disco non c'è più spazio, perciò l'archivio non può essere aperto. Il "
"suo contenuto è intatto."

#: src/ui/spt-archive-trouble.c
msgid "Make room on the disk, then try again."
msgstr "Liberare spazio sul disco, poi riprovare."

#: src/ui/spt-archive-trouble.c
msgid "Archive cannot be read"
msgstr "Archivio non leggibile"

#: src/ui/spt-archive-trouble.c
msgid "The disk or the folder of the archive gives an error."
msgstr "Il disco o la cartella dell'archivio danno un errore."

#: src/ui/spt-archive-trouble.c
msgid "Check the disk and try again; if the error stays, restore a backup."
msgstr ""
"Controllare il disco e riprovare; se l'errore resta, ripristinare una copia."

#: src/ui/spt-archive-trouble.c
msgid "No program here shows folders: the path stands below the text"
msgstr ""
"Nessun programma mostra le cartelle: il percorso è scritto sotto il testo"

#: src/ui/spt-errors.c
msgid "The keyring does not answer"
msgstr "Il portachiavi non risponde"

#: src/ui/spt-errors.c
msgid "The system keyring did not answer within half a minute."
msgstr "Il portachiavi di sistema non ha risposto entro mezzo minuto."

#: src/ui/spt-errors.c
msgid "Look for its password window, then try again."
msgstr "Cercare la finestra della sua password, poi riprovare."

#: src/ui/spt-errors.c
msgid "The credential cannot be kept here"
msgstr "La credenziale non può essere conservata qui"

#: src/ui/spt-errors.c
msgid "The place where credentials come from can only be read."
msgstr "Il luogo da cui provengono le credenziali è di sola lettura."

#: src/ui/spt-errors.c
msgid "Whoever runs this computer can change it there."
msgstr "Può modificarle chi gestisce questo computer."

#: src/ui/spt-errors.c
msgid "The keyring gave an error"
msgstr "Errore del portachiavi"

#: src/ui/spt-errors.c
msgid "The system keyring could not read or keep the credential."
msgstr ""
"Il portachiavi di sistema non ha potuto leggere o conservare la credenziale."

#: src/ui/spt-errors.c
msgid "Check the keyring in the system settings, then try again."
msgstr ""
"Controllare il portachiavi nelle impostazioni di sistema, poi riprovare."

#: src/ui/spt-errors.c
msgid "The service does not offer this"
msgstr "Il servizio non lo prevede"

#: src/ui/spt-errors.c
msgid "This service has no such operation."
msgstr "Questo servizio non ha tale operazione."

#: src/ui/spt-errors.c
msgid "The file cannot be read"
msgstr "Il file non si può leggere"

#: src/ui/spt-errors.c
msgid "The file is not what this operation needs."
msgstr "Il file non è quello che serve per questa operazione."

#: src/ui/spt-errors.c
msgid "Choose another file, or export it again from where it came."
msgstr ""
"Scegliere un altro file, o esportarlo di nuovo dal programma di origine."

#: src/ui/spt-errors.c
msgid "There is something to fix"
msgstr "C'è qualcosa da correggere"

#: src/ui/spt-errors.c
msgid "The check found errors, so nothing was prepared."
msgstr "Il controllo ha trovato errori e nulla è stato preparato."

#: src/ui/spt-errors.c
msgid "Open the list of what is to fix."
msgstr "Aprire l'elenco di ciò che è da correggere."

#: src/ui/spt-errors.c
msgid "The address is not protected"
msgstr "L'indirizzo non è protetto"

#: src/ui/spt-errors.c
msgid ""
"Addresses without https are used on this computer alone; nothing was sent."
msgstr ""
"Gli indirizzi senza https valgono solo su questo computer; nulla è stato "
"inviato."

#: src/ui/spt-errors.c
msgid "Write the address with https in the account."
msgstr "Scrivere nell'account l'indirizzo con https."

#: src/ui/spt-errors.c
msgid "File not found"
msgstr "File non trovato"

#: src/ui/spt-errors.c
msgid "The file or folder is no longer there."
msgstr "Il file o la cartella non c'è più."

#: src/ui/spt-errors.c
msgid "Choose it again."
msgstr "Sceglierlo di nuovo."

#: src/ui/spt-errors.c
msgid "Not permitted"
msgstr "Non permesso"

#: src/ui/spt-errors.c
msgid "The file or folder may not be read or written by this user."
msgstr "L'utente non può leggere o scrivere il file o la cartella."

#: src/ui/spt-errors.c
msgid "Choose another folder, or ask whoever runs this computer."
msgstr ""
"Scegliere un'altra cartella, o chiedere a chi gestisce questo computer."

#: src/ui/spt-errors.c
msgid "Nothing can be written there"
msgstr "Lì non si può scrivere"

#: src/ui/spt-errors.c
msgid "The disk or folder is read-only."
msgstr "Il disco o la cartella è di sola lettura."

#: src/ui/spt-errors.c
msgid "Choose another folder."
msgstr "Scegliere un'altra cartella."

#: src/ui/spt-errors.c
msgid "No answer in time"
msgstr "Nessuna risposta in tempo"

#: src/ui/spt-errors.c
msgid "There was no answer in time."
msgstr "La risposta non è arrivata in tempo."

#: src/ui/spt-errors.c
msgid "Try again."
msgstr "Riprovare."

#: src/ui/spt-errors.c
msgid "It did not work"
msgstr "Operazione non riuscita"

#: src/ui/spt-errors.c
msgid "The operation could not be carried out."
msgstr "Non è stato possibile eseguire l'operazione."

#: src/ui/spt-errors.c
msgid "Try again; if it happens again, the details help whoever gives support."
msgstr "Riprovare; se si ripete, i dettagli servono a chi dà assistenza."

#: src/ui/spt-errors.c
msgid "C_opy Details"
msgstr "C_opia dettagli"

#: src/ui/spt-exchanges.c
msgid "Erased from the archive."
msgstr "Cancellato dall'archivio."

#: src/ui/spt-exchanges.c src/ui/spt-positions-actions.c
msgid "Copied"
msgstr "Copiato"

#. Translators: %s is a file name
#: src/ui/spt-exchanges.c
#, c-format
msgid "Saved as “%s”"
msgstr "Salvato come «%s»"

#: src/ui/spt-exchanges.c
msgid "Save Request and Answer"
msgstr "Salvataggio di richiesta e risposta"

#: src/ui/spt-exchanges.c
msgid "request-and-answer.txt"
msgstr "richiesta-e-risposta.txt"

#: src/ui/spt-exchanges.c ui/spt-submission-page.ui
msgid "Request and answer"
msgstr "Richiesta e risposta"

#: src/ui/spt-exchanges.c ui/spt-positions-page.ui
msgid "_Copy"
msgstr "_Copia"

#: src/ui/spt-exchanges.c
msgid "_Save…"
msgstr "_Salva…"

#: src/ui/spt-exchanges.c
msgid "no complete answer"
msgstr "nessuna risposta completa"

#: src/ui/spt-exchanges.c src/ui/spt-send-progress.c
msgid "Sending"
msgstr "Invio"

#: src/ui/spt-exchanges.c
msgid "Asking for the outcome"
msgstr "Richiesta dell'esito"

#: src/ui/spt-exchanges.c
msgid "Verification"
msgstr "Verifica dell'esito"

#: src/ui/spt-exchanges.c
msgid "Nothing exchanged yet"
msgstr "Ancora nessuno scambio"

#: src/ui/spt-file-dialog.c ui/spt-positions-page.ui
msgid "_Open"
msgstr "_Apri"

#: src/ui/spt-file-dialog.c src/ui/spt-position-page.c ui/spt-account-dialog.ui
#: ui/spt-position-page.ui
msgid "_Save"
msgstr "_Salva"

#: src/ui/spt-finder.c
msgid "An IUV: the payment it belongs to"
msgstr "È uno IUV: il pagamento a cui appartiene"

#: src/ui/spt-finder.c
msgid "A notice number: the payment it belongs to"
msgstr "È un numero avviso: il pagamento a cui appartiene"

#: src/ui/spt-finder.c
msgid "The fiscal code of a person"
msgstr "È il codice fiscale di una persona"

#: src/ui/spt-finder.c
msgid "The fiscal code or VAT number of a body"
msgstr "È il codice fiscale o la partita IVA di un ente o di un'azienda"

#: src/ui/spt-finder.c
msgid "It looks like a fiscal code, but the last letter does not fit"
msgstr "Sembra un codice fiscale, ma l'ultima lettera non torna"

#: src/ui/spt-finder.c
#, c-format
msgid "The newest of %s debt positions"
msgstr "Le più recenti di %s posizioni debitorie"

#: src/ui/spt-finder.c
msgid "Nothing found"
msgstr "Nessun risultato"

#: src/ui/spt-finding-table.c
msgid "Field"
msgstr "Campo"

#: src/ui/spt-finding-table.c
msgid "Value"
msgstr "Valore"

#: src/ui/spt-finding-table.c
msgid "What to Correct"
msgstr "Cosa correggere"

#: src/ui/spt-import-dialog.c
msgid "What was found in the file"
msgstr "Segnalazioni sul file"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "The first %1$s of %2$s findings."
msgstr "Le prime %1$s segnalazioni di %2$s."

#: src/ui/spt-import-dialog.c
msgid ""
"Nothing of this file can come in. The reasons are below; the file stays as "
"it is."
msgstr ""
"Nulla di questo file può essere importato. I motivi sono qui sotto; il file "
"resta com'è."

#: src/ui/spt-import-dialog.c
msgid "All rows are in order."
msgstr "Tutte le righe sono in ordine."

#: src/ui/spt-import-dialog.c
msgid "Rows that cannot be read stay out; the reasons are below."
msgstr ""
"Le righe che non si possono leggere restano fuori; i motivi sono qui sotto."

#: src/ui/spt-import-dialog.c
msgid ""
"Positions with something to correct come in as drafts and can be corrected "
"here. They are not sent before."
msgstr ""
"Le posizioni con qualcosa da correggere vengono importate e si correggono "
"qui. Prima non partono."

#: src/ui/spt-import-dialog.c
#, c-format
msgid "_Import %s Position"
msgid_plural "_Import %s Positions"
msgstr[0] "_Importa %s posizione"
msgstr[1] "_Importa %s posizioni"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "Import Only %s Correct, _Save the Others…"
msgid_plural "Import Only the %s Correct, _Save the Others…"
msgstr[0] "Importa solo %s corretta, _salva le altre…"
msgstr[1] "Importa solo le %s corrette, _salva le altre…"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "%s Position Imported"
msgid_plural "%s Positions Imported"
msgstr[0] "%s posizione importata"
msgstr[1] "%s posizioni importate"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "_Correct the %s Position"
msgid_plural "_Correct the %s Positions"
msgstr[0] "_Correggi la posizione"
msgstr[1] "_Correggi le %s posizioni"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "_Remove the %s Imported Position"
msgid_plural "_Remove the %s Imported Positions"
msgstr[0] "_Rimuovi la %s posizione importata"
msgstr[1] "_Rimuovi le %s posizioni importate"

#. Translators: %s is the name of a file
#: src/ui/spt-import-dialog.c
#, c-format
msgid "The other rows are in %s, each with its reason."
msgstr "Le altre righe sono in %s, ciascuna con il suo motivo."

#: src/ui/spt-import-dialog.c
msgid "They can be removed in one go for as long as nothing of them was sent."
msgstr "Si possono rimuovere tutte insieme finché nulla è stato inviato."

#: src/ui/spt-import-dialog.c
msgid ""
"All of them are ready to be sent. They can be removed in one go for as long "
"as nothing of them was sent."
msgstr ""
"Sono tutte pronte per l'invio. Si possono rimuovere tutte insieme finché "
"nulla è stato inviato."

#: src/ui/spt-import-dialog.c
msgid "Checking the File"
msgstr "Controllo del file"

#: src/ui/spt-import-dialog.c
msgid "Importing"
msgstr "Importazione"

#: src/ui/spt-import-dialog.c src/ui/spt-pages.c ui/spt-positions-page.ui
msgid "Debt positions"
msgstr "Posizioni debitorie"

#: src/ui/spt-import-dialog.c ui/spt-import-dialog.ui
msgid "Import Debt Positions"
msgstr "Importa posizioni debitorie"

#. Translators: name of a file; %s is the name of the imported one without its ending
#: src/ui/spt-import-dialog.c
#, c-format
msgid "%s-to-correct.csv"
msgstr "%s-da-correggere.csv"

#: src/ui/spt-import-dialog.c
msgid "Save the Rows That Stay Out"
msgstr "Salva le righe scartate"

#: src/ui/spt-import-dialog.c
#, c-format
msgid "%s position removed"
msgid_plural "%s positions removed"
msgstr[0] "%s posizione rimossa"
msgstr[1] "%s posizioni rimosse"

#: src/ui/spt-issue-row.c src/ui/spt-position-page.c
msgid "Position without a debtor"
msgstr "Posizione senza debitore"

#. Translators: of a file
#: src/ui/spt-issue-row.c
#, c-format
msgid "Row %s"
msgstr "Riga %s"

#: src/ui/spt-issue-row.c
msgid "The whole file"
msgstr "Tutto il file"

#: src/ui/spt-issue-row.c
msgctxt "finding"
msgid "To correct"
msgstr "Da correggere"

#: src/ui/spt-issue-row.c
msgctxt "finding"
msgid "Worth a look"
msgstr "Da guardare"

#: src/ui/spt-item-view.c
#, c-format
msgid "%1$s (row %2$u)"
msgstr "%1$s (riga %2$u)"

#: src/ui/spt-item-view.c
msgid "What the Service Said"
msgstr "Parole del servizio"

#: src/ui/spt-item-view.c
msgid "No records"
msgstr "Nessuna riga"

#: src/ui/spt-item-view.c ui/spt-item-view.ui
msgid "None refused"
msgstr "Nessuna rifiutata"

#: src/ui/spt-outbox-page.c
msgid "All"
msgstr "Tutti"

#: src/ui/spt-outbox-page.c
msgid "What is sent to a service appears here, with its outcome."
msgstr "Qui compare ciò che viene inviato a un servizio, con l'esito."

#: src/ui/spt-outbox-page.c
msgid "To look at"
msgstr "Da seguire"

#: src/ui/spt-outbox-page.c
msgid "No submission needs a decision."
msgstr "Nessun invio richiede una decisione."

#: src/ui/spt-outbox-page.c src/ui/spt-overview-page.c
msgid "Under way"
msgstr "In corso"

#: src/ui/spt-outbox-page.c
msgid "Nothing is waiting to leave or for an outcome."
msgstr "Nulla è in attesa di partire o di un esito."

#: src/ui/spt-outbox-page.c
msgid "Ended"
msgstr "Conclusi"

#: src/ui/spt-outbox-page.c
msgid "Nothing has ended yet."
msgstr "Ancora nulla di concluso."

#: src/ui/spt-outbox-page.c ui/spt-outbox-page.ui
msgid "No submissions"
msgstr "Nessun invio"

#: src/ui/spt-outbox-page.c
msgid "None of these"
msgstr "Nessuno"

#: src/ui/spt-overview-page.c
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-overview-page.c
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-overview-page.c
msgid "Not sent"
msgstr "Non inviati"

#: src/ui/spt-overview-page.c src/ui/spt-pages.c ui/spt-accounts-page.ui
msgid "Accounts"
msgstr "Account"

#: src/ui/spt-overview-page.c
msgid "Ready, not sent yet"
msgstr "Pronti, non ancora inviati"

#: src/ui/spt-overview-page.c
msgid "New outcomes"
msgstr "Novità"

#: src/ui/spt-overview-page.c
msgid ""
"These left and no clear answer came. Verify before anything is sent again."
msgstr ""
"Partiti senza una risposta chiara. Verificare l'esito prima di reinviare."

#: src/ui/spt-overview-page.c
msgid "Nothing reached the service. Remove the cause, then send."
msgstr "Nulla è arrivato al servizio. Rimuovere la causa, poi inviare."

#: src/ui/spt-overview-page.c
#, c-format
msgid ""
"%1$s, %2$s\n"
"%3$s"
msgstr ""
"%1$s, %2$s\n"
"%3$s"

#: src/ui/spt-overview-page.c
#, c-format
msgid ""
"%1$s\n"
"%2$s"
msgstr ""
"%1$s\n"
"%2$s"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%s more"
msgid_plural "%s more"
msgstr[0] "%s altro"
msgstr[1] "Altri %s"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%s debt position with errors"
msgid_plural "%s debt positions with errors"
msgstr[0] "%s posizione debitoria con errori"
msgstr[1] "%s posizioni debitorie con errori"

#: src/ui/spt-overview-page.c
msgid "They can be sent once the errors are mended"
msgstr "Si possono inviare dopo aver corretto gli errori"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%s refused debt position"
msgid_plural "%s refused debt positions"
msgstr[0] "%s posizione debitoria rifiutata"
msgstr[1] "%s posizioni debitorie rifiutate"

#: src/ui/spt-overview-page.c
msgid "The service said why for each of them"
msgstr "Il servizio ha indicato il motivo di ciascuna"

#: src/ui/spt-overview-page.c
#, c-format
msgid "%u account failed its last test"
msgid_plural "%u accounts failed their last test"
msgstr[0] "%u account non ha superato l'ultima verifica"
msgstr[1] "%u account non hanno superato l'ultima verifica"

#: src/ui/spt-overview-page.c
msgid "Nothing can be sent with it until the test is good"
msgstr "Non si può inviare finché la verifica non riesce"

#: src/ui/spt-overview-page.c
msgid "What needs attention appears here."
msgstr "Qui compare ciò che richiede attenzione."

#. Translators: %1$s submissions, %2$s records
#: src/ui/spt-overview-page.c
#, c-format
msgid "In the last seven days: %1$s submission, %2$s records accepted."
msgid_plural "In the last seven days: %1$s submissions, %2$s records accepted."
msgstr[0] "Negli ultimi sette giorni: %1$s invio, %2$s posizioni accettate."
msgstr[1] "Negli ultimi sette giorni: %1$s invii, %2$s posizioni accettate."

#: src/ui/spt-overview-page.c
msgid "Mark as _Seen"
msgstr "Segna come _viste"

#: src/ui/spt-page.c ui/spt-account-dialog.ui ui/spt-send-dialog.ui
#: ui/spt-shortcuts.ui
msgid "Back"
msgstr "Indietro"

#: src/ui/spt-pages.c src/ui/spt-submission-words.c ui/spt-overview-page.ui
msgid "Today"
msgstr "Oggi"

#: src/ui/spt-pages.c
msgid "Archive"
msgstr "Archivio"

#: src/ui/spt-pages.c
msgid "Activity"
msgstr "Attività"

#: src/ui/spt-pages.c ui/spt-outbox-page.ui
msgid "Submissions"
msgstr "Invii"

#: src/ui/spt-pages.c
msgid "Setup"
msgstr "Configurazione"

#: src/ui/spt-position-actions.c
msgid "A reason is needed"
msgstr "Serve un motivo"

#: src/ui/spt-position-actions.c
msgid "_Accept Anyway"
msgstr "_Accetta comunque"

#: src/ui/spt-position-actions.c
msgid "Seen on the identity document…"
msgstr "Visto sul documento di identità…"

#: src/ui/spt-position-actions.c
msgid "Reason"
msgstr "Motivo"

#: src/ui/spt-position-actions.c
msgid "Accept this code although its check fails?"
msgstr "Accettare questo codice anche se il controllo non riesce?"

#: src/ui/spt-position-actions.c
msgid ""
"The reason is kept with the position, with name and time. It holds as long "
"as the code stays the same."
msgstr ""
"Il motivo resta con la posizione, con nome e ora. Vale finché il codice non "
"cambia."

#: src/ui/spt-position-actions.c
msgid "Position deleted"
msgstr "Posizione eliminata"

#: src/ui/spt-position-actions.c
msgid "_Mark for Deletion"
msgstr "_Segna per la cancellazione"

#: src/ui/spt-position-actions.c
msgid "Delete this position at the service?"
msgstr "Cancellare questa posizione presso il servizio?"

#: src/ui/spt-position-actions.c
msgid ""
"The service has accepted it, and the payer may hold the notice. It is marked "
"for deletion; nothing leaves until the deletion is sent."
msgstr ""
"Il servizio l'ha accettata e chi paga può avere già l'avviso. Viene segnata "
"per la cancellazione; nulla parte finché la cancellazione non viene inviata."

#. Translators: %s is a numbered part of a form, such as "Payment 2"
#: src/ui/spt-position-actions.c
#, c-format
msgid "%s removed"
msgstr "Rimosso: %s"

#: src/ui/spt-position-page.c src/ui/spt-positions-page.c
#: ui/spt-positions-page.ui
msgid "_Send…"
msgstr "_Invia…"

#: src/ui/spt-position-page.c
msgid "_Verify Outcome…"
msgstr "_Verifica esito…"

#: src/ui/spt-position-page.c
msgid "_Open Submission"
msgstr "_Apri l'invio"

#: src/ui/spt-position-page.c ui/spt-positions-page.ui
msgid "New Position"
msgstr "Nuova posizione"

#. Translators: %s is a date: by when an amount is to be paid
#: src/ui/spt-position-page.c
#, c-format
msgid "due %s"
msgstr "scade il %s"

#: src/ui/spt-position-page.c
msgid ""
"The outcome of a submission with this position is uncertain. It can be "
"changed once that is settled."
msgstr ""
"L'esito di un invio con questa posizione è incerto. Si potrà modificare dopo "
"averlo chiarito."

#: src/ui/spt-position-page.c
msgid ""
"This position is in a submission that is not finished. It can be changed "
"when the outcome is known."
msgstr ""
"Questa posizione è in un invio non concluso. Si potrà modificare quando si "
"conosce l'esito."

#: src/ui/spt-position-page.c
#, c-format
msgid "%u thing to correct"
msgid_plural "%u things to correct"
msgstr[0] "%u cosa da correggere"
msgstr[1] "%u cose da correggere"

#: src/ui/spt-position-page.c
msgid "Nothing left to correct"
msgstr "Non resta nulla da correggere"

#: src/ui/spt-position-page.c
msgid "Saved"
msgstr "Salvato"

#: src/ui/spt-position-page.c
msgid "_Discard"
msgstr "_Scarta"

#: src/ui/spt-position-page.c
msgid "Save the changes?"
msgstr "Salvare le modifiche?"

#: src/ui/spt-position-page.c
msgid ""
"A position can be saved however incomplete it is; without saving, the "
"changes are lost."
msgstr ""
"Una posizione si può salvare anche incompleta; senza salvare le modifiche "
"vanno perse."

#: src/ui/spt-positions-actions.c
msgid "Too many rows to copy: 50,000 at most"
msgstr "Troppe righe da copiare: al massimo 50.000"

#: src/ui/spt-positions-actions.c
msgid "Nothing deleted: these positions are under way"
msgstr "Nulla è stato eliminato: queste posizioni sono in corso di invio"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "%s position deleted, those under way left as they are"
msgid_plural "%s positions deleted, those under way left as they are"
msgstr[0] "%s posizione eliminata, quelle in corso di invio restano"
msgstr[1] "%s posizioni eliminate, quelle in corso di invio restano"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "%s position deleted"
msgid_plural "%s positions deleted"
msgstr[0] "%s posizione eliminata"
msgstr[1] "%s posizioni eliminate"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "Delete %s position at the service?"
msgid_plural "Delete %s positions at the service?"
msgstr[0] "Cancellare %s posizione presso il servizio?"
msgstr[1] "Cancellare %s posizioni presso il servizio?"

#: src/ui/spt-positions-actions.c
#, c-format
msgid "_Mark %s for Deletion"
msgid_plural "_Mark %s for Deletion"
msgstr[0] "_Segna %s per la cancellazione"
msgstr[1] "_Segna %s per la cancellazione"

#: src/ui/spt-positions-actions.c
msgid "Delete _Drafts Only"
msgstr "Elimina solo le _bozze"

#: src/ui/spt-positions-actions.c
msgid ""
"The service has accepted them, and payers may hold their notices. They are "
"marked for deletion; nothing leaves until the deletion is sent."
msgstr ""
"Il servizio le ha accettate e chi paga può avere già gli avvisi. Vengono "
"segnate per la cancellazione; nulla parte finché la cancellazione non viene "
"inviata."

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Debtor"
msgstr "Debitore"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Description"
msgstr "Causale"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Amount"
msgstr "Importo"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Due Date"
msgstr "Scadenza"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Tax Code"
msgstr "Codice fiscale"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "IUPD"
msgstr "IUPD"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "IUV"
msgstr "IUV"

#: src/ui/spt-positions-columns.c src/ui/spt-positions-work.c
msgid "Body"
msgstr "Ente"

#: src/ui/spt-positions-columns.c
msgid "Select"
msgstr "Seleziona"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "All"
msgstr "Tutte"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Ready"
msgstr "Pronte"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Not sent"
msgstr "Non inviate"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Under way"
msgstr "In corso"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Accepted"
msgstr "Accettate"

#: src/ui/spt-positions-page.c
msgctxt "filter"
msgid "Refused"
msgstr "Rifiutate"

#: src/ui/spt-positions-page.c
#, c-format
msgid "%s selected"
msgid_plural "%s selected"
msgstr[0] "%s selezionata"
msgstr[1] "%s selezionate"

#: src/ui/spt-positions-page.c
#, c-format
msgid "%s hidden by the filter"
msgid_plural "%s hidden by the filter"
msgstr[0] "%s nascosta dal filtro"
msgstr[1] "%s nascoste dal filtro"

#. Translators: "312 selected, 40 hidden by the filter"
#: src/ui/spt-positions-page.c
#, c-format
msgid "%1$s, %2$s"
msgstr "%1$s, %2$s"

#: src/ui/spt-positions-page.c
#, c-format
msgid "Select %s _Filtered"
msgid_plural "Select All %s _Filtered"
msgstr[0] "Seleziona %s _filtrata"
msgstr[1] "Seleziona tutte le %s _filtrate"

#: src/ui/spt-positions-page.c
#, c-format
msgid "Select _All %s"
msgid_plural "Select _All %s"
msgstr[0] "Seleziona _tutta (%s)"
msgstr[1] "Seleziona _tutte le %s"

#: src/ui/spt-positions-page.c
#, c-format
msgid "_Send %s Deletion…"
msgid_plural "_Send %s Deletions…"
msgstr[0] "_Invia %s cancellazione…"
msgstr[1] "_Invia %s cancellazioni…"

#: src/ui/spt-positions-page.c
#, c-format
msgid "_Send %s Update…"
msgid_plural "_Send %s Updates…"
msgstr[0] "_Invia %s aggiornamento…"
msgstr[1] "_Invia %s aggiornamenti…"

#: src/ui/spt-positions-page.c
#, c-format
msgid "_Send %s Ready…"
msgid_plural "_Send %s Ready…"
msgstr[0] "_Invia %s pronta…"
msgstr[1] "_Invia %s pronte…"

#: src/ui/spt-positions-page.c
msgid "Only the positions of one import"
msgstr "Solo le posizioni di una importazione"

#: src/ui/spt-positions-page.c
msgid "Only the positions of one submission"
msgstr "Solo le posizioni di un invio"

#: src/ui/spt-positions-page.c src/ui/spt-send-words.c
#, c-format
msgid "%s update"
msgid_plural "%s updates"
msgstr[0] "%s aggiornamento"
msgstr[1] "%s aggiornamenti"

#: src/ui/spt-send-count.c
msgid "None of these positions was sent before"
msgstr "Nessuna di queste posizioni è stata inviata prima"

#: src/ui/spt-send-count.c
#, c-format
msgid "%s of these positions was already sent before"
msgid_plural "%s of these positions were already sent before"
msgstr[0] "%s di queste posizioni è già stata inviata in precedenza"
msgstr[1] "%s di queste posizioni sono già state inviate in precedenza"

#: src/ui/spt-send-count.c
msgid "The service would refuse this order"
msgstr "Il servizio rifiuterebbe questo invio"

#: src/ui/spt-send-count.c
#, c-format
msgid "The service would refuse %s of these positions"
msgid_plural "The service would refuse %s of these positions"
msgstr[0] "Il servizio rifiuterebbe %s di queste posizioni"
msgstr[1] "Il servizio rifiuterebbe %s di queste posizioni"

#: src/ui/spt-send-count.c
msgid "Choose the account to know how many files leave"
msgstr "Scegliere l'account per sapere in quanti file partono"

#: src/ui/spt-send-count.c
msgid "Counting the files…"
msgstr "Conteggio dei file…"

#: src/ui/spt-send-count.c
#, c-format
msgid "In %s file"
msgid_plural "In %s files"
msgstr[0] "In %s file"
msgstr[1] "In %s file"

#: src/ui/spt-send-count.c src/ui/spt-send-review.c
msgid "_Show"
msgstr "_Mostra"

#: src/ui/spt-send-count.c
msgid "Counting the files"
msgstr "Conteggio dei file"

#: src/ui/spt-send-findings.c
msgid "What the Service Would Refuse"
msgstr "Che cosa rifiuterebbe il servizio"

#: src/ui/spt-send-findings.c
msgid ""
"Each can be opened and corrected. Nothing of this order leaves as it is."
msgstr ""
"Ogni voce si può aprire e correggere. Così com'è, nulla di questo invio "
"parte."

#: src/ui/spt-send-findings.c
#, c-format
msgid "_Leave Out %s Position"
msgid_plural "_Leave Out %s Positions"
msgstr[0] "_Lascia fuori %s posizione"
msgstr[1] "_Lascia fuori %s posizioni"

#: src/ui/spt-send-findings.c
msgid "Nothing Was Sent"
msgstr "Nulla è stato inviato"

#: src/ui/spt-send-findings.c
msgid "The check just before sending found what the service would refuse."
msgstr ""
"Il controllo prima dell'invio ha trovato ciò che il servizio rifiuterebbe."

#. Translators: %1$s positions in %2$u files
#: src/ui/spt-send-progress.c
#, c-format
msgid "%1$s positions in %2$u file"
msgid_plural "%1$s positions in %2$u files"
msgstr[0] "%1$s posizioni in %2$u file"
msgstr[1] "%1$s posizioni in %2$u file"

#: src/ui/spt-send-progress.c
#, c-format
msgid "%1$u of %2$u"
msgstr "%1$u di %2$u"

#. Translators: how many positions the service has gone through, and when it is asked again
#: src/ui/spt-send-progress.c
#, c-format
msgid "%1$s of %2$s worked through, next check %3$s"
msgstr "%1$s di %2$s elaborate, prossimo controllo %3$s"

#: src/ui/spt-send-progress.c
#, c-format
msgid "Next check %s"
msgstr "Prossimo controllo %s"

#: src/ui/spt-send-progress.c
msgid "Waiting for the Outcomes"
msgstr "In attesa degli esiti"

#: src/ui/spt-send-progress.c
msgid "Something Is Uncertain"
msgstr "Qualcosa è incerto"

#: src/ui/spt-send-progress.c
msgid "Something Was Refused"
msgstr "Qualcosa è stato rifiutato"

#: src/ui/spt-send-progress.c
msgid "Something Was Not Sent"
msgstr "Qualcosa non è stato inviato"

#: src/ui/spt-send-progress.c
msgid "All Accepted"
msgstr "Tutte accettate"

#: src/ui/spt-send-progress.c
msgid "Stopped"
msgstr "Fermato"

#: src/ui/spt-send-progress.c ui/spt-send-dialog.ui
msgid "_Continue in Background"
msgstr "_Continua in background"

#: src/ui/spt-send-progress.c
msgid "Part was not sent: the check found something to correct"
msgstr ""
"Una parte non è stata inviata: il controllo ha trovato qualcosa da correggere"

#: src/ui/spt-send-progress.c
msgid "Preparing"
msgstr "Preparazione"

#: src/ui/spt-send-progress.c
msgid "Check and preparation"
msgstr "Controllo e preparazione"

#: src/ui/spt-send-progress.c
msgid "Taken in charge"
msgstr "Presa in carico"

#: src/ui/spt-send-progress.c ui/spt-send-dialog.ui ui/spt-submission-page.ui
msgid "Outcomes"
msgstr "Esiti"

#. Translators: %2$s is an environment: "Production", "Test", "Practice"
#: src/ui/spt-send-review.c
#, c-format
msgid "Send %1$s Position to %2$s"
msgid_plural "Send %1$s Positions to %2$s"
msgstr[0] "Invia %1$s posizione in %2$s"
msgstr[1] "Invia %1$s posizioni in %2$s"

#: src/ui/spt-send-review.c
#, c-format
msgid "Send %s Position"
msgid_plural "Send %s Positions"
msgstr[0] "Invia %s posizione"
msgstr[1] "Invia %s posizioni"

#: src/ui/spt-send-review.c
msgid "Some of these positions go to Test and some to Production."
msgstr "Alcune di queste posizioni vanno in Collaudo e altre in Produzione."

#: src/ui/spt-send-review.c
msgid ""
"The test environment is shared with other operators: no data of real people."
msgstr ""
"Ambiente condiviso con altri operatori: non usare dati di persone reali."

#. Translators: %s is a tax code
#: src/ui/spt-send-review.c
#, c-format
msgid "Creditor body %s"
msgstr "Ente creditore %s"

#: src/ui/spt-send-review.c
msgid "What Leaves"
msgstr "Cosa parte"

#: src/ui/spt-send-review.c
msgid "The account was removed"
msgstr "L'account è stato rimosso"

#: src/ui/spt-send-review.c
msgid "Worth a Look"
msgstr "Da guardare"

#: src/ui/spt-send-review.c
msgid "None of this stops the sending."
msgstr "Nulla di questo ferma l'invio."

#: src/ui/spt-send-review.c
msgid "What Stays"
msgstr "Cosa resta"

#: src/ui/spt-send-review.c
#, c-format
msgid "Already under way: %s"
msgstr "Già in invio: %s"

#: src/ui/spt-send-review.c
#, c-format
msgid "With something to correct: %s"
msgstr "Con qualcosa da correggere: %s"

#: src/ui/spt-send-review.c
#, c-format
msgid "Left out, still to correct: %s"
msgstr "Lasciate fuori, ancora da correggere: %s"

#: src/ui/spt-send-review.c
#, c-format
msgid "Nothing new to send: %s"
msgstr "Nulla di nuovo da inviare: %s"

#: src/ui/spt-send-review.c
msgid "An Account Is Needed"
msgstr "Serve un account"

#: src/ui/spt-send-review.c
msgid ""
"To send, Sportello has to know which service to reach and with which key."
msgstr ""
"Per inviare, Sportello deve sapere quale servizio raggiungere e con quale "
"chiave."

#: src/ui/spt-send-review.c
msgid "Go to _Accounts"
msgstr "Vai agli _account"

#: src/ui/spt-send-review.c
msgid "Nothing can leave now"
msgstr "Ora nulla può partire"

#: src/ui/spt-send-words.c
#, c-format
msgid "%s deletion"
msgid_plural "%s deletions"
msgstr[0] "%s cancellazione"
msgstr[1] "%s cancellazioni"

#: src/ui/spt-send-words.c
#, c-format
msgid "%s new position"
msgid_plural "%s new positions"
msgstr[0] "%s posizione nuova"
msgstr[1] "%s posizioni nuove"

#. Translators: %s is an amount
#: src/ui/spt-send-words.c
#, c-format
msgid ""
"%s € · each replaces the position at the service as a whole: a payment that "
"is no longer in it is withdrawn"
msgstr ""
"%s € · ognuno sostituisce per intero la posizione presso il servizio: un "
"pagamento che non c'è più viene ritirato"

#: src/ui/spt-send-words.c
#, c-format
msgid "%s € · their notices can no longer be paid"
msgstr "%s € · i loro avvisi non si potranno più pagare"

#. Translators: a page of the sidebar and how much there needs somebody: "Debt
#. * positions, 12 to look at"
#: src/ui/spt-sidebar.c
#, c-format
msgid "%s, %u to look at"
msgid_plural "%s, %u to look at"
msgstr[0] "%s, %u da seguire"
msgstr[1] "%s, %u da seguire"

#: src/ui/spt-strips.c
msgid "No network. What was ordered leaves by itself when the network is back."
msgstr "Rete assente. Quanto ordinato parte da solo quando la rete ritorna."

#. Translators: %s is a time: "today 14:20"
#: src/ui/spt-strips.c
#, c-format
msgid "No network. What was ordered stays ready; next try %s."
msgstr "Rete assente. Quanto ordinato resta pronto; nuovo tentativo %s."

#: src/ui/spt-strips.c
msgid "Try Again"
msgstr "Riprova"

#: src/ui/spt-strips.c
msgid ""
"The archive was restored from a backup: nothing leaves until somebody has "
"gone through the submissions."
msgstr ""
"L'archivio è stato ripristinato da una copia: nulla parte finché qualcuno "
"non ha controllato gli invii."

#: src/ui/spt-strips.c
msgid "Look Through…"
msgstr "Controlla…"

#: src/ui/spt-strips.c
msgid "All sending is stopped."
msgstr "Tutti gli invii sono fermi."

#: src/ui/spt-strips.c
msgid "Resume"
msgstr "Riprendi"

#: src/ui/spt-strips.c
msgid "Try Now"
msgstr "Prova ora"

#: src/ui/spt-strips.c
msgid ""
"Another Sportello is sending from this archive; this window follows along."
msgstr ""
"Un altro Sportello sta inviando da questo archivio; questa finestra mostra "
"come procede."

#: src/ui/spt-submission-actions.c
msgid "_Send"
msgstr "_Invia"

#. Translators: %1$s records, %2$s an account
#: src/ui/spt-submission-actions.c
#, c-format
msgid "%1$s record leaves for the real service with the account “%2$s”."
msgid_plural "%1$s records leave for the real service with the account “%2$s”."
msgstr[0] "%1$s posizione parte verso il servizio reale con l'account «%2$s»."
msgstr[1] ""
"%1$s posizioni partono verso il servizio reale con l'account «%2$s»."

#: src/ui/spt-submission-actions.c
msgid "Send in Production?"
msgstr "Inviare in Produzione?"

#: src/ui/spt-submission-actions.c
msgid "_Keep Following"
msgstr "_Continua a seguire"

#: src/ui/spt-submission-actions.c
msgid "_Stop Following"
msgstr "_Smetti di seguire"

#: src/ui/spt-submission-actions.c
msgid "Stop following this submission?"
msgstr "Smettere di seguire questo invio?"

#: src/ui/spt-submission-actions.c
msgid ""
"The service goes on with it: what it records is recorded, but the outcome is "
"not asked for any more and the records do not get it."
msgstr ""
"Il servizio prosegue: ciò che registra resta registrato, ma l'esito non "
"viene più chiesto e non arriva alle posizioni."

#: src/ui/spt-submission-actions.c
msgid ""
"The service cannot tell yet. It is asked again by itself; what was seen on "
"its portal can be said here."
msgstr ""
"Il servizio non sa ancora rispondere. Viene interrogato di nuovo in "
"automatico; qui si può indicare che cosa si vede sul portale."

#. Translators: %s is a state: "Accepted"
#: src/ui/spt-submission-actions.c src/ui/spt-timeline.c
#, c-format
msgid "Outcome checked: %s"
msgstr "Esito verificato: %s"

#: src/ui/spt-submission-actions.c
msgid "Kept, with name and time"
msgstr "Registrato, con nome e ora"

#: src/ui/spt-submission-actions.c
msgid "_Record"
msgstr "_Registra"

#: src/ui/spt-submission-actions.c
msgid "It was accepted"
msgstr "È stato accettato"

#: src/ui/spt-submission-actions.c
msgid "The records become accepted"
msgstr "Le posizioni risultano accettate"

#: src/ui/spt-submission-actions.c
msgid "It was refused"
msgstr "È stato rifiutato"

#: src/ui/spt-submission-actions.c
msgid "The records can be fixed and sent again"
msgstr "Le posizioni si possono correggere e reinviare"

#: src/ui/spt-submission-actions.c
msgid "Nothing is there"
msgstr "Non risulta nulla"

#: src/ui/spt-submission-actions.c
msgid "The submission can be sent again as it is"
msgstr "L'invio si può ripetere così com'è"

#: src/ui/spt-submission-actions.c
msgid "Where and how it was seen"
msgstr "Dove e come è stato visto"

#: src/ui/spt-submission-actions.c
msgid "What was seen?"
msgstr "Che cosa si è visto?"

#: src/ui/spt-submission-actions.c
msgid ""
"What is recorded here is kept with name and time. It should be what the "
"service’s portal or support says now."
msgstr ""
"Quanto indicato viene conservato con nome e ora. Deve essere ciò che ora "
"dicono il portale o l'assistenza del servizio."

#: src/ui/spt-submission-actions.c
msgid "Ready: it leaves when it is sent from here"
msgstr "Pronto: parte quando lo si invia da qui"

#: src/ui/spt-submission-actions.c
#, c-format
msgid "%u error is to be mended first"
msgid_plural "%u errors are to be mended first"
msgstr[0] "C'è prima %u errore da correggere"
msgstr[1] "Ci sono prima %u errori da correggere"

#: src/ui/spt-submission-actions.c
msgid "Proof saved. It holds personal data: whoever has the file can read them"
msgstr "Prova salvata. Contiene dati personali: chi ha il file può leggerli"

#. Translators: name of a file; %s is the number of a submission. Nothing of whom it is about may stand in it.
#: src/ui/spt-submission-actions.c
#, c-format
msgid "proof-of-submission-%s.json"
msgstr "prova-invio-%s.json"

#: src/ui/spt-submission-actions.c
msgid "Save Proof"
msgstr "Salva la prova"

#. Translators: %s is a time: "today 14:20"
#: src/ui/spt-submission-page.c
#, c-format
msgid "Known: it left %s, at least in part, and no complete answer came."
msgstr ""
"Si sa: è partito %s, almeno in parte, e non è arrivata una risposta completa."

#: src/ui/spt-submission-page.c
msgid "Known: at least part of it left, and no complete answer came."
msgstr ""
"Si sa: è partito almeno in parte e non è arrivata una risposta completa."

#: src/ui/spt-submission-page.c
msgid ""
"Not known: whether the service recorded it. Sent again now, it might be "
"there twice."
msgstr ""
"Non si sa: se il servizio lo ha registrato. Reinviandolo ora potrebbe "
"risultare due volte."

#: src/ui/spt-submission-page.c
msgid ""
"“Check Outcome” asks the service without changing anything. If it cannot "
"tell, look on the service’s portal and say what was seen."
msgstr ""
"«Verifica esito» interroga il servizio senza modificare nulla. Se non basta, "
"guardare sul portale del servizio e indicare che cosa si è visto."

#: src/ui/spt-submission-page.c
msgid ""
"This service has no look-up: look on its portal, or ask its support, and say "
"what was seen."
msgstr ""
"Questo servizio non si può interrogare: guardare sul portale, o chiedere "
"all'assistenza, e indicare che cosa si è visto."

#. Translators: %1$s records, %2$s an environment: "Send 312 in Test"
#: src/ui/spt-submission-page.c
#, c-format
msgid "_Send %1$s in %2$s"
msgstr "_Invia %1$s in %2$s"

#: src/ui/spt-submission-page.c
#, c-format
msgid "_Fix %s…"
msgstr "_Correggi %s…"

#: src/ui/spt-submission-page.c
#, c-format
msgid "Send %s _Again…"
msgstr "_Reinvia %s…"

#: src/ui/spt-submission-page.c
msgid "Stop _Following…"
msgstr "_Smetti di seguire…"

#: src/ui/spt-submission-page.c
msgid "S_top"
msgstr "_Ferma"

#: src/ui/spt-submission-page.c
msgid "_Withdraw"
msgstr "_Annulla invio"

#: src/ui/spt-submission-words.c
#, c-format
msgid "%s record"
msgid_plural "%s records"
msgstr[0] "%s riga"
msgstr[1] "%s righe"

#. Translators: numbers of records
#: src/ui/spt-submission-words.c
#, c-format
msgid "%1$s accepted, %2$s refused"
msgstr "%1$s accettate, %2$s rifiutate"

#: src/ui/spt-submission-words.c
msgid "not ordered"
msgstr "non ordinato"

#: src/ui/spt-submission-words.c
msgid "ordered"
msgstr "ordinato"

#: src/ui/spt-submission-words.c
msgid "being asked now"
msgstr "verifica in corso"

#. Translators: how far the service is, and when it is asked next: "120 of 312, next check
#. * today 14:20"
#: src/ui/spt-submission-words.c
#, c-format
msgid "%1$s of %2$s, next check %3$s"
msgstr "%1$s di %2$s, prossima verifica %3$s"

#. Translators: %s is a time: "today 14:20"
#: src/ui/spt-submission-words.c
#, c-format
msgid "next check %s"
msgstr "prossima verifica %s"

#: src/ui/spt-submission-words.c
msgid "Yesterday"
msgstr "Ieri"

#. Translators: strftime: the day over a group of submissions
#: src/ui/spt-submission-words.c
msgid "%A %d/%m/%Y"
msgstr "%A %d/%m/%Y"

#: src/ui/spt-submission-words.c
msgid "It is being put together."
msgstr "È in preparazione."

#: src/ui/spt-submission-words.c
msgid "It is checked and ordered, and leaves as soon as its turn comes."
msgstr "È controllato e ordinato; parte appena viene il suo turno."

#: src/ui/spt-submission-words.c
msgid "It leaves when it is sent."
msgstr "Parte quando lo si invia."

#: src/ui/spt-submission-words.c
msgid "It is checked and ready; nothing has left yet."
msgstr "È controllato e pronto; nulla è ancora partito."

#: src/ui/spt-submission-words.c
msgid "It is on its way to the service."
msgstr "È in viaggio verso il servizio."

#: src/ui/spt-submission-words.c
msgid "The outcome is asked for by itself; nothing needs to be done."
msgstr "L'esito viene chiesto in automatico; non occorre fare nulla."

#: src/ui/spt-submission-words.c
msgid "The service has taken it in charge and is working on it."
msgstr "Il servizio lo ha preso in carico e lo sta elaborando."

#: src/ui/spt-submission-words.c
msgid "The service has accepted everything."
msgstr "Il servizio ha accettato tutto."

#: src/ui/spt-submission-words.c
msgid "Fix what was refused and send it again."
msgstr "Correggere quanto rifiutato e reinviarlo."

#: src/ui/spt-submission-words.c
#, c-format
msgid "The service has refused %s record and accepted the rest."
msgid_plural "The service has refused %s records and accepted the rest."
msgstr[0] "Il servizio ha rifiutato %s riga e accettato il resto."
msgstr[1] "Il servizio ha rifiutato %s righe e accettato il resto."

#: src/ui/spt-submission-words.c
msgid "See the reason for each record, fix it and send again."
msgstr "Vedere il motivo per ciascuna riga, correggere e reinviare."

#: src/ui/spt-submission-words.c
msgid "The service has refused it; nothing was recorded there."
msgstr "Il servizio lo ha rifiutato; nulla è stato registrato."

#: src/ui/spt-submission-words.c
msgid "Remove the cause, then send it."
msgstr "Rimuovere la causa, poi inviare."

#: src/ui/spt-submission-words.c
msgid "Nothing has reached the service."
msgstr "Nulla è arrivato al servizio."

#: src/ui/spt-submission-words.c
msgid "Verify the outcome before sending again."
msgstr "Verificare l'esito prima di reinviare."

#: src/ui/spt-submission-words.c
msgid "It left and no answer came: the service may have recorded it or not."
msgstr ""
"È partito e non è arrivata risposta: il servizio potrebbe averlo registrato "
"oppure no."

#: src/ui/spt-submission-words.c
msgid "It was withdrawn and does not leave."
msgstr "È stato annullato e non parte."

#: src/ui/spt-timeline.c
msgid "Seen elsewhere: the service has accepted it."
msgstr "Visto altrove: il servizio lo ha accettato."

#: src/ui/spt-timeline.c
msgid "Seen elsewhere: the service has refused it."
msgstr "Visto altrove: il servizio lo ha rifiutato."

#: src/ui/spt-timeline.c
msgid "Seen elsewhere: nothing has reached the service."
msgstr "Visto altrove: al servizio non è arrivato nulla."

#: src/ui/spt-timeline.c
msgid "Prepared"
msgstr "Preparato"

#: src/ui/spt-timeline.c
msgid "Prepared by {name}"
msgstr "Preparato da {name}"

#: src/ui/spt-timeline.c
msgid "Ordered"
msgstr "Ordinato"

#: src/ui/spt-timeline.c
msgid "Ordered by {name}"
msgstr "Ordinato da {name}"

#: src/ui/spt-timeline.c
msgid "Withdrawn"
msgstr "Annullato"

#: src/ui/spt-timeline.c
msgid "Withdrawn by {name}"
msgstr "Annullato da {name}"

#: src/ui/spt-timeline.c
msgid "Decided"
msgstr "Deciso"

#: src/ui/spt-timeline.c
msgid "Decided by {name}"
msgstr "Deciso da {name}"

#: src/ui/spt-timeline.c
msgid "Found in the middle of sending"
msgstr "Trovato a metà dell'invio"

#: src/ui/spt-timeline.c
msgid "The program ended while it was being sent: the outcome is uncertain."
msgstr "Il programma si è chiuso durante l'invio: l'esito è incerto."

#: src/ui/spt-timeline.c
msgid "Archive restored from a backup"
msgstr "Archivio ripristinato da una copia"

#: src/ui/spt-timeline.c
msgid "no answer"
msgstr "nessuna risposta"

#: src/ui/spt-timeline.c
msgid "under way"
msgstr "in corso"

#: src/ui/spt-timeline.c
msgid "accepted"
msgstr "accettato"

#: src/ui/spt-timeline.c
msgid "outcome received"
msgstr "esito ricevuto"

#: src/ui/spt-timeline.c
msgid "still being worked on"
msgstr "ancora in elaborazione"

#: src/ui/spt-timeline.c
msgid "taken in charge"
msgstr "preso in carico"

#: src/ui/spt-timeline.c
msgid "refused"
msgstr "rifiutato"

#: src/ui/spt-timeline.c
msgid "nothing left"
msgstr "nulla è partito"

#: src/ui/spt-timeline.c
msgid "no clear answer"
msgstr "nessuna risposta chiara"

#: src/ui/spt-timeline.c
msgid "nothing learnt"
msgstr "nulla di nuovo"

#. Translators: %s is what came of it: "taken in charge"
#: src/ui/spt-timeline.c
#, c-format
msgid "Sent: %s"
msgstr "Inviato: %s"

#: src/ui/spt-timeline.c
#, c-format
msgid "Outcome checked %1$u time: %2$s"
msgid_plural "Outcome checked %1$u times: %2$s"
msgstr[0] "Esito verificato %1$u volta: %2$s"
msgstr[1] "Esito verificato %1$u volte: %2$s"

#: src/ui/spt-timeline.c
#, c-format
msgid "Outcome asked for: %s"
msgstr "Esito richiesto: %s"

#: src/ui/spt-timeline.c
#, c-format
msgid "Outcome asked for %1$u time: %2$s"
msgid_plural "Outcome asked for %1$u times: %2$s"
msgstr[0] "Esito richiesto %1$u volta: %2$s"
msgstr[1] "Esito richiesto %1$u volte: %2$s"

#: src/ui/spt-timeline.c ui/spt-position-page.ui ui/spt-submission-page.ui
msgid "History"
msgstr "Cronologia"

#: src/ui/spt-undo.c
msgid "_Undo"
msgstr "_Annulla"

#: src/ui/spt-window-actions.c
msgid "_Not Yet"
msgstr "_Non ancora"

#: src/ui/spt-window-actions.c
msgid "_Show Submissions"
msgstr "_Mostra gli invii"

#: src/ui/spt-window-actions.c
msgid "I Have _Gone Through Them"
msgstr "Controllo _concluso"

#: src/ui/spt-window-actions.c
msgid "Have the submissions been gone through?"
msgstr "Gli invii sono stati controllati?"

#: src/ui/spt-window-actions.c
msgid ""
"The backup may be older than what was sent. Orders were taken off, and what "
"was being sent is uncertain: check each such submission before it is sent "
"again."
msgstr ""
"La copia può essere più vecchia di ciò che è stato inviato. Gli ordini sono "
"stati tolti e ciò che era in corso d'invio è incerto: verificare ciascuno di "
"questi invii prima di ripeterlo."

#: src/ui/spt-window-actions.c
msgid "The Sportello authors"
msgstr "Gli autori di Sportello"

#: src/ui/spt-window-questions.c
msgid "_Keep"
msgstr "_Conserva"

#: src/ui/spt-window-questions.c
msgid "_Later"
msgstr "_Più tardi"

#: src/ui/spt-window-questions.c
msgid "Who works here?"
msgstr "Chi lavora qui?"

#: src/ui/spt-window-questions.c
msgid ""
"The name signs orders and decisions in this archive. It can be changed in "
"the preferences."
msgstr ""
"Il nome firma ordini e decisioni in questo archivio. Si può cambiare nelle "
"preferenze."

#: src/ui/spt-window-questions.c ui/spt-preferences-window.ui
msgid "First and last name"
msgstr "Nome e cognome"

#: src/ui/spt-window-questions.c
msgid "Secret"
msgstr "Credenziale"

#: src/ui/spt-window-questions.c
msgid "_Do Not Send"
msgstr "_Non inviare"

#: src/ui/spt-window-questions.c
msgid "_Use Now"
msgstr "_Usa ora"

#. Translators: %s is the name of an account
#: src/ui/spt-window-questions.c
#, c-format
msgid "Credential of “%s”"
msgstr "Credenziale di «%s»"

#: src/ui/spt-window-questions.c
msgid ""
"No keyring has it. What is written here is used until the program is closed "
"and is kept nowhere; to keep it in the system keyring, enter it in the "
"account."
msgstr ""
"Non è in alcun portachiavi. Quanto scritto qui vale fino alla chiusura del "
"programma e non viene conservato; per tenerlo nel portachiavi di sistema, "
"inserirlo nell'account."

#: src/ui/spt-window-questions.c
msgid "_Stay Open"
msgstr "_Resta aperta"

#: src/ui/spt-window-questions.c
msgid "What is being sent now is finished first."
msgstr "L'invio in corso viene prima portato a termine."

#: src/ui/spt-window-questions.c
#, c-format
msgid ""
"%u submission was ordered and has not left: it leaves at the next start."
msgid_plural ""
"%u submissions were ordered and have not left: they leave at the next start."
msgstr[0] ""
"%u invio è stato ordinato e non è ancora partito: parte al prossimo avvio."
msgstr[1] ""
"%u invii sono stati ordinati e non sono ancora partiti: partono al prossimo "
"avvio."

#: src/ui/spt-window-questions.c
#, c-format
msgid ""
"%u submission waits for its outcome: it is looked at again at the next start."
msgid_plural ""
"%u submissions wait for their outcome: they are looked at again at the next "
"start."
msgstr[0] ""
"%u invio è in attesa di esito: viene verificato di nuovo al prossimo avvio."
msgstr[1] ""
"%u invii sono in attesa di esito: vengono verificati di nuovo al prossimo "
"avvio."

#: src/ui/spt-window-questions.c
msgid "Close the window?"
msgstr "Chiudere la finestra?"

#. Translators: %1$s is a state, %2$u and %3$u numbers of records
#: src/ui/spt-window-questions.c
#, c-format
msgid "%1$s: %2$u accepted, %3$u refused"
msgstr "%1$s: %2$u accettate, %3$u rifiutate"

#. Translators: the window's name in the list of windows: page, program
#: src/ui/spt-window.c
#, c-format
msgid "%s — Sportello"
msgstr "%s — Sportello"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Draft"
msgstr "Bozza"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Draft"
msgstr "Bozza"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Ready"
msgstr "Pronta"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Ready"
msgstr "Pronto"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Being sent"
msgstr "Invio in corso"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Being sent"
msgstr "Invio in corso"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Waiting for the outcome"
msgstr "In attesa di esito"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Waiting for the outcome"
msgstr "In attesa di esito"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Accepted"
msgstr "Accettata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Accepted"
msgstr "Accettato"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Accepted in part"
msgstr "Accettato in parte"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Accepted in part"
msgstr "Accettata in parte"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Refused"
msgstr "Rifiutata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Refused"
msgstr "Rifiutato"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Not sent"
msgstr "Non inviata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Not sent"
msgstr "Non inviato"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Outcome uncertain"
msgstr "Esito incerto"

#: src/ui/spt-words.c
msgctxt "record"
msgid "Cancelled"
msgstr "Annullata"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "Cancelled"
msgstr "Annullato"

#: src/ui/spt-words.c
msgctxt "record"
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-words.c
msgctxt "submission"
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-words.c
msgctxt "environment"
msgid "Practice"
msgstr "Simulazione"

#: src/ui/spt-words.c
msgctxt "environment"
msgid "Test"
msgstr "Collaudo"

#: src/ui/spt-words.c
msgctxt "environment"
msgid "Production"
msgstr "Produzione"

#. Translators: the mark between groups of three digits: 9,688
#: src/ui/spt-words.c
msgctxt "thousands"
msgid ","
msgstr "."

#. Translators: strftime: a time of the present day
#: src/ui/spt-words.c
msgid "today %H:%M"
msgstr "oggi %H:%M"

#. Translators: strftime: a time of the day before
#: src/ui/spt-words.c
msgid "yesterday %H:%M"
msgstr "ieri %H:%M"

#. Translators: strftime: a time of the next day
#: src/ui/spt-words.c
msgid "tomorrow %H:%M"
msgstr "domani %H:%M"

#. Translators: strftime: a day and time
#: src/ui/spt-words.c
msgid "%d/%m/%Y %H:%M"
msgstr "%d/%m/%Y %H:%M"

#: ui/spt-account-dialog.ui ui/spt-accounts-page.ui
msgid "New Account"
msgstr "Nuovo account"

#: ui/spt-account-dialog.ui
msgid "Which service?"
msgstr "Quale servizio?"

#: ui/spt-account-dialog.ui
msgid "Services"
msgstr "Servizi"

#: ui/spt-account-dialog.ui
msgid "Which environment?"
msgstr "Quale ambiente?"

#: ui/spt-account-dialog.ui
msgid ""
"Each has a key of its own. What is accepted in one is unknown to the other."
msgstr ""
"Ciascuno ha una chiave propria. Ciò che è accettato in uno non esiste "
"nell'altro."

#: ui/spt-account-dialog.ui
msgid "Environments"
msgstr "Ambienti"

#: ui/spt-account-dialog.ui
msgid "Name of the account"
msgstr "Nome dell'account"

#: ui/spt-account-dialog.ui
msgid "Address of the service"
msgstr "Indirizzo del servizio"

#: ui/spt-account-dialog.ui ui/spt-accounts-page.ui
msgid "Where credentials are kept"
msgstr "Dove sono conservate le credenziali"

#: ui/spt-account-dialog.ui
msgid "_Test the Connection"
msgstr "_Verifica connessione"

#: ui/spt-accounts-page.ui
msgid ""
"Keys and passwords are never in the archive: they are in the system's "
"keyring or, where there is none, only in memory until the program closes."
msgstr ""
"Chiavi e password non sono mai nell'archivio: sono nel portachiavi di "
"sistema o, dove manca, solo in memoria fino alla chiusura del programma."

#: ui/spt-accounts-page.ui
msgid "No Accounts"
msgstr "Nessun account"

#: ui/spt-accounts-page.ui
msgid ""
"An account says which service to reach, for which body and with which key. "
"One is needed before anything can be sent."
msgstr ""
"Un account dice quale servizio raggiungere, per quale ente e con quale "
"chiave. Ne serve uno prima di inviare."

#: ui/spt-accounts-page.ui
msgid "_New Account…"
msgstr "_Nuovo account…"

#: ui/spt-archive-trouble.ui
msgid "Where the archive is"
msgstr "Dove si trova l'archivio"

#: ui/spt-archive-trouble.ui
msgid "_Try Again"
msgstr "_Riprova"

#: ui/spt-archive-trouble.ui
msgid "_Restore a Backup…"
msgstr "_Ripristina una copia…"

#: ui/spt-archive-trouble.ui
msgid "_Show the Folder"
msgstr "_Mostra la cartella"

#: ui/spt-finder.ui
msgid "Find Anything"
msgstr "Cerca ovunque"

#: ui/spt-finder.ui
msgid "Name, fiscal code, IUV, IUPD, page…"
msgstr "Nome, codice fiscale, IUV, IUPD, pagina…"

#: ui/spt-finder.ui
msgid "Find anything"
msgstr "Cerca ovunque"

#: ui/spt-finder.ui
msgid "Found"
msgstr "Trovati"

#. mark beside the title of a field that may not be empty
#: ui/spt-form-row.ui
msgid "required"
msgstr "obbligatorio"

#: ui/spt-form-row.ui
msgid "_Accept anyway…"
msgstr "_Accetta comunque…"

#: ui/spt-import-dialog.ui
msgid "Another File"
msgstr "Un altro file"

#: ui/spt-import-dialog.ui
msgid "Choose or Drop a File"
msgstr "Scegliere o trascinare un file"

#: ui/spt-import-dialog.ui
msgid ""
"A CSV table with one row for each payment, or the service's own JSON, also "
"zipped. Everything is checked first: nothing comes in before you say so."
msgstr ""
"Una tabella CSV con una riga per ogni pagamento, o il JSON del servizio, "
"anche zip. Prima viene controllato tutto: nulla viene importato senza "
"conferma."

#: ui/spt-import-dialog.ui
msgid "_Choose a File…"
msgstr "_Scegli un file…"

#: ui/spt-import-dialog.ui
msgid "Progress of the import"
msgstr "Avanzamento dell'importazione"

#: ui/spt-import-dialog.ui ui/spt-send-dialog.ui
msgid "_Stop"
msgstr "_Ferma"

#: ui/spt-import-dialog.ui
msgid "correct"
msgstr "corrette"

#: ui/spt-import-dialog.ui
msgid "with something to correct"
msgstr "con qualcosa da correggere"

#: ui/spt-import-dialog.ui
msgid "that cannot come in"
msgstr "che non si possono importare"

#: ui/spt-import-dialog.ui
msgid "_Show the Imported Positions"
msgstr "_Mostra le posizioni importate"

#: ui/spt-import-dialog.ui
msgid "_Choose Another File…"
msgstr "_Scegli un altro file…"

#: ui/spt-item-view.ui
msgid "Only what was refused or is uncertain"
msgstr "Solo ciò che è rifiutato o incerto"

#: ui/spt-item-view.ui
msgid "Outcome of each record"
msgstr "Esito di ciascuna riga"

#: ui/spt-overview-page.ui
msgid "Nothing to do"
msgstr "Niente da fare"

#: ui/spt-overview-page.ui
msgid "Welcome to Sportello"
msgstr "Benvenuti in Sportello"

#: ui/spt-overview-page.ui
msgid "Debt positions are prepared, checked, sent and followed from here."
msgstr ""
"Da qui si preparano, controllano, inviano e seguono le posizioni debitorie."

#: ui/spt-overview-page.ui
msgid "First steps"
msgstr "Primi passi"

#: ui/spt-overview-page.ui
msgid "Create an account"
msgstr "Crea un account"

#: ui/spt-overview-page.ui
msgid "Where to send, on whose behalf and with which key"
msgstr "Dove inviare, per conto di chi e con quale chiave"

#: ui/spt-overview-page.ui
msgid "Done"
msgstr "Fatto"

#: ui/spt-overview-page.ui
msgid "Import debt positions"
msgstr "Importa posizioni debitorie"

#: ui/spt-overview-page.ui
msgid "From a CSV file or the service’s own JSON; every row is checked"
msgstr "Da un file CSV o dal JSON del servizio; ogni riga viene controllata"

#: ui/spt-overview-page.ui
msgid "Try the practice mode"
msgstr "Prova la simulazione"

#: ui/spt-overview-page.ui
msgid "The same window with sample data; nothing leaves this computer"
msgstr ""
"La stessa finestra con dati di esempio; nessun dato esce da questo computer"

#: ui/spt-position-page.ui
msgid "Save and _Next to Fix"
msgstr "Salva e _prossima da correggere"

#: ui/spt-position-page.ui
msgid "D_uplicate"
msgstr "D_uplica"

#: ui/spt-position-page.ui ui/spt-positions-page.ui
msgid "_Delete"
msgstr "_Elimina"

#: ui/spt-position-page.ui
msgid "Debt Position"
msgstr "Posizione debitoria"

#: ui/spt-position-page.ui
msgid "Save (Ctrl+S)"
msgstr "Salva (Ctrl+S)"

#: ui/spt-position-page.ui
msgid "Save"
msgstr "Salva"

#: ui/spt-position-page.ui
msgid "Position Menu"
msgstr "Menù della posizione"

#: ui/spt-position-page.ui
msgid "Open Submission"
msgstr "Apri l'invio"

#: ui/spt-position-page.ui
msgid ""
"Marked for deletion at the service. Nothing leaves until the deletion is "
"sent."
msgstr ""
"Segnata per la cancellazione presso il servizio. Nulla parte finché la "
"cancellazione non viene inviata."

#: ui/spt-position-page.ui
msgid "Keep It"
msgstr "Non cancellare"

#: ui/spt-position-page.ui
msgid "Go to the First"
msgstr "Vai al primo"

#: ui/spt-position-page.ui
msgid "Data"
msgstr "Dati"

#: ui/spt-position-page.ui
msgid "What concerns the whole position"
msgstr "Ciò che riguarda tutta la posizione"

#: ui/spt-position-page.ui
msgid "Never Sent"
msgstr "Mai inviata"

#: ui/spt-position-page.ui
msgid ""
"Each submission that this position is in appears here, with its outcome."
msgstr ""
"Qui compare ogni invio in cui si trova questa posizione, con il suo esito."

#: ui/spt-position-page.ui
msgid "Submissions of this position"
msgstr "Invii di questa posizione"

#: ui/spt-positions-page.ui
msgid "_Import from a File…"
msgstr "_Importa da file…"

#: ui/spt-positions-page.ui
msgid "_Refresh"
msgstr "_Aggiorna"

#: ui/spt-positions-page.ui
msgid "Select _All Shown"
msgstr "Seleziona _tutte quelle mostrate"

#: ui/spt-positions-page.ui
msgid "Next to Fi_x"
msgstr "Pro_ssima da correggere"

#: ui/spt-positions-page.ui
msgid "_Columns"
msgstr "_Colonne"

#: ui/spt-positions-page.ui
msgid "Debt Positions"
msgstr "Posizioni debitorie"

#: ui/spt-positions-page.ui
msgid "Import from a File"
msgstr "Importa da file"

#: ui/spt-positions-page.ui
msgid "_Import"
msgstr "_Importa"

#: ui/spt-positions-page.ui
msgid "Search"
msgstr "Cerca"

#: ui/spt-positions-page.ui
msgid "List Menu"
msgstr "Menù dell'elenco"

#: ui/spt-positions-page.ui
msgid "Debtor, tax code, IUPD, IUV, reason…"
msgstr "Debitore, codice fiscale, IUPD, IUV, causale…"

#: ui/spt-positions-page.ui
msgid "Search debt positions"
msgstr "Cerca tra le posizioni debitorie"

#: ui/spt-positions-page.ui
msgid "Filter by state"
msgstr "Filtra per stato"

#: ui/spt-positions-page.ui
msgid "Show All"
msgstr "Mostra tutte"

#: ui/spt-positions-page.ui
msgid "Show"
msgstr "Mostra"

#: ui/spt-positions-page.ui
msgid "No Debt Positions"
msgstr "Nessuna posizione debitoria"

#: ui/spt-positions-page.ui
msgid ""
"Here the amounts that citizens and companies owe are prepared, checked and "
"sent. They come from a file, or are written one by one."
msgstr ""
"Qui si preparano, si controllano e si inviano gli importi dovuti da "
"cittadini e imprese. Arrivano da un file o si scrivono una per una."

#: ui/spt-positions-page.ui
msgid "_New Position"
msgstr "_Nuova posizione"

#: ui/spt-positions-page.ui
msgid "Nothing Found"
msgstr "Nessun risultato"

#: ui/spt-positions-page.ui
msgid "No position answers to this filter and search."
msgstr "Nessuna posizione corrisponde al filtro e alla ricerca."

#: ui/spt-positions-page.ui
msgid "_Clear Filter"
msgstr "_Togli il filtro"

#: ui/spt-positions-page.ui
msgid "S_how"
msgstr "_Mostra"

#: ui/spt-positions-page.ui
msgid "Clear the filter so that all selected positions are in the list"
msgstr "Toglie il filtro, così tutte le posizioni selezionate sono nell'elenco"

#: ui/spt-positions-page.ui
msgid "Clear Selection"
msgstr "Annulla la selezione"

#: ui/spt-positions-page.ui
msgid "Delete"
msgstr "Elimina"

#: ui/spt-preferences-window.ui
msgid "Whoever works here"
msgstr "Chi lavora qui"

#: ui/spt-preferences-window.ui
msgid "The name signs orders and decisions in this archive."
msgstr "Il nome firma ordini e decisioni in questo archivio."

#: ui/spt-preferences-window.ui
msgid "On this computer"
msgstr "Su questo computer"

#: ui/spt-preferences-window.ui
msgid "Announce outcomes"
msgstr "Annuncia gli esiti"

#: ui/spt-preferences-window.ui
msgid ""
"A notification when a submission ends or needs a decision while the window "
"is in the background"
msgstr ""
"Una notifica quando un invio si conclude o richiede una decisione mentre la "
"finestra è in secondo piano"

#: ui/spt-preferences-window.ui
msgid "Appearance"
msgstr "Aspetto"

#: ui/spt-preferences-window.ui
msgid "As the system"
msgstr "Come il sistema"

#: ui/spt-preferences-window.ui
msgid "Light"
msgstr "Chiaro"

#: ui/spt-preferences-window.ui
msgid "Dark"
msgstr "Scuro"

#: ui/spt-send-dialog.ui
msgid "Send"
msgstr "Invio"

#: ui/spt-send-dialog.ui
msgid "Stages"
msgstr "Fasi"

#: ui/spt-send-dialog.ui
msgid "Withdraw what has not left yet"
msgstr "Ritira ciò che non è ancora partito"

#: ui/spt-send-dialog.ui
msgid "The others can leave; these stay to be corrected"
msgstr "Le altre possono partire; queste restano da correggere"

#: ui/spt-send-dialog.ui
msgid "_Go to What Is to Correct"
msgstr "_Vai a ciò che è da correggere"

#: ui/spt-shortcuts.ui ui/spt-sidebar.ui
msgid "Pages"
msgstr "Pagine"

#: ui/spt-shortcuts.ui
msgid "Today, Debt positions, Submissions, Accounts"
msgstr "Oggi, Posizioni debitorie, Invii, Account"

#: ui/spt-shortcuts.ui
msgid "Forward"
msgstr "Avanti"

#: ui/spt-shortcuts.ui
msgid "Refresh"
msgstr "Aggiorna"

#: ui/spt-shortcuts.ui
msgid "Finding"
msgstr "Ricerca"

#: ui/spt-shortcuts.ui
msgid "Search this page"
msgstr "Cerca nella pagina"

#: ui/spt-shortcuts.ui
msgid "Find anything: a name, a fiscal code, an IUV"
msgstr "Cerca ovunque: un nome, un codice fiscale, uno IUV"

#: ui/spt-shortcuts.ui
msgid "Work"
msgstr "Lavoro"

#: ui/spt-shortcuts.ui
msgid "New"
msgstr "Nuovo"

#: ui/spt-shortcuts.ui
msgid "Import from a file"
msgstr "Importa da file"

#: ui/spt-shortcuts.ui
msgid "Next thing to correct"
msgstr "Prossima cosa da correggere"

#: ui/spt-shortcuts.ui
msgid "Save and go to the next one to fix"
msgstr "Salva e passa al prossimo da correggere"

#: ui/spt-shortcuts.ui
msgid "Program"
msgstr "Programma"

#: ui/spt-shortcuts.ui
msgid "Main menu"
msgstr "Menù principale"

#: ui/spt-shortcuts.ui
msgid "Preferences"
msgstr "Preferenze"

#: ui/spt-shortcuts.ui
msgid "Keyboard shortcuts"
msgstr "Scorciatoie da tastiera"

#: ui/spt-shortcuts.ui
msgid "Close the window"
msgstr "Chiudi la finestra"

#: ui/spt-shortcuts.ui
msgid "Quit"
msgstr "Esci"

#: ui/spt-sidebar.ui
msgid "_New Debt Position…"
msgstr "_Nuova posizione debitoria…"

#: ui/spt-sidebar.ui
msgid "_Import…"
msgstr "_Importa…"

#: ui/spt-sidebar.ui
msgid "_Find Anything…"
msgstr "_Cerca ovunque…"

#: ui/spt-sidebar.ui
msgid "_Stop All Sending"
msgstr "_Ferma tutti gli invii"

#: ui/spt-sidebar.ui
msgid "_Practice Mode"
msgstr "_Simulazione"

#: ui/spt-sidebar.ui
msgid "_Back Up Archive…"
msgstr "Co_pia l'archivio…"

#: ui/spt-sidebar.ui
msgid "_Restore Archive…"
msgstr "_Ripristina l'archivio…"

#: ui/spt-sidebar.ui
msgid "_Verify Archive"
msgstr "_Verifica l'archivio"

#: ui/spt-sidebar.ui
msgid "Pr_eferences"
msgstr "Pr_eferenze"

#: ui/spt-sidebar.ui
msgid "_Keyboard Shortcuts"
msgstr "_Scorciatoie da tastiera"

#: ui/spt-sidebar.ui
msgid "_About Sportello"
msgstr "_Informazioni su Sportello"

#: ui/spt-sidebar.ui
msgid "Main Menu"
msgstr "Menù principale"

#: ui/spt-submission-page.ui
msgid "Submission"
msgstr "Invio"

#: ui/spt-submission-page.ui
msgid "The service’s own number for it"
msgstr "Identificativo dato dal servizio"

#: ui/spt-submission-page.ui
msgid "Original Message"
msgstr "Messaggio originale"

#: ui/spt-submission-page.ui
msgid "How far the service is"
msgstr "Avanzamento del servizio"

#: ui/spt-submission-page.ui
msgid "_Check Outcome"
msgstr "_Verifica esito"

#: ui/spt-submission-page.ui
msgid "_Say What Was Seen…"
msgstr "_Che cosa si è visto…"

#: ui/spt-submission-page.ui
msgid "Save _Proof…"
msgstr "Salva la _prova…"

#: ui/spt-submission-page.ui
msgid "A file with what was sent and answered, which can be verified elsewhere"
msgstr "Un file con ciò che è stato inviato e risposto, verificabile altrove"

#: ui/spt-window.ui
msgid "Practice: no data leaves this computer"
msgstr "Simulazione: nessun dato esce da questo computer"

#: ui/spt-window.ui
msgid "Opening the archive…"
msgstr "Apertura dell'archivio…"

#: src/ui/spt-debtor-picker.c
msgid "Subjects found"
msgstr "Soggetti trovati"

#: src/ui/spt-debtor-picker.c
msgid "Save among the Subjects"
msgstr "Salva tra i soggetti"

#. Translators: %s is the name of a person or company
#: src/ui/spt-debtor-picker.c
#, c-format
msgid "%s is among the subjects now"
msgstr "%s è ora tra i soggetti"

#. Translators: %s is the name of a person or company
#: src/ui/spt-finder.c
#, c-format
msgid "New Position for %s"
msgstr "Nuova posizione per %s"

#: src/ui/spt-finder.c
msgid "New Subject with This Code"
msgstr "Nuovo soggetto con questo codice"

#: src/ui/spt-pages.c ui/spt-subjects-page.ui
msgid "People and companies"
msgstr "Soggetti"

#. Translators: stands for an empty field
#: src/ui/spt-same-page.c
msgid "(empty)"
msgstr "(vuoto)"

#: src/ui/spt-same-page.c
#, c-format
msgid "%s debt position"
msgid_plural "%s debt positions"
msgstr[0] "%s posizione debitoria"
msgstr[1] "%s posizioni debitorie"

#: src/ui/spt-same-page.c
msgid "Two subjects with the same code"
msgstr "Due soggetti con lo stesso codice"

#: src/ui/spt-same-page.c
msgid "Two subjects with the same name"
msgstr "Due soggetti con lo stesso nome"

#. Translators: "Two subjects with the same code · 2 of 5"
#: src/ui/spt-same-page.c
#, c-format
msgid "%1$s · %2$u of %3$u"
msgstr "%1$s · %2$u di %3$u"

#. Translators: %s is the name of a person or company
#: src/ui/spt-same-page.c
#, c-format
msgid "%s: merged"
msgstr "%s: uniti"

#: src/ui/spt-same-page.c
msgid "Not offered any more"
msgstr "Non saranno più proposti"

#: src/ui/spt-subject-page.c ui/spt-subjects-page.ui
msgid "New Subject"
msgstr "Nuovo soggetto"

#: src/ui/spt-subject-page.c
msgid "Subject without a name"
msgstr "Soggetto senza nome"

#: src/ui/spt-subject-page.c
#, c-format
msgid "The newest %1$s of %2$s positions"
msgstr "Le ultime %1$s posizioni di %2$s"

#: src/ui/spt-subject-page.c
#, c-format
msgid "%s has the same code"
msgstr "%s ha lo stesso codice"

#: src/ui/spt-subject-page.c
msgid "This subject was merged into another one."
msgstr "Questo soggetto è stato unito a un altro."

#: src/ui/spt-subject-page.c
msgid "This subject was removed."
msgstr "Questo soggetto è stato rimosso."

#: src/ui/spt-subject-page.c
msgid ""
"A subject can be saved however incomplete it is; without saving, the changes "
"are lost."
msgstr ""
"Un soggetto si può salvare anche se è incompleto; senza salvare, le "
"modifiche vanno perse."

#: src/ui/spt-subject-page.c
msgid "Sex and date of birth are written already"
msgstr "Sesso e data di nascita sono già indicati"

#. The century is not in the code: somebody has to look.
#: src/ui/spt-subject-page.c
msgid "Filled in from the code: check the year of birth"
msgstr "Ricavati dal codice: verificare l'anno di nascita"

#: src/ui/spt-subject-work.c
#, c-format
msgid "Taken back; %s subject changed since stays as it is"
msgid_plural "Taken back; %s subjects changed since stay as they are"
msgstr[0] "Annullato; %s soggetto modificato in seguito resta com'è"
msgstr[1] "Annullato; %s soggetti modificati in seguito restano come sono"

#: src/ui/spt-subject-work.c
msgid "Taken back"
msgstr "Annullato"

#: src/ui/spt-subject-work.c
#, c-format
msgid "%s subject removed"
msgid_plural "%s subjects removed"
msgstr[0] "%s soggetto rimosso"
msgstr[1] "%s soggetti rimossi"

#: src/ui/spt-subject-work.c
msgid "Debtors of positions"
msgstr "Debitori delle posizioni"

#: src/ui/spt-subject-work.c
#, c-format
msgid "%s debtor added to the subjects"
msgid_plural "%s debtors added to the subjects"
msgstr[0] "%s debitore aggiunto ai soggetti"
msgstr[1] "%s debitori aggiunti ai soggetti"

#: src/ui/spt-subject-work.c
msgid "_Add"
msgstr "_Aggiungi"

#: src/ui/spt-subject-work.c
msgid "All debtors are among the subjects already"
msgstr "Tutti i debitori sono già tra i soggetti"

#: src/ui/spt-subject-work.c
#, c-format
msgid "Add %s debtor to the subjects?"
msgid_plural "Add %s debtors to the subjects?"
msgstr[0] "Aggiungere %s debitore ai soggetti?"
msgstr[1] "Aggiungere %s debitori ai soggetti?"

#: src/ui/spt-subject-work.c
msgid ""
"Name, code, address and contacts are copied from the newest position of "
"each. Who is there already stays as it is. It can be taken back with one "
"click."
msgstr ""
"Nome, codice, indirizzo e recapiti vengono copiati dall'ultima posizione di "
"ciascuno. Chi c'è già resta com'è. Si può annullare con un clic."

#: src/ui/spt-subjects-page.c
msgctxt "subjects"
msgid "All"
msgstr "Tutti"

#: src/ui/spt-subjects-page.c
msgctxt "subjects"
msgid "To fix"
msgstr "Da correggere"

#: src/ui/spt-subjects-page.c
msgid "Name"
msgstr "Nome"

#: src/ui/spt-subjects-page.c
msgid "Town"
msgstr "Comune"

#: src/ui/spt-subjects-page.c
msgid "PEC"
msgstr "PEC"

#: src/ui/spt-subjects-page.c
msgid "VAT Number"
msgstr "Partita IVA"

#: src/ui/spt-subjects-page.c
msgid "Date of Birth"
msgstr "Data di nascita"

#: src/ui/spt-subjects-page.c
msgid "E-mail"
msgstr "E-mail"

#: src/ui/spt-subjects-page.c
#, c-format
msgid "%s pair may be the same subject twice"
msgid_plural "%s pairs may be the same subject twice"
msgstr[0] "%s coppia potrebbe essere lo stesso soggetto"
msgstr[1] "%s coppie potrebbero essere lo stesso soggetto"

#: src/ui/spt-subjects-page.c
#, c-format
msgid "%s row imported"
msgid_plural "%s rows imported"
msgstr[0] "%s riga importata"
msgstr[1] "%s righe importate"

#. Translators: "12 rows imported, 3 left out"
#: src/ui/spt-subjects-page.c
#, c-format
msgid "%1$s, %2$s left out"
msgstr "%1$s, %2$s escluse"

#: src/ui/spt-subjects-page.c
msgid "Tables"
msgstr "Tabelle"

#: src/ui/spt-subjects-page.c
msgid "Import People and Companies"
msgstr "Importa soggetti"

#: ui/spt-position-page.ui
msgid "_Open the Subject"
msgstr "_Apri il soggetto"

#: ui/spt-position-page.ui
msgid "Save the Debtor among the S_ubjects"
msgstr "Salva il debitore tra i sog_getti"

#: ui/spt-positions-page.ui
msgid "Add the _Debtors to the Subjects…"
msgstr "Aggiungi i _debitori ai soggetti…"

#: ui/spt-same-page.ui
msgid "Compare Subjects"
msgstr "Confronta soggetti"

#: ui/spt-same-page.ui
msgid "Nothing to Compare"
msgstr "Nulla da confrontare"

#: ui/spt-same-page.ui
msgid ""
"No two subjects have the same code, or the same name without anything that "
"tells them apart."
msgstr ""
"Non ci sono soggetti con lo stesso codice, o con lo stesso nome e nulla che "
"li distingua."

#: ui/spt-same-page.ui
msgid ""
"Choose what to keep of each line. Debt positions of both go to the one that "
"is kept."
msgstr ""
"Scegliere che cosa tenere di ogni riga. Le posizioni debitorie di entrambi "
"passano al soggetto che resta."

#: ui/spt-same-page.ui
msgid "The two subjects, line by line"
msgstr "I due soggetti, riga per riga"

#: ui/spt-same-page.ui
msgid "_Skip"
msgstr "_Salta"

#: ui/spt-same-page.ui
msgid "_Not the Same"
msgstr "_Non sono lo stesso"

#: ui/spt-same-page.ui
msgid "_Merge"
msgstr "_Unisci"

#: ui/spt-same-page.ui
msgid "Make one of the two (Ctrl+Return)"
msgstr "Farne uno solo (Ctrl+Invio)"

#: ui/spt-subject-page.ui ui/spt-subjects-page.ui
msgid "_New Position for This Subject"
msgstr "_Nuova posizione per questo soggetto"

#: ui/spt-subject-page.ui
msgid "_Fill In from the Tax Code"
msgstr "_Ricava dal codice fiscale"

#: ui/spt-subject-page.ui
msgid "Person or Company"
msgstr "Soggetto"

#: ui/spt-subject-page.ui
msgid "Subject Menu"
msgstr "Menù del soggetto"

#: ui/spt-subject-page.ui ui/spt-subjects-page.ui
msgid "Compare"
msgstr "Confronta"

#: ui/spt-subject-page.ui
msgid "What concerns the whole subject"
msgstr "Ciò che riguarda l'intero soggetto"

#: ui/spt-subject-page.ui
msgid "Positions"
msgstr "Posizioni"

#: ui/spt-subject-page.ui
msgid "Each debt position of this subject appears here, with its state."
msgstr ""
"Qui compare ogni posizione debitoria di questo soggetto, con il suo stato."

#: ui/spt-subject-page.ui
msgid "Debt positions of this subject"
msgstr "Posizioni debitorie di questo soggetto"

#: ui/spt-subjects-page.ui
msgid "Add the _Debtors of the Positions…"
msgstr "Aggiungi i _debitori delle posizioni…"

#: ui/spt-subjects-page.ui
msgid "Find _Duplicates"
msgstr "Trova _doppioni"

#: ui/spt-subjects-page.ui
msgid "People and Companies"
msgstr "Soggetti"

#: ui/spt-subjects-page.ui
msgid "Name, tax code, VAT number, town, e-mail…"
msgstr "Nome, codice fiscale, partita IVA, comune, e-mail…"

#: ui/spt-subjects-page.ui
msgid "Search people and companies"
msgstr "Cerca tra i soggetti"

#: ui/spt-subjects-page.ui
msgid "No People or Companies"
msgstr "Nessun soggetto"

#: ui/spt-subjects-page.ui
msgid ""
"Here whoever submissions speak of is written once: name, codes, addresses, "
"contacts, certified e-mail. They come from a file, from the debtors of "
"positions, or are written one by one."
msgstr ""
"Qui si scrive una volta sola chi compare negli invii: nome, codici, "
"indirizzi, recapiti, PEC. Arrivano da un file, dai debitori delle posizioni, "
"o si scrivono uno per uno."

#: ui/spt-subjects-page.ui
msgid "_New Subject"
msgstr "_Nuovo soggetto"

#: ui/spt-subjects-page.ui
msgid "No subject answers to this filter and search."
msgstr "Nessun soggetto corrisponde a questo filtro e a questa ricerca."

#: ui/spt-subjects-page.ui
msgid "Clear the filter so that all selected subjects are in the list"
msgstr "Toglie il filtro, così tutti i soggetti selezionati sono nell'elenco"

#: src/outbox/spt-subjects.c
msgid "Full name or company name"
msgstr "Nome e cognome o ragione sociale"

#: src/cli/spt-cli-follow.c
msgid "--account is missing"
msgstr "manca --account"

#: src/cli/spt-cli-follow.c src/ui/spt-follow-dialog.c
msgid "Upload made with other software"
msgstr "Caricamento fatto con altro software"

#: src/cli/spt-cli-follow.c
#, c-format
msgid "“%s” is not a day (2026-12-31)"
msgstr "«%s» non è un giorno (2026-12-31)"

#: src/cli/spt-cli-follow.c
msgid "Upload"
msgstr "Caricamento"

#: src/cli/spt-cli-outbox.c
msgid "a new submission of only what failed, in the same job"
msgstr ""
"un nuovo invio di ciò che è fallito e di nient'altro, nello stesso lavoro"

#: src/cli/spt-cli-outbox.c
msgid "what the service has been sent by anybody, a week unless said otherwise"
msgstr ""
"ciò che il servizio ha ricevuto da chiunque, in una settimana se non è detto "
"altro"

#: src/cli/spt-cli-outbox.c
msgid "follows an upload that was made with other software"
msgstr "segue un caricamento fatto con altro software"

#: src/cli/spt-cli-records.c
msgid "writes records as CSV"
msgstr "scrive le schede in CSV"

#: src/ui/spt-delete-reason.c
msgid "The debt is annulled or not owed"
msgstr "Il debito è annullato o non dovuto"

#: src/ui/spt-delete-reason.c
msgid "Loaded by mistake"
msgstr "Caricata per errore"

#: src/ui/spt-delete-reason.c
msgid "Paid in another way"
msgstr "Pagata in altro modo"

#: src/ui/spt-delete-reason.c
msgid "Replaced by another position"
msgstr "Sostituita da un'altra posizione"

#: src/ui/spt-delete-reason.c
msgid "Something else"
msgstr "Altro"

#: src/ui/spt-delete-reason.c
msgid "Reason of the deletion"
msgstr "Motivo dell'eliminazione"

#: src/ui/spt-delete-reason.c
msgid "In more words"
msgstr "Con altre parole"

#: src/ui/spt-follow-dialog.c
msgid "Not known: its outcomes may tell"
msgstr "Non noto: forse lo dicono gli esiti"

#: src/ui/spt-follow-dialog.c
msgid ""
"The list shows the numbers of all uploads of the account’s body, whatever "
"software made them."
msgstr ""
"L'elenco mostra i numeri di tutti i caricamenti dell'ente dell'account, con "
"qualunque software siano stati fatti."

#: src/ui/spt-follow-dialog.c
msgid "An account is needed first: add one under Accounts."
msgstr "Serve prima un account: aggiungerlo alla voce Account."

#. Translators: strftime: a day
#: src/ui/spt-follow-dialog.c
msgid "%d/%m/%Y"
msgstr "%d/%m/%Y"

#. Translators: %d is the number of a submission
#: src/ui/spt-follow-dialog.c
#, c-format
msgid "Known already: submission %d"
msgstr "Già noto: invio %d"

#: src/ui/spt-follow-dialog.c
msgid "No upload in these days."
msgstr "Nessun caricamento in questi giorni."

#: src/ui/spt-follow-dialog.c
msgid "The service did not give its list."
msgstr "Il servizio non ha fornito l'elenco."

#: src/ui/spt-follow-dialog.c
msgid "This upload is in the list of submissions already."
msgstr "Questo caricamento è già nell'elenco degli invii."

#: src/ui/spt-follow-dialog.c
msgid "That is not the number of an upload: letters, digits and _ only."
msgstr ""
"Non è il numero di un caricamento: sono ammesse solo lettere, cifre e _."

#. Translators: the service said two things of one record; %s is the one that does not count
#: src/ui/spt-item-view.c
#, c-format
msgid "Also said: %s"
msgstr "Detto anche: %s"

#: src/ui/spt-item-view.c src/ui/spt-position-page.c
#, c-format
msgid "Reason of the deletion: %s"
msgstr "Motivo dell'eliminazione: %s"

#: src/ui/spt-item-view.c
msgid "Nothing left to send again"
msgstr "Nulla da reinviare"

#: src/ui/spt-outbox-page.c
msgid "Follow an _Upload…"
msgstr "Segui un _caricamento…"

#: src/ui/spt-outbox-page.c
msgid "Shows the outcomes of what was uploaded with other software"
msgstr "Mostra gli esiti di ciò che è stato caricato con altro software"

#: src/ui/spt-position-actions.c
msgid ""
"The service has accepted it, and the payer may hold the notice. It is marked "
"for deletion; nothing leaves until the deletion is sent. Its notice number "
"can never serve for another debt, and the service may not take its code "
"again."
msgstr ""
"Il servizio l'ha accettata e il debitore può avere in mano l'avviso. Viene "
"segnata da eliminare; nulla parte finché l'eliminazione non è inviata. Il "
"suo numero avviso non potrà mai servire per un altro debito e il servizio "
"potrebbe non accettare più il suo codice."

#. Translators: %s is why a position is deleted: "Loaded by mistake"
#: src/ui/spt-position-page.c
#, c-format
msgid ""
"Marked for deletion at the service (%s). Nothing leaves until the deletion "
"is sent."
msgstr ""
"Segnata da eliminare presso il servizio (%s). Nulla parte finché "
"l'eliminazione non è inviata."

#: src/ui/spt-positions-actions.c
msgid ""
"The service has accepted them, and payers may hold their notices. They are "
"marked for deletion; nothing leaves until the deletion is sent. Their notice "
"numbers can never serve for another debt, and the service may not take their "
"codes again."
msgstr ""
"Il servizio le ha accettate e i debitori possono avere in mano gli avvisi. "
"Vengono segnate da eliminare; nulla parte finché l'eliminazione non è "
"inviata. I loro numeri avviso non potranno mai servire per un altro debito e "
"il servizio potrebbe non accettare più i loro codici."

#. Translators: %1$s records, %2$s an environment: "Send 7 Again in Test"
#: src/ui/spt-resend-page.c
#, c-format
msgid "_Send %1$s Again in %2$s"
msgstr "_Reinvia %1$s in %2$s"

#: src/ui/spt-resend-page.c
#, c-format
msgid "%s still has something to correct and stays."
msgid_plural "%s still have something to correct and stay."
msgstr[0] "%s ha ancora qualcosa da correggere e resta."
msgstr[1] "%s hanno ancora qualcosa da correggere e restano."

#: src/ui/spt-resend-page.c
#, c-format
msgid "%s record to send again"
msgid_plural "%s records to send again"
msgstr[0] "%s posizione da reinviare"
msgstr[1] "%s posizioni da reinviare"

#: src/ui/spt-resend-page.c
msgid ""
"Open each one, see what the service said and correct it; Ctrl+Return saves "
"and goes on to the next. They leave alone, as a new submission of the same "
"job: the first one stays as it is."
msgstr ""
"Aprire ciascuna, vedere che cosa ha detto il servizio e correggerla; "
"Ctrl+Invio salva e passa alla successiva. Partono da sole, in un nuovo invio "
"dello stesso lavoro: il primo resta com'è."

#: src/ui/spt-resend-page.c
msgid ""
"They are sent again as they were, alone, as a new submission of the same "
"job: the first one stays as it is."
msgstr ""
"Vengono reinviate com'erano, da sole, in un nuovo invio dello stesso lavoro: "
"il primo resta com'è."

#: src/ui/spt-resend-page.c
#, c-format
msgid ""
"Of %s the outcome was never told: if the service has it after all, it "
"refuses it as already there."
msgid_plural ""
"Of %s the outcome was never told: what the service has after all, it refuses "
"as already there."
msgstr[0] ""
"Di %s l'esito non è mai stato detto: se il servizio l'ha comunque "
"registrata, la rifiuta come già presente."
msgstr[1] ""
"Di %s l'esito non è mai stato detto: quelle che il servizio ha comunque "
"registrato, le rifiuta come già presenti."

#: src/ui/spt-resend-page.c
msgid "Ordered: the outcome stands in the new submission"
msgstr "Ordinato: l'esito è nel nuovo invio"

#: src/ui/spt-send-changes.c
msgid "nothing"
msgstr "nulla"

#: src/ui/spt-send-changes.c
msgid "Nothing changes."
msgstr "Non cambia nulla."

#: src/ui/spt-send-changes.c
#, c-format
msgid "%s notice cannot be paid any longer."
msgid_plural "%s notices cannot be paid any longer."
msgstr[0] "%s avviso non sarà più pagabile."
msgstr[1] "%s avvisi non saranno più pagabili."

#: src/ui/spt-send-changes.c
#, c-format
msgid "%s amount changes."
msgid_plural "%s amounts change."
msgstr[0] "%s importo cambia."
msgstr[1] "%s importi cambiano."

#: src/ui/spt-send-changes.c
#, c-format
msgid "%s datum is replaced."
msgid_plural "%s data are replaced."
msgstr[0] "%s dato viene sostituito."
msgstr[1] "%s dati vengono sostituiti."

#. Translators: "2,000 of 9,688 changes are shown."
#: src/ui/spt-send-changes.c
#, c-format
msgid "%1$s %2$s of %3$s changes are shown."
msgstr "%1$s Sono mostrati %2$s cambiamenti su %3$s."

#: src/ui/spt-send-changes.c
msgid "Being compared with what the service has…"
msgstr "Confronto con ciò che il servizio ha…"

#: src/ui/spt-send-changes.c
msgid "What it replaces"
msgstr "Che cosa sostituisce"

#: src/ui/spt-send-changes.c
msgid ""
"An update replaces the whole position: what is left out is deleted at the "
"service."
msgstr ""
"L'aggiornamento sostituisce l'intera posizione: ciò che manca viene "
"eliminato presso il servizio."

#. Translators: %s is a number of records
#: src/ui/spt-submission-page.c
#, c-format
msgid "_Fix and Send %s Again…"
msgstr "_Correggi e reinvia %s…"

#: src/ui/spt-submission-page.c
#, c-format
msgid "Sends again what failed in submission %d"
msgstr "Reinvia ciò che è fallito nell'invio %d"

#. Translators: %1$s a number of records, %2$d a submission's number, %3$s its state
#: src/ui/spt-submission-page.c
#, c-format
msgid "%1$s was sent again in submission %2$d: %3$s"
msgid_plural "%1$s were sent again in submission %2$d: %3$s"
msgstr[0] "%1$s posizione reinviata nell'invio %2$d: %3$s"
msgstr[1] "%1$s posizioni reinviate nell'invio %2$d: %3$s"

#: src/ui/spt-submission-words.c
msgid "Upload of unknown kind"
msgstr "Caricamento di tipo non noto"

#: src/ui/spt-submission-words.c
msgid "made with other software"
msgstr "fatto con altro software"

#. Translators: %1$s what is the matter: "Upload stuck", %2$s a time: "today 14:20"
#: src/ui/spt-submission-words.c
#, c-format
msgid "%1$s, next check %2$s"
msgstr "%1$s, prossimo controllo %2$s"

#: src/ui/spt-timeline.c
msgid "Followed, made with other software"
msgstr "Seguito, fatto con altro software"

#: src/ui/spt-timeline.c
msgid "Followed by {name}, made with other software"
msgstr "Seguito da {name}, fatto con altro software"

#: src/ui/spt-timeline.c
msgid "Waited no longer"
msgstr "Attesa interrotta"

#: src/ui/spt-timeline.c
msgid "{name} waited no longer"
msgstr "Attesa interrotta da {name}"

#: ui/spt-follow-dialog.ui
msgid "Follow an Upload"
msgstr "Segui un caricamento"

#: ui/spt-follow-dialog.ui
msgid ""
"For what was uploaded with other software or on the portal: its outcomes are "
"asked for and shown here. Nothing is sent, and no position here changes its "
"state."
msgstr ""
"Per ciò che è stato caricato con altro software o dal portale: gli esiti "
"vengono chiesti e mostrati qui. Nulla viene inviato e nessuna posizione "
"cambia stato."

#: ui/spt-follow-dialog.ui
msgid "Number of the upload"
msgstr "Numero del caricamento"

#: ui/spt-follow-dialog.ui
msgid "What it was"
msgstr "Che cos'era"

#: ui/spt-follow-dialog.ui
msgid "The Week Before"
msgstr "Settimana precedente"

#: ui/spt-follow-dialog.ui
msgid "The Week After"
msgstr "Settimana successiva"

#: ui/spt-follow-dialog.ui
msgid "_Show the List"
msgstr "_Mostra l'elenco"

#: ui/spt-follow-dialog.ui
msgid "Uploads"
msgstr "Caricamenti"

#: ui/spt-follow-dialog.ui
msgid "_Follow"
msgstr "_Segui"

#: ui/spt-resend-page.ui
msgid "Fix and Send Again"
msgstr "Correggi e reinvia"

#: ui/spt-send-dialog.ui
msgid "What the update replaces"
msgstr "Che cosa sostituisce l'aggiornamento"

#: ui/spt-submission-page.ui
msgid "Copy the Number"
msgstr "Copia il numero"

#: ui/spt-submission-page.ui
msgid "_Copy the Number of the Upload"
msgstr "_Copia il numero del caricamento"

#: src/ui/spt-submission-actions.c
msgid "Saved: the rows as they came, each with what became of it"
msgstr "Salvato: le righe com'erano, ciascuna con il suo esito"

#. Translators: name of a file. Nothing of whom it is about may stand in it.
#: src/ui/spt-submission-actions.c
msgid "Export the Original Sheet"
msgstr "Esporta il foglio originale"

#: src/ui/spt-submission-actions.c
msgid "outcomes.csv"
msgstr "esiti.csv"

#. Translators: %s is the name of a file
#: src/ui/spt-submission-page.c
#, c-format
msgid "Export the original sheet with the outcomes (%s)…"
msgstr "Esporta il foglio originale con gli esiti (%s)…"

#: src/cli/spt-cli-account.c
#, c-format
msgid "“%s” is of another service or environment, where another key counts"
msgstr "“%s” è di un altro servizio o ambiente, dove vale un'altra chiave"

#: src/cli/spt-cli-account.c
msgid ""
"--share-credential-of takes the secrets of that account: --secrets-stdin "
"does not go with it"
msgstr ""
"--share-credential-of usa i segreti di quell'account: --secrets-stdin non va "
"con essa"

#: src/cli/spt-cli-account.c
msgid "Key shared with"
msgstr "Chiave condivisa con"

#: src/cli/spt-cli-account.c
msgid ""
"adds an account; secrets are asked for, read as KEY=VALUE lines, or those of "
"another account"
msgstr ""
"aggiunge un account; i segreti vengono chiesti, letti come righe KEY=VALUE o "
"sono quelli di un altro account"

#: src/ui/spt-account-dialog.c
#, c-format
msgid ""
"The key is shared by %s account: changed here, it is changed for all and "
"tested with all."
msgid_plural ""
"The key is shared by %s accounts: changed here, it is changed for all and "
"tested with all."
msgstr[0] ""
"La chiave è condivisa da %s account: cambiata qui, è cambiata e verificata "
"per tutti."
msgstr[1] ""
"La chiave è condivisa da %s account: cambiata qui, è cambiata e verificata "
"per tutti."

#: src/ui/spt-account-duplicate.c
msgid "The body's name has 140 characters at most."
msgstr "Il nome dell'ente ha al massimo 140 caratteri."

#: src/ui/spt-account-duplicate.c
msgid "The tax code of the body has 11 digits."
msgstr "Il codice fiscale dell'ente ha 11 cifre."

#. Translators: %s is the name of an account
#: src/ui/spt-account-duplicate.c
#, c-format
msgid "The account %s answers for this body already."
msgstr "L'account %s risponde già per questo ente."

#: src/ui/spt-account-duplicate.c
msgid ""
"A name has letters without accents, digits, point, hyphen and underscore; 64 "
"at most."
msgstr ""
"Un nome ha lettere senza accenti, cifre, punto, trattino e trattino basso; "
"al massimo 64."

#. Translators: %1$s is the name of an account, %2$s an environment
#: src/ui/spt-account-duplicate.c
#, c-format
msgid ""
"Broker, settings and key are those of %1$s, in %2$s. The key is shared: "
"changed once, it is changed for all."
msgstr ""
"Intermediario, impostazioni e chiave sono quelli di %1$s, in %2$s. La chiave "
"è condivisa: cambiata una volta, è cambiata per tutti."

#: src/ui/spt-account-filter.c
msgid "All Accounts"
msgstr "Tutti gli account"

#. Translators: of how many creditor bodies the last test said that the key may be used
#: src/ui/spt-account-groups.c
#, c-format
msgid "It answers for %1$s of %2$s"
msgstr "Risponde per %1$s enti su %2$s"

#. Translators: %1$s is a service, %2$s a sentence
#: src/ui/spt-account-groups.c
#, c-format
msgid "%1$s · %2$s"
msgstr "%1$s · %2$s"

#: src/ui/spt-account-groups.c
#, c-format
msgid "Key shared by %s account"
msgid_plural "Key shared by %s accounts"
msgstr[0] "Chiave condivisa da %s account"
msgstr[1] "Chiave condivisa da %s account"

#: src/ui/spt-account-groups.c
msgid "_Test the Key"
msgstr "_Verifica la chiave"

#: src/ui/spt-account-groups.c
msgid "Find out for which bodies the key may be used"
msgstr "Controlla per quali enti la chiave può essere usata"

#: src/ui/spt-account-groups.c
msgid "With a Key of Their Own"
msgstr "Con una chiave propria"

#: src/ui/spt-accounts-page.c
#, c-format
msgid "The key answers for the body"
msgid_plural "The key answers for all %s bodies"
msgstr[0] "La chiave risponde per l'ente"
msgstr[1] "La chiave risponde per tutti i %s enti"

#. Translators: numbers of creditor bodies
#: src/ui/spt-accounts-page.c
#, c-format
msgid "The key answers for %1$s of %2$s bodies"
msgstr "La chiave risponde per %1$s enti su %2$s"

#: src/ui/spt-body-filter.c
msgid "All Bodies"
msgstr "Tutti gli enti"

#: src/ui/spt-body-filter.c
msgid "Creditor body"
msgstr "Ente creditore"

#: src/ui/spt-bulk-edit-dialog.c
#, c-format
msgid "Change %s Position"
msgid_plural "Change %s Positions"
msgstr[0] "Modifica %s posizione"
msgstr[1] "Modifica %s posizioni"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Change"
msgstr "Cambiano"

#. Translators: a text before and after
#: src/ui/spt-bulk-edit-dialog.c
#, c-format
msgid "%1$s → %2$s"
msgstr "%1$s → %2$s"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Without a name"
msgstr "Senza nome"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Then to fix"
msgstr "Poi da correggere"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Of these then to fix"
msgstr "Di queste poi da correggere"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Of these no longer to fix"
msgstr "Di queste non più da correggere"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Stay as they are"
msgstr "Restano come sono"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Left out, because they are under way"
msgstr "Lasciate fuori, perché in corso di invio"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Trying it out…"
msgstr "Prova in corso…"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Say what to write, and it is tried out before anything changes."
msgstr "Indicare che cosa scrivere: viene provato prima che qualcosa cambi."

#: src/ui/spt-bulk-edit-dialog.c src/ui/spt-bulk-edit-fields.c
msgid "Yes"
msgstr "Sì"

#: src/ui/spt-bulk-edit-dialog.c src/ui/spt-bulk-edit-fields.c
msgid "No"
msgstr "No"

#: src/ui/spt-bulk-edit-dialog.c
msgid "New text"
msgstr "Nuovo testo"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Days, with a minus for earlier"
msgstr "Giorni, con il meno per anticipare"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Percentage, with a minus for less"
msgstr "Percentuale, con il meno per diminuire"

#: src/ui/spt-bulk-edit-dialog.c
msgid "New value"
msgstr "Nuovo valore"

#: src/ui/spt-bulk-edit-dialog.c
msgid "From"
msgstr "Da"

#: src/ui/spt-bulk-edit-dialog.c
msgid "To the nearest"
msgstr "Al più vicino multiplo di"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Taking Back the Change"
msgstr "Annullamento della modifica"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Changing the Positions"
msgstr "Modifica delle posizioni"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Nothing had to be changed"
msgstr "Non c'era nulla da cambiare"

#: src/ui/spt-bulk-edit-dialog.c
#, c-format
msgid "%s position changed, those under way left as they are"
msgid_plural "%s positions changed, those under way left as they are"
msgstr[0] "%s posizione modificata, quelle in corso di invio restano come sono"
msgstr[1] "%s posizioni modificate, quelle in corso di invio restano come sono"

#: src/ui/spt-bulk-edit-dialog.c
#, c-format
msgid "%s position changed"
msgid_plural "%s positions changed"
msgstr[0] "%s posizione modificata"
msgstr[1] "%s posizioni modificate"

#. Translators: numbers of positions
#: src/ui/spt-bulk-edit-dialog.c
#, c-format
msgid "Taken back in %1$s; %2$s edited since or under way stay as they are"
msgstr ""
"Modifica annullata in %1$s posizioni; %2$s modificate dopo o in corso di "
"invio restano come sono"

#: src/ui/spt-bulk-edit-dialog.c
#, c-format
msgid "Taken back in %s position"
msgid_plural "Taken back in %s positions"
msgstr[0] "Modifica annullata in %s posizione"
msgstr[1] "Modifica annullata in %s posizioni"

#: src/ui/spt-bulk-edit-dialog.c
msgid "This change cannot be taken back any more"
msgstr "Questa modifica non può più essere annullata"

#: src/ui/spt-bulk-edit-dialog.c
msgid "Stopped: nothing was changed"
msgstr "Interrotto: nulla è stato cambiato"

#: src/ui/spt-bulk-edit-dialog.c
msgid "_Take Back"
msgstr "_Annulla la modifica"

#: src/ui/spt-bulk-edit-dialog.c
msgid "There is no change to take back"
msgstr "Non ci sono modifiche da annullare"

#. Translators: %1$s is a change such as "Due date: 30 days later"
#: src/ui/spt-bulk-edit-dialog.c
#, c-format
msgid ""
"%1$s, in %2$s position. What was edited since, or is under way, stays as it "
"is."
msgid_plural ""
"%1$s, in %2$s positions. What was edited since, or is under way, stays as it "
"is."
msgstr[0] ""
"%1$s, in %2$s posizione. Ciò che è stato modificato dopo, o è in corso di "
"invio, resta com'è."
msgstr[1] ""
"%1$s, in %2$s posizioni. Ciò che è stato modificato dopo, o è in corso di "
"invio, resta com'è."

#: src/ui/spt-bulk-edit-dialog.c
msgid "Take the last change back?"
msgstr "Annullare l'ultima modifica?"

#: src/ui/spt-bulk-edit-fields.c
msgid "Write a value"
msgstr "Scrivere un valore"

#: src/ui/spt-bulk-edit-fields.c
msgid "Empty"
msgstr "Svuotare"

#: src/ui/spt-bulk-edit-fields.c
msgid "Replace part of the text"
msgstr "Sostituire una parte del testo"

#: src/ui/spt-bulk-edit-fields.c
msgid "Move by days"
msgstr "Spostare di giorni"

#: src/ui/spt-bulk-edit-fields.c
msgid "Copy from another field"
msgstr "Copiare da un altro campo"

#: src/ui/spt-bulk-edit-fields.c
msgid "Change by a percentage"
msgstr "Variare di una percentuale"

#: src/ui/spt-bulk-edit-fields.c
msgid "Round"
msgstr "Arrotondare"

#. Translators: %s is a field
#: src/ui/spt-bulk-edit-fields.c
#, c-format
msgid "%s: emptied"
msgstr "%s: svuotato"

#. Translators: %1$s is a field, the others are texts
#: src/ui/spt-bulk-edit-fields.c
#, c-format
msgid "%1$s: “%2$s” instead of “%3$s”"
msgstr "%1$s: «%2$s» al posto di «%3$s»"

#. Translators: %s is a field
#: src/ui/spt-bulk-edit-fields.c
#, c-format
msgid "%s: %d day earlier"
msgid_plural "%s: %d days earlier"
msgstr[0] "%s: %d giorno prima"
msgstr[1] "%s: %d giorni prima"

#: src/ui/spt-bulk-edit-fields.c
#, c-format
msgid "%s: %d day later"
msgid_plural "%s: %d days later"
msgstr[0] "%s: %d giorno dopo"
msgstr[1] "%s: %d giorni dopo"

#. Translators: both are fields
#: src/ui/spt-bulk-edit-fields.c
#, c-format
msgid "%1$s: copied from “%2$s”"
msgstr "%1$s: copiato da «%2$s»"

#. Translators: %1$s is a field, %2$s an amount
#: src/ui/spt-bulk-edit-fields.c
#, c-format
msgid "%1$s: rounded to %2$s €"
msgstr "%1$s: arrotondato a %2$s €"

#: src/ui/spt-positions-columns.c
msgid "Notice Number"
msgstr "Numero avviso"

#: src/ui/spt-positions-columns.c
msgid "Payments"
msgstr "Pagamenti"

#: src/ui/spt-positions-columns.c
msgid "Payable From"
msgstr "Pagabile dal"

#: src/ui/spt-positions-columns.c
msgid "Kind of Due"
msgstr "Tipo di dovuto"

#: src/ui/spt-positions-columns.c
msgid "Name of the Body"
msgstr "Nome dell'ente"

#: src/ui/spt-positions-columns.c
msgid "Import"
msgstr "Importazione"

#: src/ui/spt-positions-columns.c
msgid "Row in the File"
msgstr "Riga nel file"

#: src/ui/spt-positions-columns.c
msgid "Last Change"
msgstr "Ultima modifica"

#. Translators: %2$s is a number of creditor bodies, 2 at least; %3$s is an environment: "Production", "Test", "Practice"
#: src/ui/spt-send-review.c
#, c-format
msgid "Send %1$s Position of %2$s Bodies to %3$s"
msgid_plural "Send %1$s Positions of %2$s Bodies to %3$s"
msgstr[0] "Invia %1$s posizione di %2$s enti in %3$s"
msgstr[1] "Invia %1$s posizioni di %2$s enti in %3$s"

#: src/ui/spt-send-review.c
msgid "Several accounts answer for this body"
msgstr "Più account rispondono per questo ente"

#: src/ui/spt-send-review.c
msgid "These positions name no body of their own"
msgstr "Queste posizioni non indicano un ente"

#: src/ui/spt-send-review.c
msgid "Creditor Body"
msgstr "Ente creditore"

#: src/ui/spt-send-review.c
msgid "Where to"
msgstr "Destinazione"

#: src/ui/spt-send-review.c
msgid ""
"Each body's account of this environment is used; the environments are never "
"mixed"
msgstr ""
"Di ogni ente viene usato l'account di questo ambiente; gli ambienti non "
"vengono mai mescolati"

#: src/ui/spt-send-review.c
msgid "_Accounts"
msgstr "_Account"

#: src/ui/spt-send-review.c
#, c-format
msgid "No account answers for their body: %s"
msgstr "Nessun account risponde per il loro ente: %s"

#. Translators: %1$s is an environment, %2$s a number of positions
#: src/ui/spt-send-review.c
#, c-format
msgid "No account answers for their body in %1$s: %2$s"
msgstr "Nessun account risponde per il loro ente in %1$s: %2$s"

#. Translators: %1$s is an environment, %2$s a number of positions
#: src/ui/spt-send-review.c
#, c-format
msgid "Bound to an account in %1$s: %2$s"
msgstr "Legate a un account in %1$s: %2$s"

#: ui/spt-account-duplicate.ui
msgid "Account for Another Body"
msgstr "Account per un altro ente"

#: ui/spt-account-duplicate.ui
msgid "Tax code of the body"
msgstr "Codice fiscale dell'ente"

#: ui/spt-account-duplicate.ui
msgid "Name of the body"
msgstr "Nome dell'ente"

#: ui/spt-accounts-page.ui
msgid "Search body or account"
msgstr "Cerca ente o account"

#: ui/spt-accounts-page.ui
msgid "No account answers to this search."
msgstr "Nessun account risponde a questa ricerca."

#: ui/spt-bulk-edit-dialog.ui
msgid "Edit Many Positions"
msgstr "Modifica di più posizioni"

#: ui/spt-bulk-edit-dialog.ui
msgid "What to do"
msgstr "Che cosa fare"

#: ui/spt-bulk-edit-dialog.ui
msgid "Text to replace"
msgstr "Testo da sostituire"

#: ui/spt-bulk-edit-dialog.ui
msgid "What Changes"
msgstr "Che cosa cambia"

#: ui/spt-bulk-edit-dialog.ui
msgid "The first positions that change"
msgstr "Le prime posizioni che cambiano"

#: ui/spt-bulk-edit-dialog.ui
msgid "Progress"
msgstr "Avanzamento"

#: ui/spt-bulk-edit-dialog.ui
msgid "Nothing is changed then"
msgstr "In tal caso nulla viene cambiato"

#: ui/spt-positions-page.ui
msgid "_Edit Many at Once…"
msgstr "_Modifica più posizioni…"

#: ui/spt-positions-page.ui
msgid "_Take Back the Last Edit of Many…"
msgstr "_Annulla l'ultima modifica di più posizioni…"

#: src/ui/spt-account-groups.c
msgid "Test the Key: For Which Bodies It May Be Used"
msgstr "Verifica la chiave: per quali enti può essere usata"

#: src/ui/form/spt-form-view.c
msgid "_Other Data"
msgstr "_Altri dati"

#: src/ui/form/spt-form-view.c
msgid "Show what the kind of due has filled"
msgstr "Mostra ciò che il tipo di dovuto ha compilato"

#: src/ui/spt-accounts-page.c ui/spt-position-page.ui
msgid "_Kinds of Dues…"
msgstr "_Tipi di dovuto…"

#: src/ui/spt-dues-dialog.c
msgid "This Name Is Taken"
msgstr "Nome già usato"

#: src/ui/spt-dues-dialog.c
msgid "The body has a kind of due of that name already. Choose another one."
msgstr "L'ente ha già un tipo di dovuto con questo nome. Sceglierne un altro."

#: src/ui/spt-dues-dialog.c ui/spt-dues-dialog.ui
msgid "Kinds of Dues"
msgstr "Tipi di dovuto"

#: src/ui/spt-dues-dialog.c
msgid "Notice numbers"
msgstr "Numeri avviso"

#: src/ui/spt-dues-dialog.c
msgid "Typed by hand: no account of this body has a segregation code."
msgstr ""
"Scritti a mano: nessun account di questo ente ha un codice di segregazione."

#: src/ui/spt-dues-dialog.c
msgid "C_onfirm…"
msgstr "C_onferma…"

#: src/ui/spt-dues-dialog.c
msgid "The archive was restored: the next number has to be confirmed first."
msgstr ""
"L'archivio è stato ripristinato: prima va confermato il prossimo numero."

#: src/ui/spt-dues-dialog.c
msgid "No number is left with this code."
msgstr "Con questo codice non restano numeri."

#. Translators: the first %s is a two-digit code, the second the IUV that comes next
#: src/ui/spt-dues-dialog.c
#, c-format
msgid "Code %s, the next IUV is %s"
msgstr "Codice %s, il prossimo IUV è %s"

#. In the dialog, for the window's own toasts stand behind it.
#: src/ui/spt-dues-dialog.c
msgid "Kind of due removed"
msgstr "Tipo di dovuto rimosso"

#: src/ui/spt-dues-dialog.c
msgid "New Kind of Due"
msgstr "Nuovo tipo di dovuto"

#: src/ui/spt-dues-dialog.c
msgid "Discard the Changes?"
msgstr "Scartare le modifiche?"

#: src/ui/spt-dues-dialog.c
msgid "What was typed for this kind of due is not saved."
msgstr "Ciò che è stato scritto per questo tipo di dovuto non è salvato."

#: src/ui/spt-iuv-ask.c
msgid "That number was used already."
msgstr "Questo numero è già stato usato."

#: src/ui/spt-iuv-ask.c
msgid "The number has 13 digits at most, and nothing but digits."
msgstr "Il numero ha al massimo 13 cifre, e solo cifre."

#: src/ui/spt-iuv-ask.c
msgid "C_onfirm"
msgstr "C_onferma"

#. Translators: the first %s is a body, the second its two-digit code, the third a number
#: src/ui/spt-iuv-ask.c
#, c-format
msgid ""
"%s, code %s. The archive was restored and cannot know which numbers were "
"given since that copy was made; the last it shows is %s. Type one above "
"every number given since: an IUV used twice cannot be paid."
msgstr ""
"%s, codice %s. L'archivio è stato ripristinato e non può sapere quali numeri "
"siano stati assegnati dopo quella copia; l'ultimo che vi risulta è %s. "
"Indicarne uno maggiore di tutti quelli assegnati da allora: uno IUV usato "
"due volte non è pagabile."

#: src/ui/spt-iuv-ask.c
msgid "Next notice number"
msgstr "Prossimo numero avviso"

#: src/ui/spt-iuv-ask.c
msgid "Which Notice Number Comes Next?"
msgstr "Qual è il prossimo numero avviso?"

#. Translators: %u is which of several instalments
#: src/ui/spt-plan-dialog.c
#, c-format
msgid "Instalment %u"
msgstr "Rata %u"

#. Translators: %s is "Instalment 2"
#: src/ui/spt-plan-dialog.c
#, c-format
msgid "Due date of %s"
msgstr "Scadenza: %s"

#. Translators: of a kind of due
#: src/ui/spt-position-due.c
msgctxt "kind of due"
msgid "None"
msgstr "Nessuno"

#: src/ui/spt-position-due.c
msgid "Document of the Revenue Stamp"
msgstr "Documento della marca da bollo"

#: src/ui/spt-position-due.c
msgid "Take the 3 Off"
msgstr "Togli il 3"

#: src/ui/spt-position-due.c
msgid "Generate"
msgstr "Genera"

#: src/ui/spt-position-due.c
msgid "Choose Document…"
msgstr "Scegli documento…"

#: src/ui/spt-position-due.c
msgid "Divided into instalments"
msgstr "Posizione rateizzata"

#: ui/spt-dues-dialog.ui
msgid "_New Kind"
msgstr "_Nuovo tipo"

#: ui/spt-dues-dialog.ui
msgid "No Kind of Due Yet"
msgstr "Ancora nessun tipo di dovuto"

#: ui/spt-dues-dialog.ui
msgid ""
"A kind of due keeps reason, taxonomy code, IBAN and shares: a new position "
"then asks for debtor, amount and date only."
msgstr ""
"Un tipo di dovuto conserva causale, tassonomia, IBAN e quote: una nuova "
"posizione chiede poi solo debitore, importo e data."

#: ui/spt-plan-dialog.ui
msgid "Divide into Instalments"
msgstr "Rateizza"

#: ui/spt-plan-dialog.ui
msgid "_Divide"
msgstr "_Rateizza"

#: ui/spt-plan-dialog.ui
msgid "Instalments"
msgstr "Rate"

#: ui/spt-plan-dialog.ui
msgid "One instalment"
msgstr "Una rata"

#: ui/spt-plan-dialog.ui
msgid "Every month"
msgstr "Ogni mese"

#: ui/spt-plan-dialog.ui
msgid "Every two months"
msgstr "Ogni due mesi"

#: ui/spt-plan-dialog.ui
msgid "Every three months"
msgstr "Ogni tre mesi"

#: ui/spt-plan-dialog.ui
msgid "On dates of its own"
msgstr "Con date una per una"

#: ui/spt-plan-dialog.ui
msgid "First due date (day/month/year)"
msgstr "Prima scadenza (giorno/mese/anno)"

#: ui/spt-plan-dialog.ui
msgid "Cents that do not divide"
msgstr "Centesimi che non si dividono"

#: ui/spt-plan-dialog.ui
msgid "On the first instalment"
msgstr "Sulla prima rata"

#: ui/spt-plan-dialog.ui
msgid "On the last instalment"
msgstr "Sull'ultima rata"

#: ui/spt-plan-dialog.ui
msgid "Keep the single payment too"
msgstr "Lasciare anche il pagamento unico"

#: ui/spt-plan-dialog.ui
msgid "The payer chooses: all at once, or the instalments."
msgstr "Chi paga sceglie: tutto in una volta, oppure a rate."

#: ui/spt-plan-dialog.ui
msgid "What Will Be"
msgstr "Come sarà"

#: ui/spt-position-page.ui
msgid "Divide into _Instalments…"
msgstr "_Rateizza…"

#: ui/spt-position-page.ui
msgid "Kind of due"
msgstr "Tipo di dovuto"

#: src/ui/spt-finding-table.c
msgid "Correct Here"
msgstr "Correggi qui"

#: src/ui/spt-import-check.c
msgid "Nothing to look at in these rows."
msgstr "Niente da guardare in queste righe."

#: src/ui/spt-import-check.c
msgid "to correct"
msgid_plural "to correct"
msgstr[0] "da correggere"
msgstr[1] "da correggere"

#: src/ui/spt-import-check.c
msgid "duplicate"
msgid_plural "duplicates"
msgstr[0] "doppia"
msgstr[1] "doppie"

#: src/ui/spt-import-check.c
msgid "unreadable"
msgid_plural "unreadable"
msgstr[0] "illeggibile"
msgstr[1] "illeggibili"

#: src/ui/spt-import-check.c
msgid "Layout not remembered"
msgstr "Disposizione non memorizzata"

#. Translators: %s is what somebody called the layout of a file
#: src/ui/spt-import-check.c
#, c-format
msgid "Layout already known: %s"
msgstr "Disposizione già nota: %s"

#. Translators: %s is what somebody called the layout of a file
#: src/ui/spt-import-check.c
#, c-format
msgid "Layout: %s"
msgstr "Disposizione: %s"

#: src/ui/spt-import-check.c
msgid "Duplicate and unreadable rows stay out; the reasons are below."
msgstr "Le righe doppie e illeggibili restano fuori; i motivi sono qui sotto."

#: src/ui/spt-import-check.c
msgid "Show Only These Rows"
msgstr "Mostra solo queste righe"

#: src/ui/spt-import-column-row.c
msgid "Choose a Column"
msgstr "Scegliere una colonna"

#. Translators: one of our columns, and the column of the file that comes into it
#: src/ui/spt-import-column-row.c
#, c-format
msgctxt "column"
msgid "%1$s: %2$s"
msgstr "%1$s: %2$s"

#. Translators: %s is what was written between braces
#: src/ui/spt-import-column-row.c
#, c-format
msgid ""
"The file has no column “%s”. Write the names of columns between braces: "
"{Surname} {Name}."
msgstr ""
"Il file non ha una colonna «%s». Scrivere i nomi delle colonne fra graffe: "
"{Cognome} {Nome}."

#: src/ui/spt-import-column-row.c
msgctxt "column"
msgid "required, still missing"
msgstr "obbligatoria, manca ancora"

#: src/ui/spt-import-column-row.c
msgctxt "column"
msgid "required"
msgstr "obbligatoria"

#: src/ui/spt-import-column-row.c
msgctxt "cell"
msgid "empty"
msgstr "vuota"

#: src/ui/spt-import-columns.c
msgid "The file has no rows"
msgstr "Il file non ha righe"

#. Translators: %s are the names of columns
#: src/ui/spt-import-columns.c
#, c-format
msgid "Still missing: %s"
msgstr "Mancano ancora: %s"

#: src/ui/spt-import-columns.c
#, c-format
msgid "%u More Column"
msgid_plural "%u More Columns"
msgstr[0] "Un'altra colonna"
msgstr[1] "Altre %u colonne"

#. Translators: %s is a group of columns: "Transfer 2"
#: src/ui/spt-import-columns.c
#, c-format
msgid "Add “%s”"
msgstr "Aggiungi «%s»"

#: src/ui/spt-import-columns.c
msgctxt "columns"
msgid "General"
msgstr "Generale"

#: src/ui/spt-import-columns.c
msgid "Comma: 1.234,50"
msgstr "Virgola: 1.234,50"

#: src/ui/spt-import-columns.c
msgid "Found from the amounts"
msgstr "Dedotto dagli importi"

#: src/ui/spt-import-columns.c
msgid "Point: 1,234.50"
msgstr "Punto: 1,234.50"

#: src/ui/spt-import-dialog.c
msgid "Reading the File"
msgstr "Lettura del file"

#: src/ui/spt-import-dialog.c
msgid "Saving the Rows That Stay Out"
msgstr "Salvataggio delle righe scartate"

#: src/ui/spt-import-dialog.c
msgid "Taking the Import Back"
msgstr "Annullamento dell'importazione"

#: src/ui/spt-import-dialog.c
msgid "Stopped: the import stays as it was."
msgstr "Interrotto: l'importazione resta com'era."

#: src/ui/spt-import-dialog.c
msgid "Stopped: nothing has changed."
msgstr "Interrotto: non è cambiato niente."

#. Translators: %s is the name of a file
#: src/ui/spt-import-dialog.c
#, c-format
msgid ""
"The rows that stay out are in %s, each with its reason. Nothing came in."
msgstr ""
"Le righe scartate sono in %s, ciascuna con il motivo. Non è entrato niente."

#: src/ui/spt-import-mend.c
msgid "_Correct"
msgstr "_Correggi"

#: src/ui/spt-import-mend.c
msgid "Correct value"
msgstr "Valore corretto"

#: src/ui/spt-import-picker.c
msgid "The same text in all rows"
msgstr "Valore fisso in tutte le righe"

#: src/ui/spt-import-picker.c
msgid "Two columns joined"
msgstr "Due colonne unite"

#: src/ui/spt-import-picker.c
msgid "A template"
msgstr "Modello libero"

#: src/ui/spt-import-picker.c
msgid "Nothing"
msgstr "Niente"

#: src/ui/spt-import-picker.c
msgid "Columns of the file"
msgstr "Colonne del file"

#: src/ui/spt-import-picker.c
msgid "Search columns"
msgstr "Cerca fra le colonne"

#: src/ui/spt-import-words.c
msgid ""
"A spreadsheet or CSV table with one row for each payment, whatever its "
"columns are called; or the service's own JSON, also zipped. Everything is "
"checked first: nothing comes in before you say so."
msgstr ""
"Un foglio di calcolo o una tabella CSV con una riga per pagamento, comunque "
"si chiamino le colonne; oppure il JSON del servizio, anche compresso. Prima "
"si controlla tutto: niente entra senza conferma."

#: src/ui/spt-import-words.c
msgid "The import was stopped: no position came in."
msgstr "Importazione interrotta: non è entrata nessuna posizione."

#: src/ui/spt-import-work.c
msgid "separated by semicolons"
msgstr "separati da punto e virgola"

#: src/ui/spt-import-work.c
msgid "separated by commas"
msgstr "separati da virgole"

#: src/ui/spt-import-work.c
msgid "separated by tabs"
msgstr "separati da tabulazioni"

#: src/ui/spt-import-work.c
msgid "separated by vertical bars"
msgstr "separati da barre verticali"

#: src/ui/spt-import-work.c
msgid "Workbook"
msgstr "Cartella di lavoro"

#. Translators: %s is the name of one sheet of a workbook
#: src/ui/spt-import-work.c
#, c-format
msgid "Workbook, sheet “%s”"
msgstr "Cartella di lavoro, foglio «%s»"

#: src/ui/spt-import-work.c
msgid "The service's own JSON"
msgstr "JSON del servizio"

#: src/ui/spt-import-work.c
msgid "Generated"
msgstr "Generato da Sportello"

#: src/ui/spt-import-work.c
msgid "From the account"
msgstr "Dall'account"

#: src/ui/spt-issue-row.c
msgid "Emptied. It is being checked again."
msgstr "Svuotato. Nuovo controllo in corso."

#. Translators: %s is what a person wrote instead of a faulty value
#: src/ui/spt-issue-row.c
#, c-format
msgid "Corrected: %s. It is being checked again."
msgstr "Corretto: %s. Nuovo controllo in corso."

#: src/ui/spt-issue-row.c
msgctxt "finding"
msgid "Corrected"
msgstr "Corretto"

#: ui/spt-import-check.ui
msgid "C_hange"
msgstr "_Cambia"

#: ui/spt-import-check.ui
msgid "Change the Layout"
msgstr "Cambia disposizione"

#: ui/spt-import-check.ui
msgid "Cha_nge"
msgstr "Ca_mbia"

#: ui/spt-import-check.ui
msgid "Change the Creditor Body"
msgstr "Cambia ente creditore"

#: ui/spt-import-check.ui
msgid "Checking again…"
msgstr "Nuovo controllo in corso…"

#: ui/spt-import-check.ui
msgid "_Save the Rows That Stay Out…"
msgstr "_Salva le righe scartate…"

#: ui/spt-import-choose.ui
msgid "C_hange…"
msgstr "_Cambia…"

#: ui/spt-import-choose.ui
msgid "Sheet"
msgstr "Foglio"

#: ui/spt-import-choose.ui
msgid "The file does not say whose the rows are"
msgstr "Il file non dice di quale ente sono le righe"

#: ui/spt-import-choose.ui
msgid "Generate missing IUVs"
msgstr "Genera gli IUV mancanti"

#: ui/spt-import-choose.ui
msgid "A row without one gets the next notice number of the body"
msgstr "Una riga senza IUV riceve il prossimo numero di avviso dell'ente"

#: ui/spt-import-choose.ui
msgid "C_ontinue"
msgstr "C_ontinua"

#: ui/spt-import-columns.ui
msgid "Previous Example Row"
msgstr "Riga di esempio precedente"

#: ui/spt-import-columns.ui
msgid "Next Example Row"
msgstr "Riga di esempio successiva"

#: ui/spt-import-columns.ui
msgid ""
"For each of our columns, what comes into it from the file. On the right is "
"how it would come in."
msgstr ""
"Per ogni colonna di Sportello, che cosa vi entra dal file; accanto, come "
"entrerebbe."

#: ui/spt-import-columns.ui
msgid "Column names are in row"
msgstr "Intestazione alla riga"

#: ui/spt-import-columns.ui
msgid "Decimal sign of amounts"
msgstr "Segno decimale degli importi"

#: ui/spt-import-columns.ui
msgid "The amounts alone do not say it"
msgstr "Gli importi da soli non lo dicono"

#: ui/spt-import-columns.ui
msgid "Columns Not Used"
msgstr "Colonne non usate"

#: ui/spt-import-columns.ui
msgid "They stay out; the file keeps them."
msgstr "Restano fuori; il file le conserva."

#: ui/spt-import-columns.ui
msgid "The next file with the same columns is recognised by itself."
msgstr "Il prossimo file con le stesse colonne viene riconosciuto da solo."

#: ui/spt-import-columns.ui
msgid "Remember this layout as"
msgstr "Ricorda questa disposizione come"

#: ui/spt-import-columns.ui
msgid "_Check the File"
msgstr "_Controlla il file"

#: ui/spt-import-dialog.ui
msgid "Check _Again"
msgstr "C_ontrolla di nuovo"
