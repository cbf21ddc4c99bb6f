//! Parcels, sealed and opened: what they keep, and everything that is not one of ours.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use daybook_record::Moment;
use daybook_seal::{
    About, Attached, DeviceKey, Limits, Opened, RecoveryIdentity, RecoveryKey, SealError, Why, is_signed, open, picture_of, read, seal,
    write,
};
use uuid::Uuid;

const LINES: &[u8] = b"{\"a\":1}\n{\"b\":2}\n";

fn about() -> About {
    let at = Moment::parse("2026-09-14T12:00:00+01:00").unwrap();
    About::new("RYG", Uuid::from_u128(2).into(), Uuid::from_u128(1).into(), "0.2.0", at, Why::Rescue)
}

fn device() -> DeviceKey {
    DeviceKey::from_secret(&[7; 32])
}

fn sealed(to: &RecoveryKey, signer: Option<&DeviceKey>, attached: &[Attached<'_>]) -> Vec<u8> {
    write(Vec::new(), to, &about(), LINES, signer, attached).unwrap()
}

fn opened(bytes: &[u8], with: &RecoveryIdentity) -> Result<Opened, SealError> {
    read(bytes, with, Limits::default(), &mut |_, _| Ok(()))
}

#[test]
fn what_was_sealed_comes_out_as_it_went_in() {
    let service = RecoveryIdentity::fresh();
    let file = std::env::temp_dir().join(format!("daybook-seal-{}", std::process::id()));
    std::fs::write(&file, b"half a database").unwrap();
    let attached = [Attached::file("kept/daybook.db", file.clone()), Attached::picture("c0ffee", || Ok(b"a face".to_vec()))];
    let bytes = sealed(&service.key(), Some(&device()), &attached);
    std::fs::remove_file(file).unwrap();
    let mut kept = Vec::new();
    let parcel = read(bytes.as_slice(), &service, Limits::default(), &mut |name, from| {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)?;
        kept.push((name.to_owned(), bytes));
        Ok(())
    })
    .unwrap();
    let expected = [("kept/daybook.db", b"half a database".as_slice()), ("pictures/c0ffee", b"a face")];
    assert_eq!(kept, expected.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
    assert_eq!((picture_of("pictures/c0ffee"), picture_of("kept/daybook.db")), (Some("c0ffee"), None));
    assert_eq!((parcel.changes.as_slice(), parcel.about), (LINES, About { changes: 2, ..about() }));
}

#[test]
fn nothing_of_it_can_be_read_without_the_services_key() {
    let service = RecoveryIdentity::fresh();
    let bytes = sealed(&service.key(), None, &[]);
    assert!(!bytes.windows(5).any(|part| part == b"about" || part == b"{\"a\":"));
    assert!(matches!(opened(&bytes, &RecoveryIdentity::fresh()), Err(SealError::NotForUs)));
}

#[test]
fn only_the_device_it_speaks_for_can_have_signed_it() {
    let service = RecoveryIdentity::fresh();
    let parcel = opened(&sealed(&service.key(), Some(&device()), &[]), &service).unwrap();
    assert!(parcel.is_signed_by(&device().public()));
    assert!(!parcel.is_signed_by(&DeviceKey::from_secret(&[8; 32]).public()));
    assert!(!parcel.is_signed_by("no key at all"));
    assert!(!opened(&sealed(&service.key(), None, &[]), &service).unwrap().is_signed_by(&device().public()));
}

#[test]
fn a_parcel_cut_anywhere_or_changed_anywhere_is_refused_in_words() {
    let service = RecoveryIdentity::fresh();
    let bytes = sealed(&service.key(), Some(&device()), &[]);
    for at in (0..bytes.len()).step_by(7) {
        assert!(opened(&bytes[..at], &service).is_err(), "cut at {at}");
        let mut changed = bytes.clone();
        changed[at] ^= 0x20;
        // The header of age is text, in which some letters may be written otherwise; what it seals may not differ.
        if let Ok(parcel) = opened(&changed, &service) {
            assert!(parcel.is_signed_by(&device().public()), "changed at {at}");
        }
    }
    assert!(matches!(opened(b"", &service), Err(SealError::NotForUs)));
    assert!(matches!(opened(b"PK\x03\x04 a zip file", &service), Err(SealError::NotForUs)));
}

#[test]
fn more_than_is_taken_at_once_is_refused() {
    let service = RecoveryIdentity::fresh();
    let bytes = sealed(&service.key(), None, &[]);
    let few = Limits { changes_bytes: 3, ..Limits::default() };
    assert!(matches!(read(bytes.as_slice(), &service, few, &mut |_, _| Ok(())), Err(SealError::TooMuch)));
    let none = Limits { files: 1, ..Limits::default() };
    assert!(matches!(read(bytes.as_slice(), &service, none, &mut |_, _| Ok(())), Err(SealError::TooMuch)));
}

#[test]
fn a_name_that_leads_out_of_the_folder_is_refused() {
    let service = RecoveryIdentity::fresh();
    let file = std::env::temp_dir().join(format!("daybook-seal-name-{}", std::process::id()));
    std::fs::write(&file, b"x").unwrap();
    for name in ["kept/..", "kept/.hidden", "elsewhere/file", "kept/a b", "kept/a%2fb"] {
        let attached = Attached::file(name, file.clone());
        if let Ok(bytes) = write(Vec::new(), &service.key(), &about(), LINES, None, &[attached]) {
            assert!(matches!(opened(&bytes, &service), Err(SealError::Unreadable(_))), "{name}");
        }
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_key_is_sealed_and_opened_and_both_halves_are_read_back() {
    let service = RecoveryIdentity::fresh();
    let key = RecoveryKey::parse(&service.key().to_string()).unwrap();
    let bytes = seal(&key, b"thirty-two bytes of a key, truly").unwrap();
    let again = RecoveryIdentity::parse(&service.secret()).unwrap();
    assert_eq!(open(&again, &bytes, 32).unwrap().as_slice(), b"thirty-two bytes of a key, truly");
    assert!(matches!(open(&again, &bytes, 31), Err(SealError::TooMuch)));
    assert!(matches!(open(&RecoveryIdentity::fresh(), &bytes, 32), Err(SealError::NotForUs)));
    assert!(RecoveryKey::parse("age1nonsense").is_err() && RecoveryIdentity::parse("x").is_err());
}

#[test]
fn a_statement_is_signed() {
    let signature = device().sign(b"wiped");
    assert!(is_signed(b"wiped", &signature, &device().public()));
    assert!(!is_signed(b"kept", &signature, &device().public()));
    assert_eq!(DeviceKey::from_secret(&device().secret()).public(), device().public());
}
