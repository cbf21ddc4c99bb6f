//! Looking things up: what a nurse waits for while a child stands before her.

use crate::device::Device;
use crate::report::Section;
use crate::times::Times;
use daybook_store::view::ChildQuery;

/// Whole names, slips of the finger, beginnings, a number, a letter.
const TYPED: [&str; 12] = [
    "amina begum",
    "amnia",
    "jhon",
    "smith",
    "smith-jnes",
    "katherin wiliams",
    "ol",
    "zoe obrien",
    "999 000",
    "patelson",
    "a",
    "mohamed okonkwo",
];

/// Searches, lists and pages on a device that carries every school.
pub fn measure(device: &Device) -> Section {
    let (store, today) = (&device.store, device.world.today());
    let (mut searches, mut lists, mut sessions, mut pages) = (Times::default(), Times::default(), Times::default(), Times::default());
    for text in TYPED {
        let query = ChildQuery { text: text.to_owned(), ..ChildQuery::default() };
        (0..10).for_each(|_| drop(searches.time(|| store.find_children(&query, today).unwrap())));
    }
    (0..10).for_each(|_| drop(lists.time(|| store.sessions(today).unwrap())));
    let (mut children, mut most) = (0, 0);
    for session in store.sessions(today).unwrap() {
        let page = sessions.time(|| store.session(session.id, today).unwrap().unwrap());
        most = most.max(page.children.len());
        for child in page.children.iter().step_by(20) {
            pages.time(|| store.child(child.id, Some(session.id), today).unwrap().unwrap());
        }
        if session.today {
            children += page.children.len();
        }
    }
    let all = store.scopes().unwrap().iter().map(|scope| scope.fetched).sum::<u64>();
    let mut section = Section::new(format!("Looking up among {all} records"));
    section.times(&format!("searching by {} texts", TYPED.len()), &searches);
    section.times("the list of sessions, every school", &lists);
    section.times(&format!("a session with its children, {most} at most"), &sessions);
    section.times("a child's page, from her session", &pages);
    section.add("children in today's sessions", children as f64, "");
    section
}
