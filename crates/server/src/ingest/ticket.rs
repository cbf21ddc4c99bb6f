//! Opening a ticket: the change is stored, applied to nothing, and waits for a person with all she needs to decide.

use super::judge::Verdict;
use super::{Ingest, Sender};
use crate::db::{DbError, Kept, Origin, TicketRow};
use daybook_record::kind::{self, Ticket, TicketState};
use daybook_record::{Change, Facts, Kind, Outcome, Reason, Receipt, RecordId, Scope, UserId, Verb};

impl Ingest<'_> {
    /// Logs the change and opens a ticket for it. The change stands in the order before its ticket.
    pub(super) fn hold(&self, change: &Change, sender: &Sender, verdict: Verdict) -> Result<Receipt, DbError> {
        let (reason, clashes, faults, doubles) = match verdict {
            Verdict::Held { reason, clashes, faults, doubles } => (reason, clashes, faults, doubles),
            _ => (Reason::Invalid, Vec::new(), Vec::new(), Vec::new()),
        };
        let before = self.kept(change.kind, change.record)?;
        let number = self.next_ticket()?;
        let sequence = self.tx.next_sequence(self.org)?;
        let receipt = self.log(change, sequence, Origin::Field, Outcome::WithSupport { ticket: number.clone(), reason })?;

        let child = self.child_of(change, before.as_ref())?;
        let mut fields: Vec<String> = clashes.iter().map(|clash| clash.field.clone()).collect();
        fields.extend(faults.iter().map(|fault| fault.field.clone()));
        fields.dedup();
        let ticket = Ticket {
            number: number.clone(),
            change: change.id,
            verb: change.verb,
            about: change.kind,
            record: change.record,
            child,
            reason,
            fields,
            other_at: self.other_at(before.as_ref(), &clashes)?,
            state: TicketState::Open,
            opened_at: self.world.now(),
            decided_at: None,
            note: None,
        };
        let scope = self.ticket_scope(change, child, before.as_ref(), sender)?;
        self.save(&TicketRow {
            ticket,
            id: self.ticket_record(&number),
            scope,
            device: sender.device,
            person: sender.user,
            held_version: before.as_ref().map(|kept| kept.held.version),
            held: before.map(|kept| kept.held.facts),
            clashes,
            faults,
            doubles,
            unreadable: None,
            decided_by: None,
        })?;
        Ok(receipt)
    }

    /// Keeps a line of a batch file that is no change at all, and opens a ticket for it. Gives the ticket's number.
    pub fn hold_unreadable(&self, text: &str, sender: &Sender) -> Result<String, DbError> {
        let number = self.next_ticket()?;
        let id = self.ticket_record(&number);
        let ticket = Ticket {
            number: number.clone(),
            change: self.world.mint().into(),
            verb: Verb::Create,
            about: Kind::Ticket,
            record: id,
            child: None,
            reason: Reason::Invalid,
            fields: vec!["line".to_owned()],
            other_at: None,
            state: TicketState::Open,
            opened_at: self.world.now(),
            decided_at: None,
            note: None,
        };
        self.save(&TicketRow {
            ticket,
            id,
            scope: self.team_scope(sender)?,
            device: sender.device,
            person: sender.user,
            held: None,
            held_version: None,
            clashes: Vec::new(),
            faults: Vec::new(),
            doubles: Vec::new(),
            unreadable: Some(text.to_owned()),
            decided_by: None,
        })?;
        Ok(number)
    }

    /// Keeps the ticket, and the record by which it travels.
    pub(super) fn save(&self, row: &TicketRow) -> Result<(), DbError> {
        self.tx.save_ticket(self.org, row)?;
        self.put_in(Kind::Ticket, row.id, &Facts::of(&row.ticket), Origin::Service, Some(row.scope.clone()))?;
        Ok(())
    }

    fn next_ticket(&self) -> Result<String, DbError> {
        Ok(format!("T-{:06}", self.tx.next_ticket(self.org)?))
    }

    fn ticket_record(&self, number: &str) -> RecordId {
        RecordId::named("ticket", &[self.org, number])
    }

    /// The child that a change is about, as far as it or the record that it changes says so.
    pub fn child_meant(&self, change: &Change) -> Result<Option<RecordId>, DbError> {
        match kind::child_of(change.kind, change.record, &change.facts) {
            Some(child) => Ok(Some(child)),
            None => Ok(self.kept(change.kind, change.record)?.and_then(|kept| kept.child)),
        }
    }

    /// The child it is about, if the service knows her.
    fn child_of(&self, change: &Change, before: Option<&Kept>) -> Result<Option<RecordId>, DbError> {
        let said = kind::child_of(change.kind, change.record, &change.facts).or_else(|| before.and_then(|kept| kept.child));
        match said {
            Some(child) => Ok(self.kept(Kind::Child, child)?.map(|_| child)),
            None => Ok(None),
        }
    }

    /// The school of the child where it is known, whether or not the sender may see it: what she sent about another team's
    /// child is theirs to read, and she learns from the receipt that it is with support, and from the decided ticket what became
    /// of it. Otherwise where it belongs, if she sees that; else a team of hers, so that it comes down to the device that asked.
    fn ticket_scope(&self, change: &Change, child: Option<RecordId>, before: Option<&Kept>, sender: &Sender) -> Result<Scope, DbError> {
        let facts = before.map(|kept| kept.held.facts.with(&change.facts)).unwrap_or_else(|| change.facts.clone());
        let wanted = match child {
            Some(child) => match self.kept(Kind::Child, child)? {
                Some(kept) => return Ok(kept.scope),
                None => None,
            },
            None => self.scope_of(change.kind, &facts, None)?,
        };
        let seen = self.tx.scopes_of(self.org, sender.user)?;
        match wanted.filter(|scope| *scope != Scope::Reference && seen.contains(scope)) {
            Some(scope) => Ok(scope),
            None => self.team_scope(sender),
        }
    }

    /// Where the answer to a ticket goes: its scope, or a team of whoever asked where she does not see that.
    pub(super) fn answer_scope(&self, asked: UserId, scope: Scope) -> Result<Scope, DbError> {
        if self.tx.scopes_of(self.org, asked)?.contains(&scope) {
            return Ok(scope);
        }
        let team = self.tx.teams_of(self.org, asked)?.into_iter().next();
        Ok(team.map_or(scope, |team| Scope::Team(team.key)))
    }

    fn team_scope(&self, sender: &Sender) -> Result<Scope, DbError> {
        let team = self.tx.teams_of(self.org, sender.user)?.into_iter().next();
        // A person of no team at all has none to tell; the name cannot be a team's key.
        Ok(Scope::Team(team.map_or_else(|| "(none)".to_owned(), |team| team.key)))
    }

    /// When the newest of the other values reached the service.
    fn other_at(&self, before: Option<&Kept>, clashes: &[daybook_record::merge::Clash]) -> Result<Option<daybook_record::Moment>, DbError> {
        let newest =
            before.and_then(|kept| clashes.iter().filter_map(|clash| kept.held.marks.get(&clash.field)).map(|mark| mark.version).max());
        match newest {
            Some(version) => self.tx.received_at(self.org, version),
            None => Ok(None),
        }
    }
}
