//! How the support pages look. Each takes gathered words and draws them; nothing is looked up here.
//!
//! Readable without colour, by keyboard and at any width: tables become cards on a narrow screen, what differs says so.

use super::queue::{Asked, Item};
use super::session::Supporter;
use super::sides::{ChildLine, Holder, Line, Sides, Who};
use super::words;
use daybook_record::kind::{LONGEST_NOTE, TicketState};
use daybook_record::{Moment, Reason, Verb};
use maud::{DOCTYPE, Markup, html};

pub(super) fn layout(title: &str, supporter: Option<&Supporter>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Daybook support" }
                link rel="stylesheet" href="/support/style.css";
            }
            body {
                a.skip href="#main" { "Skip to the main content" }
                header.top {
                    div.within {
                        a.wordmark href="/support/queue" { span.mark aria-hidden="true" { } "Daybook" span.part { " support" } }
                        @if let Some(supporter) = supporter {
                            form.who method="post" action="/support/sign-out" {
                                span { (supporter.name()) }
                                input type="hidden" name="form_token" value=(supporter.form_token);
                                button.quiet type="submit" { "Sign out" }
                            }
                        }
                    }
                }
                @if supporter.is_some() {
                    nav.pages aria-label="Pages" { div.within {
                        a href="/support/queue" { "Review queue" }
                        a href="/support/devices" { "Devices" }
                        a href="/support/codes" { "Forgotten codes" }
                        a href="/support/rescue" { "Rescue files" }
                    } }
                }
                main #main tabindex="-1" { div.within { (body) } }
            }
        }
    }
}

pub(super) fn fault_box(words: &str) -> Markup {
    html! { div.fault role="alert" { p { strong { "There is a problem. " } (words) } } }
}

/// The sign-in form.
pub(super) fn sign_in(form_token: &str, username: &str, fault: Option<&str>) -> Markup {
    let body = html! {
        h1 { "Sign in to support" }
        @if let Some(words) = fault { (fault_box(words)) }
        form.narrow method="post" action="/support/sign-in" {
            input type="hidden" name="form_token" value=(form_token);
            label for="username" { "User name" }
            input #username type="text" name="username" value=(username) autocomplete="username" autocapitalize="none" spellcheck="false" required;
            label for="password" { "Password" }
            input #password type="password" name="password" autocomplete="current-password" required;
            button type="submit" { "Sign in" }
        }
        p.aside { "For people at support and administrators. Nurses sign in to Daybook on their laptop." }
    };
    layout(if fault.is_some() { "Problem: sign in" } else { "Sign in" }, None, &body)
}

/// A page that could not be shown.
pub(super) fn trouble(heading: &str, words: &str) -> Markup {
    let body = html! {
        h1 { (heading) }
        p { (words) }
        p { a href="/support/queue" { "Go to the queue" } }
    };
    layout(heading, None, &body)
}

/// The queue.
pub(super) fn queue(supporter: &Supporter, asked: &Asked, items: &[Item]) -> Markup {
    let open = asked.state() == TicketState::Open;
    let body = html! {
        h1 { "Review queue" }
        form.filter method="get" action="/support/queue" {
            div {
                label for="state" { "State" }
                select #state name="state" {
                    @for state in TicketState::ALL { option value=(state) selected[*state == asked.state()] { (words::state(*state)) } }
                }
            }
            div {
                label for="reason" { "Reason" }
                select #reason name="reason" {
                    option value="" { "Every reason" }
                    @for reason in Reason::ALL { option value=(reason) selected[Some(*reason) == asked.reason()] { (words::reason(*reason)) } }
                }
            }
            button.second type="submit" { "Show" }
        }
        @if items.is_empty() { (nothing(asked)) } @else {
            p.count {
                (items.len()) @if items.len() == 1 { " entry" } @else { " entries" }
                @if open { ", longest wait first" } @else { ", newest first" }
            }
            table.cards role="table" {
                thead { tr role="row" {
                    @for heading in ["Ticket", "Why", "What", "Child", "Sent by", if open { "Waiting" } else { "Opened" }] {
                        th scope="col" role="columnheader" { (heading) }
                    }
                } }
                tbody { @for item in items { (queue_row(item, open)) } }
            }
        }
    };
    layout("Review queue", Some(supporter), &body)
}

fn queue_row(item: &Item, open: bool) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" { a href={ "/support/tickets/" (item.number) } { (item.number) } }
            td role="cell" data-label="Why" { (item.reason) }
            td role="cell" data-label="What" { (item.about) }
            td role="cell" data-label="Child" {
                @match (&item.child, &item.school) {
                    (Some(child), Some(school)) => { (child) span.under { (school) } }
                    _ => span.under { "Not known" }
                }
            }
            td role="cell" data-label="Sent by" { (item.sender) }
            td role="cell" data-label=(if open { "Waiting" } else { "Opened" }) {
                @if open { (item.waits) span.under { "since " (words::moment(item.opened)) } } @else { (words::moment(item.opened)) }
            }
        }
    }
}

fn nothing(asked: &Asked) -> Markup {
    let all = asked.state() == TicketState::Open && asked.reason().is_none();
    html! {
        div.empty {
            @if all {
                h2 { "Nothing waits" }
                p { "Everything that the nurses have sent was taken. New entries that need a second look appear here." }
            } @else {
                h2 { "No entry fits" }
                p { "There is none with this state and this reason. " a href="/support/queue" { "Show all that wait" } }
            }
        }
    }
}

/// A ticket.
pub(super) fn ticket(supporter: &Supporter, sides: &Sides, fault: Option<&str>, note: &str, now: Moment) -> Markup {
    let ticket = &sides.row.ticket;
    let open = ticket.state == TicketState::Open;
    let title = format!("{} {}", ticket.number, words::reason(ticket.reason));
    let body = html! {
        p.back { a href="/support/queue" { "Back to the queue" } }
        @if let Some(words) = fault { (fault_box(words)) }
        h1 { span.number { (ticket.number) } " " (words::reason(ticket.reason)) }
        p.state { span.tag.open[open] { (words::state(ticket.state)) }
            @if open { " for " (words::how_long(now.seconds_since(ticket.opened_at))) }
        }
        @if !open { (decision(sides)) }
        @if sides.row.unreadable.is_none() { p { (words::why(ticket.reason)) } }
        @if !sides.faults.is_empty() { ul.faults { @for fault in &sides.faults { li { (fault) } } } }
        dl.facts {
            dt { "What" } dd { (words::kind(ticket.about)) ", " (words::verb(ticket.verb)) }
            dt { "Child" } dd { (child(sides.child.as_ref())) }
        }
        @match &sides.row.unreadable {
            Some(text) => { h2 { "What was sent" } p { "This line of an upload is no entry that the service can read. It is kept as it came." } pre tabindex="0" { (text) } }
            None => { h2 { "The sides" } (comparison(sides)) (beside(sides)) }
        }
        @if open { (decide(supporter, sides, note)) }
    };
    layout(&title, Some(supporter), &body)
}

fn decision(sides: &Sides) -> Markup {
    let ticket = &sides.row.ticket;
    html! {
        div.decided role="status" {
            p { strong { (words::state(ticket.state)) "." }
                @if let Some(at) = ticket.decided_at { " Decided " (words::moment(at)) }
                @if let Some(person) = &sides.decided_by { " by " (person) } "."
            }
            @if let Some(note) = &ticket.note { p { "Note to the nurse: " q { (note) } } }
            p { "The decision goes to every device that carries this record at its next sync. Nothing was deleted." }
        }
    }
}

fn child(child: Option<&ChildLine>) -> Markup {
    html! {
        @match child {
            Some(child) => {
                strong { (child.name) } ", born " (child.born)
                @if let Some(number) = &child.nhs_number { ", NHS number " span.keep { (number) } }
                span.under { (child.school) }
            }
            None => "Not known"
        }
    }
}

fn comparison(sides: &Sides) -> Markup {
    let with_seen = sides.lines.iter().any(|line| line.seen.is_some());
    let nothing_held = [Holder { heading: "The service holds".to_owned(), who: None }];
    let holders = if sides.held.is_empty() { &nothing_held[..] } else { &sides.held };
    html! {
        table.cards.sides role="table" {
            caption.unseen { "Field by field: what the device had seen, what it sent, what the service holds" }
            thead { tr role="row" {
                th scope="col" role="columnheader" { "Field" }
                @if with_seen { th scope="col" role="columnheader" { "The device had seen" } }
                th scope="col" role="columnheader" { "The device sent" (who(&sides.sender)) }
                @for holder in holders {
                    th scope="col" role="columnheader" { (holder.heading) @if let Some(writer) = &holder.who { (who(writer)) } }
                }
            } }
            tbody { @for line in &sides.lines { (side_row(line, with_seen, holders)) } }
        }
        // On a narrow screen the headings of the table are gone: who and when stands here.
        dl.facts.when-narrow {
            dt { "The device sent" } dd { (who(&sides.sender)) }
            @for holder in holders { @if let Some(writer) = &holder.who { dt { (holder.heading) } dd { (who(writer)) } } }
        }
    }
}

fn side_row(line: &Line, with_seen: bool, holders: &[Holder]) -> Markup {
    html! {
        tr.differs[line.differs] role="row" {
            th scope="row" role="rowheader" { (line.field) @if line.differs { " " span.tag { "Differs" } } }
            @if with_seen { td role="cell" data-label="The device had seen" { (said(line.seen.as_deref())) } }
            td role="cell" data-label="The device sent" { (said(line.sent.as_deref())) }
            @for (place, holder) in holders.iter().enumerate() {
                td role="cell" data-label=(holder.heading) { (said(line.held.get(place).and_then(Option::as_deref))) }
            }
        }
    }
}

fn said(value: Option<&str>) -> Markup {
    html! {
        @match value {
            None => span.none { "Nothing" },
            Some("") => span.none { "Empty" },
            Some(text) => span.value { (text) }
        }
    }
}

fn who(who: &Who) -> Markup {
    html! {
        span.under {
            (who.person) @if !who.device.is_empty() { ", " (who.device) }
            @if let Some(made) = who.made { br; "written " (words::moment(made)) " by the device's clock" }
            @if let Some(doubt) = who.doubt { br; strong { (words::doubt(doubt)) } }
            @if let Some(arrived) = who.arrived { br; "arrived " (words::moment(arrived)) }
            @if let Some(receipt) = &who.receipt { br; "receipt " span.keep { (receipt) } }
        }
    }
}

fn beside(sides: &Sides) -> Markup {
    html! {
        @if !sides.rest.is_empty() {
            details {
                summary { "What else the record says, the same on both sides" }
                dl.facts { @for (field, value) in &sides.rest { dt { (field) } dd { (said(Some(value))) } } }
            }
        }
    }
}

fn decide(supporter: &Supporter, sides: &Sides, note: &str) -> Markup {
    let ticket = &sides.row.ticket;
    let readable = sides.row.unreadable.is_none();
    // Nothing stands against it: there is only one side to take.
    let alone = sides.is_new && sides.row.doubles.is_empty();
    html! {
        form.decide method="post" action={ "/support/tickets/" (ticket.number) } {
            h2 { "Decide" }
            input type="hidden" name="form_token" value=(supporter.form_token);
            label for="note" { "Note to the nurse (optional)" }
            p.hint #note-hint { "It is read on the device, beside the child. At most 1,000 characters." }
            textarea #note name="note" rows="3" maxlength=(LONGEST_NOTE) aria-describedby="note-hint" { (note) }
            div.choices {
                @if readable {
                    section {
                        h3 { "What the device sent" }
                        p #device-effect { (effect_of_device(sides)) }
                        button type="submit" name="choice" value="device" aria-describedby="device-effect" { "Take this one" span.unseen { ": what the device sent" } }
                    }
                }
                section {
                    @if alone { h3 { "Not a record" } } @else { h3 { "What the service holds" } }
                    p #service-effect { (effect_of_service(sides)) }
                    button type="submit" name="choice" value="service" aria-describedby="service-effect" {
                        @if alone { "Leave it out" } @else { "Take this one" span.unseen { ": what the service holds" } }
                    }
                }
            }
            p.aside { "Your decision goes to every device that carries this record. Nothing is ever deleted: both sides stay in the log." }
        }
    }
}

fn effect_of_device(sides: &Sides) -> &'static str {
    match (sides.is_new, sides.row.ticket.reason, sides.row.ticket.verb) {
        (true, Reason::PossibleDuplicate, _) => "It is kept as a second record, beside the one that the service holds.",
        (true, _, _) => "It is kept as it was sent.",
        (false, _, Verb::Remove) => "The record is removed.",
        (false, _, _) => "The record takes these values. Fields that the device did not send stay as they are.",
    }
}

fn effect_of_service(sides: &Sides) -> &'static str {
    match (sides.is_new, sides.row.unreadable.is_some()) {
        (_, true) => "The line becomes no record. It stays here, as it came.",
        (true, _) => "What was sent becomes no record, and goes from the device that sent it. It stays in the log.",
        (false, _) => "The record stays as it is now, and the device that sent the change shows it again.",
    }
}
