//! Rescue files: handing one in, and what became of those before.

use super::session::Supporter;
use super::view::{fault_box, layout};
use super::{State, Trouble, words};
use crate::audit::Actor;
use crate::db::{DbError, RescueRow};
use crate::rescue::{self, NotRescued};
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use daybook_seal::Why;
use daybook_wire::rescue::RescueReply;
use maud::{Markup, html};
use tokio::io::AsyncWriteExt as _;

/// More than this nobody looks through.
const MOST: u32 = 200;

/// Shows them.
pub(super) async fn show(service: State, supporter: Supporter) -> Result<Markup, Trouble> {
    page(&service, &supporter, None, None).await
}

/// Takes one in.
pub(super) async fn hand_in(service: State, supporter: Supporter, mut form: Multipart) -> Result<Response, Trouble> {
    let scratch = service.storage.scratch(service.world.as_ref()).map_err(trouble)?;
    let mut is_ours = false;
    let mut bytes = 0_usize;
    while let Some(mut field) = form.next_field().await.map_err(|_| Trouble::StaleForm)? {
        if field.name() == Some("form_token") {
            supporter.expects(&field.text().await.map_err(|_| Trouble::StaleForm)?)?;
            is_ours = true;
        } else if field.name() == Some("file") && is_ours {
            let mut out = crate::storage::private(scratch.path()).await.map_err(trouble)?;
            loop {
                match field.chunk().await {
                    Ok(Some(chunk)) => {
                        bytes += chunk.len();
                        out.write_all(&chunk).await.map_err(trouble)?;
                    }
                    Ok(None) => break,
                    Err(_) => {
                        let words = "The file is too large, or did not arrive whole. Nothing was taken. Keep the file, and try again.";
                        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&service, &supporter, None, Some(words)).await?).into_response());
                    }
                }
            }
            out.flush().await.map_err(trouble)?;
        }
    }
    if !is_ours {
        return Err(Trouble::StaleForm);
    }
    if bytes == 0 {
        let words = "Choose a file first. Nothing was taken.";
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&service, &supporter, None, Some(words)).await?).into_response());
    }
    let by = supporter.user.id;
    match rescue::take_in_file(&service.0, supporter.org(), scratch.path(), by, Actor::Support(by)).await {
        Ok(reply) => Ok(page(&service, &supporter, Some(&reply), None).await?.into_response()),
        Err(NotRescued::Db(error)) => Err(error.into()),
        Err(error @ (NotRescued::Io(_) | NotRescued::Recovery(_))) => {
            tracing::error!(%error, "a rescue file");
            Err(Trouble::Ours(DbError::Unavailable("rescue".to_owned())))
        }
        Err(error) => {
            let words = sentence(&error);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&service, &supporter, None, Some(&words)).await?).into_response())
        }
    }
}

fn sentence(error: &NotRescued) -> String {
    let words = error.to_string();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn trouble(error: std::io::Error) -> Trouble {
    tracing::error!(kind = ?error.kind(), "a rescue file");
    Trouble::Ours(DbError::Unavailable("storage".to_owned()))
}

async fn page(service: &State, supporter: &Supporter, taken: Option<&RescueReply>, fault: Option<&str>) -> Result<Markup, Trouble> {
    let org = supporter.org().to_owned();
    let rows = service.read(move |tx| -> Result<Vec<(RescueRow, String)>, DbError> {
        let rows = tx.rescues(&org, MOST)?.into_iter();
        rows.map(|row| {
            let person = tx.user(&org, row.about.person)?;
            let name =
                person.map_or_else(|| "Somebody who is not known".to_owned(), |user| format!("{} {}", user.given_name, user.family_name));
            Ok((row, name))
        })
        .collect()
    });
    Ok(draw(supporter, &rows.await?, taken, fault))
}

fn draw(supporter: &Supporter, rows: &[(RescueRow, String)], taken: Option<&RescueReply>, fault: Option<&str>) -> Markup {
    let headings = ["Reference", "Whose", "Why", "Handed in", "Changes", "With support", "Kept files"];
    let body = html! {
        h1 { "Rescue files" }
        @if let Some(words) = fault { (fault_box(words)) }
        @if let Some(reply) = taken { (outcome(reply)) }
        form.narrow method="post" action="/support/rescue" enctype="multipart/form-data" {
            input type="hidden" name="form_token" value=(supporter.form_token);
            label for="file" { "Hand one in" }
            p.hint #file-hint { "A file whose name begins with daybook-rescue. What the service has already is recognised; the same file twice changes nothing." }
            input #file type="file" name="file" accept=".daybook" aria-describedby="file-hint" required;
            button type="submit" { "Hand in" }
        }
        @if !rows.is_empty() {
            h2 { "Handed in before" }
            table.cards role="table" {
                thead { tr role="row" { @for heading in headings { th scope="col" role="columnheader" { (heading) } } } }
                tbody { @for (row, person) in rows { tr role="row" {
                    th scope="row" role="rowheader" { span.keep { (row.outcome.reference) } }
                    td role="cell" data-label="Whose" { (person) @if !row.signed { span.under { "not signed by the device" } } }
                    td role="cell" data-label="Why" { (why(row.about.why)) span.under { "made " (words::moment(row.about.made_at)) " by the device's clock" } }
                    td role="cell" data-label="Handed in" { (words::moment(row.handed_in_at)) }
                    td role="cell" data-label="Changes" { (row.outcome.changes) ", " (row.outcome.taken) " of them new" }
                    td role="cell" data-label="With support" { (row.outcome.with_support) @if row.outcome.unreadable > 0 { ", and " (row.outcome.unreadable) " lines that cannot be read" } }
                    td role="cell" data-label="Kept files" { (row.outcome.kept_files) }
                } } }
            }
        }
    };
    layout("Rescue files", Some(supporter), &body)
}

fn outcome(reply: &RescueReply) -> Markup {
    html! {
        div.decided role="status" {
            p { strong { (reply.reference) ": " (reply.changes) " changes. " } (reply.taken) " were new and were taken, " (reply.already) " were here already." }
            @if reply.with_support > 0 { p { (reply.with_support) " of the new ones wait in the " a href="/support/queue" { "review queue" } "." } }
            @if reply.unreadable > 0 { p { (reply.unreadable) " lines cannot be read. They are kept, each with a ticket." } }
            @if reply.pictures > 0 { p { (reply.pictures) " pictures are kept." } }
            @if reply.kept_files > 0 { p { (reply.kept_files) " files of a database that does not open are kept, sealed." } }
        }
    }
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Copy => "A copy from a shared laptop",
        Why::Rescue => "Saved by hand",
        Why::Damaged => "The database does not open",
        Why::Wipe => "Before a wipe",
    }
}
