//! Names as they stand in the registers of an English town: of many origins, some short, some longer than any form expects,
//! with the accents, apostrophes and hyphens that break what was only tried with Smith.

use super::chance::Chance;
use daybook_record::code::Gender;

struct Origin {
    share: u64,
    girls: &'static [&'static str],
    boys: &'static [&'static str],
    families: &'static [&'static str],
}

const ORIGINS: &[Origin] = &[
    Origin {
        share: 46,
        girls: &[
            "Olivia",
            "Amelia",
            "Isla",
            "Freya",
            "Poppy",
            "Evie",
            "Grace",
            "Daisy",
            "Zoë",
            "Chloë",
            "Martha",
            "Ottilie",
            "Beth",
            "Imogen",
            "Harriet",
            "Mary-Anne",
            "Lottie",
            "Erin",
            "Niamh",
            "Phoebe",
            "Tilly",
            "Jess",
            "Ruby",
            "Florence",
        ],
        boys: &[
            "Oliver",
            "George",
            "Arthur",
            "Alfie",
            "Freddie",
            "Theo",
            "Henry",
            "Jack",
            "Toby",
            "Jude",
            "Finlay",
            "Rory",
            "Callum",
            "Ellis",
            "Bobby-Joe",
            "Stanley",
            "Albie",
            "Rowan",
            "Kit",
            "Edward",
            "Samuel",
            "Noah",
            "Ralph",
            "Wilf",
        ],
        families: &[
            "Ashworth",
            "Barker",
            "Braithwaite",
            "Carter",
            "Dawson",
            "Ellison",
            "Fairclough",
            "Garside",
            "Hargreaves",
            "Holt",
            "Ibbotson",
            "Kershaw",
            "Lumley",
            "Marsh",
            "Naylor",
            "O'Connor",
            "O'Shaughnessy",
            "Pickles",
            "Ramsden",
            "Shaw",
            "Thackray",
            "Underwood",
            "Varley",
            "Wood",
            "Yates",
            "MacAllister",
            "Featherstonehaugh",
            "St John-Stevas",
            "Lee",
            "Ox",
        ],
    },
    Origin {
        share: 5,
        girls: &["Siân", "Cerys", "Mali", "Seren", "Lowri", "Nia", "Angharad"],
        boys: &["Ifan", "Osian", "Siôn", "Rhys", "Gethin", "Dafydd", "Llŷr"],
        families: &["ap Gwilym", "Llewellyn", "Prys-Davies", "Rhydderch", "Vaughan", "Bowen", "Tudur"],
    },
    Origin {
        share: 19,
        girls: &["Amina", "Aisha", "Fatima", "Zara", "Priya", "Anaya", "Simran", "Maryam", "Hafsa", "Noor", "Meera", "Inaya", "Khadija"],
        boys: &["Muhammad", "Yusuf", "Ibrahim", "Zain", "Arjun", "Rohan", "Harpreet", "Hamza", "Ayaan", "Dev", "Bilal", "Mohammed-Amin"],
        families: &[
            "Begum",
            "Khan",
            "Hussain",
            "Patel",
            "Singh",
            "Kaur",
            "Ahmed",
            "Chaudhry",
            "Rahman",
            "D'Souza",
            "Mistry",
            "Iqbal",
            "Bano",
            "Venkatanarasimharajuvaripeta",
            "Uddin",
            "Shah",
        ],
    },
    Origin {
        share: 9,
        girls: &["Zofia", "Łucja", "Małgorzata", "Ioana", "Élodie", "Sofía", "Iga", "Ştefania", "Agnieszka", "Ilze"],
        boys: &["Jakub", "Łukasz", "Mateusz", "Ștefan", "José", "João", "Nikola", "Radosław", "Björn", "Søren"],
        families: &[
            "Wiśniewska-Brzęczyszczykiewicz",
            "Kowalski",
            "Núñez",
            "Gonçalves",
            "Popescu",
            "Zieliński",
            "Dvořák",
            "Müller",
            "Horváth",
            "Žukauskaitė",
            "Ångström",
            "Ó Súilleabháin",
        ],
    },
    Origin {
        share: 10,
        girls: &["Adaeze", "Oluwaseun", "Ngozi", "Temitope", "Hodan", "Abena", "Makena", "Ifeoluwa"],
        boys: &["Chukwuemeka", "Oluwatobiloba", "Kwame", "Abdirahman", "Tendai", "Emeka", "Kofi", "Ayodeji"],
        families: &["Okafor", "Adeyemi-Oluwafunmilayo", "Mensah", "N'Diaye", "Nwosu", "Abdi", "Moyo", "Osei-Bonsu", "Balogun"],
    },
    Origin {
        share: 6,
        girls: &["Mei", "Xin Yi", "Linh", "Sakura", "Ji-woo", "Hoa"],
        boys: &["Wei", "Jun", "Minh", "Haruto", "Ji-ho", "An"],
        families: &["Chen", "Li", "Nguyễn", "Tanaka", "Park", "Trần", "Ng", "Wu"],
    },
    Origin {
        share: 5,
        girls: &["Elif", "Layla", "Shirin", "Yasmin", "Şebnem", "Rania"],
        boys: &["Emre", "Omar", "Kaveh", "Karim", "Çağlar", "Idris"],
        families: &["Yılmaz", "al-Masri", "Haddad", "Öztürk", "Hosseini", "ben Salah", "El-Khoury"],
    },
];

/// What a child is called at home, now and then.
const SHORT: &[(&str, &str)] = &[
    ("Olivia", "Liv"),
    ("Amelia", "Millie"),
    ("Imogen", "Immy"),
    ("Harriet", "Hattie"),
    ("Samuel", "Sam"),
    ("Edward", "Teddy"),
    ("Muhammad", "Mo"),
    ("Mohammed-Amin", "Amin"),
    ("Oluwatobiloba", "Tobi"),
    ("Oluwaseun", "Seun"),
    ("Chukwuemeka", "Emeka"),
    ("Małgorzata", "Gosia"),
    ("Jakub", "Kuba"),
    ("Agnieszka", "Aga"),
    ("Abdirahman", "Abdi"),
    ("Florence", "Flo"),
    ("Xin Yi", "Cindy"),
];

/// A child's names.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// What she is called, where that is something else.
    pub preferred: Option<String>,
    /// As registered.
    pub gender: Gender,
}

/// A name for the next child.
pub fn child(chance: &mut Chance) -> Name {
    let girl = chance.percent(50);
    let (first, second) = (origin(chance), origin(chance));
    // Families mix; most children still have both names from one place.
    let family_of = if chance.percent(14) { second } else { first };
    let given = chance.one_of(if girl { first.girls } else { first.boys }).to_owned();
    let mut family = chance.one_of(family_of.families).to_owned();
    if chance.percent(7) && !family.contains(['-', ' ']) {
        let other = chance.one_of(second.families);
        if *other != family {
            family = format!("{family}-{other}");
        }
    }
    let short = SHORT.iter().find(|(name, _)| *name == given).map(|(_, short)| (*short).to_owned());
    let gender = match chance.below(100) {
        0 => Gender::NotSpecified,
        1 => Gender::NotKnown,
        _ if girl => Gender::Female,
        _ => Gender::Male,
    };
    Name { given, family, preferred: short.filter(|_| chance.percent(40)), gender }
}

/// A parent's given name: some grandparent's name would do as well.
pub fn parent(chance: &mut Chance, mother: bool) -> &'static str {
    let origin = origin(chance);
    chance.one_of(if mother { origin.girls } else { origin.boys })
}

fn origin(chance: &mut Chance) -> &'static Origin {
    let mut rest = chance.below(ORIGINS.iter().map(|origin| origin.share).sum());
    for origin in ORIGINS {
        if rest < origin.share {
            return origin;
        }
        rest -= origin.share;
    }
    &ORIGINS[0]
}
