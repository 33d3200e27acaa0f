"""Names of columns in the CSV exports of Outlook, Thunderbird and Windows Live Mail.

In Danish, Dutch, English, French, German, Italian, Japanese, Polish, Portuguese, Russian,
Spanish, Swedish and Turkish: what each program itself writes. A data table: it may be long.
"""

LOCAL_NAMES = """
given = First Name | Fornavn | Vorname | Nombre | Prénom | Nome | 名 | Voornaam | Imię |
    Primeiro nome | Имя | Förnamn | İlk Adı
family = Last Name | Efternavn | Nachname | Apellidos | Nom de famille | Cognome | 姓 |
    Achternaam | Nazwisko | Sobrenome | Фамилия | Efternamn | Nom | Soyadı
name = Display Name | Vis navn | Anzeigename | Nombre mostrado | Nom à afficher |
    Nome visualizzato | 表示名 | Weergavenaam | Wyświetlana nazwa | Apresentar como |
    Отображаемое имя | Kortnamn | Name | Navn | Naam | Nazwa | Namn | Ad | 名前
nickname = Nickname | Alias | Spitzname | Apodo | Surnom | Soprannome | ニックネーム | Bijnaam |
    Pseudonim | Apelido | Псевдоним | Smeknamn | Kaldenavn | Pseudo | Przydomek | Rumuz
email = Primary Email | Secondary Email | Primær mail | Sekundær mail | Primäre E-Mail-Adresse |
    Sekundäre E-Mail-Adresse | Dirección de correo electrónico principal |
    Dirección de correo electrónico secundaria | Adresse électronique principale |
    Adresse électronique secondaire | E-mail primaria | E-mail secondaria | メールアドレス |
    別のメールアドレス | Eerste e-mail | Tweede e-mail | Podstawowy e-mail | Dodatkowy e-mail |
    Email primário | Email secundário | Адрес электронной почты |
    Альтернативный адрес электронной почты | E-postadress | Annan e-post | E-mail Address |
    E-mail 2 Address | E-mail 3 Address | E-mail-adresse | E-mail 2-adresse | E-mail 3-adresse |
    Dirección del correo electrónico 3 | Adresse de messagerie | Indirizzo posta elettronica |
    E-mailadres | Adres e-mail | Адрес эл. почты | Адрес 2 эл. почты | Адрес 3 эл. почты |
    Elektronik Posta Adresi | Elektronik Posta 2 Adres | Elektronik Posta 3 Adres |
    電子メール アドレス | 電子メール 2 アドレス | 電子メール 3 アドレス |
    Dirección de correo electrónico | Indirizzo di posta elettronica | Endereço de Email |
    E-posta Adresi
messenger = Screen Name | Skærmnavn | Messenger-Name | Nombre en pantalla | Nom de l'écran |
    Nome Instant Messenger | スクリーンネーム | Schermnaam | Komunikator AIM | Nome de tela |
    Интернет-пейджер | Skärmnamn
phone.work = Work Phone | Arbejdstelefon | Tel. dienstlich | Teléfono (Trabajo) |
    Tél. professionnel | Telefono ufficio | 勤務先の電話番号 | Telefoon werk | Telefonu służbowy |
    Telefone comercial | Рабочий телефон | Telefon arbete | Business Phone | Telefon (arbejde) |
    Telefon 2 (arbejde) | Telefon geschäftlich | Teléfono del trabajo | Téléphone (bureau) |
    Téléphone 2 (bureau) | Ufficio | Telefoon op werk | Telefon służbowy | Телефон раб. 2 |
    Telefon 2, arbete | İş Telefon No | 会社電話 | Telefon (geschäftlich) |
    Téléphone professionnel | Telefono (ufficio) | 勤務先電話番号 | Telefon, företag | İş Telefonu
phone.home = Home Phone | Hjemmetelefon | Tel. privat | Teléfono particular | Tél. personnel |
    Telefono casa | 自宅の電話番号 | Telefoon thuis | Telefon domowy | Telefone residencial |
    Домашний телефон | Telefon hem | Telefon (privat) | Telefon 2 (privat) | Telefon privat |
    Particular | Téléphone (domicile) | Téléphone 2 (domicile) | Abitazione | Телефон дом. 2 |
    Telefon 2, hem | Ev Telefonu | 自宅電話 | Téléphone domicile | Telefono (abitazione) |
    自宅電話番号 | Telefon, hem
phone.work fax = Fax Number | Faxnummer | Fax-Nummer | Fax | Numero fax | FAX 番号 | Numer faksu |
    Número do fax | Номер факса | Business Fax | Fax (arbejde) | Fax geschäftlich |
    Télécopie (bureau) | Fax (uff.) | Fax op werk | Faks służbowy | Fax comercial | Рабочий факс |
    Fax arbete | İş Faks No | 会社 FAX | Fax (geschäftlich) | Fax del trabajo |
    Télécopie professionnelle | Fax (ufficio) | 勤務先ファックス | Fax werk | Fax, företag |
    İş Faksı
phone.pager = Pager Number | Personsøgernummer | Pager-Nummer | Buscapersonas | Pager |
    Numero cercapersone | ポケットベル番号 | Piepernummer | Número do pager | Номер пейджера |
    Personsökare | Personsøger | Récepteur de radiomessagerie | Cercapersone | Пейджер |
    Çağrı Cihazı | ポケットベル | Radiomessagerie
phone.mobile = Mobile Number | Mobilnummer | Mobil-Tel.-Nr. | Teléfono móvil | Portable |
    Numero cellulare | 携帯電話番号 | Mobiel nummer | Numer telefonu komórkowego |
    Número celular | Номер сотового телефона | Mobiltelefon | Mobile Phone | Tél. mobile |
    Cellulare | Mobiele telefoon | Telefon komórkowy | Telefone celular | Телефон переносной |
    Cep Telefonu | 携帯電話 | Téléphone mobile | Celular | Мобильный телефон
address.home.street = Home Address | Hjemmeadresse | Privat: Adresse | Dirección personal |
    Adresse privée | Indirizzo di casa | 番地 (自宅) | Adres | Adres domowy | Endereço | Адрес |
    Hemadress (rad 1) | Hemadress (rad 2) | Home Street | Privatadresse | Gade (privat) |
    Gade 2 (privat) | Gade 3 (privat) | Adresse privat | Straße privat | Dirección particular |
    Adresse personnelle | Rue (domicile) | Indirizzo casa | Via (ab.) | Adres thuis | Huisadres |
    Adres domowy - ulica | Adres domowy - ulica (2) |
    Adres domowy - ulica (3) | Endereço residencial | Домашний адрес | Улица (дом. адрес) |
    Улица 2 (дом. адрес) | Улица 3 (дом. адрес) | Adress (hem) | Ev Adresi | Ev-Cadde |
    住所 2 (自宅) | 住所 3 (自宅) | Straße (privat) | Calle | 自宅の番地 | Ulica (dom) |
    Rua do Endereço Residencial | Улица | Adress, hem
address.home.city = Home City | Hjemmeby | Privat: Ort | Ciudad donde vive | Ville |
    Città di residenza | 市区町村 (自宅) | Woonplaats | Miasto (dom) | Cidade | Город | Hemort |
    By (privat) | Ort privat | Ville (domicile) | Città (ab.) | Huisadres, plaats |
    Adres domowy - miejscowość | Cidade do endereço residencial | Город (дом. адрес) | Ev-Şehir |
    市町村 (自宅) | Ort (privat) | Ciudad de residencia | 自宅の市区町村 | Plaats thuis | Ort, hem
address.home.region = Home State | Hjemmestat | Privat: Bundesland | Home County | Provincia |
    Pays/État | Provincia di residenza | 郵便番号 (自宅) | Provincie | Województwo (dom) |
    Estado | Штат | (Delstat) | Område (privat) | Bundesland/Kanton privat |
    Dép/Région (domicile) | Provincia (ab.) | Huisadres, provincie | Adres domowy - województwo |
    Область (дом. адрес) | Region, hem | Ev-Bölge | 都道府県 (自宅) | Delstat (privat) |
    Bundesland (privat) | Estado (domicilio particular) | Département (domicile) |
    自宅の都道府県 | Provincie thuis | Estado do Endereço Residencial | Область | Ev İl
address.home.postal_code = Home ZipCode | Hjemmepostnummer | Privat: PLZ | Home Post Code |
    Código postal | Code postal | CAP di residenza | Postcode | Kod pocztowy (dom) | CEP |
    Почтовый индекс | Postnummer | Home Postal Code | Postnummer (privat) | Postleitzahl privat |
    Code postal (domicile) | CAP (ab.) | Huisadres, postcode | Adres domowy - kod pocztowy |
    CEP do endereço residencial | Почтовый код (дом.) | Postnr, hem | Ev-Posta Kodu |
    Postleitzahl (privat) | Código postal del domicilio | 自宅の郵便番号 | Postcode thuis |
    Postnummer, hem
address.home.country = Home Country | Hjemmeland | Privat: Land | País de residencia | Région |
    Nazione di residenza | 国 (自宅) | Land | Państwo (dom) | País | Страна |
    Land/område (privat) | Land/Region privat | Home Country/Region |
    País o región del domicilio | Pays/Région (domicile) | Paese (ab.) | Land/regio (thuis) |
    Adres domowy - kraj/region | País/Região de Residência | Страна или регион (дом. адрес) |
    Land, hem | Ev-Ülke/Bölge | 国 (自宅)/地域 | Land/Region (privat) |
    País o región de residencia | 国または地域 | Land/regio thuis | Kraj/region (dom) |
    País/Região do endereço residencial | Дом. адрес, страна
address.work.street = Work Address | Arbejdsadresse | Dienstlich: Adresse | Dirección de trabajo |
    Adresse professionnelle | Indirizzo di lavoro | 番地 (勤務先) | Werkadres | Adres służbowy |
    Endereço de trabalho | Адрес (раб.) | Адрес 2 (раб.) | Adress arbete (rad 1) |
    Adress arbete (rad 2) | Business Address | Business Street | Gade (arbejde) | Gade 2 (firma) |
    Gade 3 (firma) | Adresse geschäftlich | Straße geschäftlich | Dirección trabajo |
    Calle del trabajo | Rue (bureau) | Indirizzo ufficio | Via (uff.) | Adres werk |
    Adres służbowy - ulica | Endereço comercial | Рабочий адрес | Улица (раб. адрес) |
    Улица 2 (раб. адрес) | Улица 3 (раб. адрес) | Adress (arbete) |
    İş Adresi | İş-Cadde | 番地 (会社) | 住所 2 (会社) | 住所 3 (会社) | Adresse (arbejde) |
    Straße (geschäftlich) | 勤務先の番地 | Ulica (biuro) | Rua do Endereço Comercial |
    Служ. адрес, улица | Adress, företag
address.work.city = Work City | Arbejdsby | Dienstlich: Ort | Ciudad (Trabajo) | Città di lavoro |
    市区町村 (勤務先) | Werklocatie | Miasto (praca) | Cidade de trabalho | Город (раб.) |
    Ort arbete | Business City | By (arbejde) | Ort geschäftlich | Ciudad de trabajo |
    Ville (bureau) | Città (uff.) | Werkadres, plaats | Adres służbowy - miejscowość |
    Город (раб. адрес) | Ort, arbete | İş-Şehir | 市町村 (会社) | Ort (geschäftlich) |
    勤務先の市区町村 | Plaats werk | Miasto (biuro) | Cidade do Endereço Comercial |
    Служ. адрес, город | Ort, företag
address.work.region = Work State | Arbejdsstat | Dienstlich: Bundesland | Work County |
    Provincia (Trabajo) | Provincia di lavoro | 都道府県 (勤務先) | Werkprovincie |
    Województwo (praca) | Estado de trabalho | Штат (раб.) | (Delstat) arbete | Business State |
    Område (arbejde) | Region geschäftlich | Provincia o estado de trabajo | Dép/Région (bureau) |
    Provincia (uff.) | Werkadres, provincie | Adres służbowy - województwo |
    Область (раб. адрес) | Region, arbete | İş-Bölge | 都道府県 (会社) | Delstat (arbejde) |
    Bundesland (geschäftlich) | Estado o provincia del trabajo | Département (bureau) |
    勤務先の都道府県 | Provincie werk | Województwo (biuro) | Estado do Endereço Comercial |
    Служ. адрес, область | Region, företag | İş İl
address.work.postal_code = Work ZipCode | Arbejdspostnummer | Dienstlich: PLZ | Work Post Code |
    Código postal (Trabajo) | CAP di lavoro | 郵便番号 (勤務先) | Werkpostcode |
    Kod pocztowy (praca) | CEP de trabalho | Почтовый индекс (раб.) | Postnummer arbete |
    Business Postal Code | Postnummer (arbejde) | Postleitzahl geschäftlich |
    Código postal del trabajo | Code postal (bureau) | CAP (uff.) | Werkadres, postcode |
    Adres służbowy - kod pocztowy | Индекс (раб. адрес) | Postadress, arbete | İş-Posta Kodu |
    郵便番号 (会社) | Postleitzahl (geschäftlich) | 勤務先の郵便番号 | Postcode werk |
    Kod pocztowy (biuro) | CEP do Endereço Comercial | Служ. адрес, почтовый код |
    Postnummer, företag
address.work.country = Work Country | Arbejdsland | Dienstlich: Land | País (Trabajo) |
    Nazione di lavoro | 国 (勤務先) | Werkland | Państwo (praca) | País de trabalho |
    Страна (раб.) | Land arbete | Business Country | Land/område (arbejde) |
    Land/Region geschäftlich | Business Country/Region | País o región del trabajo |
    Pays/Région (bureau) | Paese (uff.) | Land/regio (werk) | Adres służbowy - kraj/region |
    País/Região da Empresa | Страна или регион (раб. адрес) | Land, arbete | İş-Ülke/Bölge |
    国 (会社)/地域 | Land/Region (geschäftlich) | 勤務先の国または地域 | Land/regio werk |
    Kraj/region (biuro) | País/Região do Endereço Comercial | Служ. адрес, страна | Land, företag
job_title = Job Title | Job titel | Arbeitstitel | Puesto | Profession | Qualifica | 役職 |
    Werkfunctie | Stanowisko | Cargo | Должность | Stilling | Position | Posizione | Functie |
    Befattning | İş Unvanı | Fonction
department = Department | Afdeling | Abteilung | Departamento | Service | Reparto | 部門 |
    Departament | Setor | Отдел | Avdelning | Dział | Bölüm | 部署
organisation = Organization | Organisation | Organización | Société | Organizzazione | 組織 |
    Organisatie | Firma/Organizacja | Empresa | Организация | Företag | Company | Firma |
    Società | Bedrijf | Şirket | 会社名 | Compañía | Компания
url.work = Hjemmeside 1 | Site Web 1 | Strona WWW 1 | Hemsida 1 | Web Page | webside | Webseite |
    Página Web | Page Web | Webpagina | Strona sieci Web | Página da Web | Веб-страница |
    Webbsida | Web Sayfası | Web ページ | Business Web Page | Webside (arbejde) |
    Webseite (geschäftlich) | Página web de la organización | Page Web (bureau) |
    Pagina Web professionale | ビジネス Web ページ | Zakelijke webpagina |
    Firmowa strona sieci Web | Página Comercial da Web | Служебная веб-страница |
    Webbsida, företag | İş Web Sayfası
url.home = Web Page 2 | Hjemmeside 2 | Webseite 2 | Página web 2 | Site Web 2 | Web ページ 2 |
    Webpagina 2 | Strona WWW 2 | Página da web 2 | Веб-страница 2 | Hemsida 2 |
    Personal Web Page | Personlig webside | Webseite (privat) | Página web personal |
    Page Web (domicile) | Pagina Web personale | 個人 Web ページ | Persoonlijke webpagina |
    Osobista strona sieci Web | Página Pessoal da Web | Личная веб-страница | Webbsida, privat |
    Kişisel Web Sayfası
birth_month = Birth Month | Fødselsmåned | Geburtsmonat | Mes de nacimiento | Mois |
    Mese di nascita | 誕生月 | Geboortemaand | Urodziny - Miesiąc | Mês de nascimento |
    Месяц рождения | Födelsemånad
birth_day = Birth Day | Fødselsdag | Geburtstag | Día de nacimiento | Jour | Giorno di nascita |
    誕生日 | Geboortedag | Urodziny - Dzień | Nascimento | День рождения | Födelsedatum
birth_year = Birth Year | Fødselsår | Geburtsjahr | Año de nacimiento | Année de naissance |
    Anno di nascita | 誕生年 | Geboortejaar | Urodziny - Rok | Ano de nascimento | Год рождения |
    Födelseår
notes = Notes | Notater | Notizen | Notas | Note | メモ | Aantekeningen | Notatki | Observações |
    Заметки | Anteckningar | Notities | Anotações | Notlar | Noter | Uwagi | Kommentar
prefix = Anrede | Titolo | Tytuł | Tratamento | Обращение | Unvan | 肩書き
additional = Middle Name | Mellemnavn | Weitere Vornamen | Segundo nombre | Deuxième prénom |
    Secondo nome | Middelste naam | Drugie imię | Segundo nome | Отчество | Mellannamn |
    İkinci Adı | ミドル | 2. Vorname | ミドル ネーム | Nome do Meio | İkinci Ad
suffix = Suffix | Suffiks | Suffixe | Titolo straniero | Achtervoegsel | Sufiks | Sufixo |
    Суффикс | Namnsuffix | Sonek
address.other.street = Other Street | Anden gade | Weitere Straße | Otra calle | Rue (autre) |
    Altra via | Ander adres | Inny adres - ulica | Outro endereço | Улица (другой адрес) |
    Улица 2 (другой адрес) | Улица 3 (другой адрес) | Annan gata | Diğer-Cadde | 番地 (その他) |
    住所 2 (その他) | 住所 3 (その他)
address.other.city = Other City | Anden by | Weiterer Ort | Otra ciudad | Ville (autre) |
    Altra città | Ander adres, plaats | Inny adres - miejscowość | Город (другой адрес) |
    Annan ort | Diğer-Şehir | 市町村 (その他)
address.other.region = Other State | Andet område | Weiteres/r Bundesland/Kanton |
    Otra provincia o estado | Dép/Région (autre) | Altra provincia | Ander adres, provincie |
    Inny adres - województwo | Область (другой адрес) | Annan region | Diğer-Bölge |
    都道府県 (その他)
address.other.postal_code = Other Postal Code | Andet postnummer | Weitere Postleitzahl |
    Otro código postal | Code postal (autre) | Altro CAP | Ander adres, postcode |
    Inny adres - kod pocztowy | Индекс (другой адрес) | Annat postnummer | Diğer-Posta Kodu |
    郵便番号 (その他)
address.other.country = Other Country | Andet land/område | Weiteres/e Land/Region |
    Other Country/Region | Otro país o región | Pays/Région (autre) | Altro paese |
    Land/regio (anders) | Inny adres - kraj/region | Outro País/Região |
    Страна или регион (другой адрес) | Annat land | Diğer-Ülke/Bölge | 国 (その他)/地域
phone.assistant = Assistant's Phone | Assistentens telefon | Telefon Assistent |
    Téléphone de l'assistant(e) | Telefono assistente | Telefoon assistent | Telefon asystenta |
    Telefone do assistente | Телефон помощника | Telefon, assistent | Yardımcının Telefonu |
    秘書の電話
phone.callback = Callback | Tilbagekald | Rückmeldung | Devolución de llamada | Rappel |
    Richiamata automatica | Terugbellen | Wywołanie zwrotne | Retorno de chamada |
    Обратный вызов | Motringning | Geri Arama | コールバック
phone.car = Car Phone | Biltelefon | Autotelefon | Téléphone (voiture) | Telefono auto |
    Autotelefoon | Telefon w samochodzie | Telefone do carro | Телефон в машине | Araç Telefonu |
    自動車電話
phone.main = Company Main Phone | Primær telefon (firma) | Telefon Firma |
    Número de centralita de la organización | Téléphone société | Telefono principale società |
    Hoofdtelefoon bedrijf | Główny telefon do firmy | Telefone principal da empresa |
    Основной телефон организации | Företag, växel | Şirket Santral Telefonu | 会社代表電話
phone.home fax = Home Fax | Fax (privat) | Fax privat | Télécopie (domicile) | Fax (ab.) |
    Fax thuis | Faks domowy | Fax residencial | Домашний факс | Fax, hem | Ev-Faks No | 自宅 FAX |
    Fax particular | Télécopie domicile | Fax (abitazione) | 自宅ファックス | Ev Faksı
phone.other fax = Other Fax | Anden fax | Weiteres Fax | Otro fax | Télécopie (autre) |
    Altro fax | Andere fax | Inny faks | Outro fax | Другой факс | Fax, annan | Diğer Faks No |
    その他の FAX
phone.other = Other Phone | Anden telefon | Weiteres Telefon | Otro teléfono | Téléphone (autre) |
    Altro telefono | Andere telefoon | Inny telefon | Outro telefone | Другой телефон |
    Telefon, annan | Diğer Telefon No | その他の電話
anniversary = Anniversary | Mærkedag | Jahrestag | Anniversaire de mariage ou fête |
    Anniversario | Speciale datum | Rocznica | Datas especiais | Годовщина | Årsdag | Yıldönümü |
    記念日
note.Assistant = Assistant's Name | Assistentens navn | Name Assistent | Nom de l'assistant(e) |
    Nome assistente | Naam assistent | Imię i nazwisko asystenta | Nome do assistente |
    Имя помощника | Namn, assistent | Yardımcının Adı | 秘書の氏名
birthday = Birthday | Anniversaire | Compleanno | Verjaardag | Urodziny | Födelsedag | Doğum günü
note.Children = Children | Børn | Kinder | Hijos | Enfants | Figli | Kinderen | Dzieci | Filhos |
    Дети | Barn | Çocuklar | 子供
address.home.po_box = Home Address PO Box | Adresse,postboks (privat) | Postfach privat |
    Apartado postal de la dirección personal | Boîte postale du domicile |
    Indirizzo (ab.) - Casella postale | Huisadres, postbusnummer | Domowa skrzynka pocztowa |
    Caixa postal do endereço residencial | Почтовый ящик (дом. адрес) | Hemadress, box |
    Ev Adresi Posta Kutusu | 自宅住所私書箱
note.Manager = Manager's Name | Navn på overordnet | Name des/der Vorgesetzten |
    Nombre del director | Responsable | Nome manager | Naam manager | Menedżer |
    Nome do gerenciador | Руководитель | Namn, chef | Yönetici'nin Adı | マネージャー
address.other.po_box = Other Address PO Box | Anden adresse,postboks | Weiteres Postfach |
    Otro apartado postal | Autre boîte postale | Altro indirizzo - Casella postale |
    Ander adres, postbusnummer | Inna skrzynka pocztowa | Caixa postal de outro endereço |
    Почтовый ящик (другой адрес) | Annan adress, box | Diğer Adres Posta Kutusu | その他住所私書箱
note.Referred by = Referred By | Henvist af | Empfohlen von | Remitido por | Recommandé par |
    Presentato da | Referentie van | Osoba polecająca | Indicação | Отложено | Referens |
    Başvuran | 参照事項
note.Spouse = Spouse | Ægtefælle | Partner | Conjoint(e) | Nome coniuge | Współmałżonek |
    Супруг(а) | Make maka | Eşi | 配偶者
note.Profession = Beruf | Profesión | Professione | Beroep | Zawód | Profissão | Профессия |
    Yrke | Meslek | 職業
"""
"""Per line, indented lines going on: `field = name | name ...`; fields as in `csv_columns`."""
