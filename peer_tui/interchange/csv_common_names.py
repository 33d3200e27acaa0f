"""Names of columns as people write them in lists of their own, and as shops' programs do.

In Dutch, English, French, German, Italian, Japanese and Spanish. What is made of usual words
("Mobile No", "City - Home") needs no line here: `csv_words` understands it. A data table.
"""

COMMON_NAMES = """
given = Christian Name
family = Familienname | Family Name | Apellido | Primer apellido |
    Name (Adressattyp natürl. Person)
infix = Tussenvoegsel | Tussenvoegsels | Voorvoegsel | Namensvorsatz
additional = M.I. | MI | Middle Initial | Second Name | Zweiter Vorname
prefix = Civilité | Aanhef | Mr./Ms./... | Trattamento | Título
academic = Titel/Akad. Grad | Akad. Titel | Akademischer Titel
suffix = Sufijo | 敬称
nickname = Known as | Goes by | Preferred Name | Roepnaam | Rufname
name = Contact Person | Primary Contact | Attendee Name | Guest Name | Member Name | Student Name |
    Recipient Name | Name of client | First & Last Name | First and Last Name |
    Vor- und Nachname | Vorname und Nachname | Name, Vorname | Ansprechpartner |
    Ansprechpartnerin | Kundenname | Nom et prénom | Nom Prénom | Prénom Nom |
    Nombre y apellidos | Nome e cognome | Nome completo | Nominativo | Contactpersoon | Cliente |
    Cognome e nome | 氏名 | お名前 |
    Customer Full Name | Kontakt | Kontaktperson | Interlocuteur | Persona de contacto | Referente
organisation = Firmenname | Raison sociale | Razón social | Ragione sociale | Bedrijfsnaam | Ditta |
    Betrieb | Accounts | Companies | Firm | Firm Name | Trading Name | Shop Name |
    Company/Organisation | Name (Adressattyp Unternehmen) | Nom de l'entreprise
job_title = Ruolo | Mansione | Tätigkeit
notes = Background | Background Info | About | Details | Additional Info |
    Anmerkung | Beschreibung | Kommentare | Commentaire | Commentaires | Observations |
    Observaciones | Comentarios | Comentario | Osservazioni | Opmerking
tags = Gruppe | Gruppen | Groupe | Groupes | Grupo | Grupos | Gruppo | Groep | Categoría |
    Categoria | Étiquettes | Etiquetas | Etichette | Schlagwörter | Schlagworte | 分類
birthday = D.O.B. |
    Date Of Birth (DD/MM/YYYY) | geb. | geb. am | Geb.-Datum | Geburtstag und -jahr |
    Né(e) le | Né le | Date anniversaire | Cumpleaños
anniversary = Aniversario | Hochzeitstag | Wedding Date | Mariage
phone = SMS | Alt Phone | Alternate Phone | Evening Phone | Daytime Phone | Rufnummer | Numéro |
    Tel.-Nr. | Telefonnr. | Festnetz | Fixe | Fijo | Landline |
    Contact No | Contact Number | Contact Nos | 電話番号 | 電話
phone.WhatsApp = WhatsApp | WhatsApp Number | WhatsApp No
phone.direct = Direct Phone | Direct Line | DDI | DDI Number | Durchwahl
phone.mobile = 06-nummer | GSM | Handy-Nr. | Funk
phone.fax = Telefax | Télécopie
phone.main = Haupttelefon | Téléphone principal | Hoofdtelefoon | Teléfono principal |
    Telefono principale
phone.assistant = Asst. Phone | Teléfono del ayudante
phone.car = Teléfono del automóvil
phone.pager = Localizador
email = Adresse de courrier | Posta elettronica | Indirizzo e-mail | Indirizzo email | E-Mail ID
url = Home Page | Sites | Site | Sito | Sitio web | Sito web | Site internet |
    Page d'accueil
url.work = Sito web 1
url.home = Sito web 2
url.LinkedIn = LinkedIn Profile URL | LinkedIn Profil
url.Instagram = Instagram | Instagram URL
url.Facebook = Facebook | Facebook URL | Facebook Profile
messenger = Messenger ID
messenger.Skype = Skype Name | SkypeName
address..whole = Domicilio | Adresse postale | 住所
address..street = To 1 | To 2 | To 3 | To 4 | To 5 | Straat | Straatnaam |
    Straße und Hausnummer | Straße/Hausnr. | Str. |
    Straße, Hausnummer | Straße + Nr.
address..house_number = Hausnummer | Hausnr. | Huisnummer | Huisnr. | Numero civico | Civico
address..house_first = House Number | House No | House Name | Numéro de rue | Street Number
address..extended = Apartment Suite | Adresszusatz | Complément d'adresse | Toevoeging
address..postal_code = CP | C.P. | CAP | Pincode | Pin Code | Eircode
address..city = Wohnort | PLZ/Ort | PLZ Ort | PLZ, Ort | Población | Localidad | Comune |
    Località | Suburb | Woonplaats | Stad
address..region = Prov.
address..country = Nazione | Paese
address.home.region = Provincia o estado de residencia
address.home.postal_code = Código postal de residencia
address.work.street = Werkadres, straat | Gatuadress, arbete
address.work.postal_code = Postnr, arbete
address.work.po_box = Postfach geschäftlich
address.home.street = Huisadres, straat | Gatuadress, hem
address.other.street = Ander adres, straat | Gatuadress, annan
phone.work = Telefon, arbete | Telefon dienstlich
phone.work fax = Fax, arbete
ignored = E-mail Type | E-mail 2 Type | E-mail 3 Type | E-mail Display Name |
    E-mail 2 Display Name | E-mail 3 Display Name | Sensitivity | E-Mail-Typ | E-Mail 2: Typ |
    E-Mail 3: Typ | E-Mail: Angezeigter Name | E-Mail 2: Angezeigter Name |
    E-Mail 3: Angezeigter Name | Vertraulichkeit | Type de messagerie |
    Nom complet de l'adresse de messagerie | Type e-mail | Weergavenaam voor e-mail |
    Tipo de correo electrónico | Nombre de pantalla de correo electrónico |
    電子メールの種類 | 電子メール表示名
note.Spouse = Cónyuge | Spouse's name
note.Assistant = Nombre del ayudante
note.Office = Büro
note.User = Benutzer | User 1 | User 2 | User 3 | User 4 | Utilisateur | Gebruiker | Usuario
"""
"""Per line, indented lines going on: `field = name | name ...`; fields as in `csv_columns`."""
