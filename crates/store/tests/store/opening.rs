//! Opening a person's folder, and not opening it.

use crate::laptop::{CODE, Laptop, Stopped, child, code, files, nurse};
use daybook_record::{UserId, World};
use daybook_store::{Hardness, OpenError, Snooze, Store, Tokens, people};
use uuid::Uuid;

#[test]
fn a_person_is_never_created_over() {
    let laptop = Laptop::new();
    let before = files(&laptop.folder());
    let again = Store::create(laptop.root.path(), &code("another code"), &nurse(), Hardness::for_tests(), laptop.world.as_ref());
    assert!(matches!(again.err(), Some(OpenError::AlreadyThere)));
    assert!(files(&laptop.folder()) == before, "something was written");
}

#[test]
fn a_half_made_folder_is_nobody() {
    let laptop = Laptop::new();
    std::fs::create_dir(laptop.root.path().join(".half-made")).unwrap();
    std::fs::create_dir(laptop.root.path().join(Uuid::from_u128(1).to_string())).unwrap();
    let found: Vec<UserId> = people(laptop.root.path()).into_iter().map(|folder| folder.person).collect();
    assert_eq!(found, [nurse().person]);
    assert_eq!(people(&laptop.root.path().join("nowhere")), []);
}

#[test]
fn opening_with_the_wrong_code_waits_longer_each_time_across_restarts() {
    let laptop = Laptop::new();
    let (folder, world) = (laptop.folder(), Stopped::at_nine());
    let guess = |text: &str| Store::unlock(&folder, &code(text), &world).err();
    for left in (1..=4).rev() {
        assert!(matches!(guess("wrong code"), Some(OpenError::WrongCode { tries_left }) if tries_left == left));
    }
    for wait in [30, 60, 300, 900, 3600, 3600] {
        assert!(matches!(guess("wrong code"), Some(OpenError::Wait { seconds }) if seconds == wait), "{wait}");
        world.wait(wait - 1);
        assert!(matches!(guess(CODE), Some(OpenError::Wait { seconds: 1 })), "even the right code waits");
        world.wait(1);
    }
    assert!(guess(CODE).is_none(), "after the wait the right code opens");
    assert!(matches!(guess("wrong code"), Some(OpenError::WrongCode { tries_left: 4 })), "and the count begins anew");
}

#[test]
fn a_clock_set_back_does_not_lock_her_out_for_ever() {
    let laptop = Laptop::new();
    let later = Stopped::at_nine();
    later.wait(400 * 24 * 3600);
    for _ in 0..5 {
        assert!(Store::unlock(&laptop.folder(), &code("wrong code"), &later).is_err());
    }
    let wait = Store::unlock(&laptop.folder(), &code(CODE), laptop.world.as_ref()).err();
    assert!(matches!(wait, Some(OpenError::Wait { seconds: 30 })), "{wait:?}");
}

#[test]
fn a_database_that_will_not_open_is_left_as_it_is() {
    let (laptop, children) = Laptop::with_school(3);
    laptop.save(&laptop.note(children[0], "calm"));
    let folder = laptop.folder();
    let whole = files(&folder);
    drop(laptop.store);
    // As a crash leaves it: the newest pages are still in the log beside it.
    for (path, bytes) in &whole {
        std::fs::write(path, bytes).unwrap();
    }
    let file = folder.join("daybook.db");
    for harm in [harm_every_page as fn(&[u8]) -> Vec<u8>, |_| Vec::new(), |_| b"not a database".repeat(1000)] {
        std::fs::write(&file, harm(&whole.iter().find(|(path, _)| *path == file).unwrap().1)).unwrap();
        let before = database_files(&folder);
        let refused = Store::unlock(&folder, &code(CODE), laptop.world.as_ref()).err();
        assert!(matches!(refused, Some(OpenError::Damaged)), "{refused:?}");
        assert!(database_files(&folder) == before, "something was written");
    }
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(Store::unlock(&folder, &code(CODE), laptop.world.as_ref()).err(), Some(OpenError::Damaged)));
    assert!(!file.exists(), "nothing was created in its place");
    for (path, bytes) in &whole {
        std::fs::write(path, bytes).unwrap();
    }
    let mended = Store::unlock(&folder, &code(CODE), laptop.world.as_ref()).unwrap();
    assert_eq!(mended.unsent().unwrap().changes, 1, "what was left alone can still be mended");
}

fn harm_every_page(whole: &[u8]) -> Vec<u8> {
    whole.iter().enumerate().map(|(place, byte)| if place % 4096 == 100 { byte ^ 0xff } else { *byte }).collect()
}

fn database_files(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    files(folder).into_iter().filter(|(path, _)| !path.ends_with("key.json")).collect()
}

#[test]
fn a_key_file_that_does_not_read_is_left_as_it_is() {
    let laptop = Laptop::new();
    let file = laptop.folder().join("key.json");
    for (text, newer) in [("{", false), (r#"{"version": 2, "what": "we do not know"}"#, true)] {
        std::fs::write(&file, text).unwrap();
        match Store::unlock(&laptop.folder(), &code(CODE), laptop.world.as_ref()).err() {
            Some(OpenError::NewerVersion { found: 2, known: 1 }) if newer => {}
            Some(OpenError::Damaged) if !newer => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn another_persons_key_does_not_open_my_folder() {
    let laptop = Laptop::new();
    let other = Store::create(
        laptop.root.path(),
        &code(CODE),
        &daybook_store::Profile { person: UserId(Uuid::from_u128(70)), ..nurse() },
        Hardness::for_tests(),
        laptop.world.as_ref(),
    )
    .unwrap();
    std::fs::copy(other.folder().join("key.json"), laptop.folder().join("key.json")).unwrap();
    assert!(matches!(Store::unlock(&laptop.folder(), &code(CODE), laptop.world.as_ref()).err(), Some(OpenError::Damaged)));
}

#[test]
fn the_file_on_disk_holds_no_readable_name() {
    let (laptop, children) = Laptop::with_school(1);
    let named = daybook_record::kind::Child { family_name: "Quillfeatherstone".to_owned(), ..child(0, crate::laptop::SCHOOL) };
    laptop.arrive(crate::laptop::SCHOOL, vec![laptop.arrived(daybook_record::Kind::Child, children[0], &named)]);
    laptop.save(&laptop.note(children[0], "xylophone lessons"));
    let tokens = Tokens { access: "access-secret".to_owned(), refresh: "refresh-secret".to_owned() };
    laptop.store.set_tokens(Some(&tokens)).unwrap();
    for (path, bytes) in files(&laptop.folder()) {
        for secret in ["Quillfeatherstone", "quillfeatherstone", "xylophone", "access-secret", "CREATE TABLE", CODE] {
            let found = bytes.windows(secret.len()).any(|window| window.eq_ignore_ascii_case(secret.as_bytes()));
            assert!(!found, "{secret} in {}", path.display());
        }
    }
}

#[test]
fn what_the_device_keeps_about_itself_survives_a_restart() {
    let laptop = Laptop::new();
    let snooze = Snooze::Until(laptop.now().plus_seconds(900));
    laptop.store.set_snooze(Some(snooze)).unwrap();
    laptop.store.set_epoch("epoch-1").unwrap();
    laptop.store.set_clock_offset(-42).unwrap();
    laptop.store.set_levers_json("{\"tries\":3}").unwrap();
    laptop.store.set_tokens(Some(&Tokens { access: "a".to_owned(), refresh: "r".to_owned() })).unwrap();
    let married = daybook_store::Profile { family_name: "Okafor-Lee".to_owned(), ..nurse() };
    laptop.store.set_profile(&married).unwrap();
    let laptop = laptop.reopened();
    assert_eq!(laptop.store.snooze().unwrap(), Some(snooze));
    assert_eq!(laptop.store.epoch().unwrap().as_deref(), Some("epoch-1"));
    assert_eq!(laptop.store.clock_offset().unwrap(), Some(-42));
    assert_eq!(laptop.store.levers_json().unwrap().as_deref(), Some("{\"tries\":3}"));
    assert_eq!(laptop.store.tokens().unwrap().unwrap().refresh, "r");
    assert_eq!(laptop.store.profile(), married);
    assert_eq!(people(laptop.root.path())[0].name, "Nadia Okafor-Lee");
    laptop.store.set_tokens(None).unwrap();
    laptop.store.set_snooze(None).unwrap();
    assert!(laptop.store.tokens().unwrap().is_none() && laptop.store.snooze().unwrap().is_none());
}

#[test]
fn a_new_code_opens_the_same_data_and_the_old_one_no_longer_does() {
    let (laptop, children) = Laptop::with_school(1);
    laptop.save(&laptop.note(children[0], "calm"));
    laptop.store.rewrap(&code("four grey herons"), Hardness::for_tests()).unwrap();
    let folder = laptop.folder();
    assert!(matches!(Store::unlock(&folder, &code(CODE), laptop.world.as_ref()).err(), Some(OpenError::WrongCode { .. })));
    let store = Store::unlock(&folder, &code("four grey herons"), laptop.world.as_ref()).unwrap();
    assert_eq!(store.unsent().unwrap().changes, 1);
    assert!(laptop.world.now_ms() > 0);
}
