//! The codes that people in the field agreed on. Each list is whole; what a season changes (protocols) is data, not code.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[allow(missing_docs, reason = "a code says itself")]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every code of the list, in its usual order.
            pub const ALL: &[$name] = &[$($name::$variant),+];
            /// The code as it is written everywhere.
            pub const fn as_str(self) -> &'static str { match self { $($name::$variant => $text),+ } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::code::UnknownCode;
            fn from_str(text: &str) -> Result<Self, $crate::code::UnknownCode> {
                match text { $($text => Ok($name::$variant),)+ _ => Err($crate::code::UnknownCode { list: stringify!($name) }) }
            }
        }
    };
}
pub(crate) use codes;

/// A word that is not in its list.
#[derive(Debug, thiserror::Error)]
#[error("not one of the codes of {list}")]
pub struct UnknownCode {
    /// The list that was asked.
    pub list: &'static str,
}

codes! {
    /// What a vaccination is against. `mmrv` is a variant of `mmr`, told by the vaccine.
    Programme { Flu = "flu", Hpv = "hpv", Menacwy = "menacwy", Mmr = "mmr", TdIpv = "td_ipv" }
}
codes! {
    /// How a visit to the nurse ended. Everything but `administered` is a reason why not.
    VaccinationOutcome {
        Administered = "administered", Refused = "refused", Unwell = "unwell",
        Contraindicated = "contraindicated", AlreadyHad = "already_had",
    }
}
codes! {
    /// How the dose was given.
    DeliveryMethod { Intramuscular = "intramuscular", Subcutaneous = "subcutaneous", NasalSpray = "nasal_spray" }
}
codes! {
    /// Where on the body.
    DeliverySite {
        LeftArmUpper = "left_arm_upper_position", LeftArmLower = "left_arm_lower_position",
        RightArmUpper = "right_arm_upper_position", RightArmLower = "right_arm_lower_position",
        LeftThigh = "left_thigh", RightThigh = "right_thigh",
        LeftButtock = "left_buttock", RightButtock = "right_buttock", Nose = "nose",
    }
}
codes! {
    /// How a vaccine comes, as the catalogue says it.
    VaccineMethod { Injection = "injection", Nasal = "nasal" }
}
codes! {
    /// What was answered when consent was asked for.
    ConsentResponse { Given = "given", Refused = "refused", NotProvided = "not_provided" }
}
codes! {
    /// The way the answer came.
    ConsentRoute { Website = "website", Phone = "phone", Paper = "paper", InPerson = "in_person", SelfConsent = "self_consent" }
}
codes! {
    /// Why consent was refused.
    RefusalReason {
        ContainsGelatine = "contains_gelatine", AlreadyVaccinated = "already_vaccinated",
        Elsewhere = "will_be_vaccinated_elsewhere", MedicalReasons = "medical_reasons",
        PersonalChoice = "personal_choice", Other = "other",
    }
}
codes! {
    /// What a nurse decided after reading the health answers.
    TriageStatus {
        SafeToVaccinate = "safe_to_vaccinate", DoNotVaccinate = "do_not_vaccinate", KeepInTriage = "keep_in_triage",
        DelayVaccination = "delay_vaccination", InviteToClinic = "invite_to_clinic",
    }
}
codes! {
    /// Whether a child came. An absence is not a vaccination outcome.
    AttendanceStatus { Attending = "attending", NotAttending = "not_attending" }
}
codes! {
    /// Gender as registered.
    Gender { NotKnown = "not_known", Male = "male", Female = "female", NotSpecified = "not_specified" }
}
codes! {
    /// What a person may do.
    Role {
        Nurse = "nurse", HealthcareAssistant = "healthcare_assistant", Prescriber = "prescriber",
        Administrator = "administrator", Support = "support",
    }
}
codes! {
    /// What a nurse confirms before she gives a vaccine. None is ticked for her.
    PreScreening {
        NotAcutelyUnwell = "not_acutely_unwell", NoNewAllergies = "no_new_allergies",
        NoNewMedication = "no_new_medication", NotAlreadyVaccinated = "not_already_vaccinated",
        KnowsWhatItIsFor = "knows_what_it_is_for",
    }
}

impl Programme {
    /// The most doses a course can have.
    pub const fn most_doses(self) -> u8 {
        match self {
            Programme::Flu | Programme::Mmr => 2,
            Programme::Hpv | Programme::Menacwy => 3,
            Programme::TdIpv => 6,
        }
    }

    /// The dose a child without known history is usually about to have: at school, Td/IPV is the fifth.
    pub const fn usual_first_dose(self) -> u8 {
        match self {
            Programme::TdIpv => 5,
            _ => 1,
        }
    }

    /// The year groups that are invited; 0 is Reception.
    pub const fn year_groups(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Programme::Flu | Programme::Mmr => 0..=11,
            Programme::Hpv => 8..=11,
            Programme::Menacwy | Programme::TdIpv => 9..=11,
        }
    }
}

impl VaccinationOutcome {
    /// True where a dose was given.
    pub const fn is_given(self) -> bool {
        matches!(self, VaccinationOutcome::Administered)
    }
}

impl DeliverySite {
    /// Nasal spray goes in the nose and nothing else does.
    pub const fn suits(self, method: DeliveryMethod) -> bool {
        matches!(self, DeliverySite::Nose) == matches!(method, DeliveryMethod::NasalSpray)
    }
}
