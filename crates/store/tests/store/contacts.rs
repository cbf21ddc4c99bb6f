//! Whom to ring: in the team's order, and without a code too.

use crate::laptop::{Laptop, card, page};
use daybook_record::kind::Contact;
use daybook_record::{Kind, RecordId, Scope};
use daybook_store::contacts_beside;

fn contact(name: &str, place: u32) -> Contact {
    Contact { name: name.into(), role: Some("On call".into()), phone: "01632 960201".into(), area: None, place }
}

#[test]
fn contacts_are_read_without_a_code_and_follow_what_the_team_says() {
    let laptop = Laptop::new();
    laptop.store.assign(&[card(Scope::Contacts, "Contacts")], laptop.now()).unwrap();
    let arrived = |name: &str, place| laptop.arrived(Kind::Contact, RecordId::named("contact", &[name]), &contact(name, place));
    laptop.apply(&page(Scope::Contacts, vec![arrived("Second Example", 2), arrived("First Example", 1)]));
    laptop.store.keep_contacts_beside().unwrap();
    let folder = laptop.folder();
    let root = folder.parent().unwrap();
    let names = || contacts_beside(root).into_iter().map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(names(), ["First Example", "Second Example"]);
    laptop.store.restart_scope(&Scope::Contacts).unwrap();
    laptop.apply(&page(Scope::Contacts, vec![]));
    laptop.store.keep_contacts_beside().unwrap();
    assert!(names().is_empty(), "whoever is no longer to be rung is gone from the open file too");
    std::fs::write(folder.join("contacts.json"), "half a fi").unwrap();
    assert!(names().is_empty(), "a file that does not read is passed over");
}
