//! Laws that hold below the store's API, tried with SQL that no caller can say: whichever statement is wrong one day,
//! nothing unsent goes and nothing is half done.

use crate::laptop::{CODE, Laptop, SCHOOL, child, code, page};
use crate::{OpenError, Page, Store, StoreError, migrate};
use daybook_record::{Kind, Outcome, Scope};

#[test]
fn no_statement_can_delete_what_is_unsent() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "calm");
    laptop.save(&note);
    for sql in ["DELETE FROM outbox", "DELETE FROM record", "DELETE FROM record WHERE kind = 'note'", "UPDATE outbox SET change = '{}'"] {
        let refused = laptop.store.write(|tx| Ok(tx.execute(sql, [])?));
        assert!(matches!(refused, Err(StoreError::Db(_))), "{sql} was done: {refused:?}");
    }
    let mut edited = note.clone();
    edited.facts.0.insert("text".to_owned(), "still writable".into());
    laptop.save(&edited);
    assert_eq!(laptop.store.unsent().unwrap().changes, 2);
    laptop.send_all(&Outcome::Stored);
    laptop.store.write(|tx| Ok(tx.execute("DELETE FROM record WHERE kind = 'note'", [])?)).unwrap();
}

#[test]
fn a_page_that_fails_at_its_end_leaves_neither_rows_nor_cursor() {
    let (laptop, _) = Laptop::with_school(0);
    let scope = Scope::School(SCHOOL.to_owned());
    let before = laptop.store.scopes().unwrap();
    laptop
        .store
        .write(|tx| {
            Ok(tx.execute_batch("CREATE TRIGGER power_goes BEFORE UPDATE OF cursor ON scope BEGIN SELECT RAISE(ABORT, 'dark'); END")?)
        })
        .unwrap();
    let arrived = laptop.arrived(Kind::Child, laptop.id(), &child(0, SCHOOL));
    let second = Page { cursor: "second".to_owned(), ..page(scope.clone(), vec![arrived]) };
    assert!(laptop.store.apply_page(&second, laptop.now()).is_err());
    assert_eq!(laptop.store.scopes().unwrap(), before);
    assert_eq!(laptop.store.digest(&scope).unwrap().0, 0, "the rows stayed without their cursor");
    let named: i64 = laptop.store.read(|tx| Ok(tx.query_row("SELECT count(*) FROM child_search", [], |row| row.get(0))?)).unwrap();
    assert_eq!(named, 0, "the search forgot her too");
    laptop.store.write(|tx| Ok(tx.execute_batch("DROP TRIGGER power_goes")?)).unwrap();
    assert_eq!(laptop.apply(&second).inserted, 1);
}

#[test]
fn a_full_disk_is_said_and_leaves_no_half_record() {
    let (laptop, children) = Laptop::with_school(1);
    let long = "calm ".repeat(199);
    laptop.store.write(|tx| Ok(tx.query_row("PRAGMA max_page_count = 1", [], |_| Ok(()))?)).unwrap();
    let mut kept = 0;
    let refused = loop {
        let note = laptop.note(children[0], &format!("{long} {kept}"));
        match laptop.store.record(&note, laptop.change_id(), laptop.made()) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
    let notes: u32 =
        laptop.store.read(|tx| Ok(tx.query_row("SELECT count(*) FROM record WHERE kind = 'note'", [], |row| row.get(0))?)).unwrap();
    assert_eq!((notes, laptop.store.unsent().unwrap().changes), (kept, kept));
}

#[test]
fn a_newer_schema_is_refused_in_words_and_not_touched() {
    let laptop = Laptop::new();
    let folder = laptop.folder();
    laptop.store.write(|tx| Ok(tx.pragma_update(None, "user_version", 99)?)).unwrap();
    drop(laptop.store);
    let before = std::fs::read(folder.join("daybook.db")).unwrap();
    let refused = Store::unlock(&folder, &code(CODE), laptop.world.as_ref()).err().unwrap();
    assert!(matches!(refused, OpenError::NewerVersion { found: 99, known } if known == migrate::known()), "{refused}");
    assert!(refused.to_string().contains("update the app"));
    assert!(std::fs::read(folder.join("daybook.db")).unwrap() == before);
}

#[test]
fn what_reads_cannot_write() {
    let laptop = Laptop::new();
    assert!(laptop.store.read(|tx| Ok(tx.execute("DELETE FROM setting", [])?)).is_err());
}

#[test]
fn every_save_is_on_the_disk_when_it_is_said() {
    let laptop = Laptop::new();
    let told = laptop.store.write(|tx| {
        let ask = |name: &str| tx.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, rusqlite::types::Value>(0));
        Ok((ask("synchronous")?, ask("journal_mode")?, ask("temp_store")?, ask("fullfsync")?))
    });
    let (synchronous, journal, temporary, to_the_platter) = told.unwrap();
    assert_eq!(synchronous, 2.into(), "synchronous is not FULL");
    assert_eq!((temporary, to_the_platter), (2.into(), 1.into()));
    assert_eq!(journal, "wal".to_owned().into());
}
