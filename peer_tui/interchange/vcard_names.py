"""Properties that programs made up for themselves."""

MESSENGERS = {
    "X-AIM": "AIM",
    "X-GADUGADU": "Gadu-Gadu",
    "X-GOOGLE-TALK": "Google Talk",
    "X-GROUPWISE": "GroupWise",
    "X-GTALK": "Google Talk",
    "X-ICQ": "ICQ",
    "X-JABBER": "Jabber",
    "X-KADDRESSBOOK-X-IMADDRESS": "",
    "X-MATRIX": "Matrix",
    "X-MS-IMADDRESS": "",
    "X-MSN": "MSN",
    "X-QQ": "QQ",
    "X-SIGNAL": "Signal",
    "X-SIP": "SIP",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-TELEGRAM": "Telegram",
    "X-TWITTER": "Twitter",
    "X-WHATSAPP": "WhatsApp",
    "X-YAHOO": "Yahoo",
    **{f"X-ZIMBRA-IMADDRESS{number}": "" for number in range(1, 6)},
}
"""Properties that hold one address of a service, and which; empty where they do not say."""
RELATIONS = {
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-MS-SPOUSE": "spouse",
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-MS-ASSISTANT": "assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-MANAGER": "manager",
    "X-MANAGERSNAME": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-MS-MANAGER": "manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-MS-CHILD": "child",
    "X-WAB-SPOUSE_NAME": "spouse",
    "X-CHILDREN": "children",
    "X-MAIDENNAME": "maiden name",
    "X-ZIMBRA-MAIDENNAME": "maiden name",
    **{f"X-CUSTOM{number}": f"custom {number}" for number in range(1, 5)},
}
"""Properties that become a line of the notes, and what it is called; most name somebody."""

PHONES = {"X-MS-TEL": "", "X-ASSISTANT-TEL": "assistant"}
"""Properties that hold a phone number beside TEL, and whose; empty where the types say it."""
PHONE_TYPES = {"company": "main", "assistant": "assistant", "callback": "callback"}
"""What the types of Outlook's own phone numbers are for."""
